"""The fit: signs it may not break, calibration it folds in, folds that never share a layout."""

import numpy as np
import pytest

from evals.confidence.fitting import fit, scores
from tests.evals.confidence.made import item, many

SIGNS = {"held": 1, "blamed": -1}


def labelled():
    """Held: 2 in 100 wrong; neither: 10; blamed: 60."""
    found = []
    for held, blamed, wrong in ((1, 0, 2), (0, 0, 10), (0, 1, 60)):
        found += many(wrong * 10, right=False, held=held, blamed=blamed)
        found += many((100 - wrong) * 10, right=True, held=held, blamed=blamed)
    return found


def test_a_score_is_the_share_that_is_right_among_facts_with_its_signals():
    done = fit(labelled(), ("held", "blamed"), SIGNS)
    alike = scores(done.logistic, [item(held=1), item(), item(blamed=1)])
    assert alike == pytest.approx([0.98, 0.90, 0.40], abs=0.02)


def test_a_signal_that_pulls_the_wrong_way_is_left_out_and_one_that_never_varies_too():
    done = fit(labelled(), ("held", "blamed", "never"), {"held": -1, "blamed": -1})
    assert set(done.logistic.weights) == {"blamed"}


def test_the_score_of_the_folds_is_of_what_they_had_not_seen():
    done = fit(labelled(), ("held", "blamed"), SIGNS)
    assert len(done.unseen) == len(labelled())
    assert ((done.unseen > 0) & (done.unseen < 1)).all()
    odd = [item(group="only", document="only", right=False, held=1) for _ in range(300)]
    whole = fit([*labelled(), *odd], ("held", "blamed"), SIGNS)
    assert whole.unseen[-1] > scores(whole.logistic, odd)[-1]  # its fold did not know that all of this group are wrong


def test_the_same_labels_in_another_order_give_the_same_fit():
    labels = labelled()
    once, again = fit(labels, ("held", "blamed"), SIGNS), fit(labels[::-1], ("held", "blamed"), SIGNS)
    assert once.logistic == again.logistic
    assert np.array_equal(once.unseen, again.unseen[::-1])


@pytest.mark.parametrize("labels", [[], many(20, right=True, held=1), [item(right=right) for right in (True, False)]])
def test_labels_of_one_kind_or_of_one_group_teach_nothing(labels):
    with pytest.raises(ValueError, match="nothing to learn from"):
        fit(labels, ("held",), SIGNS)

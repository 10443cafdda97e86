"""Which leaves enter, how they are counted by score and document, and the intervals of what ranks them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scored_leaves import WORKED, scored, verdict
from sklearn.metrics import roc_auc_score

from evals.statistics.bootstrap import percentile, resampling_weights
from evals.statistics.ranking import aurc, auroc
from evals.statistics.scores import blocks_of, bootstrap_scores, scores_of


def test_only_given_values_with_a_score_enter():
    found = scores_of([verdict("C", score=0.5), verdict("W"), verdict("O"), verdict("N"), verdict("H", score=0.2)])
    assert found.score.tolist() == [0.5, 0.2]
    assert found.error.tolist() == [False, True]
    assert found.unscored == 1


def test_documents_without_a_scored_leaf_belong_to_the_run():
    found = scores_of([*scored((0.5, "C"), document="b"), verdict("O", document="a")])
    assert found.documents == ("a", "b")
    assert found.document.tolist() == [1]


@pytest.mark.parametrize("score", [-0.1, 1.5, float("nan")])
def test_a_score_that_is_none_is_refused(score):
    with pytest.raises(ValueError, match="from 0 to 1"):
        scores_of([verdict("C", score=score)])


def test_blocks_are_equal_scores_most_confident_first():
    # 0.9 without an error, the two of 0.8 with one, 0.6 without, 0.4 with one.
    blocks = blocks_of(scores_of(WORKED))
    assert blocks.least.tolist() == [0.9, 0.8, 0.6, 0.4]
    assert blocks.counts.tolist() == [[1, 2, 1, 1], [0, 1, 0, 1]]


def test_neighbours_without_an_error_are_one_block():
    blocks = blocks_of(scores_of(scored((0.9, "C"), (0.8, "C"), (0.7, "W"), (0.6, "W"), (0.5, "C"), (0.4, "C"))))
    assert blocks.least.tolist() == [0.8, 0.7, 0.6, 0.4]
    assert blocks.counts.tolist() == [[2, 1, 1, 2], [0, 1, 1, 0]]


def test_blocks_are_counted_by_document():
    verdicts = [*scored((0.9, "C"), (0.5, "W"), document="a"), *scored((0.9, "C"), (0.9, "C"), document="b")]
    blocks = blocks_of(scores_of(verdicts))
    assert blocks.by_document.toarray().tolist() == [[1, 1, 0, 1], [2, 0, 0, 0]]


leaves = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from([0.1, 0.5, 0.7, 0.9]), st.sampled_from("CCW")),
    min_size=1,
    max_size=30,
)


@given(leaves)
def test_a_draw_is_measured_as_scikit_learn_measures_repeated_leaves(rows):
    verdicts = [verdict(letter, document=name, score=score) for name, score, letter in rows]
    scores = scores_of(verdicts)
    found = bootstrap_scores(scores, blocks_of(scores), {"auroc": auroc})["auroc"]
    if len(scores.documents) < 2:
        assert found.note == "只有 1 份文件：至少两份才有区间"
        return
    weights = resampling_weights(len(scores.documents))
    distinct, which = np.unique(weights, axis=0, return_inverse=True)
    by_draw = np.array([_auroc(scores, draw[scores.document]) for draw in distinct])[which]
    expected = percentile(by_draw, found.point, len(scores.documents))
    assert (found.lower, found.upper) == (_about(expected.lower), _about(expected.upper))
    assert found.note == expected.note


def _auroc(scores, weight):
    if len(set(scores.error[weight > 0].tolist())) < 2:
        return float("nan")
    return roc_auc_score(~scores.error, scores.score, sample_weight=weight)


def _about(value):
    return None if value is None else pytest.approx(value)


def test_draws_in_turns_are_the_draws_at_once(monkeypatch):
    verdicts = [v for name in "abcdef" for v in scored((0.9, "C"), (0.8, "W"), (0.7, "C"), document=name)]
    verdicts += scored((0.95, "W"), (0.3, "C"), document="g")
    scores = scores_of(verdicts)
    at_once = bootstrap_scores(scores, blocks_of(scores), {"aurc": aurc})
    monkeypatch.setattr("evals.statistics.scores._CELLS", 70)
    assert bootstrap_scores(scores, blocks_of(scores), {"aurc": aurc}) == at_once
    assert at_once["aurc"].lower < at_once["aurc"].point < at_once["aurc"].upper

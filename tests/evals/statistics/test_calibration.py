"""Bins of equal mass, ECE and Brier score by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scored_leaves import WORKED, scored
from sklearn.metrics import brier_score_loss

from evals.statistics.calibration import bins_of, brier, calibration_error
from evals.statistics.scores import scores_of

leaves = st.lists(st.tuples(st.floats(0, 1), st.sampled_from("CWH")), min_size=1, max_size=60)


def test_ece_of_the_worked_example():
    # A bin a leaf, for there are five: |0 - 0.4|, |1 - 0.6|, twice |½ - 0.8| for the tie, |1 - 0.9|.
    bins = bins_of(scores_of(WORKED))
    assert [one.accuracy for one in bins] == pytest.approx([0, 1, 0.5, 0.5, 1])
    assert calibration_error(bins) == pytest.approx((0.4 + 0.4 + 0.3 + 0.3 + 0.1) / 5)


def test_ten_bins_hold_as_many_leaves_each():
    # Twenty leaves 0.025, 0.075 … 0.975; the lowest four are wrong. Bin b has the mean score 0.05 + 0.1 b.
    pairs = [(0.025 + 0.05 * at, "W" if at < 4 else "C") for at in range(20)]
    bins = bins_of(scores_of(scored(*pairs)))
    assert [one.leaves for one in bins] == [2] * 10
    assert [one.confidence for one in bins] == pytest.approx([0.05 + 0.1 * at for at in range(10)])
    assert [one.accuracy for one in bins] == [0, 0, 1, 1, 1, 1, 1, 1, 1, 1]
    assert (bins[0].lowest, bins[0].highest) == pytest.approx((0.025, 0.075))
    # 0.05 + 0.15 of the wrong bins, 0.75 + 0.65 + … + 0.05 = 3.2 of the right ones, over ten bins.
    assert calibration_error(bins) == pytest.approx((0.2 + 3.2) / 10)


def test_leaves_that_do_not_divide_evenly_go_to_the_first_bins():
    bins = bins_of(scores_of(scored(*[(at / 23, "C") for at in range(23)])))
    assert [one.leaves for one in bins] == [3, 3, 3, 2, 2, 2, 2, 2, 2, 2]


def test_one_score_for_all_gives_its_distance_from_the_accuracy():
    # Seven of ten right at 0.9, however the tie is cut: |0.7 - 0.9|.
    pairs = [(0.9, "C")] * 7 + [(0.9, "W")] * 3
    assert calibration_error(bins_of(scores_of(scored(*pairs)))) == pytest.approx(0.2)


def test_without_leaves_there_is_no_error_of_calibration():
    assert bins_of(scores_of([])) == ()
    assert calibration_error(()) is None
    assert brier(scores_of([])).point is None


def test_brier_of_the_worked_example():
    # 0.1², 0.2², 0.8², 0.4², 0.4²
    assert brier(scores_of(WORKED)).point == pytest.approx((0.01 + 0.04 + 0.64 + 0.16 + 0.16) / 5)


@given(leaves)
def test_brier_is_that_of_scikit_learn(pairs):
    right = [letter == "C" for _, letter in pairs]
    expected = brier_score_loss(right, [score for score, _ in pairs], pos_label=True)
    assert brier(scores_of(scored(*pairs))).point == pytest.approx(expected)


@given(leaves, st.randoms())
def test_the_order_of_the_leaves_does_not_matter(pairs, random):
    shuffled = list(pairs)
    random.shuffle(shuffled)
    one, other = (calibration_error(bins_of(scores_of(scored(*order)))) for order in (pairs, shuffled))
    assert one == pytest.approx(other)


@given(leaves)
def test_the_bins_hold_all_leaves_and_all_errors(pairs):
    bins = bins_of(scores_of(scored(*pairs)))
    wrong = sum(letter != "C" for _, letter in pairs)
    assert sum(one.leaves for one in bins) == len(pairs)
    assert sum(one.leaves * (1 - one.accuracy) for one in bins) == pytest.approx(wrong)

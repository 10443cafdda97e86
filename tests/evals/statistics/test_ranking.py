"""Measures of ranking: one example by hand, scikit-learn and a count of pairs on any, and their laws."""

from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scored_leaves import WORKED, scored
from sklearn.metrics import average_precision_score, roc_auc_score

from evals.statistics.ranking import augrc, auprc_error, aurc, auroc, excess_aurc
from evals.statistics.scores import blocks_of, scores_of

ALL = (auroc, auprc_error, aurc, excess_aurc, augrc)

scores = st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0]) | st.floats(0, 1)
leaves = st.lists(st.tuples(scores, st.sampled_from("CWH")), min_size=1, max_size=40)
both_kinds = leaves.filter(lambda pairs: {letter == "C" for _, letter in pairs} == {True, False})


def of(measure, pairs):
    return float(measure(blocks_of(scores_of(scored(*pairs))).counts))


def test_auroc_counts_a_tied_pair_half():
    # Right 0.9, 0.8, 0.6 against wrong 0.8, 0.4: 1+1, ½+1, 0+1 of six pairs.
    assert float(auroc(blocks_of(scores_of(WORKED)).counts)) == pytest.approx(4.5 / 6)


def test_average_precision_of_errors_takes_a_block_at_once():
    # Least confident first: 0.4 is wrong, precision 1/1; 0.6 is right; the two at 0.8 bring the second: precision 2/4.
    assert float(auprc_error(blocks_of(scores_of(WORKED)).counts)) == pytest.approx(0.5 * 1 + 0.5 * 0.5)


def test_aurc_runs_through_the_expected_errors_of_a_tie():
    # Expected errors of the first 1..5: 0, ½, 1, 1, 2. Risks 0, 1/4, 1/3, 1/4, 2/5.
    assert float(aurc(blocks_of(scores_of(WORKED)).counts)) == pytest.approx((0 + 1 / 4 + 1 / 3 + 1 / 4 + 2 / 5) / 5)


def test_excess_aurc_is_what_a_perfect_order_would_have_saved():
    # Perfect: three right ones, then risks 1/4 and 2/5.
    perfect = (1 / 4 + 2 / 5) / 5
    counts = blocks_of(scores_of(WORKED)).counts
    assert float(excess_aurc(counts)) == pytest.approx(float(aurc(counts)) - perfect)


def test_augrc_divides_by_all_leaves():
    # (0 + ½ + 1 + 1 + 2) / 5, over the five k.
    assert float(augrc(blocks_of(scores_of(WORKED)).counts)) == pytest.approx(4.5 / 25)


@pytest.mark.parametrize("letter", ["C", "W"])
def test_with_one_kind_of_leaf_only_what_needs_both_is_undefined(letter):
    pairs = [(0.9, letter), (0.4, letter)]
    assert np.isnan([of(measure, pairs) for measure in (auroc, auprc_error, excess_aurc)]).all()
    assert of(aurc, pairs) == (letter == "W")
    # Of two wrong ones: (1/2 + 2/2) / 2.
    assert of(augrc, pairs) == (0.75 if letter == "W" else 0.0)


def test_without_leaves_everything_is_undefined():
    assert np.isnan([of(measure, []) for measure in ALL]).all()


@given(both_kinds)
def test_auroc_and_average_precision_are_those_of_scikit_learn(pairs):
    wrong = [letter != "C" for _, letter in pairs]
    doubt = [-score for score, _ in pairs]
    assert of(auroc, pairs) == pytest.approx(roc_auc_score(wrong, doubt))
    assert of(auprc_error, pairs) == pytest.approx(average_precision_score(wrong, doubt))


@given(leaves)
def test_the_areas_are_the_means_of_the_curve_point_by_point(pairs):
    expected, n = [], len(pairs)
    for score in sorted({score for score, _ in pairs}, reverse=True):
        block = [letter != "C" for one, letter in pairs if one == score]
        expected += [sum(block) / len(block)] * len(block)
    errors = np.cumsum(expected)
    assert of(aurc, pairs) == pytest.approx((errors / np.arange(1, n + 1)).mean())
    assert of(augrc, pairs) == pytest.approx((errors / n).mean())


@given(st.lists(st.tuples(st.sampled_from([0.2, 0.5, 0.8]), st.sampled_from("CW")), min_size=1, max_size=6))
def test_aurc_of_ties_is_the_mean_over_all_their_orders(pairs):
    found = []
    for order in permutations(pairs):
        ranked = sorted(order, key=lambda pair: -pair[0])
        errors = np.cumsum([letter == "W" for _, letter in ranked])
        found.append((errors / np.arange(1, len(pairs) + 1)).mean())
    assert of(aurc, pairs) == pytest.approx(np.mean(found))


@given(st.lists(st.tuples(st.integers(0, 64), st.sampled_from("CW")), min_size=2, max_size=40))
def test_the_reversed_score_has_the_other_auroc(pairs):
    """Sixty-fourths, for which 1 - score is exact: no two fall together when they are turned."""
    there, back = ([(abs(end - at / 64), letter) for at, letter in pairs] for end in (0, 1))
    assert of(auroc, back) == pytest.approx(1 - of(auroc, there), nan_ok=True)


@given(both_kinds)
def test_no_order_is_better_than_the_perfect_one_or_worse_than_its_reverse(pairs):
    ranks = {letter: [i for i, (_, one) in enumerate(pairs) if (one == "C") == (letter == "C")] for letter in "CW"}
    best = [(1.0, "C")] * len(ranks["C"]) + [(0.0, "W")] * len(ranks["W"])
    worst = [(1 - score, letter) for score, letter in best]
    for measure in (aurc, augrc, excess_aurc):
        low, here, high = of(measure, best), of(measure, pairs), of(measure, worst)
        assert low - 1e-12 <= here <= high + 1e-12
    assert of(excess_aurc, best) == pytest.approx(0, abs=1e-12)
    assert of(auroc, best) == 1
    assert of(auroc, worst) == 0


@given(leaves)
def test_merging_scores_without_an_error_changes_nothing(pairs):
    levels = sorted({score for score, _ in pairs}, reverse=True)
    leaves_at = np.array([sum(one == score for one, _ in pairs) for score in levels], dtype=float)
    errors_at = np.array(
        [sum(one == score and letter != "C" for one, letter in pairs) for score in levels], dtype=float
    )
    blocks = blocks_of(scores_of(scored(*pairs)))
    for measure in ALL:
        assert of(measure, pairs) == pytest.approx(float(measure(np.stack([leaves_at, errors_at]))), nan_ok=True)
    clean = blocks.counts[1] == 0
    assert not any(here and there for here, there in pairwise(clean.tolist()))
    assert set(blocks.least.tolist()) <= set(levels)
    assert blocks.least[-1] == levels[-1]

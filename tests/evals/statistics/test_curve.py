"""The risk-coverage curve, what a coverage costs and what a risk allows, by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scored_leaves import WORKED, scored

from evals.statistics.curve import accepted_within, curve, risk_at
from evals.statistics.scores import blocks_of, scores_of


def blocks(pairs):
    return blocks_of(scores_of(scored(*pairs)))


def within(verdicts, limit):
    scores = scores_of(verdicts)
    return accepted_within(scores, blocks_of(scores), limit)


def test_the_curve_of_the_worked_example():
    # Expected errors among the first 1..5: 0, ½, 1, 1, 2.
    points = curve(blocks_of(scores_of(WORKED)))
    assert [one.coverage for one in points] == pytest.approx([0.2, 0.4, 0.6, 0.8, 1])
    assert [one.risk for one in points] == pytest.approx([0, 1 / 4, 1 / 3, 1 / 4, 2 / 5])
    assert [one.generalised_risk for one in points] == pytest.approx([0, 0.1, 0.2, 0.2, 0.4])


def test_a_long_curve_is_thinned_and_keeps_its_ends():
    points = curve(blocks([(at / 1000, "C" if at else "W") for at in range(1000)]), points=50)
    assert len(points) == 50
    assert points[0].coverage == pytest.approx(1 / 1000)
    assert (points[-1].coverage, points[-1].risk) == (1, pytest.approx(1 / 1000))


@pytest.mark.parametrize(("coverage", "risk"), [(0.8, 1 / 4), (0.9, 2 / 5), (1.0, 2 / 5), (0.4, 1 / 4), (0.01, 0)])
def test_risk_at_a_coverage_takes_at_least_so_many_leaves(coverage, risk):
    # 80% of five are four leaves, 90% are five, 1% is one.
    assert risk_at(blocks_of(scores_of(WORKED)), coverage) == pytest.approx(risk)


@pytest.mark.parametrize("coverage", [0, -0.1, 1.1])
def test_a_coverage_that_is_none_is_refused(coverage):
    with pytest.raises(ValueError, match="a coverage"):
        risk_at(blocks_of(scores_of(WORKED)), coverage)


def test_within_a_limit_the_widest_threshold_is_taken_even_past_a_worse_one():
    # Down to 0.9: 0 of 1; to 0.8: 1 of 3, too many; to 0.6: 1 of 4, a quarter.
    found = within(WORKED, 0.25)
    assert (found.coverage, found.threshold, found.leaves, found.errors) == (0.8, 0.6, 4, 1)


def test_a_threshold_never_cuts_through_equal_scores():
    # With half of the tie the risk would be ½ of 2, a quarter; a threshold takes both or none.
    found = within(scored((0.9, "C"), (0.8, "C"), (0.8, "W")), 0.3)
    assert (found.coverage, found.threshold) == (pytest.approx(1 / 3), 0.9)


def test_where_no_threshold_holds_nothing_is_taken():
    found = within(scored((0.9, "W"), (0.5, "C")), 0.01)
    assert (found.coverage, found.threshold, found.leaves, found.upper, found.documents) == (0, None, 0, None, 0)


def test_a_document_is_taken_only_with_all_its_leaves():
    verdicts = [
        *scored((0.9, "C"), (0.95, "C"), document="a"),
        *scored((0.9, "C"), (0.2, "W"), document="b"),
        *scored((0.99, "C"), document="c"),
    ]
    found = within(verdicts, 0.01)
    assert (found.leaves, found.errors) == (4, 0)
    assert found.documents == pytest.approx(2 / 3)
    assert found.upper == pytest.approx(1 - 0.05 ** (1 / 4))


def test_as_many_errors_as_the_limit_allows_are_allowed():
    # 1 of 200 is 0.5%, and so within 0.5%.
    assert within(scored(*[(0.9, "C")] * 199, (0.9, "W")), 0.005).coverage == 1


def test_a_limit_that_binary_cannot_hold_is_still_held():
    # 29 of 50 are 58%, though 0.58 * 50 comes out below 29.
    assert within(scored(*[(0.9, "W")] * 29, *[(0.9, "C")] * 21), 0.58).coverage == 1


def test_without_leaves_there_is_no_curve():
    nothing = blocks_of(scores_of([]))
    assert curve(nothing) == ()
    assert risk_at(nothing, 0.8) is None
    assert within([], 0.01) is None


leaves = st.lists(st.tuples(st.sampled_from([0.1, 0.5, 0.7, 0.9]), st.sampled_from("CW")), min_size=1, max_size=40)


@given(leaves, st.floats(0, 1))
def test_what_is_taken_holds_the_limit_and_no_lower_threshold_does(pairs, limit):
    found = within(scored(*pairs), limit)
    for threshold in {score for score, _ in pairs}:
        taken = [letter for score, letter in pairs if score >= threshold]
        holds = taken.count("W") <= limit * len(taken) + 1e-9
        if found.threshold is None or threshold < found.threshold:
            assert not holds
        elif threshold == found.threshold:
            assert holds
            assert (found.leaves, found.errors) == (len(taken), taken.count("W"))


@given(leaves)
def test_risk_at_full_coverage_is_the_error_rate(pairs):
    assert risk_at(blocks(pairs), 1) == pytest.approx(sum(letter == "W" for _, letter in pairs) / len(pairs))

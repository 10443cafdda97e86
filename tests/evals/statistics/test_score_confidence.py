"""All of a run's confidence in one place: the worked example, and runs that leave things undefined."""

import pytest
from scored_leaves import WORKED, verdict

from evals.statistics.bootstrap import Interval
from evals.statistics.confidence import confidence_of


def test_the_worked_example_in_one_place():
    found = confidence_of([*WORKED, verdict("O"), verdict("C", row="无分")])
    assert (found.leaves, found.errors, found.unscored) == (5, 2, 1)
    assert found.error_rate == pytest.approx(2 / 5)
    points = {name: getattr(found, name).point for name in ("auroc", "auprc_error", "aurc", "augrc", "brier")}
    assert points == pytest.approx(
        {"auroc": 0.75, "auprc_error": 0.75, "aurc": 0.74 / 3, "augrc": 0.18, "brier": 0.202}
    )
    assert found.excess_aurc.point == pytest.approx(0.74 / 3 - 0.13)
    assert found.calibration_error == pytest.approx(0.3)
    assert found.risks == ((0.8, pytest.approx(0.25)), (0.9, pytest.approx(0.4)))
    # Only the leaf at 0.9 is free of error: a fifth of the leaves at 0.5% as at 1%.
    assert [(one.limit, one.coverage, one.threshold) for one in found.accepted] == [(0.005, 0.2, 0.9), (0.01, 0.2, 0.9)]
    assert len(found.bins) == 5
    assert len(found.curve) == 5


def test_one_document_has_points_and_no_intervals():
    assert confidence_of(WORKED).auroc == Interval(None, None, 0.75, 1, "只有 1 份文件：至少两份才有区间")


def test_a_run_without_errors_has_no_ranking_and_no_risk():
    found = confidence_of([verdict("C", document=name, score=0.9) for name in "abc"])
    assert (found.auroc.point, found.auprc_error.point, found.excess_aurc.point) == (None, None, None)
    assert (found.auroc.lower, found.auroc.upper) == (None, None)
    assert (found.aurc.point, found.augrc.point, found.error_rate) == (0, 0, 0)
    assert [one.coverage for one in found.accepted] == [1, 1]


def test_a_system_without_scores_has_nothing_to_rank_by():
    found = confidence_of([verdict("C", document="a", band="AUTO"), verdict("W", document="b", band="MUST")])
    points = [one.point for one in (found.auroc, found.auprc_error, found.aurc, found.excess_aurc, found.brier)]
    assert points == [None] * 5
    assert (found.calibration_error, found.error_rate, found.bins, found.curve, found.accepted) == (
        None,
        None,
        (),
        (),
        (),
    )
    assert found.risks == ((0.8, None), (0.9, None))
    assert (found.unscored, found.review.load) == (2, 0.5)


def test_an_empty_run_is_measured_too():
    found = confidence_of([])
    assert (found.leaves, found.auroc.point, found.review.load) == (0, None, None)

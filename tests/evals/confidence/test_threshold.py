"""The threshold of AUTO: the lowest that promises the limit in every stratum, and no promise on too few labels."""

import numpy as np

from evals.confidence.threshold import LIMIT, choose
from tests.evals.confidence.made import item, many


def of(*groups):
    """Choose over (items, score) groups."""
    items = [one for found, _ in groups for one in found]
    return choose(items, np.array([score for found, score in groups for _ in found]))


def test_without_an_error_and_with_labels_enough_no_threshold_is_needed():
    chosen = of((many(700), 0.8))
    assert chosen.threshold == 0.0
    (risk,) = chosen.risks
    assert (risk.facts, risk.errors, risk.holds) == (700, 0, True)
    assert risk.naive < LIMIT


def test_six_hundred_facts_promise_what_five_hundred_cannot():
    assert not of((many(600), 0.8)).risks[0].too_few
    few = of((many(500), 0.8)).risks[0]
    assert (few.too_few, few.holds) == (True, False)


def test_errors_below_the_threshold_are_given_up_for_the_promise():
    chosen = of((many(2000), 0.99), (many(500), 0.9), (many(20, right=False), 0.9))
    assert chosen.threshold == 0.99
    assert (chosen.risks[0].facts, chosen.risks[0].errors) == (2000, 0)


def test_an_error_at_the_top_score_leaves_no_threshold():
    chosen = of((many(300), 0.99), (many(300, right=False), 0.99), (many(300), 0.5))
    assert chosen.threshold is None
    assert chosen.risks[0].facts == 900


def test_a_few_errors_among_many_are_within_the_limit():
    assert of((many(20_000), 0.9), (many(20, right=False), 0.9)).threshold == 0.0


def test_each_stratum_has_to_hold_for_itself():
    forms = many(20_000, key="T2/合计/本年收入合计")
    told = [*many(990), *many(10, right=False)]
    chosen = of((forms, 0.9), (told, 0.9))
    assert chosen.threshold is None
    assert [(risk.name, risk.holds) for risk in chosen.risks] == [("press forms", True), ("press narrative", False)]


def test_errors_that_crowd_in_one_report_widen_the_bound_over_reports():
    spread = [*many(10_000), *many(20, right=False)]
    crowded = [*many(10_000), *(item(document="d1", right=False) for _ in range(20))]
    assert of((crowded, 0.9)).risks[0].by_document > of((spread, 0.9)).risks[0].by_document


def test_what_the_rules_do_not_accept_is_nobodys_risk():
    assert of((many(700), 0.9), (many(50, right=False, band="REVIEW"), 0.9)).risks[0].errors == 0

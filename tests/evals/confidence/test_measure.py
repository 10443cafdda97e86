"""The tables: what a person is shown, how large the list is, what may be promised and what not."""

import pytest

from evals.confidence.measure import Reading, as_verdicts, told
from evals.confidence.targets import bounds, of_press, of_real, summed
from evals.scoring.leaf import LeafVerdict
from tests.evals.confidence.made import item


def verdicts(right=0, wrong_auto=0, wrong_shown=0, document="d"):
    found = [LeafVerdict(document, ("S2", str(at), "x"), "C", "C", band="AUTO", score=0.99) for at in range(right)]
    found += [LeafVerdict(document, ("S3", str(at), "x"), "W", "W", band="AUTO", score=0.9) for at in range(wrong_auto)]
    return tuple(
        found
        + [LeafVerdict(document, ("S4", str(at), "x"), "H", "H", band="MUST", score=0.2) for at in range(wrong_shown)]
    )


def reading(name="d", *, facts=1000, auto=900, asked=50, missing=0, shown=0, **given):
    return Reading(name, facts, auto, 18, asked, verdicts(document=name, **given), missing, shown)


def test_the_list_is_what_is_not_in_auto_and_what_was_not_found():
    assert reading().list == 150


def test_wrong_facts_count_as_shown_where_their_band_shows_them():
    one = reading(right=900, wrong_auto=1, wrong_shown=3)
    assert (one.wrong, one.wrong_auto) == (4, 1)


def test_targets_say_what_holds_what_does_not_and_what_cannot_be_told():
    read = [reading(n, right=450, missing=1, shown=1) for n in "ab"]
    assert list(of_real(read)) == [
        "✓ 直接可用占 90.00%（至少 80%）",
        "✓ 直接可用的 900 个有标注的数里错 0 个；上界 0.33%（至多 0.5%）",
        "✓ 错、漏 2 处，摆到人面前的 2 处，100.00%（至少 97%）",
        "✓ 要人看的 300 处，占数的 15.00%（至多 25%）",
        "— 真实报告：900 个数里错 0 个，AUROC 无从算起，不作承诺",
    ]


def test_too_few_facts_without_an_error_promise_nothing():
    read = [reading(n, right=100) for n in "ab"]
    assert list(of_real(read))[1] == "✗ 直接可用的 200 个有标注的数里错 0 个；上界 1.49%（至多 0.5%）"


def test_a_wrong_figure_in_auto_and_a_lost_one_nobody_points_at_are_not_surfaced():
    read = [reading(right=900, wrong_auto=1, wrong_shown=1, missing=2, shown=1)]
    assert list(of_real(read))[2] == "✗ 错、漏 4 处，摆到人面前的 2 处，50.00%（至少 97%）"


def test_bounds_over_documents_want_two_of_them():
    assert bounds([reading(right=600)])[1] is None
    naive, drawn = bounds([reading("a", right=500, wrong_auto=2), reading("b", right=500)])
    assert naive == pytest.approx(0.0063, abs=1e-4)
    assert drawn >= 2 / 502


def test_readings_add_up():
    whole = summed([reading("a", right=5), reading("b", right=6, missing=1)])
    assert (whole.facts, whole.auto, whole.list, whole.missing, len(whole.verdicts)) == (2000, 1800, 300, 1, 11)


def test_scored_items_are_measured_as_verdicts_are():
    pairs = [(item(document=d), 0.9) for d in "ab"] + [(item(document=d, right=False, band="MUST"), 0.1) for d in "ab"]
    measured = told(as_verdicts(pairs))
    assert (measured["facts"], measured["wrong"], measured["auto"], measured["wrong_auto"]) == (4, 2, 2, 0)
    assert measured["auroc"][0] == 1.0


def test_few_errors_are_said_to_be_few():
    few = told(verdicts(right=90, wrong_shown=2, document="a"))
    assert next(of_press({"press": few})).endswith("错 2 个（至少 0.93）；错的太少，只作参考")

"""The table of the 63 identities, and that none of them is left without its tests."""

import pytest

from extractor.checks.check import tally
from extractor.checks.registry import identities, try_all, try_briefly
from tests.checks import (
    test_across,
    test_basic,
    test_forms,
    test_implied,
    test_names,
    test_projects,
    test_rates,
    test_shares,
    test_told,
    test_totals,
    test_words,
)
from tests.checks.books import REPORT, book

MODULES = (
    test_forms,
    test_across,
    test_basic,
    test_told,
    test_shares,
    test_rates,
    test_totals,
    test_implied,
    test_projects,
    test_names,
    test_words,
)
IDS = [
    *(f"A{n}" for n in range(1, 19)),
    *(f"B{n}" for n in range(1, 12)),
    *(f"C{n}" for n in range(1, 8)),
    *(f"D{n}" for n in range(1, 4)),
    "D3z",
    *(f"D{n}" for n in range(4, 19)),
    *(f"E{n}" for n in range(1, 9)),
]


def cases():
    return {id_: case for module in MODULES for id_, case in module.CASES.items()}


def test_there_are_sixty_three_identities_in_order():
    assert list(identities()) == IDS
    assert len(IDS) == 63


@pytest.mark.parametrize("id_", IDS)
def test_each_says_what_it_is_and_where_it_comes_from(id_):
    one = identities()[id_]
    assert one.id == id_
    assert one.formula
    assert one.source
    assert one.example
    assert one.severity in {"error", "warning", "info"}
    assert all(tried.__doc__ for tried in one.tried_by)


def test_each_has_a_case_in_which_it_holds():
    assert {*cases(), *test_words.SILENT} == set(IDS)
    assert all(case.holds or case.text for case in cases().values())


def test_each_has_a_case_in_which_it_fails_or_informs():
    assert {*(id_ for id_, case in cases().items() if case.fails), *test_words.WEAK} == set(IDS)


def test_each_has_a_case_of_rounding_or_of_what_comes_near():
    near = {id_ for id_, case in cases().items() if case.rounds or case.near or case.round_texts or case.near_texts}
    assert near | set(test_words.WEAK) == set(IDS)


def test_no_identity_is_told_in_two_modules():
    assert sum(len(module.CASES) for module in MODULES) == len(cases())


@pytest.mark.parametrize("id_", IDS)
def test_an_empty_book_fails_none(id_):
    assert {one.verdict for one in try_all(book(), [id_])} <= {"not_checked", "pass"}


def test_only_those_named_are_tried():
    known = book("T1/收入总计 5.00", "T1/支出总计 6.00", "T1/本年收入合计 5.00")
    assert {one.check for one in try_all(known, ["A3"])} == {"A3"}
    with pytest.raises(KeyError):
        try_all(known, ["Z9"])


def test_a_brief_trial_tells_what_fails_in_full_and_how_often_the_rest_holds():
    wrong = book(REPORT, "T3/2080505 本年支出合计=9.48 基本支出=7.48\nT6/30217 0.97\nT4/住房保障支出 合计=8.91")
    full, brief = try_all(wrong), try_briefly(wrong)
    assert [one for one in brief if one.verdict != "pass"] == [one for one in full if one.verdict != "pass"]
    assert {"A7", "A8", "A11", "A13"} <= {one.check for one in brief if one.verdict == "fail"}
    assert tally(brief) == tally(full)
    assert len(brief) < len(full)
    assert not wrong.brief


def test_names_and_rows_of_t5_are_counted_in_a_brief_trial_too():
    named = "T2/2080505 @机关事业单位基本养老保险缴费支出 本年收入合计=5.17\nT2/2130777 @村级水文支出 本年收入合计=5.17"
    known = book(named, named.replace("T2", "T3").replace("收入", "支出"), "T5/2080505 本年支出合计=5.17")
    full, brief = tally(try_all(known)), tally(try_briefly(known))
    assert (full["B11"].held, full["B11"].untried, full["B8"].held) == (2, 2, 1)
    assert brief == full

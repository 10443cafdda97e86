"""D2: shares of a whole."""

import pytest

from tests.checks.books import (
    Case,
    Wrong,
    book,
    failing,
    holding,
    judge_fails,
    judge_holds,
    judge_lacking,
    judge_rounding,
    lacking,
    outcomes,
    rounding,
    verdicts,
)

CASES = {
    "D2": Case(
        """S3/本年支出 3000.00
        S3/基本支出 决算数=2000.00 占比=66.67%
        S3/项目支出 决算数=1000.00 占比=33.33%
        S11/政府采购支出 8.00
        S11/中小企业合同 决算数=6.00 占比=75.00%""",
        fails=(
            Wrong("S3/基本支出 占比=65.00%", "66.67"),
            Wrong("S3/项目支出 占比=66.67%", "33.33"),
            Wrong("S11/中小企业合同 占比=57.00%", "75.00"),
        ),
        rounds=("S3/基本支出 占比=66.66%", "S3/项目支出 占比=33.34%", "S3/基本支出 占比=66%"),
        untried="S3/本年支出\nS11/政府采购支出",
    ),
}


@holding(CASES)
def test_it_holds(check, case):
    judge_holds(check, case)


@failing(CASES)
def test_it_fails_and_says_which_figure_and_what_it_should_be(check, case, wrong):
    judge_fails(check, case, wrong)


@rounding(CASES)
def test_rounding_is_no_failure(check, book, kind):
    judge_rounding(check, book, kind)


@lacking(CASES)
def test_it_says_what_is_missing(check, case):
    judge_lacking(check, case)


@pytest.mark.parametrize(
    ("part", "share", "verdict", "cause"),
    [
        ("8597.60", "85.98", "pass", None),
        ("8597.60", "85.97", "rounding", "truncated"),
        ("8597.40", "85.98", "rounding", "plugged"),
        ("8597.60", "85.96", "fail", None),
    ],
)
def test_a_cut_or_plugged_share_is_named(part, share, verdict, cause):
    (found,) = outcomes(book("S3/本年支出 10000.00", f"S3/基本支出 决算数={part} 占比={share}%"), "D2")
    assert (found.verdict, found.cause) == (verdict, cause)


def test_the_share_that_the_others_leave_of_a_hundred_is_plugged_however_many_they_are():
    lines = """S2/本年收入 1000.00
    S2/财政拨款收入 决算数=333.40 占比=33.3%
    S2/事业收入 决算数=333.40 占比=33.3%
    S2/经营收入 决算数=322.40 占比=32.2%
    S2/其他收入 决算数=10.80 占比=1.2%"""
    found = {str(one.blame): one for one in outcomes(book(lines), "D2")}
    assert {one.verdict for one in found.values()} == {"pass", "rounding"}
    assert found["S2/其他收入/占比"].cause == "plugged"
    apart = outcomes(book(lines, "S2/财政拨款收入 占比=33.2%"), "D2")
    assert "fail" in {one.verdict for one in apart if str(one.blame) == "S2/其他收入/占比"}


def test_a_share_of_a_whole_that_is_nought_is_left_open():
    found = outcomes(book("S3/本年支出 0.00", "S3/基本支出 决算数=0.00 占比=0%"), "D2")
    assert [(one.verdict, one.note) for one in found] == [("not_checked", "整体为 0")]


def test_small_firms_may_be_a_share_of_the_contracts_of_middling_ones():
    lines = "S11/政府采购支出 10.00\nS11/中小企业合同 8.00\nS11/小微企业合同 决算数=4.00 占比=50.00%"
    assert verdicts(book(lines), "D2") == {"pass"}


def test_no_part_is_held_to_be_a_share_of_itself():
    found = outcomes(book("S11/中小企业合同 决算数=8.00 占比=80.00%"), "D2")
    assert {one.verdict for one in found} == {"not_checked"}

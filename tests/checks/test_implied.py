"""D8: budgets that completion rates imply."""

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
)

CASES = {
    # 120/100 = 66/60 + 54/40. An implied budget is as wide as its rate is coarse: a last digit more or less still fits.
    "D8": Case(
        """S4/财政拨款支出 决算数=120.00 完成率=120.00%
        S4/基本支出 决算数=66.00 完成率=110.00%
        S4/项目支出 决算数=54.00 完成率=135.00%""",
        fails=(
            Wrong("S4/项目支出 完成率=300.00%", "135.00", cause="wrong_base"),
            Wrong("S4/财政拨款支出 完成率=102.00%", blame="S4/项目支出/完成率"),
        ),
        near=("S4/项目支出 完成率=135.01%", "S4/财政拨款支出 完成率=120.0%"),
        untried="S4/基本支出",
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


def test_a_budget_that_an_item_bears_out_shows_which_rate_is_wrong():
    """项目 implies 18, its one item 40: so the rate of 项目 is off, whatever the others leave open."""
    lines = CASES["D8"].holds + "\nS5/教育支出/普通教育/高等教育 决算数=60.00 年初预算=60.00"
    found = outcomes(book(lines, "S4/基本支出 完成率=150.00%"), "D8")
    assert [(str(one.blame), str(one.expected)) for one in found] == [("S4/基本支出/完成率", "110.00")]


def test_budgets_that_are_all_printed_are_not_implied():
    lines = """S4/财政拨款支出 决算数=120.00 年初预算=90.00
    S4/基本支出 决算数=66.00 年初预算=60.00
    S4/项目支出 决算数=54.00 年初预算=40.00"""
    assert {one.verdict for one in outcomes(book(lines), "D8")} == {"not_checked"}

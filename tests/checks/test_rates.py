"""D3, D3z, D4, D5, D18: completion rates, changes and their direction."""

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
    "D3": Case(
        """S5/教育支出 年初预算=6000.00 决算数=7000.00 完成率=116.67%
        S7/公务接待费 预算数=1.00 决算数=0.50 完成率=50%""",
        fails=(
            Wrong("S5/教育支出 完成率=16.67%", "116.67", cause="growth_printed_as_completion"),
            Wrong("S5/教育支出 完成率=85.71%", "116.67", cause="wrong_base"),
            Wrong("S5/教育支出 完成率=161.67%", "116.67", cause="digits_swapped"),
            Wrong("S5/教育支出 完成率=140.00%", "116.67", cause="other"),
        ),
        rounds=("S5/教育支出 完成率=116.66%", "S5/教育支出 完成率=116%"),
        untried="S5/教育支出 年初预算=\nS7/公务接待费 决算数=",
    ),
    # Nothing is divided by nought: the rate of a budget and an outcome that are both 0 is a habit, and information.
    "D3z": Case(
        """S5/教育支出 年初预算=0 决算数=3.00
        S5/卫生健康支出 年初预算=2.00 决算数=3.00 完成率=150%""",
        fails=(
            Wrong("S5/教育支出 完成率=0%", cause="budget_zero", severity="warning"),
            Wrong("S5/教育支出 决算数=3.00 比预算增减额=3.00 比预算增减率=100%", blame="S5/教育支出/比预算增减率"),
        ),
        rounds="S5/教育支出 决算数=0 完成率=0%",
        untried="S5/教育支出",
    ),
    "D4": Case(
        """S1/本年收入 决算数=1500.00 比上年增减额=500.00 比上年增减率=50.00%
        S1/本年支出 决算数=700.00 比上年增减额=100.00 比上年增减率=16.67% 上年决算数=600.00""",
        fails=(
            Wrong("S1/本年收入 比上年增减率=33.33%", "50.00", cause="delta_over_current_year"),
            Wrong("S1/本年收入 比上年增减率=150.00%", "50.00", cause="wrong_base"),
            Wrong("S1/本年收入 比上年增减率=42.00%", "50.00", cause="other"),
            Wrong("S1/本年支出 上年决算数=590.00", "110.00", "S1/本年支出/比上年增减额"),
        ),
        rounds=("S1/本年支出 比上年增减率=16.66%", "S1/本年支出 上年决算数=600.01"),
        untried="S1/本年收入 比上年增减额=\nS1/本年支出 比上年增减额=",
    ),
    "D5": Case(
        """S10/机关运行经费 年初预算=600.00 决算数=700.00 比预算增减额=100.00 比预算增减率=16.67%""",
        fails=(
            Wrong("S10/机关运行经费 比预算增减率=14.29%", "16.67", cause="delta_over_current_year"),
            Wrong("S10/机关运行经费 比预算增减额=120.00", "100.00"),
        ),
        rounds=("S10/机关运行经费 比预算增减率=16.66%", "S10/机关运行经费 比预算增减额=100.01"),
        untried="S10/机关运行经费 年初预算= 比预算增减率=",
    ),
    # A direction is right or wrong; only a change of nought may be said to go either way.
    "D18": Case(
        """S7/会议费 预算数=7.50 决算数=5.50 比预算增减额=-2.00
        S7/公务接待费 比上年增减额=-1.00 比上年增减率=-20.00%""",
        fails=(
            Wrong("S7/会议费 比预算增减额=2.00", "-2.00", cause="direction_word"),
            Wrong("S7/公务接待费 比上年增减率=20.00%", cause="direction_word"),
        ),
        near=(
            "S7/会议费 预算数=5.50 比预算增减额=0",
            "S7/公务接待费 比上年增减额=0 比上年增减率=-0%",
        ),
        untried="S7/会议费 比预算增减额=\nS7/公务接待费",
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


def test_of_several_budgets_the_one_that_fits_counts_and_the_opening_one_is_named_where_none_does():
    lines = "S5/教育支出 年初预算=50.00 调整预算=80.00 决算数=60.00 完成率=75.00%"
    assert verdicts(book(lines), "D3") == {"pass"}
    (found,) = outcomes(book(lines, "S5/教育支出 完成率=90.00%"), "D3")
    assert (found.verdict, found.keys[2].column, str(found.expected)) == ("fail", "年初预算", "120.00")


def test_no_fall_is_above_a_hundred_percent():
    lines = "S1/本年收入 决算数=50.00 比上年增减额=80.00 比上年增减率=160.00%"
    (found,) = outcomes(book(lines), "D4")
    assert (found.check, found.cause, found.note) == ("D18", "direction_word", "方向词与上年数不符")


@pytest.mark.parametrize("rate", ["79.38", "-79.38"])
def test_a_change_told_the_wrong_way_is_seen_from_its_rate(rate):
    """150 is 50 more than 100: 50 less would be 25% of 200."""
    lines = f"S7/公务接待费 决算数=150.00 比上年增减额=-50.00 比上年增减率={'-' if rate[0] == '-' else ''}50.00%"
    (found,) = outcomes(book(lines), "D4")
    assert (found.verdict, found.check, found.cause, str(found.blame)) == (
        "fail",
        "D18",
        "direction_word",
        "S7/公务接待费/比上年增减额",
    )


@pytest.mark.parametrize(("rate", "verdict"), [("100%", "fail"), ("0%", "rounding")])
def test_a_rate_of_a_change_from_nought_is_undefined(rate, verdict):
    found = outcomes(book(f"S10/印刷费 决算数=4.00 比上年增减额=4.00 比上年增减率={rate}"), "D3z")
    assert [(one.verdict, one.cause) for one in found] == [(verdict, "budget_zero")]


def test_a_total_printed_by_its_change_alone_is_held_against_every_figure_it_may_belong_to():
    lines = "S1/收入总计 比上年增减额=20.00 比上年增减率=25.00%\nS1/本年收入 100.00\nS1/收支总计 130.00"
    assert verdicts(book(lines), "D4") == {"pass"}
    assert verdicts(book(lines, "S1/收入总计 比上年增减率=20.00%"), "D4") == {"fail"}

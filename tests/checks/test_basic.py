"""D10: basic expenditure and its parts."""

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
    "D10": Case(
        """S6/基本支出 49.00
        S6/人员经费 40.00
        S6/公用经费 9.00
        S6/工资福利支出 38.00
        S6/商品和服务支出 9.00
        S6/对个人和家庭的补助 2.00
        S6/办公费 6.00
        S6/水费 3.00""",
        fails=(
            Wrong("S6/人员经费 41.00", "50.00", "S6/基本支出/决算数"),
            Wrong("S6/对个人和家庭的补助 3.00", "50.00", "S6/基本支出/决算数"),
            Wrong("S6/水费 5.00", "11.00", "S6/公用经费/决算数"),
        ),
        rounds=("S6/人员经费 40.01", "S6/水费 3.01"),
        untried="S6/基本支出\nS6/公用经费",
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


def test_a_list_of_economic_subjects_may_leave_some_out():
    lines = "S6/公用经费 9.00\nS6/办公费 5.00\nS6/水费 3.00"
    assert {one.verdict for one in outcomes(book(lines), "D10")} == {"not_checked"}

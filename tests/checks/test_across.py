"""B1–B10: sums and equalities between forms. B11, names beside codes, is in test_names."""

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
    "B1": Case(
        """T1/本年收入合计 108.00
        T1/其他收入 8.00
        T2/合计 本年收入合计=108.00 财政拨款收入=100.00 其他收入=8.00""",
        fails=(
            Wrong("T2/合计 本年收入合计=109.00", "109.00", "T1/本年收入合计/决算数"),
            Wrong("T1/其他收入 80.00", "8.00"),
        ),
        rounds=("T2/合计 本年收入合计=108.01", "T2/合计 其他收入=8.01"),
        untried="T2/合计 本年收入合计= 财政拨款收入= 其他收入=",
    ),
    "B2": Case(
        """T1/本年支出合计 98.00
        T3/合计 本年支出合计=98.00""",
        fails=Wrong("T3/合计 本年支出合计=89.00", "89.00", "T1/本年支出合计/决算数"),
        rounds="T3/合计 本年支出合计=97.99",
        untried="T3/合计 本年支出合计=",
    ),
    "B3": Case(
        """T1/教育支出 60.00
        T1/住房保障支出 8.00
        T3/205 本年支出合计=60.00
        T3/2210201 本年支出合计=5.00
        T3/2210203 本年支出合计=3.00""",
        fails=(
            Wrong("T3/205 本年支出合计=66.00", "66.00", "T1/教育支出/决算数"),
            Wrong("T3/2210203 本年支出合计=4.00", "9.00", "T1/住房保障支出/决算数"),
            Wrong("T1/卫生健康支出 2.00", "0.00"),
            Wrong("T3/210 本年支出合计=2.00", "2.00", "T1/卫生健康支出/决算数"),
        ),
        rounds=("T3/205 本年支出合计=60.01", "T1/住房保障支出 8.01"),
        untried="T3",
    ),
    "B4": Case(
        """T1/一般公共预算财政拨款收入 80.00
        T1/政府性基金预算财政拨款收入 10.00
        T2/合计 本年收入合计=95.00 财政拨款收入=90.00
        T4/一般公共预算财政拨款 80.00
        T4/政府性基金预算财政拨款 10.00
        T4/本年收入合计 90.00""",
        fails=(
            Wrong("T2/合计 财政拨款收入=80.00", "90.00"),
            Wrong("T4/政府性基金预算财政拨款 11.00", "11.00", "T1/政府性基金预算财政拨款收入/决算数"),
        ),
        rounds=("T2/合计 财政拨款收入=90.01", "T4/一般公共预算财政拨款 79.99"),
        untried="T4",
    ),
    "B5": Case(
        """T4/本年支出合计 一般公共预算财政拨款=68.00
        T4/教育支出 一般公共预算财政拨款=60.00
        T4/住房保障支出 一般公共预算财政拨款=8.00
        T5/合计 本年支出合计=68.00
        T5/205 本年支出合计=60.00
        T5/221 本年支出合计=8.00""",
        fails=(
            Wrong("T5/221 本年支出合计=8.80", "8.80", "T4/住房保障支出/一般公共预算财政拨款"),
            Wrong("T4/本年支出合计 一般公共预算财政拨款=86.00", "68.00"),
        ),
        rounds=("T5/221 本年支出合计=8.01", "T5/合计 本年支出合计=68.01"),
        untried="T5",
    ),
    "B6": Case(
        """T4/本年支出合计 政府性基金预算财政拨款=9.00
        T8/合计 本年支出=9.00 本年收入=9.00""",
        fails=(
            Wrong("T8/合计 本年支出=8.00", "8.00", "T4/本年支出合计/政府性基金预算财政拨款"),
            Wrong("T4/本年支出合计 国有资本经营预算财政拨款=4.00", "0.00"),
            Wrong("T4/农林水支出 国有资本经营预算财政拨款=4.00", "0.00"),
        ),
        rounds="T8/合计 本年支出=9.01",
        untried=None,
        about={"empty": frozenset({"T9"})},
    ),
    "B7": Case(
        """T5/合计 基本支出=49.00
        T6/人员经费合计 40.00
        T6/公用经费合计 9.00""",
        fails=Wrong("T5/合计 基本支出=50.00", "49.00"),
        rounds="T5/合计 基本支出=49.01",
        untried="T6",
    ),
    "B8": Case(
        """T3/2080505 本年支出合计=12.00 基本支出=12.00
        T5/2080505 本年支出合计=11.00 基本支出=11.00""",
        fails=(
            Wrong("T5/2080505 本年支出合计=13.00", "12.00"),
            Wrong("T5/2080505 项目支出=1.00", "0.00"),
        ),
        rounds="T5/2080505 本年支出合计=12.01",
        untried="T3/2080505 本年支出合计= 基本支出=",
    ),
    "B9": Case(
        """T6/30217 0.80
        T6/30231 3.00
        T7/公务接待费 决算数=0.80
        T7/公务用车运行维护费 决算数=3.50""",
        fails=(Wrong("T6/30217 0.90", "0.80"), Wrong("T6/30212 1.00", "0.00")),
        rounds="T6/30217 0.81",
        untried="T7",
    ),
    "B10": Case(
        """T1/年初结转和结余 3.00
        T1/本年收入合计 102.00
        T1/本年支出合计 100.00
        T1/年末结转和结余 5.00
        T4/年初财政拨款结转和结余 2.00
        T4/本年收入合计 100.00
        T4/本年支出合计 合计=98.00
        T4/年末财政拨款结转和结余 合计=4.00""",
        fails=(
            Wrong("T1/年末结转和结余 7.00", "5.00"),
            Wrong("T1/结余分配 1.00", "4.00", "T1/年末结转和结余/决算数"),
        ),
        rounds="T1/年末结转和结余 5.04",
        untried="T4/本年收入合计",
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


def test_a_fund_whose_form_is_neither_there_nor_declared_empty_is_left_open():
    found = outcomes(book("T4/本年支出合计 政府性基金预算财政拨款=9.00"), "B6")
    assert [(one.verdict, one.note) for one in found] == [("not_checked", "缺 T8"), ("not_checked", "缺 T9")]


def test_other_money_may_make_a_row_of_all_spending_larger_than_that_of_the_general_budget():
    assert verdicts(book("T3/205 本年支出合计=90.00", "T5/205 本年支出合计=1.00"), "B8") == {"pass"}

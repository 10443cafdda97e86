"""C1, C2, C6, C7: the text against the forms. C3 is in test_names, C4 and C5 in test_words."""

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
    "C1": Case(
        """S1/收入总计 105.00
        S6/人员经费 324.00
        S6/办公费 5.62
        S5/社会保障和就业支出/行政事业单位养老支出/机关事业单位基本养老保险缴费支出 7.00
        T1/收入总计 105.00
        T5/2080505 本年支出合计=7.00
        T6/人员经费合计 324.00
        T6/30201 5.62""",
        fails=(
            Wrong("S6/人员经费 340.00", "324.00"),
            Wrong("S6/办公费 6.52", "5.62"),
            Wrong(
                "T5/2080505 本年支出合计=7.70",
                "7.70",
                "S5/社会保障和就业支出/行政事业单位养老支出/机关事业单位基本养老保险缴费支出/决算数",
            ),
        ),
        rounds=("S1/收入总计 105.01", "S6/办公费 5.63"),
        untried="T1\nT5\nT6",
    ),
    # A unit slip is a factor of ten thousand; a factor of a hundred is C1's, and nought has no unit.
    "C2": Case(
        """S6/人员经费 5.00
        T6/人员经费合计 50,000.00元""",
        fails=(
            Wrong("S6/人员经费 50,000.00", "5.00", cause="unit"),
            Wrong("S6/人员经费 5.00元", "50000.00", cause="unit"),
        ),
        near=("S6/人员经费 5.00", "T6/人员经费合计 50,000.40元"),
        untried="S6/人员经费 0",
    ),
    # Where 事业单位 are among the units, running costs only may not be above the operating part of basic spending.
    "C6": Case(
        """S10/机关运行经费 9.80
        T6/公用经费合计 9.80""",
        fails=Wrong("S10/机关运行经费 9.10", "9.80"),
        rounds="S10/机关运行经费 9.79",
        untried="T6",
        about={"administrative": True},
    ),
    # Vehicles are counted: as many as there are is no excess.
    "C7": Case(
        """S7/公务用车运行维护费 保有量=2辆
        S12/车辆 数量=3辆""",
        fails=Wrong("S7/公务用车运行维护费 保有量=4辆", "3"),
        near="S7/公务用车运行维护费 保有量=3辆",
        untried="S12",
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


def test_a_text_that_calls_the_income_of_the_year_by_the_name_of_the_total_is_a_notice():
    lines = "S1/收入总计 100.00\nT1/收入总计 105.00\nT2/合计 本年收入合计=100.00"
    (found,) = [one for one in outcomes(book(lines), "C1") if one.verdict == "fail"]
    assert (found.kind, found.severity, found.cause) == ("notice", "warning", "wrong_name")


def test_running_costs_below_the_operating_part_are_right_where_not_every_unit_is_administrative():
    lines = "S10/机关运行经费 9.10\nT6/公用经费合计 9.80"
    for administrative in (False, None):
        assert verdicts(book(lines, administrative=administrative), "C6") == {"pass"}
    over = outcomes(book(lines, "S10/机关运行经费 9.90"), "C6")
    assert [one.verdict for one in over] == ["fail"]


def test_a_form_declared_empty_makes_what_the_text_prints_of_it_wrong():
    lines = "S8/政府性基金支出 4.00"
    assert verdicts(book(lines), "C1") == set()
    assert verdicts(book(lines, empty=frozenset({"T8"})), "C1") == {"fail"}


def test_a_total_that_a_form_does_not_print_is_not_nought():
    lines = "S1/支出总计 105.00\nT1/收入总计 105.00\nS6/人员经费 40.00\nT6/301 40.00\nT5/合计 基本支出=49.00"
    for check in ("C1", "B7"):
        assert {one.verdict for one in outcomes(book(lines), check)} == {"not_checked"}
    assert verdicts(book(lines, "S1/使用非财政拨款结余 2.00"), "C1") == {"fail"}, "a row inside it may be blank"

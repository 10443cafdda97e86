"""A1–A17: sums inside one form."""

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
    "A1": Case(
        """T1/收入总计 105.00
        T1/本年收入合计 99.50
        T1/使用非财政拨款结余 0.50
        T1/年初结转和结余 5.00""",
        fails=(Wrong("T1/收入总计 106.00", "105.00"), Wrong("T1/年初结转和结余", "100.00", "T1/收入总计/决算数")),
        rounds="T1/收入总计 105.02",
        untried="T1/收入总计",
    ),
    "A2": Case(
        """T1/支出总计 105.00
        T1/本年支出合计 97.00
        T1/结余分配 1.00
        T1/年末结转和结余 7.00""",
        fails=Wrong("T1/支出总计 104.00", "105.00"),
        rounds="T1/支出总计 104.98",
        untried="T1/支出总计",
    ),
    "A3": Case(
        """T1/收入总计 105.00
        T1/支出总计 105.00""",
        fails=Wrong("T1/支出总计 104.00", "104.00", "T1/收入总计/决算数"),
        rounds="T1/支出总计 105.01",
        untried="T1/支出总计",
    ),
    "A4": Case(
        """T1/本年收入合计 100.00
        T1/一般公共预算财政拨款收入 92.00
        T1/其他收入 8.00""",
        fails=Wrong("T1/其他收入 6.00", "98.00", "T1/本年收入合计/决算数"),
        rounds="T1/其他收入 7.99",
        untried="T1/本年收入合计",
    ),
    "A5": Case(
        """T1/本年支出合计 68.00
        T1/教育支出 60.00
        T1/住房保障支出 8.00""",
        fails=Wrong("T1/本年支出合计 86.00", "68.00"),
        rounds="T1/本年支出合计 68.01",
        untried="T1/本年支出合计",
    ),
    "A6": Case(
        """T2/205 本年收入合计=52.00 财政拨款收入=50.00 其他收入=2.00""",
        fails=Wrong("T2/205 本年收入合计=50.00", "52.00"),
        rounds="T2/205 财政拨款收入=50.01",
        untried="T2/205 本年收入合计=",
    ),
    "A7": Case(
        """T5/合计 本年支出合计=20.00
        T5/208 本年支出合计=12.00
        T5/20805 本年支出合计=12.00
        T5/2080505 本年支出合计=7.00
        T5/2080506 本年支出合计=5.00
        T5/2210201 本年支出合计=8.00""",
        fails=(
            Wrong("T5/合计 本年支出合计=21.00", "20.00"),
            Wrong("T5/2080506 本年支出合计=6.00", "13.00", "T5/20805/本年支出合计"),
            Wrong("T5/208 本年支出合计=13.00", "12.00"),
        ),
        rounds=("T5/合计 本年支出合计=20.01", "T5/20805 本年支出合计=12.01"),
        untried="T5/水文监测 本年支出合计=3.00",
    ),
    "A8": Case(
        """T3/205 本年支出合计=50.00 基本支出=30.00 项目支出=20.00""",
        fails=Wrong("T3/205 本年支出合计=52.00", "50.00"),
        rounds="T3/205 项目支出=20.01",
        untried="T3/205 本年支出合计=",
    ),
    "A9": Case(
        """T4/收入总计 92.00
        T4/本年收入合计 90.00
        T4/年初财政拨款结转和结余 2.00
        T4/一般公共预算财政拨款 80.00
        T4/政府性基金预算财政拨款 10.00
        T4/年初:一般公共预算财政拨款 2.00""",
        fails=(
            Wrong("T4/收入总计 93.00", "92.00"),
            Wrong("T4/政府性基金预算财政拨款 15.00", "95.00", "T4/本年收入合计/决算数"),
            Wrong("T4/年初:一般公共预算财政拨款 3.00", "3.00", "T4/年初财政拨款结转和结余/决算数"),
        ),
        rounds=("T4/收入总计 92.01", "T4/年初:一般公共预算财政拨款 2.01"),
        untried="T4",
    ),
    "A10": Case(
        """T4/支出总计 合计=90.00 一般公共预算财政拨款=80.00 政府性基金预算财政拨款=10.00
        T4/本年支出合计 合计=88.00 一般公共预算财政拨款=79.00 政府性基金预算财政拨款=9.00
        T4/年末财政拨款结转和结余 合计=2.00 一般公共预算财政拨款=1.00 政府性基金预算财政拨款=1.00
        T4/收入总计 90.00""",
        fails=(
            Wrong("T4/支出总计 合计=91.00", "90.00"),
            Wrong("T4/支出总计 政府性基金预算财政拨款=11.00", "10.00"),
            Wrong("T4/收入总计 89.00", "89.00", "T4/支出总计/合计"),
        ),
        rounds=("T4/本年支出合计 合计=88.01", "T4/收入总计 90.01"),
        untried="T4",
    ),
    "A11": Case(
        """T4/教育支出 合计=60.00 一般公共预算财政拨款=60.00
        T4/城乡社区支出 合计=6.00 政府性基金预算财政拨款=6.00
        T4/本年支出合计 合计=66.00 一般公共预算财政拨款=60.00 政府性基金预算财政拨款=6.00""",
        fails=(
            Wrong("T4/教育支出 合计=66.00", "60.00"),
            Wrong("T4/城乡社区支出 政府性基金预算财政拨款=5.00", "5.00", "T4/本年支出合计/政府性基金预算财政拨款"),
        ),
        rounds="T4/本年支出合计 合计=66.01",
        untried="T4",
    ),
    "A12": Case(
        """T5/205 本年支出合计=50.00 基本支出=30.00 项目支出=20.00""",
        fails=Wrong("T5/205 本年支出合计=45.00", "50.00"),
        rounds="T5/205 基本支出=30.01",
        untried="T5/205 本年支出合计=",
    ),
    "A13": Case(
        """T6/301 40.00
        T6/30101 25.00
        T6/30102 15.00
        T6/30302 2.00
        T6/302 9.00
        T6/30201 9.00
        T6/310 1.00
        T6/人员经费合计 42.00
        T6/公用经费合计 10.00""",
        fails=(
            Wrong("T6/30102 16.00", "41.00", "T6/301/决算数"),
            Wrong("T6/人员经费合计 24.00", "42.00"),
            Wrong("T6/公用经费合计 9.00", "10.00"),
        ),
        rounds=("T6/30102 15.01", "T6/人员经费合计 42.01", "T6/公用经费合计 9.99"),
        untried="T6",
    ),
    "A14": Case(
        """T7/合计 预算数=5.00 决算数=3.50
        T7/公务用车购置及运行维护费 预算数=4.00 决算数=3.00
        T7/公务用车运行维护费 预算数=4.00 决算数=3.00
        T7/公务接待费 预算数=1.00 决算数=0.50""",
        fails=(
            Wrong("T7/合计 决算数=3.00", "3.50"),
            Wrong("T7/公务用车运行维护费 预算数=3.00", "3.00", "T7/公务用车购置及运行维护费/预算数"),
        ),
        rounds=("T7/合计 决算数=3.51", "T7/公务用车运行维护费 预算数=4.01"),
        untried="T7",
    ),
    "A15": Case(
        """T8/212 年初结转和结余=1.00 本年收入=5.00 本年支出=4.00 项目支出=4.00 年末结转和结余=2.00""",
        fails=(
            Wrong("T8/212 年末结转和结余=0.00", "2.00"),
            Wrong("T8/212 项目支出=3.00", "3.00", "T8/212/本年支出"),
        ),
        rounds=("T8/212 年末结转和结余=2.02", "T8/212 项目支出=4.01"),
        untried="T8/212 年初结转和结余= 本年收入= 本年支出= 项目支出= 年末结转和结余=",
    ),
    "A16": Case(
        """T9/223 本年支出=6.00 基本支出=0.00 项目支出=6.00 本年收入=6.00""",
        fails=(Wrong("T9/223 本年支出=9.00", "6.00"), Wrong("T9/223 年末结转和结余=1.00", "0.00")),
        rounds="T9/223 项目支出=6.01",
        untried="T9/223 本年支出= 基本支出= 项目支出= 本年收入=",
    ),
    # Vehicles are counted, not rounded: one too many is wrong, and only a use that is printed as 0 changes nothing.
    "A17": Case(
        """T10/车辆 数量=3辆
        T10/机要通信用车 数量=1辆
        T10/其他用车 数量=2辆""",
        fails=Wrong("T10/其他用车 数量=1辆", "2", "T10/车辆/数量"),
        near=("T10/应急保障用车 数量=0辆", "T10/房屋 数量=4个"),
        untried="T10/车辆 数量=",
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


def test_a_province_may_count_meetings_and_training_into_the_total_of_official_expenses():
    lines = CASES["A14"].holds + "\nT7/会议费 决算数=1.00\nT7/培训费 决算数=0.50"
    assert verdicts(book(lines), "A14") == {"pass"}
    assert verdicts(book(lines, "T7/合计 决算数=5.00"), "A14") == {"pass"}
    assert verdicts(book(lines, "T7/合计 决算数=4.50"), "A14") == {"pass", "fail"}


def test_a_blank_cell_of_a_form_that_is_there_is_nought_but_a_form_that_is_not_there_says_nothing():
    assert verdicts(book("T1/收入总计 5.00", "T1/本年收入合计 5.00"), "A1") == {"pass"}
    assert verdicts(book("S1/收入总计 5.00", "S1/本年收入 5.00"), "A1") == set()


def test_a_level_that_a_form_leaves_out_is_passed_over():
    lines = "T3/合计 基本支出=9.00\nT3/208 基本支出=9.00\nT3/2080505 基本支出=4.00\nT3/2080506 基本支出=5.00"
    assert verdicts(book(lines), "A7") == {"pass"}
    assert [str(one.blame) for one in outcomes(book(lines, "T3/208 基本支出=8.00"), "A7") if one.verdict == "fail"] == [
        "T3/合计/基本支出",
        "T3/208/基本支出",
    ]

"""Reports that are right and were once accused: none of them gives an error or a warning."""

import time
from random import Random

import pytest

from extractor.checks.check import check
from extractor.checks.rows import SOURCES
from tests.checks.books import REPORT, book, findings, grave, told

OTHERS = "S7/因公出国（境）费 预算数=0 决算数=0\nS7/公务用车购置及运行维护费 预算数=4.10 决算数=2.72"
RECEPTION = "S7/公务接待费 预算数=1.10 决算数=0.79"
FEES = "S7/会议费 预算数=1.00 决算数=1.00\nS7/培训费 预算数=0.50 决算数=0.50"
FORM_FEES = FEES.replace("S7", "T7")
COUNTED = "S7/三公经费 预算数=6.70 决算数=5.01 完成率=74.78%"
FORM_COUNTED = "T7/合计 预算数=6.70 决算数=5.01"
BY_CLASS = ("S5/基本支出 29.37", "S5/基本支出#2 11.22", "S5/基本支出#3 8.19")
TOTAL_ROSE = "S1/收入总计 决算数=110.57 比上年增减额=5.00\nS1/财政拨款收入 比上年增减额=4.00\n" + "\n".join(
    f"S1/{row} 比上年增减额=0" for row in SOURCES[1:]
)
RIGHT = {
    "a section that prints more decimals does not tighten the others": (
        REPORT,
        "S6/人员经费 39.88",
        *(f"S13/项目:第{n}项 全年预算数=1.123456 执行数=1.123456 完成率=100%" for n in range(4)),
    ),
    "T7 prints 全年预算, the text 年初预算": (
        REPORT,
        "S7/三公经费 预算数=6.00 决算数=3.51 完成率=58.50%",
        "S7/公务接待费 预算数=1.85 决算数=0.79 完成率=42.70%",
    ),
    "a rate of a budget that only T7 prints": (REPORT, "S7/公务接待费 预算数= 决算数=0.79 完成率=41.58%"),
    "收入总计 with the balance carried over, called 财政拨款收入": (
        REPORT,
        "S4/财政拨款收入 104.45",
        "S4/财政拨款支出 104.45",
    ),
    "projects of a fund are a share of the fund": (REPORT, "S13/政府性基金项目 涉及资金=20.00 占比=100%"),
    "the mean of twelve projects of which two are told": (
        "S13/绩效自评项目 个数=12个 平均得分=96.50分",
        "S13/项目:甲 得分=98.00分",
        "S13/项目:乙 得分=92.00分",
    ),
    "classes that make the whole, one of them divided in part": (
        "S5/一般公共预算财政拨款支出 100.04",
        "S5/教育支出 80.63",
        "S5/社会保障和就业支出 11.22",
        "S5/住房保障支出 8.19",
        "S5/社会保障和就业支出/行政事业单位养老支出/机关事业单位基本养老保险缴费支出 7.48",
    ),
    "a base that only rounds to nought": ("S7/公务接待费 决算数=0.45 比上年增减额=0.45 比上年增减率=14900%",),
    "a balance below nought that rose": ("S1/年末结转和结余 决算数=-2.00 比上年增减额=3.00",),
    "a text that counts 会议费 and 培训费 into 三公经费": (REPORT, OTHERS, FEES, COUNTED),
    "such a text beside a T7 that prints them apart": (REPORT, OTHERS, FEES, FORM_FEES, COUNTED),
    "a T7 that counts them beside a text that does not": (REPORT, OTHERS, FEES, FORM_FEES, FORM_COUNTED),
    "a T7 that counts both and prints one": (
        REPORT,
        OTHERS,
        FEES,
        "T7/会议费 预算数=1.00 决算数=1.00",
        FORM_COUNTED,
        COUNTED,
    ),
    "fees that T7 has no cell for": (REPORT, FEES),
    "both totals in one text": (OTHERS, FEES, RECEPTION, COUNTED, "S7/三公经费#2 预算数=5.20 决算数=3.51"),
    "changes of fees that are counted": (
        "S7/三公经费 决算数=5.01 比上年增减额=-1.00",
        "S7/因公出国（境）费 决算数=0 比上年增减额=0",
        "S7/公务用车购置及运行维护费 决算数=2.72 比上年增减额=-0.20",
        "S7/公务接待费 决算数=0.79 比上年增减额=-0.30",
        "S7/会议费 决算数=1.00 比上年增减额=-0.40",
        "S7/培训费 决算数=0.50 比上年增减额=-0.10",
    ),
    "one use of many vehicles": (
        "S12/车辆 数量=5辆",
        "S12/机要通信用车 数量=1辆",
        "T10/车辆 数量=5辆",
        "T10/其他用车 数量=1辆",
    ),
    "公务用车 and what they are used for": (
        "S12/车辆 数量=5辆",
        "S12/一般公务用车 数量=3辆",
        "S12/机要通信用车 数量=1辆",
        "S12/应急保障用车 数量=2辆",
        "S12/其他用车 数量=2辆",
    ),
    "completion rates cut off": (
        "S4/财政拨款支出 决算数=120.98 年初预算=100.00",
        "S4/基本支出 决算数=66.59 完成率=110%",
        "S4/项目支出 决算数=54.39 完成率=135%",
    ),
    "a 总计 whose change holds that of the balance carried over": (
        TOTAL_ROSE,
        "S1/年初结转和结余 决算数=3.06 比上年增减额=1.00",
    ),
    "such a 总计 of which the balance tells no change": (TOTAL_ROSE,),
    "机关运行经费 of some units, equal to 公用经费 by chance": (
        "S6/公用经费 决算数=9.00 比上年增减额=-1.00",
        "S10/机关运行经费 决算数=9.00 比上年增减额=-1.20",
    ),
    "a year's income called 收入总计, the year printed": (
        "S1/收入总计 110.57",
        "S1/本年收入 107.51",
        "S1/年初结转和结余 3.06",
        "S2/收入总计 107.51",
    ),
    "a year's income called 收入总计, its sources printed": (
        "S1/收入总计 110.57",
        "S2/收入总计 107.51",
        "S2/财政拨款收入 102.34",
        "S2/其他收入 5.17",
    ),
    "a year's spending called 支出总计, nothing else printed": ("S1/支出总计 110.57", "S3/支出总计 104.69"),
    "其中本级": (REPORT, "S6/基本支出#2 20.15", "S6/人员经费#2 16.20"),
    "基本支出 told for each 类": (REPORT, *BY_CLASS),
    "基本支出 told for each 类, without forms": (*BY_CLASS, "S6/基本支出 48.78"),
    "基本支出 told for each 类 and then in all": (*BY_CLASS, "S5/基本支出#4 48.78", "S6/基本支出 48.78"),
    "a subject of S5 told again for a part": (REPORT, "S5/教育支出 80.63", "S5/教育支出#2 51.26"),
}


@pytest.mark.parametrize("lines", RIGHT.values(), ids=RIGHT)
def test_what_is_right_is_not_accused(lines):
    assert [(one.id, one.message) for one in grave(book(*lines, administrative=False))] == []


# What comes near to those and is wrong: the figure that is found.
WRONG = {
    "a total that is right neither with the fees nor without": (
        (OTHERS, FEES, RECEPTION, "S7/三公经费 预算数=6.70 决算数=4.51"),
        "D11",
        "S7/三公经费/决算数",
    ),
    "a text's total unlike T7's by more than the fees": (
        (REPORT, FEES, FORM_FEES, "S7/三公经费 预算数=6.70 决算数=7.31"),
        "C1",
        "S7/三公经费/决算数",
    ),
    "a fee that T7 prints otherwise": ((REPORT, FEES, FORM_FEES, "S7/会议费 决算数=1.80"), "C1", "S7/会议费/决算数"),
    "a total that rose by more than items and fees": (
        (
            "S7/三公经费 决算数=5.01 比上年增减额=-3.00",
            "S7/因公出国（境）费 比上年增减额=0",
            "S7/公务用车购置及运行维护费 比上年增减额=-0.20",
            "S7/公务接待费 比上年增减额=-0.30",
            "S7/会议费 决算数=1.00 比上年增减额=-0.40",
        ),
        "D6",
        "S7/三公经费/比上年增减额",
    ),
    "more vehicles of one use than there are": (
        ("S12/车辆 数量=2辆", "S12/机要通信用车 数量=4辆"),
        "D13",
        "S12/车辆/数量",
    ),
    "uses that leave a vehicle over": (
        ("S12/车辆 数量=7辆", "S12/一般公务用车 数量=3辆", "S12/机要通信用车 数量=1辆", "S12/其他用车 数量=2辆"),
        "D13",
        "S12/车辆/数量",
    ),
    "a rate off by more than its last place": (
        (
            "S4/财政拨款支出 决算数=120.98 年初预算=100.00",
            "S4/基本支出 决算数=66.59 完成率=110%",
            "S4/项目支出 决算数=54.39 完成率=153%",
        ),
        "D8",
        "S4/项目支出/完成率",
    ),
    "a 总计 that rose by more than its parts and the balance": (
        (TOTAL_ROSE, "S1/年初结转和结余 决算数=3.06 比上年增减额=3.00"),
        "D6",
        "S1/收入总计/比上年增减额",
    ),
    "a year's income under the name of 总计 that rose by more than its sources": (
        (REPORT, TOTAL_ROSE, "S1/收入总计 决算数=107.51"),
        "D6",
        "S1/收入总计/比上年增减额",
    ),
    "two 总计 that nothing printed explains": (
        ("S1/收入总计 110.57", "S1/本年收入 107.51", "S1/年初结转和结余 3.06", "S2/收入总计 105.20"),
        "D16",
        "S2/收入总计/决算数",
    ),
    "a repeat with a digit wrong": ((REPORT, "S6/基本支出#2 43.78"), "D16", "S6/基本支出#2/决算数"),
    "a repeat that is greater": ((REPORT, "S6/人员经费#2 45.20"), "D16", "S6/人员经费#2/决算数"),
    "classes that make more than the whole": (
        (*BY_CLASS, "S5/基本支出#3 12.40", "S6/基本支出 48.78"),
        "D16",
        "S6/基本支出/决算数",
    ),
}


@pytest.mark.parametrize(("lines", "identity", "figure"), WRONG.values(), ids=WRONG)
def test_what_comes_near_and_is_wrong_is_still_found(lines, identity, figure):
    found = grave(book(*lines, administrative=False))
    assert [one.severity for one in found if identity in one.checks and figure in (*one.repeats, *one.suspects)], found


NEW_VEHICLES = "本年新增其他用车4辆。共有车辆{}辆，其中机要通信用车6辆、其他用车8辆。"
VEHICLES = "S12/其他用车 数量=4辆\nS12/机要通信用车 数量=6辆\nS12/其他用车#2 数量=8辆"


def test_vehicles_that_came_in_the_year_are_none_beside_those_that_are_there():
    right, wrong = (
        book(VEHICLES, f"S12/车辆 数量={count}辆", text=told(f"S12 {NEW_VEHICLES.format(count)}")) for count in (14, 16)
    )
    assert grave(right, "D13") == []
    assert [one.row for one in grave(wrong, "D13")] == ["车辆"]


def test_new_vehicles_are_not_held_against_those_kept_or_the_form():
    lines = "S12/车辆 数量=4辆\nS12/车辆#2 数量=14辆\nS7/公务用车运行维护费 保有量=14辆"
    text = told("S12 本年新增车辆4辆。共有车辆14辆。")
    assert grave(book(lines, "T10/车辆 数量=14辆", text=text), "C1", "C7") == []
    assert [one.row for one in grave(book(lines, "S7/公务用车运行维护费 保有量=16辆", text=text), "C7")]


FUNDS_IN_ONE = "政府性基金预算财政拨款支出详见附表。本单位没有国有资本经营预算财政拨款支出。"


def test_one_section_for_both_funds_declares_but_the_one_it_names_empty():
    lines, emptied = "T8/合计 本年支出=4.00", frozenset({"S8"})
    assert grave(book(lines, text=told(f"S8 {FUNDS_IN_ONE}"), empty=emptied), "C5") == []
    untrue = told("S8 本单位没有政府性基金预算财政拨款支出。")
    assert [one.place for one in grave(book(lines, text=untrue, empty=emptied), "C5")] == ["T8"]


def test_a_declaration_for_both_funds_is_untrue_where_the_other_one_has_money():
    both = told("S9 没有国有资本经营预算财政拨款支出。没有政府性基金预算财政拨款收支。")
    assert grave(book(text=both), "C5") == []
    assert [one.place for one in grave(book("T8/合计 本年支出=4.00", text=both), "C5")] == ["S9"]


@pytest.mark.parametrize("administrative", [True, False, None])
def test_what_a_template_or_a_balance_taken_back_may_explain_is_no_error(administrative):
    lines = (
        REPORT,
        "S10/机关运行经费 9.40",
        "S4/年初财政拨款结转和结余 0",
        "S4/年末财政拨款结转和结余 决算数=4.41 比上年增减额=2.30",
    )
    found = findings(book(*lines, administrative=administrative), "C6", "D15")
    assert {one.severity for one in found} <= {"warning", "info"}
    assert {id_ for one in found for id_ in one.checks} == {"C6", "D15"}


def test_a_unit_that_says_it_has_no_running_costs_is_only_asked_about():
    found = findings(book("S10/机关运行经费 0", "T6/公用经费合计 9.80", administrative=True), "C6")
    assert [one.severity for one in found] == ["info"]


def test_running_costs_of_administrative_units_are_not_held_against_a_form_of_all_units():
    lines = (REPORT, "S10/机关运行经费 4.20", "S10/办公费 2.10", "S10/水费 1.10", "S10/电费 1.00")
    assert [one for one in grave(book(*lines, administrative=False)) if one.place == "S10"] == []


@pytest.mark.parametrize(
    "text",
    [
        told("S13 自评结果作为2032年部门预算编制的重要依据。"),
        told("S1 临河市水文局局属站所收入 100.00 万元。"),
        told("S1 临河市水文局局长主持工作。"),
    ],
)
def test_a_right_sentence_is_not_accused(text):
    assert grave(book("S1/本年收入 100.00", text=text), "E3", "E4") == []


def test_a_report_damaged_all_over_is_given_up_in_bounded_time():
    rng = Random(3)
    lines = [
        f"{place}/20{n:05d} 本年支出合计={rng.random() * 90:.2f} 基本支出={rng.random() * 90:.2f} 项目支出={rng.random() * 90:.2f}"
        for place in ("T3", "T5")
        for n in range(10_101, 10_181)
    ]
    started = time.process_time()
    found = check(book(*lines, "T3/合计 本年支出合计=1.00", "T5/合计 本年支出合计=1.00")).findings
    assert found
    assert time.process_time() - started < 30

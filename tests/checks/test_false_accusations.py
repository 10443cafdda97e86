"""Reports that are right and were once accused: none of them gives an error or a warning."""

import time
from random import Random

import pytest

from extractor.checks.check import check
from tests.checks.books import REPORT, book, grave, told

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
}


@pytest.mark.parametrize("lines", RIGHT.values(), ids=RIGHT)
def test_what_is_right_is_not_accused(lines):
    assert [(one.id, one.message) for one in grave(book(*lines, administrative=False))] == []


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

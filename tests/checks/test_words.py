"""C4, C5, E1–E6, E8 and what else words give away. None of them knows a rounding: what is near passes or informs."""

import pytest

from tests.checks.books import (
    UNIT,
    Case,
    Wrong,
    book,
    failing,
    findings,
    holding,
    judge_fails,
    judge_holds,
    judge_lacking,
    judge_rounding,
    lacking,
    outcomes,
    rounding,
    told,
    verdicts,
)

PLAIN = told("S1 本年收入 100.00 万元，比上年增加 10.00 万元。")
PAID = "\n".join(f"T6/{code} 1.00" for code in ("30101", "30201", "30202", "30205", "30206"))


def listed(names: str) -> str:
    return told(f"S6 公用经费 4.00 万元，主要包括：{names}。")


def declared(place: str, said: str) -> str:
    return told(f"{place} {said}")


CASES = {
    # Two names too many may be a list written a little wide; from three on it is a template.
    "C4": Case(
        PAID,
        fails=Wrong(text=listed("办公费、水费、差旅费、会议费、培训费"), cause="template_left"),
        near_texts=(
            listed("办公费、水费、差旅费、会议费"),
            listed("办公费1.00万元、差旅费1.00万元、会议费1.00万元、培训费1.00万元"),
        ),
        untried="T6/30101\nT6/30201",
        text=listed("办公费、印刷费、水费、电费"),
    ),
    # A form of zeros may be declared empty.
    "C5": Case(
        "T8/合计 本年支出=0.00",
        fails=(
            Wrong("T8/合计 本年支出=4.00", blame="T8/合计/本年支出"),
            Wrong(
                text=declared("S9", "本单位没有政府性基金预算财政拨款收支。"),
                blame="S9/空表/声明",
                cause="template_left",
            ),
            Wrong(text=declared("S8", "本单位没有一般公共预算财政拨款“政府性基金”支出。"), blame="S8/空表/声明"),
        ),
        near_texts=(
            declared("S9", "本单位没有政府性基金预算和国有资本经营预算财政拨款支出。"),
            declared("S8", "本单位没有政府性基金预算财政拨款收支。本单位没有国有资本经营预算财政拨款支出。"),
            declared("S9", "没有政府性基金预算财政拨款收支；没有国有资本经营预算财政拨款支出。"),
            f"{UNIT}2031年度部门决算\n七、政府性基金预算和国有资本经营预算财政拨款收支情况说明\n本单位没有政府性基金预算财政拨款收支。\n",
            declared("S8", "本年政府性基金预算财政拨款支出 4.00 万元。"),
        ),
        untried=None,
        text=declared("S8", "本单位没有政府性基金预算财政拨款收入和支出。"),
        about={"empty": frozenset({"T8"})},
    ),
    "E1": Case(
        "",
        fails=(
            Wrong(text=told("S12 房屋价值XX万元。"), cause="placeholder"),
            Wrong(text=told("S12 共有车辆○○辆。"), cause="placeholder"),
        ),
        near_texts=(told("S12 二○三一年共有车辆 3 辆。"), told("S12 “XX工程”车辆 3 辆。")),
        text=PLAIN,
    ),
    # Beside a change of 0 neither direction is right, and the template may stay.
    "E2": Case(
        "S1/本年支出 比上年增减额=8.00",
        fails=(
            Wrong(
                text=told("S1 本年支出增加（减少）8.00 万元。"),
                blame="S1/本年支出/比上年增减额",
                cause="template_left",
                severity="warning",
            ),
        ),
        near=("S1/本年支出 比上年增减额=0",),
        near_texts=(told("S1 本年支出增加（减少）0 万元。"), told("S14 增长（下降）率：与上年相比的变化。")),
        text=PLAIN,
    ),
    "E3": Case(
        "",
        fails=Wrong(text=told("S0 纳入2032年部门预算编制范围的单位有1个。"), cause="year"),
        near_texts=(
            told("S0 纳入2031年度部门预算编制范围的单位有1个。"),
            told("S13 评价结果作为2032年部门预算编制的依据。"),
        ),
        text=PLAIN,
    ),
    # Another name over a form may be the name of a unit inside the department: a notice.
    "E4": Case(
        "",
        fails=Wrong(text=told("S1 临河市水文局局本年收入 100.00 万元。"), cause="other"),
        near_texts=(
            told("T1 编制单位：临河市水文局机关金额单位：万元"),
            told("T1 编制单位：临江县水务局金额单位：万元"),
        ),
        text=told("T1 编制单位：临河市水文局金额单位：万元", "S1 本年收入 100.00 万元。"),
    ),
}
WEAK = {
    "E5": (told("S5 住房保障支出 8.00 万元，4.45%。"), told("S5 住房保障支出 万元，占 4.45%。")),
    "E6": (told("S5 具体情况如下：\n12.住房公积金支出 8.00 万元。\n12.购房补贴支出 2.00 万元。"),),
    "E8": (told("S6 包括福利费、、邮电费。"), told("S6 支出支出 8.00 万元。")),
}
"""What is only ever information."""
SILENT = {
    "E5": told("S5 住房保障支出 8.00 万元，占 4.45%。"),
    "E6": told("S5 具体情况如下：\n11.住房公积金支出 8.00 万元。\n12.购房补贴支出 2.00 万元。"),
    "E8": told("S6 包括福利费、邮电费，主要主要领导用车。"),
}


@holding(CASES)
def test_it_holds(check, case):
    judge_holds(check, case)


@failing(CASES)
def test_it_fails_and_says_why(check, case, wrong):
    judge_fails(check, case, wrong)


@rounding(CASES)
def test_what_is_near_to_a_failure_is_none(check, book, kind):
    judge_rounding(check, book, kind)


@lacking(CASES)
def test_it_says_what_is_missing(check, case):
    judge_lacking(check, case)


@pytest.mark.parametrize("check", SILENT)
def test_a_well_written_text_holds(check):
    assert verdicts(book(text=SILENT[check]), check) == {"pass"}
    assert not findings(book(text=SILENT[check]), check)


@pytest.mark.parametrize(("check", "text"), [(check, text) for check, texts in WEAK.items() for text in texts])
def test_a_slip_of_the_pen_is_told_as_information(check, text):
    (found,) = findings(book(text=text), check)
    assert (found.severity, found.verdict, found.checks) == ("info", "template", (check,))
    assert found.evidence[0].text in text


@pytest.mark.parametrize("check", ["E1", "E2", "E3", "E4", "E5", "E6", "E8"])
def test_words_cannot_be_tried_without_a_text(check):
    found = outcomes(book("S1/本年收入 5.00"), check)
    assert {one.verdict for one in found} == {"not_checked"}
    assert all(one.note.startswith("缺 ") for one in found)


def test_nothing_is_said_of_empty_forms_where_neither_form_nor_text_declares_one():
    found = outcomes(book("T8/合计 本年支出=4.00", text=PLAIN), "C5")
    assert [(one.verdict, one.note) for one in found] == [("not_checked", "缺 空表声明")]

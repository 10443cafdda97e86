"""What a person reads of findings on a terminal."""

import re

import pytest

from extractor.checks.lines import QUOTE_LENGTH
from extractor.checks.text import text_of
from schemas.document import Document
from schemas.fact import Evidence
from tests.checks.faulty import SOUND, TEXT, faulty_record, finding, report_on, report_with
from tests.records import record_of, source_document


def said(*reports, everything=False):
    return "\n".join(line.plain for line in text_of(reports, everything=everything))


def evidence(text, word, **other):
    start = text.index(word)
    fields = {"document": "report.txt", "start": start, "end": start + len(word), "page": 1, "text": word}
    return Evidence.model_validate(fields | {"match": "exact", "source": "text"} | other)


def test_a_finding_says_where_what_is_printed_what_it_should_be_and_why():
    shown = said(report_on(faulty_record()))
    block = shown[shown.index("▲ 1") : shown.index("▲ 2")]
    assert block.splitlines()[:3] == [
        "▲ 1 错误 D4  S1 收入支出总体 / 收入总计 / 比上年增减率",
        "    “万元。与上年相比，收入总计减少12.30万元，下降【9.50】%。 四、政府采购情况 政府采购支出310.75万”  第 1 页",
        "    所印 9.50% → 应为 0.95%",
    ]
    assert "原因：数字的先后颠倒" in block


def test_findings_come_gravest_first_and_hints_are_folded_until_asked_for():
    report = report_on(faulty_record())
    folded, whole = said(report), said(report, everything=True)
    for shown in (folded, whole):
        assert shown.index("▲ 1 错误") < shown.index("▲ 2 错误") < shown.index("◆ 3 警告")
    assert "○ 提示 1 条（--all 逐条列出）\n    E8 没有重复的字和标点：1 条" in folded
    assert "○ 4 提示" not in folded
    assert "○ 4 提示 E8" in whole


def test_suspects_are_named_where_the_sums_do_not_tell():
    shown = said(report_with(finding(suspects=("S11/服务支出/决算数",))))
    assert "也可能错在：S11 服务支出 决算数" in shown


def test_the_last_line_counts_the_identities_and_all_says_what_was_missing():
    report = report_on(faulty_record())
    folded, whole = said(report), said(report, everything=True)
    last = folded.splitlines()[-1]
    counts = [int(number) for number in re.findall(r"(\d+) 条", last)]
    every, tried, held, failed, untried = counts
    assert every == 63 == tried + untried
    assert tried == held + failed
    assert "（D4 D12 E1）" in last
    line = next(line for line in folded.splitlines() if "未核（" in line)
    assert len(line.split("：")[1].split()) == untried
    assert "未核 A1 T1 收入总计 = 本年收入合计 + 使用非财政拨款结余 + 年初结转和结余：缺 T1/收入总计/决算数" in whole


def test_a_record_without_findings_says_so():
    assert "report.json：没有发现" in said(report_on(record_of(SOUND)))


def test_the_same_wrong_figure_is_told_once_with_the_places_that_repeat_it():
    own, other = "S1/收入总计/比上年增减率", "S2/本年收入/比上年增减率"
    shown = said(report_with(finding(repeats=(own, other))))
    assert "同样的数还印在：S2 本年收入 比上年增减率" in shown
    many = tuple(f"S2/第{n}项/决算数" for n in range(9))
    assert "等 9 处" in said(report_with(finding(repeats=(own, *many))))


@pytest.mark.parametrize("length", [1, 10, 35, 200])
def test_a_quote_stays_short_and_marks_what_it_is_about(length):
    word = "误" * length
    text = f"{'前' * 90}\n {word}\t{'后' * 90}"
    shown = said(report_with(finding(evidence=(evidence(text, word),)), text=text))
    quoted = re.search("“(.*)”", shown)[1]
    assert len(quoted) <= QUOTE_LENGTH
    assert re.search(r"【误+…?】", quoted)
    assert "\n" not in quoted


def test_where_labels_do_not_place_the_figure_the_one_it_was_held_against_is_quoted_as_such():
    text = "公务接待费决算数 32.40 万元。"
    held = finding(printed="34.26", expected="32.40", evidence=(evidence(text, "32.40"),))
    assert "对照处：“公务接待费决算数 【32.40】 万元。”" in said(report_with(held, text=text))


def test_words_at_fault_are_quoted_before_the_figure_beside_them():
    text = "收入总计增加（减少）0 万元。"
    left = finding(printed="0", evidence=(evidence(text, "增加（减少）"), evidence(text, "0")))
    assert "【增加（减少）】" in said(report_with(left, text=text))


def test_evidence_that_does_not_stand_in_its_document_is_quoted_without_surroundings():
    lost = evidence("9.50", "9.50").model_copy(update={"start": 5, "end": 9})
    assert "“【9.50】”" in said(report_with(finding(printed="9.50", evidence=(lost,)), text=TEXT))


def test_pages_and_documents_are_named_where_there_are_several():
    report = report_with(finding(evidence=(evidence(TEXT, "9.50"),)), text=TEXT)
    assert "第 1 页" not in said(report)
    second = Document(**source_document("表", name="表.txt").model_dump())
    both = report_with(finding(evidence=(evidence(TEXT, "9.50"),)), text=TEXT)
    both = type(both)(both.name, (*both.documents, second), both.checked)
    assert "report.txt 第 1 页" in said(both)


def test_no_control_character_of_a_record_reaches_the_terminal():
    evil = "\x1b[31m红\x9b2J\u202e\x07"
    text = f"{evil} 9.50 {evil}"
    bad = finding(
        row=evil,
        column=evil,
        place=evil,
        message=evil,
        cause=evil,
        printed=evil,
        expected=evil,
        checks=(evil,),
        repeats=(evil, f"S1/{evil}/x"),
        suspects=(evil,),
        evidence=(evidence(text, "9.50", document="report.txt"),),
    )
    report = report_with(bad, bad.model_copy(update={"severity": "info"}), text=text, name=f"{evil}.json")
    for everything in (False, True):
        shown = said(report, everything=everything)
        assert all(letter.isprintable() or letter == "\n" for letter in shown)
        assert "红" in shown

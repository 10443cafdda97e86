"""The summary on the terminal says what a reader needs, and nothing of a report can paint the terminal."""

import pytest
from rich.console import Console

from extractor.summary import duration, summary
from schemas.record import Indicator
from tests.records import busy_record, record_of


def shown(record, run=None) -> str:
    console = Console(width=200, record=True, force_terminal=False)
    with console.capture() as capture:
        console.print(summary(record, run or {}))
    return capture.get()


def test_it_names_the_unit_its_year_and_whether_the_record_is_whole():
    text = shown(record_of())
    assert "青禾县星火科普馆" in text
    assert "2031 年度" in text
    assert "记录完整" in text


def test_it_counts_facts_by_section_and_band_and_adds_them_up():
    record = record_of()
    lines = shown(record).splitlines()
    total = next(line for line in lines if "合计" in line)
    bands = [sum(fact.confidence.band == band for fact in record.facts) for band in ("AUTO", "REVIEW", "MUST")]
    assert [int(word) for word in total.replace("│", " ").replace("┃", " ").split()[1:]] == [len(record.facts), *bands]
    assert any("收入支出总体" in line for line in lines)


def test_it_lists_what_was_not_read_and_why():
    text = shown(busy_record())
    assert "记录部分" in text
    assert "没有读成" in text
    assert "回答在第 40 个字处断开" in text


def test_a_whole_record_has_no_list_of_unread_parts():
    assert "没有读成" not in shown(record_of())


def test_headline_indicators_are_written_in_the_documents_money_unit():
    text = shown(busy_record())
    assert "主要指标" in text
    assert "1,284.50 万元" in text


def test_indicators_that_nothing_states_are_named_in_one_line():
    record = busy_record()
    silent = Indicator(id="x", name="机关运行经费", value=None)
    text = shown(record.model_copy(update={"indicators": (*record.indicators, silent)}))
    line = next(line for line in text.splitlines() if "没有读到的指标" in line)
    assert "机关运行经费" in line


def test_unread_parts_of_one_section_and_one_cause_share_a_line():
    record = busy_record()
    bad = record.chunks[-1]
    many = tuple(bad.model_copy(update={"id": f"S11/{number}"}) for number in range(1, 6))
    text = shown(record.model_copy(update={"chunks": many}))
    assert "S11/1 S11/2 S11/3 等 5 段" in text
    assert text.count("回答在第 40 个字处断开") == 1


def test_it_says_how_many_answers_were_not_asked_for_anew():
    assert "（4 个取自缓存或录制）" in shown(record_of(), {"replayed": 4})


def test_it_tells_the_time_where_it_was_taken():
    assert "用时 3 分 20 秒" in shown(record_of(), {"seconds": 200.4})
    assert "用时" not in shown(record_of())


def test_markup_and_escapes_of_a_report_are_shown_not_obeyed():
    record = record_of()
    hostile = record.model_copy(update={"unit": record.unit.model_copy(update={"name": "[red]甲[/red]\x1b[31m乙"})})
    text = shown(hostile)
    assert "[red]甲[/red]" in text
    assert "\x1b" not in text


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0.0 秒"),
        (8.42, "8.4 秒"),
        (59.4, "59 秒"),
        (59.6, "1 分 00 秒"),
        (200, "3 分 20 秒"),
        (3900, "1 小时 05 分"),
    ],
)
def test_a_time_span_is_said_as_a_person_says_it(seconds, words):
    assert duration(seconds) == words


def test_a_record_whose_scores_no_fit_gave_says_so_and_why():
    record = record_of()
    assert "可信度" not in shown(record)
    versions = {**record.provenance.versions, "confidence": "rules（拟合所用的是另一个模型）"}
    ruled = record.model_copy(update={"provenance": record.provenance.model_copy(update={"versions": versions})})
    assert "可信度只按规则分档，没有拟合的分数（拟合所用的是另一个模型）" in shown(ruled)

"""Scores worked out by hand, and the table and remarks printed from them."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest

from evals.peers.outcome import Cost, Outcome
from evals.peers.scores import score, verdicts_of
from evals.peers.table import page, remarks, table
from evals.scoring.leaf import PredictedLeaf
from tests.evals.peers.small import FAULT, TEXT, small_suite


def leaf(place, row, column, value, printed=""):
    at = TEXT.find(printed) if printed else None
    end = at + len(printed) if printed else None
    return PredictedLeaf((place, row, column), Decimal(value), printed, "", at, end)


# C: 本年收入, S8 declared empty · W: 财政拨款收入 (printed elsewhere), 占比 (printed nowhere) · H: 其他收入
# O: both of S10
OUTCOME = Outcome(
    "small",
    (
        leaf("S2", "本年收入", "决算数", "8624000", "862.40"),
        leaf("S2", "财政拨款收入", "决算数", "8624000", "845.15"),
        leaf("S2", "财政拨款收入", "占比", "97"),
        leaf("S2", "其他收入", "决算数", "12345600"),
    ),
    frozenset({"S8"}),
    Cost(3, 1_200, 340, 61.4),
    ("truncated", "invalid", "truncated"),
    unnamed=2,
    split=1,
    flagged=frozenset({FAULT, ("S2", "其他收入", "决算数")}),
)


@pytest.fixture
def scores(tmp_path):
    return score("juesuan", [OUTCOME], small_suite(tmp_path).reports)


def test_each_verdict_is_the_one_worked_out_by_hand(tmp_path):
    verdicts = {v.key: v.letter for v in verdicts_of(OUTCOME, small_suite(tmp_path).reports[0])}
    assert verdicts == {
        ("S2", "本年收入", "决算数"): "C",
        ("S2", "财政拨款收入", "决算数"): "W",
        ("S2", "财政拨款收入", "占比"): "W",
        ("S2", "其他收入", "决算数"): "H",
        ("S10", "机关运行经费", "决算数"): "O",
        ("S10", "机关运行经费", "比上年增减额"): "O",
        ("S8", "空表", "声明"): "C",
        ("S2", "事业收入", "决算数"): "N",
    }


def test_the_counts_are_those_worked_out_by_hand(scores):
    assert [scores.measures.counts[letter] for letter in "CWHO"] == [2, 2, 1, 2]
    assert scores.measures["f1"] == pytest.approx(4 / (4 + 4 + 2 + 1))
    assert scores.measures["precision"] == pytest.approx(2 / 5)
    assert (scores.given, scores.cited, scores.cited_right) == (4, 2, 1)
    assert scores.unprinted == 2
    assert (scores.faults, scores.flagged, scores.accused) == (1, 1, 1)
    assert scores.failures == Counter(truncated=2, invalid=1)


def test_a_report_that_was_not_recorded_counts_nowhere(tmp_path):
    nothing = score("one_shot", [replace(OUTCOME, recorded=False)], small_suite(tmp_path).reports)
    assert (nothing.measures.documents, nothing.given, nothing.cost) == ({}, 0, Cost())
    assert nothing.unrecorded == ("small",)
    assert table([nothing]).splitlines()[-1].count("未录") == 12
    assert list(remarks(nothing)) == ["没有录到：small；这些报告不在它的数里"]


def test_a_report_that_failed_counts_as_all_left_out(tmp_path):
    failed = score("one_shot", [Outcome("small", failures=("cut",))], small_suite(tmp_path).reports)
    assert (failed.measures.counts["O"], failed.measures["f1"], failed.measures["precision"]) == (6, 0.0, None)


def test_the_table_has_the_row_worked_out_by_hand(scores):
    row = "| juesuan | 0.364 | 40.0% | 2 | 2 | 1 | 2 | 2 | 3 | 1,200 | 340 | 61 | 3 |"
    assert table([scores]).splitlines()[-1] == row


def test_every_remark_is_a_count(scores):
    assert list(remarks(scores)) == [
        "出处：4 个数里 2 个带原文位置，其中 1 个位置上印的就是这个数",
        "2 个数在原文里哪儿都没有印",
        "另有 2 个数说不出是哪一行哪一列的，没有计入",
        "它自己的分块把 1 个数从中间切断",
        "几次回答都不合格式：1 次",
        "回答写不完，被截断：2 次",
        "报告里种下的 1 处勾稽差错，指出 1 处，另指出 1 处没有种的",
    ]


def test_the_page_has_the_table_first_and_then_each_system(scores):
    text = page([scores])
    assert text.startswith("| 做法 |")
    assert "\n**juesuan**\n" in text
    assert text.endswith("没有种的\n")

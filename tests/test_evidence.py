"""A figure that does not stand where its record says is told from one that does."""

import pytest

from extractor.evidence import digits, fact_problems
from schemas.document import Document
from tests.records import record_of

RECORD = record_of("二、收入支出总体情况\n收入总计1,284.50万元，支出总计1,270.00万元。\n")
DOCUMENTS = [Document(**one.model_dump()) for one in RECORD.documents]
FACT = RECORD.facts[0]


def problems(**change):
    return list(fact_problems([FACT.model_copy(update=change)], DOCUMENTS))


def moved(**change):
    return problems(evidence=(FACT.evidence[0].model_copy(update=change),))


def test_facts_that_stand_where_they_say_have_no_problems():
    assert list(fact_problems(RECORD.facts, DOCUMENTS)) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"printed": "1,248.50"}, "所印的是“1,284.50”，记录写的是“1,248.50”"),
        ({"value": "12485000"}, "所印的“1,284.50”（万元）不是 12485000"),
        ({"value": "许多"}, "不是数"),
    ],
)
def test_a_figure_that_is_not_its_evidences_is_named_with_its_fact(change, said):
    (problem,) = problems(**change)
    assert problem.startswith("S1/收入总计/决算数 的第 1 处出处：")
    assert said in problem


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"start": FACT.evidence[0].start + 1}, "原文此处是“,284.50”，记录写的是“1,284.50”"),
        ({"end": 10**6}, "不在原文之内"),
        ({"document": "other.txt"}, "没有文件 other.txt"),
        ({"page": 3}, "在第 1 页，记录写的是第 3 页"),
    ],
)
def test_evidence_that_points_elsewhere_is_named(change, said):
    (problem,) = moved(**change)
    assert said in problem


def test_digits_are_compared_in_one_width_and_without_white_space():
    assert digits("－1，284．\n50") == "-1,284.50"

"""What the words right before a figure say of it."""

import pytest

from extractor.checks.wording import are_apart, budget_named, clause_before
from tests.checks.books import book, key, told

OPENING = key("S5/教育支出/年初预算")
RATE = key("S5/教育支出/完成率")


def of(sentence: str, lines: str = "S5/教育支出 年初预算=50.00 完成率=99.38%"):
    return book(lines, text=told(f"S5 {sentence}"))


def test_a_clause_is_told_without_its_white_space_and_without_the_clauses_before():
    found = of("教育支出年初预算为50.00万元，\n完成调 整预算\n的99.38%。")
    assert clause_before(found, RATE) == "完成调整预算的"


def test_without_a_text_or_a_figure_there_is_no_clause():
    assert clause_before(book("S5/教育支出 完成率=99.38%"), RATE) == ""
    assert clause_before(of("教育支出50.00万元。", "S5/教育支出 年初预算=50.00"), RATE) == ""


@pytest.mark.parametrize(
    ("words", "named"),
    [
        *(("完成年初预算的", "年初预算"), ("为年初部门预算的", "年初预算"), ("完成调整后预算的", "调整预算")),
        *(("完成全年预算的", "调整预算"), ("完成预算的", None), ("年初预算调整后的全年预算完成", "调整预算")),
    ],
)
def test_the_budget_named_last_is_the_one_that_is_meant(words, named):
    assert budget_named(of(f"教育支出{words}99.38%。", "S5/教育支出 完成率=99.38%"), RATE) == named


def test_without_a_text_the_column_says_which_budget_it_is():
    found = book("S5/教育支出 年初预算=50.00 调整预算=80.00 完成率=99.38%")
    assert budget_named(found, OPENING) == "年初预算"
    assert budget_named(found, RATE) is None
    assert are_apart(found, OPENING, OPENING.at("调整预算"))
    assert not are_apart(found, OPENING, RATE)

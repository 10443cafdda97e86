"""A section is cut at its stops and behind its figures, and every character of it stands in a clause or is a mark."""

from hypothesis import given
from hypothesis import strategies as st

from extractor.numbers import numbers_in
from extractor.sentences.cutting import Clause, clauses_of


def cut(text: str) -> list[Clause]:
    return list(clauses_of(text, numbers_in(text)))


def test_clauses_know_what_they_open_behind_and_which_open_a_sentence_or_an_item():
    clauses = cut("收入9万元，占1%。\n1.支出8万元、上缴7万元")
    assert [(c.words, c.opens, c.first, c.item) for c in clauses] == [
        ("收入", "。", True, True),
        ("占", "，", False, False),
        ("1.支出", "\n", True, True),
        ("、上缴", "", False, False),
    ]


def test_a_bracket_with_figures_of_its_own_is_read_apart():
    clauses = cut("涉及项目4个（其中：基金项目1个，其他项目3个），共9万元")
    assert [(c.words, c.inside) for c in clauses] == [
        ("涉及项目", False),
        ("共", False),
        ("其中", True),
        ("基金项目", True),
        ("其他项目", True),
    ]


def test_a_bracket_that_holds_a_measure_or_belongs_to_a_name_stays():
    assert [c.words for c in cut("收入9万元（占5%）；因公出国（境）费3万元；增加（减少）0元")] == [
        "收入",
        "占",
        "因公出国（境）费",
        "增加（减少）",
    ]


@given(st.text(alphabet="收支占（）()，。；：、\n1万元%.-", max_size=80))
def test_every_figure_ends_one_clause(text):
    numbers = numbers_in(text)
    ended = [clause.number for clause in clauses_of(text, numbers) if clause.number]
    assert sorted(ended, key=lambda number: number.start) == numbers

"""Wordings of one address."""

import pytest

from evals.scoring.names import base_of, plain, row_name


@pytest.mark.parametrize(
    "words", ["因公出国（境）费", "因公出国(境)费", "因公 出国\n（境）费", "因公出国【境】费", "因公出国［境］费"]
)
def test_width_white_space_and_kind_of_brackets_make_no_other_name(words):
    assert plain(words) == "因公出国(境)费"


@pytest.mark.parametrize("row", ["2080501", "208.05.01", "２０８０５０１", "2080501 行政单位离退休", "208 05 01"])
def test_in_a_form_of_codes_the_code_is_the_name(row):
    assert row_name("T3", row) == ("code", "2080501", 1)


@pytest.mark.parametrize("row", ["20805011", "2080", "合计", "20"])
def test_other_digits_are_no_code(row):
    assert row_name("T3", row).how == "path"


def test_outside_the_forms_of_codes_digits_are_words():
    assert row_name("S5", "208社会保障") == ("path", "208社会保障", 1)


def test_level_marks_are_no_part_of_a_path():
    marked = "社会保障和就业支出（类）/行政事业单位养老支出（款）／行政单位离退休（项）"
    assert row_name("S5", marked).name == "社会保障和就业支出/行政事业单位养老支出/行政单位离退休"


def test_a_path_is_not_its_last_name():
    assert row_name("S5", "甲支出/乙支出") != row_name("S5", "乙支出")


def test_a_repeat_mark_gives_the_ordinal():
    assert base_of("基本支出#2") == ("基本支出", 2)
    assert row_name("S5", "基本支出（类）＃3") == ("path", "基本支出", 3)
    assert base_of("C#语言") == ("C#语言", 1)

"""No cell runs in a spreadsheet program, and a number stays a number."""

import re

import pytest

from extractor.spreadsheet import harmless


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r@", "＝", "＋", "－", "＠", " ="])
def test_no_cell_is_taken_for_a_formula(start):
    cell = harmless(f'{start}HYPERLINK("x")')
    assert cell.startswith("'")
    assert not re.search(r"[\t\r\n]", cell)


@pytest.mark.parametrize("cell", ["-1+1", "+1-2", "-1.5*cmd", "=1", "-", "@1"])
def test_what_only_begins_like_a_number_is_no_number(cell):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("number", ["+6.47", "-1.15", "-1,234.50万元", "+6.47%", "9", "－31．50", "-123000", "0"])
def test_a_signed_number_stays_a_number(number):
    assert harmless(number) == number


def test_other_text_stays_as_it_is():
    assert harmless("社会保障和就业支出/行政单位离退休") == "社会保障和就业支出/行政单位离退休"

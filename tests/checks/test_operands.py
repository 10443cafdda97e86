"""A wrong percentage whose amount is wrong: one slip in an operand explains it."""

import pytest

from tests.checks.books import book, grave


@pytest.mark.parametrize(
    ("lines", "blamed", "expected"),
    [
        ("S5/教育支出 年初预算=49.53 决算数=100.04 完成率=105.83%", "年初预算", "94.53"),
        ("S5/教育支出 年初预算=94.53 决算数=10.04 完成率=105.83%", "决算数", "100.04"),
        ("S1/本年收入 决算数=150.26 比上年增减额=58.01 比上年增减率=51.09%", "比上年增减额", "50.81"),
    ],
    ids=["budget", "digit lost", "change"],
)
def test_the_amount_is_blamed_where_one_slip_in_it_makes_the_percentage_right(lines, blamed, expected):
    (found,) = grave(book(lines))
    assert (found.column, found.expected) == (blamed, expected)


def test_the_percentage_is_blamed_where_no_slip_in_an_amount_explains_it():
    (found,) = grave(book("S5/教育支出 年初预算=94.53 决算数=100.04 完成率=140.00%"))
    assert (found.column, found.expected, found.cause) == ("完成率", "105.83", "other")


def test_a_known_habit_is_looked_for_before_a_slip_in_an_amount():
    (found,) = grave(book("S5/教育支出 年初预算=94.53 决算数=100.04 完成率=5.83%"))
    assert (found.column, found.cause) == ("完成率", "growth_printed_as_completion")


def test_an_amount_that_another_place_bears_out_is_not_blamed():
    lines = "S5/教育支出 年初预算=94.53 决算数=10.04 完成率=105.83%\nT5/205 本年支出合计=10.04 基本支出=10.04"
    (found,) = grave(book(lines))
    assert found.column == "完成率"

"""A wrong percentage whose amount is wrong: one slip in an operand explains it."""

from decimal import Decimal

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


@pytest.mark.parametrize("printed", ["10", "1000"])
def test_of_a_rate_between_two_equal_amounts_the_rate_is_wrong(printed):
    (found,) = grave(book(f"S13/项目:水文监测经费 全年预算数=691.12 执行数=691.12 完成率={printed}%"))
    assert (found.column, found.expected) == ("完成率", "100.00")


def test_two_small_amounts_may_be_equal_by_chance():
    (found,) = grave(book("S13/项目:水文监测经费 全年预算数=0.12 执行数=0.12 完成率=1000%", "S5/教育支出 决算数=1.01"))
    assert found.column == "完成率"


def test_a_rate_one_slip_away_from_what_rounded_amounts_allow_is_blamed_before_them():
    (found,) = grave(book("S7/公务接待费 决算数=7.94 比上年增减额=7.26 比上年增减率=1028.12%"))
    assert found.column == "比上年增减率"
    assert Decimal("1051") < Decimal(found.expected) < Decimal("1084")

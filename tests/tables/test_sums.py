"""The sums inside a form: what rounding allows, which rows are the topmost, by how much a column is off."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.tables.sums import gap, holds, row_adds_up, slack, tops


def numbers(**columns):
    return {name: Decimal(number) for name, number in columns.items()}


@pytest.mark.parametrize(
    ("total", "parts", "verdict"),
    [
        ("15.00", ["12.00", "3.00"], True),
        ("15.01", ["12.00", "3.00"], True),
        ("15.02", ["12.00", "3.00"], False),
        ("15.00", ["15.01", "0.00"], True),
        ("0", [], True),
        ("15.02", ["12.00", "3.00", "0.00", "0.00"], False),
    ],
)
def test_a_sum_may_be_off_by_what_its_terms_may_be_rounded(total, parts, verdict):
    assert holds(Decimal(total), [Decimal(part) for part in parts]) is verdict


CENTS = st.one_of(st.just(Decimal(0)), st.integers(100, 10**9).map(lambda n: Decimal(n) / 10**4))


@given(st.lists(CENTS, min_size=1, max_size=12))
def test_terms_rounded_each_on_its_own_hold_unless_one_is_rounded_to_nothing(exact):
    cent = Decimal("0.01")
    assert holds(sum(exact).quantize(cent), [part.quantize(cent) for part in exact])


def test_a_row_adds_up_a_blank_part_being_nothing():
    assert row_adds_up("T5", numbers(本年支出合计="15.00", 基本支出="15.00")) is True
    assert row_adds_up("T5", numbers(本年支出合计="15.00", 基本支出="12.00")) is False


def test_without_a_total_there_is_no_verdict():
    assert row_adds_up("T5", numbers(基本支出="12.00")) is None
    assert row_adds_up("T7", numbers(预算数="12.00", 决算数="3.00")) is None


def test_of_which_columns_are_no_part_of_the_total():
    row = numbers(本年收入合计="8.00", 事业收入="8.00", 事业收入其中教育收费="2.00")
    assert row_adds_up("T2", row) is True


def test_the_topmost_codes_are_those_that_no_printed_code_holds():
    assert tops(["合计", "201", "20126", "2012604", "20805", "2080501", "2210201", "其他"]) == [
        "201",
        "20805",
        "2210201",
    ]


def test_a_gap_is_the_sum_of_the_topmost_rows_less_the_total():
    values = {
        "合计": numbers(基本支出="20.00"),
        "201": numbers(基本支出="15.00"),
        "20126": numbers(基本支出="15.00"),
        "208": numbers(基本支出="7.50"),
    }
    assert gap(values, "基本支出") == Decimal("2.50")
    assert gap(values, "项目支出") == 0


def test_rows_named_without_a_code_count_as_topmost():
    values = {"合计": numbers(决算数="3.00"), "档案馆": numbers(决算数="1.00"), "修复": numbers(决算数="2.00")}
    assert gap(values, "决算数") == 0


def test_without_a_total_row_there_is_no_gap():
    assert gap({"201": numbers(决算数="3.00")}, "决算数") is None


def test_the_slack_grows_with_the_rows_that_print_something():
    values = {
        "合计": numbers(甲="3.00"),
        "201": numbers(甲="1.00"),
        "208": numbers(甲="2.00"),
        "221": numbers(甲="0.00"),
    }
    assert slack(values, "甲") == Decimal("0.015")

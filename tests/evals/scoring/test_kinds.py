"""Why a value is wrong: each kind alone, and the order in which they are asked."""

from decimal import Decimal

import pytest

from evals.scoring.kinds import GoldIndex, other_year, round_ok, wrong_kind
from evals.scoring.leaf import GoldLeaf, PredictedLeaf
from extractor.numbers import SCALE, parse


def gold(printed, unit="万元", key=("S2", "甲", "决算数")):
    return GoldLeaf(key, "value", parse(printed) * SCALE.get(unit, 1), printed, unit)


def said(printed, unit="万元", key=("S2", "甲", "决算数")):
    return PredictedLeaf(key, parse(printed) * SCALE.get(unit, 1), printed, unit)


def kind(wanted, given, *others):
    return wrong_kind(wanted, given, GoldIndex((wanted, *others)))


@pytest.mark.parametrize("power", [1, 2, 3, 4, 8])
def test_a_power_of_ten_is_a_wrong_unit_both_ways(power):
    one, other = gold("12.34"), gold("12.34")
    scaled = PredictedLeaf(one.key, one.value.scaleb(power))
    smaller = PredictedLeaf(other.key, other.value.scaleb(-power))
    assert kind(one, scaled) == "unit"
    assert kind(other, smaller) == "unit"


@pytest.mark.parametrize("power", [5, 6, 7])
def test_other_powers_are_no_units(power):
    assert kind(gold("12.34"), PredictedLeaf(("S2", "甲", "决算数"), Decimal(123400).scaleb(power))) == "other"


def test_nothing_is_a_multiple_of_nought():
    assert kind(gold("0"), said("512.34")) == "other"
    assert kind(gold("512.34"), said("0.00")) == "other"


def test_a_swap_of_two_neighbours_is_one_edit_and_two_edits_are_none():
    assert kind(gold("1,284.50"), said("1,824.50")) == "digit"
    assert kind(gold("1,284.50"), said("1,284.56")) == "digit"
    assert kind(gold("1,284.50"), said("1,28.50")) == "digit"
    assert kind(gold("1,284.50"), said("1,824.56")) == "other"


def test_digits_that_nobody_printed_are_those_of_the_value_in_its_unit():
    bare = GoldLeaf(("S2", "甲", "决算数"), "value", Decimal("312600"), unit="万元")
    assert kind(bare, PredictedLeaf(bare.key, Decimal("316200"), unit="万元")) == "digit"


def test_rounding_is_asked_before_a_digit_and_half_goes_up():
    assert kind(gold("12.345"), said("12.35")) == "rounding"
    assert kind(gold("12.345"), said("12.34")) == "digit"


def test_a_percentage_is_no_rounded_amount():
    assert kind(gold("12.4", unit="%"), said("12", unit="元")) != "rounding"
    assert kind(gold("12.4", unit="%"), said("12", unit="%")) == "rounding"


def test_only_amounts_in_different_units_have_a_second_column():
    exact = gold("1,284,512.34", "元")
    assert round_ok(exact, said("128.45", "万元"))
    assert not round_ok(exact, said("128.46", "万元"))
    assert not round_ok(exact, said("1,284,512", "元"))
    assert not round_ok(gold("12.4", unit="%"), said("12", unit="人"))


def test_a_row_is_asked_before_a_column_and_a_column_before_a_digit():
    other_row = gold("31.62", key=("S2", "乙", "决算数"))
    other_column = gold("31.62", key=("S2", "甲", "年初预算"))
    assert kind(gold("31.26"), said("31.62"), other_row, other_column) == "row_swap"
    assert kind(gold("31.26"), said("31.62"), other_column) == "column_swap"
    assert kind(gold("31.26"), said("31.62")) == "digit"


def test_the_same_row_of_another_place_is_no_row_swap():
    assert kind(gold("31.26"), said("77.70"), gold("77.70", key=("S3", "乙", "决算数"))) == "label"


def test_the_other_year_is_printed_or_follows_from_the_change():
    last = gold("40.00", key=("S2", "甲", "上年决算数"))
    change = gold("9.00", key=("S2", "甲", "比上年增减额"))
    assert kind(gold("50.00"), said("40.00"), last) == "year_swap"
    assert kind(gold("50.00"), said("41.00"), change) == "year_swap"
    assert kind(last, said("49.00", key=last.key), change) == "year_swap"
    assert kind(gold("50.00", key=("S2", "甲", "年初预算")), said("41.00"), change) == "other"


def test_other_year_goes_both_ways():
    assert other_year("决算数") == "上年决算数"
    assert other_year("上年决算数") == "决算数"


@pytest.mark.parametrize("value", ["9" * 60, "-1E+40", "Infinity", "NaN", "1E-40"])
def test_a_number_that_no_report_prints_is_wrong_and_breaks_nothing(value):
    assert kind(gold("12.34"), PredictedLeaf(("S2", "甲", "决算数"), Decimal(value))) == "other"

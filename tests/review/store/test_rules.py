"""What may be typed, and the form it is kept in."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.review.store import BadInput, Typed
from extractor.review.store.rules import checked, decimal_text, prints


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("1,234.50", "1234.5"), (" １２３４．５ ", "1234.5"), ("-0.00", "0"), ("－3", "-3"), ("+7", "7"), ("0012", "12")],
)
def test_a_typed_number_is_kept_as_plain_decimal(typed, kept):
    assert decimal_text(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "12万元", "1e5", "NaN", "Infinity", "1.2.3", "--1", "1" * 25, "٣", "0x10", "1 2"]
)
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(BadInput, match="不是一个数"):
        decimal_text(typed)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=4))
def test_no_digit_of_an_amount_is_ever_lost(value):
    kept = decimal_text(format(value, "f"))
    assert Decimal(kept) == value
    assert decimal_text(kept) == kept


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (Typed("correct"), "数值"),
        (Typed("flag"), "理由"),
        (Typed("cannot_tell", reason="  "), "理由"),
        (Typed("undo"), "不认识"),
        (Typed("approve_record"), "不认识"),
        (Typed("absent", reason="长" * 2001), "太长"),
        (Typed("absent", reason="a\0b"), "不能保存"),
        (Typed("absent", reason="\ud800"), "不能保存"),
        (Typed("absent", start=3), "起止"),
        (Typed("absent", start=3, end=3), "位置"),
        (Typed("absent", start=-1, end=3), "位置"),
        (Typed("absent", start=1, end=2**40), "位置"),
    ],
)
def test_what_cannot_be_stored_is_refused_with_the_reason(typed, why):
    with pytest.raises(BadInput, match=why):
        checked(typed, "fact", "5")


def test_a_number_nobody_placed_needs_a_row_and_a_column():
    with pytest.raises(BadInput, match="哪一行"):
        checked(Typed("correct", value="3"), "number", None)
    assert checked(Typed("correct", value="3", row="车辆", column="数量"), "number", None).value == "3"


def test_a_passage_or_form_has_no_figure_to_correct():
    for kind in ("chunk", "form"):
        with pytest.raises(BadInput, match="没有单个的数"):
            checked(Typed("correct", value="3"), kind, None)


def test_time_spent_is_kept_within_a_day():
    assert checked(Typed("absent", seconds=-5), "fact", "5").seconds == 0
    assert checked(Typed("absent", seconds=10**9), "fact", "5").seconds == 86_400


def test_digits_stand_for_a_value_in_some_money_unit_only():
    assert prints("1,234.50", "12345000")
    assert prints("12.30", "-12.3")
    assert not prints("12.30", "123")
    assert not prints(None, "1")

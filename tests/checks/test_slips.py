"""Slips of eye and hand: every one that is made is recognised."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.checks.book import CENT
from extractor.checks.slips import has_slip, slip_between, slips_of
from tests.checks.books import book, outcomes

AMOUNTS = st.decimals(min_value=Decimal("0.01"), max_value=Decimal("9999999.99"), places=2)


@pytest.mark.parametrize(
    ("printed", "true", "slip"),
    [
        ("107.51", "107.51", None),
        ("107.57", "107.51", "digit_confused"),
        ("10.51", "107.51", "digit_lost"),
        ("107.5", "107.51", "digit_confused"),
        ("1077.51", "107.51", "digit_doubled"),
        ("170.51", "107.51", "digits_swapped"),
        ("1075100", "107.51", "unit"),
        ("10.75", "107510.00", "unit"),
        ("0.01", "107.51", None),
        ("-107.51", "107.51", "sign"),
        ("0.51", "0.15", "digits_swapped"),
        ("0.50", "0.05", None),
        ("0.51", "10.51", "digit_lost"),
        ("121.99", "107.51", None),
        ("701.51", "107.51", None),
        ("1057.51", "107.51", None),
        ("0", "107.51", None),
        ("22.00", "2.00", "digit_doubled"),
        ("2.00", "22.00", None),
        ("20.00", "2.00", None),
    ],
)
def test_a_slip_has_its_name(printed, true, slip):
    assert slip_between(Decimal(printed), Decimal(true), Decimal("0.01")) == slip


@pytest.mark.parametrize(
    ("printed", "true", "slip"),
    [("487660", "4876600", "digit_lost"), ("48766", "4876600", None), ("4876600", "487660", "digit_doubled")],
)
def test_whole_yuan_lose_a_digit_at_their_end_too(printed, true, slip):
    assert slip_between(Decimal(printed), Decimal(true), Decimal(1)) == slip


@given(AMOUNTS)
def test_every_amount_that_one_slip_turns_into_the_printed_one_is_recognised(printed):
    known = set(slips_of(printed, CENT)) - {printed}
    assert len(known) > 9
    telling = [true for true in known if min(_significant(true), _significant(printed)) > 1]
    assert not [true for true in telling if slip_between(printed, true, CENT) is None]


def _significant(amount):
    """Of an amount of one digit anything may be a slip, so it tells nothing."""
    return len(f"{amount:.2f}".replace(".", "").strip("0"))


@given(AMOUNTS)
def test_a_decrease_slips_as_an_increase_does(printed):
    assert {-true for true in slips_of(-printed)} == set(slips_of(printed))


def test_a_sum_that_one_slip_explains_is_told_from_one_that_none_does():
    lines = "T5/205 本年支出合计=50.00 基本支出=31.46 项目支出={}"
    (slipped,) = outcomes(book(lines.format("81.54")), "A12")
    (other,) = outcomes(book(lines.format("12.31")), "A12")
    assert has_slip(book(lines.format("81.54")), slipped)
    assert not has_slip(book(lines.format("12.31")), other)

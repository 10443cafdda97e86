"""A printed percentage against what it is a percentage of."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from extractor.checks.book import Figure, Key
from extractor.checks.ratio import Interval, fits, is_cut, last_place, percent, rounded_like, span
from tests.checks.books import book, key

RATE = Key("S5", "教育支出", "完成率")
FEN = st.integers(10_000, 10**11)
CENT = Decimal("0.01")


def rate(printed):
    return Figure(RATE, Decimal(printed), "%", str(printed))


def shown(fen):
    """An amount in 元 as it is printed in 万元 with two decimals, as an interval of what it may have been."""
    printed = (Decimal(fen) / 1_000_000).quantize(CENT, ROUND_HALF_UP) * 10_000
    return Interval(printed - 50, printed + 50)


@given(FEN, FEN, st.integers(0, 3))
def test_a_percentage_rounded_from_the_true_figures_always_fits(top, bottom, places):
    assume(percent(shown(top), shown(bottom)) is not None)
    true = 100 * Decimal(top) / Decimal(bottom)
    printed = true.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert fits(rate(printed), percent(shown(top), shown(bottom))) in {"exact", "rounded"}


@given(FEN, FEN, st.integers(0, 3))
def test_a_percentage_that_is_cut_off_is_never_off(top, bottom, places):
    assume(percent(shown(top), shown(bottom)) is not None)
    true = 100 * Decimal(top) / Decimal(bottom)
    printed = true.quantize(Decimal(1).scaleb(-places), ROUND_DOWN)
    assert fits(rate(printed), percent(shown(top), shown(bottom))) in {"exact", "rounded", "truncated"}


@given(FEN, FEN, st.sampled_from([-1, 1]))
def test_a_percentage_plugged_within_one_last_digit_is_never_off(top, bottom, way):
    assume(percent(shown(top), shown(bottom)) is not None)
    true = 100 * Decimal(top) / Decimal(bottom)
    near = true.quantize(CENT, ROUND_HALF_UP)
    printed = near + way * CENT if abs(near + way * CENT - true) <= CENT else near
    assert fits(rate(printed), percent(shown(top), shown(bottom))) != "off"


@given(FEN, FEN, st.decimals(min_value=2, max_value=5000, places=2))
def test_a_percentage_more_than_its_last_digit_beyond_is_off(top, bottom, off):
    true = percent(shown(top), shown(bottom))
    assume(true is not None)
    printed = (true.high + off).quantize(CENT)
    assert fits(rate(printed), true) == "off"


@pytest.mark.parametrize(
    ("printed", "true", "fit"),
    [
        ("50", "50", "exact"),
        ("66.67", "66.6667", "rounded"),
        ("66.66", "66.6667", "truncated"),
        ("299", "299.75", "truncated"),
        ("0.89", "0.8799", "off"),
        ("0.89", "0.8801", "plugged"),
        ("106.74", "206.74", "off"),
        ("-12.50", "12.50", "exact"),
    ],
)
def test_how_a_percentage_agrees(printed, true, fit):
    assert fits(rate(printed), Interval(Decimal(true), Decimal(true))) == fit


def test_trailing_noughts_may_be_padding_in_an_annex():
    true = Interval(Decimal("73.06"), Decimal("73.06"))
    assert fits(rate("73.10"), true) == "off"
    assert fits(rate("73.10"), true, padded=True) == "plugged"


def test_there_is_no_percentage_of_what_may_be_nought():
    assert percent(Interval(Decimal(1), Decimal(1)), Interval(Decimal(-1), Decimal(1))) is None
    assert fits(rate("0"), None) == "undefined"


def test_an_amount_stands_for_what_it_may_have_been_rounded_from():
    known = book("S3/基本支出 5.00\nS3/项目支出 0\nS3/经营支出 0.00")
    assert span(known, key("S3/基本支出/决算数")) == Interval(Decimal(49950), Decimal(50050))
    assert span(known, key("S3/项目支出/决算数")) == Interval(Decimal(-50), Decimal(50))  # the text drops decimals
    assert span(known, key("S3/经营支出/决算数")) == Interval(Decimal(-50), Decimal(50))


def test_intervals_are_added_and_taken_from_each_other_as_wide_as_they_may_be():
    one, other = Interval(Decimal(1), Decimal(2)), Interval(Decimal(10), Decimal(20))
    assert one + other == Interval(Decimal(11), Decimal(22))
    assert other - one == Interval(Decimal(8), Decimal(19))
    assert (one - other).magnitude() == Interval(Decimal(8), Decimal(19))
    assert Interval(Decimal(-3), Decimal(2)).magnitude() == Interval(Decimal(0), Decimal(3))
    assert one.meets(Interval(Decimal(2), Decimal(9)))
    assert not one.meets(other)


def test_a_percentage_is_told_with_as_many_decimals_as_the_printed_one_and_at_least_two():
    assert str(rounded_like(Decimal("66.66667"), rate("65"))) == "66.67"
    assert str(rounded_like(Decimal("66.66667"), rate("65.123"))) == "66.667"
    assert last_place("65.12") == CENT
    assert is_cut(Decimal("14.026"), Decimal("14.02"), CENT)
    assert not is_cut(Decimal("14.026"), Decimal("14.03"), CENT)

"""Numbers as a reader writes them."""

import pytest

from evals.reporting.words import KINDS, band_name, base, count_of, letters, shown, signed, spread, titled
from evals.running.summary import Interval, Measure
from evals.scoring.leaf import InventedKind, WrongKind
from tests.evals.reporting import sample


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (None, "share", "—"),
        (0.0, "share", "0.00%"),
        (1, "share", "100.00%"),
        (0.97314, "share", "97.31%"),
        (48211, "count", "48,211"),
        (2.5, "count", "2.5"),
        (12.3456, "seconds", "12.35 秒"),
        (0.9731, "number", "0.9731"),
        (0.00042, "number", "0.00042"),
        (1234.5, "number", "1,234"),
        (0, "number", "0"),
        (None, "seconds", "—"),
    ],
)
def test_a_number_is_written_by_its_kind(value, kind, text):
    assert shown(value, kind) == text


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (0.0123, "share", "+1.23"),
        (-0.0119, "share", "−1.19"),
        (0, "share", "+0.00"),
        (-1200, "count", "−1,200"),
        (1.5, "seconds", "+1.5 秒"),
        (None, "share", "—"),
    ],
)
def test_a_difference_is_written_with_its_sign(value, kind, text):
    assert signed(value, kind) == text


def test_an_interval_and_what_it_was_drawn_from():
    measure = Measure(id="f1", name="F1", value=0.9, over=1234, interval=Interval(lower=0.85, upper=0.95, documents=5))
    assert spread(measure.interval) == "85.00% ～ 95.00%"
    assert base(measure) == "1,234；区间按 5 份报告"
    assert (spread(None), base(Measure(id="x", name="x", value=None))) == ("—", "—")


def test_every_kind_has_a_chinese_name():
    assert set(KINDS) == {*WrongKind.__args__, *InventedKind.__args__}


def test_the_letters_are_counted_by_their_own_name():
    total = sample.summary().total
    assert [count_of(total, letter) for letter in letters()] == [222, 7, 23, 4, 44]


def test_a_band_is_called_as_everywhere_and_no_band_is_said():
    assert [band_name(band) for band in ("AUTO", "REVIEW", "MUST", "")] == ["可用", "待复核", "须裁定", "没有分档"]


def test_a_place_is_titled_and_an_unknown_one_stands_alone():
    assert titled("S13").startswith("S13 ")
    assert titled("X9") == "X9"

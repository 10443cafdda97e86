"""Support and citation."""

from decimal import Decimal

import pytest

from evals.scoring.grounding import is_cited, is_supported, overlap
from evals.scoring.leaf import GoldLeaf, PredictedLeaf
from evals.scoring.source import SourceText, Span

TEXT = "一、收入12.50万元，减少3.10万元。\n二、支出1,2\n34.50元，占98.5%。\n合计\t12.50\t2023\n"
SOURCE = SourceText(
    TEXT,
    (Span(0, 22, "S1"), Span(22, TEXT.index("合计"), "S2"), Span(TEXT.index("合计"), len(TEXT), "T1")),
    ((TEXT.index("\t12.50") + 1, TEXT.index("\t2023")),),
)


def leaf(value, cited=None, unit="万元", quote=None, place="S1"):
    start = TEXT.index(cited) if cited else None
    end = start + len(cited) if cited else None
    return PredictedLeaf((place, "甲", "决算数"), Decimal(value), unit=unit, start=start, end=end, quote=quote)


@pytest.mark.parametrize(
    ("value", "cited", "unit"),
    [
        ("125000", "12.50", "万元"),
        ("125000", "收入12.50万元", "万元"),
        ("125000", "收入12.50万元", "元"),  # what is printed beside the digits goes before what the system says
        ("-31000", "减少3.10万元", "万元"),  # the sign is in the words
        ("1234.5", "1,2\n34.50", "元"),  # a line may end inside a number
        ("98.5", "98.5", "%"),
        ("2023", "2023", "人"),  # a cell that prints nothing else prints a number, not a year
        ("12.5", "合计\t12.50\t2023", "%"),
    ],
)
def test_a_value_is_supported_where_the_cited_characters_say_it(value, cited, unit):
    assert is_supported(leaf(value, cited, unit), SOURCE)


@pytest.mark.parametrize(
    ("value", "cited", "unit"),
    [
        ("125000.01", "12.50", "万元"),
        ("125000", "减少3.10万元", "万元"),
        ("12.5", "12.50", "万元"),
        ("125000", None, "万元"),
        ("12502023", "12.50\t2023", "元"),  # two cells are two numbers
    ],
)
def test_a_value_is_not_supported_by_other_characters(value, cited, unit):
    assert not is_supported(leaf(value, cited, unit), SOURCE)


def test_offsets_outside_the_text_support_nothing():
    for start, end in ((-3, 2), (5, 5), (0, len(TEXT) + 1)):
        assert not is_supported(PredictedLeaf(("S1", "甲", "决算数"), Decimal(1), start=start, end=end), SOURCE)


def test_a_quote_must_be_what_stands_at_its_offsets():
    assert is_supported(leaf("125000", "收入12.50万元", quote="收入 12.50万元"), SOURCE)
    assert not is_supported(leaf("125000", "收入12.50万元", quote="支出12.50万元"), SOURCE)


def test_a_quote_alone_must_stand_in_the_text_and_say_the_value():
    assert is_supported(leaf("125000", quote="收入12.50万元"), SOURCE)
    assert is_supported(leaf("1234.5", quote="支出1,234.50元"), SOURCE)
    assert not is_supported(leaf("125000", quote="收入共12.50万元"), SOURCE)
    assert not is_supported(leaf("125000", quote="减少3.10万元"), SOURCE)


def test_a_stored_number_supports_the_cell_that_shows_it_rounded():
    stored = SourceText("12.35", stored={5: Decimal("12.3456")})
    exact = PredictedLeaf(("T1", "甲", "决算数"), Decimal("12.3456"), start=0, end=5)
    assert is_supported(exact, stored)
    assert not is_supported(exact, SourceText("12.35"))


def gold(cited=None):
    start = TEXT.index(cited) if cited else None
    return GoldLeaf(("S1", "甲", "决算数"), "value", Decimal(1), start=start, end=start + len(cited) if cited else None)


def cited(wanted, given):
    return is_cited(wanted, given, SOURCE, supported=is_supported(given, SOURCE))


def test_with_gold_offsets_half_of_the_two_spans_must_be_shared():
    assert cited(gold("12.50万元"), leaf("125000", "12.50"))  # 5 of 7
    assert not cited(gold("12.50"), leaf("125000", "一、收入12.50万元"))  # 5 of 11
    assert overlap((0, 4), (2, 6)) == Decimal(2) / 6
    assert overlap((0, 4), (4, 6)) == 0


def test_with_gold_offsets_the_same_cell_will_do():
    tabled = GoldLeaf(
        ("T1", "甲", "决算数"), "value", Decimal(1), start=TEXT.index("\t12.50") + 1, end=TEXT.index("\t2023")
    )
    part = PredictedLeaf(tabled.key, Decimal(12), start=tabled.start, end=tabled.start + 2)
    assert cited(tabled, part)  # 2 of 5 characters, of one cell
    elsewhere = PredictedLeaf(tabled.key, Decimal("12.5"), start=TEXT.index("12.50"), end=TEXT.index("12.50") + 5)
    assert not cited(tabled, elsewhere)


def test_without_gold_offsets_the_span_must_say_the_value_in_the_right_section():
    assert cited(gold(), leaf("125000", "12.50"))
    assert not cited(gold(), leaf("1234.5", "1,2\n34.50", "元"))  # S2
    assert not cited(gold(), leaf("125000", "3.10"))


def test_a_quote_without_offsets_stands_where_its_number_stands_if_it_stands_once():
    assert cited(gold("12.50"), leaf("125000", quote="收入12.50万元"))
    assert not cited(gold("12.50"), leaf("125000", quote="12.50"))  # twice in the text
    assert not cited(gold("12.50"), leaf("125000"))

"""Does a leaf stand on what it cites? Support: what is cited says the value. Citation: it is the right place."""

from decimal import Decimal

from evals.scoring.leaf import GoldLeaf, PredictedLeaf
from evals.scoring.source import SourceText, Token, tokens_in
from extractor.numbers import MONEY, SCALE

OVERLAP = Decimal("0.5")
"""Intersection over union from which two spans are the same place."""


def is_supported(leaf: PredictedLeaf, source: SourceText) -> bool:
    """Whether the cited characters hold a number equal to the value, its sign apart: words may say a decrease.

    Offsets count where they are given, and a quote beside them must be what stands there. A quote alone must occur
    in the text, white space apart. A leaf that cites nothing is not supported.
    """
    if leaf.start is None or leaf.end is None:
        return _quote_supports(leaf, source)
    if not 0 <= leaf.start < leaf.end <= len(source.text):
        return False
    if leaf.quote is not None and not _same_words(leaf.quote, source.text[leaf.start : leaf.end]):
        return False
    stored = source.stored.get(leaf.end) if source.stored else None
    return _equal_token(leaf, source.text, leaf.start, leaf.end) is not None or _is_value(stored, leaf)


def is_cited(gold: GoldLeaf, leaf: PredictedLeaf, source: SourceText, *, supported: bool) -> bool:
    """Whether a right value is cited where it is printed.

    With gold offsets: the spans overlap by at least half, or stand in one table cell. Without: the span says the value
    and stands in the section of the leaf's place. A quote without offsets stands where its number stands, if the text
    has the quote once.
    """
    span = _span(leaf, source)
    if span is None:
        return False
    if gold.start is None or gold.end is None:
        return supported and source.place_at(span[0]) == gold.key[0]
    if overlap(span, (gold.start, gold.end)) >= OVERLAP:
        return True
    cell = source.cell_at(gold.start)
    return cell is not None and cell == source.cell_at(span[0])


def overlap(one: tuple[int, int], other: tuple[int, int]) -> Decimal:
    """Return intersection over union of two ranges."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    if shared <= 0:
        return Decimal(0)
    return Decimal(shared) / (max(one[1], other[1]) - min(one[0], other[0]))


def _span(leaf: PredictedLeaf, source: SourceText) -> tuple[int, int] | None:
    if leaf.start is not None and leaf.end is not None:
        return leaf.start, leaf.end
    if not leaf.quote or source.text.count(leaf.quote) != 1:
        return None
    at = source.text.find(leaf.quote)
    token = _equal_token(leaf, source.text, at, at + len(leaf.quote))
    return (token.start, token.end) if token else None


def _quote_supports(leaf: PredictedLeaf, source: SourceText) -> bool:
    if not leaf.quote or _equal_token(leaf, leaf.quote, 0, len(leaf.quote)) is None:
        return False
    return leaf.quote in source.text or _bare(leaf.quote) in source.bare


def _equal_token(leaf: PredictedLeaf, text: str, start: int, end: int) -> Token | None:
    for token in tokens_in(text, start, end):
        unit = token.unit if token.unit in MONEY else leaf.unit
        if abs(token.value) * SCALE.get(unit, 1) == abs(leaf.value):
            return token
    return None


def _is_value(stored: Decimal | None, leaf: PredictedLeaf) -> bool:
    return stored is not None and abs(stored) * SCALE.get(leaf.unit, 1) == abs(leaf.value)


def _same_words(one: str, other: str) -> bool:
    return one == other or _bare(one) == _bare(other)


def _bare(words: str) -> str:
    return "".join(words.split())

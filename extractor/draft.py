"""A figure on its way to being a fact: read from one place, not yet merged with what states the same."""

from dataclasses import dataclass
from decimal import Decimal

from schemas.fact import Match, Source


@dataclass(frozen=True)
class Draft:
    """One reading of one printed figure. Offsets index the document's text."""

    place: str
    row: str
    column: str
    value: Decimal
    """In 元 where it is money; negative for a decrease."""
    unit: str
    printed: str
    document: int
    """Index of the document within the record."""
    start: int
    end: int
    match: Match
    source: Source
    chunk: str
    """Id of the ledger chunk it was read in."""
    sentence: int
    """Offset where its sentence or list item begins: measures of one sentence belong together."""
    flags: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    """Doubts, in Chinese; none: the clause names row and measure exactly."""
    label: str = ""
    """The row's name as printed beside its code, in a statutory form."""

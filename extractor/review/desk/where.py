"""Where an item stands: which of the record's documents, and which stretch of it a person should see."""

from dataclasses import dataclass

from extractor.review.desk.context import Desk
from extractor.review.store import Item
from schemas.document import Grid
from schemas.fact import Fact
from schemas.record import Record, SourceDocument

_AROUND = 700
"""Characters shown before and behind a piece of narrative."""
_TITLE = 200
"""Characters shown before a table: its title and its unit."""
_MOST = 14_000
"""Characters of the longest stretch."""


@dataclass(frozen=True)
class Where:
    """The place of an item. `start:end` of `source` is shown; `grid` is the table that holds the evidence, if any."""

    record: Record
    index: int
    start: int
    end: int
    grid: Grid | None
    fact: Fact | None

    @property
    def source(self) -> SourceDocument:
        """The document."""
        return self.record.documents[self.index]


def where_of(desk: Desk, item: Item) -> Where | None:
    """Return where an item stands; None for one that names no place in a document (a form that was not found)."""
    record = desk.record(item.record)
    fact = fact_of(record, item)
    index = _document(desk, record, item, fact)
    if index is None or item.start is None or item.end is None:
        return None
    document = record.documents[index]
    if not 0 <= item.start < item.end <= len(document.text):
        return None
    grid = next((one for one in document.grids if one.start <= item.start and item.end <= one.end), None)
    start, end = _stretch(record, document, item.start, item.end, grid)
    return Where(record, index, start, end, grid, fact)


def fact_of(record: Record, item: Item) -> Fact | None:
    """Return the fact an item asks about."""
    if item.kind != "fact":
        return None
    twins = [fact for fact in record.facts if fact.id == item.key]
    exact = [one for one in twins if (one.evidence[0].start, one.evidence[0].end) == (item.start, item.end)]
    return next(iter(exact or twins), None)


def _document(desk: Desk, record: Record, item: Item, fact: Fact | None) -> int | None:
    names = [document.name for document in record.documents]
    if fact is not None and fact.evidence[0].document in names:
        return names.index(fact.evidence[0].document)
    if item.document is None:
        return None
    if len(names) == 1:
        return 0
    text = desk.store.text(item.document)
    return next((i for i, document in enumerate(record.documents) if document.text == text), None)


def _stretch(record: Record, document: SourceDocument, first: int, last: int, grid: Grid | None) -> tuple[int, int]:
    """The table with its title, or the piece of narrative with what stands around it; whole lines, not too many."""
    if grid is not None:
        start, end = grid.start - _TITLE, grid.end
    else:
        pieces = [
            (chunk.start, chunk.end)
            for chunk in record.chunks
            if chunk.document == document.name and chunk.start <= first and last <= chunk.end
        ]
        inner = min(pieces, key=lambda piece: piece[1] - piece[0], default=(first, last))
        start, end = inner[0] - _AROUND, inner[1] + _AROUND
    start, end = max(start, first - _MOST // 2, 0), min(end, last + _MOST // 2, len(document.text))
    begin = document.text.rfind("\n", 0, start) + 1
    newline = document.text.find("\n", end)
    close = len(document.text) if newline < 0 else newline + 1
    # A text without line ends is cut where it must be.
    return (begin if start - begin <= _MOST else start), (close if close - end <= _MOST else end)

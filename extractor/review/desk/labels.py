"""What names a figure in its source: the label of its row, the heads of its column, its unit; to be lit beside it."""

import re
from dataclasses import dataclass

from extractor.review.desk.where import Where
from extractor.show.segments import Span
from extractor.tables.cells import Cell, Row, cut

LABEL, HEAD, UNIT = 0, 1, 2
"""Kinds of what is lit, as the `spot` of its span."""
_SENTENCE = re.compile(r"[。；\n]")
_UNIT_LINE = re.compile(r"单位[:：]\s*(?P<unit>人民币)?\s*(?:亿元|万元|元)|[（(](?:亿元|万元|元)[)）]")
_FAR = 160
"""Characters before a figure in which its name is looked for."""
_HEADS = 4
_CODE = 3
"""Digits of the shortest code of a classification."""


@dataclass(frozen=True)
class Named:
    """What names a figure: spans to light, and the same as text."""

    spans: tuple[Span, ...]
    row: str
    column: str
    unit: str


def named_in(where: Where, start: int, end: int) -> Named:
    """Return what names the figure at `start:end` of its document."""
    text = where.source.text
    spans = _of_cell(where, start) if where.grid else _of_clause(where, start, end)
    unit = _unit_line(text, where.grid.start, start) if where.grid else None
    spans = [*spans, unit] if unit else spans
    said = {kind: _said(text, [span for span in spans if span.spot == kind]) for kind in (LABEL, HEAD, UNIT)}
    return Named(tuple(spans), said[LABEL], said[HEAD], said[UNIT])


def _said(text: str, spans: list[Span]) -> str:
    return " › ".join("".join(text[span.start : span.end].split()) for span in sorted(spans, key=lambda s: s.start))


def _of_cell(where: Where, start: int) -> list[Span]:
    """Of a table's cell: the words to its left up to the next figure, and the words above it in its column."""
    assert where.grid is not None
    rows = cut(where.source.text, where.grid)
    found = next(((i, cell) for i, row in enumerate(rows) for cell in row if cell.start <= start < cell.end), None)
    if found is None:
        return []
    at, own = found
    labels = [_span(cell, LABEL) for cell in _left_of(rows[at], own)]
    return [*labels, *(_span(cell, HEAD) for cell in _above(rows[:at], own))]


def _left_of(row: Row, own: Cell) -> list[Cell]:
    """The name, and the code beside it; 行次 between name and figure is passed over, a figure to the left ends it."""
    found: list[Cell] = []
    for cell in sorted((cell for cell in row if cell.end <= own.start), key=lambda cell: -cell.start):
        if cell.blank:
            continue
        if cell.number is None or (cell.flat.isdigit() and len(cell.flat) >= _CODE):
            found.append(cell)
        elif found:
            break
    return found if any(cell.number is None for cell in found) else []


def _above(rows: list[Row], own: Cell) -> list[Cell]:
    found: list[Cell] = []
    for row in reversed(rows):
        for cell in row:
            if cell.column <= own.column < cell.column + cell.width and not cell.blank and cell.number is None:
                found.append(cell)
    tops = list(reversed(found))
    return tops[:_HEADS]


def _span(cell: Cell, kind: int) -> Span:
    return Span(cell.start, max(cell.end, cell.start + 1), kind)


def _of_clause(where: Where, start: int, end: int) -> list[Span]:
    """Of a narrative figure: the nearest words before it that are its row's or its measure's name."""
    text, fact = where.source.text, where.fact
    if fact is None:
        return []
    breaks = [found.end() for found in _SENTENCE.finditer(text, max(0, start - _FAR), start)]
    begin = breaks[-1] if breaks else max(0, start - _FAR)
    stop = _SENTENCE.search(text, end)
    last = min(stop.start() if stop else len(text), end + _FAR // 4)
    spans = []
    names = [fact.label, *fact.row.partition("#")[0].split("/")[::-1]]
    row = _nearest(text, names, max(0, start - 2 * _FAR), start)
    if row:
        spans.append(Span(*row, LABEL))
    measure = _nearest(text, [fact.column, fact.column.removesuffix("数"), fact.column[-3:]], begin, last)
    if measure and not _overlap(measure, (start, end)) and not (row and _overlap(measure, row)):
        spans.append(Span(*measure, HEAD))
    return spans


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _nearest(text: str, names: list[str], begin: int, end: int) -> tuple[int, int] | None:
    for name in names:
        found = text.rfind(name, begin, end) if len(name) > 1 else -1
        if found >= 0:
            return found, found + len(name)
    return None


def _unit_line(text: str, grid_start: int, start: int) -> Span | None:
    found = list(_UNIT_LINE.finditer(text, max(0, grid_start - 2 * _FAR), start))
    return Span(found[-1].start(), found[-1].end(), UNIT) if found else None

"""The cells of a grid: cut from the text by how the grid is laid out, each with its offsets."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import Final

from extractor.flat import flat_text
from extractor.lines import lines_of
from extractor.load.columns import Piece, has_figure, pieces
from extractor.load.grids import is_ruler
from extractor.load.run_on import rows_of
from schemas.document import Grid

_NUMBER = re.compile(r"^(?P<open>[(（]?)(?P<digits>[+\-－−]?\d[\d,，]*(?:[.．]\d+)?)(?P<close>[)）]?)$")
_BREAK = re.compile(r"(?<=[.,，．])\s+|\s+(?=[.,，．])|(?<=\d)\s(?=(?:\d{3}\s)*\d{3}[.．]\d)")
_PLAIN_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_WIDE = str.maketrans("０１２３４５６７８９．，－−", "0123456789.,--")
MAX_CELL = 4_000
"""Characters of a cell that are looked at for a label or a number."""
MAX_CELLS = 200
"""Cells of a row that are looked at; the widest statutory form has a dozen columns."""
_new = object.__new__
_SHORT = 200
"""Characters of a text whose meaning is remembered."""
_SLACK = 2.0
"""Display columns by which a head may be off the middle of what it stands over."""
DASHES = frozenset({"-", "—", "——", "－", "–", "--", "/", "／", "一"})
"""What stands in an empty cell."""


@dataclass(init=False, unsafe_hash=True, slots=True)
class Cell:
    """A cell as printed. `start:end` holds `text`; a blank cell is an empty range.

    Nothing of it is ever set anew: mypy holds that, for `frozen=True` makes it three times as long to make one, and a
    report has thousands.
    """

    text: Final[str]
    start: Final[int]
    end: Final[int]
    row: Final[int]
    """Row and column of its upper left within the grid, from 0."""
    column: Final[int]
    width: Final[int]
    height: Final[int]
    stored: Final[str | None]
    """The number a spreadsheet holds behind the printed one."""
    document: Final[int]
    """Index of the document within the record."""
    flat: str = field(init=False, repr=False, compare=False)
    """The text without white space, widths unified."""
    number: Decimal | None = field(init=False, repr=False, compare=False)
    """The number the cell prints, or None. Figures in brackets are negative, as accountants print them."""
    blank: bool = field(init=False, repr=False, compare=False)
    """Whether nothing, or only a dash, is printed."""

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        row: int,
        column: int,
        width: int = 1,
        height: int = 1,
        stored: str | None = None,
        document: int = 0,
    ) -> None:
        self.text, self.start, self.end = text, start, end
        self.row, self.column = row, column
        self.width, self.height = width, height
        self.stored, self.document = stored, document
        self.flat, self.number, self.blank = _remembered(text) if len(text) <= _SHORT else _said(text)

    def at(self, column: int) -> "Cell":
        """Return the cell in another column."""
        moved = _new(Cell)
        moved.text, moved.start, moved.end = self.text, self.start, self.end  # type: ignore[misc]
        moved.row, moved.column = self.row, column  # type: ignore[misc]
        moved.width, moved.height = self.width, self.height  # type: ignore[misc]
        moved.stored, moved.document = self.stored, self.document  # type: ignore[misc]
        moved.flat, moved.number, moved.blank = self.flat, self.number, self.blank
        return moved


def _said(text: str) -> tuple[str, Decimal | None, bool]:
    """Return what a cell says: its flat text, its number, and whether it is blank."""
    if _PLAIN_NUMBER.fullmatch(text):
        return text, Decimal(text), False
    if len(text) > MAX_CELL:
        text = text[:MAX_CELL]
    bare = text.strip()
    return flat_text(text).replace("\n", ""), _number(text), not bare or bare in DASHES


_remembered = lru_cache(maxsize=20_000)(_said)
"""A report prints the same codes, names and figures in form after form."""


def _number(text: str) -> Decimal | None:
    last = text[-1:]
    if not (last.isdigit() or last in ")）" or last.isspace()) or not last:
        return None
    # A number may break at its point, its comma or its thousands; two numbers side by side are none.
    match = _NUMBER.match(_BREAK.sub("", text.strip()))
    if not match or bool(match["open"]) != bool(match["close"]):
        return None
    value = Decimal(match["digits"].translate(_WIDE).replace(",", ""))
    return -abs(value) if match["open"] else value


Row = tuple[Cell, ...]


def cut(text: str, grid: Grid, document: int = 0) -> list[Row]:
    """Return the rows of a grid. Cells keep the column they are printed in; covered cells are blank."""
    work = _cut_once if grid.end - grid.start <= _LONG else _cut_once.__wrapped__
    return list(work(text, grid, document))


_LONG = 200_000
"""Characters of a table that is remembered; no form is longer."""


@lru_cache(maxsize=64)
def _cut_once(text: str, grid: Grid, document: int) -> tuple[Row, ...]:
    """The reading and the checks look at the same tables: the last ones are remembered."""
    body = text[grid.start : grid.end]
    rows = _CUTTERS[grid.layout](body, grid)
    if not (document or grid.merges or grid.stored):
        return tuple(tuple(row[:MAX_CELLS]) for row in rows)
    spans = {(merge.row, merge.column): (merge.height, merge.width) for merge in grid.merges}
    stored = {(one.row, one.column): one.value for one in grid.stored}
    return tuple(tuple(_known(cell, spans, stored, document) for cell in row[:MAX_CELLS]) for row in rows)


def digits_of(cell: Cell) -> tuple[int, int, str]:
    """Return range and digits of a cell that holds a number; the brackets around a negative figure are no digits."""
    text = cell.text
    lead = 1 if text[0] in "(（" else 0
    tail = 1 if text[-1] in ")）" else 0
    inner = text[lead : len(text) - tail]
    return cell.start + lead, cell.end - tail, "".join(inner.split())


def _known(
    cell: Cell, spans: Mapping[tuple[int, int], tuple[int, int]], stored: Mapping[tuple[int, int], str], document: int
) -> Cell:
    """Give a cell what its grid knows of it."""
    at = cell.row, cell.column
    height, width = spans.get(at, (cell.height, cell.width))
    if not document and (height, width) == (cell.height, cell.width) and at not in stored:
        return cell
    return replace(cell, height=height, width=width, stored=stored.get(at), document=document)


def _lines(body: str, start: int) -> list[tuple[int, str]]:
    return [(at, line.rstrip("\r\n\f")) for at, line in lines_of(body, start)]


def _tabbed(body: str, grid: Grid) -> list[list[Cell]]:
    # Every line is a row, blank ones too: merges and stored numbers count them.
    return [_split(start, line, "\t", row) for row, (start, line) in enumerate(_lines(body, grid.start))]


def _piped(body: str, grid: Grid) -> list[list[Cell]]:
    lines = [(start, line) for start, line in _lines(body, grid.start) if line.strip() and not is_ruler(line)]
    rows = []
    for row, (start, line) in enumerate(lines):
        cells = _split(start, line, "|", row)
        opened = 1 if line.lstrip().startswith("|") else 0
        closed = len(cells) - 1 if line.rstrip().endswith("|") and len(cells) > 1 else len(cells)
        rows.append([cell.at(cell.column - opened) for cell in cells[opened:closed]])
    return rows


def _listed(body: str, grid: Grid) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    row: list[Cell] = []
    for start, line in lines_of(body, grid.start):
        text = line.strip()
        if text or line.rstrip("\r\n\f"):
            at = start + line.find(text)
            row.append(Cell(text, at, at + len(text), len(rows), len(row)))
        elif row:
            rows.append(row)
            row = []
    return [*rows, row] if row else rows


def _spaced(body: str, grid: Grid) -> list[list[Cell]]:
    lines = [(start, pieces(start, line)) for start, line in _lines(body, grid.start)]
    end = max((piece.right for _, line in lines for piece in line), default=0)
    bounds = [*grid.stops, max(end, grid.stops[-1] + 1)]
    first = next((index for index, (_, line) in enumerate(lines) if has_figure(line)), len(lines))
    rows = []
    for row, (start, line) in enumerate(lines):
        spans = [_covered(piece, bounds) for piece in line]
        if row < first:
            spans = _centred(
                line, _columns_of([p for _, below in lines[row + 1 : first] for p in below], bounds), bounds
            )
        cells = [Cell("", start, start, row, column) for column in range(len(grid.stops))]
        for piece, (at, width) in zip(line, spans, strict=True):
            held = cells[at]
            if held.text:  # two pieces in one column are one cell that a wide space broke
                text = body[held.start - grid.start : piece.end - grid.start]
                cells[at] = Cell(text, held.start, piece.end, row, at, held.width)
            else:
                cells[at] = Cell(piece.text, piece.start, piece.end, row, at, width)
        rows.append(cells)
    return rows


def _columns_of(heads: Sequence[Piece], bounds: Sequence[int]) -> frozenset[int]:
    """Return the columns that heads, numbers of columns apart, lie over."""
    spans = [_covered(piece, bounds) for piece in heads if not piece.text.isdigit()]
    return frozenset(column for at, width in spans for column in range(at, at + width))


def _covered(piece: Piece, bounds: Sequence[int]) -> tuple[int, int]:
    """Return the first column and the number of columns a piece lies over with at least a quarter of itself."""
    shares = [min(piece.right, high) - max(piece.left, low) for low, high in pairwise(bounds)]
    covered = [index for index, share in enumerate(shares) if share * 4 >= piece.right - piece.left]
    if not covered:
        return max(range(len(shares)), key=lambda index: shares[index]), 1
    return covered[0], covered[-1] - covered[0] + 1


def _centred(line: Sequence[Piece], below: frozenset[int], bounds: Sequence[int]) -> list[tuple[int, int]]:
    """Return the columns each head of a line stands over: those it is centred on, as many as no other head needs.

    Beyond what it touches a head reaches only over columns that have a head `below` it.
    """
    touched = [_covered(piece, bounds) for piece in line]
    best = [_reach(line, touched, at, below, bounds, slack=0.0) for at in range(len(line))]
    return [_reach(line, best, at, below, bounds, slack=_SLACK) for at in range(len(line))]


def _reach(
    line: Sequence[Piece],
    held: Sequence[tuple[int, int]],
    at: int,
    below: frozenset[int],
    bounds: Sequence[int],
    *,
    slack: float,
) -> tuple[int, int]:
    """Return the span of one head: the best centred one, or with slack the widest; `held`: what the heads hold."""
    first, width = _covered(line[at], bounds)
    others = [span for index, span in enumerate(held) if index != at]
    free = below - {column for start, wide in others for column in range(start, start + wide)}
    lefts = [first, *takewhile(free.__contains__, range(first - 1, -1, -1))]
    rights = [first + width - 1, *takewhile(free.__contains__, range(first + width, len(bounds) - 1))]
    found = [
        (_off_centre(line[at], bounds, left, right - left + 1), right - left + 1, left)
        for left in lefts
        for right in rights
    ]
    least = min(found)[0]
    wide, left = max((wide, left) for off, wide, left in found if off <= least + slack) if slack else min(found)[1:]
    return left, wide


def _off_centre(piece: Piece, bounds: Sequence[int], first: int, width: int) -> float:
    return abs((piece.left + piece.right) / 2 - (bounds[first] + bounds[first + width]) / 2)


def _run_on(body: str, grid: Grid) -> list[list[Cell]]:
    return [
        [Cell(token.text, token.start, token.end, row, column) for column, token in enumerate(words)]
        for row, words in enumerate(rows_of(_lines(body, grid.start)))
    ]


_CUTTERS = {"tabbed": _tabbed, "piped": _piped, "listed": _listed, "spaced": _spaced, "run_on": _run_on}


def _split(start: int, line: str, mark: str, row: int) -> list[Cell]:
    cells, position = [], start
    for column, part in enumerate(line.split(mark)):
        cells.append(_cell(position, part, row, column))
        position += len(part) + 1
    return cells


def _cell(start: int, raw: str, row: int, column: int) -> Cell:
    text = raw.strip()
    at = start + raw.find(text)
    return Cell(text, at, at + len(text), row, column)

"""A table of a page: which glyphs stand in which cell of a lattice, and the rows of text they make."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extractor.load.cells import OVER, cell_text, line_text, text_lines
from extractor.load.geometry import Glyph
from extractor.load.levels import items_of, row_text, rows_of
from extractor.load.overflow import overflowing
from extractor.load.rows import LONG_CELL
from extractor.load.ruled import Area, Lattice, goes_on, owners_of, place_of
from extractor.load.segments import lines_of
from schemas.document import Merge

RUN_GAP = 0.12
"""Gap between two characters, in type sizes, from which they need not stand in one cell."""

NARROW, FLAT = 6.0, 4.0
"""Points; an empty column or row this small is the space between two lines."""

_AMOUNT = re.compile(r"[-−－+]?[\d,]*\d(\.\d+)?%?")
_DIGIT = re.compile(r"[\d.,]")

MIN_STACK = 3
"""Amounts below one another in one cell from which they are rows."""

Cells = dict[Area, list[Glyph]]


class Table(NamedTuple):
    """A table as it is printed: rows of equal length, merged cells said at their upper left."""

    top: float
    bottom: float
    rows: tuple[tuple[str, ...], ...]
    merges: tuple[Merge, ...]
    taken: frozenset[int]
    """Where its glyphs stand in the carrier's own order."""
    edges: tuple[float, ...] = ()
    """Edges of its columns, left to right."""
    columns: tuple[tuple[float, float], ...] = ()
    """How far what stands in its columns reaches, where no line parts them."""
    head: tuple[str, ...] = ()
    """The lines of its head, where no line parts them."""


def table_of(
    lattice: Lattice, glyphs: Sequence[Glyph], *, before: Sequence[float] = (), as_written: bool = True
) -> Table | None:
    """Return the table that `lattice` rules, or None where what stands in it is no table.

    `before`: the columns of the page before, whose table may leave a single row for this one; `as_written`: the glyphs
    stand in the order in which a program wrote them.
    """
    lattice = _trimmed(lattice)
    inside = [glyph for glyph in glyphs if _is_inside(glyph, lattice)]
    wrapped = overflowing(lattice, glyphs) if as_written else []
    cells = _split(_assigned(lattice, inside, wrapped), lattice)
    texts = {area: cell_text(held, _width(area, lattice)) for area, held in cells.items()}
    said = [area for area, text in texts.items() if text]
    least = 1 if goes_on(lattice.xs, before) else min(2, len(lattice.ys) - 1)
    if len(said) <= least or len({area.row for area in said}) < least or len({area.column for area in said}) < 2:
        return None
    if any(len(text) > LONG_CELL for text in texts.values()):
        return None
    columns = _kept(lattice.xs, NARROW, {column for area in said for column in (area.column,) if area.width == 1})
    rows = _kept(lattice.ys, FLAT, {area.row for area in said if area.height == 1})
    if len(rows) < least or len(columns) < 2:
        return None
    lines = [[""] * len(columns) for _ in rows]
    merges = []
    for area, text in sorted(texts.items()):
        row, column = _index(rows, area.row), _index(columns, area.column)
        height = max(_index(rows, area.row + area.height) - row, 1)
        width = max(_index(columns, area.column + area.width) - column, 1)
        if text:
            row, column = min(row, len(rows) - 1), min(column, len(columns) - 1)
            lines[row][column] = f"{lines[row][column]} {text}".strip()
        if (height > 1 or width > 1) and row < len(rows) and column < len(columns):
            merges.append(Merge(row=row, column=column, height=height, width=width))
    edges = (*(lattice.xs[column] for column in columns), lattice.xs[-1])
    bands = {_index(rows, row): split for row, split in _bands(cells, edges).items() if row in rows}
    said_rows, merges = _with_bands([tuple(line) for line in lines], merges, bands)
    taken = frozenset(glyph.at for held in (inside, *cells.values()) for glyph in held)
    return Table(lattice.ys[0], lattice.ys[-1], tuple(said_rows), tuple(merges), taken, edges)


Row = tuple[str, ...]


def _bands(cells: Cells, edges: Sequence[float]) -> dict[int, list[Row]]:
    """Return, by row of the lattice, the rows it really holds: several whole amounts stand below one another in a cell.

    Some forms have lines between their columns only.
    """
    found: dict[int, list[Row]] = {}
    tall = {row for area in cells if area.height > 1 for row in range(area.row, area.row + area.height)}
    rows: dict[int, list[list[Glyph]]] = defaultdict(list)
    for area, glyphs in cells.items():
        if area.row not in tall and glyphs:
            rows[area.row].append(glyphs)
    for row, held in rows.items():
        if any(map(_stacked, held)):
            pieces = [s for glyphs in held for line in lines_of(glyphs) for s in line.segments]
            found[row] = [row_text(items, edges) for items in rows_of(items_of(pieces, edges))]
    return found


def _stacked(glyphs: Sequence[Glyph]) -> bool:
    """Whether a cell holds three or more amounts, a line each."""
    if sum(glyph.char == "." for glyph in glyphs) < MIN_STACK:
        return False
    lines = [line_text(line) for line in text_lines(glyphs)]
    return len(lines) >= MIN_STACK and all(_AMOUNT.fullmatch(line) and "." in line[:-1] for line in lines)


def _with_bands(rows: list[Row], merges: list[Merge], bands: dict[int, list[Row]]) -> tuple[list[Row], list[Merge]]:
    """Return rows and merges with each band in place of the row that it was."""
    if not bands:
        return rows, merges
    done: list[Row] = []
    place: dict[int, int] = {}
    for row, line in enumerate(rows):
        place[row] = len(done)
        done += bands.get(row, [line])
    kept = [merge for merge in merges if merge.row not in bands]
    return done, [merge.model_copy(update={"row": place[merge.row]}) for merge in kept]


def _trimmed(lattice: Lattice) -> Lattice:
    """Return a table without rows of one cell at its top and bottom: title, unit and notes are lines of the page."""
    columns, rows = len(lattice.xs) - 1, len(lattice.ys) - 1
    whole = {
        row: area for area in lattice.areas if area.width == columns for row in range(area.row, area.row + area.height)
    }
    first, last = 0, rows
    while first in whole and rows - first > 2:
        first += whole[first].height
    while last - 1 in whole and last - first > 2:
        last -= whole[last - 1].height
    if last - first < 2:
        return lattice
    areas = (area._replace(row=area.row - first) for area in lattice.areas if first <= area.row < last)
    return Lattice(lattice.xs, lattice.ys[first : last + 1], tuple(areas))


def _kept(edges: Sequence[float], least: float, said: Collection[int]) -> list[int]:
    """Return the columns (or rows) that are wide enough to be one, or have text of their own."""
    return [i for i in range(len(edges) - 1) if edges[i + 1] - edges[i] >= least or i in said]


def _index(kept: Sequence[int], place: int) -> int:
    """Return the place of a column among those kept; a dropped one's content goes to the next."""
    return bisect_left(kept, place)


def _is_inside(glyph: Glyph, lattice: Lattice) -> bool:
    return lattice.xs[0] <= glyph.centre <= lattice.xs[-1] and lattice.ys[0] <= glyph.middle <= lattice.ys[-1]


def _width(area: Area, lattice: Lattice) -> float:
    return lattice.xs[area.column + area.width] - lattice.xs[area.column]


def _assigned(lattice: Lattice, glyphs: Sequence[Glyph], wrapped: Sequence[tuple[Area, list[Glyph]]]) -> Cells:
    """Return the glyphs of every area. What is printed in one piece over an edge stays in one piece.

    `wrapped`: texts taller than the cells that they belong to.
    """
    owner = owners_of(lattice)
    cells: Cells = {area: [] for area in lattice.areas}
    for area, held in wrapped:
        cells[area] += held
    known = {glyph.at for _, held in wrapped for glyph in held}
    for run in _runs([glyph for glyph in glyphs if glyph.at not in known]):
        places = [_place(glyph, lattice) for glyph in run]
        for start, end in _pieces(run, [owner[place] for place in places], lattice):
            owners = [owner[place] for place in places[start:end]]
            cells[max(dict.fromkeys(owners), key=owners.count)].extend(run[start:end])
    return cells


def _place(glyph: Glyph, lattice: Lattice) -> tuple[int, int]:
    """Return the row and column of a glyph."""
    return place_of(glyph.centre, glyph.middle, lattice)


def _runs(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Yield what is printed without a gap on one base line."""
    turned = [glyph for glyph in glyphs if glyph.turned]
    yield from ([glyph] for glyph in turned)
    for line in text_lines([glyph for glyph in glyphs if not glyph.turned]):
        run = line[:1]
        for glyph in line[1:]:
            size = max(run[-1].size, glyph.size)
            if (
                not -OVER * size <= glyph.x0 - run[-1].x1 <= RUN_GAP * size
                or abs(glyph.base - run[-1].base) > 0.2 * size
            ):
                yield run
                run = []
            run.append(glyph)
        if run:
            yield run


def _pieces(run: list[Glyph], owners: list[Area], lattice: Lattice) -> Iterator[tuple[int, int]]:
    """Cut a run where an edge between two cells passes between two characters, but never within a number."""
    start = 0
    gaps = [after.x0 - before.x1 for before, after in pairwise(run)]
    for i in range(1, len(run)):
        if owners[i] == owners[i - 1]:
            continue
        place = _cut_at(run, i, gaps, lattice.xs[max(owners[i].column, owners[i - 1].column)])
        if place > start:
            yield start, place
            start = place
    yield start, len(run)


def _cut_at(run: list[Glyph], i: int, gaps: Sequence[float], edge: float) -> int:
    """Return the character before which a run is cut near `edge`, 0 where it is one piece that reaches over it."""
    if _DIGIT.match(run[i - 1].char) and _DIGIT.match(run[i].char):
        return 0
    slack = 0.2 * run[i].size
    if run[i - 1].x1 - slack <= edge <= run[i].x0 + slack:
        return i
    usual = median(gaps)  # a text that begins where another ends stands off its even pace
    odd = [j for j in (i, i - 1, i + 1) if 1 <= j < len(run) and abs(gaps[j - 1] - usual) > 0.06 * run[j].size]
    return odd[0] if len(run) > 3 and odd and not _DIGIT.match(run[odd[0]].char) else 0


def _split(cells: Cells, lattice: Lattice) -> Cells:
    """Undo a merge that is only a missing line: several columns or rows of it hold a whole amount each."""
    done: Cells = {}
    for area, glyphs in cells.items():
        parts = _columns_of(area, glyphs, lattice) or _rows_of(area, glyphs, lattice)
        done.update(parts or {area: glyphs})
    return done


def _columns_of(area: Area, glyphs: Sequence[Glyph], lattice: Lattice) -> Cells:
    if area.width == 1:
        return {}
    parts = {Area(area.row, column, area.height, 1): [] for column in range(area.column, area.column + area.width)}  # type: Cells
    by_column: dict[int, list[Glyph]] = defaultdict(list)
    for run in _runs(glyphs):
        by_column[_place(run[len(run) // 2], lattice)[1]].extend(run)
    for column, held in by_column.items():
        parts[Area(area.row, column, area.height, 1)] = held
    return parts if _are_amounts(list(by_column.values())) else {}


def _rows_of(area: Area, glyphs: Sequence[Glyph], lattice: Lattice) -> Cells:
    if area.height == 1:
        return {}
    parts = {Area(row, area.column, 1, area.width): [] for row in range(area.row, area.row + area.height)}  # type: Cells
    by_row: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        by_row[_place(glyph, lattice)[0]].append(glyph)
    for row, held in by_row.items():
        parts[Area(row, area.column, 1, area.width)] = held
    return parts if _are_amounts(list(by_row.values())) else {}


def _are_amounts(parts: Sequence[Sequence[Glyph]]) -> bool:
    """Whether there are several parts, each a whole amount; a number wrapped in a tall cell ends within its digits."""
    texts = [cell_text(part, 0) for part in parts]
    return len(texts) > 1 and all(_AMOUNT.fullmatch(text) and "." in text for text in texts)

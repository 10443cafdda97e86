"""A table of a page: which glyphs stand in which cell of a lattice, and the rows of text they make."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from extractor.load.cells import cell_text, text_lines
from extractor.load.geometry import Glyph
from extractor.load.rows import LONG_CELL
from extractor.load.ruled import Area, Lattice
from schemas.document import Merge

RUN_GAP = 0.12
"""Gap between two characters, in type sizes, from which they need not stand in one cell."""

NARROW, FLAT = 6.0, 4.0
"""Points; an empty column or row this small is the space between two lines."""

_AMOUNT = re.compile(r"[-−－+]?[\d,]*\d(\.\d+)?%?")
_DIGIT = re.compile(r"[\d.,]")

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


def table_of(lattice: Lattice, glyphs: Sequence[Glyph]) -> Table | None:
    """Return the table that `lattice` rules, or None where what stands in it is no table."""
    inside = [glyph for glyph in glyphs if _is_inside(glyph, lattice)]
    cells = _split(_assigned(lattice, inside), lattice)
    texts = {area: cell_text(held, _width(area, lattice)) for area, held in cells.items()}
    said = [area for area, text in texts.items() if text]
    if len(said) < 3 or len({area.row for area in said}) < 2 or len({area.column for area in said}) < 2:
        return None
    if any(len(text) > LONG_CELL for text in texts.values()):
        return None
    columns = _kept(lattice.xs, NARROW, {column for area in said for column in (area.column,) if area.width == 1})
    rows = _kept(lattice.ys, FLAT, {area.row for area in said if area.height == 1})
    if len(rows) < 2 or len(columns) < 2:
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
    taken = frozenset(glyph.at for glyph in inside)
    return Table(lattice.ys[0], lattice.ys[-1], tuple(map(tuple, lines)), tuple(merges), taken, edges)


def _kept(edges: Sequence[float], least: float, said: Collection[int]) -> list[int]:
    """Return the columns (or rows) that are wide enough to be one, or have text of their own."""
    return [i for i in range(len(edges) - 1) if edges[i + 1] - edges[i] >= least or i in said]


def _index(kept: Sequence[int], place: int) -> int:
    """Return the place of a column among those kept; a dropped one's content goes to the next."""
    return sum(1 for one in kept if one < place)


def _is_inside(glyph: Glyph, lattice: Lattice) -> bool:
    return lattice.xs[0] <= glyph.centre <= lattice.xs[-1] and lattice.ys[0] <= glyph.middle <= lattice.ys[-1]


def _width(area: Area, lattice: Lattice) -> float:
    return lattice.xs[area.column + area.width] - lattice.xs[area.column]


def _assigned(lattice: Lattice, glyphs: Sequence[Glyph]) -> Cells:
    """Return the glyphs of every area. What is printed in one piece over an edge stays in one piece."""
    owner: dict[tuple[int, int], Area] = {}
    for area in lattice.areas:
        for row in range(area.row, area.row + area.height):
            for column in range(area.column, area.column + area.width):
                owner[row, column] = area
    cells: Cells = {area: [] for area in lattice.areas}
    for run in _runs(glyphs):
        places = [_place(glyph, lattice) for glyph in run]
        for start, end in _pieces(run, [owner[place] for place in places], lattice):
            owners = [owner[place] for place in places[start:end]]
            cells[max(dict.fromkeys(owners), key=owners.count)].extend(run[start:end])
    return cells


def _place(glyph: Glyph, lattice: Lattice) -> tuple[int, int]:
    """Return the row and column of a glyph."""
    row = bisect_right(lattice.ys, glyph.middle) - 1
    column = bisect_right(lattice.xs, glyph.centre) - 1
    return min(max(row, 0), len(lattice.ys) - 2), min(max(column, 0), len(lattice.xs) - 2)


def _runs(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Yield what is printed without a gap on one base line."""
    turned = [glyph for glyph in glyphs if glyph.turned]
    yield from ([glyph] for glyph in turned)
    for line in text_lines([glyph for glyph in glyphs if not glyph.turned]):
        run = line[:1]
        for glyph in line[1:]:
            size = max(run[-1].size, glyph.size)
            if glyph.x0 - run[-1].x1 > RUN_GAP * size or abs(glyph.base - run[-1].base) > 0.2 * size:
                yield run
                run = []
            run.append(glyph)
        if run:
            yield run


def _pieces(run: list[Glyph], owners: list[Area], lattice: Lattice) -> Iterator[tuple[int, int]]:
    """Cut a run where an edge between two cells passes between two characters, but never within a number."""
    start = 0
    for i in range(1, len(run)):
        if owners[i] == owners[i - 1]:
            continue
        edge = lattice.xs[owners[i].column] if owners[i].column > owners[i - 1].column else run[i].x0
        slack = 0.2 * run[i].size
        clear = run[i - 1].x1 - slack <= edge <= run[i].x0 + slack
        number = _DIGIT.match(run[i - 1].char) and _DIGIT.match(run[i].char)
        if clear and not number:
            yield start, i
            start = i
    yield start, len(run)


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

"""A table as lines: one row a line, cells separated by tabs, whatever the carrier."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from schemas.document import Merge

MAX_SPAN = 100
"""Widest span honoured; the widest statutory form has a dozen columns, and a forged span must not fill the memory."""

LONG_CELL = 2000
"""Characters above which a cell is taken for a part of the page, not for a cell of a form."""

SPARE_CELLS = 100_000
"""Empty cells that spans and padding may make of a table, on top of ten for each cell that is there."""

_BREAKS = re.compile(r"[ \u00a0]*[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+[ \u00a0]*")


class Cell(NamedTuple):
    """One cell as printed, and how many columns and rows it spans."""

    text: str
    width: int = 1
    height: int = 1


class Table(NamedTuple):
    """The lines of a table, without line feeds, and its merged cells. All lines have as many cells, forgeries apart."""

    lines: tuple[str, ...]
    merges: tuple[Merge, ...]

    def part(self, first: int, stop: int) -> "Table":
        """Return the rows from `first` up to `stop`; a merged cell that runs over an edge is cut there."""
        merges = []
        for merge in self.merges:
            top, bottom = max(merge.row, first), min(merge.row + merge.height, stop)
            if top < bottom and (bottom - top > 1 or merge.width > 1):
                merges.append(Merge(row=top - first, column=merge.column, height=bottom - top, width=merge.width))
        return Table(self.lines[first:stop], tuple(merges))


def lay_out(rows: Sequence[Sequence[Cell]]) -> Table:
    """Return the lines of a table. A merged cell is said once, at its upper left; the rest of it is empty cells.

    Short rows are filled up with empty cells. Spans that would make a table of nothing but empty cells are forged:
    then none is honoured.
    """
    budget = SPARE_CELLS + 10 * sum(len(row) for row in rows)
    placed = _place(rows, budget)
    if placed is None:
        placed = _place([[Cell(cell.text) for cell in row] for row in rows], budget)
    lines, merges = placed or ([], [])
    width = max(map(len, lines), default=0)
    if width * len(lines) <= budget:
        lines = [[*line, *[""] * (width - len(line))] for line in lines]
    return Table(tuple("\t".join(line) for line in lines), tuple(merges))


def _place(rows: Sequence[Sequence[Cell]], budget: int) -> tuple[list[list[str]], list[Merge]] | None:
    """Put every cell into its column; None where that takes more than `budget` cells."""
    lines: list[list[str]] = []
    merges: list[Merge] = []
    covered: dict[int, int] = {}  # column -> rows below that a cell from above still covers
    for number, row in enumerate(rows):
        line: list[str] = []
        fresh: dict[int, int] = {}
        for cell in row:
            while len(line) in covered:
                line.append("")
            column, left = len(line), len(rows) - number
            width, height = min(max(cell.width, 1), MAX_SPAN), min(max(cell.height, 1), left)
            free = next((at for at in range(1, width) if column + at in covered), width)
            if free > 1 or height > 1:
                merges.append(Merge(row=number, column=column, height=height, width=free))
            fresh.update((at, height) for at in range(column, column + free) if height > 1)
            line += [one_line(cell.text), *[""] * (width - 1)]
        covered.update(fresh)
        end = max(len(line), max(covered, default=-1) + 1)
        budget -= end
        if budget < 0:
            return None
        line += [""] * (end - len(line))
        covered = {column: left - 1 for column, left in covered.items() if left > 1}
        lines.append(line)
    return lines, merges


def is_layout(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether a table only arranges the page: a single column, or a cell as long as a chapter."""
    if all(len(row) <= 1 for row in rows):
        return True
    return any(len(cell.text) > LONG_CELL for row in rows for cell in row)


def one_line(text: str) -> str:
    """Return a cell's text on one line. Its own line breaks become spaces, so two figures never grow together."""
    return _BREAKS.sub(" ", text).strip(" \u00a0\n\t\r") if text.strip() else ""

"""Tables whose columns are set apart by white space: where each column begins, from what is printed where.

A Chinese character is two columns wide. The columns of a table are the ranges that no line with figures crosses;
a header word that stands over a range without any figure is a column too.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from schemas.document import Grid

_CELL = re.compile(r"\S+(?: \S+)*")
"""A single space stands inside a cell, two set cells apart."""
_FIGURE = re.compile(r"^[(（]?[+\-]?(?:\d[\d,，]*\.\d+|\d{1,3}(?:,\d{3})+|0)[)）]?$")
_SENTENCE = re.compile(r"[。；]")
_TITLE = re.compile(r"表$|^第.部分|^[注备]|^\d*$")
_MIN_ROWS = 3
_MAX_GAP = 2
"""Lines without a figure that may stand between two rows of figures: the rows of a long name."""
_MOST_BLANKS = 80
"""Rows in a row whose figures are all blank: a form names many subjects and fills few."""
_HEADER = 48
"""Lines above the first figures among which the header is looked for."""


class Piece(NamedTuple):
    """One printed cell of a line: its offset range, and the display columns it covers."""

    text: str
    start: int
    end: int
    left: int
    right: int


def pieces(start: int, line: str) -> list[Piece]:
    """Return the cells of a line; `start`: the line's offset."""
    edges = [0]
    for char in line:
        edges.append(edges[-1] + _width(char))
    found = _CELL.finditer(line.rstrip("\r\n\f").replace("\u3000", " "))
    return [Piece(m[0], start + m.start(), start + m.end(), edges[m.start()], edges[m.end()]) for m in found]


def _width(char: str) -> int:
    return 2 if ord(char) >= 0x2E80 or char in "“”‘’—…①②③④⑤⑥⑦⑧⑨⑩" else 1


def spaced_grids(lines: Sequence[tuple[int, str]], taken: Sequence[Grid]) -> list[Grid]:
    """Return the tables among `lines` (offset, line), leaving out what other grids hold."""
    cut = [[] if _inside(start, taken) or "\t" in line else pieces(start, line) for start, line in lines]
    grids = []
    for first, last in _blocks(cut):
        top = _header_top(cut, first)
        stops = _stops(cut[top:first], cut[first : last + 1])
        if len(stops) >= 2:
            end = lines[last][0] + len(lines[last][1])
            grids.append(Grid(start=lines[top][0], end=end, layout="spaced", stops=stops))
    return grids


def _inside(start: int, grids: Sequence[Grid]) -> bool:
    return any(grid.start <= start < grid.end for grid in grids)


def _is_row(cells: Sequence[Piece]) -> bool:
    return len(cells) >= 2 and any(_FIGURE.match(cell.text) for cell in cells) and not _is_prose(cells)


def _is_prose(cells: Sequence[Piece]) -> bool:
    return any(_SENTENCE.search(cell.text) for cell in cells)


def _is_title(cells: Sequence[Piece]) -> bool:
    return len(cells) == 1 and bool(_TITLE.search(cells[0].text.replace(" ", "")))


def _blocks(cut: Sequence[Sequence[Piece]]) -> list[tuple[int, int]]:
    """Return (first, last) line of each run of rows with figures."""
    found: list[list[int]] = []
    for index, cells in enumerate(cut):
        if not _is_row(cells):
            continue
        if found and _bridged(cut, found[-1][-1], index):
            found[-1].append(index)
        else:
            found.append([index])
    return [(rows[0], rows[-1]) for rows in found if len(rows) >= _MIN_ROWS]


def _bridged(cut: Sequence[Sequence[Piece]], last: int, index: int) -> bool:
    """Whether two rows of figures belong to one table: between them stand only long names and rows of blanks."""
    between = [cells for cells in cut[last + 1 : index] if cells]
    if any(_is_prose(cells) or _is_title(cells) for cells in between) or len(between) > _MOST_BLANKS:
        return False
    return sum(1 for cells in between if len(cells) < 2) <= max(_MAX_GAP, len(between) // 2)


def _header_top(cut: Sequence[Sequence[Piece]], first: int) -> int:
    """Return the first line of the header above a row, up to the title or the note of the table before."""
    top = first
    for index in range(first - 1, max(first - _HEADER, -1), -1):
        if _is_prose(cut[index]) or _is_title(cut[index]):
            break
        if cut[index]:
            top = index
    return top


def _stops(header: Sequence[Sequence[Piece]], body: Sequence[Sequence[Piece]]) -> tuple[int, ...]:
    """Return where each column begins: the middle of each gap between two columns."""
    ranges = _merged((cell.left, cell.right) for cells in body if len(cells) > 1 for cell in cells)
    for cells in reversed(header):
        for cell in cells:
            touched = [r for r in ranges if r[0] < cell.right and cell.left < r[1]]
            if not touched and len(cells) > 1:
                ranges = _merged([*ranges, (cell.left, cell.right)])
            elif len(touched) == 1 and len(cells) > 1:
                ranges = _widened(ranges, touched[0], cell)
    return (0, *((left[1] + right[0]) // 2 for left, right in pairwise(ranges)))


def _widened(ranges: list[tuple[int, int]], held: tuple[int, int], cell: Piece) -> list[tuple[int, int]]:
    """A header word wider than its figures widens its column, where that meets no other."""
    wide = (min(held[0], cell.left), max(held[1], cell.right))
    others = [r for r in ranges if r != held]
    return ranges if any(r[0] < wide[1] and wide[0] < r[1] for r in others) else sorted([*others, wide])


def _merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for left, right in sorted(ranges):
        if out and left < out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], right))
        else:
            out.append((left, right))
    return out

"""Lines of T1 and T4 that slipped by a cell or two: their right label and their 行次 stand where they should not.

行次 are no key, provinces count differently; but they count, so a number that counts on is one, wherever it stands.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from extractor.tables.cells import Cell, Row

_FARTHEST = 2
_STEPS = (0, 1, -1, 2, -2)


class Straight(NamedTuple):
    """A line with its cells in their own columns, and where those figures begin that were not printed there."""

    row: Row
    moved: frozenset[int]


def straightened(
    body: Sequence[Row], middle: int, counters: frozenset[int], is_right: Callable[[Cell], bool]
) -> list[Straight]:
    """Return the rows of two accounts side by side. `middle`: column of the right labels; `counters`: of 行次."""
    lines = [{cell.column: cell for cell in row} for row in body]
    labels = [_label_slip(line, middle, is_right) for line in lines]
    lefts = _figure_slips(lines, 1 if 1 in counters else None, [0] * len(lines))
    rights = _figure_slips(lines, middle + 1 if middle + 1 in counters else None, labels)
    return [_straight(row, middle, *slips) for row, *slips in zip(body, labels, lefts, rights, strict=True)]


def _straight(row: Row, middle: int, label: int, left: int, right: int) -> Straight:
    """Move a line's right label, and the figures of both halves, back by as much as each slipped."""
    if not (label or left or right):
        return Straight(row, frozenset())
    cells, moved = [], set()
    for cell in row:
        on_left = cell.column < middle + label
        slip = (left if on_left else right) if cell.number is not None else (0 if on_left else label)
        slip = max(slip, cell.column - middle + 1) if on_left else slip  # what stands before the label is of its left
        cells.append(replace(cell, column=cell.column - slip) if slip else cell)
        moved |= {cell.start} if slip and cell.number is not None else set()
    return Straight(tuple(cells), frozenset(moved))


def _label_slip(line: dict[int, Cell], middle: int, is_right: Callable[[Cell], bool]) -> int:
    words = [cell for cell in line.values() if cell.text and cell.number is None and not cell.blank]
    if any(cell.column == middle for cell in words):
        return 0
    near = [cell.column - middle for cell in words[1:] if is_right(cell)]
    return next((step for step in near if abs(step) <= _FARTHEST), 0)


def _figure_slips(lines: Sequence[dict[int, Cell]], column: int | None, base: Sequence[int]) -> list[int]:
    """Return how far the figures of a half slipped: as far as its 行次 did, else as far as its label (`base`)."""
    if column is None:
        return list(base)
    counts = [_count(line.get(column + shift)) for line, shift in zip(lines, base, strict=True)]
    found = []
    for at, (line, shift) in enumerate(zip(lines, base, strict=True)):
        before, after = counts[at - 1] if at else None, counts[at + 1] if at + 1 < len(counts) else None
        expected = {n for n in (before and before + 1, after and after - 1) if n}
        step = next((step for step in _STEPS if _count(line.get(column + shift + step)) in expected), 0)
        found.append(shift + step)
    return found


def _count(cell: Cell | None) -> int | None:
    """Return the number of a cell that may count lines: one to three digits alone."""
    text = cell.flat if cell else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else None

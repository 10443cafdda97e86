"""T1 and T4: two accounts side by side, income on the left, spending on the right, read half by half.

A line is known by its label, never by 行次: provinces number the lines differently.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.tables.cells import Cell, Row
from extractor.tables.entry import BY_PAIR, Entry, FormReading
from extractor.tables.heads import bare, class_of, column_of, row_of
from extractor.tables.matrix import Matrix, is_numbering

PLACES = frozenset({"T1", "T4"})
PAIRS = (
    ("本年收入合计", "本年支出合计"),
    ("年初财政拨款结转和结余", "年末财政拨款结转和结余"),
    ("收入总计", "支出总计"),
)
OPENING = "年初财政拨款结转和结余"
_FUNDS = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
_LINE_NUMBER_LIMIT = 130


@dataclass(frozen=True)
class _Plan:
    """Where the halves of a table are: the column of the right labels, columns of 行次, and heads by column."""

    middle: int
    counters: frozenset[int]
    columns: dict[int, str]


def is_label(text: str) -> bool:
    """Whether a label opens the body."""
    return any(row_of(p, side, text) for p in PLACES for side in ("left", "right")) or class_of(text) is not None


def read(place: str, matrices: Sequence[Matrix]) -> tuple[FormReading, dict[int, str]]:
    """Return the figures of both halves, and which column index of the right half is which column."""
    reading = FormReading(place)
    plan: _Plan | None = None
    opening = False
    for matrix in matrices:
        plan = _plan(place, matrix) or plan
        if plan is None:
            continue
        for index, row in enumerate(matrix.body):
            opening = _read_row(place, row, plan, reading, opening, first=index == 0 and not _numbered(matrix))
    return reading, plan.columns if plan else {}


def _numbered(matrix: Matrix) -> bool:
    """Whether the header's 栏次 line prints its numbers."""
    return any(is_numbering(row) and any(cell.number is not None for cell in row) for row in matrix.header)


def _plan(place: str, matrix: Matrix) -> _Plan | None:
    if not matrix.width:
        return None
    labels = [0] * matrix.width
    for row in matrix.body:
        for cell in row:
            right = row_of(place, "right", cell.text) or class_of(cell.text)
            if cell.column < matrix.width and cell.text and cell.number is None and right:
                labels[cell.column] += 0 if row_of(place, "left", cell.text) else 1
    titled = [c.index for c in matrix.columns if re.search(r"项目", c.title) and c.index > 0]
    best = max(range(matrix.width), key=lambda index: labels[index], default=0)
    middle = best if labels[best] >= 1 else (titled[-1] if titled else 0)
    if middle == 0:
        return None
    counters = frozenset(c.index for c in matrix.columns if re.search("行次", c.title) or _counts(matrix, c.index))
    columns = {c.index: name for c in matrix.columns if c.index > middle and (name := column_of(place, c.title))}
    return _Plan(middle, counters, columns)


def _counts(matrix: Matrix, index: int) -> bool:
    """Whether a column only counts the lines."""
    numbers = [row[index].number for row in matrix.body if index < len(row) and row[index].number is not None]
    whole = [n for n in numbers if n is not None and n == int(n) and 0 < n <= _LINE_NUMBER_LIMIT]
    steps = sum(1 for a, b in pairwise(whole) if 0 < b - a <= 3)
    return len(whole) >= 4 and len(whole) == len(numbers) and steps >= 0.9 * (len(whole) - 1)


def _read_row(place: str, row: Row, plan: _Plan, reading: FormReading, opening: bool, *, first: bool) -> bool:
    """Read one line; return whether the opening balances have begun (the funds below it are theirs)."""
    left_label = _label([cell for cell in row if cell.column < plan.middle])
    right_label = _label([cell for cell in row if cell.column >= plan.middle])
    left, left_paired = _left_row(place, left_label, right_label, opening)
    right, right_paired = _right_row(place, left_label, right_label)
    opening = opening or left == OPENING
    taken = 0
    for cell in row:
        number = cell.number
        if number is None or cell.column in plan.counters or _is_counter(cell, left_label):
            continue
        taken += 1
        if first and _is_numbering(cell, taken):
            continue
        reading.filled += 1
        on_left = cell.column < plan.middle
        key, paired = (left, left_paired) if on_left else (right, right_paired)
        column = "决算数" if on_left or place == "T1" else plan.columns.get(cell.column, "")
        label = left_label if on_left else right_label
        entry = Entry(place, key, column, cell, number, row[0].start, bare(label.text) if label else "")
        entry = entry.moved(BY_PAIR) if paired and key else entry
        (reading.entries if key and column else reading.stray).append(entry)
    return opening


def _label(cells: Sequence[Cell]) -> Cell | None:
    words = [cell for cell in cells if cell.text and cell.number is None and not cell.blank]
    return words[0] if words else None


def _is_counter(cell: Cell, label: Cell | None) -> bool:
    """A whole number in front of the line's label is its 行次."""
    return label is not None and cell.column < label.column and bool(re.fullmatch(r"\d{1,3}", cell.flat))


def _is_numbering(cell: Cell, ordinal: int) -> bool:
    """The number of a column (栏次), slipped into the first line because its own line lost it. It is never money."""
    return cell.flat == str(ordinal) and cell.text.isdigit()


def _left_row(place: str, left: Cell | None, right: Cell | None, opening: bool) -> tuple[str, bool]:
    """Return the row of the left half, and whether it was taken from the other half's label."""
    if left is not None:
        row = row_of(place, "left", left.text)
        if row:
            return (f"年初:{row}" if opening and row in _FUNDS and place == "T4" else row), False
        paired = _partner(row_of(place, "right", left.text), to=0)
        return (paired, True) if paired and right is None else (bare(left.text), False)
    paired = _partner(row_of(place, "right", right.text), to=0) if right is not None else ""
    return paired, bool(paired)


def _right_row(place: str, left: Cell | None, right: Cell | None) -> tuple[str, bool]:
    if right is not None:
        return row_of(place, "right", right.text) or class_of(right.text) or bare(right.text), False
    if left is None:
        return "", False
    own = row_of(place, "right", left.text) if not row_of(place, "left", left.text) else None
    paired = own or _partner(row_of(place, "left", left.text), to=1)
    return paired, bool(paired)


def _partner(row: str | None, *, to: int) -> str:
    """Return the row that stands on the same line in the other half."""
    return next((pair[to] for pair in PAIRS if row == pair[1 - to]), "")

"""Where the two halves of T1 and T4 stand: the column of each one's labels, its figures, and the columns that count."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.tables.heads import class_of, column_of, row_of
from extractor.tables.matrix import Column, Matrix, counts

_LABELS = re.compile(r"项目|科目")


@dataclass(frozen=True)
class Half:
    """One account: its columns from that of the labels on, and what heads say of those with figures."""

    range: range
    columns: dict[int, str]
    fallback: str
    """The measure of a column without a head; "" where such a figure's measure is unknown."""


@dataclass(frozen=True)
class Plan:
    """Both halves. Where the accounts stand one under the other, both are the same columns."""

    left: Half
    right: Half
    counters: frozenset[int]
    stacked: bool = False


def plan_of(place: str, matrix: Matrix) -> Plan | None:
    """Return where the halves of a table are, or None where no column holds labels."""
    words = _words(matrix)
    starts = _label_columns(place, matrix, words)
    if not starts:
        return None
    ranges = [range(a, b) for a, b in pairwise([*starts, max(matrix.width, starts[-1] + 1)])]
    # The last block takes what a torn row prints beyond the heads.
    ranges[-1] = range(ranges[-1].start, 10**6)
    scores = [_scores(place, words, block) for block in ranges]
    right = max(range(len(ranges)), key=lambda index: scores[index][1])
    left = max((i for i in range(len(ranges)) if i != right), key=lambda index: scores[index][0], default=right)
    counters = frozenset(c.index for c in matrix.columns if re.search("行次|序号", c.title) or counts(matrix, c.index))
    halves = [_half(place, matrix.columns, ranges[index], counters) for index in (left, right)]
    if left == right:
        return Plan(halves[0], halves[1], counters, stacked=True)
    first = range(0, halves[0].range.stop) if left == 0 else halves[0].range
    return Plan(Half(first, halves[0].columns, halves[0].fallback), halves[1], counters)


def _words(matrix: Matrix) -> dict[int, list[str]]:
    """Return the words of the body by column."""
    found: dict[int, list[str]] = {}
    for row in matrix.body:
        for cell in row:
            if _is_word(cell.text):
                found.setdefault(cell.column, []).append(cell.text)
    return found


def _label_columns(place: str, matrix: Matrix, words: Mapping[int, Sequence[str]]) -> list[int]:
    """Return the columns that hold labels: by their heads, else by what stands in them."""
    titled = [c.index for c in matrix.columns if c.path and _LABELS.search(c.path[-1])]
    known = [i for i in range(matrix.width) if sum(_scores(place, words, range(i, i + 1))) >= 1]
    if len(titled) >= 2 or (titled and len(known) <= 1):
        return titled
    return known


def _scores(place: str, words: Mapping[int, Sequence[str]], columns: range) -> tuple[int, int]:
    """Count the labels of income and of spending in some columns."""
    held = [word for column, said in words.items() if column in columns for word in said]
    income = sum(1 for word in held if row_of(place, "left", word) and not row_of(place, "right", word))
    spending = sum(1 for word in held if class_of(word) or row_of(place, "right", word))
    return income, spending


def _is_word(text: str) -> bool:
    return bool(text) and not re.fullmatch(r"[\d,.\s—-]+", text)


def _half(place: str, columns: Sequence[Column], block: range, counters: frozenset[int]) -> Half:
    """Return a block's heads. Where one column is headed 决算数, figures under other heads have another measure."""
    inside = [c for c in columns if c.index in block and c.index > block.start and c.index not in counters]
    named = {c.index: name for c in inside if (name := column_of(place, c.title))}
    if place == "T4" and any(name != "决算数" for name in named.values()):
        return Half(block, named, "")
    if named:
        own = {index: "决算数" if block.start == 0 or place == "T1" else "合计" for index in named}
        other = {c.index: "" for c in inside if c.index not in named and c.path}
        return Half(block, {**other, **own}, "决算数" if place == "T1" or block.start == 0 else "")
    return Half(block, {}, "决算数" if place == "T1" or block.start == 0 else "")

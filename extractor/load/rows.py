"""A table as lines: one row a line, cells separated by tabs, whatever the carrier."""

import re
from collections.abc import Sequence
from typing import NamedTuple

MAX_SPAN = 100
"""Widest span honoured; the widest statutory form has a dozen columns, and a forged span must not fill the memory."""

LONG_CELL = 2000
"""Characters above which a cell is taken for a part of the page, not for a cell of a form."""

_BREAKS = re.compile(r"[ \u00a0]*[\t\n\v\f\r\u2028]+[ \u00a0]*")


class Cell(NamedTuple):
    """One cell as printed, and how many columns and rows it spans."""

    text: str
    width: int = 1
    height: int = 1


def table_lines(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """Return one line a row. A merged cell is said once, at its upper left; the rest of it is empty cells."""
    lines = []
    covered: dict[int, int] = {}  # column -> rows below that a cell from above still covers
    for row in rows:
        line: list[str] = []
        for cell in row:
            _skip_covered(line, covered)
            width, height = min(max(cell.width, 1), MAX_SPAN), max(cell.height, 1)
            if height > 1:
                covered.update((column, height) for column in range(len(line), len(line) + width))
            line += [one_line(cell.text), *[""] * (width - 1)]
        while any(column >= len(line) for column in covered):
            line.append("")
        covered = {column: left - 1 for column, left in covered.items() if left > 1}
        lines.append("\t".join(line))
    return lines


def _skip_covered(line: list[str], covered: dict[int, int]) -> None:
    while len(line) in covered:
        line.append("")


def is_layout(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether a table only arranges the page: a single column, or a cell as long as a chapter."""
    if all(len(row) <= 1 for row in rows):
        return True
    return any(len(cell.text) > LONG_CELL for row in rows for cell in row)


def one_line(text: str) -> str:
    """Return a cell's text on one line. Its own line breaks become spaces, so two figures never grow together."""
    return _BREAKS.sub(" ", text).strip(" \u00a0\n\t\r") if text.strip() else ""

"""How wide a printed table's columns are, and how small its type, so that no number is cut or broken."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from evals.press.model import Sheet, SheetCell

PADDING = 3.0
"""Points between a column's edge and its text."""
HEADER_LINES, LABEL_LINES = 4, 2
"""Into how many lines narrow columns may wrap their texts."""
SIZES = [size / 2 for size in range(18, 6, -1)]
"""Points, largest first."""

Measure = Callable[[str, float], float]
"""(text, size in points) -> points."""


@dataclass(frozen=True)
class Fit:
    """A type size and the columns' widths, in points."""

    size: float
    widths: tuple[float, ...]


def fit(sheet: Sheet, room: float, measure: Measure) -> Fit:
    """Choose the largest type in which every number stands on one line. Raises ValueError where none does."""
    for size in SIZES:
        narrow = _widths(sheet, size, measure, wrap=True)
        spare = room - sum(narrow)
        if spare >= 0:
            wide = _widths(sheet, size, measure, wrap=False)
            wanted = [most - least for least, most in zip(narrow, wide, strict=True)]
            share = min(1.0, spare / max(sum(wanted), 0.1))
            return Fit(size, tuple(least + more * share for least, more in zip(narrow, wanted, strict=True)))
    raise ValueError(f"{sheet.place} does not fit on {room:.0f} points")


def unbreakable(cell: SheetCell) -> bool:
    """Whether the cell is a number or a code, which stands on one line."""
    return cell.kind == "number" or re.fullmatch(r"[0-9A-Za-z.,%+-]+", cell.text) is not None


def _widths(sheet: Sheet, size: float, measure: Measure, *, wrap: bool) -> list[float]:
    widths = [2 * PADDING + size] * sheet.columns
    for cell in sheet.cells:
        if cell.width == 1 and cell.kind in ("header", "label", "number"):
            widths[cell.column] = max(widths[cell.column], _width(cell, size, measure, wrap) + 2 * PADDING)
    return widths


def _width(cell: SheetCell, size: float, measure: Measure, wrap: bool) -> float:
    whole = max(measure(line, size) for line in cell.text.split("\n"))
    if unbreakable(cell) or not wrap:
        return whole + 1
    lines = HEADER_LINES if cell.kind == "header" else LABEL_LINES
    # A wrapped line may lose a whole character to the next.
    return min(whole, math.ceil(whole / lines) + size) + 1

"""A sheet as lines of text whose columns are aligned by spaces."""

import unicodedata

from evals.press.carriers.grid import Piece, rows
from evals.press.model import Sheet, SheetCell

GAP = 2
"""Spaces between columns, at least."""


def aligned(sheet: Sheet) -> list[str]:
    """Return the sheet's lines: numbers to the right, labels to the left, headers centred over their columns."""
    widths = _widths(sheet)
    return [_line(line, widths) for line in rows(sheet)]


def width(text: str) -> int:
    """Count the columns of a fixed-width screen a text takes: a Chinese character or full-width sign takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def points(text: str, size: float) -> float:
    """Estimate how wide a text is in points, in the widest of the usual fonts: a digit takes two thirds of its size."""
    return width(text) * size * 0.66


def _widths(sheet: Sheet) -> list[int]:
    """Find the columns' widths; titles and notes may run over the right edge and so widen nothing."""
    widths = [1] * sheet.columns
    cells = [Piece(cell, True) for cell in sheet.cells if not _runs_over(cell, sheet)]
    for piece in sorted(cells, key=lambda piece: piece.cell.width):
        cell = piece.cell
        span = slice(cell.column, cell.column + cell.width)
        missing = width(piece.text) - sum(widths[span]) - GAP * (cell.width - 1)
        if missing > 0:
            widths[cell.column + cell.width - 1] += missing
    return widths


def _runs_over(cell: SheetCell, sheet: Sheet) -> bool:
    return cell.kind in ("title", "note") and cell.column + cell.width == sheet.columns


def _line(line: list[Piece], widths: list[int]) -> str:
    shown = []
    for piece in line:
        cell = piece.cell
        space = sum(widths[cell.column : cell.column + cell.width]) + GAP * (cell.width - 1)
        spare = max(space - width(piece.text), 0)
        before = {"number": spare, "header": spare // 2, "title": spare // 2}.get(cell.kind, 0)
        shown.append(" " * before + piece.text + " " * (spare - before))
    return (" " * GAP).join(shown).rstrip()

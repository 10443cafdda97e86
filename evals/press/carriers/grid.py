"""A sheet as rows to print, a report as blocks in reading order, and chance that depends on the seed alone."""

import re
from dataclasses import dataclass
from random import Random

from evals.press.model import Paragraph, Report, Sheet, SheetCell

Block = Paragraph | Sheet


@dataclass(frozen=True)
class Piece:
    """A cell as one of its rows shows it."""

    cell: SheetCell
    is_first: bool
    """Whether the row is the cell's uppermost; below it, a merged cell shows nothing."""

    @property
    def text(self) -> str:
        """The text on one line: a line break inside a Chinese header is only a wrap."""
        return one_line(self.cell.text) if self.is_first else ""


def rows(sheet: Sheet) -> list[list[Piece]]:
    """Return each row's cells from left to right, a horizontally merged cell once."""
    lines: list[list[Piece]] = [[] for _ in range(sheet.rows)]
    for cell in sorted(sheet.cells, key=lambda cell: cell.column):
        for row in range(cell.row, cell.row + cell.height):
            lines[row].append(Piece(cell, row == cell.row))
    return lines


def padded(sheet: Sheet) -> list[list[str]]:
    """Return each row's texts, one a column: a merged cell's text at its upper left, the rest of it empty."""
    lines = [[""] * sheet.columns for _ in range(sheet.rows)]
    for cell in sheet.cells:
        lines[cell.row][cell.column] = one_line(cell.text)
    return lines


def blocks(report: Report) -> list[Block]:
    """Return the report's paragraphs and sheets in printing order."""
    first, last = (report.sheets, report.narrative) if report.sheets_first else (report.narrative, report.sheets)
    return [*report.front, *first, *last]


def one_line(text: str) -> str:
    """Take the line breaks out of a cell's text."""
    return re.sub(r"[\t\r\n]+", "", text)


def chance(report: Report, what: str) -> Random:
    """Return dice for one decision about one report; the same report always throws the same."""
    return Random(f"{report.seed}/{report.name}/{what}")

"""Workbooks: one sheet a form, the text in a Word document beside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from evals.press.carriers.grid import chance
from evals.press.carriers.word import save_docx
from evals.press.model import Report, Sheet, SheetCell

PRINTED = re.compile(r"-?[0-9]{1,3}(,?[0-9]{3})*(?:\.([0-9]+))?")
EDGE = Side(style="thin")
BOX = Border(left=EDGE, right=EDGE, top=EDGE, bottom=EDGE)
SIDES = {"title": "center", "header": "center", "number": "right"}


@dataclass(frozen=True)
class Stored:
    """How a spreadsheet keeps a cell: what it stores, and the number format that prints it as the sheet does."""

    value: Decimal | str | None
    format: str


@dataclass(frozen=True)
class Habits:
    """What the editor of a workbook is used to."""

    as_text: bool
    """Numbers are typed as text."""
    counted: bool
    """Codes and line numbers are stored as numbers."""
    repeat: bool
    """Headers stand again on each printed page."""
    indent: int
    """Steps by which labels are set off from the number to their left; without, print sets them close."""

    @classmethod
    def of(cls, report: Report, exact: bool) -> "Habits":
        """Draw a report's habits from its seed; who stores exact numbers does not type them as text."""
        dice = chance(report, "book")
        as_text, counted, repeat, tight = (dice.random() < part for part in (0.3, 0.5, 0.5, 0.15))
        return cls(as_text and not exact, counted, repeat, 0 if tight else 1)

    def kept(self, cell: SheetCell, exact: bool) -> Stored:
        """Choose what a cell stores."""
        if self.as_text:
            return Stored(cell.text or None, "@")
        if self.counted and cell.kind == "label" and re.fullmatch("[1-9][0-9]*", cell.text):
            return Stored(Decimal(cell.text), "General")
        return stored(cell, exact=exact)


def write_xlsx(report: Report, folder: Path) -> list[Path]:
    """Print a workbook whose cells store the exact numbers, some with a hidden sheet of stale ones; and the text."""
    path = save_xlsx(report, folder / f"{report.name}.xlsx", exact=True)
    return [path, text_beside(report, folder)]


def write_xlsx_rounded(report: Report, folder: Path) -> list[Path]:
    """Print a workbook whose cells store no more than they show, as numbers or as text; and the text."""
    path = save_xlsx(report, folder / f"{report.name}.xlsx", exact=False)
    return [path, text_beside(report, folder)]


def save_xlsx(report: Report, path: Path, *, exact: bool, hidden: bool = True) -> Path:
    """Print the sheets into a workbook fit for paper; `hidden` permits a hidden sheet of an earlier state."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    habits = Habits.of(report, exact)
    for sheet, name in named(report):
        page = book.create_sheet(name)
        page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9  # A4
        page.page_setup.fitToHeight = 0
        page.sheet_properties.pageSetUpPr.fitToPage = True
        if habits.repeat:
            page.print_title_rows = f"1:{sheet.header_rows[1]}"
        for cell in sheet.cells:
            _fill(page, cell, habits.kept(cell, exact), habits.indent)
        _widen(page, sheet)
    if hidden and stale(report):
        _hide(book, report)
    book.save(path)
    return path


def stored(cell: SheetCell, *, exact: bool) -> Stored:
    """Choose what a cell stores; where the exact number would not be shown as printed, it stores the printed one."""
    match = PRINTED.fullmatch(cell.text) if cell.kind == "number" else None
    if match is None:
        return Stored(cell.text or None, "General")
    printed = Decimal(cell.text.replace(",", ""))
    decimals = len(match[2] or "")
    shape = "#,##0" if "," in cell.text else "0"
    shape += "." + "0" * decimals if decimals else ""
    if exact and cell.stored is not None and _rounds_to(cell.stored, printed, decimals):
        return Stored(cell.stored, shape)
    # General drops trailing zeros and knows no commas: only a number that has neither is shown as printed.
    plain = cell.text == format(printed.normalize(), "f")
    return Stored(printed, "General" if plain and not exact else shape)


def named(report: Report) -> Iterator[tuple[Sheet, str]]:
    """Pair each sheet with its tab's name: numbered, as published workbooks are, and free of forbidden signs."""
    for number, sheet in enumerate(report.sheets, start=1):
        yield sheet, re.sub(r"[\[\]:*?/\\]", "", f"{number:02}{sheet.title}")[:31]


def stale(report: Report) -> tuple[SheetCell, ...]:
    """Return an earlier state of the first sheet, which some editors hide instead of deleting; () for most reports."""
    dice = chance(report, "stale")
    if dice.random() >= 0.4 or not report.sheets:
        return ()
    return tuple(_earlier(cell, Decimal(dice.randint(101, 999)) / 100) for cell in report.sheets[0].cells)


def _earlier(cell: SheetCell, more: Decimal) -> SheetCell:
    if cell.kind != "number" or not PRINTED.fullmatch(cell.text):
        return cell
    number = Decimal(cell.text.replace(",", "")) + more
    return SheetCell(cell.row, cell.column, f"{number:.2f}", "number", cell.height, cell.width)


def _rounds_to(exact: Decimal, printed: Decimal, decimals: int) -> bool:
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) == printed


def _hide(book: openpyxl.Workbook, report: Report) -> None:
    page = book.create_sheet("Sheet1 (2)")
    page.sheet_state = "hidden"
    for cell in stale(report):
        _fill(page, cell, stored(cell, exact=False), 0)


def _fill(page: Worksheet, cell: SheetCell, kept: Stored, indent: int) -> None:
    row, column = cell.row + 1, cell.column + 1
    target = page.cell(row, column)
    target.value, target.number_format = kept.value, kept.format
    wrap = cell.kind == "header" or "\n" in cell.text
    side = SIDES.get(cell.kind, "left")
    target.alignment = Alignment(side, "center", wrap_text=wrap, indent=indent if cell.kind == "label" else 0)
    if cell.kind == "title":
        target.font = Font(size=16, bold=True)
    if cell.kind in ("header", "label", "number"):
        target.border = BOX
    if cell.height > 1 or cell.width > 1:
        page.merge_cells(None, row, column, row + cell.height - 1, column + cell.width - 1)


def _widen(page: Worksheet, sheet: Sheet) -> None:
    """Wide enough that no number shows as ####; a Chinese character takes two digits' room."""
    for column in range(sheet.columns):
        texts = [cell for cell in sheet.cells if cell.column == column and cell.width == 1]
        room = [len(cell.text) * (1 if cell.kind == "number" else 2) for cell in texts if cell.kind != "header"]
        page.column_dimensions[get_column_letter(column + 1)].width = max(10, *room, 0) + 2


def text_beside(report: Report, folder: Path) -> Path:
    """Print the report's paragraphs into a Word document that goes with a workbook of its tables."""
    return save_docx([*report.front, *report.narrative], folder / f"{report.name}-text.docx")

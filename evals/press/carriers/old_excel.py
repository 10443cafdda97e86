"""Workbooks in the format of Excel 97, which many departments still publish."""

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlwt  # type: ignore[import-untyped]

from evals.press.carriers.spreadsheet import Stored, named, stale, stored, text_beside
from evals.press.model import Report, SheetCell

LOOKS = {
    "title": "font: height 320, bold on; align: horiz center, vert center",
    "header": "align: horiz center, vert center, wrap on; borders: left thin, right thin, top thin, bottom thin",
    "label": "borders: left thin, right thin, top thin, bottom thin",
    "number": "align: horiz right; borders: left thin, right thin, top thin, bottom thin",
}
"""xlwt's words for the looks of a cell of each kind; of the others, nothing is said."""


def write_xls(report: Report, folder: Path) -> list[Path]:
    """Print a workbook whose cells store the exact numbers, some with a hidden sheet of stale ones; and the text."""
    book = xlwt.Workbook(encoding="utf-8")
    styles: dict[tuple[str, str], Any] = {}
    for sheet, name in named(report):
        page = book.add_sheet(name)
        _fill(page, ((cell, stored(cell, exact=True)) for cell in sheet.cells), styles)
        for column in range(sheet.columns):
            page.col(column).width = 256 * 16
    if old := stale(report):
        page = book.add_sheet("Sheet1 (2)")
        page.visibility = 1  # hidden
        _fill(page, ((cell, stored(cell, exact=False)) for cell in old), styles)
    path = folder / f"{report.name}.xls"
    book.save(str(path))
    return [path, text_beside(report, folder)]


def _fill(page: Any, cells: Iterable[tuple[SheetCell, Stored]], styles: dict[tuple[str, str], Any]) -> None:
    for cell, kept in cells:
        key = (cell.kind, kept.format)
        # A workbook of this format holds few styles: each is made once.
        if key not in styles:
            styles[key] = xlwt.easyxf(LOOKS.get(cell.kind, ""), num_format_str=kept.format)
        value = float(kept.value) if isinstance(kept.value, Decimal) else kept.value
        bottom, right = cell.row + cell.height - 1, cell.column + cell.width - 1
        if (bottom, right) == (cell.row, cell.column):
            page.write(cell.row, cell.column, value, styles[key])
        else:
            page.write_merge(cell.row, bottom, cell.column, right, value, styles[key])

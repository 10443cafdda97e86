"""XLSX and XLSM: what the sheets of a workbook show. Macros are not looked at, formulas not worked out anew."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from typing import Any

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.utils.escape import unescape

from extractor.load.loaded import Loaded
from extractor.load.number_format import GENERAL, built_in, printed, stored
from extractor.load.sheet_marks import Marks, sheet_marks
from extractor.load.sheets import MAX_AREA, Sheet, Shown, bound, too_large

_CUSTOM = 164
"""First number of a format of the workbook's own."""


def read_xlsx(data: bytes, name: str) -> Loaded:
    """Return the text and the grids of a workbook, a page a visible sheet.

    Raises EmptyInput where nothing is to be seen, TooLarge beyond the limits of `sheets`; what openpyxl and lxml raise
    on a broken file is the caller's to translate.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        marks = sheet_marks(archive)
    with warnings.catch_warnings(), redirect_stdout(io.StringIO()):  # of a broken style it tells by print()
        warnings.simplefilter("ignore")  # about charts, printing and styles, which are not read
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            return bound(list(_sheets(book, marks, name)), name)
        finally:
            book.close()


def _sheets(book: Any, marks: dict[str, Marks], name: str) -> Iterator[Sheet]:
    date1904 = book.epoch == CALENDAR_MAC_1904
    budget = MAX_AREA
    for worksheet in book.worksheets:
        known = marks.get(worksheet.title, Marks())
        sheet = Sheet(worksheet.title, name, hidden=worksheet.sheet_state != "visible")
        if not sheet.hidden:
            sheet.merges, sheet.unvalued = known.merges, known.unvalued
            sheet.hidden_rows, sheet.hidden_columns = known.hidden_rows, known.hidden_columns
            worksheet.reset_dimensions()  # what the file says of its own size may be a million rows, or wrong
            for row in worksheet.iter_rows():
                budget -= len(row)
                if budget < 0:
                    raise too_large(name)
                for cell in row:
                    if cell.value is not None:
                        shown = _shown(cell, known.shows_zeros, date1904)
                        sheet.put(cell.row - 1, cell.column - 1, shown)
        yield sheet


def _shown(cell: Any, shows_zeros: bool, date1904: bool) -> Shown:
    value = unescape(cell.value) if isinstance(cell.value, str) else cell.value
    number = cell.style_array.numFmtId
    code = built_in(number, cell.number_format) if number < _CUSTOM else cell.number_format
    text = "" if value == 0 and not shows_zeros else printed(value, code or GENERAL, date1904=date1904)
    return Shown(text, stored(value, text))

"""XLS, the workbook format before 2007, which WPS also writes as .et; read as XLSX is."""

import io
from typing import Any

import xlrd  # type: ignore[import-untyped]
from xlrd.formatting import std_format_strings  # type: ignore[import-untyped]

from extractor.load.foreign import locked
from extractor.load.loaded import Loaded
from extractor.load.number_format import GENERAL, Value, built_in, printed, stored
from extractor.load.sheets import Area, Sheet, Shown, bound


def read_xls(data: bytes, name: str) -> Loaded:
    """Return the text and the grids of a workbook, a page a visible sheet.

    Raises Unreadable where a password is needed, EmptyInput where nothing is to be seen, TooLarge beyond the limits of
    `sheets`; what xlrd raises on a broken file is the caller's to translate.
    """
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, on_demand=True, logfile=io.StringIO()
        )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise locked("Excel 文件", name) from error
        raise
    with book:
        return bound([_sheet(book, index, name) for index in range(book.nsheets)], name)


def _sheet(book: Any, index: int, name: str) -> Sheet:
    source = book.sheet_by_index(index)
    sheet = Sheet(source.name, name, hidden=source.visibility != 0)
    if not sheet.hidden:
        sheet.merges = [Area(top, left, bottom, right) for top, bottom, left, right in source.merged_cells]
        sheet.hidden_rows = {row for row, info in source.rowinfo_map.items() if info.hidden}
        sheet.hidden_columns = {column for column, info in source.colinfo_map.items() if info.hidden}
        for row in range(source.nrows):
            for column, cell in enumerate(source.row(row)):
                if cell.ctype not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                    sheet.put(row, column, _shown(book, cell, bool(source.show_zero_values)))
    book.unload_sheet(index)
    return sheet


def _shown(book: Any, cell: Any, shows_zeros: bool) -> Shown:
    value: Value = cell.value
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Shown(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        value = bool(cell.value)
    is_zero = cell.ctype == xlrd.XL_CELL_NUMBER and value == 0
    code = _code(book, cell.xf_index)
    text = "" if is_zero and not shows_zeros else printed(value, code, date1904=bool(book.datemode))
    return Shown(text, stored(value, text) if cell.ctype == xlrd.XL_CELL_NUMBER else None)


def _code(book: Any, xf_index: int | None) -> str:
    if xf_index is None:
        return GENERAL
    key = book.xf_list[xf_index].format_key
    known = book.format_map.get(key)
    code = known.format_str if known is not None else ""
    return built_in(key, code or GENERAL) if code in ("", std_format_strings.get(key)) else code

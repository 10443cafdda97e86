"""Workbooks of both formats, read back by openpyxl and xlrd, show what is printed and store what is exact."""

from dataclasses import replace
from decimal import Decimal

import docx
import openpyxl
import pytest
import xlrd
from small_report import REPORT, T2

from evals.press.carriers import print_report

PROSE = [paragraph.text for paragraph in REPORT.front + REPORT.narrative]
SEEDS = range(1, 7)


def printed(carrier, folder, seed=1):
    return print_report(replace(REPORT, seed=seed), carrier, folder)


@pytest.mark.parametrize("carrier", ["xlsx", "xlsx_rounded"])
@pytest.mark.parametrize("seed", SEEDS)
def test_workbook_cells_show_what_is_printed(tmp_path, carrier, seed):
    book, text = printed(carrier, tmp_path, seed)
    pages = [page for page in openpyxl.load_workbook(book).worksheets if page.sheet_state == "visible"]
    for sheet, page in zip(REPORT.sheets, pages, strict=True):
        for cell in sheet.cells:
            found = page.cell(cell.row + 1, cell.column + 1)
            assert shown(found) == cell.text
        merged = {
            (area.min_row - 1, area.min_col - 1, area.size["rows"], area.size["columns"])
            for area in page.merged_cells.ranges
        }
        assert merged == {
            (cell.row, cell.column, cell.height, cell.width) for cell in sheet.cells if cell.height * cell.width > 1
        }
    assert [paragraph.text for paragraph in docx.Document(str(text)).paragraphs] == PROSE


def shown(cell):
    """What a spreadsheet program would display, for the few number formats in use."""
    if cell.value is None or isinstance(cell.value, str):
        return cell.value or ""
    if cell.number_format == "General":
        return str(cell.value)
    decimals = len(cell.number_format.partition(".")[2])
    return f"{Decimal(str(cell.value)):{',' if ',' in cell.number_format else ''}.{decimals}f}"


def test_a_workbook_stores_the_exact_number_behind_the_printed_one(tmp_path):
    book, _ = printed("xlsx", tmp_path)
    page = openpyxl.load_workbook(book).worksheets[1]
    kept = [page.cell(cell.row + 1, cell.column + 1).value for cell in T2.cells if cell.kind == "number" and cell.text]
    assert kept == [float(cell.stored) for cell in T2.cells if cell.kind == "number" and cell.text]


def test_where_the_exact_number_is_not_the_printed_one_the_printed_one_is_stored(tmp_path):
    cells = tuple(replace(cell, text="99.99") if cell.text == "90.07" else cell for cell in T2.cells)
    faulty = replace(REPORT, sheets=(replace(T2, cells=cells),))
    book, _ = print_report(faulty, "xlsx", tmp_path)
    page = openpyxl.load_workbook(book).worksheets[0]
    assert page.cell(5, 5).value == 99.99


def test_some_workbooks_hide_a_sheet_of_stale_numbers_and_some_keep_numbers_as_text(tmp_path):
    states, kinds = set(), set()
    for seed in range(1, 20):
        book = openpyxl.load_workbook(printed("xlsx_rounded", tmp_path, seed)[0])
        states.add(book.worksheets[-1].sheet_state)
        kinds.add(type(book.worksheets[0].cell(5, 3).value))
        if states == {"visible", "hidden"} and kinds == {float, str}:
            break
    assert states == {"visible", "hidden"}
    assert kinds == {float, str}


@pytest.mark.parametrize("seed", SEEDS)
def test_an_old_workbook_holds_the_same_cells_and_exact_numbers(tmp_path, seed):
    book, text = printed("xls", tmp_path, seed)
    read = xlrd.open_workbook(book, formatting_info=True)
    pages = [page for page in read.sheets() if page.visibility == 0]
    for sheet, page in zip(REPORT.sheets, pages, strict=True):
        for cell in sheet.cells:
            found = page.cell(cell.row, cell.column)
            if cell.kind == "number" and cell.text:
                assert found.value == float(cell.stored)
                shape = read.format_map[read.xf_list[found.xf_index].format_key].format_str
                assert shape == ("#,##0.00" if "," in cell.text else "0.00")
            else:
                assert found.value == cell.text
        merged = {(top, left, bottom - top, right - left) for top, bottom, left, right in page.merged_cells}
        assert merged == {
            (cell.row, cell.column, cell.height, cell.width) for cell in sheet.cells if cell.height * cell.width > 1
        }
    assert [paragraph.text for paragraph in docx.Document(str(text)).paragraphs] == PROSE


def test_some_old_workbooks_hide_a_sheet(tmp_path):
    hidden = {xlrd.open_workbook(printed("xls", tmp_path, seed)[0]).sheets()[-1].visibility for seed in range(1, 20)}
    assert hidden == {0, 1}

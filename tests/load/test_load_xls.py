from typing import Any

import pytest
import xlwt  # type: ignore[import-untyped]
from openpyxl import Workbook

from extractor.errors import EmptyInput, Unreadable
from extractor.load import load_bytes, require_final_account
from schemas.document import Stored
from tests.load.books import FORM, xls, xlsx
from tests.load.cutting import cells, merged

AMOUNT = "#,##0.00"


def fill_form(book: Any) -> None:
    sheet = book.add_sheet("GK01 收入支出决算总表")
    style = xlwt.easyxf(num_format_str=AMOUNT)
    for number, row in enumerate(FORM):
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(number, column, value, style) if isinstance(value, float) else sheet.write(
                    number, column, value
                )
    sheet.merge(0, 0, 0, 3)
    sheet.merge(3, 3, 0, 1)
    sheet.merge(3, 3, 2, 3)


def test_an_old_workbook_gives_what_a_new_one_gives() -> None:
    def fill(book: Workbook) -> None:
        sheet = book.worksheets[0]
        sheet.title = "GK01 收入支出决算总表"
        for row in FORM:
            sheet.append(row)
        for row in sheet.iter_rows(min_row=6, min_col=2):
            for cell in row:
                cell.number_format = AMOUNT
        for area in ("A1:D1", "A4:B4", "C4:D4"):
            sheet.merge_cells(area)

    old, new = load_bytes(xls(fill_form), "a.xls"), load_bytes(xlsx(fill), "a.xlsx")
    assert old.media_type == "application/vnd.ms-excel"
    assert old.text == new.text
    assert merged(old.grids[0]) == merged(new.grids[0]) == {(0, 0, 1, 4), (3, 0, 1, 2), (3, 2, 1, 2)}
    assert old.grids[0].stored == new.grids[0].stored
    assert cells(old, old.grids[0])[5][1] == "812.40"
    require_final_account(old)


def test_the_same_bytes_are_read_whatever_they_are_called() -> None:
    assert load_bytes(xls(fill_form), "a.et").text == load_bytes(xls(fill_form), "a.doc").text


def test_hidden_sheets_rows_and_columns_are_left_out_and_said_to_be() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_sheet("支出决算表")
        for row in range(3):
            for column in range(3):
                sheet.write(row, column, f"{row}{column}")
        sheet.row(1).hidden = True
        sheet.col(1).hidden = True
        other = book.add_sheet("上年")
        other.write(0, 0, "秘密")
        other.visibility = 1

    assert load_bytes(xls(fill), "a.xls").text.splitlines() == [
        "支出决算表", "00\t02", "20\t22", "（工作表“支出决算表”隐藏的 1 行、1 列未读）", "（隐藏的工作表“上年”未读）",
    ]  # fmt: skip


def test_errors_truths_dates_zeros_and_formulas_are_shown() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_sheet("Sheet1")
        sheet.show_zero_values = False
        sheet.write(0, 0, True)
        sheet.write(0, 1, 45291, xlwt.easyxf(num_format_str='yyyy"年"m"月"d"日"'))
        sheet.write(0, 2, 0)
        sheet.write(0, 3, 0.123456, xlwt.easyxf(num_format_str="0.00%"))
        sheet.row(0).set_cell_error(4, "#DIV/0!")
        sheet.write(0, 5, "0012")

    document = load_bytes(xls(fill), "a.xls")
    assert cells(document, document.grids[0]) == [["TRUE", "2023年12月31日", "", "12.35%", "#DIV/0!", "0012"]]
    assert document.grids[0].stored == (Stored(row=0, column=2, value="0"), Stored(row=0, column=3, value="0.123456"))


def test_a_workbook_with_nothing_to_be_seen_is_empty() -> None:
    with pytest.raises(EmptyInput):
        load_bytes(xls(lambda book: book.add_sheet("空")), "a.xls")


def test_a_workbook_that_needs_a_password_is_refused() -> None:
    data = xls(fill_form)
    record = (0x002F).to_bytes(2, "little") + (6).to_bytes(2, "little") + bytes(6)
    start = data.index(b"\x09\x08\x10\x00")  # the first record of the stream; the one after it is 4 + 4 bytes or more
    end = start + 20
    locked = data[:end] + record + data[end + len(record) :]
    with pytest.raises(Unreadable, match="密码"):
        load_bytes(locked, "a.xls")


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_half_a_workbook_is_unreadable(share: float) -> None:
    data = xls(fill_form)
    with pytest.raises(Unreadable):
        load_bytes(data[: int(len(data) * share)], "a.xls")

import io
import time
import zipfile

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from extractor.errors import EmptyInput, NotAnAccount, TooLarge, Unreadable
from extractor.load import load_bytes, require_final_account
from schemas.document import Document, Stored
from tests.load.books import FORM, rezipped, xlsx
from tests.load.cutting import cells, merged

FIRST = "xl/worksheets/sheet1.xml"


def sheet_of(book: Workbook, title: str = "Sheet") -> Worksheet:
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    return sheet


def fill_form(book: Workbook) -> None:
    sheet = sheet_of(book, "GK01 收入支出决算总表")
    for row in FORM:
        sheet.append(row)
    for row in sheet.iter_rows(min_row=6, min_col=2):
        for cell in row:
            cell.number_format = "#,##0.00"
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("A4:B4")
    sheet.merge_cells("C4:D4")


def of_rows(*rows: list[object], title: str = "Sheet") -> Document:
    def fill(book: Workbook) -> None:
        sheet = sheet_of(book, title)
        for row in rows:
            sheet.append(row)

    return load_bytes(xlsx(fill), "表.xlsx")


def test_a_form_is_a_grid_as_it_is_shown_with_what_is_stored_beside_it() -> None:
    document = load_bytes(xlsx(fill_form), "决算表.xlsx")
    assert document.media_type == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    (grid,) = document.grids
    table = cells(document, grid)
    assert table[0] == ["收入支出决算总表", "", "", ""]
    assert table[5] == ["一、一般公共预算财政拨款收入", "812.40", "一、一般公共服务支出", "790.15"]
    assert table[8] == ["总计", "822.40", "总计", "822.40"]
    assert merged(grid) == {(0, 0, 1, 4), (3, 0, 1, 2), (3, 2, 1, 2)}
    assert grid.stored == (Stored(row=7, column=1, value="10.004"), Stored(row=8, column=1, value="822.404"))
    assert (grid.start, grid.end) == (0, len(document.text))


def test_a_workbook_that_holds_only_forms_is_an_account() -> None:
    require_final_account(load_bytes(xlsx(fill_form), "决算表.xlsx"))


def test_a_workbook_of_one_form_with_few_figures_is_an_account() -> None:
    title = "政府性基金预算财政拨款收入支出决算表"
    require_final_account(of_rows([title], ["项目", "本年收入", "本年支出"], ["合计", "0.00"], ["甲", 1200, 35000]))


def test_a_workbook_with_a_forms_title_but_no_figures_or_figures_but_no_title_is_none() -> None:
    for rows in ([["收入支出决算总表"], ["行次", "1", "2", "3"]], [["粮食收购统计表"], ["合计", 1200, 35000, 9.5]]):
        with pytest.raises(NotAnAccount):
            require_final_account(of_rows(*rows))


def test_sheets_are_pages_in_order_and_name_themselves_where_their_cells_do_not() -> None:
    def fill(book: Workbook) -> None:
        sheet_of(book, "封面")["A1"] = "青禾市粮食局2023年度部门决算"
        for title in ("GK02 收入决算表(公开02表)", "公开03表 支出决算表", "Sheet7"):
            sheet = book.create_sheet(title)
            sheet.append(["项目", "决算数"])
            sheet.append(["合计", 1.5])

    document = load_bytes(xlsx(fill), "a.xlsx")
    pages = [document.text[page.start : page.end] for page in document.pages]
    table = "项目\t决算数\n合计\t1.5\n"
    assert pages == [
        "封面\n青禾市粮食局2023年度部门决算\n\f",
        f"收入决算表\n{table}\f",
        f"公开03表 支出决算表\n{table}\f",
        table,
    ]
    assert [cells(document, grid) for grid in document.grids] == [[["项目", "决算数"], ["合计", "1.5"]]] * 3


def test_a_sheet_of_one_column_is_text_and_keeps_its_lines() -> None:
    document = of_rows(["一、收入决算情况说明\n收入合计812.40万元。"], ["二、支出"])
    assert document.text == "一、收入决算情况说明\n收入合计812.40万元。\n二、支出\n"
    assert document.grids == ()


def test_text_stays_text_and_breaks_in_a_cell_stay_in_it() -> None:
    document = of_rows(["收入\n合计\t数", "0012.50", "1,234.56", True, "x_x000D_y"])
    assert cells(document, document.grids[0]) == [["收入 合计 数", "0012.50", "1,234.56", "TRUE", "x y"]]
    assert document.grids[0].stored == ()


def test_shared_texts_are_read_without_the_hints_how_to_say_them() -> None:
    texts = (
        "<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><si><r><t>合</t></r><r><t>计</t></r>"
    )
    texts += "<rPh sb='0' eb='1'><t>heji</t></rPh></si></sst>"
    shared, kind = "xl/texts.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    data = rezipped(
        xlsx(lambda book: sheet_of(book).append(["甲", 1.5])),
        {
            FIRST: lambda c: c.replace(b't="inlineStr"><is><t>&#30002;</t></is>', b't="s"><v>0</v>'),
            "[Content_Types].xml": lambda c: c.replace(
                b"</Types>", f'<Override PartName="/{shared}" ContentType="{kind}"/></Types>'.encode()
            ),
        },
        {shared: texts.encode()},
    )
    assert load_bytes(data, "a.xlsx").text == "合计\t1.5\n"


def test_hidden_sheets_rows_and_columns_are_left_out_and_said_to_be() -> None:
    def fill(book: Workbook) -> None:
        fill_form(book)
        sheet = book.worksheets[0]
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["C"].hidden = True
        book.create_sheet("上年数").append(["秘密", 9.99])
        book.worksheets[1].sheet_state = "hidden"
        book.create_sheet("参数").append(["秘密", 8.88])
        book.worksheets[2].sheet_state = "veryHidden"

    document = load_bytes(xlsx(fill), "a.xlsx")
    (grid,) = document.grids
    table = cells(document, grid)
    assert "秘密" not in document.text
    assert table[1] == ["部门：青禾市粮食局", "", "金额单位：万元"]
    assert table[2] == ["收入", "", "支出"], "a merged cell shows its text although its first column is hidden"
    assert merged(grid) == {(0, 0, 1, 3), (2, 0, 1, 2)}
    assert grid.stored[0] == Stored(row=6, column=1, value="10.004")
    assert document.text.splitlines()[len(table) :] == [
        "（工作表“GK01 收入支出决算总表”隐藏的 1 行、1 列未读）",
        "（隐藏的工作表“上年数”未读）",
        "（隐藏的工作表“参数”未读）",
    ]


def test_a_workbook_with_nothing_to_be_seen_is_empty() -> None:
    def fill(book: Workbook) -> None:
        sheet_of(book)
        book.create_sheet("隐藏").append(["甲", 1])
        book.worksheets[1].sheet_state = "hidden"

    with pytest.raises(EmptyInput):
        load_bytes(xlsx(fill), "a.xlsx")


def test_a_formula_shows_its_last_result_and_one_without_is_blank_and_told_of() -> None:
    document = of_rows(["甲", "=1+1"], ["乙", "=2+2"], ["丙", '=""'])
    assert "（工作表“Sheet”有 3 个公式没有存下结果，未读）" in document.text

    def worked_out(content: bytes) -> bytes:
        content = content.replace(b"<v></v>", b"<v />").replace(b"<v/>", b"<v />")
        first = content.replace(b"<v />", b"<v>2</v>", 1)
        return first.replace(b'<c r="B3"', b'<c r="B3" t="str"')

    def fill(book: Workbook) -> None:
        for row in (["甲", "=1+1"], ["乙", "=2+2"], ["丙", '=""']):
            sheet_of(book).append(row)

    document = load_bytes(rezipped(xlsx(fill), {FIRST: worked_out}), "a.xlsx")
    assert document.text == "甲\t2\n乙\t\n丙\t\n（工作表“Sheet”有 1 个公式没有存下结果，未读）\n"


def test_zeros_that_a_sheet_does_not_show_are_blank_but_known() -> None:
    def fill(book: Workbook) -> None:
        sheet = sheet_of(book)
        sheet.sheet_view.showZeros = False
        sheet.append(["甲", 0, 1])

    document = load_bytes(xlsx(fill), "a.xlsx")
    assert cells(document, document.grids[0]) == [["甲", "", "1"]]
    assert document.grids[0].stored == (Stored(row=0, column=1, value="0"),)


def test_what_a_merged_cell_hides_is_not_read_and_empty_rows_and_columns_after_the_form_are_cut() -> None:
    def fill(book: Workbook) -> None:
        sheet = sheet_of(book)
        sheet.append(["收入决算表", None, None])
        sheet.append(["甲", 1, None])
        sheet.append([None, None, None])
        sheet["H40"].number_format = "0.00"
        sheet.merge_cells("A1:H1")

    hidden = b'<c r="B1" t="inlineStr"><is><t>99</t></is></c>'
    data = rezipped(
        xlsx(fill), {FIRST: lambda content: content.replace(b'<c r="B1" />', hidden).replace(b'<c r="B1"/>', hidden)}
    )
    document = load_bytes(data, "a.xlsx")
    assert document.text == "收入决算表\t\n甲\t1\n"
    assert merged(document.grids[0]) == {(0, 0, 1, 2)}


def test_a_workbook_with_macros_is_read_and_named() -> None:
    kind = (b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml")
    prefix = (b"application/vnd.openxmlformats-officedocument.ms-excel", b"application/vnd.ms-excel")
    data = rezipped(xlsx(fill_form), {"[Content_Types].xml": lambda c: c.replace(*kind).replace(*prefix)})
    document = load_bytes(data, "a.xlsm")
    assert document.media_type == "application/vnd.ms-excel.sheet.macroEnabled.12"
    assert len(document.grids) == 1


def test_a_sheet_styled_to_the_last_row_is_read_in_time() -> None:
    rows = b"".join(b'<row r="%d" s="1" customFormat="1"/>' % row for row in range(30, 300_000))
    rows += b'<row r="1048576"><c r="A1048576" s="0"/><c r="XFD1048576" s="0"/></row>'
    data = rezipped(xlsx(fill_form), {FIRST: lambda c: c.replace(b"</sheetData>", rows + b"</sheetData>")})
    began = time.monotonic()
    document = load_bytes(data, "a.xlsx")
    assert len(cells(document, document.grids[0])) == 9
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("cell", ["A20001", "GS1"])
def test_a_sheet_beyond_all_measure_is_refused(cell: str) -> None:
    def fill(book: Workbook) -> None:
        sheet_of(book, "明细")[cell] = 1

    with pytest.raises(TooLarge, match="明细"):
        load_bytes(xlsx(fill), "a.xlsx")


def test_ranges_of_absurd_size_fill_no_memory() -> None:
    marks = b'<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="B2:C3"/></mergeCells>'

    def absurd(content: bytes) -> bytes:
        content = content.replace(b'<dimension ref="A1:D9"', b'<dimension ref="A1:XFD1048576"')
        start, end = content.index(b"<mergeCells"), content.index(b"</mergeCells>") + len(b"</mergeCells>")
        return content[:start] + marks + content[end:]

    document = load_bytes(rezipped(xlsx(fill_form), {FIRST: absurd}), "a.xlsx")
    assert len(document.text) < 2000


def test_entities_and_broken_parts_are_refused(tmp_path) -> None:  # type: ignore[no-untyped-def]
    secret = tmp_path / "secret.txt"
    secret.write_text("不可外传", "utf-8")
    laughs = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    for declared in (
        f'<!DOCTYPE x [<!ENTITY a SYSTEM "{secret.as_uri()}">]>',
        f'<!DOCTYPE x [<!ENTITY a0 "甲">{laughs}]>',
    ):
        name = "a11" if "a11" in declared else "a"

        def poisoned(content: bytes, declared: str = declared, name: str = name) -> bytes:
            body = content[content.index(b"<worksheet") :]
            cell = f'<c r="A20" t="inlineStr"><is><t>&{name};</t></is></c>'
            return declared.encode() + body.replace(b"</sheetData>", f'<row r="20">{cell}</row></sheetData>'.encode())

        try:
            text = load_bytes(rezipped(xlsx(fill_form), {FIRST: poisoned}), "a.xlsx").text
        except Unreadable:
            continue
        assert "不可外传" not in text
        assert len(text) < 2000
    for member in (FIRST, "xl/workbook.xml", "xl/styles.xml"):
        with pytest.raises(Unreadable):
            load_bytes(rezipped(xlsx(fill_form), {member: lambda content: content[: len(content) // 2]}), "a.xlsx")


def test_a_workbook_that_unpacks_without_end_is_refused() -> None:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx(fill_form))) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for item in source.infolist():
            target.writestr(item, source.read(item))
        with target.open("xl/media/bomb.bin", "w") as bomb:
            for _ in range(201):
                bomb.write(bytes(1024**2))
    assert len(out.getvalue()) < 1024**2
    with pytest.raises(TooLarge):
        load_bytes(out.getvalue(), "a.xlsx")

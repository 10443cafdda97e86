"""Tables with lines in PDFs: what is printed in a cell is read in that cell, and nothing of a page is lost."""

import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.load import load_bytes
from extractor.load.page_text import OVERDRAWN
from extractor.load.pdf_sheet import MAX_SEGMENTS, read_sheet
from schemas.document import Document
from tests.load.cutting import cells, merged
from tests.load.printing import (
    LEFT,
    Cell,
    Press,
    Rows,
    as_html,
    printed_by_chromium,
    printed_by_office,
    said,
    t1,
    t2,
    t6,
)

T1_EDGES = (40, 200, 225, 300, 450, 480, 555)
T2_EDGES = (15, 35, 55, 75, 220, 290, 360, 415, 445, 515, 590)
T6_EDGES = (20, 62, 190, 245, 285, 365, 420, 460, 535, 590)


def rows_of(document: Document) -> list[list[str]]:
    """Rows of all grids; a form over several pages is one list."""
    return [row for grid in document.grids for row in cells(document, grid)]


def form(rows: Rows, edges: tuple[int, ...]) -> bytes:
    press = Press()
    press.text(220, 50, "收入支出决算总表")
    press.text(40, 70, "公开01表")
    end = press.table(rows, edges, 85)
    press.text(40, end + 20, "注：本表反映收支。")
    return press.done()


@pytest.mark.parametrize(("rows", "edges"), [(t1(), T1_EDGES), (t2(20), T2_EDGES), (t6(), T6_EDGES)])
def test_a_ruled_form_is_read_cell_by_cell_between_its_title_and_its_note(rows: Rows, edges: tuple[int, ...]) -> None:
    document = load_bytes(form(rows, edges), "a.pdf")
    assert rows_of(document) == said(rows)
    (grid,) = document.grids
    assert grid.layout == "tabbed"
    assert document.text[: grid.start] == "收入支出决算总表\n公开01表\n"
    assert document.text[grid.end :] == "注：本表反映收支。\n\f"


def test_merged_cells_are_said_at_their_upper_left_and_listed() -> None:
    (grid,) = load_bytes(form(t2(2), T2_EDGES), "a.pdf").grids
    assert {(0, 0, 1, 4), (0, 4, 2, 1), (0, 7, 1, 2), (1, 0, 1, 3), (2, 0, 2, 1)} <= merged(grid)


@pytest.mark.parametrize("printer", [printed_by_chromium, printed_by_office])
def test_forms_printed_by_a_browser_and_an_office_program_hold_every_cell(
    printer: Callable[[str, Path], bytes], tmp_path: Path
) -> None:
    document = load_bytes(printer(as_html(t1(), (26, 6, 18, 26, 6, 18)), tmp_path), "a.pdf")
    assert [[cell.replace(" ", "") for cell in row] for row in rows_of(document)] == said(t1())


def test_a_tree_over_pages_keeps_its_columns_where_the_code_column_is_one_again(tmp_path: Path) -> None:
    """On the pages after the head nothing but codes stands under 类 款 项, so their lines are not drawn there."""
    page = as_html(t2(120), (4, 4, 4, 22, 14, 14, 10, 8, 10, 10))
    document = load_bytes(printed_by_chromium(page, tmp_path), "a.pdf")
    assert len(document.grids) >= 3
    assert {len(row) for row in rows_of(document)} == {10}
    codes = [row[0] for row in rows_of(document) if row[0].isdigit()]
    assert codes == [row[0] for row in t2(120)[4:]]


def test_a_single_last_row_on_a_page_of_its_own_belongs_to_the_table_before() -> None:
    press = Press()
    press.table(t1()[:-1], T1_EDGES, 85)
    press.page()
    press.table(t1()[-1:], T1_EDGES, 60)
    assert rows_of(load_bytes(press.done(), "a.pdf")) == said(t1())


def test_a_last_row_below_a_blank_one_on_a_page_of_its_own_belongs_to_the_table_before() -> None:
    press = Press()
    press.table(t1()[:-1], T1_EDGES, 85)
    press.page()
    press.table([[""] * 6, t1()[-1]], T1_EDGES, 60)
    assert rows_of(load_bytes(press.done(), "a.pdf"))[-1] == said(t1())[-1]


def test_a_single_last_row_with_merged_cells_belongs_to_the_table_before() -> None:
    """合计 stands over the columns of the code too: their lines are left out of its row."""
    rows, edges = t2(9), T2_EDGES
    last: list[Cell] = ["合计", LEFT, LEFT, LEFT, "1.00", "1.00", "", "", "", ""]
    press = Press()
    press.table(rows, edges, 85)
    press.page()
    press.table([last], edges, 60)
    assert rows_of(load_bytes(press.done(), "a.pdf"))[-1] == said([last])[0]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_form_printed_along_another_side_of_the_page_is_read_upright(turn: int) -> None:
    press = Press()
    x, y = {90: (595, 0), 180: (595, 842), 270: (0, 842)}[turn]
    press.canvas.translate(x, y)
    press.canvas.rotate(turn)
    press.size = (842, 595) if turn != 180 else (595, 842)
    press.table(t1(), T1_EDGES, 80)
    assert rows_of(load_bytes(press.done(), "a.pdf")) == said(t1())


def test_a_page_with_a_rotation_mark_is_read_as_it_is_shown() -> None:
    press = Press()
    press.canvas.setPageRotation(90)
    press.canvas.translate(595, 0)
    press.canvas.rotate(90)
    press.size = (842, 595)
    press.table(t6(), T6_EDGES, 80)
    assert rows_of(load_bytes(press.done(), "a.pdf")) == said(t6())


SMALL: Rows = [["项目", "预算数", "决算数"], ["基本支出", "12.50", "13.60"], ["项目支出", "5.00", ""]]
SMALL_EDGES = (50, 200, 300, 400)


def small(draw: Callable[[Press, float, float, float, float], None]) -> list[list[str]]:
    """Read a small form whose lines are drawn by `draw`, all three rows and columns."""
    press = Press()
    for i, row in enumerate(SMALL):
        for j, cell in enumerate(row):
            press.text(SMALL_EDGES[j] + 4, 113 + 18 * i, str(cell))
    for y in range(100, 155, 18):
        draw(press, 50, y, 400, y)
    for x in SMALL_EDGES:
        draw(press, x, 100, x, 154)
    return rows_of(load_bytes(press.done(), "a.pdf"))


def pieces(press: Press, x0: float, y0: float, x1: float, y1: float) -> None:
    count = int(max(x1 - x0, y1 - y0) / 4)
    for i in range(count):
        press.line(
            x0 + (x1 - x0) * i / count,
            y0 + (y1 - y0) * i / count,
            x0 + (x1 - x0) * (i + 0.8) / count,
            y0 + (y1 - y0) * (i + 0.8) / count,
        )


def filled(press: Press, x0: float, y0: float, x1: float, y1: float) -> None:
    press.canvas.rect(x0, press.size[1] - y1 - 0.4, x1 - x0 + 0.8, y1 - y0 + 0.8, stroke=0, fill=1)


def doubled(press: Press, x0: float, y0: float, x1: float, y1: float) -> None:
    press.line(x0, y0, x1, y1)
    press.line(x0 + 2 * (x0 == x1), y0 + 2 * (y0 == y1), x1 + 2 * (x0 == x1), y1 + 2 * (y0 == y1))


def one_path(press: Press, x0: float, y0: float, x1: float, y1: float) -> None:
    path = press.canvas.beginPath()
    for start, end in ((0.0, 0.5), (0.5, 1.0)):
        path.moveTo(x0 + (x1 - x0) * start, press.size[1] - y0 - (y1 - y0) * start)
        path.lineTo(x0 + (x1 - x0) * end, press.size[1] - y0 - (y1 - y0) * end)
    press.canvas.drawPath(path)


def scaled(press: Press, x0: float, y0: float, x1: float, y1: float) -> None:
    press.canvas.saveState()
    press.canvas.scale(0.1, 0.1)
    press.canvas.setLineWidth(5)
    press.canvas.line(x0 * 10, (press.size[1] - y0) * 10, x1 * 10, (press.size[1] - y1) * 10)
    press.canvas.restoreState()


@pytest.mark.parametrize("draw", [Press.line, pieces, filled, doubled, one_path, scaled])
def test_lines_are_lines_however_they_are_drawn(draw: Callable[[Press, float, float, float, float], None]) -> None:
    assert small(draw) == said(SMALL)


def test_lines_in_a_form_object_are_placed_by_its_matrix() -> None:
    press = Press()
    press.canvas.beginForm("lines")
    for i in range(4):
        press.canvas.line(0, 18 * i, 350, 18 * i)
    for x in SMALL_EDGES:
        press.canvas.line(x - 50, 0, x - 50, 54)
    press.canvas.endForm()
    press.canvas.setFont("STSong-Light", 9)
    press.canvas.saveState()
    press.canvas.translate(50, press.size[1] - 154)
    press.canvas.doForm("lines")
    press.canvas.restoreState()
    for i, row in enumerate(SMALL):
        for j, cell in enumerate(row):
            press.text(SMALL_EDGES[j] + 4, 113 + 18 * i, str(cell))
    assert rows_of(load_bytes(press.done(), "a.pdf")) == said(SMALL)


def test_a_table_open_at_its_sides_has_its_outer_columns() -> None:
    def without_sides(press: Press, x0: float, y0: float, x1: float, y1: float) -> None:
        if x0 != x1 or x0 not in (50, 400):
            press.line(x0, y0, x1, y1)

    assert small(without_sides) == said(SMALL)


def test_amounts_on_both_sides_of_a_missing_line_stay_apart() -> None:
    def with_a_gap(press: Press, x0: float, y0: float, x1: float, y1: float) -> None:
        if x0 == x1 == 300:
            press.line(x0, 100, x1, 118)
            press.line(x0, 136, x1, 154)
        else:
            press.line(x0, y0, x1, y1)

    assert small(with_a_gap) == said(SMALL)


def test_rows_without_lines_between_them_are_rows() -> None:
    press = Press()
    for x in SMALL_EDGES:
        press.line(x, 100, x, 260)
    for y in (100, 118, 260):
        press.line(50, y, 400, y)
    rows = [SMALL[0], *([f"第{i}项", f"{i}.50", f"{i}0.25" if i != 2 else ""] for i in range(1, 6))]
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            press.text(SMALL_EDGES[j] + 4, 113 + 24 * i, str(cell))
    assert rows_of(load_bytes(press.done(), "a.pdf")) == said(rows)


def test_a_number_wrapped_in_its_cell_is_one_and_two_numbers_are_two() -> None:
    press = Press()
    for y in (100, 118, 160):
        press.line(50, y, 300, y)
    for x in (50, 200, 250, 300):
        press.line(x, 100, x, 160)
    for x, y, words in (
        (53, 113, "项目"),
        (203, 113, "预算"),
        (253, 113, "决算"),
        (53, 130, "一般公共预算财政"),
        (53, 142, "拨款收入"),
        (203, 130, "1,234,567."),
        (203, 142, "89"),
        (253, 130, "12.50"),
        (253, 142, "13.60"),
    ):
        press.text(x, y, words)
    rows = rows_of(load_bytes(press.done(), "a.pdf"))
    assert rows[1] == ["一般公共预算财政拨款收入", "1,234,567.89", "12.50 13.60"]


def test_a_number_wider_than_its_cell_stays_whole() -> None:
    rows = [["项目", "数", "年"], ["基本支出", "", "2021"], ["项目支出", "", "2022"]]
    press = Press()
    press.table(rows, (50, 150, 185, 260), 100)
    press.right(190, 131, "1,234,567.89")
    found = rows_of(load_bytes(press.done(), "a.pdf"))
    assert found[1] == ["基本支出", "1,234,567.89", "2021"]


def test_words_printed_over_one_another_are_not_interleaved() -> None:
    press = Press()
    press.table([["项目", "决算数"], ["", "485,308.47"]], (50, 110, 180), 100)
    press.text(53, 131, "机关事业单位养老保险")
    found = rows_of(load_bytes(press.done(), "a.pdf"))
    assert found[1] == ["机关事业单位养老保险", "485,308.47"]


def test_boxes_around_prose_charts_and_organisation_charts_are_no_tables() -> None:
    press = Press()
    press.canvas.rect(50, 700, 480, 90)
    for i in range(4):
        press.text(60, 70 + 18 * i, "绩效目标完成情况较好，资金到位及时。")
    for i in range(5):  # a chart with its grid
        press.line(100, 250 + 30 * i, 500, 250 + 30 * i)
        press.line(100 + 100 * i, 250, 100 + 100 * i, 370)
        press.text(60, 253 + 30 * i, f"{100 - 20 * i}.00")
        press.canvas.rect(120 + 100 * i, 842 - 370, 30, 20 + 10 * i, fill=1)
    press.line(60, 470, 460, 470)
    for i in range(5):  # five offices under one
        press.line(60 + 100 * i, 470, 60 + 100 * i, 490)
        press.canvas.rect(20 + 100 * i, 842 - 510, 80, 20)
        press.text(30 + 100 * i, 503, f"第{i}科室")
    assert load_bytes(press.done(), "a.pdf").grids == ()


def test_prose_beside_a_table_is_as_it_is_without_one() -> None:
    prose = ["一、收入支出决算总体情况说明", "收入总计812.40万元，比上年增加31.20万元-", "增长3.99%。"]
    with_table, without = Press(), Press()
    for press in (with_table, without):
        for i, line in enumerate(prose):
            press.text(40, 60 + 20 * i, line)
    with_table.table(SMALL, SMALL_EDGES, 300)
    text = load_bytes(with_table.done(), "a.pdf").text
    assert text.startswith(load_bytes(without.done(), "a.pdf").text.rstrip("\n\f"))


WORD = st.text("一二收入支出项目合计0123456789.,-（）", min_size=0, max_size=8)


@given(st.lists(st.lists(WORD, min_size=3, max_size=3), min_size=2, max_size=8))
def test_every_character_of_a_page_stands_in_its_text_once(rows: list[list[str]]) -> None:
    data = form([["项目", "预算数", "决算数"], *rows], (40, 200, 330, 500))
    with pypdfium2.PdfDocument(data) as pdf:
        shown = pdf[0].get_textpage().get_text_range().replace("\ufffe", "-").replace("\x02", "-")
    text = load_bytes(data, "a.pdf").text
    assert Counter("".join(text.split())) == Counter("".join(shown.split()))


def test_a_page_of_countless_lines_is_read_as_text() -> None:
    press = Press()
    press.text(40, 30, "收入支出决算总表，收入总计812.40万元，支出总计812.40万元，比上年增加31.20万元。")
    for i in range(2500):
        press.line(40, 50 + 0.3 * i, 500, 50 + 0.3 * i)
    for i in range(900):
        press.line(40 + 0.5 * i, 50, 40 + 0.5 * i, 800)
    document = load_bytes(press.done(), "a.pdf")
    assert document.grids == ()
    assert "812.40" in document.text


@pytest.mark.parametrize("at", [0.3, 0.5, 0.7, 0.9])
def test_a_damaged_table_page_is_read_or_refused(at: float) -> None:
    from extractor.errors import InputError

    data = bytearray(form(t1(), T1_EDGES))
    place = int(len(data) * at)
    data[place : place + 200] = bytes(200)
    try:
        document = load_bytes(bytes(data), "a.pdf")
    except InputError:
        return
    assert document.text.strip()


def test_a_long_report_does_not_keep_its_pages() -> None:
    press = Press()
    for _ in range(60):
        press.table(t1(), T1_EDGES, 85)
        press.page()
    document = load_bytes(press.done(), "a.pdf")
    assert len(document.grids) == 60
    assert len(io.BytesIO(document.text.encode()).getvalue()) < 200_000


@pytest.mark.parametrize("tables", [True, False], ids=["beside a form", "beside words"])
def test_a_page_with_more_lines_than_any_form_says_that_they_were_not_read(tables: bool) -> None:
    """A map, or hatching: hundreds of thousands of strokes must cost no more than those that are looked at."""
    press = Press()
    if tables:
        press.table(t1(), T1_EDGES, 85)
    else:
        press.text(40, 60, "本页是示意图，没有表格，图中的线只是阴影。")
    path = press.canvas.beginPath()
    for i in range(MAX_SEGMENTS):
        path.moveTo(40 + i % 500, 40)
        path.lineTo(44 + i % 500, 44)
    press.canvas.drawPath(path)
    data = press.done()
    document = load_bytes(data, "a.pdf")
    assert document.text.rstrip().endswith(OVERDRAWN)
    assert document.text.count(OVERDRAWN) == 1
    page = pypdfium2.PdfDocument(data)[0]
    sheet = read_sheet(page, page.get_textpage())
    assert sheet.is_overdrawn
    assert not sheet.across
    assert not sheet.down

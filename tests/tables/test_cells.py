"""Cells of a grid: cut by layout, each with the offsets of its own text, and what number a cell prints."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from extractor.load.grids import find_grids
from extractor.tables.cells import Cell, cut, digits_of
from schemas.document import Grid, Merge, Stored
from tests.tables.printed import PRINTERS, tabs

ROWS = [
    ["科目编码", "科目名称", "本年支出合计", "基本支出"],
    ["201", "一般公共服务支出", "1,204.30", ""],
    ["20126", "档案事务", "", "12.50"],
    ["2012604", "档案馆", "-0.50", "0"],
]


def texts(text):
    (grid,) = find_grids(text)
    return [[cell.text for cell in row] for row in cut(text, grid)]


def cell(text):
    return Cell(text, 0, len(text), 0, 0)


@pytest.mark.parametrize("printer", PRINTERS.values(), ids=PRINTERS)
def test_every_layout_gives_the_same_cells(printer):
    text = f"支出如下。\n\n{printer(ROWS)}"
    assert texts(text) == ROWS


@pytest.mark.parametrize("printer", PRINTERS.values(), ids=PRINTERS)
def test_cells_keep_the_row_and_column_they_are_printed_in(printer):
    text = printer(ROWS)
    (grid,) = find_grids(text)
    for at, row in enumerate(cut(text, grid)):
        assert [(cell.row, cell.column) for cell in row] == [(at, column) for column in range(4)]


def test_blank_lines_between_tabbed_rows_count_as_rows_because_merges_and_stored_numbers_count_them():
    text = "甲\t1.00\n\n乙\t2.00\n"
    grid = Grid(start=0, end=len(text), layout="tabbed", stored=(Stored(row=2, column=1, value="2.004"),))
    rows = cut(text, grid)
    assert [[(c.text, c.stored) for c in row] for row in rows] == [
        [("甲", None), ("1.00", None)],
        [("", None)],
        [("乙", None), ("2.00", "2.004")],
    ]


def test_a_merged_cell_knows_how_far_it_reaches():
    text = "合计\t\t5.00\n\t\t\n"
    grid = Grid(start=0, end=len(text), layout="tabbed", merges=(Merge(row=0, column=0, height=2, width=2),))
    first = cut(text, grid, document=3)[0][0]
    assert (first.width, first.height, first.document) == (2, 2, 3)


def test_a_cell_broken_by_a_wide_space_is_one_cell():
    text = "公务  接待费  1.00\n"
    grid = Grid(start=0, end=len(text), layout="spaced", stops=(0, 13))
    assert [cell.text for cell in cut(text, grid)[0]] == ["公务  接待费", "1.00"]


def test_a_head_without_a_stated_span_stands_over_the_columns_it_is_centred_on():
    text = (
        "科目编码  科目名称              支出\n"
        "                      合计    基本支出  项目支出\n"
        "201       公共服务    15.00   12.00     3.00\n"
        "20126     档案事务    15.00   12.00     3.00\n"
        "2012604   档案馆      15.00   12.00     3.00\n"
    )
    (grid,) = find_grids(text)
    head = next(cell for cell in cut(text, grid)[0] if cell.text == "支出")
    assert (head.column, head.width) == (2, 3)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,204.30", "1204.30"),
        ("1，204.30", "1204.30"),
        ("１２．５０", "12.50"),
        ("-0.50", "-0.50"),
        ("－0.50", "-0.50"),
        ("−0.50", "-0.50"),
        ("(0.50)", "-0.50"),
        ("（1,000.00）", "-1000.00"),
        ("1 204.30", "1204.30"),
        ("0", "0"),
        ("0.00", "0.00"),
    ],
)
def test_a_cell_prints_the_number_an_accountant_reads(text, number):
    assert cell(text).number == Decimal(number)


@pytest.mark.parametrize("text", ["", "—", "-", "(5.00", "5.00）", "5.00元", "12.5%", "1.2.3", "20126 档案", "（一）"])
def test_what_is_no_number_is_none(text):
    assert cell(text).number is None


@pytest.mark.parametrize("text", ["", "—", "——", "-", "－", "/", " - "])
def test_a_dash_is_a_blank_cell(text):
    assert cell(text).blank


@pytest.mark.parametrize("text", ["0", "0.00", "-1", "一、收入"])
def test_a_zero_is_no_blank_cell(text):
    assert not cell(text).blank


@pytest.mark.parametrize(
    ("text", "start", "end", "printed"),
    [("12.50", 7, 12, "12.50"), ("（12.50）", 8, 13, "12.50"), ("1 204.30", 7, 15, "1204.30")],
)
def test_the_digits_of_a_cell_leave_out_brackets_and_spaces(text, start, end, printed):
    assert digits_of(Cell(text, 7, 7 + len(text), 0, 0)) == (start, end, printed)


TABLES = st.lists(
    st.lists(st.text("收支科目0123456789.,-（）", max_size=5), min_size=3, max_size=3), min_size=2, max_size=7
)


@given(TABLES, st.sampled_from(sorted(PRINTERS)), st.sampled_from(["", "一段话。\n\n"]))
def test_every_cell_of_every_layout_is_cut_where_its_text_stands(rows, printer, before):
    text = before + PRINTERS[printer](rows)
    for grid in find_grids(text):
        for row in cut(text, grid):
            assert all(text[one.start : one.end] == one.text for one in row)
            assert all(grid.start <= one.start <= one.end <= grid.end for one in row)
            starts = [one.start for one in row if one.text]
            assert starts == sorted(starts)


@given(TABLES)
def test_cells_set_apart_by_tabs_or_pipes_are_read_back_as_they_were_written(rows):
    assume(all(any(row) for row in rows))
    written = [[one.strip() for one in row] for row in rows]
    assert texts(tabs(rows)) == written


@given(st.text("收支 \t|\n\f\r-0123456789.,（）", max_size=200))
def test_any_text_is_cut_without_an_error_and_every_cell_reslices(text):
    for grid in find_grids(text):
        assert all(text[one.start : one.end] == one.text for row in cut(text, grid) for one in row)

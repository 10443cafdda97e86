"""The tables of a text file: where each begins and ends, and how its cells are set apart."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.load.grids import MAX_TEXT, find_grids, is_ruler

TABS = "项目\t决算数\n办公费\t12.00\n差旅费\t3.00\n"
LISTED = "\t项目\n\t决算数\n\n\t办公费\n\t12.00\n\n\t差旅费\n\t3.00\n"
PIPES = "| 项目 | 决算数 |\n|---|---:|\n| 办公费 | 12.00 |\n| 差旅费 | 3.00 |\n"
SPACED = "项目      决算数\n办公费    12.00\n差旅费    3.00\n培训费    1.00\n"
LAYOUTS = {"tabbed": TABS, "listed": LISTED, "piped": PIPES, "spaced": SPACED}


def found(text):
    return [(grid.layout, text[grid.start : grid.end]) for grid in find_grids(text)]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_table_is_found_whole_between_sentences_and_knows_its_layout(layout):
    table = LAYOUTS[layout]
    assert found(f"支出如下。\n\n{table}\n以上数据未经审计。\n") == [(layout, table)]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_table_is_found_at_the_edges_of_a_text(layout):
    table = LAYOUTS[layout].rstrip("\n")
    assert found(table) == [(layout, table)]


def test_tables_of_several_layouts_are_found_in_reading_order():
    text = "一段话。\n\n".join(LAYOUTS.values())
    assert [layout for layout, _ in found(text)] == list(LAYOUTS)


def test_a_page_break_parts_a_table():
    assert found(f"{TABS}\f{TABS}") == [("tabbed", TABS)] * 2


def test_blank_lines_between_rows_do_not_part_a_table():
    assert len(find_grids(TABS.replace("\n", "\n\n"))) == 1


def test_blank_lines_under_a_table_are_none_of_it():
    assert found(f"{TABS}\n\n\n") == [("tabbed", TABS)]


def test_a_row_of_blank_cells_at_the_end_is_one_of_its_rows():
    assert found(f"{TABS}\t\n") == [("tabbed", f"{TABS}\t\n")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "本年收入900.00万元。\n其中：其他收入50.00万元。\n",
        "\t缩进的一段话。\n",
        "甲|乙\n丙|丁\n",
        "甲 | 乙\n",
    ],
)
def test_prose_is_no_table(text):
    assert find_grids(text) == ()


@pytest.mark.parametrize("line", ["|---|---|", "| :-- | --: |", "---|---", "|:-:|", " | --- | --- | \n"])
def test_a_line_of_dashes_between_pipes_is_a_ruler(line):
    assert is_ruler(line)


@pytest.mark.parametrize("line", ["| -0.50 | 3 |", "| — | - 3 |", "||", "", "| 办公费 | --- |"])
def test_a_line_with_a_figure_or_a_word_is_no_ruler(line):
    assert not is_ruler(line)


def test_a_text_far_longer_than_any_report_is_not_searched():
    assert find_grids(TABS + " " * MAX_TEXT) == ()


@pytest.mark.parametrize(
    "line", ["办公费  12.00，" * 3_000 + "）\n", "\t" * 200_000 + "\n", "|" * 200_000 + "\n", "甲  0 " * 20_000 + "\n"]
)
def test_absurd_lines_are_searched_in_a_moment(line):
    started = time.process_time()
    find_grids(line * 2)
    assert time.process_time() - started < 5


@given(st.text("收支 \t|\n\f\r-:0123456789.,（）", max_size=300))
def test_grids_of_any_text_are_whole_lines_in_order_and_apart(text):
    grids = find_grids(text)
    ends = [0, *(grid.end for grid in grids)]
    assert all(grid.start >= end for grid, end in zip(grids, ends, strict=False))
    for grid in grids:
        assert grid.start < grid.end <= len(text)
        lines = text[: grid.start].splitlines(keepends=True)
        assert "".join(lines) == text[: grid.start]
        assert (text[: grid.start] + "甲").splitlines()[-1] == "甲", "a grid begins with a line"


def test_a_line_of_tabs_and_pipes_stands_in_one_table():
    found = find_grids("||\t\r\t|")
    assert [(grid.layout, grid.start) for grid in found] == [("tabbed", 0)]

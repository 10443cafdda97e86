"""Small tables in a text, however the carrier printed them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.tables.grid import find_blocks

ROWS = [["项目", "决算数", "占比"], ["财政拨款收入", "850.00", "94.44%"], ["其他收入", "50.00", "5.56%"]]
TABS = "".join("\t".join(row) + "\n" for row in ROWS)
WORD = "\n".join("".join(f"\t{cell}\n" for cell in row) for row in ROWS)
PIPES = "".join(f"| {' | '.join(row)} |\n" + ("|---|---:|:--:|\n" if not n else "") for n, row in enumerate(ROWS))
SPACED = "".join("  ".join(row) + "\n" for row in ROWS)
CARRIERS = {"tabs": TABS, "Word, one cell a line": WORD, "markdown pipes": PIPES, "spaced columns": SPACED}


def cells(text: str) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in block.rows] for block in find_blocks(text, 0, len(text))]


@pytest.mark.parametrize("carrier", CARRIERS)
def test_each_carrier_gives_the_same_rows(carrier):
    text = f"本年收入构成如下：\n{CARRIERS[carrier]}上表单位为万元。\n"
    assert cells(text) == [ROWS]


@pytest.mark.parametrize("carrier", CARRIERS)
def test_a_cell_s_range_holds_its_text_and_a_block_s_range_its_cells(carrier):
    text = f"本年收入构成如下：\n{CARRIERS[carrier]}上表单位为万元。\n"
    (block,) = find_blocks(text, 0, len(text))
    for row in block.rows:
        for cell in row:
            assert text[cell.start : cell.end] == cell.text
            assert block.start <= cell.start <= cell.end <= block.end
    assert "单位" not in text[block.start : block.end]
    assert "构成" not in text[block.start : block.end]


def test_offsets_are_those_of_the_whole_text():
    text = f"一、收入\n{TABS}二、支出\n{TABS}"
    first = find_blocks(text, 0, text.index("二、"))
    second = find_blocks(text, text.index("二、"), len(text))
    assert len(first) == len(second) == 1
    assert text[second[0].rows[1][1].start :].startswith("850.00")
    assert second[0].start > first[0].end


def test_a_merged_first_cell_is_an_empty_cell_not_a_shifted_row():
    text = "类别\t项目\t决算数\n收入\t财政拨款收入\t850.00\n\t其他收入\t50.00\n"
    assert cells(text)[0][2] == ["", "其他收入", "50.00"]


def test_empty_cells_keep_their_places():
    assert cells("项目\t决算数\t占比\n其他收入\t\t5.56%\n")[0][1] == ["其他收入", "", "5.56%"]
    assert cells("| 项目 | 决算数 | 占比 |\n| 其他收入 |  | 5.56% |\n")[0][1] == ["其他收入", "", "5.56%"]


def test_blank_lines_between_tab_rows_do_not_split_a_table():
    assert cells(TABS.replace("\n", "\n\n")) == [ROWS]


def test_two_tables_with_prose_between_are_two_blocks_in_reading_order():
    assert cells(f"{TABS}说明如下。\n{PIPES}再如下：\n{SPACED}") == [ROWS, ROWS, ROWS]


def test_spaced_rows_end_with_the_first_sentence():
    text = f"{SPACED}以上数据未经审计。\n事业收入  3.00  0.33%\n"
    assert cells(text) == [ROWS]


def test_a_spaced_line_counts_only_with_as_many_numbers_as_the_header_has_columns():
    text = SPACED + "事业收入  3.00\n合计  900.00  100%\n"
    assert [row[0] for row in cells(text)[0]] == ["项目", "财政拨款收入", "其他收入", "合计"]


def test_a_column_of_reasons_is_no_number_column():
    text = "项目 决算数 上年决算数 增减原因\n财政拨款收入 850.00 880.00 人员减少\n"
    assert cells(text)[0][1] == ["财政拨款收入", "850.00", "880.00"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "本年收入900.00万元。\n其中：其他收入50.00万元。\n",
        "项目 支出 情况\n",
        "\t缩进的一段话。\n",
        "甲|乙\n",
    ],
)
def test_prose_is_no_table(text):
    assert cells(text) == []


CELL = st.text(st.sampled_from("收入支出0123456789.,%（）"), min_size=1, max_size=6)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=6))
def test_any_tabbed_grid_is_read_back(rows):
    text = "如下：\n" + "".join("\t".join(row) + "\n" for row in rows) + "完。\n"
    assert cells(text) == [rows]


@given(st.text(st.sampled_from("项目决算数占比\t\n| 1234.%。-"), max_size=80))
def test_any_text_is_read_and_every_cell_reslices(text):
    for block in find_blocks(text, 0, len(text)):
        assert all(text[cell.start : cell.end] == cell.text for row in block.rows for cell in row)
        assert 0 <= block.start < block.end <= len(text)

"""A table as a rectangle: its header, the heads over each column, its body; what is no row of it."""

import pytest

from extractor.tables.cells import Cell
from extractor.tables.matrix import is_code, is_meta, is_note, is_numbering
from tests.tables.printed import listed, matrix, pipes, spaced, tabs

BODY = [["2012604", "档案馆", "15.00", "12.00", "3.00"], ["", "合计", "15.00", "12.00", "3.00"]]


def row(*texts):
    return tuple(Cell(text, 0, len(text), 0, at) for at, text in enumerate(texts))


def titles(place, text):
    return [column.title for column in matrix(place, text).columns]


def body(place, text):
    return [[cell.text for cell in line] for line in matrix(place, text).body]


def test_the_heads_over_a_column_are_joined_from_the_top_down():
    text = tabs([["科目编码", "科目名称", "支出", "", ""], ["", "", "合计", "基本支出", "项目支出"], *BODY])
    assert titles("T5", text) == ["科目编码", "科目名称", "支出>合计", "支出>基本支出", "支出>项目支出"]


def test_a_head_said_twice_one_over_the_other_is_said_once():
    text = tabs([["科目编码", "科目名称", "小计", "基本支出", "项目支出"]] * 2 + BODY)
    assert titles("T5", text)[2] == "小计"


def test_a_head_never_reaches_out_from_under_the_head_above_it():
    text = tabs([["项目", "", "支出", "", ""], ["科目编码", "科目名称", "合计", "基本支出", "项目支出"], *BODY])
    assert titles("T5", text)[:2] == ["项目>科目编码", "项目>科目名称"]
    assert titles("T5", text)[4] == "支出>项目支出"


def test_a_merged_cell_saved_once_in_a_short_row_stands_over_all_its_columns():
    head = [["项目", "本年支出合计", "支出分类"], ["科目编码", "科目名称", "", "基本支出", "项目支出"]]
    assert titles("T5", listed([*head, *BODY])) == [
        "项目>科目编码",
        "项目>科目名称",
        "本年支出合计",
        "支出分类>基本支出",
        "支出分类>项目支出",
    ]


def test_class_section_and_item_stand_under_one_head():
    text = listed([["科目编码", "科目名称", "本年支出合计"], ["类", "款", "项", "", ""]]) + "\n"
    text += listed([["201", "26", "04", "档案馆", "15.00"], ["", "", "", "合计", "15.00"]])
    assert titles("T5", text) == ["科目编码>类", "科目编码>款", "科目编码>项", "科目名称", "本年支出合计"]


def test_a_short_body_row_keeps_its_figures_under_the_last_columns():
    text = listed([["科目编码", "科目名称", "本年支出合计", "基本支出"]]) + "\n"
    text += listed(
        [["2012604", "档案馆", "15.00", "12.00"], ["2012605", "修复", "1.00", "1.00"], ["合计", "16.00", "13.00"]]
    )
    assert body("T5", text)[-1] == ["合计", "", "16.00", "13.00"]


NUMBERED = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"], ["栏次", "", "1", "2", "3"]]
NOTE = [["注：本表反映本年支出。", "", "", "", ""]]


@pytest.mark.parametrize("printer", [tabs, pipes, listed])
def test_numbers_of_columns_and_notes_are_no_rows_of_the_body(printer):
    assert body("T5", printer(NUMBERED + BODY + NOTE)) == BODY


def test_numbers_of_columns_set_apart_by_spaces_are_no_row_either():
    rows = [["2012601", "行政运行", "9.00", "9.00", "0.00"], *BODY]
    assert body("T5", spaced(NUMBERED + rows)) == rows


def test_a_header_repeated_on_the_next_page_is_no_row_of_the_body():
    head = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    assert body("T5", tabs([head, BODY[0], head, BODY[1]])) == BODY


def test_lines_that_name_the_form_and_its_unit_are_neither_head_nor_body():
    meta = [
        ["一般公共预算财政拨款支出决算表", "", "", "", ""],
        ["编制单位：云溪县档案馆", "", "", "", "金额单位：万元"],
    ]
    head = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"]]
    assert titles("T5", tabs(meta + head + BODY)) == head[0]


def test_a_table_that_begins_with_its_figures_has_no_header():
    assert matrix("T5", tabs(BODY)) is None


def test_heads_in_words_nobody_knows_are_a_header_too():
    text = tabs([["甲", "乙", "丙", "丁", "戊"], *BODY])
    assert titles("T5", text) == ["甲", "乙", "丙", "丁", "戊"]


def test_a_year_in_a_head_opens_no_body():
    text = tabs([["科目编码", "科目名称", "2031", "", ""], ["", "", "合计", "基本支出", "项目支出"], *BODY])
    assert body("T5", text) == BODY


@pytest.mark.parametrize("text", ["208", "20805", "2080501", "301", "30101", "301.01", "208.05.01"])
def test_codes_of_three_five_and_seven_digits_are_codes(text):
    assert is_code(text)


@pytest.mark.parametrize("text", ["20", "2080", "108", "2080.5", "501.00", "2,080", "20805.01.1", "公用"])
def test_other_figures_are_no_codes(text):
    assert not is_code(text)


@pytest.mark.parametrize(
    "texts",
    [
        ("栏次", "1", "2", "3"),
        ("", "", "1", "2", "3"),
        ("类", "款", "项", "栏次", "1", "2"),
        ("项目", "1", "2", "3"),
        ("栏次", "", ""),
        ("—", "1", "3", "5"),
    ],
)
def test_a_line_that_numbers_the_columns_is_known(texts):
    assert is_numbering(row(*texts))


@pytest.mark.parametrize(
    "texts",
    [
        ("合计", "1", "2", "3"),
        ("档案馆", "1", "2", "3"),
        ("", "3", "2", "1"),
        ("", "1.50", "2.00", "3.00"),
        ("", "1", "2"),
        ("", "100", "200", "300"),
    ],
)
def test_small_money_is_no_numbering(texts):
    assert not is_numbering(row(*texts))


@pytest.mark.parametrize(
    "text", ["注：本表反映支出。", "备注1：尾差。", "说明：以万元列示", "本表反映本年收入。", "数据四舍五入"]
)
def test_a_note_is_known_by_its_opening(text):
    assert is_note(row(text, "", ""))


def test_a_row_of_figures_is_no_note_whatever_it_opens_with():
    assert not is_note(row("注：调整", "1.00", "2.00"))


@pytest.mark.parametrize(
    "text",
    [
        "公开05表",
        "单位：万元",
        "金额单位：元",
        "编制单位：云溪县档案馆",
        "部门：云溪县档案馆",
        "2031年度",
        "支出决算表",
    ],
)
def test_a_line_about_the_table_is_known(text):
    assert is_meta(row("", text))


def test_a_line_about_the_table_with_a_row_in_it_is_a_row():
    assert not is_meta(row("单位：万元", "12.00"))

"""Tables set apart by white space: where each column begins, what a header is, what only looks like a table."""

import pytest

from extractor.load.columns import has_figure, pieces
from extractor.load.grids import find_grids
from extractor.tables.cells import cut


def rows(text):
    (grid,) = find_grids(text)
    assert grid.layout == "spaced"
    return [[cell.text for cell in row] for row in cut(text, grid) if any(cell.text for cell in row)]


def table(text):
    """A text of one table without the indentation of this file."""
    return "".join(line[4:] + "\n" for line in text.strip("\n").splitlines())


FORM = table(
    """
    科目编码   科目名称            本年支出合计   基本支出   项目支出
    201        一般公共服务支出    15.00          12.00      3.00
    20126      档案事务            15.00          12.00      3.00
    221        住房保障支出        8.00           8.00
    """
)


def test_columns_begin_where_no_row_prints_anything():
    assert rows(FORM) == [
        ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
        ["201", "一般公共服务支出", "15.00", "12.00", "3.00"],
        ["20126", "档案事务", "15.00", "12.00", "3.00"],
        ["221", "住房保障支出", "8.00", "8.00", ""],
    ]


def test_figures_set_to_the_right_stand_under_their_head():
    text = table(
        """
        项目                预算数        决算数
        会议费            1,203.40          2.10
        培训费                2.00      1,200.00
        公务接待费           11.00
        """
    )
    assert rows(text)[1:] == [
        ["会议费", "1,203.40", "2.10"],
        ["培训费", "2.00", "1,200.00"],
        ["公务接待费", "11.00", ""],
    ]


def test_a_column_with_a_head_and_no_figure_is_a_column():
    text = FORM.replace("项目支出", "项目支出   经营支出")
    assert len(rows(text)[0]) == 6
    assert {row[5] for row in rows(text)[1:]} == {""}


def test_a_single_space_stands_inside_a_cell():
    assert rows(FORM.replace("档案事务", "档案 事务"))[2][1] == "档案 事务"


def test_full_width_spaces_set_columns_apart_too():
    text = "项目　　　　决算数\n会议费　　　2.10\n培训费　　　3.00\n接待费　　　0.50\n"
    assert rows(text)[1:] == [["会议费", "2.10"], ["培训费", "3.00"], ["接待费", "0.50"]]


def test_short_words_of_an_indented_list_are_one_column():
    text = table(
        """
        项目                    决算数
        合计                    9.00
              会议费            4.00
          因公出国费用          5.00
        """
    )
    assert rows(text)[1:] == [["合计", "9.00"], ["会议费", "4.00"], ["因公出国费用", "5.00"]]


def test_the_title_and_the_sentence_above_a_table_are_none_of_its_header():
    for above in ("一般公共预算财政拨款支出决算表\n", "支出情况如下，单位为万元。\n"):
        assert rows(above + FORM)[0][0] == "科目编码"


def test_the_unit_line_between_title_and_header_is_kept_with_the_table():
    assert "金额单位：万元" in "".join(rows(f"支出决算表\n\n编制单位：云溪县档案馆     金额单位：万元\n{FORM}")[0])


def test_rows_of_blanks_between_and_behind_filled_rows_belong_to_the_table():
    blank = "205        教育支出\n"
    lines = FORM.splitlines(keepends=True)
    text = lines[0] + lines[1] + blank * 5 + lines[2] + lines[3] + blank
    assert len(rows(text)) == 10
    assert rows(text)[-1][:2] == ["205", "教育支出"]


def test_a_sentence_ends_a_table():
    assert len(rows(f"{FORM}注：本表反映支出，单位为万元。\n")) == 4


def test_a_comma_inside_brackets_is_part_of_a_label():
    text = FORM.replace("档案事务", "设备（台，套）")
    assert rows(text)[2][1] == "设备（台，套）"


def test_the_title_of_the_next_table_parts_two_tables():
    assert len(find_grids(f"{FORM}\n收入决算表\n\n{FORM}")) == 2


def test_two_rows_are_no_table_but_under_a_form_s_title():
    short = "".join(FORM.splitlines(keepends=True)[:2])
    assert find_grids(short) == ()
    assert len(find_grids(f"支出决算表\n\n{short}")) == 1


def test_whole_numbers_under_a_form_s_title_are_rows():
    text = (
        "国有资产占用情况表\n\n项目          计量单位   数量\n一、车辆      辆         3\n二、设备      台（套）   0\n"
    )
    assert rows(text)[1:] == [["一、车辆", "辆", "3"], ["二、设备", "台（套）", "0"]]


@pytest.mark.parametrize(
    "text",
    [
        "一、收入支出决算总体情况说明  5\n二、收入决算情况说明  6\n三、支出决算情况说明  7\n",
        "本年收入合计 900.00 万元，支出 800.00 万元。\n其中：财政拨款 700.00 万元。\n其他 1.00 万元。\n",
        "电话  0000-1234567\n传真  0000-7654321\n",
    ],
)
def test_contents_prose_and_addresses_are_no_tables(text):
    assert find_grids(text) == ()


def test_a_piece_covers_two_display_columns_a_chinese_character():
    one, other = pieces(100, "  会议费  12.00\n")
    assert (one.text, one.start, one.end, one.left, one.right) == ("会议费", 102, 105, 2, 8)
    assert (other.text, other.start, other.left, other.right) == ("12.00", 107, 10, 15)


@pytest.mark.parametrize("text", ["12.00", "1,204", "(0.50)", "-3.10", "0", "（1,000.00）"])
def test_an_amount_is_a_figure(text):
    assert has_figure(pieces(0, f"会议费  {text}"))


@pytest.mark.parametrize("text", ["2031", "201", "5", "12.00元", "1.2.3", "—"])
def test_a_year_a_code_or_a_line_number_is_no_amount(text):
    assert not has_figure(pieces(0, f"会议费  {text}"))


def test_a_word_printed_spread_out_is_one_cell_and_two_heads_are_two():
    assert [piece.text for piece in pieces(0, "合    计    15.00  12.00")] == ["合    计", "15.00", "12.00"]
    assert [piece.text for piece in pieces(0, "会议费  培训费")] == ["会议费", "培训费"]

"""T2, T3, T5, T8, T9: figures by joined code and head, however the codes and the carrier are laid out."""

import pytest

from extractor.tables.entry import UNCODED
from tests.tables.printed import PRINTERS, reading, reading_of, shown, strays, tabs

HEAD = ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"]
TOTAL = ["", "合计", "23.00", "20.00", "3.00"]
ROWS = [
    ["201", "一般公共服务支出", "15.00", "12.00", "3.00"],
    ["20126", "档案事务", "15.00", "12.00", "3.00"],
    ["2012604", "档案馆", "15.00", "12.00", "3.00"],
    ["221", "住房保障支出", "8.00", "8.00", ""],
]
VALUES = {
    "合计": {"本年支出合计": "23.00", "基本支出": "20.00", "项目支出": "3.00"},
    "201": {"本年支出合计": "15.00", "基本支出": "12.00", "项目支出": "3.00"},
    "20126": {"本年支出合计": "15.00", "基本支出": "12.00", "项目支出": "3.00"},
    "2012604": {"本年支出合计": "15.00", "基本支出": "12.00", "项目支出": "3.00"},
    "221": {"本年支出合计": "8.00", "基本支出": "8.00"},
}


@pytest.mark.parametrize("printer", PRINTERS.values(), ids=PRINTERS)
def test_every_carrier_gives_the_same_figures(printer):
    found = reading_of("T5", printer([HEAD, TOTAL, *ROWS]))
    assert shown(found) == VALUES
    assert (found.stray, found.filled) == ([], 14)


@pytest.mark.parametrize("rows", [[TOTAL, *ROWS], [*ROWS, TOTAL], [ROWS[3], *ROWS[:3], TOTAL]])
def test_rows_are_known_by_their_code_wherever_they_stand(rows):
    assert shown(reading("T5", HEAD, *rows)) == VALUES


def test_the_name_printed_beside_a_code_is_the_rows_label():
    found = reading("T5", HEAD, TOTAL, *ROWS)
    assert {entry.row: entry.label for entry in found.entries}["2012604"] == "档案馆"


def test_the_figures_of_one_row_share_its_line():
    found = reading("T5", HEAD, *ROWS)
    assert len({entry.line for entry in found.entries if entry.row == "201"}) == 1
    assert len({entry.line for entry in found.entries}) == len(ROWS)


THREE = ["功能分类科目编码", "", "", "科目名称", "本年支出合计", "基本支出", "项目支出"]
PARTS = ["类", "款", "项", "", "", "", ""]


def test_a_code_in_three_columns_is_joined():
    rows = [
        ["201", "", "", "一般公共服务支出", "15.00", "12.00", "3.00"],
        ["201", "26", "", "档案事务", "15.00", "12.00", "3.00"],
        ["201", "26", "04", "档案馆", "15.00", "12.00", "3.00"],
        ["221", "", "", "住房保障支出", "8.00", "8.00", ""],
        ["", "", "", "合计", "23.00", "20.00", "3.00"],
    ]
    assert shown(reading("T5", THREE, PARTS, *rows)) == VALUES


def test_a_part_of_a_code_printed_alone_belongs_under_the_parts_above_it():
    rows = [
        ["201", "", "", "一般公共服务支出", "15.00", "12.00", "3.00"],
        ["", "26", "", "档案事务", "15.00", "12.00", "3.00"],
        ["", "", "04", "档案馆", "15.00", "12.00", "3.00"],
        ["221", "", "", "住房保障支出", "8.00", "8.00", ""],
        ["", "02", "01", "住房公积金", "8.00", "8.00", ""],
    ]
    assert list(shown(reading("T5", THREE, PARTS, *rows))) == ["201", "20126", "2012604", "221", "2210201"]


def test_a_lower_part_is_not_carried_over_to_the_next_section():
    rows = [
        ["201", "26", "04", "档案馆", "15.00", "12.00", "3.00"],
        ["", "31", "", "党委办公厅", "5.00", "5.00", ""],
        ["", "", "01", "行政运行", "5.00", "5.00", ""],
    ]
    assert list(shown(reading("T5", THREE, PARTS, *rows))) == ["2012604", "20131", "2013101"]


def test_the_parts_of_a_code_are_carried_over_the_page():
    first = [
        ["201", "", "", "一般公共服务支出", "15.00", "12.00", "3.00"],
        ["", "26", "", "档案事务", "15.00", "12.00", "3.00"],
    ]
    second = [["", "", "04", "档案馆", "15.00", "12.00", "3.00"], ["", "31", "", "党委办公厅", "5.00", "5.00", ""]]
    found = reading_of("T5", tabs([THREE, PARTS, *first]), tabs([THREE, PARTS, *second]))
    assert list(shown(found)) == ["201", "20126", "2012604", "20131"]


def test_a_row_without_a_code_is_known_by_its_name():
    found = reading("T5", HEAD, ["", "档案修复", "3.00", "", "3.00"])
    assert shown(found) == {"档案修复": {"本年支出合计": "3.00", "项目支出": "3.00"}}


def test_a_row_without_a_code_is_doubted_where_the_others_have_one():
    alone = reading("T5", HEAD, ["", "档案修复", "3.00", "", "3.00"])
    among = reading("T5", HEAD, *ROWS, ["", "档案修复", "3.00", "", "3.00"])
    assert all(UNCODED not in entry.reasons for entry in alone.entries)
    assert {entry.row for entry in among.entries if UNCODED in entry.reasons} == {"档案修复"}


@pytest.mark.parametrize("label", ["合计", "总计", "本年支出合计", "支出合计", "合 计", "合　计"])
def test_the_total_goes_by_several_names(label):
    assert "合计" in shown(reading("T5", HEAD, ["", label, "23.00", "20.00", "3.00"], *ROWS))


def test_a_total_in_the_column_of_codes_is_the_total():
    assert shown(reading("T5", HEAD, ["合计", "", "23.00", "20.00", "3.00"], *ROWS)) == VALUES


def test_a_total_beside_the_first_code_gives_that_code_back_to_the_next_line():
    torn = [["201", "合计", "23.00", "20.00", "3.00"], ["", "一般公共服务支出", "15.00", "12.00", "3.00"], *ROWS[1:]]
    assert shown(reading("T5", HEAD, *torn)) == VALUES


def test_a_code_is_never_money_even_where_a_figure_is_missing():
    found = reading("T5", HEAD, ["2012604", "档案馆", "", "", ""], *ROWS[3:])
    assert shown(found) == {"221": VALUES["221"]}
    assert found.stray == []


def test_an_amount_that_slipped_among_the_labels_is_a_figure_and_no_part_of_the_name():
    rows = [[row[0], "", "", *row[1:]] for row in ROWS]
    found = reading("T5", THREE, PARTS, *rows, ["221", "02", "提租补贴", "15.00", "12.00", "3.00"])
    assert strays(found) == [("22102", "", "15.00")]
    assert {entry.label for entry in found.entries if entry.row == "22102"} == {"提租补贴"}


def test_numbers_of_columns_are_never_money():
    assert shown(reading("T5", HEAD, ["栏次", "", "1", "2", "3"], TOTAL, *ROWS)) == VALUES
    assert (
        shown(reading("T5", THREE, PARTS, ["", "", "", "", "1", "2", "3"], *[[r[0], "", "", *r[1:]] for r in ROWS]))[
            "201"
        ]
        == VALUES["201"]
    )


def test_a_year_over_the_columns_is_never_money():
    year = ["2031", "2031年度", "", "", ""]
    assert shown(reading("T5", year, HEAD, TOTAL, *ROWS)) == VALUES


def test_a_blank_cell_or_a_dash_is_no_figure_and_a_zero_is_one():
    found = reading(
        "T5", HEAD, ["2012604", "档案馆", "12.00", "12.00", "0.00"], ["221", "住房保障支出", "8.00", "8.00", "—"]
    )
    assert shown(found)["2012604"]["项目支出"] == "0.00"
    assert "项目支出" not in shown(found)["221"]


def test_figures_in_brackets_are_negative():
    found = reading("T5", HEAD, ["2012604", "档案馆", "（0.50）", "(0.50)", ""])
    assert shown(found)["2012604"] == {"本年支出合计": "-0.50", "基本支出": "-0.50"}


def test_figures_in_a_note_are_none_of_the_forms():
    note = ["注：年末结转 99.00", "", "", "", ""]
    found = reading("T5", HEAD, TOTAL, *ROWS, note)
    assert (shown(found), found.stray) == (VALUES, [])


def test_a_figure_under_a_head_that_is_no_column_of_the_form_is_kept_apart():
    found = reading("T5", [*HEAD, "备注"], [*ROWS[0], "7.00"])
    assert shown(found) == {"201": VALUES["201"]}
    assert strays(found) == [("201", "", "7.00")]


def test_a_figure_on_a_line_without_a_label_is_kept_apart():
    assert strays(reading("T5", HEAD, *ROWS, ["", "", "1.11", "", ""])) == [("", "本年支出合计", "1.11")]


def test_under_heads_nobody_knows_every_figure_is_kept_apart():
    found = reading("T5", ["甲", "乙", "丙", "丁", "戊"], ROWS[0])
    assert (found.entries, [text for _, _, text in strays(found)]) == ([], ["15.00", "12.00", "3.00"])


def test_a_table_that_goes_on_over_the_page_under_its_own_header_is_one_form():
    found = reading_of("T5", tabs([HEAD, TOTAL, *ROWS[:2]]), tabs([HEAD, *ROWS[2:]]))
    assert shown(found) == VALUES


def test_of_which_and_interleaved_columns_of_income_go_to_their_own_heads():
    head = ["科目编码", "科目名称", "本年收入合计", "财政拨款收入", "事业收入", "", "其他收入"]
    below = ["", "", "", "", "小计", "其中：教育收费", ""]
    found = reading("T2", head, below, ["2050302", "中等职业教育", "16.00", "9.00", "6.00", "2.00", "1.00"])
    assert shown(found)["2050302"] == {
        "本年收入合计": "16.00",
        "财政拨款收入": "9.00",
        "事业收入": "6.00",
        "事业收入其中教育收费": "2.00",
        "其他收入": "1.00",
    }


def test_a_fund_form_has_balances_on_both_sides_of_its_spending():
    head = ["科目编码", "科目名称", "年初结转和结余", "本年收入", "本年支出", "", "", "年末结转和结余"]
    below = ["", "", "", "", "小计", "基本支出", "项目支出", ""]
    found = reading("T8", head, below, ["2120803", "城市建设支出", "4.00", "6.00", "7.00", "0.00", "7.00", "3.00"])
    assert list(shown(found)["2120803"].values()) == ["4.00", "6.00", "7.00", "0.00", "7.00", "3.00"]
    assert list(shown(found)["2120803"]) == [
        "年初结转和结余",
        "本年收入",
        "本年支出",
        "基本支出",
        "项目支出",
        "年末结转和结余",
    ]

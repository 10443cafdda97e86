"""T1 and T4: two halves side by side, each line by its label; 行次 and 栏次 are never money."""

import pytest

from extractor.tables.entry import UNLISTED
from tests.tables.printed import PRINTERS, flags, reading, reading_of, shown, strays, tabs

HEAD = [
    ["收入", "", "", "支出", "", ""],
    ["项目", "行次", "决算数", "项目", "行次", "决算数"],
]
ROWS = [
    ["一、一般公共预算财政拨款收入", "1", "900.00", "一、一般公共服务支出", "32", "800.00"],
    ["二、政府性基金预算财政拨款收入", "2", "", "二、外交支出", "33", ""],
    ["五、事业收入", "5", "0.00", "八、社会保障和就业支出", "39", "140.00"],
    ["本年收入合计", "27", "900.00", "本年支出合计", "58", "940.00"],
    ["使用非财政拨款结余", "28", "0.00", "结余分配", "59", "0.00"],
    ["年初结转和结余", "29", "50.00", "年末结转和结余", "60", "10.00"],
    ["总计", "31", "950.00", "总计", "62", "950.00"],
]
VALUES = {
    "一般公共预算财政拨款收入": "900.00",
    "一般公共服务支出": "800.00",
    "事业收入": "0.00",
    "社会保障和就业支出": "140.00",
    "本年收入合计": "900.00",
    "本年支出合计": "940.00",
    "使用非财政拨款结余": "0.00",
    "结余分配": "0.00",
    "年初结转和结余": "50.00",
    "年末结转和结余": "10.00",
    "收入总计": "950.00",
    "支出总计": "950.00",
}


def totals(found):
    return {row: columns["决算数"] for row, columns in shown(found).items()}


@pytest.mark.parametrize("printer", PRINTERS.values(), ids=PRINTERS)
def test_both_halves_are_read_from_every_carrier(printer):
    found = reading_of("T1", printer([*HEAD, *ROWS]))
    assert totals(found) == VALUES
    assert found.stray == []


def test_the_order_and_the_number_of_lines_are_no_key():
    few = [ROWS[6], ROWS[3], ROWS[0], ROWS[5]]
    assert totals(reading("T1", *HEAD, *few)) == {
        row: VALUES[row]
        for row in (
            "收入总计",
            "支出总计",
            "本年收入合计",
            "本年支出合计",
            "一般公共预算财政拨款收入",
            "一般公共服务支出",
            "年初结转和结余",
            "年末结转和结余",
        )
    }


def test_a_table_without_line_numbers_is_read_the_same():
    bare = [[row[0], row[2], row[3], row[5]] for row in [*HEAD, *ROWS]]
    assert totals(reading("T1", *bare)) == VALUES


def test_line_numbers_whose_head_is_missing_are_known_by_counting():
    head = [["收入", "", "", "支出", "", ""], ["项目", "", "决算数", "项目", "", "决算数"]]
    counted = [[row[0], str(n), row[2], row[3], str(n + 31), row[5]] for n, row in enumerate(ROWS, start=1)]
    assert totals(reading("T1", *head, *counted)) == VALUES


@pytest.mark.parametrize("numbering", [["栏次", "", "1", "栏次", "", "2"], ["栏次", "", "1", "", "", "2"]])
def test_numbers_of_columns_are_never_money(numbering):
    assert totals(reading("T1", *HEAD, numbering, *ROWS)) == VALUES


def test_the_name_of_a_line_is_its_label_without_its_ordinal():
    found = reading("T1", *HEAD, *ROWS)
    assert {entry.row: entry.label for entry in found.entries}["收入总计"] == "总计"
    assert {entry.row: entry.label for entry in found.entries}["社会保障和就业支出"] == "社会保障和就业支出"


def test_a_line_whose_label_is_missing_takes_its_name_from_the_other_half_and_says_so():
    rows = [
        *ROWS[:3],
        ["", "27", "900.00", "本年支出合计", "58", "940.00"],
        ["总计", "31", "950.00", "", "62", "950.00"],
    ]
    found = reading("T1", *HEAD, *rows)
    assert totals(found)["本年收入合计"] == "900.00"
    assert totals(found)["支出总计"] == "950.00"
    assert flags(found) == {
        ("本年收入合计", "决算数"): ("placed_by_line",),
        ("支出总计", "决算数"): ("placed_by_line",),
    }


def test_a_class_under_an_old_or_slipped_name_is_the_class():
    rows = [*ROWS, ["", "", "", "九、社会保障和就业业支出", "40", "3.00"]]
    assert ("社会保障和就业支出", "3.00") in [
        (entry.row, entry.cell.text) for entry in reading("T1", *HEAD, *rows).entries
    ]


def test_a_figure_on_a_line_without_any_label_is_kept_apart():
    rows = [*ROWS, ["", "", "7.00", "", "", ""]]
    assert strays(reading("T1", *HEAD, *rows)) == [("", "决算数", "7.00")]


def test_a_second_page_without_middle_labels_keeps_the_plan_of_the_first():
    second = [*HEAD, ["八、其他收入", "8", "5.00", "", "", ""]]
    found = reading_of("T1", tabs([*HEAD, *ROWS]), tabs(second))
    assert totals(found)["其他收入"] == "5.00"


FUND_HEAD = [
    ["收入", "", "支出", "", "", "", ""],
    ["项目", "决算数", "项目", "合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"],
]
FUNDS = [
    ["一、一般公共预算财政拨款", "900.00", "一、一般公共服务支出", "820.00", "800.00", "20.00", ""],
    ["二、政府性基金预算财政拨款", "20.00", "二、外交支出", "", "", "", ""],
    ["三、国有资本经营预算财政拨款", "", "八、社会保障和就业支出", "110.00", "110.00", "", ""],
    ["本年收入合计", "920.00", "本年支出合计", "930.00", "910.00", "20.00", "0.00"],
    ["年初财政拨款结转和结余", "30.00", "年末财政拨款结转和结余", "20.00", "20.00", "", ""],
    ["一般公共预算财政拨款", "25.00", "", "", "", "", ""],
    ["政府性基金预算财政拨款", "5.00", "", "", "", "", ""],
    ["总计", "950.00", "总计", "950.00", "930.00", "20.00", ""],
]


@pytest.mark.parametrize("printer", PRINTERS.values(), ids=PRINTERS)
def test_the_right_half_of_t4_has_a_column_a_fund(printer):
    found = shown(reading_of("T4", printer([*FUND_HEAD, *FUNDS])))
    assert found["一般公共服务支出"] == {
        "合计": "820.00",
        "一般公共预算财政拨款": "800.00",
        "政府性基金预算财政拨款": "20.00",
    }
    assert found["本年支出合计"]["国有资本经营预算财政拨款"] == "0.00"
    assert found["年末财政拨款结转和结余"] == {"合计": "20.00", "一般公共预算财政拨款": "20.00"}
    assert found["支出总计"]["合计"] == "950.00"


def test_the_left_half_of_t4_tells_this_years_funds_from_those_of_the_opening_balance():
    found = shown(reading("T4", *FUND_HEAD, *FUNDS))
    assert found["一般公共预算财政拨款"] == {"决算数": "900.00"}
    assert found["政府性基金预算财政拨款"] == {"决算数": "20.00"}
    assert found["年初财政拨款结转和结余"] == {"决算数": "30.00"}
    assert found["年初:一般公共预算财政拨款"] == {"决算数": "25.00"}
    assert found["年初:政府性基金预算财政拨款"] == {"决算数": "5.00"}


def test_a_figure_under_a_fund_nobody_knows_is_kept_apart():
    head = [[*FUND_HEAD[0], ""], [*FUND_HEAD[1], "备注"]]
    found = reading("T4", *head, *[[*row, "1.00" if "八、" in row[2] else ""] for row in FUNDS])
    assert strays(found) == [("社会保障和就业支出", "", "1.00")]


def test_the_sum_of_funds_printed_one_by_one_is_no_row_of_its_own():
    rows = [["一、财政拨款收入", "", "900.00", "一、一般公共服务支出", "", "800.00"], *ROWS]
    assert totals(reading("T1", *HEAD, *rows)) == VALUES


def test_a_label_of_the_spending_on_the_income_s_side_is_doubted():
    head = [["收入", "", "支出", ""], ["项目", "决算数", "项目", "决算数"]]
    rows = [
        ["一般公共预算财政拨款收入", "900.00", "一般公共服务支出", "800.00"],
        ["结余分配", "7.00", "支出总计", "950.00"],
    ]
    found = reading("T1", *head, *rows)
    assert {entry.cell.text for entry in [*found.entries, *found.stray] if UNLISTED in entry.reasons} == {"7.00"}

"""T6: economic subjects in one, two or three blocks side by side, and the totals of personnel and public spending."""

import pytest

from extractor.tables.entry import UNLISTED
from tests.tables.printed import PRINTERS, flags, reading, reading_of, shown, strays, tabs

BLOCK = ["科目编码", "科目名称", "决算数"]
HEAD3 = [["人员经费", "", "", "公用经费", "", "", "", "", ""], BLOCK * 3]
ROWS3 = [
    ["301", "工资福利支出", "60.00", "302", "商品和服务支出", "8.50", "310", "资本性支出", "1.20"],
    ["30101", "基本工资", "40.00", "30201", "办公费", "6.00", "31002", "办公设备购置", "1.20"],
    ["30102", "津贴补贴", "20.00", "30211", "差旅费", "2.50", "", "", ""],
    ["303", "对个人和家庭的补助", "4.00", "", "", "", "", "", ""],
    ["30305", "生活补助", "4.00", "", "", "", "", "", ""],
    ["", "人员经费合计", "64.00", "", "", "", "", "公用经费合计", "9.70"],
]
VALUES = {
    "301": "60.00",
    "302": "8.50",
    "310": "1.20",
    "30101": "40.00",
    "30201": "6.00",
    "31002": "1.20",
    "30102": "20.00",
    "30211": "2.50",
    "303": "4.00",
    "30305": "4.00",
    "人员经费合计": "64.00",
    "公用经费合计": "9.70",
}


def values(found):
    return {row: columns["决算数"] for row, columns in shown(found).items()}


@pytest.mark.parametrize("printer", PRINTERS.values(), ids=PRINTERS)
def test_three_blocks_side_by_side_are_read_from_every_carrier(printer):
    found = reading_of("T6", printer([*HEAD3, *ROWS3]))
    assert values(found) == VALUES
    assert found.stray == []


def test_two_blocks_side_by_side_are_read():
    head = [["人员经费", "", "", "公用经费", "", ""], BLOCK * 2]
    rows = [[*row[:6]] for row in ROWS3[:-1]] + [["人员经费合计", "", "64.00", "公用经费合计", "", "8.50"]]
    assert values(reading("T6", *head, *rows)) == {
        row: number for row, number in VALUES.items() if not row.startswith("310")
    } | {"公用经费合计": "8.50"}


def test_a_single_block_is_read_and_its_total_is_the_form_s():
    rows = [row[:3] for row in ROWS3[:-1]] + [row[3:6] for row in ROWS3[:3]]
    found = reading("T6", BLOCK, ["", "合计", "72.50"], *rows)
    assert values(found)["合计"] == "72.50"
    assert values(found)["30211"] == "2.50"


def test_a_block_that_splits_its_sum_gives_each_code_one_figure_and_the_totals_their_names():
    head = ["科目编码", "科目名称", "人员经费", "公用经费"]
    rows = [["301", "工资福利支出", "60.00", ""], ["302", "商品和服务支出", "", "8.50"], ["", "合计", "60.00", "8.50"]]
    assert values(reading("T6", head, *rows)) == {
        "301": "60.00",
        "302": "8.50",
        "人员经费合计": "60.00",
        "公用经费合计": "8.50",
    }


def test_beside_a_sum_the_split_repeats_and_is_read_once():
    head = ["科目编码", "科目名称", "合计", "人员经费", "公用经费"]
    rows = [["301", "工资福利支出", "60.00", "60.00", ""], ["302", "商品和服务支出", "8.50", "", "8.50"]]
    found = reading("T6", head, ["", "合计", "68.50", "60.00", "8.50"], *rows)
    assert values(found) == {"301": "60.00", "302": "8.50", "人员经费合计": "60.00", "公用经费合计": "8.50"}
    assert len([entry for entry in found.entries if entry.row == "301"]) == 1


def test_a_code_with_a_point_is_the_code_without_it():
    assert values(reading("T6", BLOCK, ["301.01", "基本工资", "40.00"], ["301.02", "津贴补贴", "20.00"])) == {
        "30101": "40.00",
        "30102": "20.00",
    }


def test_an_amount_that_looks_like_a_code_is_money_in_a_column_of_money():
    found = reading("T6", BLOCK, ["301", "工资福利支出", "301.50"], ["30101", "基本工资", "302"])
    assert values(found) == {"301": "301.50", "30101": "302"}


def test_a_blank_subject_has_no_figure_and_a_zero_is_one():
    found = reading("T6", BLOCK, ["30101", "基本工资", "0.00"], ["30103", "奖金", ""], ["30107", "绩效工资", "—"])
    assert values(found) == {"30101": "0.00"}


def test_the_name_beside_the_code_is_the_rows_label():
    found = reading("T6", *HEAD3, *ROWS3)
    assert {entry.row: entry.label for entry in found.entries}["31002"] == "办公设备购置"


def test_totals_of_both_kinds_stand_in_one_line_each_before_its_own_figure():
    line = ["人员经费合计", "", "64.00", "公用经费合计", "", "9.70", "", "", ""]
    found = values(reading("T6", *HEAD3, *ROWS3[:-1], line))
    assert (found["人员经费合计"], found["公用经费合计"]) == ("64.00", "9.70")


def test_a_total_whose_figure_is_missing_takes_none_of_the_other_s():
    line = ["", "人员经费合计", "", "", "", "", "", "公用经费合计", "9.70"]
    found = values(reading("T6", *HEAD3, *ROWS3[:-1], line))
    assert "人员经费合计" not in found
    assert found["公用经费合计"] == "9.70"


def test_a_figure_whose_code_fell_off_its_line_is_kept_apart():
    found = reading("T6", *HEAD3, *ROWS3, ["", "", "77.00", "", "", "", "", "", ""])
    assert strays(found) == [("", "决算数", "77.00")]
    assert values(found) == VALUES


def test_a_figure_in_a_second_column_of_a_block_is_kept_apart():
    head = ["科目编码", "科目名称", "预算数", "决算数"]
    found = reading("T6", head, ["301", "工资福利支出", "61.00", "60.00"], ["30101", "基本工资", "41.00", "40.00"])
    assert values(found) == {"301": "60.00", "30101": "40.00"}
    assert strays(found) == [("301", "", "61.00"), ("30101", "", "41.00")]


def test_a_second_page_is_read_with_its_own_header():
    found = reading_of("T6", tabs([*HEAD3, *ROWS3[:2]]), tabs([*HEAD3, *ROWS3[2:]]))
    assert values(found) == VALUES


def test_a_first_page_that_ends_below_its_totals_is_read_by_the_columns_of_the_second():
    head = ["科目编码", "科目名称", "人员经费", "公用经费"]
    rows = [["301", "工资福利支出", "60.00", ""], ["302", "商品和服务支出", "", "8.50"]]
    found = reading_of("T6", tabs([head, ["合计", "", "60.00", "8.50"]]), tabs([head, *rows]))
    assert values(found) == {"301": "60.00", "302": "8.50", "人员经费合计": "60.00", "公用经费合计": "8.50"}
    assert found.stray == []


def test_a_line_that_slipped_is_read_by_its_codes_and_a_code_is_never_money():
    slipped = ["30102", "津贴补贴", "", "20.00", "30211", "差旅费", "2.50", "31099", "其他资本性支出"]
    found = reading("T6", *HEAD3, *ROWS3[:2], slipped)
    assert {entry.row: entry.cell.text for entry in found.entries if entry.flags} == {"30102": "20.00", "30211": "2.50"}
    assert set(flags(found).values()) == {("placed_by_label",)}
    assert "31099" not in values(found)


def test_a_code_on_a_slipped_line_with_two_figures_has_neither():
    slipped = ["", "30102", "津贴补贴", "20.00", "1.00", "30211", "差旅费", "2.50", ""]
    found = reading("T6", *HEAD3, *ROWS3[:2], slipped)
    assert strays(found) == [("30102", "", "20.00"), ("30102", "", "1.00")]
    assert values(found)["30211"] == "2.50"


def test_a_name_that_is_no_economic_subject_is_doubted_and_one_without_a_code_that_is_one_is_not():
    head = ["科目", "决算数"]
    rows = [["301-工资福利支出", "60.00"], ["30101-基本工资", "60.00"], ["津贴补贴", "4.00"], ["修缮馆舍", "5.00"]]
    found = reading("T6", head, *rows)
    assert {entry.row for entry in found.entries if UNLISTED in entry.reasons} == {"修缮馆舍"}


def test_a_total_that_looks_like_a_code_opens_no_block():
    """312.25 with words behind it might be 312 25; on the line of 人员经费合计 it is an amount."""
    rows = [
        ["30399", "其他对个人和家庭的补助", "13.00", "30240", "税金及附加费用", "", "31205", "利息补贴", ""],
        ["人员经费合计", "", "312.25", "公用经费合计", "", "", "", "", "26.78"],
    ]
    found = reading_of("T6", tabs([*HEAD3, *rows]))
    assert values(found) == {"30399": "13.00", "人员经费合计": "312.25", "公用经费合计": "26.78"}


def test_a_total_that_looks_like_a_code_leaves_its_column_one_of_money():
    """On a last page of few rows half of the column may look like codes, for the label of a total follows."""
    head = [["人员经费", "", "", "公用经费", "", ""], BLOCK * 2]
    rows = [
        ["30399", "其他对个人和家庭的补助", "82.96", "30240", "税金及附加费用", ""],
        ["人员经费合计", "", "304.53", "公用经费合计", "", "8.50"],
    ]
    found = values(reading("T6", *head, *rows))
    assert found == {"30399": "82.96", "人员经费合计": "304.53", "公用经费合计": "8.50"}

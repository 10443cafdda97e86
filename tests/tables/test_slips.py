"""Lines of T1 and T4 that slipped by a cell: put back by their right label and their 行次, which is never money."""

import pytest

from tests.tables.printed import flags, form_of, reading, shown, tabs

HEAD = ["项目", "行次", "决算数", "项目", "行次", "决算数"]
ROWS = [
    ["一、一般公共预算财政拨款收入", "1", "900.00", "一、一般公共服务支出", "31", "800.00"],
    ["二、政府性基金预算财政拨款收入", "2", "", "二、外交支出", "32", "20.00"],
    ["三、国有资本经营预算财政拨款收入", "3", "40.00", "三、国防支出", "33", "60.00"],
    ["四、上级补助收入", "4", "7", "四、公共安全支出", "34", "67.00"],
    ["本年收入合计", "27", "947.00", "本年支出合计", "57", "947.00"],
]
VALUES = {row: columns["决算数"] for row, columns in shown(reading("T1", HEAD, *ROWS)).items()}


def slipped(at, cell, *, line=2):
    """The table with a blank cell slipped into one line."""
    rows = [list(row) for row in ROWS]
    rows[line].insert(at, cell)
    return reading("T1", HEAD, *rows)


def values(found):
    return {row: columns["决算数"] for row, columns in shown(found).items()}


@pytest.mark.parametrize("line", range(4))
@pytest.mark.parametrize("at", range(1, 6))
def test_wherever_a_blank_cell_slipped_in_every_figure_keeps_its_row_and_no_line_number_is_money(at, line):
    found = slipped(at, "", line=line)
    assert values(found) == VALUES
    assert found.stray == []


def test_what_was_put_back_says_so_and_the_rest_does_not():
    assert flags(slipped(4, "")) == {("国防支出", "决算数"): ("placed_by_label",)}
    assert flags(slipped(1, "")) == {
        ("国有资本经营预算财政拨款收入", "决算数"): ("placed_by_label",),
        ("国防支出", "决算数"): ("placed_by_label",),
    }


def test_a_line_that_lost_a_blank_cell_is_put_back_too():
    rows = [list(row) for row in ROWS]
    del rows[1][2]
    found = reading("T1", HEAD, *rows)
    assert values(found) == VALUES
    assert flags(found) == {("外交支出", "决算数"): ("placed_by_label",)}


def test_a_small_amount_beside_its_line_number_is_money():
    assert VALUES["上级补助收入"] == "7"
    assert flags(reading("T1", HEAD, *ROWS)) == {}


def test_a_line_number_left_blank_makes_no_amount_a_line_number():
    rows = [list(row) for row in ROWS]
    rows[3][1] = rows[4][1] = ""
    assert values(reading("T1", HEAD, *rows)) == VALUES


FUND_HEAD = [
    ["收入", "", "", "支出", "", "", "", "", ""],
    [
        "项目",
        "行次",
        "决算数",
        "项目",
        "行次",
        "合计",
        "一般公共预算财政拨款",
        "政府性基金预算财政拨款",
        "国有资本经营预算财政拨款",
    ],
]
FUNDS = [
    ["一、一般公共预算财政拨款", "1", "900.00", "一、一般公共服务支出", "31", "800.00", "780.00", "20.00", ""],
    ["二、政府性基金预算财政拨款", "2", "", "二、外交支出", "32", "", "", "", ""],
    ["三、国有资本经营预算财政拨款", "3", "", "三、国防支出", "33", "60.00", "60.00", "0.00", ""],
]


@pytest.mark.parametrize("at", range(1, 6))
def test_the_funds_of_t4_slip_together_and_are_put_back_together(at):
    rows = [list(row) for row in FUNDS]
    rows[2].insert(at, "")
    found = form_of("T4", tabs([*FUND_HEAD, *rows])).reading
    assert shown(found) == shown(reading("T4", *FUND_HEAD, *FUNDS))
    assert {row for row, _ in flags(found)} == {"国防支出"}

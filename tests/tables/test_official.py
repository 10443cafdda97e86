"""T7 and T10: a few items, budget and final, as rows, as one long line, or as pairs side by side."""

import pytest

from extractor.tables.official import asset_of
from tests.tables.printed import PRINTERS, reading, reading_of, shown, strays, tabs

ITEMS = {
    "合计": ("9.00", "6.25"),
    "因公出国（境）费": ("0.00", "0.00"),
    "公务用车购置及运行维护费": ("8.00", "5.75"),
    "公务用车购置费": ("0.00", "0.00"),
    "公务用车运行维护费": ("8.00", "5.75"),
    "公务接待费": ("1.00", "0.50"),
}
VALUES = {item: {"预算数": budget, "决算数": final} for item, (budget, final) in ITEMS.items()}
BUDGETS = [budget for budget, _ in ITEMS.values()]
FINALS = [final for _, final in ITEMS.values()]

DOWN = [
    ["项目", "预算数", "决算数"],
    ["合计", "9.00", "6.25"],
    ["1.因公出国（境）费", "0.00", "0.00"],
    ["2.公务用车购置及运行维护费", "8.00", "5.75"],
    ["（1）公务用车购置费", "0.00", "0.00"],
    ["（2）公务用车运行维护费", "8.00", "5.75"],
    ["3.公务接待费", "1.00", "0.50"],
]


@pytest.mark.parametrize("printer", PRINTERS.values(), ids=PRINTERS)
def test_items_printed_as_rows_are_read_from_every_carrier(printer):
    assert shown(reading_of("T7", printer(DOWN))) == VALUES


def test_the_order_of_the_items_is_no_key():
    assert shown(reading("T7", DOWN[0], *reversed(DOWN[1:]))) == VALUES


NAMES = ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "", "", "公务接待费"]
CARS = ["", "", "小计", "公务用车购置费", "公务用车运行维护费", ""]


def test_one_long_line_is_read_by_the_heads_over_it():
    head = [["预算数", "", "", "", "", "", "决算数", "", "", "", "", ""], NAMES * 2, CARS * 2]
    numbers = [str(n) for n in range(1, 13)]
    found = reading("T7", *head, numbers, [*BUDGETS, *FINALS])
    assert shown(found) == VALUES
    assert found.stray == []


def test_the_halves_of_a_long_line_may_order_their_items_otherwise():
    names = ["合计", "因公出国（境）费", "公务接待费", "公务用车购置及运行维护费", "", ""]
    cars = ["", "", "", "小计", "购置费", "运行维护费"]
    head = [["预算数", "", "", "", "", "", "决算数", "", "", "", "", ""], names * 2, cars * 2]
    budgets = ["9.00", "0.00", "1.00", "8.00", "0.00", "8.00"]
    finals = ["6.25", "0.00", "0.50", "5.75", "0.00", "5.75"]
    assert shown(reading("T7", *head, [*budgets, *finals])) == VALUES


def test_pairs_of_budget_and_final_side_by_side_are_read():
    items = list(ITEMS)
    head = [[cell for item in items for cell in (item, "")], ["预算数", "决算数"] * 6]
    line = [number for pair in ITEMS.values() for number in pair]
    assert shown(reading("T7", head[0], head[1], line)) == VALUES


def test_meetings_and_training_are_rows_of_their_own():
    rows = [*DOWN, ["会议费", "3.00", "2.10"], ["培训费", "2.00", "0.00"]]
    found = shown(reading("T7", *rows))
    assert found == VALUES | {
        "会议费": {"预算数": "3.00", "决算数": "2.10"},
        "培训费": {"预算数": "2.00", "决算数": "0.00"},
    }


def test_meetings_and_training_stand_across_too():
    names, cars = [*NAMES, "会议费", "培训费"], [*CARS, "", ""]
    head = [["预算数", *[""] * 7, "决算数", *[""] * 7], names * 2, cars * 2]
    found = shown(reading("T7", *head, [*BUDGETS, "3.00", "2.00", *FINALS, "2.10", "0.00"]))
    assert found["会议费"] == {"预算数": "3.00", "决算数": "2.10"}
    assert found["培训费"] == {"预算数": "2.00", "决算数": "0.00"}
    assert {item: found[item] for item in ITEMS} == VALUES


def test_heads_that_slipped_stand_over_the_columns_the_numbering_names():
    names = ["部门名称", "", "合计", "因公出国（境）费", "公务接待费"]
    head = [names, ["", "", "", "", ""], ["栏次", "1", "2", "3", ""]]
    found = reading("T7", *head, ["云溪县档案馆", "6.25", "5.75", "0.50", ""])
    assert shown(found) == {
        "合计": {"决算数": "6.25"},
        "因公出国（境）费": {"决算数": "5.75"},
        "公务接待费": {"决算数": "0.50"},
    }


def test_a_blank_item_has_no_figure_and_a_zero_is_one():
    found = shown(reading("T7", DOWN[0], ["合计", "1.00", "0.00"], ["3.公务接待费", "1.00", ""]))
    assert found == {"合计": {"预算数": "1.00", "决算数": "0.00"}, "公务接待费": {"预算数": "1.00"}}


def test_line_numbers_before_the_label_are_never_money():
    rows = [["行次", *DOWN[0]], *[[str(n), *row] for n, row in enumerate(DOWN[1:], start=1)]]
    found = reading("T7", *rows)
    assert shown(found) == VALUES
    assert found.filled == 12


def test_a_figure_under_a_head_that_is_no_measure_is_kept_apart():
    found = reading("T7", [*DOWN[0], "备注"], *[[*row, "3" if "接待" in row[0] else ""] for row in DOWN[1:]])
    assert strays(found) == [("公务接待费", "", "3")]


def test_a_unit_s_name_before_a_long_line_is_no_item():
    head = [
        ["部门", "预算数", "", "", "决算数", "", ""],
        ["", "合计", "公务接待费", "其它", "合计", "公务接待费", "其它"],
    ]
    found = reading("T7", *head, ["云溪县档案馆", "9.00", "1.00", "8.00", "6.25", "0.50", "5.75"])
    assert set(shown(found)) == {"合计", "公务接待费"}
    assert [text for _, _, text in strays(found)] == ["8.00", "5.75"]


@pytest.mark.parametrize("label", ["车辆数合计（辆）", "一、车辆数合计"])
def test_a_row_of_assets_goes_by_its_label(label):
    assert asset_of(label) == "车辆"


def test_a_longer_label_that_only_holds_an_asset_s_name_is_none():
    assert asset_of("本年度为保障外业调查新增租用的车辆及其驾驶人员") is None


ASSETS = [
    ["项目", "计量单位", "数量"],
    ["一、车辆数合计（辆）", "辆", "3"],
    ["1.机要通信用车", "辆", "1"],
    ["2.其他用车", "辆", "2"],
    ["二、单价50万元以上通用设备（台，套）", "台（套）", "0"],
]


@pytest.mark.parametrize("printer", PRINTERS.values(), ids=PRINTERS)
def test_assets_are_counted_by_row_in_every_carrier(printer):
    assert shown(reading_of("T10", "国有资产占用情况表\n\n" + printer(ASSETS))) == {
        "车辆": {"数量": "3"},
        "机要通信用车": {"数量": "1"},
        "其他用车": {"数量": "2"},
        "单价50万元以上通用设备": {"数量": "0"},
    }


def test_heads_over_names_are_no_assets_and_rooms_may_stand_beside_vehicles():
    rows = [
        ["车辆、设备", "数量", "房屋", "面积（平方米）"],
        ["一、车辆（辆）", "3", "四、房屋", "410.20"],
        ["1.机要通信用车", "1", "1.办公用房", "300.00"],
        ["2.其他用车", "2", "2.其他房屋", "110.20"],
    ]
    assert shown(reading("T10", *rows)) == {
        "车辆": {"数量": "3"},
        "房屋": {"面积": "410.20"},
        "机要通信用车": {"数量": "1"},
        "办公用房": {"面积": "300.00"},
        "其他用车": {"数量": "2"},
        "其他房屋": {"面积": "110.20"},
    }


def test_statistics_in_a_second_table_under_the_items_are_no_figures_of_theirs():
    rows = [
        ["“三公”经费合计", "因公出国（境）费", "公务接待费", "会议费", "培训费"],
        ["12.00", "4.00", "8.00", "1.50", "2.50"],
        ["因公出国（境）团组数（个）", "1", "国内公务接待批次（批）", "9", ""],
    ]
    assert sorted(entry.cell.text for entry in reading("T7", *rows).entries) == [
        "1.50",
        "12.00",
        "2.50",
        "4.00",
        "8.00",
    ]


def test_statistics_alone_on_a_page_under_the_heads_again_are_no_figures_of_theirs() -> None:
    items = ["“三公”经费合计", "因公出国（境）费", "公务接待费", "会议费", "培训费"]
    head = [["预算数", "", "", "", "", "决算数", "", "", "", ""], items * 2]
    rows = [["9.00", "", "9.00", "", "1.00", "8.00", "", "8.00", "", "0.50"]]
    first = reading_of("T7", tabs([*head, *rows]))
    line = ["国内公务接待批次（批次）", "", "", "0", "", "国内公务接待人次（人次）", "", "", "0", ""]
    assert shown(reading_of("T7", tabs([*head, *rows]), tabs([*head, line]))) == shown(first)

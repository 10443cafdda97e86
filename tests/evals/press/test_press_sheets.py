import re
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

import pytest

from evals.press import make
from evals.press.layouts import NAMES, layout
from evals.press.model import Report, Sheet, SheetCell
from evals.press.printing import Money
from evals.press.series import accounts
from evals.press.sheets import sheets
from tests.evals.press import laws

EVERY = [(seed, name) for seed in (1, 4, 12) for name in NAMES] + [(seed, "random") for seed in range(20, 40)]


@cache
def printed(seed: int, name: str) -> Report:
    return make.report(seed, name)


def form(seed: int, name: str, place: str) -> Sheet:
    return next(sheet for sheet in printed(seed, name).sheets if sheet.place == place)


def at(sheet: Sheet, row: int, column: int) -> SheetCell:
    return next(cell for cell in sheet.cells if (cell.row, cell.column) == (row, column))


def test_every_position_of_every_sheet_is_covered_once():
    for seed, name in EVERY:
        for sheet in printed(seed, name).sheets:
            laws.every_position_is_covered_once(sheet)


def test_every_printed_amount_has_its_gold_and_every_gold_its_cell():
    for seed, name in EVERY:
        report = printed(seed, name)
        factor = 10000 if report.money_unit == "万元" else 1
        for sheet in report.sheets:
            shown = {cell.key: cell for cell in sheet.cells if cell.key and cell.text not in ("", "—")}
            gold = {(label.row, label.column): label for label in sheet.gold if label.state == "value"}
            assert set(shown) == set(gold)
            for key, label in gold.items():
                assert label.printed == shown[key].text
                times = factor if label.unit in ("元", "万元") else 1
                assert label.value == Decimal(label.printed.replace(",", "")) * times


def test_a_printed_amount_is_the_exact_one_rounded_half_up_on_its_own():
    for seed, name in EVERY:
        report = printed(seed, name)
        for sheet in report.sheets:
            for cell in sheet.cells:
                if cell.stored is not None:
                    rounded = cell.stored.quantize(Decimal("0.01"), ROUND_HALF_UP)
                    assert Decimal(cell.text.replace(",", "")) == rounded
            for label in sheet.gold:
                if label.stored is not None:
                    assert abs(label.stored - label.value) <= 50  # half of 0.01 万元


def test_sums_of_rounded_amounts_are_off_by_a_last_place_now_and_then():
    off = 0
    for seed in range(30):
        report = make.report(seed, "liaoning")
        value = {(label.place, label.row, label.column): label.value for label in report.gold}
        total = value["T3", "合计", "本年支出合计"]
        off += total != value["T3", "合计", "基本支出"] + value.get(("T3", "合计", "项目支出"), 0)
    assert 1 <= off <= 29


def test_layouts_print_the_same_accounts_in_ways_of_their_own():
    shapes = {}
    for name in NAMES:
        report = printed(12, name)
        shapes[name] = tuple((sheet.place, sheet.title, sheet.rows, sheet.columns) for sheet in report.sheets)
    assert len(set(shapes.values())) == len(NAMES) >= 9


def test_codes_stand_in_one_column_in_three_or_merged_over_three():
    joined, split, merged = (form(1, name, "T5") for name in ("liaoning", "heilongjiang", "ningxia"))
    first = [at(sheet, sheet.body_rows[0] + 3, 0) for sheet in (joined, split)]
    assert re.fullmatch(r"\d{7}", first[0].text)
    assert re.fullmatch(r"\d{3}", first[1].text)
    parts = [at(split, first[1].row, column).text for column in range(3)]
    assert "".join(parts) == first[0].text
    cell = at(merged, merged.body_rows[0] + 1, 0)
    assert (cell.width, len(cell.text)) == (3, 7)
    assert {label.row for label in joined.gold} == {label.row for label in split.gold}
    assert {label.row for label in merged.gold} == {row for row in (x.row for x in joined.gold) if len(row) in (2, 7)}


def test_the_head_that_says_合计_is_still_the_years_total_in_the_gold():
    sheet = form(1, "shaanxi", "T2")
    assert "合计" in {cell.text for cell in sheet.cells if cell.kind == "header"}
    assert "本年收入合计" not in {cell.text for cell in sheet.cells}
    assert ("合计", "本年收入合计") in {(label.row, label.column) for label in sheet.gold}


@pytest.mark.parametrize(("name", "count"), [("liaoning", 26), ("jiangxi", 25), ("shanghai", 24)])
def test_forms_print_as_many_functional_rows_as_their_layout_has(name, count):
    for place in ("T1", "T4"):
        texts = [cell.text for cell in form(1, name, place).cells]
        assert sum(1 for text in texts if re.match("[一二三四五六七八九十]+、.*支出$|二十六、", text)) == count


def test_every_row_of_the_balance_sheets_has_both_sides():
    sheet = form(1, "ningxia", "T1")
    last = sheet.body_rows[1] - 1
    assert [at(sheet, last, column).text for column in (0, 1, 3, 4)] == ["总计", "30", "总计", "60"]
    gold = {label.row: label.value for label in sheet.gold}
    assert gold["收入总计"] == gold["支出总计"]


def test_the_expenses_form_is_wide_long_or_in_pairs_with_the_same_gold():
    found = []
    for name in ("ningxia", "liaoning", "shanghai"):
        sheet = form(12, name, "T7")
        found.append(sheet.columns)
        assert {label.row for label in sheet.gold} <= laws.T7_ROWS
        assert {label.column for label in sheet.gold} == {"预算数", "决算数"}
    assert found == [12, 3, 12]
    told = {cell.key[0] for cell in form(12, "shaanxi", "T7").cells if cell.key}
    assert told == {*laws.T7_ROWS, "会议费", "培训费"}
    order = [cell.text for cell in form(12, "liaoning", "T7").cells if cell.kind == "label"]
    assert [text[-5:] for text in order[2:5]] == ["公务接待费"[-5:], "运行维护费", "运行维护费"]


def test_an_empty_form_declares_itself_once_and_prints_no_amount_or_prints_zeros():
    blank = next(seed for seed in range(50) if not accounts(seed).line().fund and not accounts(seed).line().fund_income)
    for name in ("ningxia", "liaoning", "beijing"):
        sheet = form(blank, name, "T8")
        assert [(label.row, label.column, label.state) for label in sheet.gold] == [("空表", "声明", "declared_empty")]
        assert not any(cell.stored is not None for cell in sheet.cells)
    zeros = form(blank, "yunnan", "T8")
    assert {(label.state, label.printed, label.value) for label in zeros.gold} == {("value", "0.00", Decimal(0))}


def test_the_note_on_empty_forms_stands_under_filled_ones_too_and_declares_nothing():
    sheet = form(1, "liaoning", "T1")
    assert any("如本表为空" in cell.text for cell in sheet.cells if cell.kind == "note")
    assert all(label.state == "value" for label in sheet.gold)


def test_a_printed_zero_is_labelled_and_a_blank_or_a_dash_is_not():
    assert any(label.printed == "0.00" for label in form(1, "heilongjiang", "T2").gold)
    assert not any(label.printed == "0.00" for label in form(1, "liaoning", "T2").gold)
    dashes = form(1, "beijing", "T2")
    assert any(cell.text == "—" for cell in dashes.cells)
    assert not any(label.printed == "—" for label in dashes.gold)


def test_economic_blocks_differ_in_length_and_leave_no_row_out():
    books = accounts(12)
    for name, columns in (("liaoning", 9), ("shaanxi", 6)):
        sheet = form(12, name, "T6")
        assert sheet.columns == columns
        rows = {label.row for label in sheet.gold}
        assert set(books.economic) | {"人员经费合计", "公用经费合计"} <= rows
    dotted = [cell.text for cell in form(12, "ningxia", "T6").cells if cell.kind == "label"]
    assert "301.01" in dotted
    assert "30101" in {label.row for label in form(12, "ningxia", "T6").gold}


def test_a_mark_counts_forms_as_the_province_does():
    marks = {}
    for name in ("liaoning", "hunan", "beijing", "sichuan"):
        report = printed(1, name)
        texts = [(sheet.place, cell.text) for sheet in report.sheets for cell in sheet.cells if cell.kind == "meta"]
        marks[name] = dict((place, text) for place, text in texts if re.search(r"表 ?\d|\d+ ?表", text))
    assert marks["liaoning"]["T7"] == "公开07表"
    assert marks["hunan"]["T7"] == "公开09表"
    assert (marks["beijing"]["T8"], marks["beijing"]["T9"], marks["beijing"]["T7"]) == ("表7", "表9", "表10")
    assert marks["sichuan"]["T7"] == "公开13表"


def test_five_hundred_rows_print_in_full():
    books = accounts(2, rows=500)
    chosen = layout("liaoning", 2)
    found = {sheet.place: sheet for sheet in sheets(books, chosen, Money("万元"))}
    assert found["T3"].body_rows[1] - found["T3"].body_rows[0] == 501
    assert len({label.row for label in found["T3"].gold}) == 501


def test_an_unknown_layout_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="no layout 'atlantis'; there are liaoning"):
        make.report(1, "atlantis")

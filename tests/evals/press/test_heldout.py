"""Held-out layouts: their gold stands in their sheets and texts, and every carrier the reader is measured by copes."""

import re
from collections import Counter
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

import pytest

from evals.press import layouts, phrases
from evals.press.carriers.grid import one_line
from evals.press.heldout import NAMES, printed, report
from evals.press.heldout.phrases import wordings
from evals.press.model import Report, Sheet, SheetCell
from evals.press.oracle import broken
from evals.press.series import accounts, department_of, series, units
from tests.evals.press import laws

EVERY = [(seed, name) for seed in (1, 4, 7, 12, 19) for name in NAMES]
NO_FIGURE = ("", "—")


@cache
def made(seed: int, name: str) -> Report:
    return report(seed, name)


def form(seed: int, name: str, place: str) -> Sheet:
    return next(sheet for sheet in made(seed, name).sheets if sheet.place == place)


def scored(sheet: Sheet) -> dict[tuple[str, str], str]:
    return {(label.row, label.column): label.printed for label in sheet.gold if label.state == "value"}


def texts(sheet: Sheet, kind: str) -> list[str]:
    return [cell.text for cell in sheet.cells if cell.kind == kind]


def beside(sheet: Sheet, text: str) -> list[str]:
    """The numbers of the first row whose label is `text`, from the label to the next label."""
    label = next(cell for cell in sheet.cells if cell.kind == "label" and one_line(cell.text).strip() == text)
    after = [cell for cell in sheet.cells if cell.row == label.row and cell.column > label.column]
    found: list[str] = []
    for cell in sorted(after, key=lambda cell: cell.column):
        if cell.kind != "number":
            break
        found.append(cell.text)
    return found


def test_every_position_of_every_sheet_is_covered_once():
    for seed, name in EVERY:
        for sheet in made(seed, name).sheets:
            laws.every_position_is_covered_once(sheet)


def test_every_scored_amount_has_its_cell_and_every_printed_number_a_line_of_gold():
    for seed, name in EVERY:
        for sheet in made(seed, name).sheets:
            numbers = [cell for cell in sheet.cells if cell.kind == "number" and cell.text not in NO_FIGURE]
            assert scored(sheet) == {cell.key: cell.text for cell in numbers if cell.key}
            assert {cell.text for cell in numbers if not cell.key} == {
                label.printed for label in sheet.gold if label.state == "unscored"
            }


def test_what_the_dictionary_has_no_row_or_column_for_is_unscored_under_keys_of_its_own():
    found: Counter[str] = Counter()
    for seed, name in EVERY:
        for sheet in made(seed, name).sheets:
            keys = Counter((label.place, label.row, label.column) for label in sheet.gold)
            assert set(keys.values()) <= {1}, (name, sheet.place)
            found.update(sheet.place for label in sheet.gold if label.state == "unscored")
    assert {"T1", "T2", "T3", "T4", "T5", "T6", "T7"} == set(found)


def test_a_value_is_what_is_printed_times_the_unit_in_sheets_and_texts():
    for seed, name in EVERY:
        for label in made(seed, name).gold:
            if label.value is not None:
                times = 10000 if label.unit == "万元" else 1
                assert abs(label.value) == abs(Decimal(label.printed.replace(",", ""))) * times


def test_a_printed_amount_is_the_exact_one_rounded_half_up_on_its_own():
    for seed, name in EVERY:
        for sheet in made(seed, name).sheets:
            for cell in sheet.cells:
                if cell.stored is not None:
                    rounded = cell.stored.quantize(Decimal("0.01"), ROUND_HALF_UP)
                    assert Decimal(cell.text.replace(",", "")) == rounded


def test_sums_of_rounded_amounts_are_off_by_a_last_place_now_and_then():
    off = 0
    for seed in range(30):
        value = {label[0]: Decimal(label[1].replace(",", "")) for label in scored(form(seed, "central", "T3")).items()}
        parts = value["合计", "基本支出"] + value.get(("合计", "项目支出"), Decimal(0))
        off += value["合计", "本年支出合计"] != parts
    assert 1 <= off <= 29


def test_rows_and_columns_of_the_gold_are_those_of_the_dictionary():
    functional = {"T2", "T3", "T5", "T8", "T9"}
    for seed, name in EVERY:
        for sheet in made(seed, name).sheets:
            rows = {row for row, _ in scored(sheet)}
            if sheet.place in functional:
                assert all(row == "合计" or re.fullmatch(r"\d{3}|\d{5}|\d{7}", row) for row in rows)
            elif sheet.place == "T6":
                wanted = r"\d{3}|\d{5}|人员经费合计|公用经费合计"
                assert all(re.fullmatch(wanted, row) for row in rows)
                assert {column for _, column in scored(sheet)} == {"决算数"}
            elif sheet.place == "T7":
                assert rows <= {*laws.T7_ROWS, "会议费", "培训费"}
                assert {column for _, column in scored(sheet)} <= {"预算数", "决算数"}


def test_the_same_accounts_have_the_same_totals_in_every_held_out_layout():
    found = []
    for name in NAMES:
        yuan = report(12, name, money_unit="元")
        gold = {(x.place, x.row, x.column): x.value for x in yuan.gold if x.state == "value"}
        keys = [
            ("T1", "收入总计", "决算数"),
            ("T2", "合计", "财政拨款收入"),
            ("T3", "合计", "项目支出"),
            ("T4", "本年支出合计", "合计"),
            ("T4", "年末财政拨款结转和结余", "合计"),
            ("T5", "合计", "基本支出"),
            ("T6", "人员经费合计", "决算数"),
            ("T7", "公务接待费", "预算数"),
        ]
        found.append([gold.get(key) or 0 for key in keys])
    assert found[0] == found[1] == found[2] == found[3]
    assert found[0][0] == accounts(12).grand_total


def test_layouts_are_new_and_differ_from_one_another():
    assert not set(NAMES) & set(layouts.NAMES)
    shapes = {name: tuple((sheet.place, sheet.columns) for sheet in made(12, name).sheets) for name in NAMES}
    assert len(set(shapes.values())) == len(NAMES) == 4


def test_budgets_stand_before_the_account_and_only_the_account_is_scored():
    sheet = form(12, "zhejiang", "T1")
    first, second, final = beside(sheet, "收入总计")
    assert scored(sheet)["收入总计", "决算数"] == final
    assert first != final
    left_out = {(x.row, x.column): x.printed for x in sheet.gold if x.state == "unscored"}
    assert left_out["收入总计", "年初预算数"] == first
    assert left_out["收入总计", "全年预算数"] == second


def test_spending_by_nature_beside_spending_by_function_is_unscored():
    sheet = form(12, "central", "T1")
    assert "支出（按支出性质和经济分类）" in texts(sheet, "header")
    assert ("基本支出", "决算数") in {(x.row, x.column) for x in sheet.gold if x.state == "unscored"}
    assert beside(sheet, "一、基本支出") == []  # its line number stands between
    assert ("基本支出", "决算数") not in scored(sheet)


def test_spending_stands_under_income_with_heads_of_its_own():
    sheet = form(12, "chongqing", "T1")
    middle = [cell for cell in sheet.cells if cell.kind == "header" and cell.row >= sheet.body_rows[0]]
    assert [cell.text for cell in middle] == ["支出项目", "行次", "金额"]
    assert scored(sheet)["收入总计", "决算数"] == scored(sheet)["支出总计", "决算数"]


def test_a_row_of_a_fund_means_the_years_income_spending_or_remainder_it_stands_under():
    sheet = form(12, "zhejiang", "T4")
    gold = scored(sheet)
    general = gold["本年支出合计", "一般公共预算财政拨款"]
    assert gold["本年支出合计", "合计"] == beside(sheet, "一、本年支出")[0]
    row = next(cell.row for cell in sheet.cells if cell.text == "一、本年支出")
    right = {cell.column: cell.text for cell in sheet.cells if cell.row == row + 1}
    assert (right[2].strip(), right[3]) == ("①一般公共预算财政拨款", general)


def test_a_funds_column_of_an_income_row_is_a_row_of_the_gold():
    sheet = form(12, "chongqing", "T4")
    gold = scored(sheet)
    shown = beside(sheet, "二、本年财政拨款收入")
    assert shown == [gold[row, "决算数"] for row in ("本年收入合计", *FUNDS)]
    assert beside(sheet, "四、年末财政拨款结转和结余")[1] == gold["年末财政拨款结转和结余", FUNDS[0]]
    assert ("收入总计", FUNDS[0]) not in gold


FUNDS = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("central", r"\d{7}"),
        ("zhejiang", r" {4}\d{7} .+"),
        ("chongqing", r"[０-９]{7}"),
        ("anhui", r"\d{7}"),
    ],
)
def test_codes_are_printed_in_four_ways_and_are_the_same_in_the_gold(name, pattern):
    sheet = form(12, name, "T5")
    shown = [cell for cell in sheet.cells if cell.kind == "label" and re.fullmatch(pattern, cell.text)]
    codes = [row for row, column in scored(sheet) if len(row) == 7 and column == "本年支出合计"]
    assert [re.search(r"\d{7}", cell.text)[0].translate(NARROW) for cell in shown] == codes
    assert {cell.column for cell in shown} == {{"central": 1, "anhui": 2}.get(name, 0)}
    assert codes == [row for row, column in scored(form(12, "central", "T5")) if len(row) == 7 and column[:2] == "本年"]


NARROW = str.maketrans("０１２３４５６７８９", "0123456789")


def test_subtotals_between_subjects_are_unscored_and_the_total_stands_last():
    sheet = form(12, "zhejiang", "T3")
    names = [cell.text.strip() for cell in sheet.cells if cell.kind == "label" and cell.column == 1]
    assert names[-1] == "合计"
    assert names.count("小计") == len([x for x in texts(sheet, "label") if re.fullmatch(r"\d{3}", x)]) >= 2
    rows = {row for row, _ in scored(sheet)}
    assert "小计" not in rows
    assert not [row for row in rows if len(row) in (3, 5)]
    assert {"小计", "小计#2"} <= {label.row for label in sheet.gold if label.state == "unscored"}


def test_basic_spending_split_by_use_adds_up_to_the_economic_form():
    sheet, economic = form(12, "central", "T5"), form(12, "central", "T6")
    left_out = {(x.row, x.column): x.printed for x in sheet.gold if x.state == "unscored"}
    assert left_out["合计", "人员经费"] == scored(economic)["人员经费合计", "决算数"]
    assert left_out["合计", "公用经费"] == scored(economic)["公用经费合计", "决算数"]


def test_an_economic_code_is_joined_from_two_columns_or_cut_from_its_name():
    books = accounts(12)
    for name in NAMES:
        assert set(books.economic) <= {row for row, _ in scored(form(12, name, "T6"))}
    assert "30101 基本工资" in texts(form(12, "chongqing", "T6"), "label")
    assert "30213维修(护)费" in texts(form(12, "anhui", "T6"), "label")
    assert {"01", "301"} <= set(texts(form(12, "central", "T6"), "label"))


def test_the_people_column_of_the_long_economic_form_is_scored_in_its_total_only():
    sheet = form(12, "zhejiang", "T6")
    whole, people, public = beside(sheet, "合计")
    assert scored(sheet)["人员经费合计", "决算数"] == people
    assert scored(sheet)["公用经费合计", "决算数"] == public
    assert whole not in scored(sheet).values()
    one = next(row for row, _ in scored(sheet) if row.startswith("301"))
    assert (one, "人员经费") in {(x.row, x.column) for x in sheet.gold if x.state == "unscored"}


def test_budget_and_account_stand_one_under_the_other():
    sheet = form(12, "central", "T7")
    heads = [cell for cell in sheet.cells if cell.text in ("预算数", "决算数")]
    assert [cell.text for cell in heads] == ["预算数", "决算数"]
    assert heads[0].row < sheet.body_rows[0] < heads[1].row < sheet.body_rows[1]
    numbers: dict[int, list[SheetCell]] = {}
    for cell in sheet.cells:
        if cell.kind == "number":
            numbers.setdefault(cell.row, []).append(cell)
    assert [{cell.key[1] for cell in row if cell.key} for row in numbers.values()] == [{"预算数"}, {"决算数"}]


def test_last_years_account_and_counts_beside_the_expenses_are_unscored():
    for name in ("zhejiang", "anhui", "chongqing"):
        sheet = form(12, name, "T7")
        assert {column for _, column in scored(sheet)} == {"预算数", "决算数"}
        other = {label.column for label in sheet.gold if label.state == "unscored"}
        assert other & {"上年决算数", "保有量"}


def test_assets_stand_in_one_row():
    sheet = form(12, "anhui", "T10")
    assert sheet.body_rows[1] - sheet.body_rows[0] == 1
    uses = [Decimal(printed) for (row, _), printed in scored(sheet).items() if row.endswith("用车")]
    assert Decimal(scored(sheet)["车辆", "数量"]) == sum(uses)


def test_the_unit_stands_above_in_the_title_or_in_the_heads():
    assert "单位：万元" in texts(form(12, "central", "T3"), "meta")
    assert texts(form(12, "zhejiang", "T3"), "title")[0].endswith("（单位：万元）")
    assert not [text for text in texts(form(12, "zhejiang", "T3"), "meta") if "元" in text]
    assert "决算数（万元）" in texts(form(12, "anhui", "T6"), "header")
    assert "金额单位：万元" in texts(form(12, "anhui", "T3"), "note")


def test_an_empty_form_declares_itself_once_in_its_body_or_under_it_or_prints_zeros():
    blank = next(seed for seed in range(50) if not accounts(seed).line().fund and not accounts(seed).line().fund_income)
    for name in ("central", "zhejiang", "anhui"):
        sheet = form(blank, name, "T8")
        assert [(label.row, label.column, label.state) for label in sheet.gold] == [("空表", "声明", "declared_empty")]
        assert not any(cell.stored is not None for cell in sheet.cells)
    row = next(cell for cell in form(blank, "zhejiang", "T8").cells if "无此类" in cell.text)
    assert row.width == form(blank, "zhejiang", "T8").columns
    assert set(scored(form(blank, "chongqing", "T8")).values()) == {"0.00"}


def test_every_figure_of_the_texts_stands_where_its_spot_says():
    for seed, name in EVERY:
        gold = {(x.place, x.row, x.column): x for x in made(seed, name).gold if x.place[0] == "S"}
        found = set()
        for part in (*made(seed, name).front, *made(seed, name).narrative):
            for spot in part.spots:
                key = (spot.place, spot.row, spot.column)
                found.add(key)
                assert part.text[spot.start : spot.end] == gold[key].printed
                unit = gold[key].unit.replace("(", "（").replace(")", "）")
                assert part.text[spot.end :].lstrip().startswith(unit)
                word = part.text[slice(*spot.word)]
                assert (word in ("减少", "下降", "降低")) or gold[key].value >= 0
        assert found == {key for key, label in gold.items() if label.state == "value"}


def test_no_number_of_the_texts_is_without_gold_and_no_template_is_left():
    for seed, name in EVERY:
        for part in (*made(seed, name).front, *made(seed, name).narrative):
            assert not set("{}=|") & set(part.text)
            rest = part.text
            for spot in sorted(part.spots, key=lambda spot: -spot.start):
                rest = rest[: spot.start] + rest[spot.end :]
            rest = re.sub(r"20\d\d年|单价(50|100)万元以上|^（?\d+[.．）、]", "", rest)
            assert part.level or not part.spots or not re.search(r"\d", rest), rest


def test_no_key_of_the_gold_has_two_values():
    for seed, name in EVERY:
        counts = Counter((x.place, x.row, x.column) for x in made(seed, name).gold if x.state == "value")
        assert [key for key, count in counts.items() if count > 1] == []


def test_sections_come_in_the_provinces_order():
    for seed, name in EVERY:
        places = [spot.place for part in made(seed, name).narrative for spot in part.spots]
        order = [place for place in dict.fromkeys(places) if place not in ("S8", "S9")]
        expected = [f"S{at}" for at in range(1, 14) if at not in (8, 9)]
        assert order == (expected if name != "zhejiang" else expected[1:])
    late = [part.text for part in made(12, "central").narrative if part.level == 2]
    assert next(text for text in late if "三公" in text).startswith("九、")


def test_where_there_is_no_first_section_income_and_spending_take_its_rows():
    gold = {(x.place, x.row, x.column) for x in made(12, "zhejiang").gold}
    assert {("S2", "收入总计", "比上年增减额"), ("S3", "支出总计", "决算数")} <= gold
    assert "S1" not in {place for place, _, _ in gold}


def test_items_are_told_by_name_under_their_class_or_by_path_beside_the_whole_years_budget():
    paths, names = set(), set()
    for seed in range(14):
        rows = {(x.row, x.column) for x in made(seed, "central").gold if x.place == "S5"}
        paths |= {column for row, column in rows if row.count("/") == 2}
        names |= {column for row, column in rows if row in ("行政运行", "住房公积金", "行政单位离退休")}
    assert {"调整预算", "决算数", "完成率"} <= paths
    assert {"年初预算", "决算数", "完成率"} <= names


def test_forms_in_yuan_stand_beside_a_text_in_ten_thousands():
    units_of = {label.place[0]: label.unit for label in made(12, "chongqing").gold if label.unit in ("元", "万元")}
    assert units_of == {"T": "元", "S": "万元"}
    both = report(12, "chongqing", money_unit="元")
    assert {label.unit for label in both.gold} & {"元", "万元"} == {"元"}


def test_every_wording_is_new_and_every_section_has_one():
    old = {text for alternatives in phrases._all().values() for text in alternatives}
    new = [text for alternatives in wordings().values() for text in alternatives]
    # What has no word but the figure's name and its row's is nobody's.
    assert not [text for text in old & set(new) if re.search(r"\w", re.sub(r"\{[^}]*\}", "", text))]
    assert {key.split(".")[0] for key in wordings()} == {"reasons", *(f"S{at}" for at in range(15))}


# The form of funds in rows prints no 类 by fund, and that of 项 with subtotals no 款, which the oracle takes for zeros.
NOT_PRINTED = {"zhejiang": {"A10", "A11", "B5", "B8"}}


@pytest.mark.parametrize("name", NAMES)
def test_a_report_without_a_fault_breaks_no_identity(name):
    for seed in range(8):
        # The oracle knows one unit a report: where text and forms differ, that of the text is the coarser one.
        whole = replace(made(seed, name), money_unit="万元")
        assert {found.check for found in broken(whole)} <= NOT_PRINTED.get(name, set())


def test_departments_and_long_reports_are_printed_too():
    for name in NAMES:
        whole = printed(department_of(units(6, 3)), 6, name)
        assert (whole.level, whole.name) == ("部门", f"heldout-{name}-00006")
        long = report(2, name, rows=300)
        assert max(sheet.rows for sheet in long.sheets) > 200
        assert len(long.narrative) < 90
    with pytest.raises(ValueError, match="a year that is not there"):
        printed(series(1, 1)[0], 1, "central")


def test_a_seed_gives_one_report_and_a_name_that_is_not_held_out_is_refused():
    assert report(5) == report(5)
    assert {report(seed).layout for seed in range(12)} <= set(NAMES)
    assert report(5, "central", faults=("digit",)).planted[0].kind == "digit"
    with pytest.raises(ValueError, match="no held-out layout 'liaoning'; there are central"):
        report(1, "liaoning")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("carrier", ["txt_cells", "txt_spaced", "tsv", "markdown", "html", "docx", "pdf_reportlab"])
def test_carriers_print_every_label_number_and_head(tmp_path, carrier, name):
    laws.a_carrier_prints_every_cell(made(12, name), carrier, tmp_path)


@pytest.mark.parametrize("name", NAMES)
def test_a_workbook_stores_what_the_exact_gold_says(tmp_path, name):
    laws.a_workbook_stores_the_exact_gold(made(12, name), tmp_path)


def test_the_gold_reads_back_as_it_was_written(tmp_path):
    for name in NAMES:
        laws.the_gold_reads_back(made(12, name), tmp_path)

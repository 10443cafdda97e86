"""What one form cannot settle alone: a fund declared empty, another form, the text."""

from decimal import Decimal

from extractor.tables.across import CAPITAL, FUND, GENERAL, Context, settle_across
from tests.tables.printed import entry, flags, placed, shown, strays

NOTHING = Context(frozenset(), {})
FUNDS = ("合计", GENERAL, FUND, CAPITAL)


def settle(*forms, empty=(), text=None):
    settle_across({form.place: form for form in forms}, Context(frozenset(empty), text or {}))


def test_a_figure_under_a_fund_whose_form_is_empty_belongs_to_the_general_budget():
    form = placed(
        "T4", FUNDS, {"社会保障和就业支出": ("5.00", "", "5.00", ""), "住房保障支出": ("8.00", "8.00", "", "")}
    )
    settle(form, empty={"T8"})
    assert shown(form)["社会保障和就业支出"] == {"合计": "5.00", GENERAL: "5.00"}
    assert flags(form) == {("社会保障和就业支出", GENERAL): ("placed_by_empty_form",)}


def test_a_fund_whose_form_is_filled_keeps_its_figure():
    form = placed("T4", FUNDS, {"社会保障和就业支出": ("5.00", "", "5.00", "")})
    settle(form, empty={"T9"})
    assert flags(form) == {}


def test_a_zero_under_an_empty_fund_is_true_and_stays():
    form = placed("T4", FUNDS, {"社会保障和就业支出": ("5.00", "", "0.00", "")})
    settle(form, empty={"T8"})
    assert shown(form)["社会保障和就业支出"][FUND] == "0.00"


def test_where_the_general_budget_prints_its_own_figure_the_fund_s_stays():
    form = placed("T4", FUNDS, {"社会保障和就业支出": ("5.00", "5.00", "5.00", "")})
    settle(form, empty={"T8"})
    assert flags(form) == {}


def test_a_class_of_t1_that_slipped_by_a_line_is_named_by_t4():
    form = placed("T1", ["决算数"], {"文化旅游体育与传媒支出": ["5.00"], "住房保障支出": ["8.00"]})
    other = placed(
        "T4", FUNDS, {"社会保障和就业支出": ("5.00", "5.00", "", ""), "住房保障支出": ("8.00", "8.00", "", "")}
    )
    settle(form, other)
    assert shown(form) == {"社会保障和就业支出": {"决算数": "5.00"}, "住房保障支出": {"决算数": "8.00"}}
    assert flags(form) == {("社会保障和就业支出", "决算数"): ("placed_by_other_form",)}


def test_a_class_that_t4_prints_too_keeps_its_name():
    rows = {"文化旅游体育与传媒支出": ("5.00", "5.00", "", ""), "住房保障支出": ("5.00", "5.00", "", "")}
    form = placed("T1", ["决算数"], {"文化旅游体育与传媒支出": ["5.00"]})
    settle(form, placed("T4", FUNDS, rows))
    assert flags(form) == {}


def test_a_class_whose_figure_t4_does_not_print_keeps_its_name():
    form = placed("T1", ["决算数"], {"文化旅游体育与传媒支出": ["5.00"]})
    settle(form, placed("T4", FUNDS, {"社会保障和就业支出": ("5.01", "5.01", "", "")}))
    assert flags(form) == {}


def unlabelled(number="14.40"):
    form = placed("T6", ["决算数"], {"302": ["8.50"]})
    form.stray.append(entry("T6", "", "决算数", number, line=9))
    return form


TOLD = {("T6", "301"): Decimal("14.4"), ("T6", "302"): Decimal("8.50"), ("T5", "合计"): Decimal("99")}


def test_a_figure_without_a_label_takes_the_row_the_text_prints_it_for():
    form = unlabelled()
    settle(form, text=TOLD)
    assert shown(form)["301"] == {"决算数": "14.40"}
    assert flags(form) == {("301", "决算数"): ("placed_by_text",)}
    assert form.stray == []


def test_where_the_text_prints_another_figure_or_that_of_another_form_it_places_nothing():
    for number in ("14.41", "99"):
        form = unlabelled(number)
        settle(form, text=TOLD)
        assert strays(form) == [("", "决算数", number)]


def test_where_the_text_prints_the_figure_for_two_rows_it_places_nothing():
    form = unlabelled()
    settle(form, text={**TOLD, ("T6", "303"): Decimal("14.40")})
    assert strays(form) == [("", "决算数", "14.40")]


def test_a_row_the_form_prints_takes_no_second_figure_from_the_text():
    form = unlabelled("8.50")
    settle(form, text=TOLD)
    assert strays(form) == [("", "决算数", "8.50")]


def test_a_zero_says_nothing_about_its_row():
    form = unlabelled("0.00")
    settle(form, text={("T6", "301"): Decimal(0)})
    assert strays(form) == [("", "决算数", "0.00")]


def test_cells_of_t5_in_the_neighbouring_column_are_told_by_t3():
    columns = ("本年支出合计", "基本支出", "项目支出")
    rows = {"合计": ("35.00", "20.00", "15.00"), "201": ("20.00", "10.00", "10.00")}
    rows |= {"2080505": ("5.00", "", "5.00"), "2080506": ("5.00", "", "5.00"), "2210201": ("5.00", "", "5.00")}
    form, other = placed("T5", columns, rows), placed("T3", columns, rows)
    other.replace_all(
        one
        if one.row not in {"2080505", "2210201"} or one.column != "项目支出"
        else one.moved("placed_by_line", column="基本支出")
        for one in other.entries
    )
    settle(form, other)
    assert {row for row, _ in flags(form)} == {"2080505", "2210201"}


def test_forms_that_need_nothing_are_left_as_they_are():
    rows = {"社会保障和就业支出": ("5.00", "5.00", "", "")}
    one, other = placed("T1", ["决算数"], {"社会保障和就业支出": ["5.00"]}), placed("T4", FUNDS, rows)
    before = [*one.entries, *other.entries]
    settle_across({"T1": one, "T4": other}, NOTHING)
    assert [*one.entries, *other.entries] == before

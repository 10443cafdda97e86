"""Whether S5 speaks of the general budget or of all fiscal money."""

import pytest

from extractor.checks.scope import all_fiscal, is_of_all, names_general, whole_of_s5, with_funds
from tests.checks.books import book, key, told

FORMS = """T4/本年支出合计 合计=15.00 一般公共预算财政拨款=12.00
T5/合计 本年支出合计=12.00
T5/2050205 本年支出合计=12.00
T8/合计 本年支出=3.00
T8/2120899 本年支出=3.00"""
TOTAL = key("S5/一般公共预算财政拨款支出/决算数")
WHOLE = key("T4/本年支出合计/合计")


def test_all_fiscal_money_is_known_where_it_is_more_than_the_general_budgets():
    assert all_fiscal(book(FORMS)) == WHOLE
    assert all_fiscal(book(FORMS, "T4/本年支出合计 合计=12.01")) is None
    assert all_fiscal(book("T5/合计 本年支出合计=12.00")) is None


@pytest.mark.parametrize(("total", "is_all"), [("15.00", True), ("12.00", False), ("14.00", False)])
def test_a_total_of_s5_is_of_all_fiscal_money_where_it_is_that_of_t4(total, is_all):
    found = book(FORMS, f"S5/一般公共预算财政拨款支出 {total}")
    assert is_of_all(found, TOTAL) is is_all
    assert whole_of_s5(found) == (WHOLE if is_all else None)


def test_classes_that_make_all_fiscal_money_say_it_too():
    found = book(FORMS, "S5/一般公共预算财政拨款支出 12.00\nS5/教育支出 12.00\nS5/城乡社区支出 3.00")
    assert whole_of_s5(found) == WHOLE
    assert whole_of_s5(book(FORMS, "S5/教育支出 12.00\nS5/城乡社区支出 2.00")) is None


def test_a_figure_of_all_fiscal_money_is_made_up_of_t5_and_the_forms_of_the_funds():
    found = book(FORMS, "S5/一般公共预算财政拨款支出 15.00\nS5/城乡社区支出 3.00")
    (parts,) = with_funds(found, key("S5/城乡社区支出/决算数"), key("T5/212/本年支出合计"))
    assert [str(part) for part in parts] == ["T5/212/本年支出合计", "T8/2120899/本年支出"]
    assert list(with_funds(found, TOTAL, key("T5/合计/本年支出合计"))) == [[WHOLE]]
    assert list(with_funds(book(FORMS), TOTAL, key("T5/合计/本年支出合计"))) == []


@pytest.mark.parametrize(
    ("sentence", "named"),
    [("一般公共预算财政拨款支出15.00万元。", True), ("（一）一般公共预算情况\n2031年财政拨款支出15.00万元。", False)],
)
def test_a_heading_does_not_say_whose_a_figure_is(sentence, named):
    assert names_general(book("S5/一般公共预算财政拨款支出 15.00", text=told(f"S5 {sentence}")), TOTAL) is named

"""Figures that the form's own sums do not bear out lose their band; those that add up keep it."""

from extractor.tables.doubts import COLUMN, NO_PARTS, NO_TOTAL, OTHER_FORM, PART, ROW, TWICE, UNLIKE, doubt
from tests.tables.printed import placed

T5 = ("本年支出合计", "基本支出", "项目支出")
LINES = {"208": ("5.00", "5.00", ""), "221": ("4.00", "", "4.00")}
FUNDS = ("合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")


def doubted(*forms):
    doubt({form.place: form for form in forms})
    return {(e.place, e.row, e.column): e.reasons for form in forms for e in form.entries if e.reasons}


def test_a_form_that_adds_up_leaves_no_doubt():
    form = placed(
        "T5", T5, {"合计": ("9.00", "5.00", "4.00"), "208": ("5.00", "5.00", ""), "221": ("4.00", "", "4.00")}
    )
    assert doubted(form) == {}


def test_rounding_is_no_doubt():
    form = placed(
        "T5", T5, {"合计": ("9.01", "5.00", "4.00"), "208": ("5.00", "5.00", ""), "221": ("4.00", "", "4.00")}
    )
    assert doubted(form) == {}


def test_a_row_whose_parts_are_not_its_total_is_doubted_whole():
    form = placed("T5", T5, {"208": ("7.00", "5.00", "1.00")})
    assert doubted(form) == dict.fromkeys([("T5", "208", column) for column in T5], (ROW,))


def test_a_column_whose_rows_are_not_its_total_is_doubted():
    form = placed("T5", T5[:1], {"合计": ("9.00",), "208": ("5.00",), "221": ("3.00",)})
    assert set(doubted(form).values()) == {(COLUMN,)}


def test_a_total_of_income_that_is_not_the_sum_of_its_sources_is_doubted_with_them():
    form = placed("T1", ("决算数",), {"事业收入": ("5.00",), "其他收入": ("3.00",), "本年收入合计": ("9.00",)})
    assert set(doubted(form)) == {("T1", row, "决算数") for row in ("事业收入", "其他收入", "本年收入合计")}


def test_each_fund_of_t4_is_added_up_by_itself():
    rows = {"卫生健康支出": ("5.00", "5.00", "", ""), "其他支出": ("2.00", "", "2.00", "")}
    form = placed("T4", FUNDS, {**rows, "本年支出合计": ("7.00", "5.00", "1.00", "")})
    assert ("T4", "本年支出合计", FUNDS[2]) in doubted(form)
    assert ("T4", "卫生健康支出", FUNDS[1]) not in doubted(form)


def test_an_economic_class_that_is_not_the_sum_of_its_subjects_is_doubted():
    rows = {"302": ("9.00",), "30201": ("5.00",), "30202": ("3.00",), "公用经费合计": ("9.00",)}
    form = placed("T6", ("决算数",), rows)
    assert set(doubted(form).values()) == {(PART,)}


def test_a_class_printed_without_its_subjects_is_not():
    assert doubted(placed("T6", ("决算数",), {"302": ("9.00",), "公用经费合计": ("9.00",)})) == {}


def test_the_total_of_t7_may_count_meetings_and_training_or_leave_them_beside():
    items = {"因公出国（境）费": ("1.00",), "公务接待费": ("2.00",), "会议费": ("3.00",), "培训费": ("4.00",)}
    assert doubted(placed("T7", ("决算数",), {"合计": ("3.00",), **items})) == {}
    assert doubted(placed("T7", ("决算数",), {"合计": ("10.00",), **items})) == {}
    assert doubted(placed("T7", ("决算数",), {"合计": ("6.00",), **items})) != {}


def test_t5_cannot_hold_more_than_t3():
    whole = placed("T3", T5, {"208": ("5.00", "5.00", "")})
    part = placed("T5", T5, {"208": ("6.00", "6.00", "")})
    assert doubted(whole, part) == dict.fromkeys([("T5", "208", c) for c in T5[:2]], (OTHER_FORM,))


def test_a_row_without_its_total_cannot_be_added_up_and_is_doubted():
    assert set(doubted(placed("T5", T5, {"208": ("", "5.00", "")}))) == {("T5", "208", "基本支出")}


def test_a_total_of_t6_without_a_class_is_doubted_and_a_class_without_its_total():
    form = placed("T6", ("决算数",), {"人员经费合计": ("9.00",), "302": ("5.00",)})
    assert doubted(form) == {
        ("T6", "人员经费合计", "决算数"): (NO_PARTS,),
        ("T6", "302", "决算数"): (NO_TOTAL,),
    }


def test_an_item_of_t7_without_the_total_of_its_measure_is_doubted():
    form = placed("T7", ("预算数", "决算数"), {"合计": ("3.00", ""), "公务接待费": ("3.00", "2.00")})
    assert doubted(form) == {("T7", "公务接待费", "决算数"): (NO_TOTAL,)}


def test_a_row_that_prints_two_numbers_in_one_column_is_doubted_whole():
    form = placed("T5", T5, {"208": ("5.00", "5.00", "")})
    again = placed("T5", T5, {"208": ("6.00", "6.00", "")})
    form.entries += again.entries
    assert {reasons for reasons in doubted(form).values()} == {(TWICE,)}


def test_a_column_of_t2_whose_total_is_not_the_source_of_t1_is_doubted():
    """Every row still adds up where a whole column slipped under another head."""
    income = placed("T1", ("决算数",), {"事业收入": ("5.00",), "经营收入": ("4.00",), "本年收入合计": ("9.00",)})
    heads = ("本年收入合计", "事业收入", "经营收入")
    slipped = placed("T2", heads, {"合计": ("9.00", "4.00", "5.00"), "205": ("9.00", "4.00", "5.00")})
    assert doubted(income, slipped) == {
        ("T2", row, column): (UNLIKE,) for row in ("合计", "205") for column in heads[1:]
    }


def test_forms_in_yuan_and_in_ten_thousands_say_the_same():
    income = placed("T1", ("决算数",), {"事业收入": ("51200.00",), "本年收入合计": ("51200.00",)})
    assert (
        doubted(income, placed("T2", ("本年收入合计", "事业收入"), {"合计": ("5.12", "5.12"), "205": ("5.12", "5.12")}))
        == {}
    )

"""Headline figures: resolved where the facts that state them agree, and left open where they do not."""

from dataclasses import replace
from decimal import Decimal

from askers import report
from test_merge import draft

from extractor.indicators import indicators
from extractor.merge import merge
from schemas.vocabulary import labels, places

DOCUMENTS = [report("0123456789" * 30)]


def found(*drafts):
    return {indicator.id: indicator for indicator in indicators(merge(drafts, DOCUMENTS))}


def statement(place, row, value, at, column="决算数"):
    return draft(row, column, value, at=at, sentence=at, place=place)


def test_an_indicator_has_the_value_all_its_facts_state():
    one = found(statement("S1", "收入总计", "800", 1), statement("S2", "收入总计", "800.00", 9))["total_income"]
    assert (one.name, one.value, one.candidates) == ("收入总计", "800", ())
    assert one.facts == ("S1/收入总计/决算数", "S2/收入总计/决算数")


def test_where_facts_disagree_the_value_is_open_and_every_rival_stands():
    one = found(statement("S1", "收入总计", "800", 1), statement("S2", "收入总计", "801", 9))["total_income"]
    assert one.value is None
    assert [(c.value, c.printed, c.start, c.end, c.reason) for c in one.candidates] == [
        ("800", "800", 1, 2, "S1 收入总计所印"),
        ("801", "801", 9, 10, "S2 收入总计所印"),
    ]


def test_a_second_value_printed_for_the_key_is_a_rival_too():
    one = found(statement("S11", "政府采购支出", "5", 1), statement("S11", "政府采购支出", "6", 40))["procurement"]
    assert one.value is None
    assert one.facts == ("S11/政府采购支出/决算数", "S11/政府采购支出#2/决算数")


def test_one_figure_for_income_and_spending_states_both_totals():
    all_ = found(statement("S1", "收支总计", "800", 1))
    assert (all_["total_income"].value, all_["total_expenditure"].value) == ("800", "800")


def test_what_nothing_states_is_listed_without_a_value():
    all_ = found()
    assert len(all_) >= 20
    assert all((one.value, one.facts, one.candidates) == (None, (), ()) for one in all_.values())


def test_a_zero_is_a_value():
    one = found(statement("S7", "公务接待费", "0", 1))["reception_final"]
    assert one.value == "0"
    assert Decimal(one.value) == 0


def test_another_measure_of_the_row_states_nothing():
    assert found(statement("S1", "收入总计", "5", 1, column="比上年增减额"))["total_income"].facts == ()


def test_a_form_and_the_text_that_print_one_figure_are_one_indicator_with_both_evidences():
    one = found(statement("T1", "收入总计", "800.00", 1), statement("S1", "收入总计", "800", 9))["total_income"]
    assert one.value == "800"
    assert one.facts == ("T1/收入总计/决算数", "S1/收入总计/决算数")
    assert [evidence.start for evidence in one.evidence] == [1, 9]


def test_a_form_and_the_text_that_disagree_leave_the_indicator_open_and_stand_side_by_side():
    one = found(statement("T1", "收入总计", "800", 1), statement("S1", "收入总计", "801", 9))["total_income"]
    assert (one.value, [candidate.value for candidate in one.candidates]) == (None, ["800", "801"])
    assert len(one.evidence) == 2


def test_an_item_of_t5_and_its_path_in_the_text_are_one_indicator():
    row = "一般公共服务支出/统计信息事务/统计管理"
    form = statement("T5", "2010506", "30", 1, column="本年支出合计")
    one = found(form, statement("S5", row, "30", 9), statement("S5", row, "40", 20, column="年初预算"))["T5.2010506"]
    assert (one.name, one.value) == ("2010506 统计管理", "30")
    assert one.facts == ("T5/2010506/本年支出合计", f"S5/{row}/决算数")
    assert [evidence.start for evidence in one.evidence] == [1, 9]


def test_a_subject_of_t6_and_its_name_in_the_text_are_one_indicator():
    one = found(statement("T6", "30201", "30", 1), statement("S6", "办公费", "31", 9))["T6.30201"]
    assert (one.name, one.value, one.facts) == ("30201 办公费", None, ("T6/30201/决算数", "S6/办公费/决算数"))


def test_a_second_value_of_the_text_states_the_subject_too():
    facts = [statement("T6", "30201", "30", 1), statement("S6", "办公费", "30", 9), statement("S6", "办公费", "31", 40)]
    assert found(*facts)["T6.30201"].facts == ("T6/30201/决算数", "S6/办公费/决算数", "S6/办公费#2/决算数")


def test_a_subject_that_only_one_of_them_states_is_no_indicator():
    assert "T6.30201" not in found(statement("T6", "30201", "30", 1))
    assert "T6.30201" not in found(statement("S6", "办公费", "30", 9))


def test_a_name_that_several_items_bear_is_tied_to_none():
    form = statement("T5", "2010601", "30", 1, column="本年支出合计")
    assert not [id_ for id_ in found(form, statement("S5", "行政运行", "30", 9)) if id_.startswith("T5.")]


def rounded(value, printed, at=1):
    one = statement("T1", "收入总计", value, at)
    return replace(one, printed=printed, unit="万元", flags=("display_rounded",))


def test_a_stored_number_agrees_with_the_text_that_rounds_it():
    text = replace(statement("S1", "收入总计", "8000000", 9), unit="万元", printed="800.00")
    one = found(rounded("8000012.34", "800.00"), text)["total_income"]
    assert (one.value, one.candidates) == ("8000012.34", ())


def test_a_stored_number_disagrees_with_what_rounding_does_not_explain():
    text = replace(statement("S1", "收入总计", "8000100", 9), unit="万元", printed="800.01")
    assert found(rounded("8000012.34", "800.00"), text)["total_income"].value is None


def test_printed_figures_agree_only_where_they_are_equal():
    text = replace(statement("S1", "收入总计", "8000000", 9), unit="万元", printed="800.00")
    form = replace(statement("T1", "收入总计", "8000012.34", 1), printed="8000012.34")
    assert found(form, text)["total_income"].value is None


def test_every_narrative_key_speaks_of_a_row_its_section_knows():
    import csv
    from importlib.resources import files

    known = {place.id for place in places()}
    text = files("schemas").joinpath("data", "indicators.csv").read_text(encoding="utf-8")
    for line in csv.DictReader(text.splitlines()):
        for key in line["keys"].split(";"):
            place, row, _column = key.split("/")
            assert place in known
            assert place.startswith("T") or row in {label.row for label in labels(place)}, key

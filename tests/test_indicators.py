"""Headline figures: resolved where the facts that state them agree, and left open where they do not."""

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

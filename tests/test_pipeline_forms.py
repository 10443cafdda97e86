"""Statutory forms on their way into a record: facts with evidence, ledger, indicators they share with the text."""

import pytest
from askers import Asked, silent
from form_report import HEAD, STRANGE, T1, T5, namer, printed, with_forms

from extractor.pipeline import extract


def record_of(*forms, answers=None):
    document = with_forms(*forms)
    return extract([document], Asked(answers or namer(document))).record


def facts_of(record, place):
    return {fact.id: fact for fact in record.facts if fact.place == place}


def chunks_of(record):
    return {chunk.id: chunk for chunk in record.chunks}


BOTH = (printed("T1", T1), printed("T5", [HEAD, *T5]))


def test_every_figure_of_a_form_is_a_fact_in_yuan_with_its_evidence():
    record = record_of(*BOTH)
    text = record.documents[0].text
    facts = facts_of(record, "T5") | facts_of(record, "T1")
    assert len(facts) == 11 + 7
    for fact in facts.values():
        (evidence,) = fact.evidence
        assert text[evidence.start : evidence.end] == evidence.text == fact.printed
        assert (evidence.source, evidence.page, fact.unit) == ("table", 1, "万元")
        assert fact.confidence.band == "AUTO"
    assert facts["T1/收入总计/决算数"].value == "8124600"
    assert facts["T5/2210201/基本支出"].value == "315000"


def test_a_fact_of_a_form_bears_the_name_printed_beside_its_code():
    facts = facts_of(record_of(*BOTH), "T5")
    assert facts["T5/2140123/项目支出"].label == "航道维护"
    assert facts["T5/合计/项目支出"].label == ""


def test_every_form_has_an_entry_in_the_ledger_and_is_found():
    record = record_of(*BOTH)
    entry = chunks_of(record)["T5/t1"]
    assert (entry.place, entry.status, entry.prompt, entry.unused_numbers) == ("T5", "ok", "code", ())
    assert {form.place for form in record.forms if form.state == "found" and form.place[0] == "T"} == {"T1", "T5"}
    assert record.status == "complete"
    assert "heads" not in record.provenance.prompts


def test_forms_are_read_though_the_model_says_nothing():
    record = record_of(*BOTH, answers=silent)
    assert len(record.facts) == 11 + 7
    assert {fact.place for fact in record.facts} == {"T1", "T5"}


def test_a_form_and_the_text_state_one_indicator_with_both_evidences():
    indicators = {one.id: one for one in record_of(*BOTH).indicators}
    total = indicators["total_income"]
    assert (total.value, total.facts) == ("8124600", ("T1/收入总计/决算数", "S1/收入总计/决算数"))
    item = indicators["T5.2210201"]
    assert (item.name, item.value) == ("2210201 住房公积金", "315000")
    assert item.facts == ("T5/2210201/本年支出合计", "S5/住房保障支出/住房改革支出/住房公积金/决算数")
    assert item.evidence[0].start < item.evidence[1].start


def test_a_figure_that_nothing_places_is_listed_in_the_ledger_and_is_no_fact():
    record = record_of(printed("T5", [HEAD, *T5, ["", "", "77.70", "", ""]]))
    assert [number.text for number in chunks_of(record)["T5/t1"].unused_numbers] == ["77.70"]
    assert not any(fact.printed == "77.70" for fact in record.facts)


def test_a_figure_whose_position_is_unclear_is_a_fact_for_a_person():
    torn = [[*row, ""] for row in [HEAD, T5[0], T5[2]]] + [["2140123", "航道维护", "300.00", "12.00", "", "300.00"]]
    fact = facts_of(record_of(printed("T5", torn)), "T5")["T5/2140123/项目支出"]
    assert "position_unclear" in fact.flags
    assert (fact.printed, fact.value, fact.confidence.band) == ("300.00", "3000000", "MUST")


def test_a_form_without_a_unit_whose_figures_the_text_prints_has_the_unit_they_tell():
    facts = facts_of(record_of(printed("T1", T1, unit="公开表")), "T1")
    assert (facts["T1/收入总计/决算数"].value, facts["T1/收入总计/决算数"].confidence.band) == ("8124600", "AUTO")


def test_a_form_without_a_unit_that_nothing_tells_is_assumed_and_goes_to_a_person():
    lone = [["", "合计", "7.77", "7.77", ""], ["2130101", "行政运行", "7.77", "7.77", ""]]
    fact = facts_of(record_of(printed("T5", [HEAD, *lone], unit="公开表")), "T5")["T5/合计/基本支出"]
    assert "unit_assumed" in fact.flags
    assert fact.confidence.band == "REVIEW"


@pytest.mark.parametrize("note", ["注：本表为空表。", "本单位无政府性基金预算财政拨款收入支出，以空表列示。"])
def test_a_form_declared_empty_is_so_in_the_ledger_and_has_no_facts(note):
    rows = [["科目编码", "科目名称", "本年收入", "本年支出"], ["", "合计", "", ""]]
    record = record_of(printed("T8", rows) + f"{note}\n")
    assert next(form.state for form in record.forms if form.place == "T8") == "declared_empty"
    assert (facts_of(record, "T8"), chunks_of(record)["T8/t1"].status) == ({}, "empty")


def test_the_model_names_the_columns_of_a_form_nobody_knows_and_the_ledger_says_so():
    record = record_of(printed("T5", [STRANGE, *T5]))
    facts = facts_of(record, "T5")
    assert facts["T5/合计/本年支出合计"].value == "3315000"
    assert {fact.confidence.band for fact in facts.values()} == {"REVIEW"}
    entry = chunks_of(record)["T5/t1?h"]
    assert (entry.status, entry.prompt, entry.place) == ("ok", "heads", "T5")
    assert "heads" in record.provenance.prompts
    assert chunks_of(record)["T5/t1"].status == "ok"


def test_columns_the_sums_speak_against_are_no_facts():
    document = with_forms(printed("T5", [STRANGE, *T5]))
    swapped = {"本年支出合计": "保运转", "基本支出": "总盘", "项目支出": "办专项"}
    record = extract([document], Asked(namer(document, swapped))).record
    assert facts_of(record, "T5") == {}
    entry = chunks_of(record)["T5/t1"]
    assert (entry.status, len(entry.unused_numbers)) == ("failed", 7)
    assert record.status == "partial"

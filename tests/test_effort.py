"""How much the model is asked: everything, what code does not read twice alike, or nothing."""

import json

import pytest
from askers import Asked, oracle, report, section

from extractor.effort import NOBODY, NoModel
from extractor.export import render
from extractor.pipeline import extract, question_of
from extractor.reading import read
from extractor.sentences.second import AGREES, DIFFERS
from extractor.verify import verify

SURE = section("收入支出决算总体情况说明", "2031年度收入总计80万元，支出总计70万元。")
ONCE = section("国有资产占用情况说明", "灯塔用的其他用车共2辆。")


def values(record):
    return {fact.id: fact.value for fact in record.facts}


def ledger(record, id_):
    return next(chunk for chunk in record.chunks if chunk.id == id_)


def true_to_itself(record, tmp_path) -> list[str]:
    path = tmp_path / "record.json"
    path.write_text(render(record, "json"), "utf-8")
    return verify(path)


def test_what_two_reads_by_code_say_alike_is_not_asked_at_low_effort():
    asker = Asked(oracle([SURE]))
    record = extract([SURE], asker, effort="low").record
    assert asker.asked == []
    assert values(record) == values(extract([SURE], Asked(oracle([SURE]))).record)
    assert all(AGREES in fact.flags for fact in record.facts)
    entry = ledger(record, "S1/1")
    assert (entry.prompt, entry.status, entry.usage.attempts) == ("code", "ok", 0)
    assert entry.answer == {"收入总计决算数": "80", "支出总计决算数": "70"}


def test_what_only_one_of_them_reads_is_asked_at_low_effort():
    asker = Asked(oracle([ONCE]))
    record = extract([ONCE], asker, effort="low").record
    assert asker.ids() == ["S12/1"]
    assert ledger(record, "S12/1").prompt == "asset"
    assert values(record) == {"S12/其他用车/数量": "2"}


def test_at_full_effort_every_chunk_is_asked_and_the_facts_carry_the_second_read():
    document = report()
    asker = Asked(oracle([document]))
    record = extract([document], asker).record
    asked = {question_of(chunk).id for chunk in read([document]).chunks if chunk.slots}
    assert asked <= set(asker.ids())
    assert sum(AGREES in fact.flags for fact in record.facts) > 30
    assert record.provenance.effort == "full"


def test_questions_at_low_effort_are_some_of_those_at_full_effort():
    document = report()
    full, low = Asked(oracle([document])), Asked(oracle([document]))
    extract([document], full)
    extract([document], low, effort="low")
    assert {repr(question.messages) for question in low.asked} <= {repr(question.messages) for question in full.asked}
    assert len(low.asked) < len(full.asked)


def test_without_a_model_the_clauses_alone_answer_and_nobody_is_named():
    document = report()
    record = extract([document], Asked(oracle([document])), effort="none").record
    assert values(record) == values(extract([document], Asked(oracle([document]))).record)
    assert record.provenance.model == {"model": "none"}
    assert (record.provenance.effort, record.provenance.prompts) == ("none", {})
    assert {chunk.prompt for chunk in record.chunks} == {"code"}
    assert record.status == "complete"


@pytest.mark.parametrize("effort", ["full", "low", "none"])
def test_a_record_of_any_effort_is_true_to_itself(effort, tmp_path):
    record = extract([report()], Asked(oracle([report()])), effort=effort).record
    assert true_to_itself(record, tmp_path) == []


def test_a_record_that_names_another_effort_is_found_out(tmp_path):
    record = extract([report()], Asked(oracle([report()])), effort="low").record
    data = json.loads(render(record, "json"))
    data["provenance"]["effort"] = "full"
    path = tmp_path / "record.json"
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", "utf-8")
    assert verify(path)


TWO_VALUES = section("一般公共预算“三公”经费支出情况说明", "会议费决算3万元，灯塔会议费决算5万元。")


def test_of_two_values_for_one_key_code_answers_the_one_its_second_read_bears_out():
    record = extract([TWO_VALUES], NoModel(), effort="none").record
    assert ledger(record, "S7/1").answer == {"决算数": "3", "决算数（第2处）": None}


def test_where_both_reads_by_code_differ_the_fact_is_flagged_and_waits_for_a_person():
    told = section("预算绩效情况说明", "1.浮标更换项目：全年预算数8万元，执行数6万元，自评得分90分。")
    record = extract([told], NoModel(), effort="none").record
    apart = [fact for fact in record.facts if DIFFERS in fact.flags]
    assert apart
    assert all(fact.confidence.band != "AUTO" and fact.confidence.reasons for fact in apart)


def test_nobody_answers_and_says_so():
    chunk = next(chunk for chunk in read([SURE]).chunks if chunk.slots)
    told = []
    replies = NoModel().ask_all([question_of(chunk)], lambda question, reply: told.append((question.id, reply.reason)))
    assert replies["S1/1"].status == "failed"
    assert told == [("S1/1", NOBODY)]
    assert NoModel.identity == {"model": "none"}

"""Merging: one fact a key, every place that states it as evidence; two printed values stand side by side."""

from dataclasses import replace
from decimal import Decimal

import pytest
from askers import report
from hypothesis import given
from hypothesis import strategies as st

from extractor.draft import Draft
from extractor.merge import merge, plain

TEXT = "0123456789" * 30
DOCUMENTS = [report(TEXT), report(f"{TEXT}\f{TEXT}", name="tables.txt")]


def draft(row="办公费", column="决算数", value="5", *, at=0, sentence=0, place="S6", document=0, flags=(), reasons=()):
    return Draft(
        place=place,
        row=row,
        column=column,
        value=Decimal(value),
        unit="元",
        printed=value,
        document=document,
        start=at,
        end=at + 1,
        match="exact",
        source="text",
        chunk=f"{place}/1",
        sentence=sentence,
        flags=flags,
        reasons=reasons,
    )


def merged(*drafts):
    return {fact.id: fact for fact in merge(drafts, DOCUMENTS)}


def test_a_repeat_of_the_same_value_is_one_fact_with_all_its_places():
    facts = merged(draft(at=20, sentence=18), draft(at=3))
    fact = facts["S6/办公费/决算数"]
    assert len(facts) == 1
    assert [(e.start, e.text, e.document) for e in fact.evidence] == [(3, "3", "report.txt"), (20, "0", "report.txt")]
    assert "repeated" in fact.flags
    assert fact.confidence.band == "AUTO"


def test_the_same_draft_twice_is_one_place():
    assert len(merged(draft(), draft())["S6/办公费/决算数"].evidence) == 1


def test_an_equal_value_written_otherwise_is_the_same_value():
    fact = merged(draft(value="5"), draft(value="5.00", at=9, sentence=9))["S6/办公费/决算数"]
    assert (fact.value, len(fact.evidence)) == ("5", 2)


def test_a_second_value_takes_number_two_in_text_order_and_both_must_be_settled():
    facts = merged(draft(value="7", at=50, sentence=50), draft(value="5", at=3), draft(value="9", at=90, sentence=90))
    assert {id_: fact.value for id_, fact in facts.items()} == {
        "S6/办公费/决算数": "5",
        "S6/办公费#2/决算数": "7",
        "S6/办公费#3/决算数": "9",
    }
    for fact in facts.values():
        assert "two_values_printed" in fact.flags
        assert (fact.confidence.band, fact.confidence.reasons[0]) == ("MUST", "同一节里这一项印了两个不同的数")


def test_every_measure_of_the_second_ones_sentence_goes_with_it():
    facts = merged(
        draft(value="5", at=1),
        draft(value="7", at=50, sentence=50),
        draft(column="完成率", value="70", at=60, sentence=50),
    )
    assert set(facts) == {"S6/办公费/决算数", "S6/办公费#2/决算数", "S6/办公费#2/完成率"}
    assert facts["S6/办公费#2/完成率"].confidence.band == "AUTO"


def test_a_measure_the_second_sentence_repeats_unchanged_stays_with_the_first():
    facts = merged(
        draft(value="5", at=1),
        draft(column="完成率", value="100", at=2),
        draft(value="7", at=50, sentence=50),
        draft(column="完成率", value="100", at=60, sentence=50),
    )
    assert set(facts) == {"S6/办公费/决算数", "S6/办公费/完成率", "S6/办公费#2/决算数"}
    assert [e.start for e in facts["S6/办公费/完成率"].evidence] == [2, 60]


def test_a_sentence_that_states_another_measure_only_is_the_same_row():
    facts = merged(draft(value="5", at=1), draft(column="占比", value="3", at=50, sentence=50))
    assert set(facts) == {"S6/办公费/决算数", "S6/办公费/占比"}


def test_rows_and_places_do_not_contest_each_other():
    facts = merged(draft(value="5"), draft(row="差旅费", value="6", at=4), draft(place="S10", value="7", at=8))
    assert set(facts) == {"S6/办公费/决算数", "S6/差旅费/决算数", "S10/办公费/决算数"}
    assert {fact.confidence.band for fact in facts.values()} == {"AUTO"}


def test_facts_stand_in_the_order_of_places_and_of_the_text():
    found = merge([draft(place="S10", at=1), draft(place="S2", at=9), draft(row="差旅费", place="S2", at=4)], DOCUMENTS)
    assert [fact.id for fact in found] == ["S2/差旅费/决算数", "S2/办公费/决算数", "S10/办公费/决算数"]


def test_evidence_names_its_document_and_page():
    other = draft(document=1, at=len(TEXT) + 5)
    (evidence,) = merged(other)["S6/办公费/决算数"].evidence
    assert (evidence.document, evidence.page, evidence.text) == ("tables.txt", 2, "4")


def test_doubts_and_flags_of_all_places_are_kept_once():
    one = draft(flags=("unit_from_heading",), reasons=("数字后没有印单位",))
    fact = merged(one, replace(one, start=8, end=9, sentence=8))["S6/办公费/决算数"]
    assert fact.flags == ("unit_from_heading", "repeated")
    assert fact.confidence.reasons == ("数字后没有印单位",)


drafts = st.builds(
    draft,
    row=st.sampled_from(["办公费", "差旅费"]),
    column=st.sampled_from(["决算数", "完成率"]),
    value=st.sampled_from(["0", "5", "7"]),
    at=st.integers(0, 200),
    sentence=st.integers(0, 3).map(lambda n: n * 50),
)


@given(st.lists(drafts, max_size=12), st.randoms())
def test_nothing_is_lost_nothing_is_made_up_and_the_order_of_drafts_does_not_matter(given_drafts, random):
    # one place of the text prints one figure
    places = {(d.document, d.start): d for d in given_drafts}
    kept = list(places.values())
    facts = merge(kept, DOCUMENTS)
    assert len({fact.id for fact in facts}) == len(facts)
    stated = sorted(
        (fact.row.partition("#")[0], fact.column, Decimal(fact.value), e.start) for fact in facts for e in fact.evidence
    )
    assert stated == sorted((d.row, d.column, d.value, d.start) for d in kept)
    shuffled = list(kept)
    random.shuffle(shuffled)
    assert merge(shuffled, DOCUMENTS) == facts


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("5.10", "5.1"),
        ("-0.0", "0"),
        ("0", "0"),
        ("100", "100"),
        ("5E+6", "5000000"),
        ("-17.30", "-17.3"),
        ("0.05", "0.05"),
    ],
)
def test_values_are_plain_decimals(value, shown):
    assert plain(Decimal(value)) == shown

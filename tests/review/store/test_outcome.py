"""What goes out: the record with its decisions, corrections, and candidates for the gold."""

import json
from dataclasses import replace

from extractor.review.store import Typed
from schemas.record import Record
from schemas.review import Correction, ReviewedRecord
from tests.records import busy_record
from tests.review.store.conftest import ALONE, make_team
from tests.review.store.made import doubtful, lines, press


def test_the_final_record_is_the_machines_with_the_decisions_beside_it(store, team):
    record = busy_record()
    made = store.import_record(record).record
    item = next(one for one in store.items() if one.kind == "fact")
    store.decide(team["anna"], item.id, 0, Typed("correct", value="12", reason="看错"), press())
    final = store.final_record(made)
    read = json.loads(final.model_dump_json())
    assert ReviewedRecord.model_validate(read) == final
    (decision,) = read.pop("decisions")
    assert read.pop("approval") is None
    assert Record.model_validate(read) == record
    assert (decision["item"], decision["value"], decision["machine_value"]) == (item.key, "12", item.value)
    assert (decision["by"], decision["reason"]) == ("anna", "看错")


def test_corrections_hold_the_evidence_before_after_reason_and_who(store, team):
    store.import_record(doubtful(lines(4)))
    one, two, three, four = store.items()
    store.decide(team["anna"], one.id, 0, Typed("correct", value="12", reason="看错行"), press())
    store.decide(team["anna"], two.id, 0, Typed("absent", reason="是上年的数"), press())
    store.decide(team["anna"], three.id, 0, Typed("accept"), press())
    store.decide(team["anna"], four.id, 0, Typed("correct", value=four.value), press())
    first, second = store.corrections()
    assert Correction.model_validate_json(first.model_dump_json()) == first
    assert (first.before, first.after, first.kind, first.reason, first.by) == (
        one.value,
        "12",
        "correct",
        "看错行",
        "anna",
    )
    assert first.evidence == store.text(one.document)[one.start : one.end]
    assert (second.before, second.after, second.kind) == (two.value, None, "absent")
    assert first.model == {"name": "fictional-model"}


def test_corrections_are_of_current_records_unless_one_is_named(store, team):
    old = store.import_record(doubtful(lines(1)))
    item = store.items()[0]
    store.decide(team["anna"], item.id, 0, Typed("absent"), press())
    store.import_record(doubtful("说明。\n" + lines(1), name="report.txt"))
    assert len(list(store.corrections())) == len(list(store.corrections(old.record))) == 1
    newer = doubtful(lines(1))
    fact = newer.facts[0].model_copy(update={"flags": ("repeated",)})
    new = store.import_record(newer.model_copy(update={"facts": (fact,)})).record
    assert [one.record_sha256 for one in store.corrections()] == [store.records()[0].sha256]
    assert store.records()[0].id == new


def test_nothing_is_a_gold_candidate_before_a_second_person_has_found_the_same(opened):
    store = opened(replace(ALONE, double_share=0))
    team = make_team(store)
    store.import_record(doubtful(lines(3)))
    one, two, three = store.items()
    for item in (one, two, three):
        store.decide(team["anna"], item.id, 0, Typed("accept"), press())
        store.ask_second_look(team["judge"], item.id)
    assert list(store.gold_candidates()) == []
    store.decide(team["ben"], one.id, 1, Typed("accept"), press())
    store.decide(team["ben"], two.id, 1, Typed("absent"), press())
    (candidate,) = store.gold_candidates()
    assert (candidate.value, candidate.printed, candidate.by) == (one.value, one.printed, ("anna", "ben"))
    assert store.text(one.document)[candidate.start : candidate.end] == candidate.printed
    store.decide(team["judge"], two.id, 2, Typed("absent"), press())
    absent = [one for one in store.gold_candidates() if one.state == "absent"]
    assert [(one.value, one.start, one.by) for one in absent] == [(None, None, ("judge", "ben"))]


def test_a_value_without_digits_in_the_source_is_no_gold(opened):
    store = opened(replace(ALONE, double_share=1))
    team = make_team(store)
    store.import_record(doubtful(lines(1)))
    item = store.items()[0]
    for turn, who in enumerate(("anna", "ben")):
        store.decide(team[who], item.id, turn, Typed("correct", value="31"), press())
    assert store.state(item.id).stage == "settled"
    assert list(store.gold_candidates()) == []
    assert len(list(store.corrections())) == 1

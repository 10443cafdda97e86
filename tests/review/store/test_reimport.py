"""A new extraction keeps the decisions whose evidence is the same, and asks again where it changed."""

import pytest

from extractor.review.store import Conflict, Typed
from tests.records import busy_record, record_of
from tests.review.store.made import doubtful, error_on, lines, press


def changed(record, at, **values):
    facts = list(record.facts)
    facts[at] = facts[at].model_copy(update=values)
    return record.model_copy(update={"facts": tuple(facts)})


def moved(record, at):
    """The same record, but a figure was read from another place: the characters of the figure behind it."""
    other = record.facts[at + 1]
    return changed(record, at, evidence=other.evidence, printed=other.printed, value=other.value)


@pytest.fixture
def first():
    return doubtful(lines(3))


@pytest.fixture
def decided(store, team, first):
    """The record in the store with every figure corrected by anna."""
    made = store.import_record(first).record
    for turn, item in enumerate(sorted(store.items(), key=lambda one: one.id)):
        store.decide(team["anna"], item.id, 0, Typed("correct", value=str(turn)), press())
    return made


def test_the_same_record_again_changes_nothing(store, decided, first):
    before = store.items()
    again = store.import_record(first)
    assert (again.fresh, again.record, again.kept) == (False, decided, 3)
    assert store.items() == before


def test_decisions_on_the_same_evidence_still_hold(store, team, decided, first):
    new = changed(first, 0, flags=("repeated",))
    done = store.import_record(new)
    assert (done.fresh, done.supersedes, done.kept, done.asked_again) == (True, decided, 3, 0)
    assert store.claim_next(team["ben"]) is None
    assert [one.value for one in store.final_record(done.record).decisions] == ["0", "1", "2"]
    assert {item.record for item in store.items()} == {done.record}


@pytest.mark.usefixtures("decided")
def test_where_the_evidence_changed_it_is_asked_again_with_the_old_decision_as_history(store, team, first):
    done = store.import_record(moved(first, 1))
    assert (done.kept, done.asked_again) == (2, 1)
    item = store.claim_next(team["ben"])
    assert item.key == first.facts[1].id
    view = store.item(team["ben"], item.id)
    assert view.history == ()
    assert [(event.after, event.user_name) for event in view.earlier] == [("1", "anna")]


@pytest.mark.usefixtures("decided")
def test_a_value_read_differently_from_the_same_characters_does_not_overrule_a_person(store, first):
    done = store.import_record(changed(first, 2, value="999"))
    decision = store.final_record(done.record).decisions[2]
    assert (decision.value, decision.machine_value) == ("2", "999")


@pytest.mark.usefixtures("decided")
def test_evidence_that_comes_back_brings_its_decision_back(store, first):
    store.import_record(moved(first, 1))
    third = store.import_record(changed(first, 0, flags=("repeated",)))
    assert (third.kept, third.asked_again) == (3, 0)
    assert [record.id for record in store.records()] == [third.record]
    assert len(store.records(current=False)) == 3


def test_an_earlier_extraction_can_be_made_current_again(store, decided, first):
    new = store.import_record(moved(first, 1)).record
    back = store.import_record(first)
    assert (back.record, back.fresh, back.supersedes) == (decided, False, new)
    assert [record.id for record in store.records()] == [decided]


def test_undo_reaches_a_decision_through_the_new_extraction(store, team, decided, first):
    store.import_record(changed(first, 0, flags=("repeated",)))
    store.undo(team["anna"], press())
    item = store.claim_next(team["anna"])
    assert (item.key, item.record != decided) == (first.facts[2].id, True)


def test_a_page_open_on_the_old_extraction_is_told_and_what_was_typed_is_on_the_new_one(store, team, first):
    store.import_record(first)
    item = store.claim_next(team["anna"])
    store.import_record(changed(first, 0, flags=("repeated",)))
    with pytest.raises(Conflict, match="新的提取"):
        store.decide(team["anna"], item.id, 0, Typed("correct", value="42"), press())
    new = next(one for one in store.items() if one.key == item.key)
    assert store.draft(team["anna"], new.id).body["value"] == "42"


def test_a_release_does_not_pass_to_a_new_extraction(store, team, decided, first):
    store.approve_record(team["anna"], decided, press())
    new = store.import_record(changed(first, 0, flags=("repeated",))).record
    assert store.final_record(new).approval is None
    assert store.final_record(decided).approval.by == "anna"


@pytest.mark.usefixtures("decided")
def test_another_file_or_unit_supersedes_nothing(store, first):
    other = first.model_copy(update={"unit": first.unit.model_copy(update={"name": "云杉县图书馆"})})
    assert store.import_record(other).supersedes is None
    assert store.import_record(record_of("二、收入支出总体情况\n收入总计5万元。\n")).supersedes is None
    assert len(store.records()) == 3


def test_a_record_comes_back_to_the_byte_and_its_text_is_kept_once(store):
    odd = busy_record()
    made = [store.import_record(record).record for record in (odd, error_on(odd))]
    assert store.record(made[0]) == odd
    assert {item.document for item in store.items() if item.document} == {1}


def test_text_no_database_keeps_is_kept_all_the_same(store):
    record = doubtful("二、收入支出总体情况\n收入总计5万元，\0支出总计6万元。\n")
    made = store.import_record(record).record
    assert store.record(made) == record


def test_findings_are_shown_with_the_figures_they_speak_of(store, team, first):
    store.import_record(error_on(first, 1))
    views = [store.item(team["look"], item.id) for item in store.items()]
    spoken = {view.item.key: [finding["message"] for finding in view.findings] for view in views}
    assert spoken.pop(first.facts[1].id) == ["合计与各项之和不符"]
    assert set(map(tuple, spoken.values())) == {()}

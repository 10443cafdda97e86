"""Undo takes back one's own last decision, on whatever item, and hands the item back as it was."""

import pytest

from extractor.review.store import BadInput, Conflict, NothingToUndo, Typed
from tests.review.store.made import doubtful, lines, press


@pytest.fixture
def three(store, team):
    """Three items that anna has decided, in the order she did."""
    store.import_record(doubtful(lines(3)))
    done = []
    for turn in range(3):
        item = store.claim_next(team["anna"])
        store.decide(team["anna"], item.id, item.version, Typed("correct", value=str(turn), reason="改"), press())
        done.append(item)
    return done


def test_undo_goes_back_across_items(store, team, three):
    for item in reversed(three):
        undone = store.undo(team["anna"], press())
        assert undone.item == item.id
        assert store.state(item.id).stage == "first"
    with pytest.raises(NothingToUndo):
        store.undo(team["anna"], press())


def test_the_item_comes_back_with_what_was_typed_and_is_held(store, team, three):
    store.undo(team["anna"], press())
    assert store.draft(team["anna"], three[2].id).body["value"] == "2"
    assert store.claim_next(team["ben"]) is None
    assert store.claim_next(team["anna"]).id == three[2].id


def test_nothing_of_the_history_goes(store, team, three):
    before = store.history(three[2].id)
    undone = store.undo(team["anna"], press())
    history = store.history(three[2].id)
    assert history[:1] == before
    assert (history[1].kind, history[1].undoes, history[1].before, history[1].after) == (
        "undo", before[0].id, "2", three[2].value,
    )  # fmt: skip
    assert undone.undone == before[0]
    assert store.verify_audit().ok


def test_the_same_press_of_undo_sent_twice_takes_back_one(store, team, three):
    once, twice = store.undo(team["anna"], "again"), store.undo(team["anna"], "again")
    assert once == twice
    assert store.state(three[1].id).stage == "settled"
    store.decide(team["anna"], three[2].id, 2, Typed("accept"), "other")
    with pytest.raises(BadInput, match="提交编号"):
        store.undo(team["anna"], "other")


def test_nobody_takes_back_what_another_did(store, team, three):
    with pytest.raises(NothingToUndo):
        store.undo(team["ben"], press())
    assert store.state(three[2].id).stage == "settled"


def test_what_others_have_built_on_stays(store, team, three):
    store.decide(team["judge"], three[2].id, 1, Typed("accept", reason="机器读得对"), press())
    with pytest.raises(Conflict, match="其后"):
        store.undo(team["anna"], press())
    store.undo(team["judge"], press())
    store.undo(team["anna"], press())
    assert store.state(three[2].id).stage == "first"


def test_undo_of_a_released_record_begins_with_its_release(store, team, three):
    record = three[0].record
    store.approve_record(team["ben"], record, press())
    with pytest.raises(Conflict, match="已经通过"):
        store.undo(team["anna"], press())
    undone = store.undo(team["ben"], press())
    assert (undone.item, undone.record) == (None, record)
    assert store.final_record(record).approval is None
    store.undo(team["anna"], press())


def test_a_decision_made_anew_after_undo_stands(store, team, three):
    store.undo(team["anna"], press())
    store.decide(team["anna"], three[2].id, 2, Typed("absent"), press())
    assert store.state(three[2].id).final.kind == "absent"
    store.undo(team["anna"], press())
    assert store.state(three[2].id).stage == "first"

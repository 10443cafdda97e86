"""A decision is one event, on the version that was seen; what does not go through is not lost."""

from dataclasses import asdict

import pytest

from extractor.review.store import BadInput, Conflict, NotAllowed, Typed
from tests.records import busy_record
from tests.review.store.made import doubtful, lines, press


@pytest.fixture
def item(store, team):
    store.import_record(doubtful(lines(3)))
    return store.claim_next(team["anna"])


def test_a_decision_keeps_before_after_and_what_the_machine_said(store, team, item):
    done = store.decide(
        team["anna"], item.id, 0, Typed("correct", value="1,001.50", seconds=12, reason="看错行"), press()
    )
    (event,) = store.history(item.id)
    assert event == done.event
    assert (event.before, event.after, event.machine, event.seconds) == (item.value, "1001.5", item.value, 12)
    assert (event.user_name, event.at[:19], event.reason) == ("anna", "2031-05-06T07:08:09", "看错行")
    assert store.state(item.id).final.value == "1001.5"
    assert store.record(item.record).facts[0].value == store.items()[0].value


def test_accepting_keeps_the_machines_value_and_frees_the_lease(store, team, item):
    store.decide(team["anna"], item.id, 0, Typed("accept"), press())
    view = store.item(team["anna"], item.id)
    assert (view.state.final.value, view.lease, view.item.stage) == (item.value, None, "settled")


def test_the_same_press_sent_twice_is_one_event(store, team, item):
    once = store.decide(team["anna"], item.id, 0, Typed("correct", value="5"), "key")
    twice = store.decide(team["anna"], item.id, 0, Typed("correct", value="5"), "key")
    assert (once.repeated, twice.repeated, twice.event) == (False, True, once.event)
    assert len(store.history(item.id)) == 1
    other = store.items()[1]
    with pytest.raises(BadInput, match="提交编号"):
        store.decide(team["anna"], other.id, 0, Typed("accept"), "key")


def test_who_saw_an_older_version_is_told_and_keeps_what_he_typed(store, team, item):
    store.decide(team["anna"], item.id, 0, Typed("accept"), press())
    typed = Typed("correct", value="77", reason="第三行")
    with pytest.raises(Conflict, match="别人刚处理过"):
        store.decide(team["ben"], item.id, 0, typed, press())
    assert store.draft(team["ben"], item.id).body == asdict(typed)
    assert len(store.history(item.id)) == 1


def test_who_decides_what_another_holds_is_told_and_keeps_what_he_typed(store, team, item):
    with pytest.raises(Conflict, match="正在处理"):
        store.decide(team["ben"], item.id, 0, Typed("absent", reason="没有印"), press())
    assert store.item(team["ben"], item.id).draft.body["reason"] == "没有印"
    assert store.item(team["anna"], item.id).draft is None


def test_a_lease_that_has_ended_keeps_nobody_from_deciding_what_nobody_touched(store, team, item, now):
    now.pass_by(3600)
    store.decide(team["anna"], item.id, 0, Typed("accept"), press())
    assert store.state(item.id).stage == "settled"


def test_what_cannot_be_stored_is_refused_and_kept_as_typed(store, team, item):
    with pytest.raises(BadInput, match="不是一个数"):
        store.decide(team["anna"], item.id, 0, Typed("correct", value="一百二"), press())
    assert store.draft(team["anna"], item.id).body["value"] == "一百二"
    assert store.history(item.id) == []


def test_a_draft_outlives_the_store_and_goes_when_the_item_is_decided(store, opened, team, item):
    store.save_draft(team["anna"], item.id, {"value": "12", "note": "待\0查\ud800"})
    store.save_draft(team["anna"], item.id, {"value": "123", "note": "待\0查\ud800"})
    store.close()
    again = opened()
    assert again.draft(team["anna"], item.id).body == {"value": "123", "note": "待\0查\ud800"}
    assert again.draft(team["ben"], item.id) is None
    again.decide(team["anna"], item.id, 0, Typed("accept"), press())
    assert again.draft(team["anna"], item.id) is None
    with pytest.raises(BadInput, match="草稿太长"):
        again.save_draft(team["anna"], item.id, {"note": "x" * 20_001})


def test_a_settled_item_is_changed_by_its_own_reviewer_or_by_an_adjudicator_with_a_reason(store, team, item):
    store.decide(team["anna"], item.id, 0, Typed("accept"), press())
    store.decide(team["anna"], item.id, 1, Typed("correct", value="6"), press())
    with pytest.raises(Conflict, match="已有结论"):
        store.decide(team["ben"], item.id, 2, Typed("correct", value="7"), press())
    with pytest.raises(BadInput, match="理由"):
        store.decide(team["judge"], item.id, 2, Typed("correct", value="8"), press())
    store.decide(team["judge"], item.id, 2, Typed("correct", value="8", reason="原文第二页"), press())
    assert store.state(item.id).final.value == "8"
    assert [event.round for event in store.history(item.id)] == [1, 1, 3]


def test_a_flag_hands_the_item_to_an_adjudicator(store, team, item):
    store.decide(team["anna"], item.id, 0, Typed("flag", reason="两页印得不同"), press())
    assert store.claim_next(team["ben"]).id != item.id
    with pytest.raises(NotAllowed, match="裁定人"):
        store.decide(team["ben"], item.id, 1, Typed("accept"), press())
    assert [one.id for one in store.adjudication_items()] == [item.id]
    assert store.claim_adjudication(team["anna"]) is None
    mine = store.claim_adjudication(team["judge"])
    store.decide(team["judge"], mine.id, mine.version, Typed("accept"), press())
    assert store.state(item.id).stage == "settled"


def test_digits_elsewhere_in_the_text_may_be_shown_as_evidence(store, team, item):
    text = store.text(item.document)
    start = text.index("102.50")
    typed = Typed("correct", value="1025000", start=start, end=start + 6)
    event = store.decide(team["anna"], item.id, 0, typed, press()).event
    assert (event.printed, event.start, event.end) == ("102.50", start, start + 6)
    other = store.claim_next(team["anna"])
    with pytest.raises(BadInput, match="不在原文里"):
        store.decide(team["anna"], other.id, 0, Typed("absent", start=5, end=10**6), press())


def test_a_corrected_value_does_not_claim_digits_that_are_not_its_own(store, team, item):
    event = store.decide(team["anna"], item.id, 0, Typed("correct", value="31"), press()).event
    assert event.printed is None
    other = store.claim_next(team["anna"])
    scaled = store.decide(team["anna"], other.id, 0, Typed("correct", value=other.printed), press()).event
    assert scaled.printed == other.printed


def test_a_number_nobody_used_can_be_given_its_place(store, team):
    store.import_record(busy_record())
    item = next(one for one in store.items() if one.kind == "ungrounded")
    store.decide(team["anna"], item.id, 0, Typed("absent"), press())
    event = store.history(item.id)[0]
    assert (event.before, event.after, event.row, event.column) == (None, None, "货物支出", "占比")


@pytest.mark.parametrize("key", ["", "x" * 65, "键", "a\nb"])
def test_a_key_that_is_none_is_refused(store, team, item, key):
    with pytest.raises(BadInput, match="提交编号"):
        store.decide(team["anna"], item.id, 0, Typed("accept"), key)

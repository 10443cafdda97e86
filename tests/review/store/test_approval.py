"""A record is released when what must be settled is settled and no hard check fails, or with a reason."""

import pytest

from extractor.review.store import BadInput, Conflict, NotApprovable, Typed
from tests.records import busy_record
from tests.review.store.made import doubtful, error_on, lines, press


def checks_of(findings):
    return {check for finding in findings for check in finding.checks}


def settle_all(store, user, kind="accept"):
    while (item := store.claim_next(user)) is not None:
        store.decide(user, item.id, item.version, Typed(kind), press())


def test_a_record_with_open_must_items_is_not_released_whatever_the_reason(store, team):
    record = store.import_record(busy_record()).record
    with pytest.raises(NotApprovable, match="必须处理") as caught:
        store.approve_record(team["anna"], record, press(), reason="不管了")
    assert caught.value.open_items == sum(item.band == "MUST" for item in store.items())
    assert store.final_record(record).approval is None


def test_items_that_only_should_be_looked_at_do_not_keep_a_record_back(store, team):
    record = store.import_record(doubtful(lines(2))).record
    event = store.approve_record(team["anna"], record, press())
    assert event.kind == "approve_record"
    assert store.final_record(record).approval.by == "anna"
    assert store.claim_next(team["ben"]) is None


def test_a_hard_check_that_fails_needs_a_reason_and_is_called_an_override(store, team):
    record = store.import_record(error_on(doubtful(lines(2)))).record
    with pytest.raises(NotApprovable, match="硬性核对") as caught:
        store.approve_record(team["anna"], record, press())
    assert caught.value.failing == ("合计与各项之和不符",)
    event = store.approve_record(team["anna"], record, press(), reason="原文不平，已核对")
    approval = store.final_record(record).approval
    assert (event.kind, approval.override, approval.reason) == ("override", True, "原文不平，已核对")


def test_checks_are_tried_anew_on_what_was_decided(store, team):
    text = (
        "二、收入支出总体情况\n2031年度收入总计100.00万元，支出总计100.00万元。"
        "与上年相比，收入总计增加20.00万元，增长30.00%。\n"
    )
    record = doubtful(text)
    rate = next(fact for fact in record.facts if fact.column != "决算数" and fact.unit == "%")
    named = rate.model_copy(update={"id": "S1/收入总计/比上年增减率", "row": "收入总计", "column": "比上年增减率"})
    facts = tuple(named if fact is rate else fact for fact in record.facts)
    made = store.import_record(error_on(record.model_copy(update={"facts": facts}), facts.index(named))).record
    assert [finding.message for finding in store.failing(made)] == ["合计与各项之和不符"]
    item = next(item for item in store.items() if item.key == named.id)
    assert "D4" not in checks_of(store.findings(made, trial={item.id: "25.00"}))
    assert "D4" in checks_of(store.findings(made, trial={item.id: "２６"}))
    with pytest.raises(BadInput):
        store.findings(made, trial={item.id: "二十五"})
    assert store.history(item.id) == []
    store.decide(team["anna"], item.id, 0, Typed("correct", value="31"), press())
    assert "D4" in checks_of(store.failing(made))
    store.decide(team["anna"], item.id, 1, Typed("correct", value="25"), press())
    assert store.failing(made) == ()
    store.approve_record(team["anna"], made, press())


def test_a_dispute_or_flag_keeps_a_record_back(store, team):
    record = store.import_record(doubtful(lines(2))).record
    item = store.claim_next(team["anna"])
    store.decide(team["anna"], item.id, 0, Typed("flag", reason="看不清"), press())
    with pytest.raises(NotApprovable, match="1 项"):
        store.approve_record(team["anna"], record, press())


def test_a_released_record_takes_no_decision_until_the_release_is_undone(store, team):
    record = store.import_record(doubtful(lines(2))).record
    item = store.items()[0]
    store.approve_record(team["anna"], record, press())
    with pytest.raises(Conflict, match="已经通过"):
        store.decide(team["ben"], item.id, 0, Typed("absent", reason="没有"), press())
    assert store.draft(team["ben"], item.id).body["reason"] == "没有"
    with pytest.raises(Conflict, match="已经通过"):
        store.approve_record(team["ben"], record, press())
    store.undo(team["anna"], press())
    store.decide(team["ben"], item.id, 0, Typed("absent"), press())


def test_the_same_press_of_approve_sent_twice_is_one_release(store, team):
    record = store.import_record(doubtful(lines(1))).record
    once = store.approve_record(team["anna"], record, "ok")
    assert store.approve_record(team["anna"], record, "ok") == once


def test_a_decision_made_while_the_checks_ran_is_noticed(store, team, monkeypatch):
    record = store.import_record(doubtful(lines(2))).record
    looked = store.standing(record)
    item = store.items()[0]
    store.decide(team["ben"], item.id, 0, Typed("absent"), press())
    monkeypatch.setattr(store, "standing", lambda _: looked)
    with pytest.raises(Conflict, match="别人刚处理过"):
        store.approve_record(team["anna"], record, press())


def test_a_superseded_record_is_not_released(store, team):
    old = store.import_record(doubtful(lines(2))).record
    store.import_record(error_on(doubtful(lines(2))))
    with pytest.raises(Conflict, match="新的提取"):
        store.approve_record(team["anna"], old, press())


def test_a_whole_record_is_settled_and_released(store, team):
    record = store.import_record(busy_record()).record
    settle_all(store, team["anna"])
    assert store.progress().must_open == 0
    event = store.approve_record(team["anna"], record, press(), reason="虚构的报告本就不平")
    assert event.kind == "override"

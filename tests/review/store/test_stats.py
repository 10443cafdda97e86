"""Throughput, yield and agreement, against figures worked out by hand."""

from dataclasses import replace

import pytest

from extractor.review.store import Typed, Yield
from extractor.review.store.stats import nominal_alpha
from tests.records import record_of
from tests.review.store.conftest import ALONE, make_team
from tests.review.store.made import doubtful, lines, press


def answer(store, user, item, kind="accept", value=None, seconds=0):
    version = store.state(item.id).version
    store.decide(user, item.id, version, Typed(kind, value=value, seconds=seconds), press())


def test_throughput_counts_by_person_and_day_what_stands(store, team, now):
    store.import_record(doubtful(lines(5)))
    items = store.items()
    answer(store, team["anna"], items[0], seconds=10)
    answer(store, team["anna"], items[1], "correct", "3", seconds=20)
    answer(store, team["ben"], items[2], "absent", seconds=5)
    answer(store, team["ben"], items[3], seconds=7)
    store.undo(team["ben"], press())
    now.pass_by(86_400)
    answer(store, team["anna"], items[4], "correct", items[4].value + ".0", seconds=30)
    told = [(one.day, one.user, one.decisions, one.seconds, one.changed) for one in store.throughput()]
    assert told == [("2031-05-06", "anna", 2, 30, 1), ("2031-05-06", "ben", 1, 5, 1), ("2031-05-07", "anna", 1, 30, 0)]


def test_the_yield_of_the_audited_share_of_auto_is_told_apart(opened):
    store = opened(replace(ALONE, audit_share=1))
    team = make_team(store)
    store.import_record(doubtful(lines(3)))
    store.import_record(record_of(lines(4), name="auto.txt"))
    review, audited = [[one for one in store.items() if one.queue == queue] for queue in ("review", "audit")]
    for item in review:
        answer(store, team["anna"], item, "correct", "1")
    for item in audited[:-1]:
        answer(store, team["anna"], item)
    answer(store, team["anna"], audited[-1], "absent")
    assert store.yields() == [Yield("audit", "AUTO", 4, 1, 0), Yield("review", "REVIEW", 3, 3, 0)]


def test_agreement_is_counted_on_what_two_people_answered_blindly(opened):
    store = opened(replace(ALONE, double_share=1))
    team = make_team(store)
    assert store.agreement().pairs == 0
    assert store.agreement().alpha_kind is None
    store.import_record(doubtful(lines(4)))
    items = store.items()
    for item in items:
        answer(store, team["anna"], item)
    answer(store, team["ben"], items[0])
    answer(store, team["ben"], items[1], "correct", items[1].value)
    answer(store, team["ben"], items[2], "absent")
    told = store.agreement()
    assert (told.pairs, told.agreed) == (3, 2)
    assert told.alpha_value < 1
    assert told.alpha_kind < told.alpha_value


def test_an_answer_given_anew_after_a_look_at_the_other_does_not_mend_the_agreement(opened):
    store = opened(replace(ALONE, double_share=1))
    team = make_team(store)
    store.import_record(doubtful(lines(2)))
    first, other = store.items()
    for item in (first, other):
        answer(store, team["anna"], item)
    answer(store, team["ben"], first, "absent")
    store.undo(team["ben"], press())
    assert store.agreement().pairs == 1
    answer(store, team["ben"], first)
    answer(store, team["ben"], other)
    assert store.state(first.id).stage == "settled"
    told = store.agreement()
    assert (told.pairs, told.agreed) == (2, 1)


def test_alpha_is_krippendorffs_own_example():
    """Two observers, ten units, binary (Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011, section A)."""
    first, second = (0, 1, 0, 0, 0, 0, 0, 0, 1, 0), (1, 1, 1, 0, 0, 1, 0, 0, 0, 0)
    assert nominal_alpha(list(zip(first, second, strict=True))) == pytest.approx(0.095, abs=0.0005)


def test_alpha_of_nothing_or_of_one_label_says_nothing():
    assert nominal_alpha([]) is None
    assert nominal_alpha([("accept", "accept")] * 5) is None
    assert nominal_alpha([("accept", "accept"), ("absent", "absent")]) == 1.0

"""Two people answer a share blindly; where they differ, a third decides."""

from dataclasses import replace

import pytest

from extractor.review.store import BadInput, Conflict, NotAllowed, Typed
from tests.review.store.conftest import ALONE, make_team
from tests.review.store.made import doubtful, lines, press

EVERY = replace(ALONE, double_share=1)


@pytest.fixture
def store(opened):
    return opened(EVERY)


@pytest.fixture
def once(store, team):
    """An item that anna has accepted."""
    store.import_record(doubtful(lines(1)))
    item = store.claim_next(team["anna"])
    store.decide(team["anna"], item.id, 0, Typed("accept", reason="第一人的话"), press())
    return item


def test_the_second_person_gets_it_and_sees_nothing_of_the_first_answer(store, team, once):
    assert store.claim_next(team["anna"]) is None
    item = store.claim_next(team["ben"])
    assert (item.id, item.stage) == (once.id, "second")
    for person in ("ben", "look", "judge", "chief"):
        view = store.item(team[person], item.id)
        assert (view.state, view.history) == (None, ())
    assert [event.user_name for event in store.item(team["anna"], item.id).history] == ["anna"]


def test_the_first_person_cannot_be_the_second(store, team, once):
    store.decide(team["anna"], once.id, 1, Typed("correct", value="5"), press())
    assert store.state(once.id).stage == "second"
    assert store.state(once.id).first.value == "5"


def test_agreement_settles_it_and_then_all_may_see(store, team, once):
    store.decide(team["ben"], once.id, 1, Typed("correct", value=once.value + ".00"), press())
    view = store.item(team["look"], once.id)
    assert (view.state.stage, len(view.history)) == ("settled", 2)


def test_a_dispute_goes_to_a_third_person(store, team, once):
    store.decide(team["ben"], once.id, 1, Typed("absent"), press())
    assert [event.user_name for event in store.item(team["ben"], once.id).history] == ["ben"]
    assert [event.user_name for event in store.item(team["judge"], once.id).history] == ["anna", "ben"]
    item = store.claim_adjudication(team["judge"])
    store.decide(team["judge"], item.id, item.version, Typed("correct", value="9"), press())
    assert store.state(item.id).final.value == "9"


def test_nobody_but_an_admin_settles_a_dispute_he_is_part_of(store, once, team):
    store.decide(team["judge"], once.id, 1, Typed("absent"), press())
    assert store.claim_adjudication(team["judge"]) is None
    with pytest.raises(NotAllowed, match="第三个人"):
        store.decide(team["judge"], once.id, 2, Typed("accept"), press())
    assert store.claim_adjudication(team["chief"]).id == once.id


def test_an_answer_others_have_followed_is_not_changed_by_its_giver(store, team, once):
    store.decide(team["ben"], once.id, 1, Typed("accept"), press())
    with pytest.raises(Conflict, match="已有结论"):
        store.decide(team["anna"], once.id, 2, Typed("absent"), press())
    with pytest.raises(Conflict, match="其后"):
        store.undo(team["anna"], press())


def test_who_cannot_tell_hands_it_on_without_a_second_look(store, team):
    store.import_record(doubtful(lines(1)))
    item = store.claim_next(team["anna"])
    done = store.decide(team["anna"], item.id, 0, Typed("cannot_tell", reason="印糊了"), press())
    assert done.stage == "adjudicate"


def test_the_share_is_the_same_whoever_draws_it(opened):
    store = opened(replace(ALONE, double_share=0.3))
    team = make_team(store)
    store.import_record(doubtful(lines(60)))
    for item in store.items():
        store.decide(team["anna"], item.id, 0, Typed("accept"), press())
    assert 8 <= store.progress().second <= 30


def test_a_second_look_can_be_asked_for_after_the_first(opened):
    store = opened(ALONE)
    team = make_team(store)
    store.import_record(doubtful(lines(1)))
    item = store.claim_next(team["anna"])
    store.decide(team["anna"], item.id, 0, Typed("correct", value="7"), press())
    with pytest.raises(NotAllowed):
        store.ask_second_look(team["anna"], item.id)
    store.ask_second_look(team["judge"], item.id)
    assert store.claim_next(team["anna"]) is None
    again = store.claim_next(team["ben"])
    assert (again.id, store.item(team["ben"], again.id).history) == (item.id, ())
    with pytest.raises(BadInput, match="已请"):
        store.ask_second_look(team["judge"], item.id)

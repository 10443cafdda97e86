"""Second looks are asked only where there is a second person who can give them."""

from dataclasses import replace

import pytest

from extractor.review.store import Typed
from tests.review.store.conftest import ALONE, make_team
from tests.review.store.made import doubtful, lines, press

EVERY = replace(ALONE, double_share=1)


@pytest.fixture
def store(opened):
    return opened(EVERY)


@pytest.fixture
def chief(store):
    return store.create_user("chief", "password of chief", "admin").id


def test_a_desk_of_one_waits_for_no_second_look_and_can_release_its_record(store, chief):
    store.create_user("look", "password of look", "viewer")
    made = store.import_record(doubtful(lines(3))).record
    for item in store.items():
        assert store.decide(chief, item.id, item.version, Typed("accept"), press()).stage == "settled"
    assert store.standing(made).open_items == 0
    assert store.approve_record(chief, made, press()).kind == "approve_record"


def test_with_a_second_person_the_share_is_drawn_from_what_nobody_has_answered(store, chief):
    store.import_record(doubtful(lines(3)))
    one, two, three = store.items()
    store.decide(chief, one.id, 0, Typed("accept"), press())
    anna = store.create_user("anna", "password of anna", "reviewer", by=chief).id
    assert store.state(one.id).stage == "settled"
    assert store.decide(chief, two.id, 0, Typed("accept"), press()).stage == "second"
    assert store.decide(anna, two.id, 1, Typed("accept"), press()).stage == "settled"
    assert store.decide(anna, three.id, 0, Typed("accept"), press()).stage == "second"


@pytest.mark.parametrize("leave", ["disabled", "demoted"])
def test_when_the_second_person_leaves_nothing_waits_for_him(store, chief, leave):
    anna = store.create_user("anna", "password of anna", "reviewer", by=chief).id
    made = store.import_record(doubtful(lines(3))).record
    one, two, three = store.items()
    store.decide(chief, one.id, 0, Typed("accept"), press())
    store.decide(anna, two.id, 0, Typed("accept"), press())
    store.decide(chief, two.id, 1, Typed("accept"), press())
    if leave == "disabled":
        store.set_active(anna, False, by=chief)
    else:
        store.set_role(anna, "viewer", by=chief)
    assert [store.state(item.id).stage for item in (one, two, three)] == ["settled", "settled", "first"]
    assert store.decide(chief, three.id, 0, Typed("accept"), press()).stage == "settled"
    assert store.standing(made).open_items == 0
    assert store.verify_audit().ok


def test_what_two_have_found_stays_twice_found_when_one_of_them_leaves(store, chief):
    anna = store.create_user("anna", "password of anna", "reviewer", by=chief).id
    store.import_record(doubtful(lines(1)))
    item = store.items()[0]
    store.decide(anna, item.id, 0, Typed("accept"), press())
    store.decide(chief, item.id, 1, Typed("accept"), press())
    store.set_active(anna, False, by=chief)
    assert [one.by for one in store.gold_candidates()] == [("anna", "chief")]


def test_a_share_of_none_stays_none_whoever_comes(opened):
    store = opened(ALONE)
    store.import_record(doubtful(lines(3)))
    team = make_team(store)
    assert store.decide(team["anna"], store.items()[0].id, 0, Typed("accept"), press()).stage == "settled"

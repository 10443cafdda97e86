"""Items are handed out worst first, to one person only, for a time that ends by itself."""

import pytest

from extractor.review.store import Filters, NotAllowed, NotFound, Typed
from tests.records import busy_record
from tests.review.store.made import doubtful, lines, press


def keys(store, filters):
    return [item.key for item in store.items(filters)]


def test_the_worst_comes_first_and_unused_numbers_come_last(store):
    store.import_record(busy_record())
    everything = store.items(Filters(queues=("review", "numbers")))
    bands = [item.band for item in everything if item.queue == "review"]
    assert bands == sorted(bands, key=["MUST", "REVIEW"].index)
    assert [item.queue for item in everything][-1] == "numbers"
    assert [item.queue for item in everything] == sorted((i.queue for i in everything), reverse=True)


def test_two_people_get_two_items_and_nobody_gets_what_is_held(store, team):
    store.import_record(doubtful(lines(2)))
    first, second = store.claim_next(team["anna"]), store.claim_next(team["ben"])
    assert first.id != second.id
    assert store.claim_next(team["judge"]) is None
    assert store.item(team["ben"], first.id).lease.user == team["anna"]


def test_who_reloads_gets_the_item_he_holds(store, team):
    store.import_record(doubtful(lines(3)))
    first = store.claim_next(team["anna"])
    assert store.claim_next(team["anna"]).id == first.id
    assert store.claim_next(team["anna"], resume=False).id != first.id
    assert store.claim_next(team["anna"], Filters(skip=(first.id,)), resume=True).id != first.id


def test_a_lease_ends_by_itself_unless_its_holder_says_he_is_there(store, team, now):
    store.import_record(doubtful(lines(1)))
    item = store.claim_next(team["anna"])
    now.pass_by(599)
    assert store.claim_next(team["ben"]) is None
    assert store.heartbeat(team["anna"], item.id)
    now.pass_by(599)
    assert store.claim_next(team["ben"]) is None
    now.pass_by(2)
    assert store.claim_next(team["ben"]).id == item.id
    assert not store.heartbeat(team["anna"], item.id)
    assert not store.take(team["anna"], item.id)


def test_who_gives_an_item_back_frees_it_and_only_his_own(store, team):
    store.import_record(doubtful(lines(1)))
    item = store.claim_next(team["anna"])
    store.release(team["ben"], item.id)
    assert store.claim_next(team["ben"]) is None
    store.release(team["anna"], item.id)
    assert store.claim_next(team["ben"]).id == item.id


def test_filters_choose_by_unit_year_section_reason_band_and_record(store):
    busy = store.import_record(busy_record()).record
    other = doubtful(lines(2), name="other.txt")
    unit = other.unit.model_copy(update={"name": "云杉县图书馆", "year": 2032})
    second = store.import_record(other.model_copy(update={"unit": unit})).record
    assert len(keys(store, Filters(unit="云杉县图书馆"))) == 2
    assert (
        keys(store, Filters(year=2032))
        == keys(store, Filters(record=second))
        == keys(store, Filters(reason="依据不足"))
    )
    assert {key.split("/")[0] for key in keys(store, Filters(section="S11"))} == {"S11"}
    assert {item.band for item in store.items(Filters(band="MUST"))} == {"MUST"}
    assert {item.record for item in store.items(Filters(record=busy))} == {busy}
    assert ("依据不足", 2) in store.reasons()


def test_a_filter_by_reviewer_finds_what_he_answered_or_holds(store, team):
    store.import_record(doubtful(lines(4)))
    done = store.claim_next(team["anna"])
    store.decide(team["anna"], done.id, done.version, Typed("accept"), press())
    held = store.claim_next(team["anna"])
    store.claim_next(team["ben"])
    assert {item.id for item in store.items(Filters(reviewer=team["anna"]))} == {done.id, held.id}


def test_progress_counts_what_is_open_settled_and_held(store, team):
    store.import_record(doubtful(lines(4)))
    item = store.claim_next(team["anna"])
    store.decide(team["anna"], item.id, item.version, Typed("accept"), press())
    store.claim_next(team["anna"])
    counts = store.progress()
    assert (counts.total, counts.first, counts.settled, counts.leased, counts.must_open) == (4, 3, 1, 1, 0)


def test_a_viewer_looks_and_takes_nothing(store, team):
    store.import_record(doubtful(lines(1)))
    item = store.items()[0]
    assert store.item(team["look"], item.id).item == item
    for attempt in (
        lambda: store.claim_next(team["look"]),
        lambda: store.take(team["look"], item.id),
        lambda: store.save_draft(team["look"], item.id, {}),
        lambda: store.decide(team["look"], item.id, 0, Typed("accept"), press()),
        lambda: store.undo(team["look"], press()),
        lambda: store.approve_record(team["look"], item.record, press()),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_what_is_not_there_is_not_found(store, team):
    with pytest.raises(NotFound):
        store.item(team["anna"], 77)
    with pytest.raises(NotFound):
        store.record(77)
    with pytest.raises(NotFound):
        store.text(77)
    with pytest.raises(NotFound):
        store.standing(77)

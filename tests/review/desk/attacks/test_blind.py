"""Whoever looks a second time learns nothing of the first answer, by any door; nobody gets at another's work."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal

import pytest

from extractor.review.desk.routes import ROUTERS
from tests.records import REPORT, record_of
from tests.review.desk.attacks.test_roles import address
from tests.review.desk.made import ALONE, csrf, everything, form_of
from tests.review.store.made import doubtful, lines

TWICE = replace(ALONE, double_share=Decimal(1))
ANSWER = "98765.43"
REASON = "附表三写的是另一个数"


@pytest.fixture
def blind(hold):
    """A desk on which anna has answered an item that ben has to answer too."""
    made = hold(doubtful(lines(3)), settings=TWICE)
    _client, post = made.forger("anna")
    item = made.store.items()[0]
    fields = {
        "kind": "correct",
        "text": ANSWER,
        "unit": "万元",
        "reason": REASON,
        "version": "0",
        "key": "a",
        "seconds": "47",
    }
    assert post(f"/item/{item.id}/decide", **fields).status_code == 303
    assert made.store.items()[0].stage == "second"
    return made, item.id


def readable(item):
    return [
        address(route.path).replace("/item/1", f"/item/{item}")
        for router in ROUTERS
        for route in router.routes
        if "GET" in route.methods
    ]


def gives_away(text):
    digits = text.replace(",", "")
    return [one for one in (ANSWER, "987654300", "9.876543", REASON) if one in digits]


@pytest.mark.parametrize("reader", ["ben", "judge", "chief", "look"])
def test_no_page_gives_the_first_answer_away(blind, reader):
    made, item = blind
    client, post = made.forger(reader)
    more = [
        f"/item/{item}?seen=0",
        f"/?reviewer={made.ids['anna']}",
        "/?state=second",
        f"/?record=1&reviewer={made.ids['anna']}",
    ]
    for path in [*readable(item), *more]:
        for accept in ("text/html", "application/json"):
            answer = client.get(path, headers={"accept": accept})
            assert gives_away(answer.text) == [], path
            assert gives_away(str(answer.headers)) == []
    for what in ("trial", "hold", "release", "draft"):
        answer = post(f"/item/{item}/{what}", text="1", unit="万元")
        assert gives_away(answer.text) == [], what


def test_what_is_refused_gives_the_first_answer_away_to_nobody(blind):
    made, item = blind
    client, _post = made.forger("ben")
    for fields in (
        {"version": "0", "kind": "accept"},
        {"version": "1", "kind": "correct", "text": "x"},
        {"version": "7", "kind": "flag"},
    ):
        for accept in ("text/html", "application/json"):
            answer = client.post(
                f"/item/{item}/decide", data={"csrf": csrf(client), "key": "k", **fields}, headers={"accept": accept}
            )
            assert answer.status_code in (400, 409)
            assert gives_away(answer.text) == []


def test_the_sums_of_a_second_look_do_not_use_the_first_answer(hold):
    from tests.review.desk.made import TOTAL, wrong_total

    made = hold(wrong_total(), settings=TWICE)
    item = made.item(TOTAL)
    _client, post = made.forger("anna")
    before = made.attacker("ben").get(f"/item/{item.id}").text
    assert 'class="sum fail"' in before
    post(f"/item/{item.id}/decide", kind="correct", text="1284.50", unit="万元", version="0", key="a")
    after = made.attacker("ben").get(f"/item/{item.id}").text
    assert 'class="sum fail"' in after
    assert "1,284.50" not in after
    assert "1,284.50" not in made.attacker("ben").get("/record/1").text


def test_the_first_reader_does_not_answer_twice(blind):
    made, item = blind
    _client, post = made.forger("anna")
    post(f"/item/{item}/decide", kind="accept", version="1", key="b")
    assert made.store.items(everything())[0].stage != "settled"
    assert {event.user for event in made.store.history(item)} == {made.ids["anna"]}


def test_what_somebody_was_asked_an_extraction_ago_does_not_prompt_who_looks_blindly(hold):
    made = hold(doubtful(lines(2)), settings=TWICE)
    item = made.store.items()[0].id
    made.forger("anna")[1](
        f"/item/{item}/decide", kind="correct", text=ANSWER, unit="万元", reason=REASON, version="0", key="a"
    )
    text = "新的一段。\n" + lines(2)
    record = doubtful(text)
    old = made.store.record(1).documents[0]
    made.store.import_record(
        record.model_copy(update={"documents": (record.documents[0].model_copy(update={"sha256": old.sha256}),)})
    )
    again = [one for one in made.store.items() if one.record == 2]
    assert again
    shown = [made.attacker(name).get(f"/item/{again[0].id}").text for name in ("anna", "ben")]
    assert REASON in shown[0]
    assert gives_away(shown[1]) == []


def test_a_draft_is_nobodys_but_its_writers(blind):
    made, item = blind
    made.forger("anna")[1](f"/item/{item}/draft", text="31415926", reason="还没想好")
    for name in ("ben", "judge", "chief", "look"):
        text = made.attacker(name).get(f"/item/{item}").text
        assert "31415926" not in text
        assert "还没想好" not in text
    assert "31415926" in made.attacker("anna").get(f"/item/{item}").text


def test_nobody_gives_back_renews_or_takes_over_what_another_holds(hold):
    made = hold(doubtful(lines(3)))
    mine, other = made.forger("anna")[1], made.forger("ben")[1]
    item = int(re.search(r"/item/(\d+)", mine("/next").headers["location"])[1])
    for turn in range(3):
        other(f"/item/{item}/release")
        assert other(f"/item/{item}/hold").json() == {"held": False, "holder": "anna"}
        answer = other(f"/item/{item}/decide", kind="accept", version="0", key=f"k{turn}")
        assert answer.status_code == 409
    assert made.store.history(item) == []
    assert mine(f"/item/{item}/hold").json()["held"]
    assert re.search(r"/item/(\d+)", other("/next").headers["location"])[1] != str(item)


def test_nobody_undoes_what_another_did(hold):
    made = hold(doubtful(lines(3)))
    item = made.store.items()[0].id
    made.forger("anna")[1](f"/item/{item}/decide", kind="accept", version="0", key="a")
    for name in ("ben", "judge", "chief"):
        assert made.forger(name)[1]("/undo", key="a").status_code == 409
        assert made.forger(name)[1]("/undo", key="u", item=str(item), user=str(made.ids["anna"])).status_code == 409
    assert [event.kind for event in made.store.history(item)] == ["accept"]


def at_once(calls):
    with ThreadPoolExecutor(len(calls)) as pool:
        return [one.result() for one in [pool.submit(call) for call in calls]]


def test_the_same_press_sent_many_times_at_once_counts_once(hold):
    made = hold(doubtful(lines(3)))
    client = made.attacker("anna")
    item = made.store.items()[0].id
    fields = {**form_of(client, item), "kind": "accept"}
    clients = [made.attacker("anna") for _ in range(6)]
    sent = [{**fields, "csrf": csrf(one)} for one in clients]
    answers = at_once(
        [lambda c=c, f=f: c.post(f"/item/{item}/decide", data=f) for c, f in zip(clients, sent, strict=True)]
    )
    assert {answer.status_code for answer in answers} == {303}
    assert len(made.store.history(item)) == 1


def test_two_answers_at_once_do_not_both_count(hold):
    made = hold(doubtful(lines(3)))
    item = made.store.items()[0].id
    posts = [made.forger(name)[1] for name in ("anna", "ben", "judge", "chief")]
    answers = at_once(
        [
            lambda p=p, i=i: p(f"/item/{item}/decide", kind="accept", version="0", key=f"k{i}")
            for i, p in enumerate(posts)
        ]
    )
    assert sorted(answer.status_code for answer in answers) == [303, 409, 409, 409]
    assert len(made.store.history(item)) == 1
    assert made.store.verify_audit().ok


def test_a_record_released_twice_at_once_is_released_once(hold):
    record = record_of(REPORT)
    sure = record.facts[0].confidence.model_copy(update={"band": "AUTO", "reasons": ()})
    facts = tuple(fact.model_copy(update={"confidence": sure}) for fact in record.facts)
    made = hold(record.model_copy(update={"facts": facts}))
    posts = [made.forger(name)[1] for name in ("anna", "ben", "judge", "chief")]
    answers = at_once(
        [lambda p=p, i=i: p("/record/1/approve", key=f"k{i}", reason="已核") for i, p in enumerate(posts)]
    )
    assert sorted(answer.status_code for answer in answers) == [303, 409, 409, 409]
    assert made.store.records()[0].approved

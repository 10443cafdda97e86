"""Adjudication: a third person sees all answers, takes one over or gives his own, and nobody else sees anything."""

import re

import pytest

from extractor.review.store import Filters, Typed
from schemas.record import Form
from tests.records import busy_record
from tests.review.desk.work_desk import client_of, disputed, fields, opened, send
from tests.review.store.made import press


@pytest.fixture
def desk(tmp_path):
    store, _, team = opened(tmp_path / "review.db")
    yield store, team
    store.close()


@pytest.fixture
def item(desk):
    """A figure anna and ben see differently."""
    store, team = desk
    return disputed(store, team)[1][0]


def ruled(client, item, **form):
    page = client.get(f"/dispute/{item.id}").text
    hidden = {name: fields(page, name) for name in ("csrf", "version", "key")}
    return client.post(f"/dispute/{item.id}", data={**hidden, "reason": "", **form})


def test_the_adjudicator_sees_machine_and_both_answers_with_their_reasons_beside_the_source(desk, item):
    store, _ = desk
    text = client_of(store, "judge").get(f"/dispute/{item.id}").text
    names = re.findall(
        r'<li class="(machine|first|second)">\s*<h3>([^<]+)</h3>\s*<span class="value n">([^<]+)</span>', text
    )
    assert names == [
        ("machine", "机器", "100.50 万元"),
        ("first", "第一人 · anna", "31.00 万元"),
        ("second", "第二人 · ben", "—"),
    ]
    assert "我看是三十一" in text
    assert "没有这个数" in text
    assert 'class="own"' in text


@pytest.mark.parametrize(
    ("form", "kind", "value"),
    [
        ({"choice": "machine"}, "accept", "1005000"),
        ({"choice": "first"}, "correct", "310000"),
        ({"choice": "second"}, "absent", None),
        ({"choice": "absent"}, "absent", None),
        ({"choice": "cannot_tell", "reason": "页面缺损"}, "cannot_tell", None),
        ({"choice": "typed", "text": "１２．５", "unit": "万元", "reason": "另一处印的"}, "correct", "125000"),
    ],
)
def test_a_ruling_settles_it(desk, item, form, kind, value):
    store, team = desk
    done = ruled(client_of(store, "judge"), item, **form)
    assert (done.status_code, done.headers["location"]) == (303, "/disputes?said=ruled")
    final = store.state(item.id).final
    assert (final.kind, final.value, final.user) == (kind, value, team["judge"])


def test_an_answer_that_is_taken_over_keeps_the_evidence_it_pointed_at(desk):
    store, team = desk
    _, (item,) = disputed(store, team)
    for who in ("ben", "anna"):
        store.undo(team[who], press())
        store.release(team[who], item.id)
    where = store.text(item.document).index("101.50")
    view = store.item(team["anna"], item.id).item
    store.decide(
        team["anna"], item.id, view.version, Typed("correct", value="1015000", start=where, end=where + 6), press()
    )
    store.decide(team["ben"], item.id, view.version + 1, Typed("accept"), press())
    ruled(client_of(store, "judge"), item, choice="first")
    event = store.history(item.id)[-1]
    assert (event.printed, event.start, event.end, event.after) == ("101.50", where, where + 6, "1015000")


def test_from_one_dispute_it_goes_to_the_next_and_back_to_the_list(desk):
    store, team = desk
    _, items = disputed(store, team, count=2)
    client = client_of(store, "judge")
    listed = client.get("/disputes").text
    assert all(f'href="/dispute/{one.id}"' in listed for one in items)
    first = send(client, "/disputes", "/disputes/next").headers["location"]
    one = next(each for each in items if first == f"/dispute/{each.id}")
    other = next(each for each in items if each is not one)
    assert ruled(client, one, choice="machine").headers["location"] == f"/dispute/{other.id}?said=ruled"
    assert ruled(client, other, choice="machine").headers["location"] == "/disputes?said=ruled"
    assert "没有要裁定的" in client.get("/disputes").text


@pytest.mark.parametrize("name", ["look", "anna", "ben"])
def test_nobody_below_an_adjudicator_sees_or_settles_a_dispute(desk, item, name):
    store, _ = desk
    client = client_of(store, name)
    for address in ("/disputes", f"/dispute/{item.id}"):
        answer = client.get(address)
        assert answer.status_code == 403
        assert "三十一" not in answer.text
    token = fields(client.get("/").text, "csrf")
    form = {"csrf": token, "version": "2", "key": press(), "choice": "machine"}
    assert client.post(f"/dispute/{item.id}", data=form).status_code == 403
    assert client.post("/disputes/next", data={"csrf": token}).status_code in (303, 403)
    assert store.state(item.id).stage == "adjudicate"
    assert "/disputes" not in client.get("/").text


def test_an_adjudicator_does_not_settle_what_he_took_part_in(desk):
    store, team = desk
    item = disputed(store, team)[1][0]
    store.undo(team["ben"], press())
    store.release(team["ben"], item.id)
    view = store.item(team["judge"], item.id).item
    store.decide(team["judge"], item.id, view.version, Typed("absent"), press())
    done = ruled(client_of(store, "judge"), item, choice="machine", reason="我说了算")
    assert done.status_code == 403
    assert "第三个人" in done.text
    assert "我说了算" in done.text
    assert store.state(item.id).stage == "adjudicate"


def test_a_dispute_somebody_else_has_settled_meanwhile_is_refused_and_what_was_typed_is_kept(desk, item):
    store, team = desk
    client = client_of(store, "judge")
    page = client.get(f"/dispute/{item.id}").text
    hidden = {name: fields(page, name) for name in ("csrf", "version", "key")}
    store.decide(team["chief"], item.id, 2, Typed("accept"), press())
    form = {**hidden, "choice": "typed", "text": "77.5", "unit": "万元", "reason": "迟到的话"}
    done = client.post(f"/dispute/{item.id}", data=form)
    assert done.status_code == 409
    assert "迟到的话" in done.text
    assert 'value="77.5"' in done.text
    assert store.state(item.id).final.user == team["chief"]


@pytest.mark.parametrize(
    "form", [{"choice": "third"}, {"choice": ""}, {}, {"choice": "typed", "text": "一百"}, {"choice": "cannot_tell"}]
)
def test_a_ruling_that_is_none_changes_nothing(desk, item, form):
    store, _ = desk
    assert ruled(client_of(store, "judge"), item, **form).status_code == 400
    assert store.state(item.id).stage == "adjudicate"


def test_a_ruling_without_the_pages_token_changes_nothing(desk, item):
    store, _ = desk
    client = client_of(store, "judge")
    form = {"csrf": "wrong", "version": "2", "key": press(), "choice": "machine"}
    assert client.post(f"/dispute/{item.id}", data=form).status_code == 403
    assert store.state(item.id).stage == "adjudicate"


def test_what_a_reviewer_wrote_is_shown_as_text(desk):
    store, team = desk
    item = disputed(store, team)[1][0]
    store.undo(team["ben"], press())
    version = store.item(team["ben"], item.id).item.version
    store.decide(team["ben"], item.id, version, Typed("absent", reason="<script>alert(1)</script>"), press())
    text = client_of(store, "judge").get(f"/dispute/{item.id}").text
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_whatever_was_flagged_has_a_page_and_can_be_settled(desk):
    """A passage not read, a form not found, a number nobody used: none has a figure of the machine."""
    store, team = desk
    store.import_record(busy_record().model_copy(update={"forms": (Form(place="T9", state="missing"),)}))
    queues = Filters(queues=("review", "audit", "numbers"))
    kinds = {}
    for item in store.items(queues, limit=1000):
        kinds.setdefault(item.kind, item)
    assert set(kinds) == {"fact", "ungrounded", "number", "chunk", "form"}
    client = client_of(store, "judge")
    for item in kinds.values():
        store.decide(team["anna"], item.id, 0, Typed("flag", reason=f"请看{item.kind}"), press())
        text = client.get(f"/dispute/{item.id}").text
        assert f"请看{item.kind}" in text
        assert ("没有读出" in text) == (item.kind != "fact")
        page = client.get(f"/dispute/{item.id}").text
        hidden = {name: fields(page, name) for name in ("csrf", "version", "key")}
        done = client.post(f"/dispute/{item.id}", data={**hidden, "choice": "absent", "reason": ""})
        assert done.status_code == 303
        assert store.state(item.id).final.kind == "absent"


def test_a_number_one_person_placed_is_taken_over_with_its_row_and_column(desk):
    store, team = desk
    store.import_record(busy_record())
    item = store.items(Filters(queues=("numbers",)))[0]
    placed = Typed("correct", value="12", row="公务接待费", column="批次")
    store.decide(team["anna"], item.id, 0, placed, press())
    store.decide(team["ben"], item.id, 1, Typed("absent"), press())
    ruled(client_of(store, "judge"), item, choice="first")
    event = store.history(item.id)[-1]
    assert (event.after, event.row, event.column, event.printed) == ("12", "公务接待费", "批次", "12")

"""The page of people: an admin adds, promotes, keeps out; nobody else does, whatever he sends."""

import pytest

from extractor.review.store import BadLogin
from extractor.review.store.values import Role
from tests.review.desk.work_desk import client_of, fields, opened, send


@pytest.fixture
def desk(tmp_path):
    store, _, team = opened(tmp_path / "review.db")
    yield store, team
    store.close()


def test_an_admin_adds_a_person_who_can_sign_in(desk):
    store, _ = desk
    client = client_of(store, "chief")
    done = send(client, "/people", "/people", name="新人", role="reviewer", password="password of 新人")
    assert (done.status_code, done.headers["location"]) == (303, "/people?said=person_added")
    assert "新人" in client.get("/people").text
    assert client_of(store, "新人").get("/").status_code == 200
    assert store.user("新人").role == "reviewer"


def test_roles_and_doors_are_changed_and_end_the_persons_sessions(desk):
    store, team = desk
    chief, anna = client_of(store, "chief"), client_of(store, "anna")
    assert send(chief, "/people", f"/people/{team['anna']}", change="role", role="adjudicator").status_code == 303
    assert store.user("anna").role == "adjudicator"
    assert anna.get("/").status_code == 303
    send(chief, "/people", f"/people/{team['anna']}", change="out")
    with pytest.raises(BadLogin):
        store.login("anna", "password of anna", client="x")
    send(chief, "/people", f"/people/{team['anna']}", change="in")
    send(chief, "/people", f"/people/{team['anna']}", change="password", password="another password")
    assert store.login("anna", "another password", client="x")


def test_the_last_admin_cannot_lock_himself_out(desk):
    store, team = desk
    chief = client_of(store, "chief")
    for form in ({"change": "out"}, {"change": "role", "role": "viewer"}):
        done = send(chief, "/people", f"/people/{team['chief']}", **form)
        assert done.status_code == 403
        assert "至少要留一位管理员" in done.text
    assert store.user("chief").role == "admin"


@pytest.mark.parametrize("name", ["look", "anna", "judge"])
def test_nobody_else_sees_or_changes_people(desk, name):
    store, team = desk
    client = client_of(store, name)
    assert client.get("/people").status_code == 403
    token = fields(client.get("/").text, "csrf")
    tries = [
        client.post("/people", data={"csrf": token, "name": "x", "role": "admin", "password": "a long password"}),
        *(
            client.post(f"/people/{team[name]}", data={"csrf": token, "change": "role", "role": role})
            for role in Role.__args__
        ),
        client.post(f"/people/{team['chief']}", data={"csrf": token, "change": "out"}),
        client.post(
            f"/people/{team['chief']}", data={"csrf": token, "change": "password", "password": "a long password"}
        ),
    ]
    assert {one.status_code for one in tries} == {403}
    assert [(user.name, user.role, user.active) for user in store.users()] == [
        ("anna", "reviewer", True),
        ("ben", "reviewer", True),
        ("chief", "admin", True),
        ("judge", "adjudicator", True),
        ("look", "viewer", True),
    ]


@pytest.mark.parametrize(
    "form",
    [
        {"name": "", "role": "viewer", "password": "a long password"},
        {"name": "anna", "role": "viewer", "password": "a long password"},
        {"name": "new", "role": "god", "password": "a long password"},
        {"name": "new", "role": "viewer", "password": "short"},
    ],
)
def test_what_cannot_be_added_is_said_and_not_added(desk, form):
    store, _ = desk
    done = send(client_of(store, "chief"), "/people", "/people", **form)
    assert done.status_code == 400
    assert 'role="alert"' in done.text
    assert len(store.users()) == 5


def test_without_the_pages_token_nothing_is_changed(desk):
    store, team = desk
    client = client_of(store, "chief")
    assert client.post(f"/people/{team['anna']}", data={"change": "out"}).status_code == 403
    assert store.user("anna").active

"""The desk on a PostgreSQL server: the same pages, the same answers."""

import os

import pytest

from tests.records import busy_record
from tests.review.desk.made import Made, csrf, form_of
from tests.review.store import postgres


@pytest.fixture(scope="module")
def dsn():
    if postgres.programs() is None:
        why = "no PostgreSQL server programs (apt-get install postgresql)"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    with postgres.server() as socket:
        yield postgres.create(socket, "desk")


def test_a_desk_on_postgresql_is_worked_from_login_to_undo(dsn):
    made = Made(dsn, busy_record())
    client = made.client("anna")
    where = client.post("/next", data={"csrf": csrf(client)}).headers["location"]
    item = int(where.rpartition("/")[2])
    for path in ("/", "/?unit=%00&reason=x%00y&year=2031", where, "/records", "/record/1"):
        assert client.get(path).status_code == 200, path
    draft = {"csrf": csrf(client), "text": "1\0", "reason": "看原件\ud800".encode("utf-8", "replace").decode()}
    assert client.post(f"/item/{item}/draft", data=draft).json() == {"saved": True}
    done = client.post(f"/item/{item}/decide", data={**form_of(client, item), "kind": "accept"})
    assert done.status_code == 303
    back = client.post("/undo", data={"csrf": csrf(client), "key": "back"})
    assert back.headers["location"] == f"/item/{item}?said=undone"
    assert [event.kind for event in made.store.history(item)] == ["accept", "undo"]
    made.store.close()

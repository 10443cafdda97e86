"""A desk in front of a store with people and a disputed figure, and clients that are signed in."""

import re
from dataclasses import replace

from starlette.testclient import TestClient

from extractor.review.desk.app import create_app
from extractor.review.desk.options import Options
from extractor.review.store import Settings, Typed, open_store
from tests.review.desk.made import sign_in
from tests.review.store.conftest import QUICK, Now, make_team
from tests.review.store.made import doubtful, lines, press

EVERY = replace(Settings(audit_share=0, hasher=QUICK), double_share=1)


def opened(path, *, settings=EVERY):
    """A store on SQLite with one person of each role, its clock, and their ids by name."""
    clock = Now()
    store = open_store(str(path), settings=settings, clock=clock)
    return store, clock, make_team(store)


def disputed(store, team, count=1):
    """Import a record and let anna and ben answer its first figures differently. Returns the record and those items."""
    record = store.import_record(doubtful(lines(count + 2))).record
    items = store.items()[:count]
    for item in items:
        typed = Typed("correct", value="310000", reason="我看是三十一", seconds=9)
        store.decide(team["anna"], item.id, item.version, typed, press())
        store.decide(team["ben"], item.id, item.version + 1, Typed("absent", reason="没有这个数", seconds=4), press())
    return record, items


def client_of(store, name):
    """A client that has signed in as this person."""
    client = TestClient(create_app(store, Options(names=frozenset({"testserver"}))), follow_redirects=False)
    assert sign_in(client, name).status_code == 303
    return client


def fields(page, name):
    """The value of a hidden field of a page."""
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def send(client, page, address, **form):
    """Post a form of a page: its token goes with it."""
    return client.post(address, data={"csrf": fields(client.get(page).text, "csrf"), **form})

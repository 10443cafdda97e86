"""Downloads: the very files of the export, one as it is, several as a ZIP; each is in the trail; only posts count."""

import hashlib
import io
import json
import zipfile

import openpyxl
import pytest

from extractor.review.papers.final import final_bytes
from extractor.review.store import Typed
from tests.review.desk.work_desk import client_of, fields, opened, send
from tests.review.store.made import doubtful, lines, press


@pytest.fixture
def desk(tmp_path):
    store, _, team = opened(tmp_path / "review.db")
    record = store.import_record(doubtful(lines(3))).record
    item = store.items()[0]
    for turn, who in enumerate(("anna", "ben")):
        store.decide(team[who], item.id, turn, Typed("accept"), press())
    yield store, record
    store.close()


def test_a_working_paper_is_handed_over_under_its_name(desk):
    store, record = desk
    done = send(client_of(store, "look"), "/exports", "/exports/workpaper", record=str(record))
    assert done.status_code == 200
    assert done.headers["content-type"].endswith("spreadsheetml.sheet")
    assert done.headers["content-disposition"].startswith("attachment;")
    assert done.headers["content-disposition"].isascii()
    assert done.headers["cache-control"] == "no-store"
    assert "逐项" in openpyxl.load_workbook(io.BytesIO(done.content)).sheetnames
    last = store.audit(limit=1000)[-1]
    assert (last.actor, last.action) == ("look", "desk:export")
    assert list(last.detail["files"].values()) == [hashlib.sha256(done.content).hexdigest()]


def test_the_final_record_is_the_file_of_the_export(desk):
    store, record = desk
    done = send(client_of(store, "look"), "/exports", "/exports/final", record=str(record))
    assert done.content == final_bytes(store.final_record(record))
    assert json.loads(done.content)["decisions"]


@pytest.mark.parametrize("kind", ["gold", "everything"])
def test_several_files_come_as_an_archive(desk, kind):
    store, _ = desk
    done = send(client_of(store, "anna"), "/exports", f"/exports/{kind}", record="")
    with zipfile.ZipFile(io.BytesIO(done.content)) as archive:
        names = archive.namelist()
    assert "gold/suite.toml" in names
    assert ("corrections.jsonl" in names) == (kind == "everything")


def test_where_nothing_was_found_twice_there_is_no_gold_to_hand_over(desk):
    store, _ = desk
    fresh = store.import_record(doubtful(lines(2, first=700), name="other.txt")).record
    done = send(client_of(store, "look"), "/exports", "/exports/gold", record=str(fresh))
    assert done.status_code == 409
    assert "还没有两人各自认同的数" in done.text


@pytest.mark.parametrize(
    ("kind", "record", "status"),
    [("passwords", "1", 404), ("../x", "1", 404), ("final", "99", 404), ("final", "x", 400), ("final", "1e9", 400)],
)
def test_what_there_is_not_is_refused(desk, kind, record, status):
    store, _ = desk
    assert send(client_of(store, "look"), "/exports", f"/exports/{kind}", record=record).status_code == status


def test_a_link_or_a_post_without_the_token_hands_over_nothing(desk):
    store, _ = desk
    client = client_of(store, "look")
    before = len(store.audit(limit=1000))
    assert client.get("/exports/workpaper").status_code == 405
    assert client.post("/exports/workpaper", data={"record": "1"}).status_code == 403
    assert len(store.audit(limit=1000)) == before


def test_nobody_who_is_not_signed_in_gets_a_file(desk):
    store, _ = desk
    client = client_of(store, "look")
    token = fields(client.get("/exports").text, "csrf")
    client.cookies.clear()
    done = client.post("/exports/final", data={"csrf": token, "record": "1"})
    assert done.status_code == 303
    assert done.headers["location"].startswith("/login")

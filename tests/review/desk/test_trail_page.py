"""The page of the audit trail: whole or broken, newest first, and no answer that somebody must not know yet."""

import pytest
from sqlalchemy import text as sql

from extractor.review.store import Typed
from tests.review.desk.work_desk import client_of, disputed, opened
from tests.review.store.made import press


@pytest.fixture
def desk(tmp_path):
    store, _, team = opened(tmp_path / "review.db")
    yield store, team
    store.close()


def test_it_says_that_the_trail_is_whole_and_gives_its_last_hash(desk):
    store, team = desk
    disputed(store, team)
    client = client_of(store, "judge")
    text = client.get("/trail").text
    assert "逐条核过" in text
    assert store.audit_head() in text
    assert text.index("登录") < text.index("导入")


def test_a_trail_that_was_tampered_with_is_told(desk):
    store, team = desk
    disputed(store, team)
    client = client_of(store, "chief")
    store._database.write(lambda c: c.execute(sql("DROP TRIGGER audit_no_update")))
    store._database.write(lambda c: c.execute(sql("UPDATE audit SET actor = 'x' WHERE seq = 3")))
    text = client.get("/trail").text
    assert "不完整：审计记录被改动过（出在第 3 条）" in text
    assert "导入" in text


def test_a_first_answer_is_not_told_to_whoever_might_look_a_second_time(desk):
    store, team = desk
    disputed(store, team, count=1)
    item = store.items()[1]
    store.decide(team["anna"], item.id, 0, Typed("correct", value="987654"), press())
    client = client_of(store, "judge")
    hidden = client.get("/trail").text
    assert "987654" not in hidden
    assert "暂不显示" in hidden
    store.decide(team["ben"], item.id, 1, Typed("correct", value="987654"), press())
    assert "987654" in client.get("/trail").text


@pytest.mark.parametrize("name", ["look", "anna"])
def test_it_is_not_for_everybody(desk, name):
    store, _ = desk
    assert client_of(store, name).get("/trail").status_code == 403


def test_it_has_pages(desk):
    store, team = desk
    for turn in range(250):
        store.note(team["chief"], "tick", f"turn/{turn}", {})
    client = client_of(store, "chief")
    pages = [client.get(f"/trail?page={turn}").text for turn in range(4)]
    assert "turn/249" in pages[0]
    assert "turn/249" not in pages[1]
    assert "turn/100<" in pages[1] + pages[2]
    assert "user/1<" in pages[2]
    assert [one.count("<time") for one in pages] == [100, 100, len(store.audit(limit=10_000)) - 200, 0]
    assert client.get("/trail?page=-1").status_code == client.get("/trail?page=9999999999").status_code == 200

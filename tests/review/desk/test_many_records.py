"""A desk with many records answers as fast as one with few: lists do not open the bodies of records."""

from extractor.review.desk import context
from tests.records import record_of
from tests.review.desk.made import csrf

MANY = 20


def many():
    for turn in range(MANY):
        record = record_of(name=f"{turn}.txt")
        yield record.model_copy(update={"unit": record.unit.model_copy(update={"name": f"第{turn}科普馆"})})


def test_the_lists_do_not_open_every_record_again(desk, monkeypatch):
    opened = []
    load = context.Desk._load
    monkeypatch.setattr(context.Desk, "_load", lambda self, record: opened.append(record) or load(self, record))
    made = desk(*many())
    client = made.client("anna")
    text = client.get("/").text
    assert '<option value="S7">' in text
    assert len(opened) == len(set(opened)) <= MANY
    opened.clear()
    assert client.get("/").text == text
    assert client.get("/records").status_code == 200
    assert opened == []


def test_the_progress_of_each_record_is_its_own(desk):
    made = desk(*many())
    client = made.client("anna")
    item = next(one for one in made.store.items() if one.record == made.records[3])
    fields = {"csrf": csrf(client), "kind": "accept", "version": "0", "key": "k"}
    assert client.post(f"/item/{item.id}/decide", data=fields).status_code == 303
    counts = made.store.progress_by_record()
    assert [record for record, one in counts.items() if one.settled] == [made.records[3]]
    assert sum(one.total for one in counts.values()) == made.store.progress().total
    text = client.get("/records").text
    assert text.count(f"0 / {counts[made.records[0]].total}<") == MANY - 1
    assert text.count(f"1 / {counts[made.records[3]].total}<") == 1

"""A record file may come from anywhere: one that is not sound is refused, and nothing of it is kept."""

import json

import pytest

from extractor.export import write_text
from extractor.review.desk.opening import import_all
from extractor.review.store import BadInput
from schemas.record import Record
from tests.records import busy_record

HUGE = 10**12
BROKEN = {
    ("facts", 0, "value"): ("", "-", "1.5.5", "NaN", "Infinity", "1e999999", "9" * 400, "=1", "\0"),
    ("facts", 1, "candidates", 0, "value"): ("x",),
    ("facts", 0, "place"): ("",),
    ("facts", 0, "evidence", 0, "start"): (HUGE,),
    ("facts", 0, "evidence", 0, "page"): (HUGE,),
    ("facts", 0, "confidence", "score"): ("NaN", "Infinity"),
    ("unit", "year"): (HUGE, -1),
    ("chunks", 0, "end"): (HUGE,),
    ("chunks", 0, "unused_numbers", 0, "start"): (HUGE,),
    ("documents", 0, "pages", 0, "number"): (HUGE,),
}


def broken(path, value):
    body = json.loads(busy_record().model_dump_json())
    if "candidates" in path:
        rival = {"value": "1", "printed": "1", "start": 0, "end": 1, "reason": "另一处"}
        body["facts"][path[1]]["candidates"] = [rival]
    part = body
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    return Record.model_validate(body)


@pytest.mark.parametrize(("path", "value"), [(path, value) for path, values in BROKEN.items() for value in values])
def test_a_record_that_is_not_sound_is_refused_with_where(store, path, value):
    with pytest.raises(BadInput) as told:
        store.import_record(broken(path, value))
    assert str(path[0]) in told.value.where
    assert store.records() == []


def test_a_file_that_is_not_sound_does_not_keep_the_others_out(store, tmp_path, capsys):
    good = busy_record()
    bad = broken(("facts", 0, "value"), "-")
    files = []
    for turn, record in enumerate((bad, good)):
        files.append(tmp_path / f"{turn}.json")
        write_text(files[-1], record.model_dump_json())
    import_all(store, files, None)
    assert len(store.records()) == 1
    assert "略过" in capsys.readouterr().err

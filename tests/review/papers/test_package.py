"""What leaves the desk: which files, whole or not at all, and the trail that says so."""

import hashlib
import json

import pytest

from extractor.errors import UsageError
from extractor.review.papers.package import Wanted, package, write
from extractor.review.store import Filters, NotAllowed, NotFound, Typed
from schemas.record import Record
from schemas.review import Correction, ReviewedRecord
from tests.records import busy_record
from tests.review.store.made import press


@pytest.fixture
def corrected(store, team, record):
    """The item anna has corrected."""
    item = next(one for one in store.items(Filters(record=record)) if one.kind == "fact")
    store.decide(team["anna"], item.id, 0, Typed("correct", value="12", reason="看错"), press())
    return item


def test_everything_leaves_where_nothing_is_named(store, record, corrected):
    made = package(store, Wanted(), by=None)
    digest = store.dossier(record).row.sha256[:12]
    name = f"青禾县星火科普馆_2031_{digest}"
    assert set(made.files) == {"corrections.jsonl", f"{name}.final.json", f"{name}.xlsx"}
    assert made.counts == {"改正": 1, "标注": 0, "定稿": 1, "底稿": 1}
    (line,) = made.files["corrections.jsonl"].decode().splitlines()
    said = Correction.model_validate_json(line)
    assert (said.before, said.after, said.reason, said.by) == (corrected.value, "12", "看错", "anna")


@pytest.mark.usefixtures("corrected")
def test_the_final_record_is_the_machines_and_what_was_decided_and_the_same_bytes_each_time(store, record):
    made = package(store, Wanted(final=True, record=record), by=None)
    ((name, data),) = made.files.items()
    assert name.endswith(".final.json")
    read = json.loads(data)
    assert ReviewedRecord.model_validate(read) == store.final_record(record)
    assert [one["by"] for one in read.pop("decisions")] == ["anna"]
    read.pop("approval")
    assert Record.model_validate(read) == busy_record()
    assert package(store, Wanted(final=True, record=record), by=None).files[name] == data


@pytest.mark.parametrize(
    ("wanted", "endings"),
    [
        (Wanted(corrections=True), {"corrections.jsonl"}),
        (Wanted(workpaper=True), {"xlsx"}),
        (Wanted(gold=True), set()),
        (Wanted(final=True, corrections=True), {"corrections.jsonl", "final.json"}),
    ],
)
@pytest.mark.usefixtures("corrected")
def test_only_what_is_named_leaves(store, wanted, endings):
    names = package(store, wanted, by=None).files
    assert len(names) == len(endings)
    assert all(any(name.endswith(ending) for ending in endings) for name in names)


def test_each_export_is_in_the_trail_with_the_hashes_of_its_files(store, team, record):
    made = package(store, Wanted(workpaper=True, record=record), by=team["look"])
    package(store, Wanted(corrections=True), by=None)
    *_, one, two = store.audit(limit=1000)
    ((name, data),) = made.files.items()
    assert (one.actor, one.action, one.subject) == ("look", "desk:export", f"record/{record}")
    assert one.detail == {"files": {name: hashlib.sha256(data).hexdigest()}}
    assert (two.actor, two.subject) == ("system", "all")
    assert store.verify_audit().ok


def test_who_is_kept_out_exports_nothing(store, team, record):
    store.set_active(team["look"], False)
    with pytest.raises(NotAllowed):
        package(store, Wanted(record=record), by=team["look"])
    with pytest.raises(NotFound):
        package(store, Wanted(record=999), by=team["chief"])


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\x", "a/b", "\0", "", ".", "..", "名" * 500])
def test_no_name_of_a_report_becomes_a_path(store, tmp_path, name):
    whole = busy_record()
    unit = whole.unit.model_copy(update={"name": name})
    store.import_record(whole.model_copy(update={"unit": unit}))
    made = package(store, Wanted(final=True), by=None)
    folder = tmp_path / "out"
    (path,) = write(made, folder)
    assert path.parent == folder
    assert path.resolve().is_relative_to(folder.resolve())
    assert path.read_bytes() in made.files.values()
    assert [one.name for one in folder.iterdir()] == [path.name]


def test_a_folder_that_cannot_be_written_is_named(store, record, tmp_path):
    (tmp_path / "file").write_text("")
    made = package(store, Wanted(corrections=True, record=record), by=None)
    with pytest.raises(UsageError, match="写不了"):
        list(write(made, tmp_path / "file"))

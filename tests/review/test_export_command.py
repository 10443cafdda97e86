"""`juesuan review export`: what it writes, what it says, how it ends."""

from types import SimpleNamespace

import pytest

from extractor import cli
from extractor.review.store import Filters, Typed, open_store
from tests.records import busy_record
from tests.review.store.conftest import ALONE, make_team
from tests.review.store.made import press


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    """Run the command in a folder of its own; give exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))

    def call(*words):
        monkeypatch.setattr("sys.argv", ["juesuan", "review", "export", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return SimpleNamespace(code=ended.value.code, out=said.out, err=said.err)

    return call


@pytest.fixture
def desk(tmp_path):
    """The path of a store with one record, of which a figure is corrected; and the record's hash."""
    path = tmp_path / "review.db"
    store = open_store(str(path), settings=ALONE)
    team = make_team(store)
    record = store.import_record(busy_record()).record
    item = next(one for one in store.items(Filters(record=record)) if one.kind == "fact")
    store.decide(team["anna"], item.id, 0, Typed("correct", value="12", reason="看错"), press())
    sha256 = store.records()[0].sha256
    store.close()
    return SimpleNamespace(path=path, sha256=sha256)


def test_everything_is_written_and_told(run, desk, tmp_path):
    done = run("--db", desk.path, "-o", "out")
    assert done.code == 0
    assert done.out.splitlines()[-1] == "改正 1；标注 0；定稿 1；底稿 1"
    names = {one.name for one in (tmp_path / "out").iterdir()}
    assert names == {
        "corrections.jsonl",
        f"青禾县星火科普馆_2031_{desk.sha256[:12]}.final.json",
        f"青禾县星火科普馆_2031_{desk.sha256[:12]}.xlsx",
    }
    store = open_store(str(desk.path))
    assert [one.action for one in store.audit(limit=1000)][-1] == "desk:export"
    store.close()


@pytest.mark.parametrize("record", ["1", "SHA"])
def test_one_record_is_named_by_its_number_or_hash(run, desk, record):
    done = run("--db", desk.path, "--workpaper", "--record", record.replace("SHA", desk.sha256[:8]))
    assert (done.code, done.out.splitlines()[-1]) == (0, "底稿 1")


@pytest.mark.parametrize("record", ["2", "0", "-1", "abcdefgh", "../1", ""])
def test_a_record_that_is_not_there_is_refused(run, desk, record, tmp_path):
    done = run("--db", desk.path, f"--record={record}", "-o", "out")
    assert done.code == 2
    assert "没有这份记录" in done.err
    assert not (tmp_path / "out").exists()


def test_a_store_that_is_not_there_is_not_made(run, tmp_path):
    for words in (["--db", "slip.db"], []):
        done = run(*words)
        assert done.code == 2
        assert "没有这个复核库" in done.err
    assert not (tmp_path / "slip.db").exists()
    assert not (tmp_path / "home").exists()

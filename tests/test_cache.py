"""The answers on disk: text only, in a folder of our own, and never a crash."""

import os
import pickle
import sqlite3
import stat
import threading

import diskcache
import pytest

from extractor.answers_store import StoredAnswer
from extractor.cache import DiskCache, RefusedEntry, TextDisk, default_directory
from schemas.record import Usage

KEY, OTHER = "a" * 64, "b" * 64
STORED = StoredAnswer(
    model={"engine": "stub"},
    prompt="totals",
    answer={"收入合计": "123456789012.34", "支出合计": None},
    finish_reason="stop",
    usage=Usage(attempts=1, prompt_tokens=100, completion_tokens=10),
)


class Trap:
    """Unpickled, it would leave a file behind."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return (os.mkdir, (str(self.path),))


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "answers"


def rows(folder, statement, *values):
    """Run a statement on the database behind diskcache's back."""
    with sqlite3.connect(folder / "cache.db") as connection:
        found = connection.execute(statement, values).fetchall()
    connection.close()
    return found


def test_an_answer_outlives_the_process(folder):
    DiskCache(folder).put(KEY, STORED)
    assert DiskCache(folder).get(KEY) == STORED
    assert DiskCache(folder).get(OTHER) is None


def test_only_valid_answers_are_kept(folder):
    cache = DiskCache(folder)
    cache.put(KEY, STORED.model_copy(update={"answer": None, "finish_reason": "length"}))
    assert cache.get(KEY) is None


def test_what_is_on_disk_is_json_text(folder):
    DiskCache(folder).put(KEY, STORED)
    assert rows(folder, "SELECT key, raw, mode, filename, typeof(value) FROM Cache") == [(KEY, 1, 1, None, "text")]
    assert [path.name for path in folder.iterdir() if path.suffix == ".val"] == []


@pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX's")
def test_the_folder_is_for_its_owner_only(folder):
    folder.mkdir(mode=0o755)
    DiskCache(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_folder_is_the_users_cache_by_default():
    assert DiskCache().directory == default_directory()
    assert default_directory().parts[-2:] == ("juesuan", "answers")


def test_a_pickle_planted_in_the_database_is_never_opened(folder, tmp_path):
    cache = DiskCache(folder)
    cache.put(KEY, STORED)
    planted = pickle.dumps(Trap(tmp_path / "sprung"))
    rows(folder, "UPDATE Cache SET mode = ?, value = ?", diskcache.core.MODE_PICKLE, planted)
    assert cache.get(KEY) is None
    assert DiskCache(folder).get(KEY) is None
    assert not (tmp_path / "sprung").exists()
    with diskcache.Cache(str(folder)) as careless:  # the trap is real: plain diskcache walks into it
        careless.get(KEY)
    assert (tmp_path / "sprung").exists()


def test_a_pickle_planted_as_a_file_is_never_opened_nor_removed(folder, tmp_path):
    cache = DiskCache(folder)
    cache.put(KEY, STORED)
    outside = tmp_path / "outside.val"
    outside.write_bytes(pickle.dumps(Trap(tmp_path / "sprung")))
    rows(folder, "UPDATE Cache SET mode = 4, value = NULL, filename = ?", "../outside.val")
    assert cache.get(KEY) is None
    cache.put(KEY, STORED)
    assert cache.get(KEY) == STORED
    assert outside.exists()
    assert not (tmp_path / "sprung").exists()


@pytest.mark.parametrize("value", [b"bytes", {"a": 1}, 5, True, None, Trap("x")])
def test_nothing_but_text_is_written(folder, value):
    with diskcache.Cache(str(folder), disk=TextDisk) as cache:
        with pytest.raises(RefusedEntry):
            cache.set(KEY, value)
        with pytest.raises(RefusedEntry):
            cache.set(value, "text")


@pytest.mark.parametrize("text", ["not json", "[]", '{"answer": {}}', '{"answer": {"a": 1}, "cost": 3}'])
def test_an_entry_that_is_no_stored_answer_is_a_miss(folder, text):
    cache = DiskCache(folder)
    cache.put(KEY, STORED)
    rows(folder, "UPDATE Cache SET value = ?", text)
    assert cache.get(KEY) is None


def test_a_corrupted_database_is_set_aside_and_begun_anew(folder, caplog):
    folder.mkdir()
    (folder / "cache.db").write_bytes(b"this is no database at all" * 100)
    cache = DiskCache(folder)
    cache.put(KEY, STORED)
    assert cache.get(KEY) == STORED
    assert (folder / "cache.db.broken").read_bytes().startswith(b"this is no database")
    assert "缓存坏了" in caplog.text


def test_a_database_that_breaks_while_in_use_is_begun_anew(folder, caplog):
    cache = DiskCache(folder)
    cache.put(KEY, STORED)
    rows(folder, "DROP TABLE Cache")
    assert cache.get(KEY) is None
    cache.put(KEY, STORED)
    assert cache.get(KEY) == STORED
    assert "缓存坏了" in caplog.text


def test_a_folder_that_cannot_be_made_is_done_without(tmp_path, caplog):
    (tmp_path / "file").write_text("in the way")
    cache = DiskCache(tmp_path / "file" / "answers")
    cache.put(KEY, STORED)
    assert cache.get(KEY) is None
    cache.close()
    assert "JUESUAN_CACHE_DIR" in caplog.text
    assert len(caplog.records) == 1


def test_threads_share_one_cache(folder):
    cache = DiskCache(folder)
    keys = [f"{number:064x}" for number in range(8)]
    threads = [threading.Thread(target=cache.put, args=(key, STORED)) for key in keys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [cache.get(key) for key in keys] == [STORED] * 8

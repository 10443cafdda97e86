"""Reading a suite: what was read is not read again, what breaks is that report's alone, and no model stops it all."""

import pytest

from evals.running.predict import predict
from extractor.errors import ModelUnavailable, NotAnAccount
from tests.evals.running.small import NAMES, Reader, plan_of, run_of, suite, unwatched


def test_every_report_is_read_once_and_a_second_run_reads_none(tmp_path):
    loaded, reader = suite(tmp_path / "suite"), Reader()
    folder, first = run_of(loaded, tmp_path / "run", reader)
    assert (first.read, first.kept, first.crashed) == (NAMES, (), ())
    _, second = run_of(loaded, tmp_path / "run", reader)
    assert (second.read, second.kept) == ((), NAMES)
    assert reader.read == list(NAMES)
    assert all(folder.done(name) for name in NAMES)


def test_a_killed_run_goes_on_where_it_was_killed(tmp_path):
    loaded, killed = suite(tmp_path / "suite"), Reader(fails={"banli": KeyboardInterrupt()})
    with pytest.raises(KeyboardInterrupt):
        run_of(loaded, tmp_path / "run", killed)
    reader = Reader()
    _, done = run_of(loaded, tmp_path / "run", reader)
    assert reader.read == ["banli", "chuhe"]
    assert (done.read, done.kept) == (("banli", "chuhe"), ("anfang",))


def test_a_report_whose_last_file_was_not_written_is_read_again(tmp_path):
    loaded = suite(tmp_path / "suite")
    folder, _ = run_of(loaded, tmp_path / "run")
    (folder.path / "predictions" / "banli.run.json").unlink()
    assert folder.record("banli") is None
    reader = Reader()
    run_of(loaded, tmp_path / "run", reader)
    assert reader.read == ["banli"]
    assert folder.record("banli") is not None


@pytest.mark.parametrize("error", [ValueError("坏了"), NotAnAccount("不是决算")])
def test_a_report_that_breaks_is_kept_with_its_reason_and_the_others_are_read(tmp_path, error):
    loaded = suite(tmp_path / "suite")
    folder, done = run_of(loaded, tmp_path / "run", Reader(fails={"anfang": error}))
    assert (done.read, done.crashed) == (("banli", "chuhe"), ("anfang",))
    assert folder.record("anfang") is None
    crash = folder.crash("anfang")
    assert (crash.kind, crash.message) == (type(error).__name__, str(error))


def test_a_report_that_broke_is_tried_again_and_its_reason_goes_when_it_is_read(tmp_path):
    loaded = suite(tmp_path / "suite")
    run_of(loaded, tmp_path / "run", Reader(fails={"anfang": ValueError("坏了")}))
    reader = Reader()
    folder, done = run_of(loaded, tmp_path / "run", reader)
    assert reader.read == ["anfang"]
    assert (done.read, done.kept) == (("anfang",), ("banli", "chuhe"))
    assert folder.crash("anfang") is None
    assert not list(folder.path.rglob("*.error.json"))


def test_a_file_that_is_no_final_account_is_a_crash_of_its_own(tmp_path):
    loaded = suite(tmp_path / "suite")
    folder_of_suite = tmp_path / "suite"
    (folder_of_suite / "banli.txt").write_text("采购合同，与决算无关。", "utf-8")
    folder, done = run_of(loaded, tmp_path / "run")
    assert done.crashed == ("banli",)
    assert folder.crash("banli").kind == "NotAnAccount"


def test_where_nobody_answers_the_run_stops_and_what_was_read_stays(tmp_path):
    loaded = suite(tmp_path / "suite")
    with pytest.raises(ModelUnavailable):
        run_of(loaded, tmp_path / "run", Reader(fails={"banli": ModelUnavailable("没有模型")}))
    reader = Reader()
    folder, done = run_of(loaded, tmp_path / "run", reader)
    assert reader.read == ["banli", "chuhe"]
    assert done.kept == ("anfang",)
    assert folder.crash("banli") is None


def test_what_is_not_given_is_not_read_and_progress_counts_what_is_left(tmp_path):
    loaded = suite(tmp_path / "suite")
    seen = []

    def watching(ordinal, of, name):
        seen.append((ordinal, of, name))
        return unwatched(ordinal, of, name)

    folder, _ = run_of(suite(tmp_path / "suite"), tmp_path / "run", Reader(fails={"banli": ValueError("坏了")}))
    reader = Reader()
    predict(loaded.documents, folder, reader, watching)
    assert seen == [(1, 1, "banli")]
    absent = suite(tmp_path / "absent", file=False)
    assert predict(absent.documents, folder, reader, watching).read == ()
    assert plan_of(loaded).documents[0].given

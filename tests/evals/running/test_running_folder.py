"""The folder of a run: no other run is written into it, and a broken file is told in Chinese with what to do."""

import json

import pytest

from evals.running.folder import RunFolder
from extractor.errors import RecordError, UsageError
from tests.evals.running.small import NAMES, RIGHT, graded, plan_of, run_of, suite


@pytest.fixture
def outcome(tmp_path):
    return graded(suite(tmp_path / "suite"), tmp_path / "run")


def test_a_run_leaves_the_files_its_folder_says(outcome):
    names = {str(path.relative_to(outcome.folder.path)) for path in outcome.folder.path.rglob("*") if path.is_file()}
    of_reports = {f"predictions/{name}{end}" for name in NAMES for end in (".json", ".run.json")}
    of_reports |= {f"answers/{name}.jsonl" for name in NAMES}
    assert names == of_reports | {"manifest.json", "verdicts.jsonl", "summary.json", "report.md", "report.html"}


def test_every_answer_of_the_model_is_kept_a_line_each(outcome):
    lines = [json.loads(line) for line in (outcome.folder.path / "answers" / "anfang.jsonl").read_text().splitlines()]
    assert {"id", "prompt", "status", "usage"} <= lines[0].keys()
    assert len(lines) == len(outcome.folder.record("anfang").chunks)


def test_verdicts_and_summary_read_back_as_they_were_written(outcome):
    again = RunFolder.existing(outcome.folder.path)
    assert again.summary() == outcome.summary
    assert sum(one.letter == "C" for one in again.verdicts()) == outcome.summary.total.C == 3 * len(RIGHT)
    before = (again.path / "verdicts.jsonl").read_bytes()
    again.write_verdicts(again.verdicts())
    assert (again.path / "verdicts.jsonl").read_bytes() == before


def test_another_plan_s_run_is_not_written_over_and_what_differs_is_named(tmp_path):
    loaded = suite(tmp_path / "suite")
    run_of(loaded, tmp_path / "run")
    kept = (tmp_path / "run" / "manifest.json").read_bytes()
    plan = plan_of(loaded).model_copy(update={"prompts": "0" * 64, "model": {"engine": "other"}})
    with pytest.raises(UsageError, match="模型、提示 不同") as caught:
        RunFolder.open(tmp_path / "run", plan)
    assert "-o" in caught.value.remedy
    assert (tmp_path / "run" / "manifest.json").read_bytes() == kept


def test_mended_labels_do_not_keep_a_run_from_going_on(tmp_path):
    run_of(suite(tmp_path / "suite"), tmp_path / "run")
    mended = plan_of(suite(tmp_path / "suite", labels={"banli": {**RIGHT, ("S2", "事业收入", "占比"): "1"}}))
    assert RunFolder.open(tmp_path / "run", mended).plan() == mended


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path):
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "thesis.txt").write_text("x")
    with pytest.raises(UsageError, match="不是空的"):
        RunFolder.open(tmp_path / "run", plan_of(suite(tmp_path / "suite")))
    assert [path.name for path in (tmp_path / "run").iterdir()] == ["thesis.txt"]


def test_a_folder_without_a_run_and_a_run_that_was_not_graded_say_what_to_do_first(tmp_path):
    with pytest.raises(UsageError, match="juesuan eval run"):
        RunFolder.existing(tmp_path)
    folder, _ = run_of(suite(tmp_path / "suite"), tmp_path / "run")
    for read in (folder.summary, folder.verdicts):
        with pytest.raises(UsageError, match="juesuan eval grade"):
            read()


BROKEN = {
    "manifest.json": RunFolder.plan,
    "summary.json": RunFolder.summary,
    "verdicts.jsonl": RunFolder.verdicts,
    "predictions/banli.json": lambda folder: folder.record("banli"),
    "predictions/banli.run.json": lambda folder: folder.cost("banli"),
}


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("content", [b'{"half": ', b"\xff\xfe\x00", b'["of another kind"]\n'])
def test_a_broken_file_is_named_with_what_to_do(outcome, name, content):
    (outcome.folder.path / name).write_bytes(content)
    with pytest.raises(RecordError, match="坏了") as caught:
        BROKEN[name](outcome.folder)
    assert name.rsplit("/", 1)[-1] in str(caught.value)
    assert caught.value.remedy


def test_a_broken_reason_of_a_crash_is_named_too(tmp_path):
    folder, _ = run_of(suite(tmp_path / "suite"), tmp_path / "run")
    folder.keep_crash("chuhe", ValueError("坏了"))
    assert folder.crash("chuhe") is None, "it has a record, so it did not crash"
    (folder.path / "predictions" / "chuhe.run.json").unlink()
    assert folder.crash("chuhe").message == "坏了"
    (folder.path / "predictions" / "chuhe.error.json").write_text("{")
    with pytest.raises(RecordError, match=r"chuhe\.error\.json"):
        folder.crash("chuhe")


def test_a_run_is_called_by_its_folder_however_that_is_named(tmp_path, monkeypatch):
    (tmp_path / "march").mkdir()
    monkeypatch.chdir(tmp_path / "march")
    assert RunFolder(tmp_path / "march" / "..").name == tmp_path.name
    assert RunFolder(tmp_path.__class__(".")).name == "march"

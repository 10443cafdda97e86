"""Scoring a run: offline, again after labels were mended, with what crashed as all omitted and listed apart."""

import shutil

import pytest

from evals.golden.suite import load_suite
from evals.running.folder import RunFolder
from evals.running.grade import grade
from evals.running.run import grade_run
from extractor.errors import RecordError, UsageError
from tests.evals.running.small import CRITICAL, LEAVES, NAMES, RIGHT, Reader, graded, run_of, suite, valued, write_suite

WRONG = ("S2", "其他收入", "占比")


def by_name(outcome):
    return {one.name: one for one in outcome.summary.documents}


def test_a_true_reading_is_right_everywhere(tmp_path):
    outcome = graded(suite(tmp_path / "suite"), tmp_path / "run")
    total = outcome.summary.total
    assert (total.C, total.W, total.O, total.H) == (3 * LEAVES, 0, 0, 0)
    assert total.f1 == 1
    assert all(one.exact and one.state == "scored" for one in outcome.summary.documents)


def test_a_report_that_crashed_is_all_omitted_and_listed_apart(tmp_path):
    reader = Reader(fails={"banli": ValueError("表裂开了")})
    outcome = graded(suite(tmp_path / "suite"), tmp_path / "run", reader)
    crashed = by_name(outcome)["banli"]
    assert (crashed.state, crashed.counted.O, crashed.counted.C) == ("crashed", LEAVES, 0)
    assert crashed.crash == "ValueError：表裂开了"
    assert (outcome.summary.total.C, outcome.summary.total.O) == (2 * LEAVES, LEAVES)
    assert "▲ 中断：banli" in (outcome.folder.path / "report.md").read_text("utf-8")
    assert outcome.exit_code == 1


def test_a_report_nobody_has_read_yet_is_omitted_and_says_so(tmp_path):
    loaded = suite(tmp_path / "suite")
    with pytest.raises(KeyboardInterrupt):
        run_of(loaded, tmp_path / "run", Reader(fails={"chuhe": KeyboardInterrupt()}))
    outcome = grade_run(loaded, RunFolder.existing(tmp_path / "run"))
    assert by_name(outcome)["chuhe"].crash == "还没有读过"
    assert outcome.summary.total.O == LEAVES


def test_a_mended_label_is_scored_without_reading_and_stands_in_the_manifest(tmp_path):
    wrong = {**RIGHT, WRONG: "5.66"}
    loaded = suite(tmp_path / "suite", labels={"banli": wrong})
    before = graded(loaded, tmp_path / "run")
    assert by_name(before)["banli"].counted.W == 1
    records = {path: path.read_bytes() for path in (tmp_path / "run" / "predictions").iterdir()}
    mended = suite(tmp_path / "suite")
    after = grade_run(mended, RunFolder.existing(tmp_path / "run"))
    assert by_name(after)["banli"].counted.W == 0
    assert {path: path.read_bytes() for path in (tmp_path / "run" / "predictions").iterdir()} == records
    plan = after.folder.plan()
    assert plan.gold != before.summary.plan_digest
    assert (plan.digest, after.summary.plan_digest) == (before.summary.plan_digest, before.summary.plan_digest)
    labels = {one.name: one.labels for one in plan.documents}
    assert labels["anfang"] == labels["banli"], "the same labels now"


def test_grading_needs_no_report(tmp_path):
    loaded = suite(tmp_path / "suite")
    run_of(loaded, tmp_path / "run")
    alone = load_suite(write_suite(tmp_path / "alone", file=False))
    assert all(one.path is None for one in alone.documents)
    outcome = grade_run(alone, RunFolder.existing(tmp_path / "run"))
    assert outcome.summary.total.C == 3 * LEAVES
    assert outcome.exit_code == 0


def test_what_was_not_given_is_listed_and_in_no_number(tmp_path):
    write_suite(tmp_path / "suite", file=False)
    reports = tmp_path / "reports"
    reports.mkdir()
    for number, name in enumerate(NAMES[:2]):
        shutil.copy(tmp_path / "suite" / f"{name}.txt", reports / f"{number}.txt")
    loaded = load_suite(tmp_path / "suite", reports)
    reader = Reader()
    reader_by_file = {"0": "anfang", "1": "banli"}
    outcome = graded(loaded, tmp_path / "run", reader)
    assert [reader_by_file[name] for name in reader.read] == ["anfang", "banli"]
    assert by_name(outcome)["chuhe"].state == "not_given"
    assert by_name(outcome)["chuhe"].counted is None
    assert outcome.summary.total.C + outcome.summary.total.O == 2 * LEAVES


def test_critical_figures_and_identity_that_are_not_right_are_named(tmp_path):
    entry = f'critical = ["{CRITICAL}"]\nidentity = {{ unit_name = "洛川市航标管理局", fiscal_year = 2030 }}'
    loaded = suite(tmp_path / "suite", entries={"anfang": entry})
    reader = Reader(edit={"anfang": valued(("S2", "本年收入", "决算数"), None)})
    folder, _ = run_of(loaded, tmp_path / "run", reader)
    first = grade(loaded.documents, folder)[0]
    assert first.critical_wrong == [f"anfang {CRITICAL}"]
    assert first.identity_errors == ("fiscal_year：应为 2030，读成 2031",)


def test_another_suite_and_another_edition_of_a_report_are_refused(tmp_path):
    loaded = suite(tmp_path / "suite")
    folder, _ = run_of(loaded, tmp_path / "run")
    manifest = tmp_path / "suite" / "suite.toml"
    text = manifest.read_text("utf-8")
    manifest.write_text(text.replace('name = "small"', 'name = "other"'), "utf-8")
    with pytest.raises(UsageError, match="样本集 small，不是 other"):
        grade_run(load_suite(tmp_path / "suite"), folder)
    with pytest.raises(UsageError, match="chuhe 已不是"):
        grade_run(suite(tmp_path / "fewer", names=NAMES[:2]), folder)


def test_a_broken_record_stops_the_grading_with_its_name(tmp_path):
    loaded = suite(tmp_path / "suite")
    folder, _ = run_of(loaded, tmp_path / "run")
    (folder.path / "predictions" / "banli.json").write_text('{"documents": [', "utf-8")
    with pytest.raises(RecordError, match=r"banli\.json"):
        grade_run(loaded, folder)

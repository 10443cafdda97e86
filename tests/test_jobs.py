"""Which reports make which record, and where each goes."""

import json
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from extractor import jobs
from extractor.errors import BudgetReport, EmptyInput, InputError, ModelUnavailable, UsageError
from extractor.jobs import Job, Target, Unread, Written, carry_out, plan
from schemas.record import Record
from tests.records import REPORT, record_of


@dataclass
class Extraction:
    record: Record = field(default_factory=record_of)
    run: dict = field(default_factory=lambda: {"seconds": 1.5})


@pytest.fixture
def reports(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for name in ("b.txt", "a.html", "A.txt", "picture.png", ".hidden.txt", "README.md"):
        (folder / name).write_text(REPORT, "utf-8")
    (folder / "below").mkdir()
    return folder


def read(_documents):
    return Extraction()


def test_a_folder_gives_its_readable_files_by_name_and_tells_of_the_others(reports):
    made = plan([reports])
    assert [job.sources for job in made.jobs] == [(reports / "A.txt",), (reports / "a.html",), (reports / "b.txt",)]
    assert made.passed_over == (reports / "README.md", reports / "picture.png")


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.html", "网页"), ("a.run.json", "用时与花费"), ("a.json", "记录"), ("a.csv", "数据"), ("a", "文件")],
)
def test_a_file_is_called_what_it_is(name, kind):
    assert jobs.kind_of(Path(name)) == kind


def test_two_reports_of_one_stem_do_not_overwrite_each_other(reports, tmp_path):
    other = tmp_path / "b.txt"
    names = [job.name for job in plan([reports, other]).jobs]
    assert names == ["A.txt", "a.html", "b.txt", "b.txt-2"]
    assert len({name.casefold() for name in names}) == len(names)


def test_a_file_that_is_given_twice_is_read_once(reports):
    assert len(plan([reports / "b.txt", reports / "b.txt"]).jobs) == 1


def test_a_file_that_is_named_is_tried_whatever_it_is_called(reports):
    assert [job.name for job in plan([reports / "picture.png"]).jobs] == ["picture"]


def test_as_one_makes_one_job_named_after_the_first(reports):
    (job,) = plan([reports / "b.txt", reports / "a.html"], as_one=True).jobs
    assert job == Job("b", (reports / "b.txt", reports / "a.html"))


def test_a_folder_without_reports_is_a_misuse(tmp_path):
    with pytest.raises(UsageError, match="没有可读的报告"):
        plan([tmp_path])


@pytest.mark.parametrize(
    ("out", "form", "target"),
    [
        (None, None, Target(Path("juesuan-out"), "json", single=False)),
        ("x", None, Target(Path("x"), "json", single=False)),
        ("x", "csv", Target(Path("x"), "csv", single=False)),
        ("x.csv", None, Target(Path("x.csv"), "csv", single=True)),
        ("x.json", None, Target(Path("x.json"), "json", single=True)),
        ("x.txt", "jsonl", Target(Path("x.txt"), "jsonl", single=True)),
        ("out.d", None, Target(Path("out.d"), "json", single=False)),
    ],
)
def test_the_suffix_tells_a_file_from_a_folder(out, form, target):
    assert Target.of(Path(out) if out else None, form) == target


def test_xlsx_is_refused_by_suffix_too():
    with pytest.raises(UsageError, match="xlsx"):
        Target.of(Path("x.xlsx"), None)


def test_a_record_goes_into_a_folder_with_its_run_and_its_page(reports, tmp_path):
    out = tmp_path / "out"
    done = carry_out(Job("b", (reports / "b.txt",)), read, Target(out, "csv", single=False))
    assert isinstance(done, Written)
    assert [path.name for path in done.files] == ["b.json", "b.csv", "b.run.json", "b.html"]
    assert all(path.stat().st_size for path in done.files)
    assert json.loads((out / "b.run.json").read_text("utf-8")) == {"seconds": 1.5}
    assert "seconds" not in json.loads((out / "b.json").read_text("utf-8"))


def test_a_single_file_is_written_alone(reports, tmp_path):
    out = tmp_path / "out" / "x.csv"
    done = carry_out(Job("b", (reports / "b.txt",)), read, Target(out, "csv", single=True))
    assert done.files == (out,)
    assert [path.name for path in out.parent.iterdir()] == ["x.csv"]


def test_what_a_file_is_to_blame_for_is_returned_and_nothing_is_written(tmp_path):
    empty = tmp_path / "empty.txt"
    empty.touch()
    out = tmp_path / "out"
    done = carry_out(Job("empty", (empty,)), read, Target(out, "json", single=False))
    assert isinstance(done, Unread)
    assert isinstance(done.error, EmptyInput)
    assert not out.exists()


def test_a_missing_file_is_told_of_like_an_unreadable_one(tmp_path):
    done = carry_out(Job("x", (tmp_path / "x.txt",)), read, Target(tmp_path, "json", single=False))
    assert isinstance(done.error, InputError)


def test_a_budget_is_refused_before_anything_is_asked(reports, monkeypatch):
    def refuse(document):
        raise BudgetReport("这是预算", where=document.name)

    monkeypatch.setattr(jobs, "require_final_account", refuse)
    done = carry_out(Job("b", (reports / "b.txt",)), lambda _documents: pytest.fail("asked"), Target.of(None, None))
    assert isinstance(done.error, BudgetReport)


def test_a_model_that_is_not_there_stops_the_whole_run(reports):
    def fail(_documents):
        raise ModelUnavailable("没有模型")

    with pytest.raises(ModelUnavailable):
        carry_out(Job("b", (reports / "b.txt",)), fail, Target.of(None, None))


def zipped(path, *files):
    with zipfile.ZipFile(path, "w") as target:
        for name, content in files:
            target.writestr(name, content)
    return path


def test_an_archive_gives_its_readable_members_and_tells_of_the_others(reports):
    path = zipped(reports / "c.zip", ("决算/c.txt", REPORT), ("b.txt", REPORT), ("logo.svg", "x"), ("README.md", "x"))
    made = plan([path])
    assert [(job.name, [source.name for source in job.sources]) for job in made.jobs] == [
        ("b", ["b.txt"]),
        ("c", ["决算/c.txt"]),
    ]
    assert [str(source) for source in made.passed_over] == [f"{path}：README.md", f"{path}：logo.svg"]


def test_an_archive_in_a_folder_is_opened_and_names_stay_apart(reports):
    zipped(reports / "c.zip", ("x/b.txt", REPORT))
    assert [job.name for job in plan([reports]).jobs] == ["A.txt", "a.html", "b.txt", "b.txt-2"]


def test_as_one_joins_an_archive_under_its_own_name(reports):
    path = zipped(reports / "c.zip", ("正文.txt", REPORT), ("表.txt", REPORT))
    (job,) = plan([path], as_one=True).jobs
    assert (job.name, [source.name for source in job.sources]) == ("c", ["正文.txt", "表.txt"])


def test_a_member_is_read_like_a_file(reports, tmp_path):
    (job,) = plan([zipped(reports / "c.zip", ("d/报告.txt", REPORT))]).jobs
    seen = []

    def look(documents):
        seen.extend(documents)
        return Extraction()

    done = carry_out(job, look, Target(tmp_path / "out", "json", single=False))
    assert done.files[0].name == "报告.json"
    assert [(document.name, document.text) for document in seen] == [("报告.txt", REPORT)]


def test_an_archive_in_an_archive_is_refused_by_name(reports, tmp_path):
    inner = zipped(tmp_path / "inner.zip", ("报告.txt", REPORT)).read_bytes()
    jobs_made = plan([zipped(reports / "c.zip", ("inner.zip", inner), ("b.txt", REPORT))]).jobs
    done = {job.name: carry_out(job, read, Target(tmp_path / "out", "json", single=False)) for job in jobs_made}
    assert isinstance(done["b"], Written)
    assert "压缩包" in done["inner"].error.what
    assert done["inner"].error.where == "inner.zip"


@pytest.mark.parametrize("files", [[], [("logo.svg", "x")], [(f"{i}.txt", "x") for i in range(501)]])
def test_an_archive_that_gives_nothing_is_told_of_like_an_unreadable_file(tmp_path, files):
    (job,) = plan([zipped(tmp_path / "c.zip", *files)]).jobs
    done = carry_out(job, read, Target(tmp_path / "out", "json", single=False))
    assert isinstance(done.error, InputError)
    assert "压缩包" in done.error.what

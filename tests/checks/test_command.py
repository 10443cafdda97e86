"""What is checked, where it goes and how the call ends."""

import json
import re
from types import SimpleNamespace

import pytest

from extractor import cli
from extractor.checks.command import Between, Request, answer
from extractor.errors import InputError, UsageError
from extractor.export import render
from tests.checks.faulty import SOUND, faulty_record, finding
from tests.records import record_of

SOUND_RECORD = record_of(SOUND)
LABELS = "place,row,column,state,printed,value,unit,start,end,note\n"


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    """Run `juesuan check` in a folder of its own; give exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)

    def call(*words: str) -> SimpleNamespace:
        monkeypatch.setattr("sys.argv", ["juesuan", "check", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return SimpleNamespace(code=ended.value.code, out=said.out, err=said.err)

    return call


def kept(folder, name, record):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(render(record, "json"), "utf-8")
    return path


def test_a_record_that_does_not_add_up_ends_with_1_and_a_sound_one_with_0(run, tmp_path):
    kept(tmp_path, "bad.json", faulty_record())
    kept(tmp_path, "good.json", SOUND_RECORD)
    bad, good = run("bad.json"), run("good.json")
    assert (bad.code, good.code) == (1, 0)
    assert "bad.json：错误 2，警告 1，提示 1" in bad.out
    assert "good.json：没有发现" in good.out
    assert bad.err == good.err == ""


def test_a_folder_stands_for_its_records_one_after_another(run, tmp_path):
    kept(tmp_path / "out", "b.json", faulty_record())
    kept(tmp_path / "out" / "more", "a.json", SOUND_RECORD)
    (tmp_path / "out" / "b.run.json").write_text("{}", "utf-8")
    ended = run("out")
    assert ended.code == 1
    assert ended.out.index("b.json：") < ended.out.index("a.json：")
    assert "run.json" not in ended.out + ended.err


def test_records_of_one_name_are_told_apart_by_their_folders(tmp_path):
    paths = tuple(kept(tmp_path / folder, "a.json", SOUND_RECORD) for folder in ("2030", "2031"))
    assert [report.name for report in answer(Request(paths)).reports][:2] == [str(path) for path in paths]


def test_one_broken_record_does_not_stop_the_others_and_ends_with_3(run, tmp_path):
    kept(tmp_path / "out", "b.json", faulty_record())
    (tmp_path / "out" / "a.json").write_text('{"facts": []}', "utf-8")
    ended = run("out")
    assert ended.code == 3
    assert "a.json" in ended.err
    assert "b.json：错误 2" in ended.out


def test_a_folder_with_the_findings_of_an_earlier_check_is_checked_again(run, tmp_path):
    kept(tmp_path / "out", "b.json", faulty_record())
    first = run("out", "-o", "out/findings.json")
    again = run("out")
    assert first.code == again.code == 1
    assert "略过（不是记录）：out/findings.json" in again.err
    assert "错误：" not in again.err
    assert "b.json：错误 2" in again.out


@pytest.mark.parametrize("first", [True, False])
def test_what_could_not_be_read_goes_before_what_was_found(run, tmp_path, first):
    """3 before 1, wherever the broken record stands; 1 before 0."""
    kept(tmp_path, "bad.json", faulty_record())
    kept(tmp_path, "good.json", SOUND_RECORD)
    (tmp_path / "broken.json").write_text("{", "utf-8")
    readable = ("bad.json", "good.json")
    ended = run(*(("broken.json", *readable) if first else (*readable, "broken.json")))
    assert ended.code == 3
    assert "bad.json：错误 2" in ended.out
    assert run(*readable).code == run(*reversed(readable)).code == 1


def test_a_changed_record_is_refused_and_its_figures_are_not_called_the_reports_fault(run, tmp_path):
    record = SOUND_RECORD
    fact = next(fact for fact in record.facts if fact.id == "S11/货物支出/决算数")
    lie = fact.model_copy(update={"printed": "101.75", "value": "1017500"})
    facts = tuple(lie if one is fact else one for one in record.facts)
    kept(tmp_path, "changed.json", record.model_copy(update={"facts": facts}))
    kept(tmp_path, "good.json", record)
    for words in (("changed.json",), ("changed.json", "good.json")):
        ended = run(*words)
        assert ended.code == 3
        assert "S11/货物支出/决算数 的第 1 处出处：所印的是“110.75”，记录写的是“101.75”" in ended.err
        assert "juesuan verify" in ended.err
        assert "原文不平" not in ended.out


ENGLISH = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("broken.json",), "broken.json"),
        (("other.json",), "documents：缺这一项"),
        (("none.json",), "没有这个文件"),
        (("a.json", "--config", "none.toml"), "没有这个文件（none.toml）"),
        (("a.json", "--config", "broken.toml"), "broken.toml"),
        (("a.json", "--config", "gbk.csv"), "不是 UTF-8（gbk.csv）"),
        (("a.json", "-o", "a.json/b"), "写不了文件"),
        (("--facts", "none.csv", "--source", "report.txt"), "没有这个文件（none.csv）"),
        (("--facts", "gbk.csv", "--source", "report.txt"), "不是 UTF-8（gbk.csv）"),
        (("--facts", "folder", "--source", "report.txt"), "这是文件夹"),
    ],
)
def test_an_error_speaks_chinese_names_the_file_and_says_what_to_do(run, tmp_path, words, said):
    kept(tmp_path, "a.json", SOUND_RECORD)
    (tmp_path / "folder").mkdir()
    (tmp_path / "report.txt").write_text(SOUND, "utf-8")
    (tmp_path / "gbk.csv").write_bytes("表".encode("gbk"))
    for name, text in {"broken.json": "{", "other.json": "{}", "broken.toml": "disable = = 3"}.items():
        (tmp_path / name).write_text(text, "utf-8")
    ended = run(*words)
    assert ended.code in {2, 3}
    assert said in ended.err
    assert not ENGLISH.search(ended.err.replace("juesuan extract", ""))
    assert "）。" in ended.err  # a remedy follows the place


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("empty",),
        ("--facts", "a.csv"),
        ("--source", "a.txt"),
        ("a.json", "--facts", "a.csv", "--source", "a.txt"),
        ("a.json", "--format", "xlsx"),
        ("a.json", "-o", "a.json/inside.csv"),
    ],
)
def test_words_that_are_off_end_with_2(run, tmp_path, words):
    kept(tmp_path, "a.json", SOUND_RECORD)
    (tmp_path / "empty").mkdir()
    ended = run(*words)
    assert ended.code == 2
    assert "Traceback" not in ended.err


def test_a_file_that_is_not_there_ends_with_3(run):
    assert run("nothing.json").code == 3


def test_labels_are_held_against_the_report_they_are_about(tmp_path):
    (tmp_path / "report.txt").write_text(SOUND.replace("0.95%", "9.50%"), "utf-8")
    rows = "S1,收入总计,决算数,value,1284.50,12845000,万元,,,\nS1,收入总计,比上年增减额,value,12.30,-123000,万元,,,\n"
    wrong = "S1,收入总计,比上年增减率,value,9.50,-9.5,%,,,\n"
    labels = tmp_path / "labels.csv"
    labels.write_text(LABELS + rows + wrong, "utf-8")
    done = answer(Request(facts=labels, source=tmp_path / "report.txt"))
    assert [report.name for report in done.reports] == ["labels.csv"]
    assert [one.checks for one in done.reports[0].checked.findings if one.severity == "error"] == [("D4",)]


def test_labels_of_another_report_are_refused_by_name(tmp_path):
    (tmp_path / "report.txt").write_text(SOUND, "utf-8")
    labels = tmp_path / "labels.csv"
    labels.write_text(LABELS + "S1,收入总计,决算数,value,9999.99,99999900,万元,,,\n", "utf-8")
    with pytest.raises(InputError, match=r"1 条标注的数在报告 report\.txt 里对不上：S1/收入总计/决算数 9999\.99"):
        answer(Request(facts=labels, source=tmp_path / "report.txt"))


@pytest.mark.parametrize("text", ["", LABELS, LABELS + "S1,收入总计,决算数,valeu,1284.50,12845000,万元,,,\n"])
def test_labels_that_say_nothing_are_refused(tmp_path, text):
    (tmp_path / "report.txt").write_text(SOUND, "utf-8")
    labels = tmp_path / "labels.csv"
    labels.write_text(text, "utf-8")
    with pytest.raises(InputError, match=r"labels\.csv"):
        answer(Request(facts=labels, source=tmp_path / "report.txt"))


def test_what_is_written_never_takes_the_place_of_what_is_read(tmp_path):
    (tmp_path / "report.txt").write_text(SOUND, "utf-8")
    labels = tmp_path / "labels.csv"
    labels.write_text(LABELS + "S1,收入总计,决算数,value,1284.50,12845000,万元,,,\n", "utf-8")
    for target in (labels, tmp_path / "report.txt", tmp_path):
        with pytest.raises(UsageError):
            answer(Request(facts=labels, source=tmp_path / "report.txt", to=target))
    assert labels.read_text("utf-8").startswith(LABELS)
    assert (tmp_path / "report.txt").read_text("utf-8") == SOUND


@pytest.mark.parametrize("text", ["place,row\nS1,a\n", LABELS + "S1,收入总计,决算数,value,1,1E+999999999,万元,,,\n"])
def test_labels_out_of_form_are_unreadable(tmp_path, text):
    (tmp_path / "report.txt").write_text(SOUND, "utf-8")
    labels = tmp_path / "labels.csv"
    labels.write_text(text, "utf-8")
    with pytest.raises(InputError, match=r"labels\.csv"):
        answer(Request(facts=labels, source=tmp_path / "report.txt"))


def test_every_record_is_a_step_of_the_progress(tmp_path):
    paths = tuple(kept(tmp_path, name, SOUND_RECORD) for name in ("a.json", "b.json"))
    steps = []
    answer(Request(paths), on_progress=steps.append)
    assert [(step.done, step.total, step.what) for step in steps] == [(0, 2, "a.json"), (1, 2, "b.json")]


@pytest.mark.parametrize("form", ["text", "json", "csv", "html", "sarif"])
def test_what_goes_into_a_file_is_what_goes_onto_the_terminal(run, tmp_path, form):
    kept(tmp_path, "a.json", faulty_record())
    shown = run("a.json", "--format", form)
    written = run("a.json", "--format", form, "-o", "new/findings")
    assert shown.code == written.code == 1
    assert "核对结果：new/findings" in written.out
    assert (tmp_path / "new" / "findings").read_text("utf-8") == shown.out


def test_the_format_of_a_file_is_told_by_its_name(run, tmp_path):
    kept(tmp_path, "a.json", faulty_record())
    run("a.json", "-o", "found.sarif")
    assert json.loads((tmp_path / "found.sarif").read_text("utf-8"))["version"] == "2.1.0"
    run("a.json", "-o", "found.txt")
    assert "错误 D4" in (tmp_path / "found.txt").read_text("utf-8")


def test_settings_come_from_the_option_or_the_environment(run, tmp_path, monkeypatch):
    kept(tmp_path, "a.json", faulty_record())
    (tmp_path / "checks.toml").write_text('only = ["E8"]\n', "utf-8")
    assert run("a.json", "--config", "checks.toml").code == 0
    monkeypatch.setenv("JUESUAN_CHECKS", "checks.toml")
    ended = run("a.json")
    assert ended.code == 0
    assert "63 条恒等式中按设置取 1 条" in ended.out


def test_several_records_are_held_against_each_other_and_one_is_not(tmp_path):
    asked = []

    def across(records):
        asked.append([name for name, _ in records])
        blamed = finding(id="X1:S1/收入总计/决算数", checks=("X1",), evidence=records[1][1].facts[0].evidence)
        return Between((("b.json", blamed),), tried=3, held=2, untried=("部门之和没有试",))

    paths = tuple(kept(tmp_path, name, SOUND_RECORD) for name in ("a.json", "b.json"))
    done = answer(Request(paths), across)
    assert asked == [["a.json", "b.json"]]
    assert [report.name for report in done.reports[2:]] == ["b.json（与其他报告相比）", "各份报告之间"]
    assert done.exit_code == 1
    said = "\n".join(line.plain for line in done.text)
    assert "▲ 1 错误 X1" in said
    assert said.endswith("各份报告之间\n核对 3 次，其中相符 2 次、不符 1 次\n部门之和没有试")
    assert answer(Request(paths[:1]), across).exit_code == 0
    assert len(asked) == 1


def test_without_checks_between_records_nothing_is_said_of_them(tmp_path):
    paths = tuple(kept(tmp_path, name, SOUND_RECORD) for name in ("a.json", "b.json"))
    (tmp_path / "checks.toml").write_text('disable = ["X1", "X2", "X3"]\n', "utf-8")
    done = answer(Request(paths, config=tmp_path / "checks.toml"))
    assert [report.name for report in done.reports] == ["a.json", "b.json"]


def test_records_that_cannot_be_held_against_each_other_are_named_with_the_reason(tmp_path):
    paths = tuple(kept(tmp_path, name, SOUND_RECORD) for name in ("a.json", "b.json"))
    done = answer(Request(paths))
    assert done.reports[-1].name == "各份报告之间"
    assert "\n".join(done.reports[-1].notes).startswith("a.json")
    assert done.exit_code == 0


def test_a_usage_error_names_the_file_that_cannot_be_written(tmp_path):
    path = kept(tmp_path, "a.json", SOUND_RECORD)
    with pytest.raises(UsageError, match=r"a\.json/b"):
        answer(Request((path,), to=path / "b"))

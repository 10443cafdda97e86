"""`juesuan eval`: what it prints and leaves; it ends with 0, 1 (a gate), 2 (the call), 3 (a file) or 4 (no model)."""

import json
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from evals.commands import app
from evals.running import run as running
from extractor.errors import ModelUnavailable
from extractor.pipeline import extract
from extractor.progress import Progress
from extractor.prompts import Prompt
from tests.askers import IDENTITY, Asked, oracle
from tests.evals.running.small import CRITICAL, LEAVES, NAMES, RIGHT, valued, write_suite

ROOT = Path(__file__).parent.parent.parent
FIRST = str(ROOT / "examples" / "suite")
OTHER = ("S2", "其他收入", "决算数")
KEY = ("S2", "本年收入", "决算数")


@pytest.fixture
def asked(monkeypatch, tmp_path):
    """The suite `small`, read truly without a model. `edit`, `fails`: by report; `read`: the reports read so far."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")
    seen = SimpleNamespace(read=[], edit={}, fails={}, choices=[])

    def reading(documents, _answering, *, on_progress):
        name = documents[0].name.removesuffix(".txt")
        seen.read.append(name)
        on_progress(Progress(1, 2))
        if name in seen.fails:
            raise seen.fails[name]
        done = extract(documents, Asked(oracle(documents)))
        return SimpleNamespace(record=seen.edit.get(name, lambda record: record)(done.record), run=done.run)

    @contextmanager
    def asker(choices):
        seen.choices.append(choices)
        yield SimpleNamespace(identity=IDENTITY)

    monkeypatch.setattr(running, "extract", reading)
    monkeypatch.setattr(running, "asker", asker)
    write_suite(tmp_path / "small", top='replay = "answers"')
    return seen


def run(*words):
    """Run the command; of our own errors the exit code is the one that `main` ends with."""
    done = CliRunner().invoke(app, [str(word) for word in words])
    if done.exception and not isinstance(done.exception, SystemExit) and not hasattr(done.exception, "exit_code"):
        raise done.exception
    code = getattr(done.exception, "exit_code", done.exit_code)
    return SimpleNamespace(code=code, out=done.stdout, err=done.stderr, said=done.output + str(done.exception or ""))


def test_a_true_run_ends_well_and_says_where_its_report_is(asked, tmp_path):
    ended = run("run", "small", "-o", "out")
    assert ended.code == 0
    assert "报告：out/report.html" in ended.out
    assert "✓ 门禁通过：3 项" in ended.out
    assert "样本集 small：三份小报告，3 份报告，用录下的回答" in ended.err
    assert (tmp_path / "out" / "report.html").is_file()
    assert asked.read == list(NAMES)


def test_the_same_command_again_reads_nothing_and_says_so(asked):
    run("run", "small", "-o", "out")
    again = run("run", "small", "-o", "out")
    assert (again.code, len(asked.read)) == (0, 3)
    assert "已读过的 3 份没有再读" in again.err


def test_a_crash_is_told_counted_as_omitted_and_tried_again(asked):
    asked.fails = {"banli": ValueError("表裂开了")}
    ended = run("run", "small", "-o", "out")
    assert ended.code == 1
    assert "banli 没有读成，按全部漏读计：表裂开了" in ended.err
    assert "中断，全部算漏：banli" in ended.out
    asked.fails, asked.read = {}, []
    assert run("run", "small", "-o", "out").code == 0
    assert asked.read == ["banli"]


def test_a_wrong_critical_figure_ends_with_1_and_is_named(asked, tmp_path):
    write_suite(tmp_path / "small", top=f'critical = ["{CRITICAL}"]')
    assert run("run", "small", "-o", "right").code == 0
    asked.edit = {"chuhe": valued(KEY, "7901101")}
    ended = run("run", "small", "-o", "wrong")
    assert ended.code == 1
    assert f"✗ 金丝雀：3 处关键数据里错了 1 处：chuhe {CRITICAL}" in ended.out
    assert "✗ 门禁不过：金丝雀" in ended.out


def test_where_nobody_answers_the_exit_code_is_4_and_what_was_read_is_kept(asked):
    asked.fails = {"banli": ModelUnavailable("没有模型应答")}
    ended = run("run", "small", "-o", "out")
    assert ended.code == 4
    assert "没有模型应答" in ended.said
    asked.fails, asked.read = {}, []
    assert run("run", "small", "-o", "out").code == 0
    assert asked.read == ["banli", "chuhe"]


def test_without_o_a_run_is_named_by_suite_by_who_answers_and_by_slices(asked, tmp_path):
    run("run", "small")
    run("run", "small", "--slice", "carrier=scan")
    run("run", "small", "--model", "maker/some:model", "--base-url", "http://127.0.0.1:9/v1")
    run("run", "small", "--live")
    write_suite(tmp_path / "small", top="model = false")
    run("run", "small")
    assert {path.name for path in (tmp_path / "juesuan-eval").iterdir()} == {
        "small-replay",
        "small-replay-carrier=scan",
        "small-maker-some-model",
        "small-live",
        "small",
    }
    assert [one.replay is not None for one in asked.choices] == [True, True, False, False]


def test_a_slice_reads_its_reports_alone(asked):
    ended = run("run", "small", "-o", "out", "--slice", "carrier=scan")
    assert (ended.code, asked.read) == (0, ["chuhe"])


WRONG_CALLS = {
    "run smal": "没有样本集 smal",
    "run small --slice carrier=pdf": "carrier 可选：scan、txt",
    "run small --slice carrier": "--slice 写作 名=值",
    "run small --replay answers --live": "--replay 不问模型",
    "run small --replay answers --model m": "--replay 不问模型",
    "run small --max-cost 1": "--max-cost 要知道价钱",
    "run small --price-in 1": "--price-in 和 --price-out 要同时给",
    "run small --price-in -1 --price-out 1": "--price-in 要一个不小于 0 的数",
    "run small --price-in free --price-out 1": "--price-in 要一个不小于 0 的数",
    "run small --fresh": "--fresh 是重新问模型",
    "run small --baseline nowhere.json": "读不了基线：没有这个文件",
    "run small --baseline other.json": "这是样本集 other 的基线，不是 small 的",
    "run small --described nowhere.csv": "没有这个文件",
    "run small --documents nowhere": "没有这个文件夹",
    "grade nowhere": "这里没有一次评测运行",
    "compare one": "至少要两次运行才能比",
    "compare one other": "这里没有一次评测运行",
    "compare one other -o table.txt": "请以 .html 或 .md 结尾",
    "baseline nowhere -o b.json": "这里没有一次评测运行",
    "lint smal": "没有样本集 smal",
}


@pytest.mark.parametrize("call", WRONG_CALLS)
def test_a_wrong_call_ends_with_2_and_says_what_is_wrong(asked, call):
    head = {"suite": "other", "plan_digest": "", "model": "", "f1": 1, "wrong_rate": 0, "gold": "", "documents": {}}
    Path("other.json").write_text(json.dumps(head), "utf-8")
    ended = run(*call.split())
    assert ended.code == 2
    assert WRONG_CALLS[call] in ended.said
    assert asked.read == []


@pytest.mark.usefixtures("asked")
def test_another_run_s_folder_is_refused_with_2_and_what_differs(monkeypatch):
    run("run", "small", "-o", "out")
    monkeypatch.setattr("evals.running.plan.prompts_digest", lambda: "0" * 64)
    ended = run("run", "small", "-o", "out")
    assert ended.code == 2
    assert "提示 不同" in ended.said


def test_reports_that_are_not_given_are_named_beforehand(asked, tmp_path):
    write_suite(tmp_path / "small", file=False)
    (tmp_path / "reports").mkdir()
    (tmp_path / "small" / "banli.txt").rename(tmp_path / "reports" / "2031.txt")
    ended = run("run", "small", "-o", "out", "--documents", "reports")
    assert "没有给原件的 2 份不计：anfang、chuhe" in ended.err
    assert asked.read == ["2031"]
    nothing = run("run", "small", "-o", "out2")
    assert (nothing.code, "一份也没有找到" in nothing.said) == (2, True)


def test_a_baseline_is_written_by_its_command_alone_and_a_run_is_held_against_it(asked, tmp_path):
    run("run", "small", "-o", "out")
    ended = run("baseline", "out", "-o", "b.json")
    assert (ended.code, f"3 份报告，F1 {1:.4f}" in ended.out) == (0, True)
    before = (tmp_path / "b.json").read_bytes()
    assert run("run", "small", "-o", "same", "--baseline", "b.json").code == 0
    asked.edit = {"banli": valued(OTHER, None)}
    worse = run("run", "small", "-o", "worse", "--baseline", "b.json")
    assert worse.code == 1
    assert "✗ 与基线逐项相比：重放的 3 份里变坏 1 处：banli S2/其他收入/决算数" in worse.out
    assert run("grade", "worse", "--baseline", "b.json").code == 1
    assert run("grade", "worse").code == 0
    assert (tmp_path / "b.json").read_bytes() == before


@pytest.mark.usefixtures("asked")
def test_a_part_of_the_suite_is_held_against_its_part_of_the_baseline():
    run("run", "small", "-o", "out")
    run("baseline", "out", "-o", "b.json")
    ended = run("run", "small", "-o", "part", "--slice", "carrier=scan", "--baseline", "b.json")
    assert ended.code == 0
    assert "重放的 1 份没有一处变坏" in ended.out


@pytest.mark.usefixtures("asked")
def test_a_broken_baseline_and_a_broken_run_end_with_3(tmp_path):
    run("run", "small", "-o", "out")
    (tmp_path / "b.json").write_text("{", "utf-8")
    broken = run("run", "small", "-o", "out", "--baseline", "b.json")
    assert (broken.code, "不是一份可用的基线" in broken.said) == (3, True)
    (tmp_path / "out" / "verdicts.jsonl").write_text("{", "utf-8")
    for call in (("baseline", "out", "-o", "b.json"), ("compare", "out", "out")):
        ended = run(*call)
        assert (ended.code, "verdicts.jsonl 坏了" in ended.said) == (3, True)
    (tmp_path / "out" / "manifest.json").write_text("{", "utf-8")
    assert run("grade", "out").code == 3


def test_grade_scores_mended_labels_anew_without_reading(asked, tmp_path):
    write_suite(tmp_path / "small", labels={"banli": {**RIGHT, OTHER: "446200"}})
    run("run", "small", "-o", "out")
    assert json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"))["total"]["W"] == 1
    write_suite(tmp_path / "small")
    assert run("grade", "out").code == 0
    assert json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"))["total"]["C"] == 3 * LEAVES
    assert len(asked.read) == 3


@pytest.mark.usefixtures("asked")
def test_grade_takes_the_suite_from_where_it_now_is(tmp_path):
    run("run", "small", "-o", "out")
    (tmp_path / "small").rename(tmp_path / "moved")
    gone = run("grade", "out")
    assert (gone.code, "--suite" in gone.said) == (2, True)
    assert run("grade", "out", "--suite", "moved").code == 0


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(("most", "code"), [("0.01", 0), ("0.0001", 1)])
def test_a_budget_that_is_exceeded_ends_with_1(most, code):
    ended = run("run", "small", "-o", "out", "--price-in", "2", "--price-out", "8", "--max-cost", most)
    assert ended.code == code
    assert "每份费用" in ended.out


def test_compare_shows_what_broke_how_often_runs_agree_and_writes_a_page(asked, tmp_path):
    run("run", "small", "-o", "before")
    asked.edit = {"banli": valued(OTHER, None)}
    run("run", "small", "-o", "after")
    ended = run("compare", "before", "after", "-o", "compare.md")
    assert ended.code == 0
    agreed = f"2 次运行给出同一个值的占比：{(3 * LEAVES - 1) / (3 * LEAVES):.2%}"
    assert agreed in ended.out
    assert agreed in (tmp_path / "compare.md").read_text("utf-8")
    assert "其他收入" in (tmp_path / "compare.md").read_text("utf-8")
    assert run("compare", "before", "after", "-o", "compare.html").code == 0
    page = (tmp_path / "compare.html").read_text("utf-8")
    assert page.startswith("<!doctype html>") or page.startswith("<!DOCTYPE html>")
    assert agreed in page
    assert "http://" not in page.replace("http://www.w3.org", "")


@pytest.mark.usefixtures("asked")
def test_lint_ends_with_1_where_a_label_is_off(tmp_path):
    assert "✓ 标注没有问题" in run("lint", "small").out
    write_suite(tmp_path / "small", labels={"banli": {**RIGHT, ("S2", "其他收入", "没有的列"): "1"}})
    ended = run("lint", "small")
    assert ended.code == 1
    assert "banli.csv:" in ended.out


def test_a_suite_is_read_from_its_own_recordings_end_to_end(tmp_path):
    ended = run("run", FIRST, "-o", tmp_path / "out")
    assert ended.code == 0
    assert "✓ 金丝雀：1 处关键数据全对" in ended.out
    summary = json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"))
    assert (summary["total"]["C"], summary["total"]["W"], summary["total"]["O"]) == (5, 0, 0)


def test_a_prompt_that_was_edited_without_recording_again_fails_the_replay(tmp_path, monkeypatch):
    told = Prompt.messages

    def edited(self, **words):
        return tuple(replace(one, content=f"{one.content}请仔细。") for one in told(self, **words))

    monkeypatch.setattr(Prompt, "messages", edited)
    ended = run("run", FIRST, "-o", tmp_path / "out")
    assert ended.code == 1
    assert "✗ 记录合乎结构：1 份里有 1 份不合：qinglan" in ended.out
    lines = (tmp_path / "out" / "answers" / "qinglan.jsonl").read_text("utf-8").splitlines()
    assert any(json.loads(line).get("reason") == "没有录制的回答" for line in lines)


def test_a_replay_folder_without_recordings_is_told(tmp_path):
    ended = run("run", FIRST, "-o", tmp_path / "out", "--replay", tmp_path)
    assert (ended.code, "这里没有录制的回答" in ended.said) == (2, True)


def test_every_subcommand_has_a_help_text_in_chinese():
    shown = run("--help").out
    for name in ("run", "grade", "compare", "baseline", "lint"):
        assert name in shown
        assert run(name, "--help").code == 0


def test_leaves_that_are_not_right_are_listed_by_name_worst_first(asked):
    asked.edit = {"banli": valued(OTHER, "446199"), "chuhe": valued(KEY, None)}
    lines = run("run", "small", "-o", "out").out.splitlines()
    at = lines.index("错 W 1 项")
    assert lines[at + 1].startswith("  banli S2/其他收入/决算数：应为 446100，读成 446199 · ")
    assert lines[at + 2 : at + 4] == ["漏 O 1 项", "  chuhe S2/本年收入/决算数：应为 7901100，没有读出"]


@pytest.mark.usefixtures("asked")
def test_a_wrong_value_planted_in_a_record_fails_the_bounds_the_evidence_and_the_baseline(tmp_path):
    write_suite(tmp_path / "small", top='replay = "answers"\nbounds = { wrong_rate = 0.005 }')
    run("run", "small", "-o", "out")
    run("baseline", "out", "-o", "b.json")
    assert run("grade", "out", "--baseline", "b.json").code == 0
    path = tmp_path / "out" / "predictions" / "banli.json"
    record = json.loads(path.read_text("utf-8"))
    (fact,) = [one for one in record["facts"] if one["id"] == "/".join(OTHER)]
    fact["value"] = "446199"
    path.write_text(json.dumps(record, ensure_ascii=False), "utf-8")
    ended = run("grade", "out", "--baseline", "b.json")
    assert ended.code == 1
    for name in ("无出处的直接可用值", "出处复切", "及格线", "与基线逐项相比"):
        assert f"✗ {name}" in ended.out

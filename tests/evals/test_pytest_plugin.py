"""The pytest plugin, in a project of its own: tests for reports and gates, what they say, and nothing unless asked."""

import hashlib
from contextlib import contextmanager
from importlib.metadata import entry_points
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from evals.commands import app
from evals.running import run as running
from extractor.errors import ModelUnavailable
from extractor.pipeline import extract
from tests.askers import IDENTITY, Asked, oracle
from tests.evals.running.small import CRITICAL, NAMES, RIGHT, write_suite

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parent.parent.parent
INSTALLED = any(one.value == "evals.pytest_plugin" for one in entry_points(group="pytest11"))
FIRST = ROOT / "examples" / "suite"
ANSWERS = ROOT / "cassettes" / "examples"
GATES = ("记录合乎结构", "无出处的直接可用值")


@pytest.fixture
def project(pytester, monkeypatch):
    """A project elsewhere; call it with the words of a pytest call."""
    monkeypatch.setenv("COLUMNS", "160")

    def call(*words):
        plugin = [] if INSTALLED else ["-p", "evals.pytest_plugin"]
        return pytester.runpytest_inprocess(*plugin, "-p", "no:cacheprovider", *map(str, words))

    return call


@pytest.fixture
def truly(monkeypatch):
    """Whatever is asked is answered truly, without a model; the reports read so far."""

    read = []

    def reading(documents, _answering, **_more):
        read.append(documents[0].name.removesuffix(".txt"))
        return extract(documents, Asked(oracle(documents)))

    @contextmanager
    def asker(_choices):
        yield SimpleNamespace(identity=IDENTITY)

    monkeypatch.setattr(running, "extract", reading)
    monkeypatch.setattr(running, "asker", asker)
    return read


def test_without_its_option_it_does_nothing(project, pytester):
    pytester.makepyfile("def test_one(): pass")
    result = project("-v")
    result.assert_outcomes(passed=1)
    for ours in ("*juesuan::*", "*juesuan first*", "*门禁*"):  # pytest itself names an installed plugin in its head
        result.stdout.no_fnmatch_line(ours)


def test_it_loads_nothing_heavy_until_it_is_asked_for(pytester, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makepyfile(
        """
        import sys
        import evals.pytest_plugin

        def test_one():
            heavy = {"numpy", "scipy", "openai", "instructor", "evals.running", "evals.golden", "extractor.pipeline"}
            assert not heavy & sys.modules.keys()
        """
    )
    result = pytester.runpytest_subprocess("-p", "evals.pytest_plugin" if not INSTALLED else "juesuan")
    result.assert_outcomes(passed=1)


def test_every_report_and_every_gate_is_a_test_read_from_the_suite_s_recordings(project):
    result = project("--juesuan-suite", FIRST, "-v")
    result.assert_outcomes(passed=5)
    result.stdout.fnmatch_lines(
        [
            "*collected 4 items",
            "*juesuan::first::qinglan PASSED*",
            *(f"*门禁：{name} PASSED*" for name in (GATES[0], "金丝雀", GATES[1])),
        ]
    )
    result.stdout.fnmatch_lines(["*juesuan first*", "✓ 门禁通过：4 项"])


def test_it_stands_beside_the_project_s_own_tests_and_can_be_run_alone(project, pytester, truly):
    write_suite(pytester.path / "suite")
    pytester.makepyfile("def test_one(): pass")
    project("--juesuan-suite", "suite").assert_outcomes(passed=1 + 3 + 3)
    truly.clear()
    project("--juesuan-suite", "suite", "-k", "juesuan").assert_outcomes(passed=6, deselected=1)
    truly.clear()
    project("--juesuan-suite", "suite", "-k", "banli").assert_outcomes(passed=1, deselected=6)
    assert truly == ["banli"], "only what is asked for is read"


def test_a_report_is_read_once_though_the_gates_need_it_too(project, pytester, truly):
    write_suite(pytester.path / "suite")
    project("--juesuan-suite", "suite").assert_outcomes(passed=6)
    assert truly == list(NAMES)
    truly.clear()
    project("--juesuan-suite", "suite", "-k", "门禁").assert_outcomes(passed=3, deselected=3)
    assert truly == list(NAMES), "the gates are of the whole run"


@pytest.mark.usefixtures("truly")
def test_a_wrong_critical_figure_fails_its_report_and_the_message_lists_the_leaves(project, pytester):
    labels = {
        **RIGHT,
        ("S2", "本年收入", "决算数"): "7901200",
        ("S2", "经营收入", "决算数"): "50000",
    }
    del labels["S2", "事业收入", "占比"]
    write_suite(pytester.path / "suite", labels={"banli": labels}, entries={"banli": f'critical = ["{CRITICAL}"]'})
    result = project("--juesuan-suite", "suite")
    result.assert_outcomes(passed=5, failed=2)
    result.stdout.fnmatch_lines(
        [
            "banli：1 处不许有的错",
            f"关键数不对：banli {CRITICAL}",
            "对 5，错 1，漏 1，多 1",
            f"错 {CRITICAL}：应为 7901200，读成 7901100",
            "漏 S2/经营收入/决算数：应为 50000，没有读出",
            "多 S2/事业收入/占比：应没有，读成 0",
            f"金丝雀：1 处关键数据里错了 1 处：banli {CRITICAL}",
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")


@pytest.mark.usefixtures("truly")
def test_a_wrong_identity_fails_its_report(project, pytester):
    write_suite(pytester.path / "suite", entries={"chuhe": "identity = { fiscal_year = 2030 }"})
    result = project("--juesuan-suite", "suite")
    result.assert_outcomes(passed=5, failed=1)
    result.stdout.fnmatch_lines(["身份 fiscal_year：应为 2030，读成 2031"])


@pytest.mark.usefixtures("truly")
def test_a_report_with_leaves_that_are_merely_wrong_passes_and_lists_them(project, pytester):
    write_suite(pytester.path / "suite", labels={"banli": {**RIGHT, ("S2", "其他收入", "占比"): "5.66"}})
    result = project("--juesuan-suite", "suite", "-rP")
    result.assert_outcomes(passed=6)
    result.stdout.fnmatch_lines(["错 S2/其他收入/占比：应为 5.66，读成 5.65"])


@pytest.mark.usefixtures("truly")
def test_long_lists_of_leaves_are_cut_and_the_rest_is_counted(project, pytester):
    absent = {("S2", f"项目{number}", "决算数"): "10000" for number in range(25)}
    write_suite(pytester.path / "suite", labels={"banli": {**RIGHT, **absent}})
    result = project("--juesuan-suite", "suite", "-rP", "-k", "banli")
    result.stdout.fnmatch_lines(["漏 另有 5 处"])


@pytest.mark.usefixtures("truly")
def test_a_report_that_crashes_fails_with_its_reason_and_is_not_tried_twice(project, pytester):
    write_suite(pytester.path / "suite")
    path = pytester.path / "suite" / "banli.txt"
    path.write_text("采购合同，与决算无关。", "utf-8")
    manifest = pytester.path / "suite" / "suite.toml"

    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    lines = manifest.read_text("utf-8").splitlines()
    at = lines.index('name = "banli"')
    lines[at + 2] = f'sha256 = "{digest}"'
    manifest.write_text("\n".join(lines), "utf-8")
    result = project("--juesuan-suite", "suite")
    result.assert_outcomes(passed=4, failed=2)
    result.stdout.fnmatch_lines(["没有读成：NotAnAccount：*", "记录合乎结构：3 份里有 1 份不合：banli"])


@pytest.mark.usefixtures("truly")
def test_a_report_that_is_not_given_is_skipped(project, pytester):
    write_suite(pytester.path / "suite", file=False)
    (pytester.path / "reports").mkdir()
    for name in NAMES[:2]:
        (pytester.path / "suite" / f"{name}.txt").rename(pytester.path / "reports" / f"{name}.txt")
    result = project("--juesuan-suite", "suite", "--juesuan-documents", "reports", "-rs")
    result.assert_outcomes(passed=5, skipped=1)
    result.stdout.fnmatch_lines(["*--juesuan-documents*"])


@pytest.mark.usefixtures("truly")
def test_a_run_is_held_against_a_baseline(project, pytester, monkeypatch):

    write_suite(pytester.path / "suite", top='replay = "answers"')
    for words in (("run", "suite", "-o", "out"), ("baseline", "out", "-o", "b.json")):
        assert CliRunner().invoke(app, words).exit_code == 0
    project("--juesuan-suite", "suite", "--juesuan-baseline", "b.json").assert_outcomes(passed=3 + 6)
    text = (pytester.path / "b.json").read_text("utf-8")
    worse = text.replace(
        '["S2", "其他收入", "决算数", "C", "446100"]', '["S2", "其他收入", "决算数", "O", "446100", null]'
    )
    (pytester.path / "b.json").write_text(worse, "utf-8")
    project("--juesuan-suite", "suite", "--juesuan-baseline", "b.json").assert_outcomes(passed=3 + 6)
    real_extract = running.extract

    def forgetful(documents, answering, *, on_progress):
        done = real_extract(documents, answering, on_progress=on_progress)
        facts = tuple(fact for fact in done.record.facts if fact.row != "本年收入")
        return type(done)(done.record.model_copy(update={"facts": facts}), done.run)

    monkeypatch.setattr(running, "extract", forgetful)
    result = project("--juesuan-suite", "suite", "--juesuan-baseline", "b.json")
    result.stdout.fnmatch_lines(["与基线逐项相比：重放的 3 份里变坏 3 处：*"])


@pytest.mark.usefixtures("truly")
def test_a_run_s_folder_is_kept_where_one_is_named(project, pytester):
    write_suite(pytester.path / "suite")
    result = project("--juesuan-suite", "suite", "--juesuan-out", "out")
    result.assert_outcomes(passed=6)
    result.stdout.fnmatch_lines(["报告：out/report.html"])
    assert (pytester.path / "out" / "report.html").is_file()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--juesuan-suite", "nowhere"), "没有样本集 nowhere"),
        (("--juesuan-suite", FIRST, "--juesuan-baseline", "missing.json"), "不是一份可用的基线"),
        (("--juesuan-suite", FIRST, "--juesuan-documents", "nowhere"), "没有这个文件夹"),
    ],
)
def test_a_wrong_call_is_a_usage_error_of_pytest(project, words, said):
    result = project(*words)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"*{said}*"])


def test_where_nobody_answers_the_tests_fail_in_one_line(project, monkeypatch):
    def asker(_choices):
        raise ModelUnavailable("没有模型应答", remedy="请配置模型")

    monkeypatch.setattr(running, "asker", asker)
    result = project("--juesuan-suite", FIRST)
    result.assert_outcomes(failed=5)
    result.stdout.fnmatch_lines(["没有模型应答。请配置模型"])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_other_recordings_can_be_named(project, pytester):
    (pytester.path / "answers").mkdir()
    result = project("--juesuan-suite", FIRST, "--juesuan-replay", "answers")
    result.stdout.fnmatch_lines(["*这里没有录制的回答*"])
    project("--juesuan-suite", FIRST, "--juesuan-replay", ANSWERS).assert_outcomes(passed=5)

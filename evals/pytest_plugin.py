"""A pytest plugin: an evaluation suite as tests of a project's own CI. Without --juesuan-suite it does nothing.

    pytest --juesuan-suite DIR [--juesuan-replay DIR] [--juesuan-baseline FILE]

One test a report: it fails where reading it crashed, where its identity or one of its critical figures is not right,
and lists its wrong, omitted and invented leaves. One test a gate of the whole run. `-k juesuan` runs these alone.

Loaded by every pytest of an environment that has juesuan, so nothing heavy is imported until the plugin is asked for.
"""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from extractor.errors import JuesuanError, UsageError

if TYPE_CHECKING:
    from evals.running.piecemeal import Piecemeal

_RUN = pytest.StashKey["Piecemeal"]()
_FOLDER = pytest.StashKey["tempfile.TemporaryDirectory[str]"]()


class Fault(Exception):
    """Why a report or a gate fails, in Chinese."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("juesuan", "juesuan 评测：拿带标注的样本当测试")
    group.addoption("--juesuan-suite", metavar="DIR", help="样本集的文件夹，或自带样本集的名字")
    group.addoption("--juesuan-documents", metavar="DIR", type=Path, help="装着报告的文件夹：按 SHA-256 找")
    group.addoption("--juesuan-replay", metavar="DIR", type=Path, help="只用这个文件夹里录下的回答")
    group.addoption("--juesuan-baseline", metavar="FILE", type=Path, help="基线文件；变差时失败")
    group.addoption("--juesuan-out", metavar="DIR", type=Path, help="运行的文件夹，报告写在里面；不给则用后即删")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Add the reports and gates of the suite; first of all, so that -k and the like choose among them too."""
    if not config.getoption("--juesuan-suite"):
        return
    try:
        run = _run_of(config)
        names = run.gate_names()
    except JuesuanError as error:
        raise pytest.UsageError(str(error)) from None
    config.stash[_RUN] = run
    suite = SuiteNode.from_parent(session, run=run, gates=names)
    items += session.genitems(suite)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what became of the gates together, and where the report is."""
    run = config.stash.get(_RUN, None)
    if run is None or run.outcome is None:
        return
    from evals.running.gates import verdict_line

    terminalreporter.section(f"juesuan {run.suite.name}")
    terminalreporter.line(verdict_line(run.outcome.gates))
    if config.getoption("--juesuan-out"):
        terminalreporter.line(f"报告：{run.outcome.folder.path / 'report.html'}")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Let go of who answers, and of a folder nobody asked for."""
    if run := config.stash.get(_RUN, None):
        run.close()
    if folder := config.stash.get(_FOLDER, None):
        folder.cleanup()


class SuiteNode(pytest.Collector):
    """The suite above its reports and gates."""

    def __init__(self, *, run: "Piecemeal", gates: list[str], **more: Any) -> None:
        super().__init__(name=run.suite.name, nodeid=f"juesuan::{run.suite.name}", **more)
        self._run = run
        self._gates = gates

    def collect(self) -> list[pytest.Item | pytest.Collector]:
        """Return a test a report, then one a gate."""
        reports = [ReportItem.from_parent(self, name=one.name, run=self._run) for one in self._run.suite.documents]
        return [
            *reports,
            *(GateItem.from_parent(self, name=f"门禁：{one}", run=self._run, gate=one) for one in self._gates),
        ]


class _Item(pytest.Item):
    """A test of a suite."""

    def __init__(self, *, run: "Piecemeal", **more: Any) -> None:
        super().__init__(**more)
        self.run = run
        self.extra_keyword_matches.add("juesuan")

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Show a fault, or an error of ours, as its words alone."""
        if isinstance(excinfo.value, (Fault, JuesuanError)):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return where a failure is said to be."""
        return self.run.suite.folder, None, f"juesuan {self.run.suite.name}：{self.name}"


class ReportItem(_Item):
    """One report of the suite."""

    def runtest(self) -> None:
        """Read and score it. Raises Fault."""
        from evals.running.piecemeal import faults, told

        report = self.run.report(self.name)
        if report.state == "not_given":
            pytest.skip("没有给原件：用 --juesuan-documents 给出它所在的文件夹")
        lines = told(report)
        if found := faults(report):
            raise Fault("\n".join([f"{self.name}：{len(found)} 处不许有的错", *found, *lines]))
        self.add_report_section("call", "juesuan", "\n".join(lines))


class GateItem(_Item):
    """One gate of the whole run."""

    def __init__(self, *, gate: str, **more: Any) -> None:
        super().__init__(**more)
        self.gate = gate

    def runtest(self) -> None:
        """Hold the run against it. Raises Fault."""
        result = self.run.gates()[self.gate]
        if not result.passed:
            raise Fault(f"{result.name}：{result.message}")
        self.add_report_section("call", "juesuan", result.message)


def _run_of(config: pytest.Config) -> "Piecemeal":
    try:
        from evals.running.baseline import read_baseline
        from evals.running.opening import answered_by, open_suite
        from evals.running.piecemeal import Piecemeal
        from evals.running.run import Terms
        from extractor.wiring import Choices
    except ModuleNotFoundError as error:
        raise UsageError(f"评测还缺 {error.name}", remedy="请 pip install 'juesuan[evals]'") from error

    suite = open_suite(config.getoption("--juesuan-suite"), config.getoption("--juesuan-documents"))
    baseline = config.getoption("--juesuan-baseline")
    choices = answered_by(suite, Choices(), live=False, replay=config.getoption("--juesuan-replay"))
    where = config.getoption("--juesuan-out")
    if where is None:
        config.stash[_FOLDER] = tempfile.TemporaryDirectory(prefix="juesuan-eval-")
        where = Path(config.stash[_FOLDER].name)
    return Piecemeal(suite, where, choices, Terms(read_baseline(baseline) if baseline else None))

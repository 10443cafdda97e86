"""One run of a suite from beginning to end: plan → predict → grade → gates → summary, and the files it leaves."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from evals.golden.suite import Suite, SuiteDocument
from evals.reporting.markdown import render_markdown
from evals.reporting.page import render_page
from evals.running.baseline import Baseline
from evals.running.folder import RunFolder
from evals.running.gates import GateResult, exit_code
from evals.running.grade import GradedDocument, grade
from evals.running.judging import Budget, judge_run
from evals.running.plan import Plan, chosen, make_plan, relabelled
from evals.running.predict import Predicted, Read, Watching, predict
from evals.running.summarise import summarise
from evals.running.summary import Summary
from evals.scoring.leaf import LeafVerdict
from evals.scoring.of_record import Prices
from extractor.effort import NoModel
from extractor.errors import UsageError
from extractor.export import write_text
from extractor.pipeline import Answering, extract
from extractor.wiring import Choices, asker
from schemas.record import Effort


@dataclass(frozen=True)
class Terms:
    """How a run is graded and what it has to hold."""

    baseline: Baseline | None = None
    prices: Prices | None = None
    budget: Budget = field(default_factory=Budget)


@dataclass(frozen=True)
class Outcome:
    """A run that was graded."""

    folder: RunFolder
    summary: Summary
    gates: tuple[GateResult, ...]
    verdicts: tuple[LeafVerdict, ...] = ()

    @property
    def exit_code(self) -> int:
        """0, or 1 where a gate does not hold."""
        return exit_code(self.gates)


@dataclass(frozen=True)
class Begun:
    """A run that was planned, and that can read as long as it is open."""

    documents: tuple[SuiteDocument, ...]
    folder: RunFolder
    read: Read

    def predict(self, watching: Watching, only: Collection[str] | None = None) -> Predicted:
        """Read what has not been read yet, of `only` these documents. Raises ModelUnavailable."""
        wanted = [one for one in self.documents if only is None or one.name in only]
        return predict(wanted, self.folder, self.read, watching)


@contextmanager
def begin(suite: Suite, where: Path, choices: Choices, slices: Sequence[str] = ()) -> Iterator[Begun]:
    """Plan a run and open its folder.

    Raises UsageError where the folder holds another run, ModelUnavailable where nothing answers.
    """
    documents = chosen(suite, slices)
    effort = choices.effort_of() if suite.model else "full"
    with _answering(suite, choices, effort) as answering:
        identity = answering.identity | ({} if effort == "full" else {"effort": effort})
        plan = make_plan(suite, documents, identity, replayed=certain(suite, choices), recordings=choices.replay)
        folder = RunFolder.open(where, plan)
        yield Begun(
            tuple(documents), folder, lambda d, step: extract(list(d), answering, on_progress=step, effort=effort)
        )


def certain(suite: Suite, choices: Choices) -> bool:
    """Whether nothing of a run is left to chance: answers are replayed, or nobody is asked."""
    return choices.replay is not None or not suite.model or choices.effort_of() == "none"


def read_suite(
    suite: Suite, where: Path, choices: Choices, watching: Watching, slices: Sequence[str] = ()
) -> tuple[RunFolder, Predicted]:
    """Plan a run and read every document that has not been read yet. Raises as `begin` does."""
    with begin(suite, where, choices, slices) as begun:
        return begun.folder, begun.predict(watching)


def grade_run(suite: Suite, folder: RunFolder, terms: Terms = Terms()) -> Outcome:
    """Score a run against its suite's gold as it is now, and write verdicts, summary and reports.

    Raises UsageError where the suite is not the run's, or a report is no longer the one that was read.
    """
    plan = folder.plan()
    documents = _planned(suite, plan)
    plan = relabelled(plan, documents)
    folder.write_plan(plan)
    graded = grade(documents, folder)
    gates = judge_run(
        suite, graded, baseline=terms.baseline, replayed=plan.replayed, budget=terms.budget, prices=terms.prices
    )
    summary = summarise(graded, plan, folder.name, prices=terms.prices, gates=gates)
    verdicts = tuple(verdict for one in graded for verdict in one.verdicts)
    _write(folder, summary, graded, verdicts)
    return Outcome(folder, summary, tuple(gates), verdicts)


def _planned(suite: Suite, plan: Plan) -> list[SuiteDocument]:
    """The documents of a run, as the suite has them now."""
    if suite.name != plan.suite:
        raise UsageError(f"这次运行读的是样本集 {plan.suite}，不是 {suite.name}", remedy="请换一个 --suite")
    now = {one.name: one for one in suite.documents}
    other = [one.name for one in plan.documents if one.name not in now or now[one.name].sha256 != one.sha256]
    if other:
        raise UsageError(
            f"样本集里的 {'、'.join(other)} 已不是这次运行读的那一份", where=suite.name, remedy="请用 -o 另跑一次"
        )
    return [now[one.name] for one in plan.documents]


@contextmanager
def _answering(suite: Suite, choices: Choices, effort: Effort) -> Iterator[Answering]:
    if not suite.model or effort == "none":
        yield NoModel()
        return
    with asker(choices) as answering:
        yield answering


def _write(
    folder: RunFolder, summary: Summary, graded: Sequence[GradedDocument], verdicts: Sequence[LeafVerdict]
) -> None:
    folder.write_verdicts(verdicts)
    folder.write_summary(summary)
    write_text(folder.path / "report.md", render_markdown(summary))
    sources = {one.document.name: one.text for one in graded if one.text}
    write_text(folder.path / "report.html", render_page(summary, verdicts, sources))

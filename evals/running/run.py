"""One run of a suite from beginning to end: plan → predict → grade → gates → summary, and the files it leaves."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from evals.golden.suite import Suite
from evals.reporting.markdown import render_markdown
from evals.reporting.page import render_page
from evals.running.baseline import Baseline
from evals.running.folder import RunFolder
from evals.running.gates import GateResult, exit_code
from evals.running.grade import GradedDocument, grade
from evals.running.judging import Budget, judge_run
from evals.running.no_model import NoModel
from evals.running.plan import chosen, make_plan
from evals.running.predict import Predicted, Watching, predict
from evals.running.summarise import summarise
from evals.running.summary import Summary
from evals.scoring.of_record import Prices
from extractor.pipeline import Answering, extract
from extractor.wiring import Choices, asker
from extractor.export import write_text


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

    @property
    def exit_code(self) -> int:
        """0, or 1 where a gate does not hold."""
        return exit_code(self.gates)


def read_suite(
    suite: Suite, where: Path, choices: Choices, watching: Watching, slices: Sequence[str] = ()
) -> tuple[RunFolder, Predicted]:
    """Plan a run and read every document that has not been read yet.

    Raises UsageError where the folder holds another run, ModelUnavailable where nothing answers.
    """
    documents = chosen(suite, slices)
    with _answering(suite, choices) as answering:
        plan = make_plan(suite, documents, answering.identity, replayed=choices.replay is not None)
        folder = RunFolder.open(where, plan)
        return folder, predict(
            documents, folder, lambda d, step: extract(list(d), answering, on_progress=step), watching
        )


def grade_run(suite: Suite, folder: RunFolder, terms: Terms = Terms()) -> Outcome:
    """Score a run against its suite's gold as it is now, and write verdicts, summary and reports."""
    plan = folder.plan()
    planned = {one.name for one in plan.documents}
    graded = grade([one for one in suite.documents if one.name in planned], folder)
    gates = judge_run(
        suite, graded, baseline=terms.baseline, replayed=plan.replayed, budget=terms.budget, prices=terms.prices
    )
    summary = summarise(graded, plan, folder.path.name, prices=terms.prices, gates=gates)
    _write(folder, summary, graded)
    return Outcome(folder, summary, tuple(gates))


@contextmanager
def _answering(suite: Suite, choices: Choices) -> Iterator[Answering]:
    if not suite.model:
        yield NoModel()
        return
    with asker(choices) as answering:
        yield answering


def _write(folder: RunFolder, summary: Summary, graded: Sequence[GradedDocument]) -> None:
    verdicts = [verdict for one in graded for verdict in one.verdicts]
    folder.write_verdicts(verdicts)
    folder.write_summary(summary)
    write_text(folder.path / "report.md", render_markdown(summary))
    sources = {one.document.name: one.text for one in graded if one.text}
    write_text(folder.path / "report.html", render_page(summary, verdicts, sources))

"""The step that scores: a run's records against gold, offline. It may be done again when labels were mended."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from evals.golden.identity import IdentityVerdict, identity_verdicts
from evals.golden.suite import SuiteDocument
from evals.running.folder import RunFolder
from evals.scoring.checkpower import findings_counts, held_counts, power
from evals.scoring.judge import judge
from evals.scoring.leaf import LeafVerdict
from evals.scoring.metrics import Counts
from evals.scoring.of_record import Process, prediction_of, process_of
from evals.scoring.source import SourceText, documents_of_record, source_of_record
from extractor.evidence import fact_problems
from schemas.record import Record

State = Literal["scored", "crashed", "not_given"]


@dataclass(frozen=True)
class GradedDocument:
    """One document of a run, scored; one that crashed is scored as if nothing had been read."""

    document: SuiteDocument
    state: State
    verdicts: tuple[LeafVerdict, ...] = ()
    identity: tuple[IdentityVerdict, ...] = ()
    process: Process | None = None
    checks: Counts | None = None
    """Counts of `evals.scoring.checkpower`."""
    record_status: str | None = None
    misplaced: tuple[str, ...] = ()
    """Facts whose evidence is not what the text says there, in Chinese: of any band, scored or not."""
    text: str = ""
    crash: str | None = None

    @property
    def critical_wrong(self) -> list[str]:
        """Critical figures that are not right."""
        letters = {one.key: one.letter for one in self.verdicts}
        wrong = [key for key in sorted(self.document.critical) if letters.get(key) != "C"]
        return [f"{self.document.name} {'/'.join(key)}" for key in wrong]

    @property
    def identity_errors(self) -> tuple[str, ...]:
        """What of the report's identity is wrong or missing, in Chinese."""
        return tuple(
            f"{one.field}：应为 {one.gold}，{'没有读出' if one.given is None else f'读成 {one.given}'}"
            for one in self.identity
            if one.letter != "C"
        )


def grade(documents: Sequence[SuiteDocument], folder: RunFolder) -> list[GradedDocument]:
    """Score every document of a run; the reports themselves are not needed. Raises RecordError: a broken file."""
    given = {one.name for one in folder.plan().documents if one.given}
    return [_grade(one, folder) if one.name in given else GradedDocument(one, "not_given") for one in documents]


def _grade(document: SuiteDocument, folder: RunFolder) -> GradedDocument:
    record = folder.record(document.name)
    if record is None:
        return _crashed(document, folder)
    source = source_of_record(record)
    prediction = prediction_of(record)
    leaves = [leaf for leaf in prediction.leaves if document.scored(leaf.key[0])]
    verdicts = judge(document.name, document.labels, leaves, source, empty=prediction.empty)
    return GradedDocument(
        document,
        "scored",
        tuple(verdicts),
        identity_verdicts(record, document.identity),
        process_of(record, folder.cost(document.name)),
        _checks(document, record, verdicts, source),
        record.status,
        tuple(fact_problems(record.facts, documents_of_record(record))),
        source.text,
    )


def _crashed(document: SuiteDocument, folder: RunFolder) -> GradedDocument:
    crash = folder.crash(document.name)
    verdicts = judge(document.name, document.labels, (), SourceText(""))
    reason = f"{crash.kind}：{crash.message}" if crash else "还没有读过"
    identity = identity_verdicts(None, document.identity)
    return GradedDocument(document, "crashed", tuple(verdicts), identity, crash=reason)


def _checks(document: SuiteDocument, record: Record, verdicts: Sequence[LeafVerdict], source: SourceText) -> Counts:
    counts = held_counts(record)
    counts.update(power(verdicts, record.findings, document.findings, source.text))
    if document.findings:
        counts.update(findings_counts(document.name, record, document.findings)[0])
        return counts
    # Without a list of known faults nothing says whether a failed identity is the report's own fault.
    return Counter({name: number for name, number in counts.items() if not name.startswith("checks:failed")})

"""juesuan itself, from its recorded answers; they are recorded by `python -m evals.record`, as for every report."""

from evals.peers.outcome import Cost, Failure, Outcome
from evals.peers.store import CallStore
from evals.peers.suite import Report, Suite
from evals.peers.typed import Endpoint
from evals.scoring.of_record import prediction_of
from extractor.answers_store import FolderStore
from extractor.ask import Asker
from extractor.pipeline import extract
from schemas.record import ChunkStatus

_FAILURES: dict[ChunkStatus, Failure] = {"truncated": "truncated", "invalid": "invalid", "refused": "refused"}


def read(report: Report, suite: Suite, store: CallStore, endpoint: Endpoint) -> Outcome:  # noqa: ARG001 - one signature
    """Read one report by replay. Raises UsageError where nothing was recorded at all."""
    extraction = extract([report.document], Asker(None, FolderStore.replay(store.folder)))
    record, run = extraction.record, extraction.run
    return Outcome(
        report.name,
        *prediction_of(record),
        Cost(run["calls"], run["prompt_tokens"], run["completion_tokens"], run["seconds_recorded"] or 0.0),
        tuple(_FAILURES[chunk.status] for chunk in record.chunks if chunk.status in _FAILURES),
        flagged=frozenset((f.place, f.row, f.column) for f in record.findings if f.severity == "error"),
        recorded=not any(chunk.status in ("failed", "skipped_budget") for chunk in record.chunks),
    )

"""The weighing of a report's facts: once, when everything else is known of them.

A pure function of the facts, the checks' outcomes and findings, the documents, the ledger and who answered; so a record
is weighed again to the same bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.checks.check import check
from extractor.checks.of_record import book_of_record
from extractor.checks.outcome import Outcome
from extractor.confidence.audit import FLAG, is_audited
from extractor.confidence.bands import band_of
from extractor.confidence.first_look import SCORES
from extractor.confidence.reasons import below, reasons_of
from extractor.confidence.score import BY_RULE, VERSION, Fit, fit_for
from extractor.confidence.signals import Signals, signals_of
from extractor.confidence.witnesses import Witnesses, witnesses_of
from schemas.fact import Confidence, Fact
from schemas.record import Record


@dataclass(frozen=True)
class Weighed:
    """A fact's signals and what they come to."""

    fact: Fact
    signals: Signals


def weigh(record: Record, outcomes: Sequence[Outcome]) -> Record:
    """Return the record with its facts weighed. `outcomes`: of every identity tried on its facts."""
    provenance = record.provenance
    fit = fit_for(provenance.effort, provenance.model, provenance.prompts)
    facts = tuple(one.fact for one in weighed(record, outcomes, fit if isinstance(fit, Fit) else None))
    said = f"fit {fit.digest[:12]}" if isinstance(fit, Fit) else f"{BY_RULE}（{fit}）"
    versions = {**provenance.versions, VERSION: said}
    return record.model_copy(
        update={"facts": facts, "provenance": provenance.model_copy(update={"versions": versions})}
    )


def weighed(record: Record, outcomes: Sequence[Outcome], fit: Fit | None) -> list[Weighed]:
    """Return every fact weighed by a fit, or by rule alone."""
    about = witnesses_of(record.facts, record.findings, outcomes, record.documents, record.chunks)
    hashes = {document.name: document.sha256 for document in record.documents}
    return [_weighed(fact, about, fit, hashes) for fact in record.facts]


def outcomes_of(record: Record) -> tuple[Outcome, ...]:
    """Return what every identity comes to on a record's facts."""
    return check(book_of_record(record), one_by_one=True).outcomes


def _weighed(fact: Fact, about: Witnesses, fit: Fit | None, hashes: dict[str, str]) -> Weighed:
    signals = signals_of(fact, about)
    band = band_of(signals)
    score = SCORES[band] if fit is None else fit.found.score(signals.row())
    reasons = reasons_of(fact, signals, about)
    if fit is not None and band == "AUTO" and fit.threshold is not None and score < fit.threshold:
        band, reasons = "REVIEW", [*reasons, below(score, fit.threshold)]
    flags = tuple(flag for flag in fact.flags if flag != FLAG)
    if band == "AUTO" and is_audited(hashes.get(fact.evidence[0].document, ""), fact.id):
        flags = (*flags, FLAG)
    confidence = Confidence(band=band, score=score, reasons=tuple(reasons))
    return Weighed(fact.model_copy(update={"flags": flags, "confidence": confidence}), signals)

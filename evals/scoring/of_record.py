"""What a record of ours predicts, and what reading it took: tries, tokens, seconds, money."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np

from evals.scoring.leaf import PredictedLeaf
from evals.scoring.source import bases
from schemas.fact import Fact
from schemas.record import Record

_MILLION = 1_000_000


class Prediction(NamedTuple):
    """What a system says of one document."""

    leaves: tuple[PredictedLeaf, ...]
    empty: frozenset[str]
    """The places it declares empty."""


def prediction_of(record: Record) -> Prediction:
    """Return a record's facts as leaves. Offsets are those of `source_of_record`."""
    starts = {document.name: at for document, at in zip(record.documents, bases(record.documents), strict=True)}
    leaves = tuple(_leaf(fact, starts[fact.evidence[0].document]) for fact in record.facts)
    return Prediction(leaves, frozenset(form.place for form in record.forms if form.state == "declared_empty"))


def _leaf(fact: Fact, base: int) -> PredictedLeaf:
    evidence = fact.evidence[0]
    return PredictedLeaf(
        key=(fact.place, fact.row, fact.column),
        value=Decimal(fact.value),
        printed=fact.printed,
        unit=fact.unit,
        start=base + evidence.start,
        end=base + evidence.end,
        quote=evidence.text,
        band=fact.confidence.band,
        score=fact.confidence.score,
    )


@dataclass(frozen=True)
class Prices:
    """What a million tokens cost, in one currency."""

    prompt: Decimal
    completion: Decimal

    def of(self, prompt_tokens: int, completion_tokens: int) -> Decimal:
        """Return the cost of tokens, exactly."""
        return (self.prompt * prompt_tokens + self.completion * completion_tokens) / _MILLION


@dataclass(frozen=True)
class Process:
    """What reading one document took. A question is a chunk that was put to the model."""

    questions: int
    first_try: int
    """Questions answered in form at once."""
    answered: int
    """Questions answered in form at last."""
    attempts: int
    prompt_tokens: int
    completion_tokens: int
    seconds: float | None
    """Of the run that asked: a replayed answer counts the seconds of its recording. None where nobody kept them."""

    @property
    def retries(self) -> int:
        """Attempts beyond the first of each question; one that was never sent (no answer, no budget) has none."""
        return max(0, self.attempts - self.questions)


def process_of(record: Record, run: Mapping[str, Any] | None = None) -> Process:
    """Return what a record and its `NAME.run.json` say of the run. Chunks that code alone read are no questions."""
    asked = [chunk for chunk in record.chunks if chunk.prompt != "code" and chunk.status != "empty"]
    good = [chunk for chunk in asked if chunk.status == "ok"]
    return Process(
        questions=len(asked),
        first_try=sum(chunk.usage.attempts == 1 for chunk in good),
        answered=len(good),
        attempts=sum(max(1, chunk.usage.attempts) for chunk in asked),
        prompt_tokens=sum(chunk.usage.prompt_tokens for chunk in asked),
        completion_tokens=sum(chunk.usage.completion_tokens for chunk in asked),
        seconds=_seconds(run or {}),
    )


def _seconds(run: Mapping[str, Any]) -> float | None:
    """The wall clock; where answers were replayed, own time plus what the answers took when they were recorded."""
    if "seconds" not in run:
        return None
    if not run.get("replayed"):
        return float(run["seconds"])
    return max(0.0, float(run["seconds"]) - float(run["seconds_asking"])) + float(run["seconds_recorded"])


@dataclass(frozen=True)
class Expense:
    """Process measures of a run; None over nothing."""

    documents: int
    """With a record."""
    questions: int
    timed: int
    """Documents of which the seconds are known."""
    valid_first_try: float | None
    valid_at_last: float | None
    error_rate: float | None
    """Questions without an answer in form, over all questions."""
    retries_per_document: float | None
    prompt_tokens: int
    completion_tokens: int
    seconds_p50: float | None
    seconds_p95: float | None
    cost: Decimal | None
    """None without a price table."""
    cost_per_document: Decimal | None
    cost_per_right_leaf: Decimal | None
    """None where nothing was right."""


def expense(documents: Sequence[Process], right: int, prices: Prices | None = None) -> Expense:
    """Return the process measures of a run. `right`: its correct leaves (C)."""
    questions = sum(one.questions for one in documents)
    answered = sum(one.answered for one in documents)
    seconds = [one.seconds for one in documents if one.seconds is not None]
    prompt, completion = (sum(one.prompt_tokens for one in documents), sum(one.completion_tokens for one in documents))
    cost = prices.of(prompt, completion) if prices else None
    return Expense(
        documents=len(documents),
        questions=questions,
        timed=len(seconds),
        valid_first_try=_share(sum(one.first_try for one in documents), questions),
        valid_at_last=_share(answered, questions),
        error_rate=_share(questions - answered, questions),
        retries_per_document=_share(sum(one.retries for one in documents), len(documents)),
        prompt_tokens=prompt,
        completion_tokens=completion,
        seconds_p50=float(np.percentile(seconds, 50)) if seconds else None,
        seconds_p95=float(np.percentile(seconds, 95)) if seconds else None,
        cost=cost,
        cost_per_document=cost / len(documents) if cost is not None and documents else None,
        cost_per_right_leaf=cost / right if cost is not None and right else None,
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None

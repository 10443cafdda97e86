"""What gold says of every fact of a record, and of everything the record does not hold, beside their signals."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from evals.scoring.judge import judge
from evals.scoring.leaf import GoldLeaf, LeafVerdict
from evals.scoring.of_record import prediction_of
from evals.scoring.source import source_of_record
from extractor.confidence.absences import Absence, absences
from extractor.confidence.score import Fit
from extractor.confidence.weigh import outcomes_of, weighed
from schemas.fact import Band
from schemas.record import Record

Source = Literal["press", "slips", "noise", "examples", "real"]
"""press: reports of the press as they are read; slips: the same with facts set wrong; noise: with digits recognised
wrongly; examples, real: recorded answers of the model."""


@dataclass(frozen=True)
class Item:
    """A fact, or something that was not found, with its label."""

    document: str
    group: str
    """What may not stand on both sides of a fit: a layout of the press, a report."""
    source: Source
    key: str
    row: dict[str, float]
    """Signals by name."""
    right: bool
    """A fact: the value is gold's. An absence: nothing was lost there."""
    band: Band = "AUTO"
    """By rule."""


@dataclass(frozen=True)
class Labels:
    """What one record gives to learn from."""

    facts: tuple[Item, ...]
    absent: tuple[Item, ...]


@dataclass(frozen=True)
class Where:
    """Where labels come from."""

    document: str
    group: str
    source: Source


def verdicts_of(record: Record, gold: Sequence[GoldLeaf], name: str) -> list[LeafVerdict]:
    """Return gold's verdict on every leaf of a record."""
    given = prediction_of(record)
    return judge(name, gold, given.leaves, source_of_record(record), empty=given.empty)


def labels_of(record: Record, gold: Sequence[GoldLeaf], where: Where, fit: Fit | None = None) -> Labels:
    """Label a record's facts and absences. What gold leaves open has no label."""
    verdicts = verdicts_of(record, gold, where.document)
    by_key = {verdict.given_key or verdict.key: verdict for verdict in verdicts if verdict.given_any}
    facts = []
    for one in weighed(record, outcomes_of(record), fit):
        verdict = by_key.get((one.fact.place, one.fact.row, one.fact.column))
        if verdict is None:
            continue
        band = one.fact.confidence.band
        item = Item(where.document, where.group, where.source, one.fact.id, one.signals.row(), not verdict.wrong, band)
        facts.append(item)
    lost = [verdict for verdict in verdicts if verdict.letter == "O"]
    printed = {leaf.key: leaf for leaf in gold}
    missing = absences(record) if where.source != "slips" else []  # a fact set wrong is not a fact lost
    absent = [_absent(one, lost, printed, where) for one in missing]
    return Labels(tuple(facts), tuple(absent))


def is_here(lost: LeafVerdict, gold: GoldLeaf | None, one: Absence, numbers: Iterable[str] = ()) -> bool:
    """Whether a lost figure is the one that an absence points at. `numbers`: digits of the passage nobody used."""
    if lost.key[0] != one.place:
        return False
    if one.kind in ("chunk", "form"):
        return one.kind == "form" or _within(lost, one, default=True)
    digits = {_bare(one.printed)} if one.kind == "number" else {_bare(number) for number in numbers}
    same = gold is not None and _bare(gold.printed) in digits
    return same and _within(lost, one, default=True)


def _within(lost: LeafVerdict, one: Absence, *, default: bool) -> bool:
    """Whether gold's characters lie where an absence points; `default` where gold does not say where they lie."""
    if lost.gold_span is None or one.start is None or one.end is None:
        return default
    return one.start <= lost.gold_span[0] < one.end


def _absent(one: Absence, lost: Sequence[LeafVerdict], gold: dict, where: Where) -> Item:  # type: ignore[type-arg]
    near = [one.printed] if one.kind == "number" else [leaf.printed for leaf in gold.values()]
    right = not any(is_here(leaf, gold.get(leaf.key), one, near) for leaf in lost)
    row = dict.fromkeys(one.signals, 1.0)
    return Item(where.document, where.group, where.source, f"{one.kind}:{one.place}/{one.key}", row, right)


def _bare(printed: str) -> str:
    return re.sub(r"[^\d.]", "", printed)

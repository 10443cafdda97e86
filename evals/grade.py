"""Strict grading of a record against gold: right place, row, column and value, or not right.

C gold value and equal · W gold value, another one given · O gold value, none given · H a key gold does not have.
Exact Decimal, no tolerance. A second print with the value of the first (`row#2`) is neither right nor wrong.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from evals.gold import Label
from schemas.fact import Fact
from schemas.record import Record


@dataclass(frozen=True)
class Verdict:
    """What became of one key."""

    verdict: str
    """C, W, O or H."""
    key: tuple[str, str, str]
    gold: str | None
    given: str | None
    band: str | None


@dataclass
class Tally:
    """Counts of verdicts, and the measures made of them."""

    counts: Counter[str] = field(default_factory=Counter)

    def __getitem__(self, verdict: str) -> int:
        """Count of one verdict."""
        return self.counts[verdict]

    @property
    def gold(self) -> int:
        """Gold leaves: C + W + O."""
        return self["C"] + self["W"] + self["O"]

    @property
    def f1(self) -> float:
        """2C / (2C + 2W + O + H); 1 where there is nothing to read and nothing was read."""
        whole = 2 * self["C"] + 2 * self["W"] + self["O"] + self["H"]
        return 2 * self["C"] / whole if whole else 1.0

    def share(self, verdict: str) -> float:
        """Count of a verdict over gold leaves."""
        return self[verdict] / self.gold if self.gold else 0.0


def grade(record: Record, labels: Sequence[Label], *, places: tuple[str, ...] = ("T", "S")) -> list[Verdict]:
    """Return a verdict for every scored key of places that begin with one of `places`."""
    facts = {(f.place, f.row, f.column): f for f in record.facts if f.place.startswith(places)}
    gold = {label.key: label for label in labels if label.place.startswith(places)}
    empty = {form.place for form in record.forms if form.state == "declared_empty"}
    verdicts = [_verdict(label, facts.get(label.key), empty) for label in gold.values()]
    verdicts += [
        Verdict("H", key, None, fact.value, fact.confidence.band)
        for key, fact in facts.items()
        if key not in gold and not _same_valued_repeat(key, fact, gold)
    ]
    return [verdict for verdict in verdicts if verdict]


def _verdict(label: Label, fact: Fact | None, empty: set[str]) -> Verdict | None:
    band = fact.confidence.band if fact else None
    given = fact.value if fact else None
    if label.state == "declared_empty":
        return Verdict("C" if label.place in empty else "O", label.key, "空表", None, None)
    if label.state == "value":
        right = fact is not None and Decimal(fact.value) == label.value
        return Verdict("C" if right else "W" if fact else "O", label.key, str(label.value), given, band)
    return Verdict("H", label.key, None, given, band) if label.state == "absent" and fact else None


def _same_valued_repeat(key: tuple[str, str, str], fact: Fact, gold: Mapping[tuple[str, str, str], Label]) -> bool:
    place, row, column = key
    base, mark, _ = row.partition("#")
    first = gold.get((place, base, column))
    return bool(mark) and first is not None and first.value == Decimal(fact.value)


def tally(verdicts: Sequence[Verdict]) -> Tally:
    """Count verdicts."""
    return Tally(Counter(verdict.verdict for verdict in verdicts))


def by_place(verdicts: Sequence[Verdict]) -> dict[str, Tally]:
    """Count verdicts place by place, in the order of the dictionary."""
    places = sorted({v.key[0] for v in verdicts}, key=lambda p: (p[0] != "T", int(p[1:])))
    return {place: tally([v for v in verdicts if v.key[0] == place]) for place in places}


def identity_errors(record: Record, wanted: Mapping[str, str]) -> list[str]:
    """Return what of unit, year, level, money unit and precision differs from `documents.csv`."""
    unit = record.unit
    given = {
        "unit_name": unit.name,
        "fiscal_year": str(unit.year),
        "level": unit.level,
        "money_unit": unit.money_unit,
        "precision": unit.precision,
    }
    return [f"{name}：应为 {wanted[name]}，读成 {value}" for name, value in given.items() if wanted[name] != value]


def evidence_errors(record: Record) -> list[str]:
    """Return the facts whose evidence does not re-slice to their printed digits."""
    texts = {document.name: document.text for document in record.documents}
    wrong = []
    for fact in record.facts:
        for evidence in fact.evidence:
            piece = texts[evidence.document][evidence.start : evidence.end]
            if piece != evidence.text or ("".join(piece.split()) != fact.printed and evidence is fact.evidence[0]):
                wrong.append(fact.id)
    return wrong

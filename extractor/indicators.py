"""Headline figures, and subjects that a form and the text both state: resolved from all facts that state them."""

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import NamedTuple

from extractor.numbers import SCALE
from schemas.fact import Candidate, Fact
from schemas.record import Indicator
from schemas.subjects import economic_by_code, economic_by_name, function_by_code, function_by_path


class Definition(NamedTuple):
    """An indicator and the fact keys (place/row/column) that state it, the form's first."""

    id: str
    name: str
    keys: tuple[str, ...]


@cache
def headlines() -> tuple[Definition, ...]:
    """Return the headline figures an analyst asks for."""
    text = files("schemas").joinpath("data", "indicators.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(StringIO(text))
    return tuple(Definition(row["id"], row["name"], tuple(row["keys"].split(";"))) for row in rows)


def indicators(facts: Sequence[Fact]) -> list[Indicator]:
    """Return all headline figures, then every subject that both a form and the text state.

    The value is None where nothing states one, or where those that state it disagree by more than they were rounded.
    A second value printed for the same key (`row#2`) counts as a statement too.
    """
    by_key: dict[str, list[Fact]] = {}
    for fact in facts:
        by_key.setdefault(f"{fact.place}/{fact.row.partition('#')[0]}/{fact.column}", []).append(fact)
    return [_resolved(one, by_key) for one in (*headlines(), *_subjects(facts))]


def form_rows(place: str, row: str, column: str) -> list[tuple[str, str]]:
    """Return (form, row) where a form states what the text states for a row and measure."""
    key = f"{place}/{row}/{column}"
    found = [other for one in headlines() if key in one.keys for other in one.keys if other[0] == "T"]
    rows = [(form, name) for form, name, _ in (other.split("/", 2) for other in found)]
    code = _form_code(place, row) if column == "决算数" else None
    return [*rows, code] if code else rows


def _subjects(facts: Sequence[Fact]) -> Iterable[Definition]:
    """Tie the rows of T5 and T6 to the rows of S5 and S6 that name the same subject."""
    coded = {(f.place, f.row) for f in facts if f.place in {"T5", "T6"} and f.row.isdigit()}
    told: dict[tuple[str, str], list[str]] = {}
    for fact in facts:
        target = _form_code(fact.place, fact.row.partition("#")[0]) if fact.column == "决算数" else None
        if target in coded and target is not None:
            told.setdefault(target, []).append(f"{fact.place}/{fact.row.partition('#')[0]}/决算数")
    for (form, code), keys in sorted(told.items()):
        subject = function_by_code(code) if form == "T5" else economic_by_code(code)
        column = "本年支出合计" if form == "T5" else "决算数"
        name = f"{code} {subject.name}" if subject else code
        yield Definition(f"{form}.{code}", name, (f"{form}/{code}/{column}", *dict.fromkeys(keys)))


def _form_code(place: str, row: str) -> tuple[str, str] | None:
    if place == "S5" and (function := function_by_path(row)):
        return "T5", function.code
    if place == "S6" and (economic := economic_by_name(row)):
        return "T6", economic.code
    return None


def _resolved(one: Definition, by_key: dict[str, list[Fact]]) -> Indicator:
    stating = [fact for key in one.keys for fact in by_key.get(key, [])]
    agreed = bool(stating) and all(_agree(stating[0], fact) for fact in stating)
    return Indicator(
        id=one.id,
        name=one.name,
        value=stating[0].value if agreed else None,
        facts=tuple(fact.id for fact in stating),
        evidence=tuple(fact.evidence[0] for fact in stating),
        candidates=() if agreed else tuple(_candidate(fact) for fact in stating),
    )


def _agree(one: Fact, other: Fact) -> bool:
    """Whether two facts state the same: equal, or both within the rounding of the rounder one, where one is stored."""
    apart = abs(Decimal(one.value) - Decimal(other.value))
    stored = "display_rounded" in (*one.flags, *other.flags)
    return apart <= (max(_rounding(one), _rounding(other)) if stored else 0)


def _rounding(fact: Fact) -> Decimal:
    decimals = len(fact.printed.partition(".")[2])
    return SCALE.get(fact.unit, Decimal(1)) / 10**decimals / 2 if decimals else Decimal(0)


def _candidate(fact: Fact) -> Candidate:
    first = fact.evidence[0]
    return Candidate(
        value=fact.value, printed=fact.printed, start=first.start, end=first.end, reason=f"{fact.place} {fact.row}所印"
    )

"""Headline figures, resolved from the facts that state them."""

import csv
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files
from io import StringIO

from schemas.fact import Candidate, Fact
from schemas.record import Indicator


@cache
def _definitions() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    text = files("schemas").joinpath("data", "indicators.csv").read_text(encoding="utf-8")
    return tuple((row["id"], row["name"], tuple(row["keys"].split(";"))) for row in csv.DictReader(StringIO(text)))


def indicators(facts: Sequence[Fact]) -> list[Indicator]:
    """Return all headline figures; value None where nothing states one, or where those that state it disagree.

    A second value printed for the same key (`row#2`) counts as a statement too.
    """
    by_key: dict[str, list[Fact]] = {}
    for fact in facts:
        by_key.setdefault(f"{fact.place}/{fact.row.partition('#')[0]}/{fact.column}", []).append(fact)
    found = []
    for id_, name, keys in _definitions():
        stating = [fact for key in keys for fact in by_key.get(key, [])]
        values = {Decimal(fact.value) for fact in stating}
        agreed = len(values) == 1
        found.append(
            Indicator(
                id=id_,
                name=name,
                value=stating[0].value if agreed else None,
                facts=tuple(fact.id for fact in stating),
                candidates=() if agreed else tuple(_candidate(fact) for fact in stating),
            )
        )
    return found


def _candidate(fact: Fact) -> Candidate:
    first = fact.evidence[0]
    return Candidate(
        value=fact.value, printed=fact.printed, start=first.start, end=first.end, reason=f"{fact.place} {fact.row}所印"
    )

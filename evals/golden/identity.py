"""Whose report it is, for which year, at which level, in which unit: scored field by field, apart from the leaves."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from schemas.record import Record


@dataclass(frozen=True, slots=True)
class IdentityVerdict:
    """What became of one field of a report's identity."""

    field: str
    """unit_name, fiscal_year, level, money_unit, precision or kind."""
    letter: Literal["C", "W", "O"]
    """Right, wrong, or not given."""
    gold: str
    given: str | None


def identity_verdicts(record: Record | None, wanted: Mapping[str, str]) -> tuple[IdentityVerdict, ...]:
    """Hold a record's identity against the labelled one; fields that are not labelled are not scored.

    `record` None: nothing was read, every field is omitted. Precisions are compared as numbers, all else as words.
    A record is made of a final account alone (a budget is refused when it is loaded), so its kind is 决算.
    """
    given: dict[str, str | None] = {} if record is None else _given(record)
    return tuple(_verdict(field, gold, given.get(field)) for field, gold in wanted.items())


def _given(record: Record) -> dict[str, str | None]:
    unit = record.unit
    return {
        "unit_name": unit.name,
        "fiscal_year": None if unit.year is None else str(unit.year),
        "level": unit.level,
        "money_unit": unit.money_unit,
        "precision": unit.precision,
        "kind": "决算",
    }


def _verdict(field: str, gold: str, given: str | None) -> IdentityVerdict:
    if given is None:
        return IdentityVerdict(field, "O", gold, None)
    same = Decimal(given) == Decimal(gold) if field == "precision" else given == gold
    return IdentityVerdict(field, "C" if same else "W", gold, given)

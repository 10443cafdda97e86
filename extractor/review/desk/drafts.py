"""What a person had typed, back in the fields of the form."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from extractor.merge import plain
from extractor.numbers import SCALE

FIELDS = ("text", "unit", "reason", "row", "column", "printed", "start", "end")
"""What the page saves while it is typed."""


@dataclass(frozen=True)
class Fields:
    """The fields of the form."""

    text: str = ""
    unit: str = ""
    reason: str = ""
    row: str = ""
    column: str = ""
    printed: str = ""
    start: str = ""
    end: str = ""


def fields_of(draft: Mapping[str, Any], item_unit: str, money_unit: str) -> Fields:
    """Return a draft as fields. It may be one of the page, or a decision that was refused or taken back."""
    known = {name: _text(draft.get(name)) for name in FIELDS}
    if not known["text"] and draft.get("value") is not None:
        known["text"], known["unit"] = _shown(_text(draft["value"]), item_unit, money_unit)
    return Fields(**known)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _shown(value: str, item_unit: str, money_unit: str) -> tuple[str, str]:
    """A stored value (money in 元) in the unit the field is in."""
    if item_unit not in SCALE and item_unit:
        return value, ""
    try:
        return plain(Decimal(value) / SCALE.get(money_unit, Decimal(1))), money_unit
    except InvalidOperation:
        return value, ""

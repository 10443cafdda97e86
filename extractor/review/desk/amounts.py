"""What a person types for a value: full width, commas and a unit behind it are understood; money becomes 元."""

import re
from dataclasses import dataclass
from decimal import Decimal

from extractor.merge import plain
from extractor.numbers import SCALE
from extractor.review.store import BadInput
from extractor.review.store.rules import decimal_text
from extractor.show.words import amount

_UNIT = re.compile(r"(?P<digits>.*?)\s*(?P<unit>亿元|万元|元|%|％|‰)?\s*$", re.DOTALL)
_LONGEST = 80


@dataclass(frozen=True)
class Typed:
    """A typed value. `value`: decimal text in the record's units; `said`: the same for a person to see."""

    value: str
    said: str


def canonical(text: str, unit: str, item_unit: str) -> Typed:
    """Return what a person typed as it will be kept. `unit`: the money unit chosen beside the field.

    Raises BadInput for what is no number, or a unit that cannot be meant.
    """
    found = _UNIT.fullmatch(text.strip()[:_LONGEST])
    assert found is not None
    digits = decimal_text(found["digits"])
    named = (found["unit"] or "").replace("％", "%")
    if item_unit in SCALE:
        if named and named not in SCALE:
            raise BadInput("这里是金额", where=named, remedy="单位写元、万元或亿元")
        used = named or (unit if unit in SCALE else item_unit)
        value = plain(Decimal(digits) * SCALE[used])
        return Typed(value, amount(value, "元", "万元", None)[1])
    if named and named != item_unit:
        raise BadInput("单位不对", where=named, remedy=f"这里的单位是 {item_unit}" if item_unit else "这里没有单位")
    return Typed(digits, amount(digits, item_unit, None, None)[0])

"""Why a value is wrong, and where one comes from that gold does not have. The first kind that fits counts."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from rapidfuzz.distance import OSA

from evals.scoring.leaf import GoldLeaf, Key, PredictedLeaf, WrongKind
from extractor.numbers import MONEY, SCALE

_SLIPS = frozenset(Decimal(10) ** (sign * power) for power in (1, 2, 3, 4, 8) for sign in (1, -1))
"""Ratios of a value read in the wrong unit, or with a shifted point."""
_LONGEST = 18
"""Digits before the point, of 元, of what can be a rounded figure; a longer one is no figure of a report."""
_LAST = "上年"
_ACTUAL, _CHANGE = "决算数", "比上年增减额"
_NOT_DIGITS = re.compile(r"[^\d.]")


@dataclass(frozen=True)
class GoldIndex:
    """The gold values of one document, looked up by address and by value."""

    leaves: tuple[GoldLeaf, ...]

    @cached_property
    def values(self) -> dict[Key, Decimal]:
        """Address -> value, of leaves that have one."""
        return {leaf.key: leaf.value for leaf in self.leaves if leaf.value is not None}

    @cached_property
    def _everywhere(self) -> dict[Decimal, list[Key]]:
        return _by_value(self.values.items())

    @cached_property
    def columns(self) -> dict[tuple[str, str], list[str]]:
        """(place, row) -> its columns that have a value."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for place, row, column in self.values:
            found[place, row].append(column)
        return found

    def elsewhere(self, value: Decimal, key: Key) -> list[Key]:
        """Return the other addresses that have this very value."""
        return [other for other in self._everywhere.get(value, ()) if other != key]


def _by_value(items: Iterable[tuple[Key, Decimal]]) -> dict[Decimal, list[Key]]:
    found: dict[Decimal, list[Key]] = defaultdict(list)
    for key, value in items:
        found[value].append(key)
    return found


def wrong_kind(gold: GoldLeaf, given: PredictedLeaf, index: GoldIndex) -> WrongKind:
    """Return why a given value is not the gold one; `other` where nothing explains it."""
    value = gold.value
    assert value is not None
    place, row, column = gold.key
    elsewhere = index.elsewhere(given.value, gold.key)
    if given.value == -value:
        return "sign"
    if value and given.value / value in _SLIPS:
        return "unit"
    if _same_kind(gold, given) and _rounds(gold, given):
        return "rounding"
    if any(key[0] == place and key[2] == column and key[1] != row for key in elsewhere):
        return "row_swap"
    if any(key[:2] == (place, row) and key[2] != other_year(column) for key in elsewhere):
        return "column_swap"
    if given.value in _of_other_year(gold, index):
        return "year_swap"
    if OSA.distance(_digits(gold), _digits(given), score_cutoff=1) <= 1:
        return "digit"
    return "label" if elsewhere else "other"


def round_ok(gold: GoldLeaf, given: PredictedLeaf) -> bool:
    """Whether two amounts printed in different units agree as far as the coarser print tells."""
    return bool(gold.unit != given.unit and {gold.unit, given.unit} <= MONEY and _rounds(gold, given))


def other_year(column: str) -> str:
    """Return the same measure of the other year: 决算数 for 上年决算数 and the other way round."""
    return column.removeprefix(_LAST) if column.startswith(_LAST) else _LAST + column


def _same_kind(gold: GoldLeaf, given: PredictedLeaf) -> bool:
    """Whether both are money or both in one unit; a system that gives no unit is taken to mean gold's."""
    return not given.unit or gold.unit == given.unit or {gold.unit, given.unit} <= MONEY


def _rounds(gold: GoldLeaf, given: PredictedLeaf) -> bool:
    """Whether the finer rounds (half up) to the coarser. Equal precision never does, but for an unprinted remainder."""
    assert gold.value is not None
    if not given.value.is_finite() or given.value.adjusted() > _LONGEST:
        return False
    step = max(_step(gold), _step(given))
    return _to(gold.value, step) == _to(given.value, step)


def _step(leaf: GoldLeaf | PredictedLeaf) -> Decimal:
    """The least change that a print shows, in the value's measure (元, %, a count)."""
    assert leaf.value is not None
    if not any(letter.isdigit() for letter in leaf.printed):
        exponent = leaf.value.as_tuple().exponent
        return Decimal(1).scaleb(min(int(exponent), 0))
    decimals = len(_digits(leaf).partition(".")[2])
    return SCALE.get(leaf.unit, Decimal(1)).scaleb(-decimals)


def _to(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step


def _of_other_year(gold: GoldLeaf, index: GoldIndex) -> set[Decimal]:
    """The value of the same measure in the other year, as gold prints it or as the printed change gives it."""
    place, row, column = gold.key
    assert gold.value is not None
    found = {index.values.get((place, row, other_year(column)))}
    change = index.values.get((place, row, _CHANGE))
    if change is not None and column == _ACTUAL:
        found.add(gold.value - change)
    if change is not None and column == _LAST + _ACTUAL:
        found.add(gold.value + change)
    return {value for value in found if value is not None}


def _digits(leaf: GoldLeaf | PredictedLeaf) -> str:
    """The printed digits without sign and commas; where none are given, those the value would print in its unit."""
    digits = _NOT_DIGITS.sub("", leaf.printed)
    if digits:
        return digits
    assert leaf.value is not None
    return format(abs(leaf.value) / SCALE.get(leaf.unit, Decimal(1)), "f")

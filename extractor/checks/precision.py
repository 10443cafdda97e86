"""How finely a report prints its money: the worth of the last printed place, by form or section and unit."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from extractor.numbers import SCALE

if TYPE_CHECKING:
    from extractor.checks.book import Figure, Key

_APART = frozenset({"S11", "S13"})
"""Sections that are put together by others and may print more decimals than the accounts."""
_COMMON = Decimal("0.05")
"""Share of a group's figures that must print a decimal for it to be the group's precision (design of the record)."""
_DIGITS = re.compile(r"\d*")
_MOST = 6


def decimals_of(printed: str) -> int:
    """Return how many digits a number prints behind its point."""
    if printed[-3:-2] == "." and printed[-2:].isdecimal():
        return 2
    behind = printed.partition(".")[2]
    return len(behind if behind.isdecimal() else _DIGITS.match(behind)[0])  # type: ignore[index]


class Precision:
    """The last printed places of a report; those of a form are counted when it is asked for."""

    def __init__(self, figures: "Mapping[Key, Figure]", places: "Mapping[str, Sequence[Key]]") -> None:
        """`places`: the keys of the figures, by place."""
        self._figures, self._places = figures, places
        self._decimals: dict[str, dict[str, Counter[int]]] = {}
        self._steps: dict[tuple[str, str], Decimal] = {}
        self._kinds: dict[str, dict[str, Decimal]] = {}

    def step(self, place: str, unit: str) -> Decimal:
        """Return the worth of the last place, in 元, of a form's or section's figures in a unit that it prints.

        A section that prints few decimals drops zeros: it has at least those of the whole narrative.
        """
        known = self._steps.get((place, unit))
        if known is None:
            known = _last_place(unit, self._decimals_at(place)[unit])
            if place[0] != "T" and place not in _APART:
                known = min(known, self.of_kind(place[0]).get(unit, known))
            self._steps[place, unit] = known
        return known

    def of_kind(self, kind: str) -> dict[str, Decimal]:
        """Return the last places, by unit, of all forms (T) or of the narrative (S) together."""
        if kind not in self._kinds:
            groups: defaultdict[str, Counter[int]] = defaultdict(Counter)
            for place in self._places:
                if place[0] == kind and place not in _APART:
                    for unit, counts in self._decimals_at(place).items():
                        groups[unit] += counts
            self._kinds[kind] = {unit: _last_place(unit, counts) for unit, counts in groups.items()}
        return self._kinds[kind]

    def _decimals_at(self, place: str) -> dict[str, Counter[int]]:
        """How many figures of a place print how many decimals, by unit of money."""
        if place not in self._decimals:
            printed: defaultdict[str, list[str]] = defaultdict(list)
            for key in self._places.get(place, ()):
                figure = self._figures[key]
                printed[figure.unit].append(figure.printed)
            counts = {unit: Counter(map(decimals_of, some)) for unit, some in printed.items() if unit in SCALE}
            self._decimals[place] = counts
        return self._decimals[place]


def _last_place(unit: str, counts: Counter[int]) -> Decimal:
    total = counts.total()
    common = [places for places in counts if sum(n for p, n in counts.items() if p >= places) >= _COMMON * total]
    return SCALE[unit].scaleb(-min(max(common, default=0), _MOST))

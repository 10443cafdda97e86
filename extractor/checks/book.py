"""The book of a report: its printed figures by key, exact, with how finely they are printed."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from extractor.numbers import SCALE
from schemas.fact import Evidence

if TYPE_CHECKING:
    from extractor.checks.source import Source

ZERO = Decimal(0)
_OTHER_UNIT = 10_000
"""元 in 万元: an amount taken for one in the other unit is as coarse as that."""
CENT = Decimal("0.01")
_APART = frozenset({"S11", "S13"})
"""Sections that are put together by others and may print more decimals than the accounts."""
_COMMON = Decimal("0.05")
"""Share of a group's figures that must print a decimal for it to be the group's precision (design of the record)."""


class Key(NamedTuple):
    """Where a figure belongs, in the words of the dictionary of facts."""

    place: str
    row: str
    column: str

    def __str__(self) -> str:
        return "/".join(self)

    def at(self, column: str) -> "Key":
        """Return the key of another measure of the same row."""
        return Key(self.place, self.row, column)


@dataclass(frozen=True)
class Figure:
    """A printed figure. `value`: money in 元, a percent as printed, counts as counts; a decrease is negative."""

    key: Key
    value: Decimal
    unit: str
    printed: str
    evidence: tuple[Evidence, ...] = ()
    flags: tuple[str, ...] = ()
    label: str = ""
    """In a statutory form: the row's name as printed beside its code."""

    @property
    def id(self) -> str:
        """The id of the fact in a record."""
        return str(self.key)

    @property
    def decimals(self) -> int:
        """Printed digits behind the point."""
        return decimals_of(self.printed)

    @property
    def is_text(self) -> bool:
        """Whether it stands in the narrative."""
        return self.key.place.startswith("S")


def decimals_of(printed: str) -> int:
    """Return how many digits a number prints behind its point."""
    behind = printed.partition(".")[2]
    return len(behind if behind.isdecimal() else re.match(r"\d*", behind)[0])  # type: ignore[index]


@dataclass
class Book:
    """Figures by key. A blank cell of a form that is there is 0; what the narrative does not print is not known."""

    figures: dict[Key, Figure]
    found: frozenset[str] = frozenset()
    """Statutory forms that have a table with figures."""
    empty: frozenset[str] = frozenset()
    """Forms and sections that are declared empty."""
    year: int | None = None
    level: str | None = None
    administrative: bool | None = None
    """Whether every unit is 行政 or 参公; None where the report does not say."""
    told_pairs: "tuple[tuple[Key, tuple[Key, ...]], ...] | None" = None
    """What of the narrative states what of the forms, once it is worked out (`told.told_pairs`)."""
    source: "Source | None" = None
    """The report's sections and tables, for what figures cannot carry; None where only figures are known."""
    assumed: dict[Key, Decimal] = field(default_factory=dict)
    """Values to reckon with instead of the printed ones, while a cause of failures is looked for."""

    def __contains__(self, key: Key) -> bool:
        return key in self.figures

    def has(self, *keys: Key) -> bool:
        """Return whether all are printed."""
        return all(key in self.figures for key in keys)

    def value(self, key: Key) -> Decimal:
        """Return the value; 0 for a blank cell."""
        if self.assumed and key in self.assumed:
            return self.assumed[key]
        return self._values.get(key, ZERO)

    def values(self, keys: Iterable[Key]) -> list[Decimal]:
        """Return the values of several; a report's sums ask for thousands."""
        if self.assumed:
            return [self.value(key) for key in keys]
        printed = self._values
        return [printed.get(key, ZERO) for key in keys]

    @cached_property
    def _values(self) -> dict[Key, Decimal]:
        return {key: figure.value for key, figure in self.figures.items()}

    def tries(self, place: str) -> bool:
        """Return whether the cells of a form may be reckoned with, blank ones as 0."""
        return place in self.found

    @cached_property
    def _firsts(self) -> dict[str, dict[str, Key]]:
        """The first figure of each row, by place."""
        firsts: defaultdict[str, dict[str, Key]] = defaultdict(dict)
        for key in self.figures:
            firsts[key.place].setdefault(key.row, key)
        return dict(firsts)

    def rows(self, place: str, column: str | None = None) -> list[str]:
        """Return the rows a place prints, in order; only those with `column` where one is given."""
        rows = self._firsts.get(place, {})
        if column is None:
            return list(rows)
        printed = self.cells(place, column)
        return [row for row in rows if row in printed]

    def cells(self, place: str, column: str) -> dict[str, Key]:
        """Return the keys of one measure that a place prints, by row."""
        return self._columns.get(place, {}).get(column, {})

    @cached_property
    def _units(self) -> dict[tuple[str, str], str]:
        units: dict[tuple[str, str], str] = {}
        for key, figure in self.figures.items():
            units.setdefault((key.place, key.column), figure.unit)
            units.setdefault((key.place, ""), figure.unit)
        return units

    def unit_of(self, place: str, column: str) -> str:
        """Return the unit of a column's figures; where it has none, of the place's."""
        return self._units.get((place, column)) or self._units.get((place, ""), "")

    @cached_property
    def _told(self) -> dict[str, list[Key]]:
        told: defaultdict[str, list[Key]] = defaultdict(list)
        for key in self.figures:
            if key.place[0] == "S":
                told[key.column].append(key)
        return told

    def told(self, column: str) -> list[Key]:
        """Return the figures of one measure that the narrative prints, in order."""
        return self._told.get(column, [])

    @cached_property
    def _codes(self) -> dict[str, list[str]]:
        return {place: [row for row in rows if row.isdigit()] for place, rows in self._firsts.items()}

    def codes(self, place: str) -> list[str]:
        """Return the codes a form prints, in order."""
        return self._codes.get(place, [])

    def first(self, place: str, row: str) -> Key | None:
        """Return the first figure of a row."""
        return self._firsts.get(place, {}).get(row)

    @cached_property
    def damaged(self) -> bool:
        """Whether the report shows damage: recognised characters, or figures that stand in the wrong cell."""
        marks = ("ocr", "placed_by", "position_unclear")
        return any(flag.startswith(marks) for figure in self.figures.values() for flag in figure.flags)

    def columns(self, place: str) -> list[str]:
        """Return the measures a place prints, in order."""
        return list(self._columns.get(place, ()))

    @cached_property
    def _columns(self) -> dict[str, dict[str, dict[str, Key]]]:
        columns: defaultdict[str, defaultdict[str, dict[str, Key]]] = defaultdict(lambda: defaultdict(dict))
        for key in self.figures:
            columns[key.place][key.column][key.row] = key
        return {place: dict(cells) for place, cells in columns.items()}

    @cached_property
    def _precision(self) -> dict[tuple[str, str], Decimal]:
        """Step of the last printed place, by place and unit; of all forms (T) and of the narrative (S) together too."""
        printed = Counter(
            (one.key.place, one.unit, decimals_of(one.printed)) for one in self.figures.values() if one.unit in SCALE
        )
        groups: defaultdict[tuple[str, str], Counter[int]] = defaultdict(Counter)
        for (place, unit, decimals), count in printed.items():
            groups[place, unit][decimals] += count
            if place not in _APART:
                groups["S" if place[0] == "S" else "T", unit][decimals] += count
        return {group: SCALE[group[1]].scaleb(-_most(counts)) for group, counts in groups.items()}

    @cached_property
    def _steps(self) -> dict[tuple[str, str], Decimal]:
        return {(place, unit): self._printed_to(place, unit) for place, unit in self._precision}

    def _printed_to(self, place: str, unit: str) -> Decimal:
        """The last place of a form or section; one that prints few decimals drops zeros, and has that of its like."""
        own = self._precision[place, unit]
        alike = self._precision.get((place[0], unit))
        if alike is None:
            return own
        return own if place[0] == "T" or place in _APART else min(own, alike) if own > alike else alike

    def step(self, key: Key) -> Decimal:
        """Return the worth of the last place that figures like this one are printed to (金额: in 元).

        A property of the document (10^-k of the unit, k the most decimals that at least 5% of the figures print), never
        of the number: text drops trailing zeros. A count is exact.
        """
        figure = self.figures.get(key)
        if figure is None:
            return self._step_of_blank(key)
        if figure.unit not in SCALE:
            return ZERO
        step = self._steps[key.place, figure.unit]
        taken = key in self.assumed and self.assumed[key] == figure.value * _OTHER_UNIT
        return step * _OTHER_UNIT if taken else step

    def _step_of_blank(self, key: Key) -> Decimal:
        steps = [step for (place, _), step in self._precision.items() if place == key.place[0]]
        return max(steps, default=ZERO)

    def slack(self, keys: Iterable[Key]) -> Decimal:
        """Return how far Σ may be off by rounding: half a last place for every figure that is not exactly zero."""
        return sum((self.step(key) for key in keys if self.value(key)), ZERO) / 2


def _most(counts: Counter[int]) -> int:
    total = counts.total()
    common = [places for places in counts if sum(n for p, n in counts.items() if p >= places) >= _COMMON * total]
    return min(max(common, default=0), 6)


def book_of(figures: Iterable[Figure], **about: object) -> Book:
    """Return the book of some figures; of two with one key the first."""
    by_key: dict[Key, Figure] = {}
    for figure in figures:
        by_key.setdefault(figure.key, figure)
    return Book(by_key, **about)  # type: ignore[arg-type]


def total(values: Sequence[Decimal]) -> Decimal:
    """Return the sum, exactly."""
    return sum(values, ZERO)

"""The book of a report: its printed figures by key, exact, with how finely they are printed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from extractor.checks.precision import Precision, decimals_of
from extractor.numbers import SCALE
from schemas.fact import Evidence

if TYPE_CHECKING:
    from extractor.checks.outcome import Outcome
    from extractor.checks.source import Source

ZERO = Decimal(0)
_OTHER_UNIT = 10_000
"""元 in 万元: an amount taken for one in the other unit is as coarse as that."""
CENT = Decimal("0.01")


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
    brief: bool = False
    """Whether what holds is only counted: sums of whole forms then yield one outcome for all that hold."""

    def __contains__(self, key: Key) -> bool:
        return key in self.figures

    def has(self, *keys: Key) -> bool:
        """Return whether all are printed."""
        return all(key in self.figures for key in keys)

    def value(self, key: Key) -> Decimal:
        """Return the value; 0 for a blank cell."""
        if self.assumed and key in self.assumed:
            return self.assumed[key]
        figure = self.figures.get(key)
        return ZERO if figure is None else figure.value

    def values(self, keys: Iterable[Key]) -> list[Decimal]:
        """Return the values of several; a report's sums ask for thousands."""
        if self.assumed:
            return [self.value(key) for key in keys]
        printed = self.figures
        return [ZERO if (figure := printed.get(key)) is None else figure.value for key in keys]

    def tries(self, place: str) -> bool:
        """Return whether the cells of a form may be reckoned with, blank ones as 0."""
        return place in self.found

    @cached_property
    def rates(self) -> "dict[Key, list[Outcome]]":
        """What trying printed rates of change came to, where it is worked out."""
        return {}

    def amounts(self, place: str, column: str) -> dict[str, Decimal]:
        """Return the printed values of one measure of a place, by row: for brief trials, which assume none."""
        known = self._amounts.get((place, column))
        if known is None:
            figures, cells = self.figures, self.cells(place, column)
            known = self._amounts[place, column] = {row: figures[key].value for row, key in cells.items()}
        return known

    @cached_property
    def _amounts(self) -> dict[tuple[str, str], dict[str, Decimal]]:
        return {}

    @cached_property
    def _places(self) -> dict[str, list[Key]]:
        """The figures of each place, in order."""
        places: dict[str, list[Key]] = {}
        for place, keys in groupby(self.figures, itemgetter(0)):
            places.setdefault(place, []).extend(keys)
        return places

    @cached_property
    def _firsts(self) -> dict[str, dict[str, Key]]:
        """The first figure of each row, by place."""
        firsts: dict[str, dict[str, Key]] = {}
        for place, keys in self._places.items():
            rows = firsts[place] = {}
            for key in keys:
                rows.setdefault(key[1], key)
        return firsts

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
        for place, keys in self._places.items():
            for key in keys:
                units.setdefault((place, key.column), self.figures[key].unit)
                units.setdefault((place, ""), self.figures[key].unit)
        return units

    def unit_of(self, place: str, column: str) -> str:
        """Return the unit of a column's figures; where it has none, of the place's."""
        return self._units.get((place, column)) or self._units.get((place, ""), "")

    @cached_property
    def _told(self) -> dict[str, list[Key]]:
        told: defaultdict[str, list[Key]] = defaultdict(list)
        for place, keys in groupby(self.figures, itemgetter(0)):
            if place[0] == "S":
                for key in keys:
                    told[key[2]].append(key)
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
        columns: dict[str, dict[str, dict[str, Key]]] = {}
        for place, keys in self._places.items():
            cells = columns[place] = {}
            for key in keys:
                _, row, column = key
                if column in cells:
                    cells[column][row] = key
                else:
                    cells[column] = {row: key}
        return columns

    @cached_property
    def _precision(self) -> Precision:
        return Precision(self.figures, self._places)

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
        step = self._precision.step(key.place, figure.unit)
        taken = key in self.assumed and self.assumed[key] == figure.value * _OTHER_UNIT
        return step * _OTHER_UNIT if taken else step

    def _step_of_blank(self, key: Key) -> Decimal:
        return max(self._precision.of_kind(key.place[0]).values(), default=ZERO)

    def slack(self, keys: Iterable[Key]) -> Decimal:
        """Return how far Σ may be off by rounding: half a last place for every figure that is not exactly zero."""
        if self.assumed:
            return sum((self.step(key) for key in keys if self.value(key)), ZERO) / 2
        printed = [figure for key in keys if (figure := self.figures.get(key)) and figure.value]
        step = self._precision.step
        return sum([step(one.key.place, one.unit) for one in printed if one.unit in SCALE], ZERO) / 2


def book_of(figures: Iterable[Figure], **about: object) -> Book:
    """Return the book of some figures; of two with one key the first."""
    by_key: dict[Key, Figure] = {}
    for figure in figures:
        by_key.setdefault(figure.key, figure)
    return Book(by_key, **about)  # type: ignore[arg-type]


def total(values: Sequence[Decimal]) -> Decimal:
    """Return the sum, exactly."""
    return sum(values, ZERO)

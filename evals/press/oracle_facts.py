"""What a report prints, by key, and how far printed figures may be from adding up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from evals.press.model import Label, Report

Key = tuple[str, str, str]
"""(place, row, column)."""


@dataclass(frozen=True)
class Instance:
    """An identity at one place: the figures it speaks of, and whether they satisfy it."""

    check: str
    """A1..D18 of the domain page."""
    keys: tuple[Key, ...]
    holds: bool


class Facts:
    """The printed figures of a report. A blank cell of a printed form is 0; a form that is not there has no figures."""

    def __init__(self, report: Report) -> None:
        self.labels: dict[Key, Label] = {(label.place, label.row, label.column): label for label in report.gold}
        self.forms = {sheet.place for sheet in report.sheets}
        self.unit = Decimal("0.01") * (10000 if report.money_unit == "万元" else 1)

    def value(self, key: Key) -> Decimal:
        """Return the value in 元, percent or counts; 0 where nothing is printed."""
        label = self.labels.get(key)
        return label.value if label is not None and label.value is not None else Decimal(0)

    def has(self, *keys: Key) -> bool:
        """Return whether all are printed."""
        return all(key in self.labels and self.labels[key].value is not None for key in keys)

    def rows(self, place: str, column: str | None = None) -> list[str]:
        """Return the rows a place prints, in order; only those with `column` where one is given."""
        found = [key[1] for key in self.labels if key[0] == place and column in (None, key[2])]
        return [row for row in dict.fromkeys(found) if row != "空表"]

    def adds(self, check: str, left: Sequence[Key], right: Sequence[Key], minus: Sequence[Key] = ()) -> Instance:
        """Check Σleft = Σright − Σminus within half a unit of the last place for every figure that is not 0."""
        off = self.total(left) - self.total(right) + self.total(minus)
        terms = sum(1 for key in (*right, *minus) if self.value(key)) + len(left)
        return Instance(check, (*left, *right, *minus), abs(off) <= terms * self.unit / 2)

    def total(self, keys: Sequence[Key]) -> Decimal:
        """Return the sum of the values."""
        return sum(map(self.value, keys), Decimal(0))

    def equal(self, check: str, one: Key, other: Key) -> Instance:
        """Check that two figures are the same but for one unit of the last place."""
        return Instance(check, (one, other), abs(self.value(one) - self.value(other)) <= self.unit)

    def at_most(self, check: str, small: Key, large: Key, slack: Decimal | None = None) -> Instance:
        """Check small ≤ large, but for one unit of the last place."""
        allowed = self.unit if slack is None else slack
        return Instance(check, (small, large), self.value(small) <= self.value(large) + allowed)

    def ratio(
        self, check: str, rate: Key, top: Sequence[Key], bottom: Sequence[Key], minus: Key | None = None
    ) -> Instance:
        """Check rate % = Σtop / (Σbottom − minus): intervals of printed figures meet, or one last place apart."""
        keys = (rate, *top, *bottom, *(() if minus is None else (minus,)))
        numerator = self._span(top)
        denominator = self._span(bottom)
        if minus is not None:
            less = self._span([minus])
            denominator = denominator[0] - less[1], denominator[1] - less[0]
        if denominator[0] <= 0 <= denominator[1]:
            return Instance(check, keys, True)  # undefined within what is printed: says nothing
        quotients = [n * 100 / d for n in numerator for d in denominator]
        digit = last_place(self.labels[rate].printed)
        low, high = (
            self.value(rate) - digit,
            self.value(rate) + digit,
        )  # half for rounding, as much again for truncation
        return Instance(check, keys, low <= max(quotients) and min(quotients) <= high)

    def _span(self, keys: Sequence[Key]) -> tuple[Decimal, Decimal]:
        total = self.total(keys)
        slack = sum((self.unit / 2 for key in keys if self.value(key)), Decimal(0))
        return total - slack, total + slack


def last_place(printed: str) -> Decimal:
    """Return the worth of the last printed digit."""
    return Decimal(1).scaleb(-len(printed.partition(".")[2]))


def children(codes: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield (parent, its children) of printed functional codes; 合计 over the shortest printed ones comes first."""
    shortest = min((len(code) for code in codes), default=0)
    yield "合计", [code for code in codes if len(code) == shortest]
    for code in codes:
        below = [other for other in codes if len(other) == len(code) + 2 and other.startswith(code)]
        if below:
            yield code, below

"""A printed percentage against what it is a percentage of, as intervals of what the printed figures may stand for."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from typing import Literal

from extractor.checks.book import ZERO, Book, Figure, Key
from extractor.checks.precision import decimals_of

Fit = Literal["exact", "rounded", "truncated", "plugged", "off", "undefined"]
HUNDRED = Decimal(100)
_FINE = Context(prec=40)
_MOST_PLACES = 6
_LONGEST = 18
"""Digits before the point of a percentage that is still rounded; a longer one is damage."""


@dataclass(slots=True)
class Interval:
    """All values a figure may have had before it was rounded. Never changed; not frozen, as outcomes are not."""

    low: Decimal
    high: Decimal

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Interval") -> "Interval":
        return Interval(self.low - other.high, self.high - other.low)

    def magnitude(self) -> "Interval":
        """Return the interval of absolute values."""
        if self.low >= 0:
            return self
        if self.low < 0 < self.high:
            return Interval(ZERO, max(-self.low, self.high))
        return Interval(*sorted((abs(self.low), abs(self.high))))

    @property
    def middle(self) -> Decimal:
        """The printed value."""
        return (self.low + self.high) / 2

    def meets(self, other: "Interval") -> bool:
        """Return whether the two have a value in common."""
        return self.low <= other.high and other.low <= self.high


def span(book: Book, key: Key) -> Interval:
    """Return what a printed amount may stand for: ± half a last place, 0 too, whose decimals the text drops."""
    value = book.value(key)
    half = book.step(key) / 2
    return Interval(value - half, value + half)


def percent(top: Interval, bottom: Interval) -> Interval | None:
    """Return 100·top/bottom; None where the bottom may be zero."""
    if bottom.low <= 0 <= bottom.high:
        return None
    if top.low >= 0 and bottom.low > 0:  # as a rule
        low, high = _FINE.multiply(HUNDRED, top.low), _FINE.multiply(HUNDRED, top.high)
        return Interval(_FINE.divide(low, bottom.high), _FINE.divide(high, bottom.low))
    divide, tops = _FINE.divide, [_FINE.multiply(HUNDRED, t) for t in (top.low, top.high)]
    quotients = [divide(t, b) for t in tops for b in (bottom.low, bottom.high)]
    return Interval(min(quotients), max(quotients))


def last_place(printed: str) -> Decimal:
    """Return the worth of the last printed digit."""
    return Decimal(1).scaleb(-decimals_of(printed))


def fits(figure: Figure, true: Interval | None, value: Decimal | None = None, *, padded: bool = False) -> Fit:
    """Say how a printed percentage agrees with the true one, signs apart.

    rounded: within half a last digit; truncated: within one last digit, cut off; plugged: within one last digit, no
    rule of rounding explains it. `padded`: trailing zeros may be padding ("73.10" for 73.06), as in annexes.
    """
    if true is None:
        return "undefined"
    printed = abs(figure.value if value is None else value)
    true = true.magnitude()
    ulp = last_place(figure.printed)
    if true.low == true.high == printed:
        return "exact"
    if true.meets(Interval(printed - ulp / 2, printed + ulp / 2)):
        return "rounded"
    wider = last_place(figure.printed.rstrip("0")) if padded and "." in figure.printed else ulp
    if wider > ulp and true.meets(Interval(printed - wider / 2, printed + wider / 2)):
        return "plugged"
    if not true.meets(Interval(printed - ulp, printed + ulp)):
        return "off"
    return "truncated" if printed <= true.high else "plugged"


def rounded_like(value: Decimal, figure: Figure) -> Decimal:
    """Return a percentage with as many decimals as the figure prints, at least two."""
    places = min(max(figure.decimals, 2), _MOST_PLACES)
    if value.adjusted() > _LONGEST:
        return value
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def is_cut(value: Decimal, printed: Decimal, ulp: Decimal) -> bool:
    """Return whether `printed` is `value` with its further digits cut off."""
    return abs(value).quantize(ulp, ROUND_DOWN) == abs(printed)

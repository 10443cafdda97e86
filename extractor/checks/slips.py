"""Slips of eye and hand that turn one printed amount into another."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from extractor.checks.book import Book
from extractor.checks.outcome import Outcome, gap

Slip = Literal["digit_confused", "digit_lost", "digit_doubled", "digits_swapped", "unit", "sign"]


def slip_between(printed: Decimal, true: Decimal, step: Decimal = Decimal(0)) -> Slip | None:
    """Name the slip by which `true` came to be printed as `printed`, or None where no single slip explains it.

    `step`: worth of the last printed place; an amount in the wrong unit is rounded to it.
    """
    if printed == true:
        return None
    if printed == -true:
        return "sign"
    if printed and true and _is_other_unit(printed, true, step):
        return "unit"
    one, other = _digits(printed, true, step)
    if min(len(one.strip("0")), len(other.strip("0"))) < _SIGNIFICANT:
        # Of one digit anything may be a slip, but only one figure comes of a digit written twice: 22 for 2.
        twice = len(one) == len(other) + 1 and one.strip("0") == other.strip("0") * 2
        return "digit_doubled" if twice else None
    behind = 0 if step == 1 else _DECIMALS  # whole 元 are printed without decimals
    if len(one) != len(other) and step and one[len(one) - behind :] != other[len(other) - behind :]:
        return None  # digits go missing before the point, not behind it
    if len(one) == len(other):
        apart = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        if len(apart) == 1:
            return "digit_confused"
        neighbours = len(apart) == 2 and apart[1] == apart[0] + 1
        return (
            "digits_swapped"
            if neighbours and one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]]
            else None
        )
    if len(other) == len(one) + 1 and _is_without_one(one, other):
        return "digit_lost"
    if len(one) == len(other) + 1 and _is_doubled(one, other):
        return "digit_doubled"
    return None


def _is_other_unit(printed: Decimal, true: Decimal, step: Decimal) -> bool:
    """An amount in the other unit is rounded to the last place; one of a few last places says nothing."""
    if min(abs(printed), abs(true)) < _FEW * step:
        return printed in (true * _UNIT, true / _UNIT)
    return abs(printed - true * _UNIT) <= step * _UNIT / 2 or abs(printed * _UNIT - true) <= step * _UNIT / 2


_UNIT = 10_000
_FEW = 10
_LONGEST = Decimal(10) ** 20
_SIGNIFICANT = 2
_DECIMALS = 2
"""Amounts are printed with two decimals, of which no digit goes missing."""


def slips_of(printed: Decimal, step: Decimal = Decimal(0)) -> Iterator[Decimal]:
    """Yield every amount that one slip turns into the printed one; `step` as in `slip_between`."""
    yield from (value for value in (printed * _UNIT, printed / _UNIT) if abs(value) >= _FEW * step)
    unit = step or Decimal(1).scaleb(min(_exponent(printed), -_DECIMALS))
    digits = _digits(printed, printed, unit)[0]
    sign = -1 if printed < 0 else 1
    for other in _digits_of(digits):
        if int(other) and not (
            other[0] == "0" and len(other) > _DECIMALS + 1
        ):  # 0.05 opens with 0, 05.00 is never printed
            yield sign * int(other) * unit


def _digits_of(digits: str) -> Iterator[str]:
    """Yield digits that one slip of eye or hand turns into these."""
    for at in range(len(digits)):
        for digit in "0123456789":
            yield digits[:at] + digit + digits[at + 1 :]
            if at <= len(digits) - _DECIMALS:
                yield digits[:at] + digit + digits[at:]
        if 0 < at < len(digits) - _DECIMALS and digits[at] == digits[at - 1]:
            yield digits[:at] + digits[at + 1 :]
        if at and digits[at] != digits[at - 1]:
            yield digits[: at - 1] + digits[at] + digits[at - 1] + digits[at + 1 :]


def snapped(printed: Decimal, true: Decimal, slack: Decimal, step: Decimal) -> Decimal:
    """Return the value nearest to `true`, within `slack`, that one slip turns into `printed`; `true` where none is.

    A sum of rounded figures tells a missing figure only as far as they are rounded.
    """
    if not printed or not slack or abs(printed - true) <= slack or slip_between(printed, true, step):
        return true
    near = [
        value for value in slips_of(printed, step) if abs(value - true) <= slack and slip_between(printed, value, step)
    ]
    return min(near, key=lambda value: abs(value - true), default=true)


def has_slip(book: Book, one: Outcome) -> bool:
    """Whether one slip in one figure explains why a sum fails."""
    off = gap(book, one.terms)
    for term in one.terms:
        value = book.value(term.key)
        if value and slip_between(value, value - off * term.factor, book.step(term.key)):
            return True
    return False


def _digits(printed: Decimal, true: Decimal, step: Decimal) -> tuple[str, str]:
    """Return the digits of two amounts as they are printed: a 0 before the point, equally many digits behind it."""
    unit = step or Decimal(1).scaleb(min(_exponent(printed), _exponent(true), -_DECIMALS))
    if any(abs(value) >= unit * _LONGEST for value in (printed, true)):
        return "", ""
    return tuple(str(int(abs(value) / unit)).zfill(_DECIMALS + 1) for value in (printed, true))  # type: ignore[return-value]


def _exponent(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _is_without_one(short: str, long: str) -> bool:
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def _is_doubled(long: str, short: str) -> bool:
    return any(long[at] == long[at - 1] and long[:at] + long[at + 1 :] == short for at in range(1, len(long)))

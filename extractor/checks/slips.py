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
    places = min(_exponent(printed), _exponent(true), _CENTS)
    one, other = (str(abs(int(value.scaleb(-places)))) for value in (printed, true))
    width = 1 - places  # 0.05 has three digits
    return _of_digits(one, other) or _of_digits(one.zfill(width), other.zfill(width))


def _of_digits(one: str, other: str) -> Slip | None:
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
    return abs(printed - true * _UNIT) <= step * _UNIT / 2 or abs(printed * _UNIT - true) <= step * _UNIT


_UNIT = 10_000
_CENTS = -2
"""Money is printed with two decimals, or more."""


def slips_of(printed: Decimal) -> Iterator[Decimal]:
    """Yield every amount that one slip turns into the printed one; nought slips into nothing."""
    yield printed * _UNIT
    yield printed / _UNIT
    places = min(_exponent(printed), _CENTS)
    sign = -1 if printed < 0 else 1
    for digits in _digits_of(str(abs(int(printed.scaleb(-places))))):
        leads = digits[0] == "0" and len(digits) > 1 - places  # 0.05 opens with 0, 05.00 is never printed
        if int(digits) and not leads:
            yield sign * Decimal(digits).scaleb(places)


def _digits_of(digits: str) -> Iterator[str]:
    """Yield digits that one slip of eye or hand turns into these."""
    for at in range(len(digits)):
        for digit in "0123456789":
            yield digits[:at] + digit + digits[at + 1 :]
            yield digits[:at] + digit + digits[at:]
        if at and digits[at] == digits[at - 1]:
            yield digits[:at] + digits[at + 1 :]
        if at and digits[at] != digits[at - 1]:
            yield digits[: at - 1] + digits[at] + digits[at - 1] + digits[at + 1 :]


def has_slip(book: Book, one: Outcome) -> bool:
    """Whether one slip in one figure explains why a sum fails."""
    off = gap(book, one.terms)
    for term in one.terms:
        value = book.value(term.key)
        if value and slip_between(value, value - off * term.factor, book.step(term.key)):
            return True
    return False


def _exponent(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _is_without_one(short: str, long: str) -> bool:
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def _is_doubled(long: str, short: str) -> bool:
    return any(long[at] == long[at - 1] and long[:at] + long[at + 1 :] == short for at in range(1, len(long)))

"""Slips of eye and hand that turn one printed amount into another."""

from decimal import Decimal
from typing import Literal

Slip = Literal["digit_confused", "digit_lost", "digit_doubled", "digits_swapped", "unit", "sign"]


def slip_between(printed: Decimal, true: Decimal) -> Slip | None:
    """Name the slip by which `true` came to be printed as `printed`, or None where no single slip explains it."""
    if printed == true:
        return None
    if printed == -true:
        return "sign"
    if printed and true and printed / true in (Decimal(10_000), Decimal("0.0001")):
        return "unit"
    one, other = _digits(printed, true)
    if len(one) == len(other):
        apart = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        if len(apart) == 1:
            return "digit_confused"
        neighbours = len(apart) == 2 and apart[1] == apart[0] + 1
        return "digits_swapped" if neighbours and one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]] else None
    if len(other) == len(one) + 1 and _is_without_one(one, other):
        return "digit_lost"
    if len(one) == len(other) + 1 and _is_doubled(one, other):
        return "digit_doubled"
    return None


def _digits(printed: Decimal, true: Decimal) -> tuple[str, str]:
    """Return the digits of two amounts with equally many behind the point, in the finer one's places."""
    places = min(_exponent(printed), _exponent(true), 0)
    return tuple(str(abs(int(value.scaleb(-places)))) for value in (printed, true))  # type: ignore[return-value]


def _exponent(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _is_without_one(short: str, long: str) -> bool:
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def _is_doubled(long: str, short: str) -> bool:
    return any(long[at] == long[at - 1] and long[:at] + long[at + 1 :] == short for at in range(1, len(long)))

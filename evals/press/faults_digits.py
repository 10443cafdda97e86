"""Slips of the hand in printed digits."""

import re
from collections.abc import Callable
from random import Random

Slip = Callable[[str, Random], str | None]
"""Printed digits -> other digits, or none where the slip is impossible."""


def other_digit(printed: str, rng: Random) -> str | None:
    """One digit becomes another; a leading one never 0."""
    digits = _plain(printed)
    at = rng.choice([at for at, mark in enumerate(digits) if mark.isdigit()])
    lead = at == 0 and len(digits.partition(".")[0]) > 1
    wrong = rng.choice([mark for mark in "0123456789" if mark != digits[at] and not (lead and mark == "0")])
    return _like(printed, digits[:at] + wrong + digits[at + 1 :])


def lost_digit(printed: str, rng: Random) -> str | None:
    """A digit before the point is left out; numbers below 10 keep theirs."""
    digits = _plain(printed)
    whole = len(digits.partition(".")[0])
    places = [at for at in range(whole) if _fine(digits[:at] + digits[at + 1 :])]
    if whole < 2 or not places:
        return None
    at = rng.choice(places)
    return _like(printed, digits[:at] + digits[at + 1 :])


def doubled_digit(printed: str, rng: Random) -> str | None:
    """A digit before the point is written twice."""
    digits = _plain(printed)
    at = rng.randrange(len(digits.partition(".")[0]))
    doubled = digits[: at + 1] + digits[at:]
    return _like(printed, doubled) if _fine(doubled) else None


def _fine(digits: str) -> bool:
    return re.match(r"0\d", digits) is None


def _plain(printed: str) -> str:
    return printed.replace(",", "")


def _like(printed: str, digits: str) -> str:
    """Separate thousands where the original does, or would if it were as long."""
    whole, point, rest = digits.partition(".")
    return f"{int(whole):,}{point}{rest}" if "," in printed else digits

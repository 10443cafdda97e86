"""How long the rest will take, from how long it took so far."""

from dataclasses import dataclass

from extractor.review.store import Progress, Throughput

_ENOUGH = 3
"""Decisions from which a pace is said."""


@dataclass(frozen=True)
class Pace:
    """Seconds an item takes, and minutes the open ones will take one person; None where too little was done."""

    seconds: float | None
    minutes: int | None


def pace_of(days: list[Throughput], user: str, progress: Progress) -> Pace:
    """Return the pace of a person, or of all where he has done too little."""
    for chosen in ([day for day in days if day.user == user], days):
        done, spent = sum(day.decisions for day in chosen), sum(day.seconds for day in chosen)
        if done >= _ENOUGH and spent:
            left = progress.total - progress.settled
            return Pace(spent / done, max(1, round(left * spent / done / 60)) if left else 0)
    return Pace(None, None)

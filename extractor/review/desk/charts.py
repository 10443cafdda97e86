"""Charts of the desk as coordinates; templates/charts.html draws them, the style sheet colours them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from extractor.review.store import Throughput, Yield

WIDTH, HEIGHT = 720, 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 12, 14, 30
_DAYS = 30
"""Days that are drawn: the last on which anything was done."""
_TICKS = 4
_LABELS = 8
"""Days that are written below the axis."""
_Z = 1.959963984540054
"""Of a two-sided interval of 95%."""
_LANE, _NAMES, _EDGE = 34, 210, 44


@dataclass(frozen=True)
class Tick:
    """A mark on an axis."""

    at: float
    text: str


@dataclass(frozen=True)
class Bar:
    """One day: what was left as it was below, what was changed on top of it."""

    x: float
    width: float
    top: float
    middle: float
    bottom: float
    title: tuple[str, int, int]
    """Day, decisions, changed."""


@dataclass(frozen=True)
class Days:
    """Decisions a day."""

    bars: tuple[Bar, ...]
    up: tuple[Tick, ...]
    across: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    bottom: int = HEIGHT - _BOTTOM


@dataclass(frozen=True)
class Lane:
    """One share with its interval."""

    one: Yield
    share: float
    low: float
    high: float
    y: float
    at: float
    left: float
    right: float


@dataclass(frozen=True)
class Shares:
    """Shares one below the other."""

    lanes: tuple[Lane, ...]
    across: tuple[Tick, ...]
    height: int
    width: int = WIDTH
    left: int = _NAMES
    right: int = WIDTH - _EDGE


def days(worked: Sequence[Throughput]) -> Days | None:
    """Return the chart of decisions a day, all people together; None where nothing was done."""
    totals: dict[str, tuple[int, int]] = {}
    for one in worked:
        done, changed = totals.get(one.day, (0, 0))
        totals[one.day] = done + one.decisions, changed + one.changed
    last = sorted(totals.items())[-_DAYS:]
    if not last:
        return None
    step = _step(max(done for _, (done, _) in last))
    most = step * _TICKS
    room = (WIDTH - _LEFT - _RIGHT) / max(len(last), 7)
    floor = HEIGHT - _BOTTOM

    def up(count: int) -> float:
        return round(floor - count / most * (floor - _TOP), 1)

    bars = tuple(
        Bar(
            x=round(_LEFT + room * at + room * 0.15, 1),
            width=round(room * 0.7, 1),
            top=up(done),
            middle=up(done - changed),
            bottom=floor,
            title=(day, done, changed),
        )
        for at, (day, (done, changed)) in enumerate(last)
    )
    every = -(-len(last) // _LABELS)
    across = tuple(
        Tick(round(bar.x + bar.width / 2, 1), bar.title[0][5:]) for at, bar in enumerate(bars) if at % every == 0
    )
    return Days(bars, tuple(Tick(up(step * turn), str(step * turn)) for turn in range(_TICKS + 1)), across)


def shares(yields: Sequence[Yield]) -> Shares | None:
    """Return the chart of how much was changed, by queue and band; None where nothing is settled."""
    found = [one for one in yields if one.answered]
    if not found:
        return None
    bounds = [wilson(one.changed, one.answered) for one in found]
    most = min(1.0, max(0.1, *(-(-high * 10 // 1) / 10 for _, high in bounds)))
    right = WIDTH - _EDGE

    def along(share: float) -> float:
        return round(_NAMES + share / most * (right - _NAMES), 1)

    lanes = tuple(
        Lane(
            one=one,
            share=one.changed / one.answered,
            low=low,
            high=high,
            y=_LANE * turn + _LANE / 2 + 4,
            at=along(one.changed / one.answered),
            left=along(low),
            right=along(min(high, most)),
        )
        for turn, (one, (low, high)) in enumerate(zip(found, bounds, strict=True))
    )
    across = tuple(Tick(along(most * turn / _TICKS), f"{most * turn / _TICKS:.1%}") for turn in range(_TICKS + 1))
    return Shares(lanes, across, _LANE * len(lanes) + _BOTTOM)


def wilson(count: int, of: int) -> tuple[float, float]:
    """Return the 95% interval of a share by Wilson's score; `of` is more than 0."""
    share, square = count / of, _Z * _Z
    middle = share + square / (2 * of)
    reach = _Z * sqrt(share * (1 - share) / of + square / (4 * of * of))
    scale = 1 + square / of
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)


def _step(most: int) -> int:
    """Return a round step so that `_TICKS` of them reach beyond `most`."""
    step = 1
    while True:
        for round_one in (1, 2, 5):
            if step * round_one * _TICKS >= most:
                return step * round_one
        step *= 10

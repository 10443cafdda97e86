"""Pictures as numbers: where on a sheet each point, line and tick of a curve lies. templates/charts.html draws them.

Colours stay in the style sheet, so a picture follows light, dark and print; only coordinates are worked out here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from evals.reporting.words import shown
from evals.running.summary import Bin, CurvePoint, Interval

WIDTH, HEIGHT = 380, 300
"""Of a picture, in its own units; about the width of a telephone, so that its letters stay readable there."""
LEFT, RIGHT, TOP, BOTTOM = 52, 14, 24, 42
_TICKS = 5
_LANE = 46
"""Height of one run's lane in a picture of intervals."""


@dataclass(frozen=True)
class Tick:
    """A mark on an axis."""

    at: float
    text: str


@dataclass(frozen=True)
class Dot:
    """A point one can pick."""

    x: float
    y: float
    radius: float
    title: str
    low: float = 0
    high: float = 0
    """The scores it stands for."""
    leaves: int = 0


@dataclass(frozen=True)
class Plot:
    """A picture with two axes."""

    title: str
    across: str
    """What the horizontal axis measures."""
    up: str
    ticks_across: tuple[Tick, ...]
    ticks_up: tuple[Tick, ...]
    path: str
    """The curve, as the `points` of a polyline."""
    guides: tuple[tuple[float, float, float, float, str], ...] = ()
    """Straight lines to compare with: both ends and a word."""
    dots: tuple[Dot, ...] = ()
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM


@dataclass(frozen=True)
class Lane:
    """One run in a picture of intervals; coordinates are None where there is no value or no interval."""

    name: str
    text: str
    y: float
    at: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True)
class Lanes:
    """One measure of several runs, each with its interval."""

    title: str
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    baseline: float | None
    width: int
    height: int
    left: int
    right: int


@dataclass(frozen=True)
class Scale:
    """A linear map of values to coordinates."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the coordinate of a value, to a tenth."""
        return round(self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start), 1)

    def ticks(self) -> tuple[Tick, ...]:
        """Return round values over the whole range, as percentages."""
        step = _step(self.high - self.low)
        first = ceil(self.low / step - 1e-9)
        count = floor(self.high / step + 1e-9) - first + 1
        digits = max(0, -floor(log10(step * 100) + 1e-9))
        return tuple(
            Tick(self(value), f"{value * 100:.{digits}f}%") for value in ((first + i) * step for i in range(count))
        )


def reliability(bins: Sequence[Bin]) -> Plot | None:
    """Return the reliability diagram: how often right, by how sure; None without bins."""
    if not bins:
        return None
    low = _floor(min(min(one.confidence, one.accuracy) for one in bins))
    x, y = Scale(low, 1, LEFT, WIDTH - RIGHT), Scale(low, 1, HEIGHT - BOTTOM, TOP)
    dots = tuple(
        Dot(
            x(one.confidence),
            y(one.accuracy),
            5,
            f"第 {number} 档：平均可信度 {shown(one.confidence)}，实际正确 {shown(one.accuracy)}，{one.leaves:,} 项",
            one.lower,
            one.upper,
            one.leaves,
        )
        for number, one in enumerate(bins, 1)
    )
    return Plot(
        title="可信度与实际正确率",
        across="平均可信度",
        up="实际正确率",
        ticks_across=x.ticks(),
        ticks_up=y.ticks(),
        path=_points((dot.x, dot.y) for dot in dots),
        guides=((x(low), y(low), x(1), y(1), "说到做到"),),
        dots=dots,
    )


def risk_coverage(points: Sequence[CurvePoint], limits: Sequence[float] = (0.005, 0.01)) -> Plot | None:
    """Return the curve of risk among the most certain leaves, with the limits as guides; None without points."""
    if not points:
        return None
    top = max(max(point.risk for point in points) * 1.05, max(limits) * 1.2)
    x, y = Scale(0, 1, LEFT, WIDTH - RIGHT), Scale(0, top, HEIGHT - BOTTOM, TOP)
    return Plot(
        title="风险与覆盖",
        across="收下最可信的多少",
        up="其中错的",
        ticks_across=x.ticks(),
        ticks_up=y.ticks(),
        path=_points(_thinned((x(point.coverage), y(point.risk)) for point in points)),
        guides=tuple((x(0), y(limit), x(1), y(limit), f"{limit:.1%}") for limit in limits),
    )


def intervals(title: str, runs: Sequence[tuple[str, float | None, Interval | None]]) -> Lanes | None:
    """Return a picture of one measure, a lane a run, the first being the baseline; None where no run has a value."""
    known = [
        number
        for _, value, interval in runs
        for number in (value, *((interval.lower, interval.upper) if interval else ()))
        if number is not None
    ]
    if not known:
        return None
    low, high = _room(min(known), max(known))
    left, right = 20, WIDTH - 20
    x = Scale(low, high, left, right)
    lanes = tuple(
        Lane(
            name,
            shown(value),
            index * _LANE + 34,
            None if value is None else x(value),
            x(interval.lower) if interval else None,
            x(interval.upper) if interval else None,
        )
        for index, (name, value, interval) in enumerate(runs)
    )
    height = len(lanes) * _LANE + 36
    return Lanes(title, lanes, x.ticks(), lanes[0].at, WIDTH, height, left, right)


def _points(places: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in places)


def _thinned(places: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Leave out points that lie within one unit of the last kept one; a picture cannot show them."""
    kept: list[tuple[float, float]] = []
    last: tuple[float, float] | None = None
    for place in places:
        if not kept or max(abs(place[0] - kept[-1][0]), abs(place[1] - kept[-1][1])) >= 1:
            kept.append(place)
        last = place
    if last is not None and kept[-1] != last:
        kept.append(last)
    return kept


def _step(span: float) -> float:
    """Return a round distance (1, 2 or 5 times a power of ten) that gives about five ticks."""
    rough = span / _TICKS
    power: float = 10.0 ** floor(log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * (1 - 1e-9))


def _floor(value: float) -> float:
    """Return the lower end of an axis that ends at 1: whole tenths, so that the picture is not empty."""
    return max(0.0, min(0.9, floor(value * 10 - 1e-9) / 10))


def _room(low: float, high: float) -> tuple[float, float]:
    """Return a range with room on both sides, never of no width, never below nought."""
    margin = max((high - low) * 0.12, 0.002)
    return max(0.0, low - margin), high + margin

"""What each title of a head stands over, where no line tells: columns it is centred over, in agreement with others."""

from collections.abc import Sequence
from itertools import product, takewhile
from typing import NamedTuple

from extractor.load.titles import Title

WIDER = 0.05
"""Type sizes by which a spanning title may be farther off the middle of its columns for each column more."""

BESIDE = 0.75
"""Part of the way to the title below within which another stands beside a title, not below it."""

STRANGE = 1.0
"""The same for each column whose own title stands where it should not, were the spans so."""

OFF = 1.5
"""Type sizes by which a title may be farther off the middle of its columns than it need be."""

MIDDLE = 3.0
"""Points by which a title may be off the middle of the rows it fills."""

Span = tuple[int, int]
"""First column and width."""

Placed = tuple[int, Title]
"""A title with the column its middle is in."""


def spans_of(titles: Sequence[Placed], edges: Sequence[float], *, left: bool) -> list[Span]:
    """Return what each title spans; `left`: titles are set at the left of what they span.

    The titles of a line are looked at together, from the lowest line up, where those found one by one do not agree: no
    two hold the same column, none parts what a title below holds, and each column's own title stands in the middle of
    the rows that are left to it.
    """
    spans = [_span(title, column, edges, titles, left) for column, title in titles]
    for line in [] if left else _lines(titles):
        own = [titles[i] for i in line]
        middle = own[0][1].middle
        below = [pair for pair in zip(titles, spans, strict=True) if pair[0][1].middle > middle + 1]
        under = _Under.of(below, min(title.top for _, title in own))
        found = [spans[i] for i in line]
        if not under.agrees(found):
            found = _together(own, under, edges)
        for i, span in zip(line, found, strict=True):
            spans[i] = span
    return spans


def _lines(titles: Sequence[Placed]) -> list[list[int]]:
    """Return the titles by line, the lowest line first, each from the left."""
    lines: list[list[int]] = []
    for i in sorted(range(len(titles)), key=lambda i: -titles[i][1].middle):
        if lines and titles[lines[-1][0]][1].middle - titles[i][1].middle < 1:
            lines[-1].append(i)
        else:
            lines.append([i])
    return [sorted(line, key=lambda i: titles[i][0]) for line in lines]


class _Under(NamedTuple):
    """What stands below a line of titles."""

    columns: frozenset[int]
    """Those with a title below."""
    inner: frozenset[int]
    """Columns behind the first one of a title below: no title above ends there."""
    low: frozenset[int]
    """Columns whose only title is set lower than the middle of the line and what is below: the line has one over it."""
    tall: frozenset[int]
    """Columns whose only title is set in that middle: none of the line is over it."""

    @classmethod
    def of(cls, below: Sequence[tuple[Placed, Span]], top: float) -> "_Under":
        """Look at the titles below a line that begins at `top`."""
        words = [(title, span) for (_, title), span in below if not title.is_numbering]
        over: dict[int, list[Title]] = {}
        for title, (first, width) in words:
            for column in range(first, first + width):
                over.setdefault(column, []).append(title)
        bottom = max((title.base for title, _ in words), default=top)
        offs = {column: titles[0].middle - (top + bottom) / 2 for column, titles in over.items() if len(titles) == 1}
        return cls(
            frozenset(c for (_, _), (first, width) in below for c in range(first, first + width)),
            frozenset(c for _, (first, width) in below for c in range(first + 1, first + width)),
            frozenset(column for column, off in offs.items() if off > MIDDLE),
            frozenset(column for column, off in offs.items() if abs(off) <= MIDDLE),
        )

    def agrees(self, spans: Sequence[Span]) -> bool:
        """Whether the spans of a line's titles are possible together."""
        held = _held(spans)
        parted = any(first in self.inner or first + width in self.inner for first, width in spans)
        return len(held) == len(set(held)) and not parted and not self.strange(0, max(held) + 1, spans)

    def strange(self, start: int, stop: int, spans: Sequence[Span]) -> int:
        """Count the columns from `start` up to `stop` that are held and should not be, or the other way round."""
        held = set(_held(spans))
        return sum(c in self.tall if c in held else c in self.low for c in range(start, stop))


def _held(spans: Sequence[Span]) -> list[int]:
    return [column for first, width in spans for column in range(first, first + width)]


def _together(line: Sequence[Placed], under: _Under, edges: Sequence[float]) -> list[Span]:
    """Return what the titles of a line span, none the column of another: centred, and as much as they can."""
    size = line[0][1].segments[0].size
    best: dict[int, tuple[float, list[Span]]] = {-1: (0.0, [])}
    """Last column taken -> the least cost of the titles so far, and their spans."""
    for column, title in line:
        ways: dict[int, tuple[float, list[Span]]] = {}
        runs = {run: _off(title, *run, edges) for run in _runs(column, under, len(edges) - 1)}
        far = min(runs.values(), default=0.0) + OFF * size
        for (first, last), off in runs.items():
            span = (first, last - first + 1)
            cost = off - WIDER * size * (last - first)
            before = [
                (so_far + cost + STRANGE * size * under.strange(end + 1, last + 1, [span]), spans)
                for end, (so_far, spans) in best.items()
                if end < first and off <= far
            ]
            least = min(before, key=lambda way: way[0], default=None)
            if least and (last not in ways or least[0] < ways[last][0]):
                ways[last] = (least[0], [*least[1], span])
        best = ways
    if not best:  # two titles over one column
        return [(column, 1) for column, _ in line]
    ends = [
        (cost + STRANGE * size * under.strange(end + 1, len(edges), []), spans) for end, (cost, spans) in best.items()
    ]
    return min(ends)[1]


def _runs(column: int, under: _Under, count: int) -> list[tuple[int, int]]:
    """Return the first and last columns a title may span: those that have titles below, none of which is parted."""
    if column not in under.columns:
        return [(column, column)]
    lefts = [column, *takewhile(under.columns.__contains__, range(column - 1, -1, -1))]
    rights = [column, *takewhile(under.columns.__contains__, range(column + 1, count))]
    return [(a, b) for a, b in product(lefts, rights) if a not in under.inner and b + 1 not in under.inner]


def _span(
    title: Title, column: int, edges: Sequence[float], titles: Sequence[tuple[int, Title]], set_left: bool
) -> tuple[int, int]:
    """Return first column and width of what a title spans: the run of titled columns it is centred over.

    What it does not span, the titles beside it must be centred over.
    """
    size, centre = title.segments[0].size, (title.x0 + title.x1) / 2
    under = [(place, other) for place, other in titles if other.middle > title.middle + size / 2]
    below = {place for place, _ in under}
    over = [i for i in range(len(edges) - 1) if edges[i] < title.x1 - size / 2 and title.x0 + size / 2 < edges[i + 1]]
    steps = [
        other.middle - title.middle
        for place, other in under
        if place in {column, *over} and not other.is_number and other.text != "栏次"
    ]
    step = min(steps, default=0.0)
    if not step:
        return column, 1
    beside = [(place, other) for place, other in titles if -size < other.middle - title.middle < BESIDE * step]
    before = max((pair for pair in beside if pair[1].x1 <= centre), key=lambda pair: pair[1].x1, default=None)
    after = min((pair for pair in beside if pair[1].x0 >= centre), key=lambda pair: pair[1].x0, default=None)
    low, left = before if before and before[0] < column else (-1, None)
    high, right = after if after and after[0] > column else (len(edges) - 1, None)

    def reach(way: int) -> int:
        end = column
        while end + way in below and low < end + way < high:
            end += way
        return end

    if set_left:
        return column, reach(1) - column + 1

    def fit(run: tuple[int, int]) -> float:
        missed = sum(not run[0] <= i <= run[1] for i in over)
        off = _off(title, run[0], run[1], edges)
        if left:
            off += min(_off(left, first, run[0] - 1, edges) for first in range(run[0]))
        if right:
            off += min(_off(right, run[1] + 1, last, edges) for last in range(run[1] + 1, len(edges) - 1))
        return off + size * missed - WIDER * size * (run[1] - run[0])

    runs = [(first, last) for first in range(reach(-1), column + 1) for last in range(column, reach(1) + 1)]
    start, end = min(runs, key=fit)
    return start, end - start + 1


def _off(title: Title, first: int, last: int, edges: Sequence[float]) -> float:
    """Return how far a title is off the middle of columns."""
    return abs((edges[first] + edges[last + 1]) / 2 - (title.x0 + title.x1) / 2)

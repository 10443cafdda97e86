"""What each title of a head stands over, where no line tells: columns it is centred over, in agreement with others."""

from collections.abc import Collection, Sequence
from itertools import product, takewhile
from typing import NamedTuple

from extractor.load.titles import Title

WIDER = 0.05
"""Type sizes by which a spanning title may be farther off the middle of its columns for each column more."""

BESIDE = 0.75
"""Part of the way to the title below within which another stands beside a title, not below it."""

LEFT_OUT = 1.0
"""The same for each column that no title of a line leaves out, where its like is held."""

OFF = 1.5
"""Type sizes by which a title may be farther off the middle of its columns than it need be."""

ALIKE = 0.3
"""Points by which the middles of titles that begin and end at the same rows differ."""

Span = tuple[int, int]
"""First column and width."""

Placed = tuple[int, Title]
"""A title with the column its middle is in."""


def spans_of(titles: Sequence[Placed], edges: Sequence[float], *, left: bool) -> list[Span]:
    """Return what each title spans; `left`: titles are set at the left of what they span.

    The titles of a line are looked at together, from the lowest line up, where those found one by one do not agree: no
    two hold the same column, none parts what a title below holds, and of columns titled alike none is left out.
    """
    spans = [_span(title, column, edges, titles, left) for column, title in titles]
    for line in [] if left else _lines(titles):
        below = [
            (titles[i], spans[i]) for i in range(len(titles)) if titles[i][1].middle > titles[line[0]][1].middle + 1
        ]
        under = _Under.of(below)
        found = [spans[i] for i in line]
        for _ in range(2):  # what they hold the first time says which columns are like those
            if not under.agrees(found):
                found = _together([titles[i] for i in line], under, under.alike(found), edges)
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
    """What stands below a line of titles: the highest title over each column, and edges that no title above crosses."""

    middles: dict[int, float]
    """Column -> middle of the highest title below."""
    inner: frozenset[int]
    """Columns behind the first one of a title below."""

    @classmethod
    def of(cls, below: Sequence[tuple[Placed, Span]]) -> "_Under":
        """Look at the titles below a line."""
        middles: dict[int, float] = {}
        for (_, title), (first, width) in below:
            for column in range(first, first + width):
                middles[column] = min(middles.get(column, title.middle), title.middle)
        inner = frozenset(c for _, (first, width) in below for c in range(first + 1, first + width))
        return cls(middles, inner)

    def alike(self, spans: Sequence[Span]) -> frozenset[int]:
        """Return the columns whose highest title below stands as high as that of one that `spans` hold."""
        known = {self.middles[column] for column in _held(spans) if column in self.middles}
        return frozenset(c for c, middle in self.middles.items() if any(abs(middle - one) < ALIKE for one in known))

    def agrees(self, spans: Sequence[Span]) -> bool:
        """Whether the spans of a line's titles are possible together."""
        held = _held(spans)
        parted = any(first in self.inner or first + width in self.inner for first, width in spans)
        return len(held) == len(set(held)) and not parted and self.alike(spans) <= set(held)


def _held(spans: Sequence[Span]) -> list[int]:
    return [column for first, width in spans for column in range(first, first + width)]


def _together(line: Sequence[Placed], under: _Under, alike: Collection[int], edges: Sequence[float]) -> list[Span]:
    """Return what the titles of a line span, none the column of another: centred, and as much as they can.

    `alike`: columns that should not be left out.
    """
    size = line[0][1].segments[0].size
    best: dict[int, tuple[float, list[Span]]] = {-1: (0.0, [])}
    """Last column taken -> the least cost of the titles so far, and their spans."""
    for column, title in line:
        ways: dict[int, tuple[float, list[Span]]] = {}
        runs = {run: _off(title, *run, edges) for run in _runs(column, under, len(edges) - 1)}
        far = min(runs.values(), default=0.0) + OFF * size
        for (first, last), off in runs.items():
            if off > far:
                continue
            cost = off - WIDER * size * (last - first)
            before = [
                (so_far + LEFT_OUT * size * _left_out(alike, end + 1, first), spans)
                for end, (so_far, spans) in best.items()
                if end < first
            ]
            least = min(before, key=lambda way: way[0], default=None)
            if least and (last not in ways or least[0] + cost < ways[last][0]):
                ways[last] = (least[0] + cost, [*least[1], (first, last - first + 1)])
        best = ways
    if not best:  # two titles over one column
        return [(column, 1) for column, _ in line]
    return min(
        ((cost + LEFT_OUT * size * _left_out(alike, end + 1, len(edges)), spans) for end, (cost, spans) in best.items())
    )[1]


def _left_out(alike: Collection[int], start: int, end: int) -> int:
    return sum(start <= column < end for column in alike)


def _runs(column: int, under: _Under, count: int) -> list[tuple[int, int]]:
    """Return the first and last columns a title may span: those that have titles below, none of which is parted."""
    if column not in under.middles:
        return [(column, column)]
    lefts = [column, *takewhile(under.middles.__contains__, range(column - 1, -1, -1))]
    rights = [column, *takewhile(under.middles.__contains__, range(column + 1, count))]
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

"""The head of a table without lines: wrapped titles joined, each in its column, a spanning one over several."""

from collections.abc import Sequence
from typing import NamedTuple

from extractor.load.cells import cell_text
from extractor.load.page_columns import column_of
from extractor.load.segments import Segment
from schemas.document import Merge

LEADING = 2.1
"""Distance of base lines, in type sizes, up to which two lines may be one wrapped title."""

CLOSE = 1.65
"""The same where nothing else tells how far apart lines and rows are."""

WIDER = 0.05
"""Type sizes by which a spanning title may be farther off the middle of its columns for each column more."""

BESIDE = 0.75
"""Part of the way to the title below within which another stands beside a title, not below it."""

_LEVELS = ("类", "款", "项")
"""Titles of the three columns of a code; they are titles of their own, though they are short."""


class Title(NamedTuple):
    """A column's title, or one that spans several columns."""

    x0: float
    top: float
    x1: float
    base: float
    segments: tuple[Segment, ...]

    @property
    def text(self) -> str:
        """Its lines joined."""
        return cell_text([glyph for segment in self.segments for glyph in segment.glyphs], 0)

    @property
    def middle(self) -> float:
        """Vertical middle."""
        return (self.top + self.base) / 2

    @property
    def is_number(self) -> bool:
        """Whether it numbers a column."""
        return all(segment.is_number for segment in self.segments)

    def beside(self, other: "Title") -> "Title":
        """Return both titles as one."""
        top, base = min(self.top, other.top), max(self.base, other.base)
        return Title(min(self.x0, other.x0), top, max(self.x1, other.x1), base, self.segments + other.segments)


def head_rows(
    head: Sequence[Segment], edges: Sequence[float], pitch: float, *, left: bool = False
) -> tuple[list[tuple[str, ...]], list[Merge]]:
    """Return the rows of a head and its merged cells.

    `pitch` is the distance of the rows below, `left` whether titles are set at the left of what they span.
    """
    titles = _placed(_titles(head, pitch), edges)
    spans = [_span(title, column, edges, titles, left) for column, title in titles]
    rows_at = _rows(titles, spans)
    height = max(rows_at, default=-1) + 1
    rows = [[""] * (len(edges) - 1) for _ in range(height)]
    merges = []
    for (_, title), (start, width), row in zip(titles, spans, rows_at, strict=True):
        rows[row][start] = title.text
        inside = range(start, start + width)
        below = [
            other
            for other, (first, wide) in zip(rows_at, spans, strict=True)
            if other > row and _meet(first, wide, inside)
        ]
        tall = min(below, default=height) - row
        if width > 1 or tall > 1:
            merges.append(Merge(row=row, column=start, height=tall, width=width))
    return [tuple(row) for row in rows], merges


def _meet(first: int, width: int, columns: range) -> bool:
    return first < columns.stop and columns.start < first + width


def _placed(titles: Sequence[Title], edges: Sequence[float]) -> list[tuple[int, Title]]:
    """Return the titles from the top, each with the column its middle is in; two in one column are one."""
    done: list[tuple[int, Title]] = []
    for title in sorted(titles, key=lambda title: (title.middle, title.x0)):
        column = _column(title, edges)
        for i, (place, other) in enumerate(done):
            if place == column and title.top < other.base - 0.5 * title.segments[0].size:  # 类 款 项 over one code
                done[i] = (column, other.beside(title))
                break
        else:
            done.append((column, title))
    return done


def _rows(titles: Sequence[tuple[int, Title]], spans: Sequence[tuple[int, int]]) -> list[int]:
    """Return the row of each title: as high as those above it allow; the line of 栏次 is below all."""
    done: list[int] = []
    free: dict[int, int] = {}
    for start, width in spans:
        row = max(free.get(column, 0) for column in range(start, start + width))
        done.append(row)
        free.update(dict.fromkeys(range(start, start + width), row + 1))
    numbers = [title for _, title in titles if title.is_number]
    lines = [i for i, (_, t) in enumerate(titles) if any(abs(t.base - n.base) < 3 for n in numbers)]
    last = max((done[i] for i in lines), default=0)
    return [last if i in lines else row for i, row in enumerate(done)]


def _titles(head: Sequence[Segment], pitch: float) -> list[Title]:
    """Join the lines of wrapped titles: close below one another, one within the other's width."""
    steps = [below.base - above.base for above in head for below in head if _is_below(below, above)]
    closest = CLOSE * max((s.size for s in head), default=0.0)
    leading = min(1.08 * min(steps, default=0.0), 0.95 * pitch if pitch else closest, closest)
    titles: list[Title] = []
    for segment in sorted(head, key=lambda s: (s.base, s.x0)):
        for i, title in enumerate(titles):
            last = title.segments[-1]
            if _is_below(segment, last) and segment.base - last.base <= leading and _is_under(segment, title):
                titles[i] = Title(
                    min(title.x0, segment.x0),
                    title.top,
                    max(title.x1, segment.x1),
                    segment.base,
                    (*title.segments, segment),
                )
                break
        else:
            titles.append(Title(segment.x0, segment.top, segment.x1, segment.base, (segment,)))
    return titles


def _is_below(below: Segment, above: Segment) -> bool:
    """Whether one piece may go on with the text of the other: a line below it, over the same place."""
    step = below.base - above.base
    words = not (below.is_number or above.is_number or below.text in _LEVELS)
    return words and 3 < step <= LEADING * max(below.size, above.size) and below.x0 < above.x1 and above.x0 < below.x1


def _is_under(segment: Segment, title: Title) -> bool:
    """Whether a piece is set under a title: centred, or from the same left edge."""
    centred = abs(segment.centre - (title.x0 + title.x1) / 2) <= 0.6 * segment.size
    return centred or abs(segment.x0 - title.x0) <= 2


def _column(title: Title, edges: Sequence[float]) -> int:
    return column_of(title.segments[0]._replace(x0=title.x0, x1=title.x1), edges, centred=True)


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

"""The head of a table without lines: wrapped titles joined, each in its column, a spanning one over several."""

from collections.abc import Mapping, Sequence
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
    head: Sequence[Segment], edges: Sequence[float], pitch: float
) -> tuple[list[tuple[str, ...]], list[Merge]]:
    """Return the rows of a head and its merged cells; `pitch` is the distance of the rows below."""
    stacks: list[list[Title]] = [[] for _ in edges[1:]]
    for title in sorted(_titles(head, pitch), key=lambda title: (title.base, title.x0)):
        stack = stacks[_column(title, edges)]
        if stack and title.top < stack[-1].base - 0.5 * title.segments[0].size:  # beside it: 类 款 项 over one code
            stack[-1] = stack[-1].beside(title)
        else:
            stack.append(title)
    height = max((len(stack) for stack in stacks), default=0)
    rows = [[""] * len(stacks) for _ in range(height)]
    tops = _levels(stacks, height)
    placed: dict[tuple[int, int], Title] = {}
    for column, stack in enumerate(stacks):
        for title in stack:
            row = min(range(height), key=lambda i: abs(tops[i] - title.top))
            while (row, column) in placed and row + 1 < height:
                row += 1
            placed[row, column] = placed[row, column].beside(title) if (row, column) in placed else title
    merges = []
    for (row, column), title in sorted(placed.items()):
        start, width = _span(title, row, column, edges, placed)
        if rows[row][start]:
            start, width = column, 1
        rows[row][start] = f"{rows[row][start]} {title.text}".strip()
        if width > 1:
            merges.append(Merge(row=row, column=start, width=width))
    return [tuple(row) for row in rows], _apart(merges)


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


def _levels(stacks: Sequence[Sequence[Title]], height: int) -> list[float]:
    """Return the height of each row of the head: those of a column that has them all."""
    full = [stack for stack in stacks if len(stack) == height]
    return [min(stack[i].top for stack in full) for i in range(height)]


def _span(
    title: Title, row: int, column: int, edges: Sequence[float], placed: Mapping[tuple[int, int], Title]
) -> tuple[int, int]:
    """Return first column and width of what a title spans: the run of titled columns it is centred over.

    What it does not span, the titles beside it must be centred over.
    """
    below = {place: other for (line, place), other in placed.items() if line > row and other.middle > title.middle}
    size = title.segments[0].size
    over = [i for i in range(len(edges) - 1) if edges[i] < title.x1 - size / 2 and title.x0 + size / 2 < edges[i + 1]]
    steps = [
        other.middle - title.middle
        for (line, place), other in placed.items()
        if line > row and place in {column, *over} and not other.is_number
    ]
    step = min((step for step in steps if step > size / 2), default=0.0)
    if not step:
        return column, 1
    beside = [other for other in placed.values() if abs(other.middle - title.middle) < BESIDE * step]
    left = max((other for other in beside if other.x1 <= title.x0), key=lambda other: other.x1, default=None)
    right = min((other for other in beside if other.x0 >= title.x1), key=lambda other: other.x0, default=None)
    low, high = left.x1 if left else edges[0], right.x0 if right else edges[-1]

    def reach(way: int) -> int:
        end = column
        while end + way in below and low < (edges[end + way] + edges[end + way + 1]) / 2 < high:
            end += way
        return end

    def fit(run: tuple[int, int]) -> float:
        missed = sum(not run[0] <= i <= run[1] for i in over)
        off = _off(title, run[0], run[1], edges)
        if left and run[0]:
            off += min(_off(left, first, run[0] - 1, edges) for first in range(run[0]))
        if right and run[1] < len(edges) - 2:
            off += min(_off(right, run[1] + 1, last, edges) for last in range(run[1] + 1, len(edges) - 1))
        return off + size * missed - WIDER * size * (run[1] - run[0])

    runs = [(first, last) for first in range(reach(-1), column + 1) for last in range(column, reach(1) + 1)]
    start, end = min(runs, key=fit)
    if _off(title, start, end, edges) > size and any(
        abs(other.x0 - title.x0) < 2 < abs(other.x1 - title.x1)
        for (line, place), other in placed.items()
        if line > row and place == column
    ):
        return column, reach(1) - column + 1  # set at the left, as what stands below it
    return start, end - start + 1


def _off(title: Title, first: int, last: int, edges: Sequence[float]) -> float:
    """Return how far a title is off the middle of columns."""
    return abs((edges[first] + edges[last + 1]) / 2 - (title.x0 + title.x1) / 2)


def _apart(merges: Sequence[Merge]) -> list[Merge]:
    """Return merges that do not overlap."""
    done: list[Merge] = []
    for merge in merges:
        clash = any(
            merge.row == other.row
            and merge.column < other.column + other.width
            and other.column < merge.column + merge.width
            for other in done
        )
        if not clash:
            done.append(merge)
    return done

"""The head of a table without lines: wrapped titles joined, each in its column, a spanning one over several."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extractor.load.cells import cell_text
from extractor.load.page_columns import column_of
from extractor.load.segments import Segment
from schemas.document import Merge

LEADING = 2.1
"""Distance of base lines, in type sizes, up to which two lines may be one wrapped title."""

WIDER = 0.4
"""Type sizes by which a spanning title may be farther off the middle of its columns for each column more."""

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
    leading = min(1.08 * min(steps, default=0.0), 0.95 * pitch)
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
    """Return first column and width of what a title spans: the run of titled columns it is centred over."""
    below = {place for line, place in placed if line > row}
    level = {place for line, place in placed if line == row and place != column}

    def reach(step: int) -> int:
        end = column
        while end + step in below and end + step not in level:
            end += step
        return end

    if column not in below and not {column - 1, column + 1} & below:
        return column, 1
    if any(abs(other.x0 - title.x0) < 2 for (line, place), other in placed.items() if line > row and place == column):
        return column, reach(1) - column + 1  # set at the left, as what stands below it
    centre, size = (title.x0 + title.x1) / 2, title.segments[0].size

    def fit(run: tuple[int, int]) -> float:
        off = abs((edges[run[0]] + edges[run[1] + 1]) / 2 - centre)
        return off - WIDER * size * (run[1] - run[0])

    runs = [(first, last) for first in range(reach(-1), column + 1) for last in range(column, reach(1) + 1)]
    start, end = min(runs, key=fit)
    return start, end - start + 1


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

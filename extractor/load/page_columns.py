"""Columns of a table without lines, from where the pieces of its lines stand.

What overlaps in a column's width belongs to it: figures, labels, the titles over them and, surest of all, the
numbers of the columns (栏次 1 2 3). What overlaps nothing is told by how it is set: titles are centred, figures end at
the right of their column, codes and labels begin at its left.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractor.load.segments import Segment

Interval = tuple[float, float]

LEADING = 1.65
"""Distance of base lines, in type sizes, up to which a title goes on in the line below."""

MIN_NUMBERED = 3
"""Numbers of a head's line that number its columns."""

_CODE = re.compile(r"\d{2,7}|\d{3}\.\d\d")


@dataclass
class Column:
    """A column as it is found: how far what stands in it reaches, and what that is."""

    x0: float
    x1: float
    figures: list[Segment] = field(default_factory=list)
    labels: list[Segment] = field(default_factory=list)
    heads: list[Segment] = field(default_factory=list)
    """Its titles and its number, from the lowest."""

    @property
    def is_bare(self) -> bool:
        """Whether nothing but titles is known of it."""
        return not self.figures and not self.labels

    @property
    def centre(self) -> float | None:
        """Its middle, where a title or its number, which are centred, tells."""
        return self.heads[0].centre if self.heads else None

    def overlaps(self, start: float, end: float) -> bool:
        """Whether something reaches into it."""
        return self.x0 < end and start < self.x1

    def add(self, segment: Segment) -> None:
        """Widen it to hold a title."""
        self.heads.append(segment)
        self.x0, self.x1 = min(self.x0, segment.x0), max(self.x1, segment.x1)

    def join(self, other: "Column") -> None:
        """Take what another one holds."""
        self.x0, self.x1 = min(self.x0, other.x0), max(self.x1, other.x1)
        self.figures += other.figures
        self.labels += other.labels
        self.heads += other.heads


def columns_of(body: Sequence[Segment], head: Sequence[Segment], known: Sequence[Interval] = ()) -> list[Column]:
    """Return the columns from the left; `known` is how far those of the page before reach."""
    columns = [Column(*interval) for interval in known]
    columns = _with_figures(columns, [s for s in body if s.is_number])
    columns = _with_labels(columns, [s for s in body if not s.is_number], head)
    for line in _lines(_one_code(head, columns)):
        for title in line:
            _put(columns, title, may_add=not known)
        if sum(s.is_number for s in line) >= MIN_NUMBERED and not known:
            columns = _adopted(columns)
    return columns if known else _adopted(columns)


def column_edges(columns: Sequence[Column], known: Sequence[float] = ()) -> tuple[float, ...]:
    """Return the edges between columns: a little right of figures and left of labels, else where titles are centred.

    `known` are those of the page before, which hold as far as nothing reaches over them.
    """
    if not columns:
        return ()
    size = max((s.size for column in columns for s in column.figures + column.labels + column.heads), default=10.0)
    gaps = [right.x0 - left.x1 for left, right in pairwise(columns)]
    pad = max(min([*(gap / 2 for gap in gaps), 0.6 * size]), 0.0)
    edges = [columns[0].x0 - (pad if columns[0].labels or columns[0].figures else size)]
    for i, (left, right) in enumerate(pairwise(columns), start=1):
        mirrored = 2 * left.centre - edges[-1] if left.centre is not None else None
        if len(known) == len(columns) + 1 and left.x1 <= known[i] <= right.x0:
            edge = known[i]
        elif _at_right(left):
            edge = left.x1 + pad
        elif right.labels and not right.figures:
            edge = right.x0 - pad
        elif mirrored is not None and left.x1 <= mirrored <= right.x0:
            edge = mirrored
        else:
            edge = (left.x1 + right.x0) / 2
        edges.append(edge)
    return (*edges, columns[-1].x1 + (pad if columns[-1].figures else size))


def is_set_left(columns: Sequence[Column]) -> bool:
    """Whether titles begin where what stands below them begins, instead of in the middle of it."""
    left = centred = 0
    for column in columns:
        others = column.heads + column.labels + (column.figures if _at_left(column) else [])
        for title in column.heads:
            apart = [s for s in others if abs((s.x1 - s.x0) - (title.x1 - title.x0)) > 2]
            left += any(abs(s.x0 - title.x0) < 0.7 for s in apart)
            centred += any(abs(s.centre - title.centre) < 0.7 for s in apart)
    return left > max(centred, 1)


def column_of(segment: Segment, edges: Sequence[float], *, centred: bool = False) -> int:
    """Return the column a piece stands in; of a label over several columns, the first, unless it is `centred`."""
    if not segment.is_number and not centred:
        inside = 0.5 * segment.size
        over = [
            i for i in range(len(edges) - 1) if segment.x0 + inside < edges[i + 1] and edges[i] < segment.x1 - inside
        ]
        if over:
            return over[0]
    place = bisect_right(edges, segment.centre) - 1
    return min(max(place, 0), len(edges) - 2)


def fits(segments: Sequence[Segment], known: Sequence[Interval]) -> bool:
    """Whether each number stands in one column at most of those of the page before, and none far out at the side."""
    numbers = [s for s in segments if s.is_number]
    if not numbers or not known:
        return False
    one = all(sum(s.x0 < end and start < s.x1 for start, end in known) <= 1 for s in numbers)
    inside = all(known[0][0] - s.size <= s.centre <= known[-1][1] + s.size for s in segments)
    held = sum(any(s.x0 < end and start < s.x1 for start, end in known) for s in numbers)
    return one and inside and held * 2 > len(numbers)


def _at_right(column: Column) -> bool:
    """Whether a column's figures, not its title, reach farthest right: its edge is close."""
    return bool(column.figures) and max(s.x1 for s in column.figures) >= column.x1 - 0.5


def _with_figures(columns: list[Column], figures: Sequence[Segment]) -> list[Column]:
    """Add the columns of figures: those that overlap are one, unless a line has two of them side by side."""
    bridges = _bridges(figures)
    for s in sorted(figures, key=lambda s: s.x0):
        if id(s) in bridges:
            continue
        last = next((column for column in reversed(columns) if column.overlaps(s.x0, s.x1)), None)
        if last is None:
            last = Column(s.x0, s.x1)
            columns.insert(bisect_left(columns, s.x0, key=lambda column: column.x0), last)
        last.figures.append(s)
        last.x0, last.x1 = min(last.x0, s.x0), max(last.x1, s.x1)
    return columns


def _bridges(figures: Sequence[Segment]) -> set[int]:
    """Return the figures that reach over the gap between two others of one line."""
    by_line = sorted(figures, key=lambda s: (round(s.base / 2), s.x0))
    gaps = sorted(
        {(round(a.x1), round(b.x0)) for a, b in pairwise(by_line) if abs(a.base - b.base) < 3 and a.x1 <= b.x0}
    )
    wide = max((s.x1 - s.x0 for s in figures), default=0.0)
    gaps = [gap for gap in gaps if gap[1] - gap[0] < wide]
    found = set()
    for s in figures:
        first, last = bisect_left(gaps, (s.x0 + 1,)), bisect_left(gaps, (s.x1 - 1,))
        if any(gaps[i][1] < s.x1 - 1 for i in range(first, last)):
            found.add(id(s))
    return found


def _with_labels(columns: list[Column], labels: Sequence[Segment], head: Sequence[Segment]) -> list[Column]:
    """Add the columns of labels that stand clear of figures; a label centred over several columns makes none."""
    lines: dict[int, list[Segment]] = {}
    for s in head:
        lines.setdefault(round(s.base), []).append(s)
    alone = []
    for s in labels:
        over = [column for column in columns if column.overlaps(s.x0, s.x1)]
        wide = any(sum(s.x0 < t.x1 and t.x0 < s.x1 for t in line) > 1 for line in lines.values())
        if len(over) == 1 and not over[0].figures:
            over[0].labels.append(s)
            over[0].x0, over[0].x1 = min(over[0].x0, s.x0), max(over[0].x1, s.x1)
        elif not over and not wide:
            alone.append(s)
    added: list[Column] = []
    for s in sorted(alone, key=lambda s: s.x0):
        if added and added[-1].overlaps(s.x0, s.x1):
            added[-1].x1 = max(added[-1].x1, s.x1)
            added[-1].labels.append(s)
        else:
            added.append(Column(s.x0, s.x1, labels=[s]))
    return sorted(columns + added, key=lambda column: column.x0)


def _lines(head: Sequence[Segment]) -> list[list[Segment]]:
    """Return the pieces of a head by line, the lowest first."""
    lines: list[list[Segment]] = []
    for s in sorted(head, key=lambda s: (-s.base, s.x0)):
        if lines and lines[-1][0].base - s.base < 3:
            lines[-1].append(s)
        else:
            lines.append([s])
    return lines


def _one_code(head: Sequence[Segment], columns: Sequence[Column]) -> list[Segment]:
    """Return the pieces with 类 款 项 as one, where the codes below them stand in one column, not in three."""
    levels = [s for s in head if s.text in ("类", "款", "项")]
    whole = [column for column in columns if column.figures and any(column.overlaps(s.x0, s.x1) for s in levels)]
    if len(levels) != 3 or len(whole) != 1:
        return list(head)
    one = levels[0]._replace(x0=min(s.x0 for s in levels), x1=max(s.x1 for s in levels))
    return [one, *(s for s in head if s not in levels)]


def _put(columns: list[Column], title: Segment, *, may_add: bool) -> None:
    """Give a title to its column, or make one for it; one that spans columns is left out. The lowest come first."""
    over = [i for i, column in enumerate(columns) if column.overlaps(title.x0, title.x1)]
    if len(over) == 1:
        column = columns[over[0]]
        if not column.heads or _goes_on(title, column.heads[-1]):
            column.add(title)
        return
    if over:
        headless = [i for i in over if not columns[i].heads]
        if (
            may_add
            and len(over) == 2
            and len(headless) == 1
            and any(columns[i].heads and columns[i].is_bare for i in over)
        ):
            columns[over[0]].join(columns.pop(over[1]))
        return
    place = bisect_left(columns, title.x0, key=lambda column: column.x0)
    beside = columns[max(place - 1, 0) : place + 1]
    if len(beside) == 2 and all(c.heads and c.heads[-1].top >= title.base - 0.2 * title.size for c in beside):
        return  # it spans both
    if may_add:
        columns.insert(place, Column(title.x0, title.x1, heads=[title]))


def _goes_on(above: Segment, below: Segment) -> bool:
    """Whether a title goes on below, or what is below is the column's number."""
    if below.is_number:
        return True
    near = below.base - above.base <= LEADING * above.size
    return near and (abs(above.centre - below.centre) <= 0.6 * above.size or abs(above.x0 - below.x0) <= 2)


def _adopted(columns: Sequence[Column]) -> list[Column]:
    """Join the columns that have titles only with those beside them that have none."""
    done: list[Column] = []
    for column in columns:
        last = done[-1] if done else None
        if (last and last.heads and last.is_bare and column.figures and not column.heads and not _at_left(column)) or (
            last and not last.heads and column.heads and column.is_bare and (last.labels or _at_left(last))
        ):
            last.join(column)
        else:
            done.append(column)
    return done


def _at_left(column: Column) -> bool:
    """Whether numbers are set at the left of their column: codes."""
    figures = column.figures
    if not figures or not all(_CODE.fullmatch(s.text) for s in figures):
        return False
    left = max(s.x0 for s in figures) - min(s.x0 for s in figures)
    right = max(s.x1 for s in figures) - min(s.x1 for s in figures)
    return left < right - 1 or (left < 2 and all(s.text.isdigit() for s in figures))

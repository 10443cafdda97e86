"""Columns of a table without lines, from where the pieces of its lines stand."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from extractor.load.segments import Segment

Interval = tuple[float, float]


def column_edges(body: Sequence[Segment], head: Sequence[Segment]) -> tuple[float, ...]:
    """Return the edges of the columns, from the left: amounts first, then labels, then heads of blank columns."""
    figures = _merged([(s.x0, s.x1) for s in body if s.is_number])
    labels = [(s.x0, s.x1) for s in body if not s.is_number and _overlapped((s.x0, s.x1), figures) == 0]
    columns = sorted(figures + _apart(_merged(labels), figures))
    low = _one_code(_low(head), figures)
    columns = _extended(columns, [(s.x0, s.x1) for s in [*low, *_single(head)]])
    columns = _with_blank(columns, _blank(low, columns), [(s.x0, s.x1) for s in low], figures)
    size = max((s.size for s in body), default=10.0)
    inner = [(left[1] + right[0]) / 2 for left, right in pairwise(columns)]
    return (columns[0][0] - size, *inner, columns[-1][1] + size) if columns else ()


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


def fits(segments: Sequence[Segment], edges: Sequence[float]) -> bool:
    """Whether no number crosses an edge and hardly a label does: the columns of the page before still hold."""
    crossing = [s for s in segments if any(s.x0 + 0.3 * s.size < x < s.x1 - 0.3 * s.size for x in edges[1:-1])]
    inside = all(edges[0] - s.size <= s.x0 and s.x1 <= edges[-1] + s.size for s in segments)
    return inside and not any(s.is_number for s in crossing) and len(crossing) * 10 <= len(segments)


def _merged(intervals: Sequence[Interval]) -> list[Interval]:
    done: list[Interval] = []
    for start, end in sorted(intervals):
        if done and start < done[-1][1]:
            done[-1] = (done[-1][0], max(done[-1][1], end))
        else:
            done.append((start, end))
    return done


def _overlapped(interval: Interval, others: Sequence[Interval]) -> int:
    return sum(1 for start, end in others if interval[0] < end and start < interval[1])


def _apart(labels: Sequence[Interval], figures: Sequence[Interval]) -> list[Interval]:
    """Return label columns without those that a figure's column lies within."""
    return [label for label in labels if _overlapped(label, figures) == 0]


def _with_blank(
    columns: list[Interval], blank: Sequence[Interval], head: Sequence[Interval], figures: Sequence[Interval]
) -> list[Interval]:
    """Add the columns that have a head only; a head may also belong to a column beside it that has none of its own.

    Heads are centred, amounts stand at the right and labels at the left of their column, so they need not overlap.
    """
    done = list(columns)
    for interval in blank:
        place = bisect_right(done, interval)
        right, left = done[place : place + 1], done[max(place - 1, 0) : place]
        if right and _overlapped(right[0], figures) and not _overlapped(right[0], head):
            done[place] = (interval[0], right[0][1])
        elif left and not _overlapped(left[0], figures) and not _overlapped(left[0], head):
            done[place - 1] = (left[0][0], interval[1])
        else:
            done.insert(place, interval)
    return done


def _low(head: Sequence[Segment]) -> list[Segment]:
    """Return the titles of single columns: those that stand low. A title that spans columns stands high."""
    if not head:
        return []
    middle = (min(s.top for s in head) + max(s.base for s in head)) / 2
    return [s for s in head if (s.top + s.base) / 2 >= middle - 0.7 * s.size]


def _single(head: Sequence[Segment]) -> list[Segment]:
    """Return the pieces of a head that have no two pieces beside one another below them: they span no columns."""
    found = []
    for one in head:
        below = [s for s in head if s.base > one.base + 3 and _overlapped((s.x0, s.x1), [(one.x0, one.x1)])]
        lines = [sum(1 for s in below if abs(s.base - other.base) < 3) for other in below]
        if max(lines, default=0) < 2:
            found.append(one)
    return found


def _one_code(low: list[Segment], figures: Sequence[Interval]) -> list[Segment]:
    """Return the titles with 类 款 项 as one, where the codes below them stand in one column, not in three."""
    levels = [s for s in low if s.text in ("类", "款", "项")]
    if len(levels) != 3 or sum(1 for column in figures if _overlapped(column, [(s.x0, s.x1) for s in levels])) != 1:
        return low
    whole = levels[0]._replace(x0=min(s.x0 for s in levels), x1=max(s.x1 for s in levels))
    return [s for s in low if s not in levels] + [whole]


def _extended(columns: Sequence[Interval], head: Sequence[Interval]) -> list[Interval]:
    """Return the columns with the titles that stand over one of them alone."""
    done = list(columns)
    for title in head:
        over = [i for i, column in enumerate(columns) if _overlapped(title, [column])]
        if len(over) == 1:
            i = over[0]
            low = max(title[0], done[i - 1][1]) if i else title[0]
            high = min(title[1], done[i + 1][0]) if i + 1 < len(done) else title[1]
            done[i] = (min(done[i][0], low), max(done[i][1], high))
    return done


def _blank(low: Sequence[Segment], columns: Sequence[Interval]) -> list[Interval]:
    """Return the places of titles that stand over no column: it may be blank."""
    return _merged([(s.x0, s.x1) for s in low if _overlapped((s.x0, s.x1), columns) == 0])

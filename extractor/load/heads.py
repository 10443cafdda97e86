"""The head of a table without lines: each title in its column, a spanning one over several, row by row."""

from collections.abc import Sequence

from extractor.load.page_columns import column_of
from extractor.load.segments import Segment
from extractor.load.spans import spans_of
from extractor.load.titles import Title, titles_of
from schemas.document import Merge


def head_rows(
    head: Sequence[Segment], edges: Sequence[float], pitch: float, *, left: bool = False
) -> tuple[list[tuple[str, ...]], list[Merge]]:
    """Return the rows of a head and its merged cells.

    `pitch` is the distance of the rows below, `left` whether titles are set at the left of what they span.
    """
    titles = _placed(titles_of(head, pitch), edges)
    spans = spans_of(titles, edges, left=left)
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
    lines = [i for i, (_, t) in enumerate(titles) if any(abs(t.base - n.base) < 3 for n in numbers) or t.is_formula]
    last = max((done[i] for i in lines), default=0)
    return [last if i in lines else row for i, row in enumerate(done)]


def _column(title: Title, edges: Sequence[float]) -> int:
    return column_of(title.segments[0]._replace(x0=title.x0, x1=title.x1), edges, centred=True)

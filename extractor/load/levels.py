"""Rows with no line between them: from the heights of their pieces, wrapped labels joined, figures by their labels."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extractor.load.cells import cell_text
from extractor.load.page_columns import column_of
from extractor.load.segments import Segment

LEADING = 2.1
"""Distance of base lines, in type sizes, up to which two lines may be one wrapped text."""

CLOSE = 1.65
"""The same where a line of a text and a row are as far apart."""

ENOUGH = 3
"""Figures of a column that tell by themselves how far off their labels they are printed."""

_MARK = re.compile(
    r"[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十\d]+[)）]|\d+[.．、]|[①-⑳]|[Ⅰ-Ⅻⅰ-ⅻ]+[、.．]|其中|合计|本年|总计|[\d]{3,7}"
)


_CODE = re.compile(r"[2２]\d{4}(\d\d)?")
"""The code of a 款 or a 项."""

_DASH = re.compile(r"[-−－—]+")


class Item(NamedTuple):
    """What stands in one cell: a label of one or more lines, or a figure."""

    column: int
    top: float
    base: float
    segments: tuple[Segment, ...]

    @property
    def middle(self) -> float:
        """Vertical middle."""
        return (self.top + self.base) / 2

    @property
    def is_number(self) -> bool:
        """Whether it is a figure."""
        return self.segments[0].is_number


class Wrap(NamedTuple):
    """How the labels of a column wrap: how far right, how far below, how far apart rows are, and the column's end."""

    right: float
    leading: float
    usual: float
    """How far apart most of the column's lines are."""
    pitch: float
    edge: float


def row_text(row: Sequence[Item], edges: Sequence[float]) -> tuple[str, ...]:
    """Return the text of a row's cells."""
    cells = [""] * (len(edges) - 1)
    for item in sorted(row, key=lambda item: (item.column, item.middle, item.segments[0].x0)):
        said = cell_text([g for s in item.segments for g in s.glyphs], max(s.x1 - s.x0 for s in item.segments))
        cells[item.column] = f"{cells[item.column]} {said}".strip()
    return tuple(cells)


def items_of(body: Sequence[Segment], edges: Sequence[float]) -> list[Item]:
    """Return the cells' contents: wrapped labels in one, the rest a piece each."""
    columns: list[list[Segment]] = [[] for _ in edges[1:]]
    for segment in body:
        columns[column_of(segment, edges)].append(segment)
    figures = sorted(s.base for s in body if s.is_number)
    pitch = row_pitch([[s for s in body if s.is_number]])
    items = []
    for column, held in enumerate(columns):
        held.sort(key=lambda s: (s.base, s.x0))
        labels = [s for s in held if not s.is_number]
        wrap = Wrap(max((s.x1 for s in labels), default=0.0), *_steps(labels), pitch, edges[column + 1])
        groups: list[list[Segment]] = []
        for segment in held:
            if groups and _wraps(groups[-1][-1], segment, wrap, figures):
                groups[-1].append(segment)
            else:
                groups.append([segment])
        items += [Item(column, group[0].top, group[-1].base, tuple(group)) for group in groups]
    return items


def row_pitch(columns: Sequence[Sequence[Segment]]) -> float:
    """Return the smallest distance of two rows in columns of numbers, or 0.

    Amounts tell where there are any: a code may be cut over two lines.
    """
    amounts = [[s for s in held if s.is_amount] for held in columns]
    steps = [pitch_of(sorted(s.base for s in held)) for held in (amounts if any(amounts) else columns)]
    return min((step for step in steps if step), default=0.0)


def pitch_of(figures: Sequence[float]) -> float:
    """Return the distance of two rows' base lines, as small as it is regularly."""
    steps = sorted(after - before for before, after in pairwise(figures) if after - before > 3)
    return steps[len(steps) // 4] if steps else 0.0


def _steps(labels: Sequence[Segment]) -> tuple[float, float]:
    """Return the distance of wrapped lines, the smallest between two labels of a column, and the usual one."""
    steps = [step for above, below in pairwise(labels) if (step := below.base - above.base) > 3]
    return min(steps, default=0.0), median(steps) if steps else 0.0


def _wraps(above: Segment, below: Segment, wrap: Wrap, figures: Sequence[float]) -> bool:
    """Whether `below` goes on with the text, or with the number, of `above`."""
    step = below.base - above.base
    if abs(step) <= 0.5 * above.size:
        return not (above.is_number and below.is_number)  # two pieces of one line of a label
    if step > LEADING * above.size:
        return False
    if above.is_number or below.is_number:
        return below.is_number and (above.text[-1] in ".," or _is_broken_code(above, below))
    if _MARK.match(below.text) or step > 1.06 * wrap.leading:
        return False
    if step > CLOSE * above.size and above.x1 < wrap.edge - 2.2 * above.size:
        return False  # the next character had room
    both = _has(figures, above.base) and _has(figures, below.base)
    if step <= CLOSE * above.size and step < 0.85 * wrap.usual and not both:
        return True  # rows are farther apart
    if wrap.leading < 0.95 * wrap.pitch:  # lines of one label are closer than rows
        return above.x1 >= wrap.right - 3.2 * above.size and not both
    return above.x1 >= wrap.right - 1.2 * above.size and not _has(figures, below.base)


def _is_broken_code(above: Segment, below: Segment) -> bool:
    """Whether a subject's code is cut at the end of its narrow cell: 208050 over 5, 20805 over 05."""
    joined = above.text + below.text
    return len(below.text) < 4 and abs(below.x0 - above.x0) < 0.2 * above.size and bool(_CODE.fullmatch(joined))


def _has(figures: Sequence[float], base: float) -> bool:
    return any(abs(figure - base) < 2 for figure in figures)


def rows_of(items: Sequence[Item]) -> list[list[Item]]:
    """Return the items by row."""
    rows: list[list[Item]] = []
    for item in sorted(_beside(items), key=lambda item: (item.middle, item.column)):
        row = rows[-1] if rows else []
        taken = any(other.column == item.column for other in row)
        if row and not taken and any(_level(item, other) for other in row):
            row.append(item)
        else:
            rows.append([item])
    return rows


def _level(one: Item, other: Item) -> bool:
    """Whether two items stand at the same height."""
    shared = min(one.base, other.base) - max(one.top, other.top)
    return shared > 0.4 * min(one.base - one.top, other.base - other.top)


def _beside(items: Sequence[Item]) -> list[Item]:
    """Return the items with the figures of a column at the height of their labels, where it is printed off it alike."""
    done = [item for item in items if not item.is_number]
    held: dict[tuple[int, bool], list[Item]] = {}
    for item in items:
        if item.is_number:  # the dash of an empty cell may be set like a label beside figures that are not
            held.setdefault((item.column, bool(_DASH.fullmatch(item.segments[0].text))), []).append(item)
    columns = set(held)
    off = {column for column, figures in held.items() if done and _stands_off(figures, done)}
    anchors = [*done, *(item for column in columns - off for item in held[column])]
    together = [item for column in off for item in held[column]]
    for column in columns:
        figures = held[column]
        shared = sum(any(abs(o.base - i.base) < 2 and o.column != column[0] for o in together) for i in figures)
        told = together if len(figures) < ENOUGH or shared * 2 > len(figures) else figures
        done += _moved(figures, told, anchors) if column in off else figures
    return done


def _stands_off(figures: Sequence[Item], labels: Sequence[Item]) -> bool:
    alone = sum(1 for item in figures if not any(_level(item, label) for label in labels))
    return alone * 5 >= len(figures) * 3


def _moved(figures: Sequence[Item], told: Sequence[Item], anchors: Sequence[Item]) -> list[Item]:
    """Return figures moved by the distance at which most of those in `told` have a row above, or below.

    A label of more lines than most has its middle farther off: what then stands just beside a row belongs to it.
    """
    offsets = [min((anchor.middle - item.middle for anchor in anchors), key=abs) for item in told]
    above, below = [o for o in offsets if o > 0], [o for o in offsets if o <= 0]
    if len(above) == len(below):
        first = min(item.middle for item in told) < min(anchor.middle for anchor in anchors)
        offset = median(above if first else below)
    else:
        offset = median(above if len(above) > len(below) else below)
    moved = []
    for item in figures:
        near = min((anchor.middle - item.middle - offset for anchor in anchors), key=abs)
        step = offset + (near if abs(near) < item.segments[0].size else 0.0)
        moved.append(item._replace(top=item.top + step, base=item.base + step))
    return moved

"""Tables by their lines: from horizontal and vertical rules to a lattice of cells, merged ones in one piece."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.load.geometry import Rule

TOUCH = 3.0
"""Points within which two lines meet."""

SNAP = 3.0
"""Points within which lines are one: a double line, the borders of neighbouring cells."""

MAX_ACROSS, MAX_DOWN = 2_000, 600
"""Lines of a page beyond which they are no tables."""

MAX_COLUMNS, MAX_ROWS = 200, 1_000
"""Of a page."""

MAX_GROUPS = 200
"""Groups of lines on a page beyond which they are a drawing: boxes to tick, a map."""

SIDE_GAP = 40.0
"""Points between blocks that stand side by side and are one form."""

_CLOSED = 0.8


class Area(NamedTuple):
    """A cell: upper left row and column, and how many it covers."""

    row: int
    column: int
    height: int
    width: int


class Lattice(NamedTuple):
    """The lines of one table: `xs` and `ys` are the edges of its columns and rows, `areas` its cells in order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    areas: tuple[Area, ...]


def lattices(across: Sequence[Rule], down: Sequence[Rule], before: Sequence[float] = ()) -> list[Lattice]:
    """Return the tables that lines make up: two rows and columns at least, closed above and below or at the sides.

    `before` are the columns of the page before: a single row between lines of theirs is the last of that table.
    """
    if len(across) > MAX_ACROSS or len(down) > MAX_DOWN:
        return []
    found = []
    groups = _components(across, down)
    if len(groups) > MAX_GROUPS:
        return []
    for rows, columns in _side_by_side(groups):
        lattice = _lattice(rows, columns)
        if lattice and (len(lattice.ys) > 2 or goes_on(continued(lattice, before).xs, before)):
            found.append(lattice)
    return sorted(found, key=lambda lattice: (lattice.ys[0], lattice.xs[0]))


def continued(lattice: Lattice, edges: Sequence[float]) -> Lattice:
    """Return `lattice` with the columns of the page before, where its own are those with some lines left out."""
    if len(edges) <= len(lattice.xs):
        return lattice
    places = [min(range(len(edges)), key=lambda i: abs(edges[i] - x)) for x in lattice.xs]
    if any(abs(edges[place] - x) > TOUCH for place, x in zip(places, lattice.xs, strict=True)):
        return lattice
    if places[0] != 0 or places[-1] != len(edges) - 1 or len(set(places)) < len(places):
        return lattice
    areas = (
        Area(row, places[column], height, places[column + width] - places[column])
        for row, column, height, width in lattice.areas
    )
    return Lattice(tuple(edges), lattice.ys, tuple(areas))


def owners_of(lattice: Lattice) -> dict[tuple[int, int], Area]:
    """Return the cell that each row and column belongs to."""
    return {
        (row, column): area
        for area in lattice.areas
        for row in range(area.row, area.row + area.height)
        for column in range(area.column, area.column + area.width)
    }


def place_of(x: float, y: float, lattice: Lattice) -> tuple[int, int]:
    """Return the row and column of a point; one outside counts to the nearest."""
    row, column = bisect_right(lattice.ys, y) - 1, bisect_right(lattice.xs, x) - 1
    return min(max(row, 0), len(lattice.ys) - 2), min(max(column, 0), len(lattice.xs) - 2)


def goes_on(edges: Sequence[float], before: Sequence[float]) -> bool:
    """Whether columns are those of the page before; a row of merged cells lacks some lines, never the outer ones."""
    if not before or not edges or any(abs(edges[end] - before[end]) > TOUCH for end in (0, -1)):
        return False
    return all(any(abs(x - y) <= TOUCH for y in before) for x in edges)


Lines = tuple[list[Rule], list[Rule]]


def _components(across: Sequence[Rule], down: Sequence[Rule]) -> list[Lines]:
    """Return the lines by group; lines of one group touch one another."""
    parent = list(range(len(across) + len(down)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    order = sorted(range(len(down)), key=lambda index: down[index].at)
    places = [down[index].at for index in order]
    for i, rule in enumerate(across):
        for place in range(bisect_left(places, rule.start - TOUCH), len(places)):
            if places[place] > rule.end + TOUCH:
                break
            other = down[order[place]]
            if other.start - TOUCH <= rule.at <= other.end + TOUCH:
                parent[root(i)] = root(len(across) + order[place])
    groups: dict[int, Lines] = defaultdict(lambda: ([], []))
    for i, rule in enumerate(across):
        groups[root(i)][0].append(rule)
    for i, rule in enumerate(down):
        groups[root(len(across) + i)][1].append(rule)
    return [lines for lines in groups.values() if len(lines[0]) >= 2 and lines[1]]


def _side_by_side(groups: list[Lines]) -> list[Lines]:
    """Join the groups that stand beside one another at the same height: the blocks of one form."""
    done: list[Lines] = []
    for group in sorted(groups, key=lambda lines: min(rule.start for rule in lines[0])):
        beside = next((i for i, other in enumerate(done) if _continues(other, group)), None)
        if beside is None:
            done.append(group)
        else:
            done[beside] = _bridged(done[beside], group)
    return done


def _continues(left: Lines, right: Lines) -> bool:
    gap = min(rule.start for rule in right[0]) - max(rule.end for rule in left[0])
    heights = [(min(rule.at for rule in lines[0]), max(rule.at for rule in lines[0])) for lines in (left, right)]
    level = all(abs(one - other) <= SNAP for one, other in zip(*heights, strict=True))
    return level and -SNAP <= gap <= SIDE_GAP and _same_rows(left, right)


def _bridged(left: Lines, right: Lines) -> Lines:
    """Return both groups as one, the gap between them given to the left one's last column."""
    old, new = max(rule.end for rule in left[0]), min(rule.start for rule in right[0])
    across = [rule._replace(end=new) if old - rule.end <= SNAP else rule for rule in left[0]]
    down = [rule._replace(at=new) if abs(old - rule.at) <= SNAP else rule for rule in left[1]]
    return across + right[0], down + right[1]


def _same_rows(one: Lines, other: Lines) -> bool:
    """Whether most lines of one group go on in the other."""
    here, there = _edges([r.at for r in one[0]]), _edges([r.at for r in other[0]])
    shared = sum(1 for y in here if any(abs(y - z) <= SNAP for z in there))
    return shared * 4 >= 3 * min(len(here), len(there)) and shared >= 3


def _edges(places: Sequence[float]) -> list[float]:
    """Return the places of lines, those within `SNAP` as one."""
    edges: list[list[float]] = []
    for place in sorted(places):
        if edges and place - edges[-1][0] <= SNAP:
            edges[-1].append(place)
        else:
            edges.append([place])
    return [sum(group) / len(group) for group in edges]


def _lattice(across: list[Rule], down: list[Rule]) -> Lattice | None:
    left, right = min(rule.start for rule in across), max(rule.end for rule in across)
    top, bottom = min(rule.start for rule in down), max(rule.end for rule in down)
    xs = _bounded([rule.at for rule in down], left, right)
    ys = _bounded([rule.at for rule in across], top, bottom)
    if not 3 <= len(xs) <= MAX_COLUMNS + 1 or not 2 <= len(ys) <= MAX_ROWS + 1:
        return None
    walls = _marked(down, xs, ys)  # by vertical edge: the rows it runs along
    floors = _marked(across, ys, xs)  # by horizontal edge: the columns it runs along
    if not (_closed(floors[0]) and _closed(floors[-1])) and not (_closed(walls[0]) and _closed(walls[-1])):
        return None
    return Lattice(tuple(xs), tuple(ys), tuple(_areas(walls, floors, len(ys) - 1, len(xs) - 1)))


def _bounded(places: Sequence[float], low: float, high: float) -> list[float]:
    """Return the edges, with the ends of the crossing lines where no line closes the table there."""
    edges = _edges(places)
    if edges[0] - low > 2 * TOUCH:
        edges.insert(0, low)
    if high - edges[-1] > 2 * TOUCH:
        edges.append(high)
    return edges


def _marked(rules: Sequence[Rule], edges: Sequence[float], steps: Sequence[float]) -> list[bytearray]:
    """Return, by edge, which steps its lines run along: those whose middle they pass."""
    middles = [(low + high) / 2 for low, high in pairwise(steps)]
    marks = [bytearray(len(middles)) for _ in edges]
    for rule in rules:
        place = bisect_left(edges, rule.at)
        near = [i for i in (place - 1, place) if 0 <= i < len(edges)]
        mark = marks[min(near, key=lambda i: abs(edges[i] - rule.at))]
        first, last = bisect_left(middles, rule.start), bisect_left(middles, rule.end)
        mark[first:last] = b"\1" * (last - first)
    return marks


def _closed(edge: bytearray) -> bool:
    return sum(edge) >= _CLOSED * len(edge)


def _areas(walls: list[bytearray], floors: list[bytearray], rows: int, columns: int) -> list[Area]:
    """Cut the lattice into rectangles without a line in them, from the upper left."""
    free = [bytearray(b"\1" * columns) for _ in range(rows)]
    areas = []
    for row in range(rows):
        for column in range(columns):
            if not free[row][column]:
                continue
            width = 1
            while column + width < columns and free[row][column + width] and not walls[column + width][row]:
                width += 1
            end, height = column + width, 1
            while row + height < rows and _goes_on(walls, floors, free, row + height, column, end):
                height += 1
            for line in free[row : row + height]:
                line[column:end] = bytes(width)
            areas.append(Area(row, column, height, width))
    return areas


def _goes_on(
    walls: list[bytearray], floors: list[bytearray], free: list[bytearray], row: int, start: int, end: int
) -> bool:
    """Whether a cell goes on into `row`: no line above it, none within it, and it ends at the same columns."""
    return (
        all(free[row][start:end])
        and not any(floors[row][start:end])
        and not any(walls[column][row] for column in range(start + 1, end))
    )

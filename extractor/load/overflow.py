"""Wrapped text taller than its cell: lines that run over the cell's edges belong to it, not to the cells they reach.

Two things tell such text. It is a paragraph: its lines are written one straight after the other, evenly below one
another and on one axis, and all but the last fill the cell. And it does not fit where it stands: a line between two
cells strikes through its characters, or it is printed over something else.

Lines that were broken on purpose need not fill the cell. They are its text where they stand in its middle, it has no
other, and a cell that they reach has a text of its own, so that not all words of the column are set off their cells;
so are those beside them at the same heights.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

from extractor.load.cells import OVER
from extractor.load.geometry import Glyph
from extractor.load.ruled import Area, Lattice, owners_of, place_of

STEPS = (0.9, 1.9)
"""Distance of base lines, in type sizes, between the lines of a paragraph."""

OFF_AXIS = 0.3
"""Type sizes by which lines of a paragraph may be off their common middle or edge."""

INK = (0.1, 0.7)
"""Heights over the base line, in type sizes, between which a line that crosses strikes through a character."""

CENTRED = 0.3
"""Type sizes by which the middle of a paragraph may be off its cell's, where it is set in the middle."""

FREE = 3.0
"""Type sizes that a wrapped line may leave free of its cell's width, padding and what may not begin a line included."""

MOST_LINES = 6
"""Of a wrapped text; more of them below one another are a column."""

MAX_LINES = 6_000
"""Pieces of text in a table beyond which nothing is looked for; a dense page has a third of them."""

BEYOND = 3.0
"""Type sizes beyond the table within which a cell's text may run over its outer edge."""

Line = list[Glyph]
Owners = dict[tuple[int, int], Area]
Paragraph = tuple[Area, list[Line]]


def overflowing(lattice: Lattice, glyphs: Sequence[Glyph]) -> list[tuple[Area, list[Glyph]]]:
    """Return the paragraphs that are taller than their cells, each with the cell it belongs to."""
    owners = owners_of(lattice)
    near = [glyph for glyph in glyphs if _is_near(glyph, lattice)]
    lines = list(_written_lines(near))
    if len(lines) > MAX_LINES:
        return []
    by_base = sorted(lines, key=_base)
    found: list[Paragraph] = []
    broken: list[Paragraph] = []
    for block in _paragraphs(lines):
        if len({_area_of(line, lattice, owners) for line in block}) == 1:
            continue
        if any(_is_struck(line, lattice, owners) or _is_printed_over(line, by_base) for line in block):
            home = _home(block, lattice, owners)
            if home and _fills(block, lattice.xs[home.column + home.width] - lattice.xs[home.column]):
                found.append((home, block))
            elif home and _is_centred(block, home, lattice):
                broken.append((home, block))
    if broken:
        found += _of_their_cells(broken, found, lines, lattice, owners)
    return [(home, [glyph for line in block for glyph in line]) for home, block in found]


def _of_their_cells(
    broken: Sequence[Paragraph], found: Sequence[Paragraph], lines: Sequence[Line], lattice: Lattice, owners: Owners
) -> list[Paragraph]:
    """Return those of the paragraphs in the middle of a cell whose lines can be of no other.

    `found`: those known already.
    """
    known = {line[0].at for _, block in (*broken, *found) for line in block}
    apart = [line for line in lines if line[0].at not in known and not _is_struck(line, lattice, owners)]
    whole = {_area_of(line, lattice, owners) for line in apart}
    free = [(home, block) for home, block in broken if home not in whole]
    settled = whole.union(home for home, _ in found) - {None}
    done: list[Paragraph] = []
    while more := [one for one in free if one not in done and _reached(one, lattice, owners) & settled]:
        done += more
        settled.update(home for home, _ in more)
    heights = {_heights(block) for _, block in (*done, *found)}
    return [*done, *(one for one in free if one not in done and _heights(one[1]) in heights)]


def _reached(one: Paragraph, lattice: Lattice, owners: Owners) -> set[Area | None]:
    """Return the cells beside its own that the characters of a paragraph stand in, None outside the table."""
    home, block = one
    return {
        _area_at(_axis(line), _base(line) - part * _size(line), lattice, owners) for line in block for part in INK
    } - {home}


def _heights(block: Sequence[Line]) -> tuple[int, ...]:
    """Return where the lines of a paragraph stand, in points."""
    return tuple(round(_base(line)) for line in block)


def _is_near(glyph: Glyph, lattice: Lattice) -> bool:
    room = BEYOND * glyph.size
    inside = lattice.xs[0] <= glyph.centre <= lattice.xs[-1]
    return inside and not glyph.turned and lattice.ys[0] - room <= glyph.middle <= lattice.ys[-1] + room


def _written_lines(glyphs: Iterable[Glyph]) -> Iterator[Line]:
    """Yield what is written in one go from left to right on one base line."""
    line: Line = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.at):
        if line:
            size, step = glyph.size, glyph.x0 - line[-1].x1
            if abs(glyph.base - line[-1].base) > 0.2 * size or not -OVER * size <= step <= size:
                yield line
                line = []
        line.append(glyph)
    if line:
        yield line


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the runs of two lines or more that are one paragraph."""
    block = list(lines[:1])
    for before, line in pairwise(lines):
        if not _goes_on(before, line):
            yield from [block] if 1 < len(block) <= MOST_LINES else ()
            block = []
        block.append(line)
    yield from [block] if 1 < len(block) <= MOST_LINES else ()


def _goes_on(before: Line, line: Line) -> bool:
    size = _size(before)
    step = line[0].base - before[0].base
    if _is_figure(before) or _is_figure(line):
        return False
    if abs(_size(line) - size) > 0.1 * size or not STEPS[0] * size <= step <= STEPS[1] * size:
        return False
    edges = ((before[0].x0, line[0].x0), (before[-1].x1, line[-1].x1), (_axis(before), _axis(line)))
    return any(abs(one - other) <= OFF_AXIS * size for one, other in edges)


def _is_figure(line: Line) -> bool:
    """Whether a line is a number or a dash, which is no wrapped text."""
    return not any(glyph.char.isalpha() for glyph in line)


def _axis(line: Line) -> float:
    return (line[0].x0 + line[-1].x1) / 2


def _base(line: Line) -> float:
    return line[0].base


def _size(line: Line) -> float:
    """Return the type size of a line; a bracket or figure in it may be of a smaller type."""
    return max(glyph.size for glyph in line)


def _middle(block: Sequence[Line]) -> float:
    return (block[0][0].middle + block[-1][0].middle) / 2


def _is_centred(block: Sequence[Line], home: Area, lattice: Lattice) -> bool:
    """Whether a paragraph stands in the middle of its cell's height."""
    middle = (lattice.ys[home.row] + lattice.ys[home.row + home.height]) / 2
    return abs(_middle(block) - middle) <= CENTRED * _size(block[0])


def _area_of(line: Line, lattice: Lattice, owners: Owners) -> Area | None:
    """Return the cell the middle of a line stands in; None where that is outside the table."""
    return _area_at(_axis(line), line[0].middle, lattice, owners)


def _area_at(x: float, y: float, lattice: Lattice, owners: Owners) -> Area | None:
    if not lattice.ys[0] <= y <= lattice.ys[-1]:
        return None
    return owners.get(place_of(x, y, lattice))


def _is_struck(line: Line, lattice: Lattice, owners: Owners) -> bool:
    """Whether an edge between two cells runs through the characters of a line."""
    base, size = _base(line), _size(line)
    low, high = (_area_at(_axis(line), base - part * size, lattice, owners) for part in INK)
    return low != high


def _is_printed_over(line: Line, by_base: Sequence[Line]) -> bool:
    """Whether something else is printed where a line stands."""
    reach = 0.6 * line[0].size
    first = bisect_left(by_base, line[0].base - reach, key=_base)
    for other in islice(by_base, first, None):
        if other[0].base > line[0].base + reach:
            break
        shared = min(line[-1].x1, other[-1].x1) - max(line[0].x0, other[0].x0)
        if other is not line and shared > OVER * line[0].size:
            return True
    return False


def _fills(block: Sequence[Line], width: float) -> bool:
    """Whether a paragraph had to be wrapped in a cell `width` points wide: each line but the last is full."""
    return all(width - (line[-1].x1 - line[0].x0) < FREE * _size(line) for line in block[:-1])


def _home(block: Sequence[Line], lattice: Lattice, owners: Owners) -> Area | None:
    """Return the cell of a paragraph.

    Text set in the middle of its cell runs over on both sides, text set at the top or bottom of it on the other side.
    """
    home = _area_at(sum(map(_axis, block)) / len(block), _middle(block), lattice, owners)
    if home and _is_centred(block, home, lattice):
        return home
    whole = [line for line in (block[0], block[-1]) if not _is_struck(line, lattice, owners)]
    return (_area_of(whole[0], lattice, owners) if len(whole) == 1 else None) or home

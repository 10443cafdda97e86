"""The text of a page: its prose in the carrier's own order, each table in its place, one row a line."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from extractor.load.geometry import Glyph, Sheet, joined
from extractor.load.loaded import Loaded
from extractor.load.pages import PAGE_BREAK
from extractor.load.reading_order import ProseLine, in_reading_order
from extractor.load.ruled import continued, lattices
from extractor.load.segments import lines_of
from extractor.load.tables import Table, table_of
from extractor.load.torn import with_finer_columns
from extractor.load.unruled import Before, unruled_table
from extractor.load.zones import runs_on, zones
from schemas.document import Grid

OVERDRAWN = "（本页画的线太多，没有按线读表）"
"""Stands at the end of a page whose lines were not looked at."""


class Laid(NamedTuple):
    """Text of a page, and its grids with offsets into that text."""

    text: str
    grids: tuple[Grid, ...] = ()
    source: Literal["text", "ocr"] = "text"


class Carry(NamedTuple):
    """What a page's last table leaves to the next page."""

    edges: tuple[float, ...] = ()
    """Edges of its columns."""
    columns: tuple[tuple[float, float], ...] = ()
    """How far what stands in them reaches, where no line parts them."""
    head: tuple[str, ...] = ()
    """The lines of its head, where no line parts them."""
    runs_on: bool = False
    """Whether it has no lines and nothing stands below it."""


NOTHING = Carry()


def tables_on(sheet: Sheet, before: Carry = NOTHING) -> tuple[list[Table], Carry]:
    """Return the tables of a page from the top, and what the next page must know; `before` is of the page before."""
    found: list[Table] = []
    taken: set[int] = set()
    for lattice in lattices(joined(sheet.across), joined(sheet.down), before.edges):
        if not found:
            lattice = continued(lattice, before.edges)
        free = [glyph for glyph in sheet.glyphs if glyph.at not in taken] if taken else sheet.glyphs
        table = table_of(lattice, free, before=before.edges if not found else (), as_written=not sheet.is_seen)
        if table:
            found.append(table)
            taken |= table.taken
    lines = lines_of(glyph for glyph in sheet.glyphs if glyph.at not in taken)
    goes_on = before.runs_on and not found
    running = False
    for zone in zones(lines, goes_on, before.head):
        table = unruled_table(lines, zone, Before(before.edges, before.columns, before.head) if goes_on else None)
        if table and not any(other.top < table.bottom and table.top < other.bottom for other in found):
            found.append(table)
            running = runs_on(lines, zone.end)
    found.sort(key=lambda table: table.top)
    return found, _left(found[-1], running, before) if found else NOTHING


def _left(last: Table, running: bool, before: Carry) -> Carry:
    """Return what the last table of a page leaves to the next page; without a head, that of the page before."""
    return Carry(last.edges, last.columns, last.head or before.head, running)


def lay(sheet: Sheet, tables: Sequence[Table], source: Literal["text", "ocr"] = "text") -> Laid:
    """Return the page's text with `tables` in their places."""
    lines = in_reading_order(_prose(sheet, frozenset().union(*(table.taken for table in tables))), tables)
    placed = sorted(((_place(table, lines), table) for table in tables), key=lambda pair: (pair[0], pair[1].top))
    texts: list[str] = []
    grids: list[Grid] = []
    length = done = 0

    def put(line: str) -> None:
        nonlocal length
        texts.append(line)
        length += len(line) + 1

    for place, table in placed:
        for line in lines[done:place]:
            put(line.text)
        done = place
        start = length
        for row in table.rows:
            put("\t".join(row))
        grids.append(Grid(start=start, end=length, layout="tabbed", source=source, merges=table.merges))
    for line in lines[done:]:
        put(line.text)
    if sheet.is_overdrawn:
        put(OVERDRAWN)
    return Laid("\n".join(texts), tuple(grids), source)


class Pages:
    """Lays pages one after the other; the last is kept back, for the next may tell more of its last table."""

    def __init__(self) -> None:
        self._laid: list[Laid] = []
        self._open: tuple[Sheet, Sequence[Table]] | None = None

    def add(self, page: Laid) -> None:
        """Add a page that is laid already."""
        self._close(())
        self._laid.append(page)

    def draw(self, sheet: Sheet, tables: Sequence[Table]) -> None:
        """Add a page by what it shows."""
        self._close(tables)
        self._open = sheet, tables

    def done(self) -> list[Laid]:
        """Return all pages."""
        self._close(())
        return self._laid

    def _close(self, following: Sequence[Table]) -> None:
        """Lay the page kept back; `following` are the tables of the page after it."""
        if self._open:
            sheet, tables = self._open
            if tables and following:
                tables = [*tables[:-1], with_finer_columns(tables[-1], following[0].edges)]
            self._laid.append(lay(sheet, tables))
            self._open = None


def bound(pages: Sequence[Laid]) -> Loaded:
    """Return pages as one text, each ended by a line feed and a form feed."""
    texts: list[str] = []
    grids: list[Grid] = []
    start = 0
    for page in pages:
        texts.append(f"{page.text}\n{PAGE_BREAK}")
        grids += [grid.model_copy(update={"start": grid.start + start, "end": grid.end + start}) for grid in page.grids]
        start += len(texts[-1])
    recognised = frozenset(number for number, page in enumerate(pages, start=1) if page.source == "ocr")
    return Loaded("".join(texts), tuple(grids), recognised)


def _prose(sheet: Sheet, taken: frozenset[int]) -> list[ProseLine]:
    """Return the lines of what stands in no table; a line that stood wholly in one is gone."""
    by_place: dict[int, Glyph] = {glyph.at: glyph for glyph in sheet.glyphs}
    lines: list[ProseLine] = []
    parts: list[str] = []
    bases: list[float] = []
    lost = False
    torn = _torn(sheet)

    def end_line(at: int) -> None:
        nonlocal lost
        text = "".join(parts)
        if not lost or text.strip():
            height = sum(bases) / len(bases) if bases else None
            lines.append(ProseLine(text.strip() if lost else text, height, at))
        parts.clear()
        bases.clear()
        lost = False

    for at, piece in enumerate(sheet.stream):
        if at in taken:
            lost = True
        else:
            parts.append(piece.rstrip("\n"))
            if glyph := by_place.get(at):
                bases.append(glyph.middle)
        if piece.endswith("\n") and at not in torn:
            end_line(at)
    end_line(len(sheet.stream))
    return lines


def _torn(sheet: Sheet) -> frozenset[int]:
    """Return the line feeds within a printed line: a page of narrow columns is taken for one written downwards."""
    found: list[int] = []
    feeds: list[int] = []
    last: Glyph | None = None
    by_place = {glyph.at: glyph for glyph in sheet.glyphs}
    for at, piece in enumerate(sheet.stream):
        glyph = by_place.get(at)
        if glyph:
            if last and feeds and _adjoin(last, glyph):
                found += feeds
            feeds, last = [], glyph
        if piece.endswith("\n"):
            feeds.append(at)
    return frozenset(found)


def _adjoin(left: Glyph, right: Glyph) -> bool:
    """Whether two characters stand side by side on one base line."""
    size = max(left.size, right.size)
    level = abs(left.base - right.base) < 0.1 * size and abs(left.size - right.size) < 0.1 * size
    return level and not right.turned and -0.1 * size < right.x0 - left.x1 < 0.3 * size


def _place(table: Table, lines: Sequence[ProseLine]) -> int:
    """Return before which line of prose a table stands: where the fewest lines are on the wrong side of it."""
    wrong = best = sum(1 for line in lines if line.height is not None and line.height < table.top)
    place = 0
    for i, line in enumerate(lines, start=1):
        if line.height is None:
            continue
        if line.height < table.top:
            wrong -= 1
        elif line.height > table.bottom:
            wrong += 1
        if wrong < best or (wrong == best and line.height < table.top):
            best, place = wrong, i
    return place

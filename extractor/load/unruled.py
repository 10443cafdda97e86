"""Tables without lines: rows from the heights of their pieces, wrapped labels joined, figures beside their labels."""

from collections.abc import Sequence
from typing import NamedTuple

from extractor.load.geometry import Glyph
from extractor.load.heads import head_rows
from extractor.load.levels import items_of, row_pitch, row_text, rows_of
from extractor.load.page_columns import Interval, column_edges, columns_of, fits, is_set_left
from extractor.load.segments import Line
from extractor.load.tables import Table
from extractor.load.zones import Zone, is_head, is_numbering

MAX_PIECES = 3_000
"""Of one table; the densest page has half as many."""

MAX_HEAD_PIECES = 400
"""Of its heads, which are held against one another; the widest form has sixty."""

MAX_COLUMNS = 60
"""More are no form, but text set apart."""


class Before(NamedTuple):
    """What is known of a table that goes on from the page before."""

    edges: tuple[float, ...] = ()
    columns: tuple[Interval, ...] = ()
    head: tuple[str, ...] = ()


def unruled_table(lines: Sequence[Line], zone: Zone, before: Before | None = None) -> Table | None:
    """Return the table in `zone`; `before` is the table that it goes on from, if any."""
    texts = tuple(line.text for line in lines[zone.head : zone.body])
    repeats = before is not None and texts == before.head
    if not repeats:
        zone = _from_first_row(lines, zone)
    head = [s for line in lines[zone.head : zone.body] for s in line.segments]
    body = [s for line in lines[zone.body : zone.end] for s in line.segments]
    if len(head) + len(body) > MAX_PIECES or len(head) > MAX_HEAD_PIECES:
        return None
    known = before if before and (repeats or not head) and fits(body + head, before.columns) else Before()
    columns = columns_of(body, head, known.columns)
    edges = column_edges(columns, known.edges)
    if not 3 <= len(edges) <= MAX_COLUMNS + 1:
        return None
    pitch = row_pitch([column.figures for column in columns])
    titles, merges = head_rows(head, edges, pitch, left=is_set_left(columns))
    rows = [row_text(row, edges) for row in rows_of(items_of(body, edges))]
    if len(titles) + len(rows) < (1 if before else 2):
        return None
    glyphs: list[Glyph] = [glyph for s in head + body for glyph in s.glyphs]
    everything = lines[zone.head : zone.end]
    return Table(
        min(line.top for line in everything),
        max(line.base for line in everything),
        (*titles, *rows),
        tuple(merges),
        frozenset(glyph.at for glyph in glyphs),
        edges,
        tuple((column.x0, column.x1) for column in columns),
        tuple(line.text for line in lines[zone.head : zone.body]),
    )


def _from_first_row(lines: Sequence[Line], zone: Zone) -> Zone:
    """Return `zone` with the label's first line in its body, where it is printed above the first amount."""
    pitch = row_pitch([[s for line in lines[zone.body : zone.end] for s in line.segments if s.is_number]])
    body = zone.body
    figures = [s for s in lines[zone.body].segments if s.is_amount]
    while body > zone.head:
        above, step = lines[body - 1], lines[zone.body].base - lines[body - 1].base
        if step >= 0.75 * pitch or is_numbering(above) or (is_head(above) and step > above.size):
            break
        if any(s.x0 < figure.x1 and figure.x0 < s.x1 for s in above.segments for figure in figures):
            break  # what stands over figures heads them
        if body - 1 > zone.head and above.base - lines[body - 2].base < lines[body].base - above.base:
            break  # it is closer to the head
        body -= 1
    return zone._replace(body=body)

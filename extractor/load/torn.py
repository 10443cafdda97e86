"""A table whose head is torn by the end of a page: its upper rows take the columns that only the lower ones rule."""

import re
from collections.abc import Sequence

from extractor.load.ruled import TOUCH
from extractor.load.tables import Table
from schemas.document import Merge

_BODY = re.compile(r"\d[\d,]*\.\d|^\d{3,}$")
"""An amount or a code: a table that holds one has its whole head."""


def with_finer_columns(table: Table, edges: Sequence[float]) -> Table:
    """Return a table that is all head in the columns of the page after it, where its own are those with some left out.

    Its cells reach over the columns that are new to it.
    """
    if len(edges) <= len(table.edges) or len(table.edges) < 3:
        return table
    places = [min(range(len(edges)), key=lambda i: abs(edges[i] - x)) for x in table.edges]
    if any(abs(edges[place] - x) > TOUCH for place, x in zip(places, table.edges, strict=True)):
        return table
    if places[0] != 0 or places[-1] != len(edges) - 1 or len(set(places)) < len(places):
        return table
    if any(_BODY.search(cell) for row in table.rows for cell in row):
        return table
    rows = []
    for row in table.rows:
        line = [""] * (len(edges) - 1)
        for place, cell in zip(places, row, strict=False):
            line[place] = cell
        rows.append(tuple(line))
    return table._replace(rows=tuple(rows), merges=_merges(table, places), edges=tuple(edges))


def _merges(table: Table, places: Sequence[int]) -> tuple[Merge, ...]:
    """Return the merged cells by the new columns."""
    spans = {(merge.row, merge.column): (merge.height, merge.width) for merge in table.merges}
    covered = {
        (merge.row + down, merge.column + right)
        for merge in table.merges
        for down in range(merge.height)
        for right in range(merge.width)
    }.difference(spans)
    found = []
    for row in range(len(table.rows)):
        for column in range(len(places) - 1):
            if (row, column) in covered:
                continue
            height, width = spans.get((row, column), (1, 1))
            wide = places[min(column + width, len(places) - 1)] - places[column]
            if height > 1 or wide > 1:
                found.append(Merge(row=row, column=places[column], height=height, width=wide))
    return tuple(found)

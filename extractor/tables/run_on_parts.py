"""Which part of the total a lone figure is, where the columns are lost: the tree of subjects has one answer or none.

A line prints its total and the same figure once more: all of it is 基本支出, or all of it is 项目支出. The line above
in the tree says how much of each its lines must come to.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

from extractor.tables.entry import BY_SUMS, Entry, FormReading
from extractor.tables.heads import total_and_parts
from extractor.tables.sums import TOTAL, holds, row_adds_up, tops

MAX_OPEN = 12
"""Most open lines under one line whose placements are all tried."""


def settle_parts(reading: FormReading) -> None:
    """Place the figures of open lines where the lines above allow one placement only."""
    total, parts = total_and_parts(reading.place)
    if not total:
        return
    rows = reading.values()
    for parent in (TOTAL, *sorted((row for row in rows if row.isdigit()), key=len)):
        values = reading.values()
        if row_adds_up(reading.place, values.get(parent, {})):
            _place(reading, parent, _children(parent, list(rows)), parts)


def _children(parent: str, rows: Sequence[str]) -> list[str]:
    if parent == TOTAL:
        return tops(rows)
    below = [row for row in rows if row.startswith(parent) and row != parent]
    return [row for row in below if not any(row.startswith(other) and row != other for other in below)]


def _place(reading: FormReading, parent: str, children: Sequence[str], parts: Sequence[str]) -> None:
    values = reading.values()
    total, _ = total_and_parts(reading.place)
    open_ = {e.row: e for e in reading.stray if e.row in children and e.number == values.get(e.row, {}).get(total)}
    alive = [part for part in parts if values[parent].get(part)]
    if not 0 < len(open_) <= MAX_OPEN:
        return
    found = list(_ways(values, parent, children, open_, alive))
    if len(found) == 1:
        for entry, part in zip(open_.values(), found[0], strict=True):
            reading.stray.remove(entry)
            reading.entries.append(entry.moved(BY_SUMS, column=part))


def _ways(
    values: dict[str, dict[str, Decimal]],
    parent: str,
    children: Sequence[str],
    open_: dict[str, Entry],
    alive: Sequence[str],
) -> Iterator[tuple[str, ...]]:
    """Yield the placements under which the children come to their parent, part by part; two are enough to know."""
    found = 0
    for way in product(alive, repeat=len(open_)):
        placed = {row: part for row, part in zip(open_, way, strict=True)}
        if all(holds(values[parent][part], _amounts(values, children, placed, open_, part)) for part in alive):
            yield way
            found += 1
        if found > 1:
            return


def _amounts(
    values: dict[str, dict[str, Decimal]],
    children: Sequence[str],
    placed: dict[str, str],
    open_: dict[str, Entry],
    part: str,
) -> list[Decimal]:
    nothing = Decimal(0)
    return [
        (open_[row].number if placed[row] == part else nothing) if row in placed else values[row].get(part, nothing)
        for row in children
    ]

"""The order of a page's prose around its tables, where the carrier wrote a line long before or after its neighbours."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.load.tables import Table

LEVEL = 2.0
"""Points by which lines may differ in height and yet stand on one level."""


class ProseLine(NamedTuple):
    """A line of prose and the height it is printed at; None where nothing of it shows."""

    text: str
    height: float | None
    at: int = 0
    """Where it ends in the carrier's own order."""


def in_reading_order(lines: Sequence[ProseLine], tables: Sequence[Table]) -> list[ProseLine]:
    """Return prose in the carrier's order, but no line on the wrong side of a table.

    Some programs write titles with figures in them last of all. As few lines as can be are moved, each to its height;
    so is a line over a table that is written behind it, unlike those beside it. Tables beside one another tell nothing.
    """
    ordered = sorted(tables, key=lambda table: table.top)
    if any(above.bottom > below.top for above, below in pairwise(ordered)):
        return list(lines)
    bands = _bands(lines, ordered)
    rising = _rising(bands)
    late = _late(lines, bands, rising, ordered)
    kept = [at for at in rising if at not in late]
    if len(kept) == len(lines):
        return list(lines)
    done: list[list[ProseLine]] = [[] for _ in range(len(ordered) + 1)]
    for at in kept:
        done[bands[at]].append(lines[at])
    moved = set(range(len(lines))).difference(kept)
    for at in sorted(moved):
        _put(done[bands[at]], lines[at])
    return [line for band in done for line in band]


def _bands(lines: Sequence[ProseLine], tables: Sequence[Table]) -> list[int]:
    """Return how many tables stand above each line; one beside a table, or unseen, goes with the line before it."""
    bands: list[int] = []
    for line in lines:
        height = line.height
        if height is None or any(table.top <= height <= table.bottom for table in tables):
            bands.append(bands[-1] if bands else 0)
        else:
            bands.append(sum(table.bottom < height for table in tables))
    return bands


def _rising(bands: Sequence[int]) -> list[int]:
    """Return where the longest run of bands stands that never falls; of several, the first to be complete."""
    ends: list[int] = []  # the lowest band that a run of each length ends in, and where
    places: list[int] = []
    before: list[int | None] = []
    last: int | None = None
    for at, band in enumerate(bands):
        length = bisect_right(ends, band)
        before.append(places[length - 1] if length else None)
        last = at if length == len(ends) else last
        ends[length : length + 1] = [band]
        places[length : length + 1] = [at]
    kept: list[int] = []
    while last is not None:
        kept.append(last)
        last = before[last]
    return kept[::-1]


def _late(
    lines: Sequence[ProseLine], bands: Sequence[int], places: Sequence[int], tables: Sequence[Table]
) -> frozenset[int]:
    """Return which lines over a table are written behind its beginning, where others over it are written before."""
    begins = [min(table.taken, default=None) for table in tables]
    found: set[int] = set()
    early: set[int] = set()
    for at in places:
        begin = begins[bands[at]] if bands[at] < len(begins) else None
        if begin is None or lines[at].height is None:
            continue
        if lines[at].at < begin:
            early.add(bands[at])
        elif bands[at] in early:
            found.add(at)
    return frozenset(found)


def _put(band: list[ProseLine], line: ProseLine) -> None:
    """Put a line before the first one that is printed below it."""
    height = line.height
    below = (
        i
        for i, other in enumerate(band)
        if height is not None and other.height is not None and other.height > height + LEVEL
    )
    band.insert(next(below, len(band)), line)

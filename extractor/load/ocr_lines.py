"""Printed lines of a part of a page, found by its ink."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from extractor.load.ocr_picture import Picture

MIN_INK, MIN_WIDTH = 8, 4
"""Dots; less is dirt."""


class Strip(NamedTuple):
    """A printed line of a page, in dots: `x0:x1` and `y0:y1` are the ink it has."""

    x0: int
    y0: int
    x1: int
    y1: int


def runs_of(profile: Picture) -> list[tuple[int, int]]:
    """Return where a row of values is not 0."""
    marked = np.flatnonzero(np.diff(np.concatenate(([0], (profile > 0).astype(np.int8), [0]))))
    return list(zip(marked[::2].tolist(), marked[1::2].tolist(), strict=True))


def bands(ink: Picture, height: float) -> list[tuple[int, int]]:
    """Return the lines of a cell from its ink; `height` is a character's, 0 where it is not known yet.

    The strokes of 三 are no three lines: what is flatter than a character joins what is next to it.
    """
    found: list[tuple[int, int]] = []
    for start, end in runs_of(np.asarray(ink.any(axis=1), dtype=np.uint8)):
        if found and height and end - found[-1][0] <= 1.25 * height:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    if not height:
        return found
    return [piece for band in found for piece in _halved(ink, band, height)]


def _halved(ink: Picture, band: tuple[int, int], height: float) -> list[tuple[int, int]]:
    """Cut a band that is several characters high where it has the least ink."""
    start, end = band
    count = round((end - start) / (1.2 * height))
    if end - start < 1.7 * height or count < 2:
        return [band]
    rows = ink[start:end].sum(axis=1, dtype=np.int64)
    step, reach = (end - start) / count, max(int(0.25 * height), 1)
    cuts = [start]
    for i in range(1, count):
        low = int(i * step) - reach
        cuts.append(start + low + int(np.argmin(rows[low : low + 2 * reach])))
    cuts.append(end)
    return [(a, b) for a, b in pairwise(cuts) if b > a]


def strips(ink: Picture, x: int, y: int, height: float) -> list[Strip]:
    """Return the printed lines of a part of a page whose upper left is at `x`, `y`."""
    found = []
    for start, end in bands(ink, height):
        line = ink[start:end]
        columns = np.flatnonzero(line.any(axis=0))
        if columns.size == 0 or np.count_nonzero(line) < MIN_INK:
            continue
        left, right = int(columns[0]), int(columns[-1]) + 1
        if right - left >= MIN_WIDTH or end - start >= 2 * MIN_WIDTH:
            found.append(Strip(x + left, y + start, x + right, y + end))
    return found


def parted(ink: Picture, strip: Strip, gap: float) -> list[Strip]:
    """Return a line's pieces where its ink stands `gap` dots apart."""
    line = ink[strip.y0 : strip.y1, strip.x0 : strip.x1]
    pieces: list[tuple[int, int]] = []
    for start, end in runs_of(np.asarray(line.any(axis=0), dtype=np.uint8)):
        if pieces and start - pieces[-1][1] < gap:
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
    return [Strip(strip.x0 + a, strip.y0, strip.x0 + b, strip.y1) for a, b in pieces]

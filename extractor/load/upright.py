"""Turning a page so that most of its text is upright: forms are printed along the long side of a portrait page too."""

from collections import Counter
from collections.abc import Sequence

from extractor.load.geometry import Glyph

Box = tuple[str, float, float, float, float, float, float, int, int]
"""Character, left, bottom, right, top, origin x and y, index in the stream, direction in quarter turns."""


def direction(boxes: Sequence[Box]) -> int:
    """Return the direction most text runs in, in quarter turns against the clock."""
    turns = Counter(box[-1] for box in boxes).most_common(1)
    return turns[0][0] if turns else 0


def upright(box: Box, turn: int) -> Glyph:
    """Return the glyph of a box on the page turned by `turn`."""
    char, left, bottom, right, top, x, y, at, quarter = box
    x0, y0 = turned(left, bottom, turn)
    x1, y1 = turned(right, top, turn)
    base = turned(x, y, turn)[1]
    x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    if quarter != turn:  # it runs up or down the page: its own base line says nothing of the line it stands in
        return Glyph(char, x0, y0, x1, y1, at, True)
    if not y0 - 1 <= base <= y1 + 2 * max(y1 - y0, x1 - x0) + 2:  # 一 stands high over its base line
        base = y1
    size = max(base - y0, (x1 - x0) * 0.8, 1.0)  # the box of 一 in a font without metrics is flat
    return Glyph(char, x0, base - size, x1, base, at)


def turned(x: float, y: float, turn: int) -> tuple[float, float]:
    """Return a point of the page as seen by a reader of text that runs in `turn` quarter turns, y downwards."""
    if turn == 0:
        return x, -y
    if turn == 1:
        return y, x
    return (-x, y) if turn == 2 else (-y, -x)

"""Glyphs and lines of an OFD page."""

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from extractor.load.geometry import Sheet, Strokes
from extractor.load.upright import Box, direction, turned, upright

POINTS = 72 / 25.4
"""Points a millimetre."""

MAX_GLYPHS, MAX_SEGMENTS = 60_000, 40_000
"""Of a page; beyond, its text is kept and its tables are not looked for."""

MAX_REPEAT = 10_000
"""Longest run of equal distances that is believed."""

_PATH = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_ARGUMENTS = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}

Matrix = tuple[float, float, float, float, float, float]
_UNIT: Matrix = (1, 0, 0, 1, 0, 0)


def page_sheet(roots: Sequence[Any]) -> Sheet:
    """Return what a page shows: its templates' content and its own. Raises ValueError where a place is no number."""
    stream: list[str] = []
    boxes: list[Box] = []
    paths = []
    for root in roots:
        for item in root.iter("{*}TextObject", "{*}PathObject"):
            if item.get("Visible") in ("false", "0"):
                continue
            if item.tag.endswith("TextObject"):
                _add_text(item, stream, boxes)
            else:
                paths.append(item)
    if len(boxes) > MAX_GLYPHS:
        return Sheet(stream, ())
    turn = direction(boxes)
    strokes = Strokes()
    left = MAX_SEGMENTS
    for item in paths:
        left -= _add_path(item, turn, strokes)
        if left < 0:
            return Sheet(stream, [upright(box, turn) for box in boxes], is_overdrawn=True)
    return Sheet(stream, [upright(box, turn) for box in boxes], strokes.across, strokes.down)


def _add_text(item: Any, stream: list[str], boxes: list[Box]) -> None:
    """Add a text object's characters, behind a space or a line break as its place demands."""
    size = float(item.get("Size") or 0) or 3.0
    matrix = _numbers(item.get("CTM"), 6) or _UNIT
    boundary = _numbers(item.get("Boundary"), 4) or (0.0, 0.0, 0.0, 0.0)
    scale = float(item.get("HScale") or 1)
    quarter = round(math.atan2(-matrix[1], matrix[0]) / (math.pi / 2)) % 4
    height = size * math.hypot(matrix[2], matrix[3]) * POINTS
    x = y = 0.0
    for code in item.iter("{*}TextCode"):
        text = code.text or ""
        x, y = float(code.get("X") or x), float(code.get("Y") or y)
        across, down = _deltas(code.get("DeltaX"), len(text)), _deltas(code.get("DeltaY"), len(text))
        here_x, here_y = x, y
        for i, char in enumerate(text):
            step = across[i] if i < len(across) else 0.0
            width = size * scale * (0.5 if ord(char) < 0x2E80 else 1.0)
            if 0 < step <= 1.1 * size * scale:  # an advance; a longer one leads to the next column
                width = step
            if not char.isspace() and char.isprintable() and char != "\ufffc":
                near = _point(here_x, here_y, matrix, boundary)
                far = _point(here_x + width, here_y - 0.85 * size, matrix, boundary)
                box = (char, near[0], near[1], far[0], far[1], near[0], near[1], 0, quarter)
                _put(box, height, stream, boxes)
            here_x += step
            here_y += down[i] if i < len(down) else 0.0


def _put(box: Box, height: float, stream: list[str], boxes: list[Box]) -> None:
    if boxes:
        last = boxes[-1]
        same = last[-1] == box[-1]
        along, off = _along(box), _along(last)
        if not same or abs(along[1] - off[1]) > 0.5 * height or along[0] < off[0] - height:
            stream.append("\n")
        elif along[0] - _end(last) > 0.3 * height:
            stream.append(" ")
    boxes.append((*box[:7], len(stream), box[8]))
    stream.append(box[0])


def _along(box: Box) -> tuple[float, float]:
    """Return where a character stands along its line, and how far down that line is."""
    return turned(box[5], box[6], box[8])


def _end(box: Box) -> float:
    return max(turned(box[1], box[2], box[8])[0], turned(box[3], box[4], box[8])[0])


def _point(x: float, y: float, matrix: Sequence[float], boundary: Sequence[float]) -> tuple[float, float]:
    """Return a point of an object on the page, in points, y upwards."""
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e + boundary[0]) * POINTS, -(b * x + d * y + f + boundary[1]) * POINTS


def _deltas(said: str | None, most: int) -> list[float]:
    """Return distances, `g n d` repeating d n times."""
    words = (said or "").split()
    done: list[float] = []
    i = 0
    while i < len(words) and len(done) < most:
        if words[i] == "g" and i + 2 < len(words):
            done += [float(words[i + 2])] * min(max(int(words[i + 1]), 0), MAX_REPEAT)
            i += 3
        else:
            done.append(float(words[i]))
            i += 1
    return done


def _numbers(said: str | None, count: int) -> tuple[float, ...] | None:
    found = tuple(float(word) for word in (said or "").split())
    return found if len(found) == count and all(map(math.isfinite, found)) else None


def _add_path(item: Any, turn: int, strokes: Strokes) -> int:
    """Add a path's straight strokes and return how many pieces it has."""
    matrix = _numbers(item.get("CTM"), 6) or _UNIT
    boundary = _numbers(item.get("Boundary"), 4) or (0.0, 0.0, 0.0, 0.0)
    stroked = item.get("Stroke", "true") not in ("false", "0")
    filled = item.get("Fill", "false") in ("true", "1")
    data = "".join(found.text or "" for found in item.iter("{*}AbbreviatedData"))
    pieces = 0
    for points in _subpaths(data):
        pieces += len(points)
        places = [turned(*_point(x, y, matrix, boundary), turn) for x, y in points]
        if stroked:
            for (x0, y0), (x1, y1) in pairwise(places):
                strokes.line(x0, y0, x1, y1)
        if filled and len(places) > 1:
            xs, ys = [x for x, _ in places], [y for _, y in places]
            strokes.box(min(xs), min(ys), max(xs), max(ys))
    return pieces


def _subpaths(data: str) -> Iterator[list[tuple[float, float]]]:
    """Yield the points of each part of a path that is straight; a curve ends a part and begins the next."""
    words = _PATH.findall(data)
    points: list[tuple[float, float]] = []
    i = 0
    while i < len(words):
        letter = words[i].upper()
        count = _ARGUMENTS.get(letter)
        if count is None:
            raise ValueError(f"path: {letter}")
        arguments = [float(word) for word in words[i + 1 : i + 1 + count]]
        i += 1 + count
        if letter == "C":
            if points:
                points.append(points[0])
            continue
        if len(arguments) < count:
            break
        if letter != "L":
            if len(points) > 1:
                yield points
            points = []
        points.append((arguments[-2], arguments[-1]))
    if len(points) > 1:
        yield points

"""Glyphs and lines of a PDF page, through PDFium's C interface: one call a character, no object a character is kept."""

import ctypes
import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from pypdfium2 import raw  # type: ignore[import-untyped]

from extractor.load.geometry import Sheet, Strokes
from extractor.load.upright import Box, direction, turned, upright

MAX_GLYPHS = 60_000
"""Characters of a page beyond which its tables are not looked for; a dense landscape form has 6,000."""

MAX_SEGMENTS = 40_000
"""Pieces of drawn paths of a page beyond which its lines are not looked at: a map or text drawn as outlines."""

MAX_NESTING = 8
"""Forms within forms that are followed."""

_HYPHENS = ("\ufffe", "\x02")
"""What PDFium makes of a hyphen at a line's end; the line break itself it swallows."""

_NOTHING = (0, ord("\r"), ord("\ufffc"))
"""Codes that leave nothing in the text: no character known, half a line break, the mark of a picture."""

Matrix = tuple[float, float, float, float, float, float]


def read_sheet(page: Any, textpage: Any) -> Sheet:
    """Return what a page shows, turned so that most of its text is upright."""
    count = raw.FPDFText_CountChars(textpage)
    stream, boxes, turn = _characters(textpage.raw, min(count, MAX_GLYPHS + 1))
    if count > MAX_GLYPHS:
        return Sheet((), ())
    glyphs = [upright(box, turn) for box in boxes]
    strokes = Strokes()
    if not _collect(_page_objects(page.raw), (1, 0, 0, 1, 0, 0), turn, strokes):
        return Sheet(stream, glyphs, is_overdrawn=True)
    return Sheet(stream, glyphs, strokes.across, strokes.down)


def _characters(handle: Any, count: int) -> tuple[list[str], list[Box], int]:
    """Return the stream of a page, the boxes of what is printed, and the direction most of it runs in."""
    rect, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    to_rect, to_x, to_y = ctypes.byref(rect), ctypes.byref(x), ctypes.byref(y)
    code_of, box_of, origin_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharOrigin
    angle_of = raw.FPDFText_GetCharAngle
    stream: list[str] = []
    boxes: list[Box] = []
    for index in range(count):
        code = code_of(handle, index)
        char = "" if code in _NOTHING or 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code)
        if char in _HYPHENS:
            stream.append("-\n")
            char = "-"
        else:
            stream.append("\n" if char == "\f" else char)
        if not char or char.isspace():
            continue
        box_of(handle, index, to_rect)
        origin_of(handle, index, to_x, to_y)
        quarter = -round(angle_of(handle, index) / (math.pi / 2)) % 4  # PDFium counts with the clock
        boxes.append((char, rect.left, rect.bottom, rect.right, rect.top, x.value, y.value, index, quarter))
    return stream, boxes, direction(boxes)


def _page_objects(page: Any) -> Iterator[Any]:
    for index in range(raw.FPDFPage_CountObjects(page)):
        yield raw.FPDFPage_GetObject(page, index)


def _form_objects(form: Any) -> Iterator[Any]:
    for index in range(raw.FPDFFormObj_CountObjects(form)):
        yield raw.FPDFFormObj_GetObject(form, index)


def _collect(
    objects: Iterator[Any], outer: Matrix, turn: int, strokes: Strokes, budget: list[int] | None = None
) -> bool:
    """Add the strokes of all paths; False where there are too many pieces to be tables."""
    budget = budget if budget is not None else [MAX_SEGMENTS, MAX_NESTING]
    for item in objects:
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            budget[0] -= max(raw.FPDFPath_CountSegments(item), 1)
            if budget[0] < 0:
                return False
            _add_path(item, _times(_matrix(item), outer), turn, strokes)
        elif kind == raw.FPDF_PAGEOBJ_FORM and budget[1] > 0:
            inside = [budget[0], budget[1] - 1]
            if not _collect(_form_objects(item), _times(_matrix(item), outer), turn, strokes, inside):
                return False
            budget[0] = inside[0]
    return True


def _matrix(item: Any) -> Matrix:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return (1, 0, 0, 1, 0, 0)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that applies `inner` first."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _add_path(item: Any, matrix: Matrix, turn: int, strokes: Strokes) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke)):
        return
    for points, is_straight in _subpaths(item, matrix, turn):
        if stroke.value:
            for (x0, y0), (x1, y1) in pairwise(points):
                strokes.line(x0, y0, x1, y1)
        if fill.value and is_straight:
            xs, ys = [point[0] for point in points], [point[1] for point in points]
            strokes.box(min(xs), min(ys), max(xs), max(ys))


def _subpaths(item: Any, matrix: Matrix, turn: int) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """Yield the points of each part of a path, and whether it has no curve; a curve breaks it in two."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    to_x, to_y = ctypes.byref(x), ctypes.byref(y)
    points: list[tuple[float, float]] = []
    is_straight = True
    for index in range(raw.FPDFPath_CountSegments(item)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, to_x, to_y)
        here = turned(a * x.value + c * y.value + e, b * x.value + d * y.value + f, turn)
        if kind != raw.FPDF_SEGMENT_LINETO:
            if len(points) > 1:
                yield points, is_straight
            points, is_straight = [], kind == raw.FPDF_SEGMENT_MOVETO
        points.append(here)
        if raw.FPDFPathSegment_GetClose(segment) and len(points) > 2:
            points.append(points[0])
    if len(points) > 1:
        yield points, is_straight

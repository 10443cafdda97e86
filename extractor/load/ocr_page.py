"""A page read from its picture: cells of ruled tables line by line, the rest as the detector finds it."""

import re
import threading
from collections.abc import Sequence
from functools import cache
from statistics import median
from typing import Any

import cv2
import numpy as np
from rapidocr_onnxruntime import RapidOCR  # type: ignore[import-untyped]

from extractor.load.geometry import Glyph, Rule, Sheet, joined
from extractor.load.ocr_lines import Strip, parted, strips
from extractor.load.ocr_picture import Page, Picture, prepared
from extractor.load.ruled import Lattice, lattices

PAD = 0.25
"""White around a line that is read, in line heights: the recogniser was trained on loose boxes."""

APART = 0.5
"""Gap, in line heights, from which two pieces of a line are read one by one."""

SURE = 0.85
"""A line read with less certainty is read again, enlarged."""

_FIGURE = re.compile(r"[-−－—]?\d{1,3}([.,，。]\d{3})*[.,，。]\d{1,2}")
_MISREAD = (
    (re.compile(r"(?<![接招吸回])收人(?![员数])"), "收入"),
    (re.compile(r"(?<=[预决])箅"), "算"),
    (re.compile(r"拔款"), "拨款"),
    (re.compile(r"结佘"), "结余"),
    (re.compile(r"支岀"), "支出"),
)
_WIDE = str.maketrans("０１２３４５６７８９，。．－", "0123456789,..-")

_engine_lock = threading.Lock()


@cache
def _engine() -> Any:
    return RapidOCR()


def recognise(picture: Picture, dpi: float) -> Sheet:
    """Return what a picture of a page shows. `dpi` is a guess where the picture does not say."""
    with _engine_lock:
        page, boxes = _upright(prepared(picture, dpi), picture)
        scale = 72 / page.dpi
        across = [Rule(r.at * scale, r.start * scale, r.end * scale) for r in page.across]
        down = [Rule(r.at * scale, r.start * scale, r.end * scale) for r in page.down]
        tables = lattices(joined(across), joined(down))
        inside = _cell_strips(page, tables)
        outside = _free_strips(page, tables, boxes)
        texts = _read(page, inside + outside)
    lines = [(strip, text) for strip, text in zip(inside + outside, texts, strict=True) if text.strip()]
    words = [strip.y1 - strip.y0 for strip, text in lines if len(text) > 2 and ord(text[0]) >= 0x2E80]
    height = median(words or [0.12 * page.dpi])
    placed = [spread(text, strip, scale, height) for strip, text in lines]
    return _sheet(placed, Sheet((), (), across, down))


def _upright(page: Page, picture: Picture) -> tuple[Page, list[Strip]]:
    """Return the page and the boxes of its text, turned by a quarter where most of its lines run up or down."""
    boxes = _detected(page.grey)
    tall = [box for box in boxes if box.y1 - box.y0 > 1.5 * (box.x1 - box.x0)]
    if len(boxes) < 4 or len(tall) * 2 <= len(boxes):
        return page, boxes
    turned = [prepared(np.ascontiguousarray(np.rot90(picture, quarter)), page.dpi) for quarter in (1, 3)]
    sides = [(side, _detected(side.grey)) for side in turned]
    return max(sides, key=lambda side: _certainty(*side))


def _certainty(page: Page, boxes: Sequence[Strip]) -> float:
    """Return how surely a sample of a page's lines is read."""
    sample = sorted(boxes, key=lambda box: box.x0 - box.x1)[:8]
    read = _engine().text_rec([_crop(page, box) for box in sample])[0] if sample else []
    return sum(float(score) for _, score, *_ in read) / max(len(read), 1)


def _detected(grey: Picture) -> list[Strip]:
    """Return the boxes of text on a picture."""
    found, _ = _engine()(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), use_det=True, use_cls=False, use_rec=False)
    strips = []
    for box in found or []:
        xs, ys = [point[0] for point in box], [point[1] for point in box]
        strips.append(Strip(max(int(min(xs)), 0), max(int(min(ys)), 0), int(max(xs)), int(max(ys))))
    return strips


def _cell_strips(page: Page, tables: Sequence[Lattice]) -> list[Strip]:
    """Return the printed lines of every cell."""
    dots = page.dpi / 72
    cells = []
    for table in tables:
        xs, ys = [x * dots for x in table.xs], [y * dots for y in table.ys]
        for row, column, height, width in table.areas:
            x0, x1, y0, y1 = xs[column], xs[column + width], ys[row], ys[row + height]
            cells.append((int(x0) + 2, int(y0) + 2, int(x1) - 1, int(y1) - 1))
    parts = [(page.ink[y0:y1, x0:x1], x0, y0) for x0, y0, x1, y1 in cells if x1 - x0 > 4 and y1 - y0 > 4]
    rough = [s for ink, x, y in parts for s in strips(ink, x, y, 0) if s.x1 - s.x0 > 2 * (s.y1 - s.y0) > 12]
    size = float(np.median([s.y1 - s.y0 for s in rough])) if rough else 0.12 * page.dpi
    return [strip for ink, x, y in parts for strip in strips(ink, x, y, size)]


def _free_strips(page: Page, tables: Sequence[Lattice], boxes: Sequence[Strip]) -> list[Strip]:
    """Return the lines outside tables, cut where they stand apart."""
    dots = page.dpi / 72
    ink = page.ink.copy()
    for table in tables:
        x0, x1, y0, y1 = (int(p * dots) for p in (table.xs[0], table.xs[-1], table.ys[0], table.ys[-1]))
        ink[y0 : y1 + 1, x0 : x1 + 1] = 0
    found = []
    for box in boxes:
        part = ink[box.y0 : box.y1, box.x0 : box.x1]
        rows = np.flatnonzero(part.any(axis=1)) if part.size else np.array([])
        if rows.size > 1:
            line = Strip(box.x0, box.y0 + int(rows[0]), box.x1, box.y0 + int(rows[-1]) + 1)
            found += parted(ink, line, APART * (line.y1 - line.y0))
    return sorted(found, key=lambda strip: (strip.y1, strip.x0))


def _crop(page: Page, strip: Strip, enlarge: float = 1.0) -> Picture:
    """Return the picture of a line in colour, with white around it."""
    pad = max(int(PAD * (strip.y1 - strip.y0)), 3)
    line = page.grey[strip.y0 : strip.y1, strip.x0 : strip.x1]
    framed = cv2.copyMakeBorder(line, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=255)
    if framed.shape[0] < 24:  # a dash, a dot: shown at the height of a line, not blown up to it
        more = (24 - framed.shape[0]) // 2 + 1
        framed = cv2.copyMakeBorder(framed, more, more, 0, 0, cv2.BORDER_CONSTANT, value=255)
    if enlarge != 1.0:
        framed = cv2.resize(framed, None, fx=enlarge, fy=enlarge, interpolation=cv2.INTER_CUBIC)
    return np.asarray(cv2.cvtColor(framed, cv2.COLOR_GRAY2BGR), dtype=np.uint8)


def _read(page: Page, lines: Sequence[Strip]) -> list[str]:
    """Return the text of printed lines; those read without certainty are read again, enlarged."""
    if not lines:
        return []
    read = _engine().text_rec([_crop(page, line) for line in lines])[0]
    texts = [(str(text), float(score)) for text, score, *_ in read]
    weak = [i for i, (_, score) in enumerate(texts) if score < SURE]
    if weak:
        again = _engine().text_rec([_crop(page, lines[i], 1.5) for i in weak])[0]
        for i, (text, score, *_) in zip(weak, again, strict=True):
            if score > texts[i][1]:
                texts[i] = (str(text), float(score))
    return [corrected(_figure(text)) for text, _ in texts]


def corrected(text: str) -> str:
    """Return a text with the characters that the recogniser takes for a like one in the words of this trade."""
    for wrong, right in _MISREAD:
        text = wrong.sub(right, text)
    return text


def _figure(text: str) -> str:
    """Return a number as it is printed: separators before three digits are commas, the last mark is the point."""
    solid = "".join(text.split())
    if not _FIGURE.fullmatch(solid):
        return text
    plain = solid.translate(_WIDE)
    whole, decimals = re.split(r"[.,](?=\d{1,2}$)", plain, maxsplit=1)
    return f"{whole.replace('.', ',')}.{decimals}"


def spread(text: str, strip: Strip, scale: float, height: float) -> list[Glyph]:
    """Return the characters of a line over the place its ink takes, Chinese ones twice as wide as Latin ones.

    `height` is that of the page's lines, in dots: the ink of a line of digits is lower, yet it stands level with words.
    """
    widths = [0.55 if ord(char) < 0x2E80 else 1.0 for char in text]
    step = (strip.x1 - strip.x0) * scale / max(sum(widths), 0.5)
    x, glyphs = strip.x0 * scale, []
    middle, own = (strip.y0 + strip.y1) / 2 * scale, strip.y1 - strip.y0
    size = (height if own <= 1.4 * height else own) * scale
    for char, width in zip(text, widths, strict=True):
        if not char.isspace():
            glyphs.append(Glyph(char, x, middle - size / 2, x + width * step, middle + size / 2, -1))
        x += width * step
    return glyphs


def _sheet(lines: Sequence[list[Glyph]], rules: Sheet) -> Sheet:
    """Return the page with its lines in reading order: from the top, each from the left."""
    stream: list[str] = []
    glyphs: list[Glyph] = []
    last: list[Glyph] = []
    for line in _ordered(lines):
        if last:
            stream.append(" " if _level(last[0], line[0]) and line[0].x0 >= last[0].x0 else "\n")
        for glyph in line:
            glyphs.append(glyph._replace(at=len(stream)))
            stream.append(glyph.char)
        last = line
    return Sheet(stream, glyphs, rules.across, rules.down, is_seen=True)


def _ordered(lines: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    rows: list[list[list[Glyph]]] = []
    for line in sorted(lines, key=lambda line: line[0].base):
        if rows and _level(rows[-1][0][0], line[0]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line[0].x0)]


def _level(one: Glyph, other: Glyph) -> bool:
    return abs(one.base - other.base) <= 0.35 * min(one.size, other.size)

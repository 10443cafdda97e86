"""A picture of a page made ready for reading: grey, upright, its ruled lines found and taken out."""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.load.geometry import Rule

Picture = NDArray[np.uint8]

MAX_PIXELS = 40_000_000
"""A larger picture is made smaller; A3 at 300 dpi has 17 million."""

MAX_TILT, FINE = 3.0, 0.05
"""Degrees by which a scan may lean, and the step in which that is measured."""

RULE_LENGTH = 0.22
"""Inches; the shortest stroke that is taken for a ruled line. Characters of a form are half as high."""


class Page(NamedTuple):
    """A picture, black ink where `ink` is not 0, without its ruled lines; the lines are in dots."""

    grey: Picture
    ink: Picture
    across: list[Rule]
    down: list[Rule]
    dpi: float


def prepared(picture: Picture, dpi: float) -> Page:
    """Return a picture as a page, straightened."""
    grey = picture if picture.ndim == 2 else cv2.cvtColor(picture[:, :, :3], cv2.COLOR_BGR2GRAY)
    shrink = (MAX_PIXELS / grey.size) ** 0.5
    if shrink < 1:
        grey = cv2.resize(grey, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
        dpi *= shrink
    grey = straightened(np.asarray(grey, dtype=np.uint8))
    ink = ink_of(grey)
    across, down, lines = _rules(ink, dpi)
    grown = cv2.dilate(lines, np.ones((3, 3), np.uint8))
    clean = grey.copy()
    clean[grown > 0] = 255
    return Page(clean, np.where(grown > 0, 0, ink).astype(np.uint8), across, down, dpi)


def ink_of(grey: Picture) -> Picture:
    """Return 255 where a picture is darker than what surrounds it, 0 elsewhere."""
    size = max(15, (min(grey.shape) // 40) | 1)
    local = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, size, 12)
    return np.asarray(local, dtype=np.uint8)


def straightened(grey: Picture) -> Picture:
    """Return a picture turned by the small angle at which its lines lie level."""
    angle = tilt(grey)
    if abs(angle) < FINE:
        return grey
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return np.asarray(
        cv2.warpAffine(grey, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=255), dtype=np.uint8
    )


def tilt(grey: Picture) -> float:
    """Return the angle in degrees by which a picture must be turned: where its rows differ most in darkness."""
    scale = min(1.0, 900 / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = ink_of(np.asarray(small, dtype=np.uint8))

    def contrast(angle: float) -> float:
        height, width = ink.shape
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        rows = cv2.warpAffine(ink, turn, (width, height), flags=cv2.INTER_NEAREST).sum(axis=1, dtype=np.float64)
        return float(np.square(np.diff(rows)).sum())

    level = contrast(0.0)
    best = max(np.arange(-MAX_TILT, MAX_TILT + 0.1, 0.5), key=contrast)
    best = max(np.arange(best - 0.4, best + 0.41, 0.1), key=contrast)
    best = max((best - FINE, best, best + FINE), key=contrast)
    return float(best) if contrast(best) > 1.05 * level else 0.0


def _rules(ink: Picture, dpi: float) -> tuple[list[Rule], list[Rule], Picture]:
    """Return the ruled lines of a page, in dots, and where they are drawn."""
    length = max(int(RULE_LENGTH * dpi), 15)
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    level = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    plumb = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    thick = max(int(dpi * 0.06), 4)
    across = [Rule(y + h / 2, x, x + w) for x, y, w, h in _boxes(level) if h <= thick]
    down = [Rule(x + w / 2, y, y + h) for x, y, w, h in _boxes(plumb) if w <= thick]
    drawn = np.zeros_like(ink)
    for mask, boxes in ((level, _boxes(level)), (plumb, _boxes(plumb))):
        for x, y, w, h in boxes:
            if min(w, h) <= thick:
                drawn[y : y + h, x : x + w] |= mask[y : y + h, x : x + w]
    return across, down, drawn


def _boxes(mask: Picture) -> list[tuple[int, int, int, int]]:
    """Return the boxes around the connected parts of a mask."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return [(int(x), int(y), int(w), int(h)) for x, y, w, h, _ in stats[1:]]

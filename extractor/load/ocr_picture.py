"""A picture of a page made ready for reading: grey, upright, its ruled lines found and taken out."""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.load.geometry import Rule

Picture = NDArray[np.uint8]

MAX_PIXELS = 40_000_000
"""A larger picture is made smaller; A3 at 300 dpi has 17 million."""

MIN_SPECK = 5
"""Dots; less ink in one place is dirt of the scan."""

MAX_TILT, FINE = 3.0, 0.05
"""Degrees by which a scan may lean, and the step in which that is measured."""

RULE_LENGTH, SURE_LENGTH = 0.18, 0.7
"""Inches; the shortest stroke that may be a ruled line, and from which length it is one whatever it touches."""


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
    """Return 255 where a picture is darker than what surrounds it and nearer to ink than to paper, 0 elsewhere."""
    soft = np.asarray(cv2.GaussianBlur(grey, (3, 3), 0), dtype=np.uint8)
    size = max(15, (min(grey.shape) // 40) | 1)
    local = cv2.adaptiveThreshold(soft, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, size, 12)
    paper, black = float(np.median(soft)), float(np.percentile(soft, 0.5))
    ink = np.where(soft < paper - 0.3 * (paper - black), local, 0).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    dirt = stats[:, cv2.CC_STAT_AREA] < MIN_SPECK
    return np.where(dirt[labels], 0, ink).astype(np.uint8)


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
    level = np.asarray(cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, length), np.uint8)), dtype=np.uint8)
    plumb = np.asarray(cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8)), dtype=np.uint8)
    thick = max(int(dpi * 0.06), 4)
    across = [(Rule(y + h / 2, x, x + w), (x, y, w, h)) for x, y, w, h in _boxes(level) if h <= thick]
    down = [(Rule(x + w / 2, y, y + h), (x, y, w, h)) for x, y, w, h in _boxes(plumb) if w <= thick]
    long_across = [rule for rule, _ in across if rule.end - rule.start >= SURE_LENGTH * dpi]
    long_down = [rule for rule, _ in down if rule.end - rule.start >= SURE_LENGTH * dpi]
    across = [pair for pair in across if _rules_something(pair[0], long_down, dpi)]
    down = [pair for pair in down if _rules_something(pair[0], long_across, dpi)]
    drawn = np.zeros_like(ink)
    for mask, pairs in ((level, across), (plumb, down)):
        for _, (x, y, w, h) in pairs:
            drawn[y : y + h, x : x + w] |= mask[y : y + h, x : x + w]
    return [rule for rule, _ in across], [rule for rule, _ in down], drawn


def _rules_something(rule: Rule, crossing: list[Rule], dpi: float) -> bool:
    """Whether a stroke is long, or runs from one line to another; 一 does neither."""
    if rule.end - rule.start >= SURE_LENGTH * dpi:
        return True
    near = 0.04 * dpi
    return all(
        any(abs(other.at - end) <= near and other.start - near <= rule.at <= other.end + near for other in crossing)
        for end in (rule.start, rule.end)
    )


def _boxes(mask: Picture) -> list[tuple[int, int, int, int]]:
    """Return the boxes around the connected parts of a mask."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return [(int(x), int(y), int(w), int(h)) for x, y, w, h, _ in stats[1:]]

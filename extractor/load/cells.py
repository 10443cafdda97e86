"""The text of a table's cell from its glyphs: printed lines, then one line with no figure broken or glued."""

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor.load.geometry import Glyph

WORD_GAP = 0.3
"""Gap between two characters, in type sizes, from which a space stands between them."""

OVER = 0.35
"""Part of a type size by which a character may reach into the next before they count as printed over one another."""

LINE_STEP = 0.5
"""Distance of base lines, in type sizes, from which two characters stand on different lines."""

FULL = 1.6
"""A line reaches its cell's edge where fewer type sizes are free; the cell's padding is in it."""

_AMOUNT = re.compile(r"[-−－+]?(\d{1,3}(,\d{3})+|\d+)(\.\d{1,2})?%?")
_BROKEN = re.compile(r"[-−－]?[\d,]*[\d.,]|[-−－]")
_NUMERIC = re.compile(r"[\d.,%]+")
_LATIN = re.compile(r"[A-Za-z0-9.,%]")


def text_lines(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return glyphs by printed line, downwards, each from left to right; turned ones as the carrier orders them."""
    if sum(glyph.turned for glyph in glyphs) * 2 > len(glyphs):
        return [sorted(glyphs, key=lambda glyph: glyph.at)]
    lines: list[list[Glyph]] = []
    base = size = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: glyph.base):
        if lines and glyph.base - base <= LINE_STEP * max(size, glyph.size):
            lines[-1].append(glyph)
            size = max(size, glyph.size)
        else:
            lines.append([glyph])
            base, size = glyph.base, glyph.size
    return [_in_order(line) for line in lines]


def _in_order(line: list[Glyph]) -> list[Glyph]:
    """Return a printed line from left to right; words printed over one another stay whole, one after the other."""
    line.sort(key=lambda glyph: glyph.x0)
    if not any(after.x0 < before.x1 - OVER * after.size for before, after in pairwise(line)):
        return line
    runs: list[list[Glyph]] = []
    for glyph in sorted(line, key=lambda glyph: glyph.at):
        step = glyph.x0 - runs[-1][-1].x1 if runs else 0.0
        if runs and -OVER * glyph.size <= step <= glyph.size:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    runs.sort(key=lambda run: run[0].x0)
    return [glyph for run in runs for glyph in run]


def line_text(line: Sequence[Glyph]) -> str:
    """Return the text of a printed line, a space where its characters stand apart."""
    if any(glyph.turned for glyph in line):
        return "".join(glyph.char for glyph in line)
    size = max(glyph.size for glyph in line)
    parts = [line[0].char]
    for before, glyph in pairwise(line):
        if not -OVER * size <= glyph.x0 - before.x1 <= WORD_GAP * size:
            parts.append(" ")
        parts.append(glyph.char)
    return "".join(parts)


def cell_text(glyphs: Sequence[Glyph], width: float) -> str:
    """Return the text of a cell `width` points wide, its printed lines joined."""
    if not glyphs:
        return ""
    text = ""
    full = False
    for line in text_lines(glyphs):
        said = line_text(line)
        text = text + _glue(text, said, full) + said if text else said
        size = max(glyph.size for glyph in line)
        full = width - (line[-1].x1 - line[0].x0) < FULL * size + size
    return text


def _glue(before: str, after: str, full: bool) -> str:
    """Return what stands between two printed lines of a cell; `full` where the first reaches the cell's edge."""
    head, tail = before.rsplit(" ", 1)[-1], after.split(" ", 1)[0]
    if _BROKEN.fullmatch(head) and _NUMERIC.fullmatch(tail):
        broken = head[-1] in ".,-−－" or full
        return "" if broken and _AMOUNT.fullmatch(head + tail) else " "
    if _LATIN.match(before[-1]) and _LATIN.match(after[0]):
        return " "
    return ""

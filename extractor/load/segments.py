"""Printed lines cut where their text stands apart: what columns are made of where no line is ruled."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.load.cells import OVER, line_text, text_lines
from extractor.load.geometry import Glyph

APART = 0.4
"""Gap, in type sizes, that parts two pieces of a line."""

NUMBERS_APART = 0.25
"""Gap, in type sizes, that parts two numbers."""

SOLID = 0.15
"""Gap, in type sizes, that parts two pieces of a line whose Chinese characters stand without any: titles."""

SPREAD = frozenset({"合计", "总计", "小计", "收入", "支出", "项目", "栏次"})
"""Words that forms print spread out over the width of their column."""

_HAN = "\u2e80"
_NUMBER = re.compile(r"[-−－+(（]?[\d,]*\d(\.\d+)?%?[)）]?|[-−－—]{1,2}")
_AMOUNT = re.compile(r"[-−－+]?[\d,]*\d\.\d{1,2}%?|[-−－]?\d{1,3}(,\d{3})+")
_DIGITS = re.compile(r"[\d.,%]")


class Segment(NamedTuple):
    """A piece of a printed line."""

    text: str
    x0: float
    top: float
    x1: float
    base: float
    glyphs: tuple[Glyph, ...]

    @property
    def size(self) -> float:
        """Height of the type."""
        return max(glyph.size for glyph in self.glyphs)

    @property
    def centre(self) -> float:
        """Horizontal middle."""
        return (self.x0 + self.x1) / 2

    @property
    def is_number(self) -> bool:
        """Whether it is a figure, a code, a row's number, or the dash of an empty cell."""
        return bool(_NUMBER.fullmatch(self.text))

    @property
    def is_amount(self) -> bool:
        """Whether it can only be an amount: decimals or thousands separators."""
        return bool(_AMOUNT.fullmatch(self.text))


class Line(NamedTuple):
    """A printed line, from left to right."""

    segments: tuple[Segment, ...]

    @property
    def base(self) -> float:
        """Base line of its lowest piece."""
        return max(segment.base for segment in self.segments)

    @property
    def top(self) -> float:
        """Top of its highest piece."""
        return min(segment.top for segment in self.segments)

    @property
    def size(self) -> float:
        """Height of its largest type."""
        return max(segment.size for segment in self.segments)

    @property
    def text(self) -> str:
        """Everything it says, without spaces."""
        return "".join(segment.text for segment in self.segments).replace(" ", "")

    @property
    def numbers(self) -> int:
        """How many of its pieces are numbers."""
        return sum(segment.is_number for segment in self.segments)


def segment(glyphs: Sequence[Glyph]) -> Segment:
    """Return glyphs of one line as a segment."""
    return Segment(
        line_text(glyphs),
        min(glyph.x0 for glyph in glyphs),
        min(glyph.top for glyph in glyphs),
        max(glyph.x1 for glyph in glyphs),
        max(glyph.base for glyph in glyphs),
        tuple(glyphs),
    )


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """Return the printed lines, downwards; turned characters stand in none."""
    upright = text_lines([glyph for glyph in glyphs if not glyph.turned])
    return [Line(tuple(map(segment, _unspread(_cut(line))))) for line in upright]


def _unspread(pieces: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """Return the pieces of a line, with the two halves of a word printed spread out as one: 收  入."""
    done: list[list[Glyph]] = []
    for piece in pieces:
        if done and len(done[-1]) == len(piece) == 1 and done[-1][0].char + piece[0].char in SPREAD:
            done[-1] = [*done[-1], *piece]
        else:
            done.append(piece)
    return done


def _cut(line: Sequence[Glyph]) -> list[list[Glyph]]:
    pieces = [[line[0]]]
    size = max(glyph.size for glyph in line)
    set_solid = _is_solid(line)
    for before, glyph in pairwise(line):
        gap = glyph.x0 - before.x1
        numbers = _DIGITS.match(before.char) and _DIGITS.match(glyph.char)
        words = set_solid and before.char >= _HAN and glyph.char >= _HAN
        if (
            gap > APART * size
            or gap < -OVER * size
            or (numbers and gap > NUMBERS_APART * size)
            or (words and gap > SOLID * size)
        ):
            pieces.append([])
        pieces[-1].append(glyph)
    return pieces


def _is_solid(line: Sequence[Glyph]) -> bool:
    """Whether Chinese characters of a line mostly stand without a gap; justified text has one everywhere."""
    gaps = [b.x0 - a.x1 for a, b in pairwise(line) if a.char >= _HAN and b.char >= _HAN]
    return sum(abs(gap) < 0.05 * line[0].size for gap in gaps) * 2 > len(gaps)

"""The titles of a table without lines: the lines of a wrapped one joined."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractor.load.cells import cell_text
from extractor.load.segments import Segment

LEADING = 2.1
"""Distance of base lines, in type sizes, up to which two lines may be one wrapped title."""

CLOSE = 1.65
"""The same where nothing else tells how far apart lines and rows are."""

_LEVELS = ("类", "款", "项")
"""Titles of the three columns of a code; they are titles of their own, though they are short."""

_FORMULA = re.compile(r"\d{1,2}=\d{1,2}([+＋-]\d{1,2})*")


class Title(NamedTuple):
    """A column's title, or one that spans several columns."""

    x0: float
    top: float
    x1: float
    base: float
    segments: tuple[Segment, ...]

    @property
    def text(self) -> str:
        """Its lines joined."""
        return cell_text([glyph for segment in self.segments for glyph in segment.glyphs], 0)

    @property
    def middle(self) -> float:
        """Vertical middle."""
        return (self.top + self.base) / 2

    @property
    def is_number(self) -> bool:
        """Whether it numbers a column."""
        return all(segment.is_number for segment in self.segments)

    @property
    def is_formula(self) -> bool:
        """Whether it numbers a column as a sum of others: 2=3+4."""
        return bool(_FORMULA.fullmatch(self.text))

    @property
    def is_numbering(self) -> bool:
        """Whether it belongs to the line that numbers the columns."""
        return self.is_number or self.is_formula or self.text == "栏次"

    def beside(self, other: "Title") -> "Title":
        """Return both titles as one."""
        top, base = min(self.top, other.top), max(self.base, other.base)
        return Title(min(self.x0, other.x0), top, max(self.x1, other.x1), base, self.segments + other.segments)


def titles_of(head: Sequence[Segment], pitch: float) -> list[Title]:
    """Join the lines of wrapped titles: close below one another, one within the other's width."""
    levels = _levels(head)
    words = [s for s in head if not s.is_number and s not in levels]
    steps = [below.base - above.base for above in words for below in words if _is_below(below, above)]
    closest = CLOSE * max((s.size for s in head), default=0.0)
    leading = min(1.08 * min(steps, default=0.0), 0.95 * pitch if pitch else closest, closest)
    titles: list[Title] = []
    for segment in sorted(head, key=lambda s: (s.base, s.x0)):
        for i, title in enumerate(titles):
            last = title.segments[-1]
            goes_on = (segment in words and last in words) or _is_broken_formula(last, segment)
            goes_on = goes_on and _is_below(segment, last)
            if goes_on and segment.base - last.base <= leading and _is_under(segment, title):
                titles[i] = Title(
                    min(title.x0, segment.x0),
                    title.top,
                    max(title.x1, segment.x1),
                    segment.base,
                    (*title.segments, segment),
                )
                break
        else:
            titles.append(Title(segment.x0, segment.top, segment.x1, segment.base, (segment,)))
    return titles


def _is_below(below: Segment, above: Segment) -> bool:
    """Whether one piece may go on with the text of the other: a line below it, over the same place."""
    step = below.base - above.base
    return 3 < step <= LEADING * max(below.size, above.size) and below.x0 < above.x1 and above.x0 < below.x1


def _is_broken_formula(above: Segment, below: Segment) -> bool:
    """Whether a column's number, said as a sum of others, goes on below: 1=2+5+6+ and 7."""
    return bool(_FORMULA.fullmatch(above.text + below.text)) and not above.is_number


def _levels(head: Sequence[Segment]) -> list[Segment]:
    """Return the titles 类 款 项 that stand side by side; a 款 elsewhere is the end of a wrapped title."""
    line = sorted(head, key=lambda s: (round(s.base), s.x0))
    threes = zip(line, line[1:], line[2:], strict=False)
    return [s for three in threes if tuple(s.text for s in three) == _LEVELS for s in three]


def _is_under(segment: Segment, title: Title) -> bool:
    """Whether a piece is set under a title: centred, or from the same left edge."""
    centred = abs(segment.centre - (title.x0 + title.x1) / 2) <= 0.6 * segment.size
    return centred or abs(segment.x0 - title.x0) <= 2

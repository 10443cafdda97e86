"""What a page-like carrier shows: glyphs and straight lines at their places, in points, y growing downwards."""

from collections.abc import Sequence
from typing import NamedTuple

JOIN_GAP = 3.0
"""Points between two pieces of one printed line: dots, dashes, the corners of cells drawn one by one."""

SAME_LINE = 1.0
"""Points by which pieces of one printed line may be off its course."""

MIN_RULE = 6.0
"""Points; shorter strokes rule no table."""

WIDE = 4.0
"""Points; a filled rectangle this thin is a line, a thicker one is an area."""


class Glyph(NamedTuple):
    """A printed character: `base` is its base line, `top` about a type size above it."""

    char: str
    x0: float
    top: float
    x1: float
    base: float
    at: int
    """Index of the character in the carrier's own order."""
    turned: bool = False
    """Whether it runs in another direction than the text of its page."""

    @property
    def size(self) -> float:
        """Height of the type, in points."""
        return self.base - self.top

    @property
    def middle(self) -> float:
        """Vertical middle of the character's body."""
        return self.base - 0.35 * (self.base - self.top)

    @property
    def centre(self) -> float:
        """Horizontal middle."""
        return (self.x0 + self.x1) / 2


class Rule(NamedTuple):
    """A straight line along one axis: `at` is its place on the other axis."""

    at: float
    start: float
    end: float


class Sheet(NamedTuple):
    """What a page shows. `stream` is its text in the carrier's own order, character by character."""

    stream: Sequence[str]
    glyphs: Sequence[Glyph]
    across: Sequence[Rule] = ()
    """Horizontal lines."""
    down: Sequence[Rule] = ()
    """Vertical lines."""
    is_seen: bool = False
    """Whether it was recognised from a picture: the order of the stream is then that of the lines on the page."""
    is_overdrawn: bool = False
    """Whether so much is drawn that its lines were not looked at."""


class Strokes:
    """Collects the strokes of a page and tells horizontal from vertical ones; a slanted stroke is no rule."""

    def __init__(self) -> None:
        self.across: list[Rule] = []
        self.down: list[Rule] = []

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Add a stroke from one point to another."""
        width, height = abs(x1 - x0), abs(y1 - y0)
        if height <= 1.0 and width >= height:
            self.across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif width <= 1.0:
            self.down.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))

    def box(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Add a filled rectangle, if it is so thin that it is a line; a dot may be a piece of either kind."""
        x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        width, height = x1 - x0, y1 - y0
        if height <= WIDE and width * 2 >= height:
            self.across.append(Rule((y0 + y1) / 2, x0, x1))
        if width <= WIDE and height * 2 >= width:
            self.down.append(Rule((x0 + x1) / 2, y0, y1))


def joined(rules: Sequence[Rule]) -> list[Rule]:
    """Return the printed lines that the pieces make up, without those too short to rule anything."""
    lines: list[Rule] = []
    course: list[Rule] = []
    for rule in sorted(rules):
        if course and rule.at - course[0].at > SAME_LINE:
            lines += _joined_course(course)
            course = []
        course.append(rule)
    return lines + _joined_course(course)


def _joined_course(course: list[Rule]) -> list[Rule]:
    """Join the pieces on one course."""
    done: list[list[float]] = []
    for at, start, end in sorted(course, key=lambda rule: rule.start):
        if done and start <= done[-1][2] + JOIN_GAP:
            done[-1][2] = max(done[-1][2], end)
        else:
            done.append([at, start, end])
    return [Rule(at, start, end) for at, start, end in done if end - start >= MIN_RULE]

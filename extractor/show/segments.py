"""Where the source pane is cut: spans that overlap or nest become flat segments, text becomes blocks.

HTML elements cannot overlap, evidence spans can. So every boundary of a span, a line block or a table cell is a cut,
and each segment between two cuts knows all the spots (indexes of spans) that cover it. Segments and blocks cover the
text without a gap: what the page shows, put together again, is the document's text.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

BlockKind = Literal["text", "gap", "table"]


@dataclass(frozen=True)
class Span:
    """A half-open range of a document's text that something on the page points at."""

    start: int
    end: int
    spot: int
    """What points at it: an index of the page's spots."""


@dataclass(frozen=True)
class Segment:
    """A stretch of text that no boundary crosses."""

    start: int
    end: int
    spots: tuple[int, ...]
    """Every spot whose span covers the whole stretch, ascending."""


@dataclass(frozen=True)
class Block:
    """Lines shown as one: running text, blank lines, or a table whose cells the text separates by tabs."""

    kind: BlockKind
    rows: tuple[tuple[tuple[int, int], ...], ...]
    """Ranges of text by row and cell, each with its closing tab or newline; text and gap have a single one."""


def split(length: int, spans: Sequence[Span], cuts: Iterable[int]) -> list[Segment]:
    """Cut the text `[0, length)` at every end of a span and at `cuts`.

    Spans must lie within the text and not be empty; cuts outside it are ignored.
    """
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for span in spans:
        opening.setdefault(span.start, []).append(span.spot)
        closing.setdefault(span.end, []).append(span.spot)
    places = {0, length, *opening, *closing, *(cut for cut in cuts if 0 < cut < length)}
    segments = []
    active: set[int] = set()
    for start, end in pairwise(sorted(places)):
        active.difference_update(closing.get(start, ()))
        active.update(opening.get(start, ()))
        segments.append(Segment(start, end, tuple(sorted(active))))
    return segments


def blocks(text: str, start: int, end: int) -> list[Block]:
    """Divide `text[start:end]` into blocks, in order and without a gap."""
    found: list[Block] = []
    for kind, group in groupby(_lines(text, start, end), key=lambda line: _line_kind(text[line[0] : line[1]])):
        lines = list(group)
        if kind == "table" and _is_table(text, lines):
            found.append(Block("table", tuple(tuple(_cells(text, *line)) for line in lines)))
        else:
            found.append(Block("gap" if kind == "gap" else "text", (((lines[0][0], lines[-1][1]),),)))
    return found


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        newline = text.find("\n", start, end)
        stop = end if newline < 0 else newline + 1
        yield start, stop
        start = stop


def _line_kind(line: str) -> BlockKind:
    if not line.strip():
        return "gap"
    return "table" if "\t" in line else "text"


def _is_table(text: str, lines: Sequence[tuple[int, int]]) -> bool:
    """A lone line with a tab, or lines that only begin with one, are an indent and not a table."""
    return len(lines) > 1 and any(len(text[start:end].split("\t", 1)[0].strip()) > 0 for start, end in lines)


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        tab = text.find("\t", start, end)
        stop = end if tab < 0 else tab + 1
        yield start, stop
        start = stop

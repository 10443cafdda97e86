"""The source pane: a document's text by page and block, every stretch knowing how it is marked."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from markupsafe import Markup, escape

from extractor.show.segments import BlockKind, Segment, Span, blocks, split
from extractor.show.spots import Spot, Spots
from extractor.show.words import SEVERITIES
from schemas.fact import Band
from schemas.record import SourceDocument

# Where facts of several bands share a stretch, it wears the gravest.
_GRAVITY: tuple[Band, ...] = ("MUST", "REVIEW", "AUTO")


@dataclass(frozen=True)
class Piece:
    """A stretch of text as the page prints it."""

    text: Markup
    css: str
    spots: str
    """Indexes of its spots, separated by spaces."""
    title: str
    mark: bool
    """Whether it is evidence of a fact and can be clicked."""


@dataclass(frozen=True)
class BlockView:
    """A block with its rows and cells as pieces."""

    kind: BlockKind
    rows: tuple[tuple[tuple[Piece, ...], ...], ...]


@dataclass(frozen=True)
class PageView:
    """A page of the source; number 0 where the carrier has no pages worth marking."""

    number: int
    start: int
    """Offset of its first character in the document."""
    blocks: tuple[BlockView, ...]


@dataclass(frozen=True)
class DocumentView:
    """One document of the source pane."""

    index: int
    name: str
    pages: tuple[PageView, ...]


def document_view(index: int, document: SourceDocument, spots: Spots) -> DocumentView:
    """Lay out one document of the record with its marks."""
    segment_piece = partial(_piece, text=document.text, spots=spots.all)
    pages = laid_out(document.text, _pages(document), spots.spans(index), segment_piece)
    return DocumentView(index, document.name, pages)


def laid_out(
    text: str,
    pages: Iterable[tuple[int, int, int]],
    spans: Sequence[Span],
    piece: Callable[[Segment], Piece],
) -> tuple[PageView, ...]:
    """Lay out ranges of a text (number, start and end of each) as blocks whose stretches are made by `piece`.

    Spans must lie within the text and not be empty.
    """
    found = [(number, start, blocks(text, start, end)) for number, start, end in pages]
    leaves = [leaf for _, _, parts in found for block in parts for row in block.rows for leaf in row]
    segments = split(len(text), spans, (place for leaf in leaves for place in leaf))
    starts = [segment.start for segment in segments]

    def pieces(leaf: tuple[int, int]) -> tuple[Piece, ...]:
        first, last = bisect_left(starts, leaf[0]), bisect_left(starts, leaf[1])
        return tuple(piece(segment) for segment in segments[first:last])

    return tuple(
        PageView(
            number,
            start,
            tuple(BlockView(b.kind, tuple(tuple(pieces(cell) for cell in row) for row in b.rows)) for b in parts),
        )
        for number, start, parts in found
    )


def _pages(document: SourceDocument) -> list[tuple[int, int, int]]:
    """Number, start and end of the pages; one unnumbered page where the record's pages do not cover the text."""
    length = len(document.text)
    pages = [(page.number, page.start, page.end) for page in document.pages]
    covers = bool(pages) and pages[0][1] == 0 and pages[-1][2] == length
    gapless = all(one[2] == other[1] for one, other in pairwise(pages))
    ordered = all(start <= end for _, start, end in pages)
    if len(pages) > 1 and covers and gapless and ordered:
        return pages
    return [(0, 0, length)]


def _piece(segment: Segment, text: str, spots: Sequence[Spot]) -> Piece:
    here = [spots[i] for i in segment.spots]
    evidence = [spot for spot in here if spot.kind == "fact"]
    css: list[str] = []
    if evidence:
        band = next(band for band in _GRAVITY if any(spot.band == band for spot in evidence))
        css += ["ev", band.lower()]
        if any(spot.end == segment.end and spot.band == band for spot in evidence):
            css.append("tail")
    css += [kind for kind in ("unread", "unused") if any(spot.kind == kind for spot in here)]
    severity = next((s for s in SEVERITIES if any(spot.severity == s for spot in here)), None)
    css += ["finding", severity] if severity else []
    return Piece(
        text=verbatim(text[segment.start : segment.end]),
        css=" ".join(css),
        spots=" ".join(map(str, segment.spots)),
        title="；".join(spot.title for spot in here if spot.title),
        mark=bool(evidence),
    )


def verbatim(text: str) -> Markup:
    """Escape text so that an HTML parser gives it back unchanged.

    A bare carriage return would be read as a newline. NUL cannot be written in HTML at all: it becomes U+FFFD, as a
    browser would make it, one character for one.
    """
    return Markup(str(escape(text)).replace("\r", "&#13;").replace("\0", "\ufffd"))

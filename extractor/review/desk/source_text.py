"""The source beside an item: its text with the evidence, what names it, rivals and operands lit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.review.desk.labels import Named
from extractor.review.desk.where import Where
from extractor.show.segments import Segment, Span
from extractor.show.source import PageView, Piece, laid_out, verbatim
from extractor.show.words import SHAPES
from schemas.fact import Fact

KINDS = ("label", "head", "unit")
"""Style of what names the figure, by the kind of its span."""


@dataclass(frozen=True)
class Spot:
    """Something the page points at. `css`: how it is lit; `title`: its tooltip; `fact`: the fact it is evidence of."""

    start: int
    end: int
    css: str
    title: str = ""
    fact: str = ""


@dataclass(frozen=True)
class SourceText:
    """The laid-out text, and where everything stands: spots by number."""

    pages: tuple[PageView, ...]
    spots: tuple[Spot, ...]

    def spot_of(self, start: int, end: int) -> int | None:
        """Return the number of the spot at a range."""
        return next((i for i, spot in enumerate(self.spots) if (spot.start, spot.end) == (start, end)), None)


def source_text(where: Where, own: tuple[int, int], named: Named, facts: Iterable[Fact], *, broad: bool) -> SourceText:
    """Lay out the stretch of the source around an item.

    `own`: the item's evidence, spot 0. `facts`: those of the record, whose evidence is marked by band where it lies
    within the stretch. `broad`: the item is a whole passage, which is framed, not lit.
    """
    spots = [Spot(*own, "own passage" if broad else "own")]
    spots += [Spot(span.start, span.end, KINDS[span.spot]) for span in named.spans]
    if where.fact is not None:
        spots += [Spot(c.start, c.end, "rival", c.reason) for c in where.fact.candidates]
    spots += _others(where, own, facts)
    inside = [spot for spot in spots if 0 <= spot.start < spot.end <= len(where.source.text)]
    spans = [Span(spot.start, spot.end, i) for i, spot in enumerate(inside)]
    ranges = _ranges(where)
    pages = laid_out(where.source.text, ranges, spans, lambda segment: _piece(segment, where.source.text, inside))
    return SourceText(pages, tuple(inside))


def _others(where: Where, own: tuple[int, int], facts: Iterable[Fact]) -> list[Spot]:
    found = []
    for fact in facts:
        here = fact.evidence[0]
        same = here.document == where.source.name and where.start <= here.start and here.end <= where.end
        if same and (here.start, here.end) != own:
            band = fact.confidence.band
            title = f"{SHAPES[band]} {fact.row} / {fact.column}"
            found.append(Spot(here.start, here.end, f"ev {band.lower()}", title, fact.id))
    return found


def _ranges(where: Where) -> list[tuple[int, int, int]]:
    """The stretch by page; one range without a number where the carrier has no pages."""
    pages = where.source.pages
    if len(pages) < 2:
        return [(0, where.start, where.end)]
    cut = [(page.number, max(page.start, where.start), min(page.end, where.end)) for page in pages]
    return [one for one in cut if one[1] < one[2]] or [(0, where.start, where.end)]


def _piece(segment: Segment, text: str, spots: Sequence[Spot]) -> Piece:
    here = [spots[i] for i in segment.spots]
    css = list(dict.fromkeys(word for spot in here for word in spot.css.split()))
    mark = any(spot.fact or spot.css.startswith(("own", "rival")) for spot in here) and "passage" not in css
    return Piece(
        text=verbatim(text[segment.start : segment.end]),
        css=" ".join(css),
        spots=" ".join(map(str, segment.spots)),
        title="；".join(spot.title for spot in here if spot.title)[:300],
        mark=mark,
    )

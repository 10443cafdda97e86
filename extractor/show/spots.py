"""Every stretch of source text that the page points at, numbered in one list.

A spot is evidence of a fact, a rival reading, a number no fact used, a part that was not read, or evidence of a
finding. Its index joins the source pane (which carries it in `data-s`) with everything that can scroll there.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from extractor.show.quotes import chosen
from extractor.show.segments import Span
from extractor.show.words import CHUNK_STATUS, SEVERITIES, place_title
from schemas.fact import Band, Evidence
from schemas.record import LedgerChunk, Record, Severity, SourceDocument

SpotKind = Literal["fact", "candidate", "unused", "unread", "finding"]
_TOOLTIP = 300


@dataclass(frozen=True)
class Spot:
    """One range of one document and why the page points at it."""

    document: int
    """Index of the document within the record."""
    start: int
    end: int
    kind: SpotKind
    band: Band | None = None
    """Band of the fact, where the spot is its evidence."""
    title: str = ""
    """Tooltip of the stretch."""
    severity: Severity | None = None
    """Gravity of the finding, where the spot is what it is about."""


@dataclass(frozen=True)
class Spots:
    """All spots of a record, and where each thing's spot stands; None where a range is not in any document."""

    all: tuple[Spot, ...]
    evidence: tuple[tuple[int | None, ...], ...]
    """By fact, then by its evidence."""
    candidates: tuple[tuple[int | None, ...], ...]
    """By fact, then by its candidates."""
    unread: tuple[tuple[LedgerChunk, int | None], ...]
    """Chunks that were not read, in the ledger's order."""
    unused: tuple[tuple[LedgerChunk, str, int | None], ...]
    """Chunk and printed digits of every unused number."""
    findings: tuple[tuple[int, ...], ...]
    """By finding: what is at fault, then where the same wrong figure is printed again."""

    def spans(self, document: int) -> list[Span]:
        """The spans to mark in one document."""
        return [Span(spot.start, spot.end, i) for i, spot in enumerate(self.all) if spot.document == document]


def chunk_trouble(chunk: LedgerChunk) -> str:
    """Say in Chinese why a chunk was not read."""
    status = CHUNK_STATUS[chunk.status]
    return f"{status}：{chunk.reason}" if chunk.reason else status


def evidence_stands(evidence: Evidence, documents: Iterable[SourceDocument]) -> bool:
    """Whether the evidence's range of its document really holds its text."""
    for document in documents:
        if document.name == evidence.document:
            return 0 <= evidence.start < evidence.end and document.text[evidence.start : evidence.end] == evidence.text
    return False


class _Register:
    def __init__(self, documents: tuple[SourceDocument, ...]) -> None:
        self.spots: list[Spot] = []
        self._documents: dict[str, tuple[int, int]] = {}
        for index, document in enumerate(documents):
            self._documents.setdefault(document.name, (index, len(document.text)))

    def add(
        self,
        document: str,
        extent: tuple[int, int],
        kind: SpotKind,
        *,
        band: Band | None = None,
        title: str = "",
        severity: Severity | None = None,
    ) -> int | None:
        index, length = self._documents.get(document, (-1, 0))
        start, end = extent
        if not 0 <= start < end <= length:
            return None
        self.spots.append(Spot(index, start, end, kind, band, title[:_TOOLTIP], severity))
        return len(self.spots) - 1


def spots_of(record: Record) -> Spots:
    """Number everything the page of `record` points at."""
    register = _Register(record.documents)
    evidence = tuple(
        tuple(register.add(e.document, (e.start, e.end), "fact", band=fact.confidence.band) for e in fact.evidence)
        for fact in record.facts
    )
    candidates = tuple(
        tuple(register.add(fact.evidence[0].document, (c.start, c.end), "candidate") for c in fact.candidates)
        for fact in record.facts
    )
    unread = tuple(
        (chunk, register.add(chunk.document, (chunk.start, chunk.end), "unread", title=_unread_title(chunk)))
        for chunk in record.chunks
        if chunk.status in CHUNK_STATUS
    )
    unused = tuple(
        (chunk, number.text, register.add(chunk.document, (number.start, number.end), "unused", title="未用到的数字"))
        for chunk in record.chunks
        for number in chunk.unused_numbers
    )
    findings = _findings(record, register)
    return Spots(tuple(register.spots), evidence, candidates, unread, unused, findings)


def _findings(record: Record, register: _Register) -> tuple[tuple[int, ...], ...]:
    facts = {fact.id: fact for fact in reversed(record.facts)}
    found: list[tuple[int, ...]] = []
    for finding in record.findings:
        shown = chosen(finding)
        again = (facts[key].evidence[0] for key in finding.repeats if key in facts)
        places = dict.fromkeys((e.document, e.start, e.end) for e in (shown, *again) if e)
        title = f"{SEVERITIES[finding.severity]} {'、'.join(finding.checks)}：{finding.message}"
        added = (
            register.add(document, (start, end), "finding", title=title, severity=finding.severity)
            for document, start, end in places
        )
        found.append(tuple(spot for spot in added if spot is not None))
    return tuple(found)


def facts_by_range(record: Record) -> dict[tuple[int, int], list[int]]:
    """Which facts were read from a range: how an indicator's candidate finds its fact."""
    found: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for index, fact in enumerate(record.facts):
        for evidence in fact.evidence:
            found[evidence.start, evidence.end].append(index)
    return found


def _unread_title(chunk: LedgerChunk) -> str:
    return f"未读（{place_title(chunk.place)}）{chunk_trouble(chunk)}"

"""What a report as a whole says of its facts: identities by figure, findings, passages, digits printed elsewhere."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal

from extractor.checks.outcome import Outcome
from extractor.checks.registry import by_amounts
from extractor.numbers import SCALE
from schemas.document import Document
from schemas.fact import Fact
from schemas.record import Finding, LedgerChunk, SourceDocument

_NUMBER = re.compile(r"\d[\d,，]*(?:[.．]\d+)?")
_COMMAS = str.maketrans("", "", ",，+-−")
_TELLING = 3
"""Digits a figure needs to be known again elsewhere: 5 人 and 0.5 % are everywhere."""


@dataclass
class Witnesses:
    """Built once a report; every question about a fact is a look-up."""

    held: Counter[str] = field(default_factory=Counter)
    bounded: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    blamed: dict[str, Finding] = field(default_factory=dict)
    suspects: dict[str, Finding] = field(default_factory=dict)
    misread: set[str] = field(default_factory=set)
    report_failed: float = 0.0
    _passages: Mapping[tuple[str, str], Sequence[LedgerChunk]] = field(default_factory=dict)
    _tokens: Mapping[str, Counter[str]] = field(default_factory=dict)
    _places: Mapping[tuple[str, bool], set[str]] = field(default_factory=dict)
    _pages: Mapping[str, tuple[list[int], list[bool]]] = field(default_factory=dict)

    def passages(self, fact: Fact) -> list[LedgerChunk]:
        """Return the ledger's entries that cover the fact's first evidence."""
        first = fact.evidence[0]
        known = self._passages.get((first.document, fact.place), ())
        return [chunk for chunk in known if chunk.start <= first.start < chunk.end]

    def is_unique(self, fact: Fact) -> bool:
        """Whether the digits are printed nowhere but where the fact cites them."""
        document = fact.evidence[0].document
        cited = sum(one.document == document for one in fact.evidence)
        return self._tokens.get(document, Counter())[fact.printed.translate(_COMMAS)] <= cited

    def is_elsewhere(self, fact: Fact) -> bool:
        """Whether another form or section has a fact of the same value."""
        return len(self._places.get(_figure(fact), ())) > 1

    def is_picture(self, fact: Fact) -> bool:
        """Whether the page of the first evidence is a picture whose characters were recognised."""
        first = fact.evidence[0]
        starts, pictures = self._pages.get(first.document, ([], []))
        at = bisect_right(starts, first.start) - 1
        return at >= 0 and pictures[at]


def witnesses_of(
    facts: Sequence[Fact],
    findings: Sequence[Finding],
    outcomes: Sequence[Outcome],
    documents: Sequence[Document | SourceDocument],
    chunks: Sequence[LedgerChunk],
) -> Witnesses:
    """Gather what a report says of its facts."""
    found = Witnesses()
    _count(found, outcomes, {fact.id for fact in facts if Decimal(fact.value)})
    _name(found, findings, {fact.id: fact for fact in facts})
    passages: dict[tuple[str, str], list[LedgerChunk]] = defaultdict(list)
    for chunk in chunks:
        passages[chunk.document, chunk.place].append(chunk)
    places: dict[tuple[str, bool], set[str]] = defaultdict(set)
    for fact in facts:
        if len(fact.printed.translate(_COMMAS).replace(".", "").strip("0")) >= _TELLING:
            places[_figure(fact)].add(fact.place)
    found._passages, found._places = passages, places
    found._tokens = {
        one.name: Counter(token.translate(_COMMAS) for token in _NUMBER.findall(one.text)) for one in documents
    }
    found._pages = {
        one.name: ([page.start for page in one.pages], [page.source == "ocr" for page in one.pages])
        for one in documents
    }
    return found


def _figure(fact: Fact) -> tuple[str, bool]:
    return format(abs(Decimal(fact.value)), "f"), fact.unit in SCALE


def _count(found: Witnesses, outcomes: Sequence[Outcome], nonzero: Set[str]) -> None:
    """Count what held and failed by figure. Identities of words, and sums of noughts, say nothing of a figure."""
    amounts, tried, broken = frozenset(by_amounts()), 0, 0
    for one in outcomes:
        if one.check not in amounts or one.verdict == "not_checked":
            continue
        tried += 1
        broken += one.verdict == "fail"
        ids = list(map(str, dict.fromkeys(one.keys)))
        if one.verdict == "fail":
            book = found.failed
        elif nonzero.isdisjoint(ids):
            continue
        elif (one.factors or one.rate) and one.cause != "budget_zero":
            book = found.held
        else:
            book = found.bounded
        book.update(ids)
    found.report_failed = round(broken / tried, 2) if tried else 0.0


def _name(found: Witnesses, findings: Sequence[Finding], facts: Mapping[str, Fact]) -> None:
    """Note whom the findings name. A figure the reader has moved to its cell is not blamed for where it is printed."""
    for finding in findings:
        if finding.severity == "info" or finding.verdict not in ("source_inconsistent", "misread_suspected"):
            continue
        suspected = finding.verdict == "misread_suspected"
        for id_ in (f"{finding.place}/{finding.row}/{finding.column}", *finding.repeats):
            if id_ not in facts or (suspected and finding.expected is None and _was_placed(facts[id_])):
                continue
            found.blamed.setdefault(id_, finding)
            found.misread.update({id_} if suspected else ())
        for id_ in finding.suspects:
            found.suspects.setdefault(id_, finding)


def _was_placed(fact: Fact) -> bool:
    return any(flag.startswith("placed_by") for flag in fact.flags)

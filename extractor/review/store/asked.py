"""What of a record a person may be asked about: every figure, and every place where one may be missing."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractor.confidence.audit import FLAG, in_share
from extractor.review.store.values import Queue
from schemas.fact import Band, Fact
from schemas.record import LedgerChunk, Record, SourceDocument
from schemas.review import ItemKind

_HEADLINE, _TOTAL, _PLAIN = 3, 2, 1
"""How much hangs on a figure: one an analyst asks for, a total, any other."""
_TOTALS = ("合计", "总计", "小计")
_SCALE = 1_000_000
_BANDS: dict[Band, int] = {"MUST": 2, "REVIEW": 1, "AUTO": 0}
_LOST: dict[str, tuple[Band, float, str]] = {
    "truncated": ("MUST", 0.0, "这一段的回答中途断开，可能有数漏读"),
    "invalid": ("MUST", 0.0, "这一段的回答不合要求，没有采用"),
    "refused": ("MUST", 0.0, "模型拒答了这一段"),
    "failed": ("MUST", 0.0, "这一段没有得到回答"),
    "skipped_budget": ("REVIEW", 0.5, "这一段因用量上限没有问"),
}
_FORMS: dict[str, tuple[Band, float, str]] = {
    "unreadable": ("MUST", 0.0, "这张表认出了标题，但读不出来"),
    "missing": ("REVIEW", 0.5, "没有找到这张表或这一节"),
}


@dataclass(frozen=True)
class Asked:
    """One thing a person may be asked about. `identity` is the same in a new extraction with the same evidence."""

    kind: ItemKind
    key: str
    place: str
    row: str
    column: str
    band: Band
    score: float
    reasons: tuple[str, ...]
    queue: Queue
    importance: int
    value: str | None = None
    unit: str = ""
    printed: str | None = None
    document: int | None = None
    """Which of the record's documents."""
    start: int | None = None
    end: int | None = None
    page: int | None = None
    identity: str = ""
    likeness: str = ""
    """The same for the same key of the same documents, whatever the evidence."""

    @property
    def risk(self) -> int:
        """Order in the queue, highest first: band, then doubt times importance (in millionths)."""
        return _BANDS[self.band] * 10 * _SCALE + round((1 - self.score) * self.importance * _SCALE)


def source_of(record: Record) -> str:
    """Return what a record was read from: the same for another extraction of the same files for the same unit."""
    return _digest([sorted(document.sha256 for document in record.documents), record.unit.name])


def asked_of(record: Record, audit_share: Decimal) -> list[Asked]:
    """Return everything of a record a person may be asked about, in the order of the report."""
    names = {document.name: at for at, document in enumerate(record.documents)}
    found = [
        *_facts(record, names, audit_share),
        *_ungrounded(record.chunks, names),
        *_numbers(record.chunks, names, record.documents),
        *_chunks(record.chunks, names, record.documents),
        *_forms(record),
    ]
    return _identified(record, found)


def _facts(record: Record, names: dict[str, int], audit_share: Decimal) -> Iterator[Asked]:
    headlines = {fact for indicator in record.indicators for fact in indicator.facts}
    sources = {document.name: document.sha256 for document in record.documents}
    for fact in record.facts:
        first = fact.evidence[0]
        queue: Queue = "review"
        reasons = fact.confidence.reasons
        if fact.confidence.band == "AUTO":
            audited = in_share(audit_share, FLAG, sources.get(first.document), fact.id)
            queue = "audit" if audited else "none"
        yield Asked(
            kind="fact",
            key=fact.id,
            place=fact.place,
            row=fact.row,
            column=fact.column,
            band=fact.confidence.band,
            score=fact.confidence.score,
            reasons=reasons,
            queue=queue,
            importance=_importance(fact, headlines),
            value=fact.value,
            unit=fact.unit,
            printed=fact.printed,
            document=names.get(first.document),
            start=first.start,
            end=first.end,
            page=first.page,
        )


def _importance(fact: Fact, headlines: set[str]) -> int:
    if fact.id in headlines:
        return _HEADLINE
    return _TOTAL if any(word in fact.row or word in fact.column for word in _TOTALS) else _PLAIN


def _ungrounded(chunks: Iterable[LedgerChunk], names: dict[str, int]) -> Iterator[Asked]:
    for chunk in chunks:
        for key in chunk.ungrounded:
            row, _, column = key.rpartition("/")
            yield Asked(
                kind="ungrounded",
                key=f"{chunk.place}/{key}",
                place=chunk.place,
                row=row or column,
                column=column if row else "",
                band="REVIEW",
                score=0.3,
                reasons=("模型答了一个数，但原文这一段没有印它",),
                queue="review",
                importance=_PLAIN,
                document=names.get(chunk.document),
                start=chunk.start,
                end=chunk.end,
            )


def _numbers(
    chunks: Iterable[LedgerChunk], names: dict[str, int], documents: Sequence[SourceDocument]
) -> Iterator[Asked]:
    for chunk in chunks:
        for number in chunk.unused_numbers:
            yield Asked(
                kind="number",
                key=f"{chunk.place}/未用的数/{number.text}",
                place=chunk.place,
                row="",
                column="",
                band="REVIEW",
                score=0.5,
                reasons=("这一段里的这个数没有用上",),
                queue="numbers",
                importance=_PLAIN,
                printed=number.text,
                document=names.get(chunk.document),
                start=number.start,
                end=number.end,
                page=_page(documents, names.get(chunk.document), number.start),
            )


def _chunks(
    chunks: Iterable[LedgerChunk], names: dict[str, int], documents: Sequence[SourceDocument]
) -> Iterator[Asked]:
    for chunk in chunks:
        if chunk.status not in _LOST:
            continue
        band, score, why = _LOST[chunk.status]
        yield Asked(
            kind="chunk",
            key=f"{chunk.place}/段/{chunk.id}",
            place=chunk.place,
            row="",
            column="",
            band=band,
            score=score,
            reasons=tuple(filter(None, (why, chunk.reason))),
            queue="review",
            importance=_TOTAL,
            document=names.get(chunk.document),
            start=chunk.start,
            end=chunk.end,
            page=_page(documents, names.get(chunk.document), chunk.start),
        )


def _forms(record: Record) -> Iterator[Asked]:
    for form in record.forms:
        if form.state not in _FORMS:
            continue
        band, score, why = _FORMS[form.state]
        yield Asked(
            kind="form",
            key=f"{form.place}/表",
            place=form.place,
            row="",
            column="",
            band=band,
            score=score,
            reasons=(why,),
            queue="review",
            importance=_TOTAL,
            document=0 if form.start is not None and len(record.documents) == 1 else None,
            start=form.start,
            end=form.end,
        )


def _page(documents: Sequence[SourceDocument], document: int | None, start: int) -> int | None:
    pages = documents[document].pages if document is not None else ()
    return next((page.number for page in pages if page.start <= start < page.end), None)


def _identified(record: Record, found: Sequence[Asked]) -> list[Asked]:
    """Give each its identity: files, unit, key, and the characters it stands on. A twin is told by its turn."""
    source = source_of(record)
    seen: Counter[str] = Counter()
    done = []
    for one in found:
        file = record.documents[one.document].sha256 if one.document is not None else ""
        like = _digest([source, file, one.kind, one.key])
        identity = _digest([like, one.start, one.end, one.printed])
        seen[identity] += 1
        turn = seen[identity]
        done.append(replace(one, likeness=like, identity=identity if turn == 1 else _digest([identity, turn])))
    return done


def _digest(what: object) -> str:
    return hashlib.sha256(json.dumps(what, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()

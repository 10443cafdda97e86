"""The top of the page and its panels: who reported, how far the reading went, and what waits for a person."""

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from extractor.show.items import Item, findings_of
from extractor.show.spots import Spots, chunk_trouble, facts_by_range
from extractor.show.words import (
    BANDS,
    CHUNK_STATUS,
    FORM_STATES,
    RECORD_STATUS,
    RECORD_STATUS_HELP,
    SHAPES,
    amount,
    place_title,
)
from extractor.weights import QWEN
from schemas.fact import Band
from schemas.record import Indicator, Record

_BANDS: tuple[Band, ...] = ("AUTO", "REVIEW", "MUST")
_MODEL_NAMES = ("name", "model", "id")


@dataclass(frozen=True)
class BandCount:
    """How many facts a band holds."""

    key: str
    name: str
    shape: str
    count: int


@dataclass(frozen=True)
class Rival:
    """One of the figures a disputed indicator is stated with."""

    value: str
    reason: str
    fact: int | None


@dataclass(frozen=True)
class Card:
    """A headline figure: its value, or 有分歧 with the rivals, or 未见."""

    name: str
    value: str
    yuan: str
    """The same in 元 where the document counts in another money unit."""
    fact: int | None
    """The fact a click selects."""
    rivals: tuple[Rival, ...]
    stated: int
    """How many facts state it."""


@dataclass(frozen=True)
class Summary:
    """Everything of the page's top and panels."""

    title: str
    year: str
    facts_about: tuple[tuple[str, str], ...]
    status: str
    status_name: str
    status_help: str
    bands: tuple[BandCount, ...]
    facts: int
    cards: tuple[Card, ...]
    findings: tuple[Item, ...]
    """Errors and warnings."""
    hints: tuple[Item, ...]
    """Findings that are neither: what a template left, rounding, what is worth a look."""
    unread: tuple[Item, ...]
    unused: tuple[Item, ...]
    ungrounded: tuple[Item, ...]
    forms: tuple[Item, ...]
    model: str
    model_help: str


def summary_of(record: Record, spots: Spots) -> Summary:
    """Sum the record up for a reader."""
    unit = record.unit
    counts = Counter(fact.confidence.band for fact in record.facts)
    found = findings_of(record, spots)
    cards = [_card(indicator, record) for indicator in record.indicators]
    model, model_help = _model(record.provenance.model)
    about = (("年度", f"{unit.year}" if unit.year else "未识别"), ("级次", unit.level or "未识别"))
    return Summary(
        title=unit.name or "未识别单位名称",
        year=f"{unit.year} 年度" if unit.year else "",
        facts_about=(*about, ("金额单位", unit.money_unit or "未识别")),
        status=record.status,
        status_name=RECORD_STATUS[record.status],
        status_help=RECORD_STATUS_HELP[record.status],
        bands=tuple(BandCount(band.lower(), BANDS[band], SHAPES[band], counts[band]) for band in _BANDS),
        facts=len(record.facts),
        # What is stated comes first, what nothing states last.
        cards=tuple(sorted(cards, key=lambda card: not card.value and not card.rivals)),
        findings=tuple(item for item in found if item.css != "info"),
        hints=tuple(item for item in found if item.css == "info"),
        unread=_unread(record, spots),
        unused=tuple(
            Item(text, _where(record, chunk.place, chunk.document, chunk.start), spot=spot)
            for chunk, text, spot in spots.unused
        ),
        ungrounded=tuple(
            Item(key, f"{place_title(chunk.place)}：模型给出了数字，原文该处没有")
            for chunk in record.chunks
            for key in chunk.ungrounded
        ),
        forms=tuple(
            Item(f"{form.place} {place_title(form.place)}", form.title or "", FORM_STATES[form.state], form.state)
            for form in record.forms
        ),
        model=model,
        model_help=model_help,
    )


def _card(indicator: Indicator, record: Record) -> Card:
    index = {fact.id: i for i, fact in reversed(list(enumerate(record.facts)))}
    stating = [index[key] for key in indicator.facts if key in index]
    unit = record.facts[stating[0]].unit if stating else ""

    def say(value: str) -> tuple[str, str]:
        return amount(value, unit, record.unit.money_unit, record.unit.precision)

    if indicator.value is not None:
        value, yuan = say(indicator.value)
        return Card(indicator.name, value, yuan, stating[0] if stating else None, (), len(stating))
    ranges = facts_by_range(record)
    rivals = []
    for candidate in indicator.candidates:
        here = ranges.get((candidate.start, candidate.end), [])
        fact = next((i for i in here if i in stating), here[0] if here else None)
        rivals.append(Rival(say(candidate.value)[0], candidate.reason, fact))
    return Card(indicator.name, "", "", None, tuple(rivals), len(stating))


def _unread(record: Record, spots: Spots) -> tuple[Item, ...]:
    return tuple(
        Item(
            title=_where(record, chunk.place, chunk.document, chunk.start),
            text=chunk_trouble(chunk),
            sign=CHUNK_STATUS[chunk.status],
            css=chunk.status,
            spot=spot,
        )
        for chunk, spot in spots.unread
    )


def _where(record: Record, place: str, document: str, offset: int) -> str:
    """Name a place, with the page and, where there are several, the document."""
    parts = [f"{place} {place_title(place)}"]
    for source in record.documents:
        if source.name == document:
            page = next((page.number for page in source.pages if page.start <= offset < page.end), None)
            if page is not None and len(source.pages) > 1:
                parts.append(f"第 {page} 页")
            break
    if len(record.documents) > 1:
        parts.append(document)
    return " · ".join(parts)


def _model(identity: dict[str, Any]) -> tuple[str, str]:
    if not identity or identity.get("model") == "none":
        return "未用模型（只由程序读取）", ""
    name = next((str(identity[key]) for key in _MODEL_NAMES if identity.get(key)), "")
    if identity.get("weights_sha256") == QWEN.sha256:
        name = "内置 Qwen2.5-Coder-1.5B-Instruct（Q4_K_M）"
    whole = json.dumps(identity, ensure_ascii=False, sort_keys=True, default=str)
    return name or whole, whole

"""Text figures to ask about once more: the figure the identities ask for stands in the same passage.

Where a figure of the text breaks identities and the one that would close them is printed beside it, the reading may
have taken the wrong of two figures. The model is asked for that one place again; what is printed is never replaced.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from extractor.chunks import Chunk, Slot
from extractor.focus import sentence_of
from extractor.numbers import SCALE, Number
from schemas.fact import Candidate, Fact
from schemas.record import Finding

_GRAVE = frozenset({"error", "warning"})


@dataclass(frozen=True)
class Doubt:
    """A finding, the question about its figure, and the figure beside it that would close the identities."""

    finding: Finding
    chunk: Chunk
    """Focused on the sentence; its only slot is the doubtful figure's."""
    other: Number


def doubts_of(
    findings: Sequence[Finding], facts: Sequence[Fact], chunks: Sequence[Chunk], money_unit: str
) -> list[Doubt]:
    """Return what to ask again, in the order of the findings; nothing where nothing else is printed there to be meant."""
    by_id = {fact.id: fact for fact in facts}
    found: list[Doubt] = []
    for finding in findings:
        fact = by_id.get(f"{finding.place}/{finding.row}/{finding.column}")
        if fact is None or not _is_open(finding):
            continue
        site = _site(fact, chunks)
        other = _beside(finding, fact, site[0], sentence_of(*site), money_unit) if site else None
        if site and other:
            found.append(Doubt(finding, _focused(*site, other, len(found) + 1), other))
    return found


def _is_open(finding: Finding) -> bool:
    """Whether a finding is sure of the figure of the text to blame and of what it should be."""
    certain = not finding.suspects and finding.expected is not None
    return (
        certain
        and finding.place.startswith("S")
        and finding.severity in _GRAVE
        and finding.verdict == "source_inconsistent"
    )


def _site(fact: Fact, chunks: Sequence[Chunk]) -> tuple[Chunk, Slot] | None:
    """Return the chunk and slot a fact was read from."""
    start = fact.evidence[0].start
    row = fact.row.partition("#")[0]
    for chunk in chunks:
        for slot in chunk.slots:
            if (chunk.place, slot.row, slot.column) == (fact.place, row, fact.column) and any(
                chunk.flat.source(r.number.start, r.number.end)[0] == start for r in slot.readings
            ):
                return chunk, slot
    return None


def _beside(finding: Finding, fact: Fact, chunk: Chunk, span: tuple[int, int], money_unit: str) -> Number | None:
    """Return the figure of the chunk's sentence that is what the finding expects; a zero says too little."""
    expected = abs(Decimal(finding.expected or "0")) * SCALE.get(fact.unit, Decimal(1))
    if not expected:
        return None
    start, end = span
    for number in (number for number in chunk.numbers if start <= number.start < end):
        scale = SCALE.get(number.unit or (money_unit if fact.unit in SCALE else ""), Decimal(1))
        where = chunk.flat.source(number.start, number.end)[0]
        if abs(number.value) * scale == expected and where != fact.evidence[0].start:
            return number
    return None


def _focused(chunk: Chunk, slot: Slot, other: Number, ordinal: int) -> Chunk:
    span = sentence_of(chunk, slot)
    figures = [r.number.digits + r.number.unit for r in slot.readings] + [other.digits + other.unit]
    row = slot.row.removeprefix("项目:")
    text = f"{row}：{chunk.flat.text[slice(*span)].strip()}\n句中印有：{'、'.join(dict.fromkeys(figures))}"
    key = slot.key if row.rsplit("/", 1)[-1] in slot.key else f"{row.rsplit('/', 1)[-1]}{slot.key}"
    return replace(
        chunk, id=f"{chunk.id}?c{ordinal}", span=span, text=text, slots=(replace(slot, key=key),), numbers=()
    )


def after_answers(
    doubts: Sequence[Doubt],
    answers: Mapping[str, Mapping[str, Any] | None],
    findings: Sequence[Finding],
    facts: Sequence[Fact],
) -> tuple[tuple[Finding, ...], list[Fact]]:
    """Return findings and facts with what the model answered: it stands by its figure, or points at the other one."""
    told: dict[str, tuple[Finding, Candidate | None]] = {}
    for doubt in doubts:
        given = (answers.get(doubt.chunk.id) or {}).get(doubt.chunk.slots[0].key)
        told[doubt.finding.id] = _judged(doubt, None if given is None else Decimal(given))
    candidates = {f"{one.place}/{one.row}/{one.column}": rival for one, rival in told.values() if rival}
    kept = tuple(told[one.id][0] if one.id in told else one for one in findings)
    return kept, [_with(fact, candidates.get(fact.id)) for fact in facts]


def _judged(doubt: Doubt, given: Decimal | None) -> tuple[Finding, Candidate | None]:
    slot, other = doubt.chunk.slots[0], doubt.other
    own = {abs(reading.number.value) for reading in slot.readings}
    if given is not None and abs(given) == abs(other.value) and abs(given) not in own:
        start, end = doubt.chunk.flat.source(other.start, other.end)
        rival = Candidate(
            value=doubt.finding.expected or "",
            printed=other.digits,
            start=start,
            end=end,
            reason="复问时模型指向此数，它使恒等式成立",
        )
        return _said(doubt.finding, f"复问模型，指向同句的 {other.digits}", verdict="misread_suspected"), rival
    if given is not None and abs(given) in own:
        return _said(doubt.finding, "复问模型，仍读作原数"), None
    return _said(doubt.finding, "复问模型，没有得到两数之一"), None


def _said(finding: Finding, what: str, **update: str) -> Finding:
    return finding.model_copy(update={"message": f"{finding.message}（{what}）", **update})


def _with(fact: Fact, candidate: Candidate | None) -> Fact:
    return fact if candidate is None else fact.model_copy(update={"candidates": (*fact.candidates, candidate)})

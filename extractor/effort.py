"""How much the model is asked: about everything, about what two reads by code do not bear out, or nothing.

full   every chunk with a figure is a question
low    a chunk is answered by code where every figure of it is read twice alike (clause and sentence), or is read once
       and a statutory form prints the same value; the others are questions as before
none   every chunk is answered by code: no model is needed, and none is named
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from extractor.ask import Reply
from extractor.chunks import Chunk, Slot
from extractor.indicators import form_rows
from extractor.numbers import MONEY, SCALE
from extractor.question import Question
from extractor.reading import Reading
from extractor.sentences.figure import SentenceFigure
from extractor.tables.form import drafts_of
from schemas.record import Effort, Usage

NOBODY = "没有用模型"
Claims = Mapping[tuple[str, int, int], SentenceFigure]


class NoModel:
    """Who answers where there is no model: nobody. What only a model could answer stays unread, and says so."""

    identity: dict[str, Any] = {"model": "none"}

    def ask_all(
        self, questions: Sequence[Question], on_reply: Callable[[Question, Reply], None] | None = None
    ) -> Mapping[str, Reply]:
        """Return a reply without an answer for every question."""
        replies = {one.id: Reply("failed", None, Usage(), reason=NOBODY) for one in questions}
        for question in questions if on_reply else ():
            on_reply(question, replies[question.id])  # type: ignore[misc]
        return replies


@dataclass(frozen=True)
class Evidence:
    """What code knows of a report's figures besides the clauses: the sentences' claims, and the forms' values."""

    claims: Claims = field(default_factory=dict)
    """The sentence reader's, by document and characters."""
    printed: Mapping[tuple[str, str], frozenset[Decimal]] = field(default_factory=dict)
    """Values of the statutory forms, by form and row."""

    @classmethod
    def of(cls, reading: Reading, figures: Sequence[SentenceFigure]) -> "Evidence":
        """Gather it from a reading and the sentence reader's figures."""
        printed: dict[tuple[str, str], frozenset[Decimal]] = {}
        for form in reading.statutory:
            for draft in drafts_of(form, reading.form_unit):
                key = draft.place, draft.row
                printed[key] = printed.get(key, frozenset()) | {draft.value}
        return cls({(one.document, one.start, one.end): one for one in figures}, printed)


def answered_by_code(
    chunks: Sequence[Chunk], reading: Reading, figures: Sequence[SentenceFigure], effort: Effort
) -> dict[str, Reply]:
    """Return the replies that code gives in the model's place, by chunk id; none at full effort."""
    if effort == "full":
        return {}
    evidence = Evidence.of(reading, figures)
    return {
        chunk.id: Reply("ok", _answer(chunk, reading, evidence), Usage(), by_code=True)
        for chunk in chunks
        if effort == "none" or _is_settled(chunk, reading, evidence)
    }


def _is_settled(chunk: Chunk, reading: Reading, evidence: Evidence) -> bool:
    return all(_twice(chunk, slot, reading, evidence) or _in_form(chunk, slot, reading, evidence) for slot in chunk.slots)


def _twice(chunk: Chunk, slot: Slot, reading: Reading, evidence: Evidence) -> bool:
    """Whether the sentence reader says of every print of a slot's figure what its clause says."""
    return all(_alike(chunk, slot, at, reading, evidence) for at in range(len(slot.readings)))


def _alike(chunk: Chunk, slot: Slot, at: int, reading: Reading, evidence: Evidence) -> bool:
    one = slot.readings[at]
    start, end = chunk.flat.source(one.number.start, one.number.end)
    claim = evidence.claims.get((reading.documents[chunk.document].name, start, end))
    if claim is None or (claim.place, claim.row, claim.column) != (chunk.place, slot.row, slot.column):
        return False
    return (claim.value < 0) == (one.negative and one.number.value != 0) if one.number.value >= 0 else claim.value < 0


def _in_form(chunk: Chunk, slot: Slot, reading: Reading, evidence: Evidence) -> bool:
    """Whether a statutory form prints the same amount for the same thing."""
    number = slot.readings[0].number
    unit = number.unit or (reading.unit.money_unit or "元")
    if unit not in MONEY or any(one.negative for one in slot.readings):
        return False
    value = number.value * SCALE[unit]
    return any(value in evidence.printed.get(target, ()) for target in form_rows(chunk.place, slot.row, slot.column))


def _answer(chunk: Chunk, reading: Reading, evidence: Evidence) -> dict[str, Any]:
    """Answer each key with the figure its clause prints; None where the chunk prints another one for the same key.

    Of rivals the one is answered that the sentence reader reads alike, if it is one alone or each of them is.
    """
    values: dict[tuple[str, str], set[Decimal]] = {}
    for slot in chunk.slots:
        values.setdefault((slot.row, slot.column), set()).add(slot.readings[0].number.value)
    answer: dict[str, Any] = {}
    for slot in chunk.slots:
        directions = {one.negative for one in slot.readings if one.number.value}
        rivals = len(values[slot.row, slot.column]) > 1 or len(directions) > 1
        told = not rivals or _twice(chunk, slot, reading, evidence)
        answer[slot.key] = format(slot.readings[0].number.value, "f") if told else None
    return answer

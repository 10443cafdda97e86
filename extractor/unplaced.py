"""Figures whose clause the grammar cannot place: the model is asked whose they are, in words the sentence prints.

A wording nobody foresaw leaves an amount without a row. The open question gives the sentence and the figure; the
answer counts only where its subject stands in that very sentence, and the fact goes to review, never to AUTO.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from extractor.chunks import Chunk, Slot
from extractor.clauses import Reading
from extractor.labels import find_mentions
from extractor.masks import explained
from extractor.measures import change_before
from extractor.numbers import MONEY, Number
from extractor.prompts import prompt_for
from extractor.question import Question
from schemas.answers import subject_model
from schemas.vocabulary import place_name

MONEY_MEASURES = ("决算数", "年初预算", "调整预算", "预算数", "上年决算数", "比上年增减额", "比预算增减额")
SHARE_MEASURES = ("占比", "完成率", "比上年增减率", "比预算增减率")
_NARRATIVE_ONLY = frozenset({"S0", "S12", "S13"})
"""Sections full of figures that are nobody's account (targets, achievements): nothing is asked openly there."""
_MAX_SENTENCE = 160


@dataclass(frozen=True)
class Unplaced:
    """One open question: a figure, its sentence, and the measures its unit allows."""

    chunk: Chunk
    """The sentence as a chunk of its own, without slots."""
    number: Number
    measures: tuple[str, ...]


def unplaced(chunk: Chunk) -> list[Unplaced]:
    """Return the amounts and shares of a chunk that no clause grammar placed; stated reasons are left alone."""
    if chunk.place in _NARRATIVE_ONLY:
        return []
    read = {reading.number.start for slot in chunk.slots for reading in slot.readings}
    reasons = explained(chunk.flat.text, chunk.place)
    loose = [
        number
        for number in chunk.numbers
        if number.start not in read
        and (number.is_money or number.unit == "%")
        and not any(start <= number.start < end for start, end in reasons)
    ]
    return [_unplaced(chunk, number, ordinal) for ordinal, number in enumerate(loose, start=1)]


def _unplaced(chunk: Chunk, number: Number, ordinal: int) -> Unplaced:
    text = chunk.flat.text
    start = max(text.rfind(mark, 0, number.start) for mark in "。\n") + 1
    ends = [end for mark in "。\n" if (end := text.find(mark, number.after)) >= 0]
    start, end = max(start, number.after - _MAX_SENTENCE), min([*ends, len(text), number.after + _MAX_SENTENCE // 2])
    shown = f"{text[start:end]}\n问：其中的{number.digits}{number.unit}是哪个科目的什么指标？"
    alone = replace(chunk, id=f"{chunk.id}??{ordinal}", span=(start, end), text=shown, slots=(), numbers=())
    return Unplaced(alone, number, MONEY_MEASURES if number.unit in MONEY else SHARE_MEASURES)


def placed(question: Unplaced, answer: Mapping[str, Any]) -> Chunk | None:
    """Return the chunk with a slot for the answer, or None where the sentence does not bear the answer out.

    The subject must stand in the sentence; a change must have its direction word right before the figure, and every
    other measure must not.
    """
    subject, measure = answer.get("科目"), answer.get("指标")
    if not subject or measure not in question.measures:
        return None
    chunk, number = question.chunk, question.number
    start, end = chunk.span
    at = chunk.flat.text.find(subject, start, end)
    direction = change_before(chunk.flat.text[start : number.start])
    if at < 0 or len(subject) < 2 or re.search(r"\d", subject) or (direction is not None) != ("增减" in measure):
        return None
    mentions = find_mentions(subject, chunk.place)
    whole = [m for m in mentions if m.end - m.start >= len(subject) - 2]
    row = whole[0].row if whole else subject
    reading = Reading(
        number, row, measure, direction == "down", (at, at + len(subject)), ("open_question",), strict=False
    )
    return replace(chunk, slots=(Slot("科目", row, measure, (reading,)),))


def open_question(question: Unplaced) -> Question:
    """Return what is asked about an unplaced figure."""
    chunk = question.chunk
    prompt = prompt_for(chunk.id, chunk.place)
    messages = prompt.messages(title=place_name(chunk.place), text=chunk.text)
    return Question(chunk.id, prompt.name, messages, subject_model(question.measures))

"""Ground answers: a number the model gives is a figure only where a clause prints it for that row and measure.

The model points, code copies: digits, unit, sign and scale are the source's. Equality is of numbers (Decimal), never
of strings; an answer that no clause states for its key becomes no fact and is listed as ungrounded.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from extractor.chunks import Chunk, Slot, item_start
from extractor.clauses import Reading
from extractor.draft import Draft
from extractor.numbers import MONEY, SCALE
from schemas.fact import Match

AMOUNTS = re.compile(r"预算|决算|增减额|资金|执行数|价值|支出$|收入$")
_UNITS = {"台（套）": "台(套)", "套（台）": "台(套)", "台/套": "台(套)", "台套": "台(套)", "㎡": "平方米", "批": "批次"}

LOOSE = "数字前的科目不在同一条目内，或不在科目表中"
TEMPLATE = "原文留有“增加（减少）”模板，方向不明"
NO_UNIT = "数字后没有印单位"


@dataclass(frozen=True)
class Grounded:
    """What became of one chunk's answer."""

    drafts: tuple[Draft, ...]
    ungrounded: tuple[str, ...]
    """Keys answered with a number the clauses do not state for them."""
    silent: tuple[str, ...]
    """Keys answered null although a clause names them."""


def ground(chunk: Chunk, answer: Mapping[str, Any], source: str, money_unit: str) -> Grounded:
    """Hold `answer` (key -> decimal string or None) against the chunk's clauses. `source` is the document's text."""
    drafts: list[Draft] = []
    ungrounded, silent = [], []
    for slot in chunk.slots:
        given = answer.get(slot.key)
        if given is None:
            silent.append(slot.key)
            continue
        stated = [r for r in slot.readings if abs(r.number.value) == abs(Decimal(given))]
        if not stated:
            ungrounded.append(slot.key)
        drafts += [_draft(chunk, slot, reading, source, money_unit) for reading in stated]
    return Grounded(tuple(drafts), tuple(ungrounded), tuple(silent))


def _draft(chunk: Chunk, slot: Slot, reading: Reading, source: str, money_unit: str) -> Draft:
    number = reading.number
    start, end = chunk.flat.source(number.start, number.end)
    unit, flags = number.unit, list(reading.flags)
    if not unit and AMOUNTS.search(slot.column):
        unit = money_unit
        flags.append("unit_from_heading")
    value = number.value * SCALE[unit] if unit in MONEY else number.value
    if reading.negative and value > 0:
        value = -value
        flags.append("sign_from_words")
    if "?" in chunk.id:
        flags.append("second_question")
    printed = re.sub(r"\s", "", source[start:end])
    match: Match = "exact" if source[start:end] == number.digits else "normalised"
    return Draft(
        place=chunk.place,
        row=slot.row,
        column=slot.column,
        value=value,
        unit=_UNITS.get(unit, unit),
        printed=printed,
        document=chunk.document,
        start=start,
        end=end,
        match=match,
        source="text",
        chunk=chunk.id,
        sentence=chunk.flat.offsets[min(item_start(chunk.flat.text, number.start), len(chunk.flat.offsets) - 1)],
        flags=tuple(dict.fromkeys(flags)),
        reasons=_doubts(reading, unit),
    )


def _doubts(reading: Reading, unit: str) -> tuple[str, ...]:
    doubts = []
    if not reading.strict:
        doubts.append(LOOSE)
    if "template_direction" in reading.flags and reading.number.value != 0:
        doubts.append(TEMPLATE)
    if "open_question" in reading.flags:
        doubts.append("句式不在已知之列，科目由模型从原句中指认")
    if not unit:
        doubts.append(NO_UNIT)
    return tuple(doubts)

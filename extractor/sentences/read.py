"""One door: every narrative section of a reading, read a second time sentence by sentence."""

from collections.abc import Iterator
from decimal import Decimal

from extractor.chunks import Chunk
from extractor.ground import AMOUNTS
from extractor.numbers import MONEY, SCALE
from extractor.reading import Reading
from extractor.sentences.claim import Claim
from extractor.sentences.figure import SentenceFigure
from extractor.sentences.people import read_people_of
from extractor.sentences.performance import read_performance_of
from extractor.sentences.sentence import read_sentences_of

_UNITS = {"台（套）": "台(套)", "套（台）": "台(套)", "台/套": "台(套)", "台套": "台(套)", "㎡": "平方米", "批": "批次"}


def read_sentences(reading: Reading) -> tuple[SentenceFigure, ...]:
    """Return what the sentences of the narrative claim of its figures, in reading order.

    It looks at the text of the sections alone: no question, answer or clause reading of the chunks is used.
    """
    found: list[SentenceFigure] = []
    for chunk in _sections(reading):
        for claim in _claims(chunk, reading.unit.year):
            found.append(_figure(claim, chunk, reading))
    return tuple(found)


def _sections(reading: Reading) -> Iterator[Chunk]:
    """Yield the first chunk of every section: each holds the section's whole text."""
    seen: set[int] = set()
    for chunk in reading.chunks:
        if id(chunk.flat) not in seen:
            seen.add(id(chunk.flat))
            yield chunk


def _claims(chunk: Chunk, year: int | None) -> list[Claim]:
    if chunk.place == "S0":
        return read_people_of(chunk.flat.text)
    if chunk.place == "S13":
        return read_performance_of(chunk.flat.text)
    return read_sentences_of(chunk.flat.text, chunk.place, year)


def _figure(claim: Claim, chunk: Chunk, reading: Reading) -> SentenceFigure:
    number = claim.number
    start, end = chunk.flat.source(number.start, number.end)
    unit = number.unit
    if not unit and AMOUNTS.search(claim.column):
        unit = reading.unit.money_unit or "元"
    value = number.value * SCALE[unit] if unit in MONEY else number.value
    value = -value if claim.negative and value > 0 else value + Decimal(0)
    return SentenceFigure(
        document=reading.documents[chunk.document].name,
        place=chunk.place,
        row=claim.row,
        column=claim.column,
        value=value,
        unit=_UNITS.get(unit, unit),
        start=start,
        end=end,
        pattern=claim.pattern,
    )

"""Whether a record can be kept and shown. A file may come from anywhere; what `extract` writes always is sound."""

import math
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from extractor.review.store.errors import BadInput
from schemas.record import Record

_LARGEST = 2**31 - 1
"""Numbers a database takes everywhere."""
_DIGITS = 60
"""Far more than any amount: a number of a million digits would stop the checks."""


def require_sound(record: Record) -> None:
    """Raise BadInput for a record whose values are no numbers, or whose places lie outside of what can be kept."""
    where = next(_unsound(record), None)
    if where is not None:
        raise BadInput("记录里有不能用的内容", where=where, remedy="请用 juesuan extract 重新提取")


def _unsound(record: Record) -> Iterator[str]:
    if record.unit.year is not None and not 0 < record.unit.year <= _LARGEST:
        yield "unit.year"
    for at, fact in enumerate(record.facts):
        if not fact.place:
            yield f"facts[{at}].place"
        if not all(_is_number(value) for value in (fact.value, *(rival.value for rival in fact.candidates))):
            yield f"facts[{at}].value"
        if not math.isfinite(fact.confidence.score):
            yield f"facts[{at}].confidence.score"
    for name, number in _offsets(record):
        if number is not None and not -_LARGEST <= number <= _LARGEST:
            yield name


def _is_number(text: str) -> bool:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return False
    return value.is_finite() and abs(value.adjusted()) <= _DIGITS and len(text) <= _DIGITS


def _offsets(record: Record) -> Iterator[tuple[str, int | None]]:
    for at, fact in enumerate(record.facts):
        for one in fact.evidence:
            yield from ((f"facts[{at}].evidence", number) for number in (one.start, one.end, one.page))
        for rival in fact.candidates:
            yield from ((f"facts[{at}].candidates", number) for number in (rival.start, rival.end))
    for at, chunk in enumerate(record.chunks):
        numbers = (place for number in chunk.unused_numbers for place in (number.start, number.end))
        yield from ((f"chunks[{at}]", number) for number in (chunk.start, chunk.end, *numbers))
    for at, form in enumerate(record.forms):
        yield from ((f"forms[{at}]", number) for number in (form.start, form.end))
    for at, document in enumerate(record.documents):
        yield from ((f"documents[{at}].pages", page.number) for page in document.pages)

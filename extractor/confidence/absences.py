"""What a record does not hold, thing by thing: where a figure may have been lost, with signals of how likely it is.

null        a key of the last question about a sentence was answered null
ungrounded  the model gave a number the text does not print there
number      a number of a read passage that no fact used
chunk       a passage that was not read to the end
form        a form or section that was not found, or could not be read
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from extractor.confidence.score import Logistic
from extractor.numbers import MONEY
from schemas.record import LedgerChunk, Record

Kind = Literal["null", "ungrounded", "number", "chunk", "form"]
KINDS: tuple[Kind, ...] = ("null", "ungrounded", "number", "chunk", "form")
_DIGITS = re.compile(r"[\d.,，]+")
_LOST_STATES = ("missing", "unreadable")
_APART = frozenset({"S0", "S13"})
"""Sections full of figures that are nobody's account."""


@dataclass(frozen=True)
class Absence:
    """One thing that was not found. `start:end` is where to look, in the document of that name."""

    kind: Kind
    key: str
    place: str
    document: str | None = None
    start: int | None = None
    end: int | None = None
    printed: str = ""
    """Of a number: its digits."""
    signals: tuple[str, ...] = ()
    """Those that are there; each weighs 1."""

    def score(self, logistic: Logistic) -> float:
        """Return the probability that nothing was lost here."""
        return logistic.score(dict.fromkeys(self.signals, 1.0))


def absences(record: Record) -> list[Absence]:
    """Return everything a record does not hold, as far as it knows of it."""
    found = [one for chunk in record.chunks for one in _of_chunk(chunk)]
    for form in record.forms:
        if form.state in _LOST_STATES:
            signals = ("form", f"form_{form.state}", *_where(form.place))
            found.append(Absence("form", form.place, form.place, signals=signals))
    return found


def signal_names() -> tuple[str, ...]:
    """Return every signal an absence can carry."""
    return (*KINDS, *(f"form_{state}" for state in _LOST_STATES), "apart", "table", "money", "percent", "bare")


def _of_chunk(chunk: LedgerChunk) -> Iterator[Absence]:
    asked = {"place": chunk.place, "document": chunk.document, "start": chunk.start, "end": chunk.end}
    if chunk.status not in ("ok", "empty"):
        yield Absence("chunk", chunk.id, signals=("chunk", *_where(chunk.place)), **asked)  # type: ignore[arg-type]
    for key in chunk.ungrounded:
        yield Absence("ungrounded", key, signals=("ungrounded", *_where(chunk.place)), **asked)  # type: ignore[arg-type]
    if "?" in chunk.id and "??" not in chunk.id and chunk.prompt != "code":
        for key, given in (chunk.answer or {}).items():
            if given is None:
                yield Absence("null", key, signals=("null", *_where(chunk.place)), **asked)  # type: ignore[arg-type]
    for number in chunk.unused_numbers:
        digits = _DIGITS.match(number.text.strip())
        unit = number.text.strip()[digits.end() :] if digits else ""
        what = "money" if unit in MONEY else "percent" if unit.startswith(("%", "％")) else "bare" if not unit else ""
        yield Absence(
            "number",
            number.text,
            chunk.place,
            chunk.document,
            number.start,
            number.end,
            digits.group() if digits else "",
            ("number", *_where(chunk.place), *((what,) if what else ())),
        )


def _where(place: str) -> tuple[str, ...]:
    return ("table",) if place.startswith("T") else ("apart",) if place in _APART else ()

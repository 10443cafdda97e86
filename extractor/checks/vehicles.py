"""Counts of vehicles: what is there by use (A17, D13); what was bought in the year is no part of it."""

import re
from collections.abc import Iterator

from extractor.checks.book import Book, Key
from extractor.checks.outcome import Outcome, balance, missing

_COUNT = "数量"
_ADDED = re.compile(r"(?:新增|增加|新购|购置|购入|更新|减少|报废|处置)[^，。；、：（]{0,14}$")
_HEAD = 40
"""Characters before a figure in which a clause says what the figure counts."""
_REST = "其他用车"
_OF_OFFICE = "公务"
"""In the name of a use that may hold others: 一般公务用车，其中：机要通信用车."""


def owned(book: Book, place: str, row: str = "车辆") -> Key | None:
    """Return the first count of a row that says how many there are, not how many came or went."""
    rows = [one for one in book.rows(place, _COUNT) if one.partition("#")[0] == row]
    return next((key for one in rows if not _is_flow(book, key := Key(place, one, _COUNT))), None)


def _is_flow(book: Book, key: Key) -> bool:
    """Whether the clause before a figure of the text speaks of vehicles that came or went: 新增机要通信用车1辆."""
    figure = book.figures[key]
    if book.source is None or not figure.is_text:
        return False
    texts = {document.name: document.text for document in book.source.documents}
    spots = ((texts.get(one.document, ""), one.start) for one in figure.evidence[:1])
    return any(_ADDED.search("".join(text[max(0, at - _HEAD) : at].split())) for text, at in spots)


def vehicles(book: Book, check: str, place: str) -> Iterator[Outcome]:
    """Try the count of vehicles against their uses; fewer are a fault only where the list of uses is told whole."""
    whole = owned(book, place)
    names = dict.fromkeys(row.partition("#")[0] for row in book.rows(place, _COUNT))
    uses = [key for row in names if row.endswith(("用车", "公务车")) and (key := owned(book, place, row))]
    if whole is None or not uses:
        yield missing(check, Key(place, "车辆", _COUNT), f"{place} 各用途车辆数")
        return
    plain = balance(book, check, whole, uses)
    fits = next((one for one in _nested(book, check, whole, uses) if one.verdict != "fail"), plain)
    less = sum(map(book.value, uses)) < book.value(whole)
    yield missing(check, f"{place} 其他用途的车辆数") if fits.verdict == "fail" and less and len(uses) == 1 else fits


def _nested(book: Book, check: str, whole: Key, uses: list[Key]) -> Iterator[Outcome]:
    """Yield the readings: all uses beside one another, or 公务用车 holding those that are told after it."""
    yield balance(book, check, whole, uses)
    for at, office in enumerate(uses):
        if _OF_OFFICE not in office.row:
            continue
        for end in range(at + 2, len(uses) + 1):
            held = uses[at + 1 : end]
            if _REST not in {key.row for key in held} and sum(map(book.value, held)) <= book.value(office):
                yield balance(book, check, whole, [*uses[: at + 1], *uses[end:]])

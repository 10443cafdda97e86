"""Pieces of narrative to ask about: cut between sentences and list items, each with the keys its clauses name."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from extractor.clauses import Reading
from extractor.flat import Flat
from extractor.grammar import read_section
from extractor.numbers import Number, numbers_in

MAX_CHARS = 420
MAX_KEYS = 14
_CUT = re.compile(r"(?<=。)(?!。)|(?=\n)|(?<=；)")
_ITEM_LIMIT = 600


@dataclass(frozen=True)
class Slot:
    """One thing to ask: a row and a measure, under the key the model sees, and where the text names it."""

    key: str
    row: str
    column: str
    readings: tuple[Reading, ...]
    """All in this chunk, with one and the same printed value."""


@dataclass(frozen=True)
class Chunk:
    """A piece of one section. Offsets of readings index `flat` of the whole section."""

    id: str
    place: str
    document: int
    title: str
    flat: Flat
    """The section's flat text."""
    span: tuple[int, int]
    """Flat range this chunk covers."""
    text: str
    """What is sent: the covered sentences that name a figure."""
    slots: tuple[Slot, ...]
    numbers: tuple[Number, ...]
    """Every figure in the range, asked about or not."""

    @property
    def source(self) -> tuple[int, int]:
        """The range of the document's text that the chunk covers."""
        return self.flat.source(*self.span)


@dataclass(frozen=True)
class Site:
    """Where a section stands, for the chunks cut from it."""

    place: str
    document: int
    title: str
    year: int | None
    first: int = 1
    """Ordinal of the first chunk: a place may have several sections."""


def cut(flat: Flat, site: Site) -> list[Chunk]:
    """Cut a section's flat text into chunks that cover it without gaps; none for an empty text."""
    readings = read_section(flat.text, site.place, site.year)
    numbers = numbers_in(flat.text)
    groups: list[list[tuple[int, int]]] = []
    held: dict[tuple[str, str], Number] = {}
    for span in _segments(flat.text):
        inside = _within(readings, span)
        fresh = {(r.row, r.column): r.number for r in inside}
        size = groups[-1][-1][1] - groups[-1][0][0] if groups else 0
        rival = any(key in held and held[key].value != number.value for key, number in fresh.items())
        full = size + span[1] - span[0] > MAX_CHARS or len(held | fresh) > MAX_KEYS
        if not groups or (inside and held and (rival or full)):
            groups.append([])
            held = {}
        groups[-1].append(span)
        held |= fresh
    return [_chunk(flat, site, readings, numbers, spans, site.first + at) for at, spans in enumerate(groups)]


def _segments(text: str) -> list[tuple[int, int]]:
    cuts = sorted({0, len(text), *(match.start() for match in _CUT.finditer(text))})
    return list(pairwise(cuts))


def _within(readings: list[Reading], span: tuple[int, int]) -> list[Reading]:
    first, stop = (bisect_left(readings, place, key=_place) for place in span)
    return readings[first:stop]


def _place(reading: Reading) -> int:
    return reading.number.start


def _chunk(
    flat: Flat,
    site: Site,
    readings: list[Reading],
    numbers: list[Number],
    spans: list[tuple[int, int]],
    ordinal: int,
) -> Chunk:
    start, end = spans[0][0], spans[-1][1]
    asked = [span for span in spans if _within(readings, span)]
    text = "".join(flat.text[a:b] for a, b in asked).strip("\n")
    inside = _within(readings, (start, end))
    if inside and inside[0].label and inside[0].label[0] < start:
        text = f"（{_plain(inside[0].row)}）{text}"
    first, stop = (bisect_left(numbers, place, key=lambda number: number.start) for place in (start, end))
    return Chunk(
        id=f"{site.place}/{ordinal}",
        place=site.place,
        document=site.document,
        title=site.title,
        flat=flat,
        span=(start, end),
        text=text,
        slots=_slots(inside),
        numbers=tuple(numbers[first:stop]),
    )


def _slots(readings: list[Reading]) -> tuple[Slot, ...]:
    """Group readings by row, measure and printed value; keys are made unique by more of the row's name."""
    groups: dict[tuple[str, str, str], list[Reading]] = {}
    for reading in readings:
        groups.setdefault((reading.row, reading.column, str(reading.number.value)), []).append(reading)
    rows = {row for row, _, _ in groups}
    short = {row: _plain(row).rsplit("/", 1)[-1] for row in rows}
    clashing = {row for row in rows if list(short.values()).count(short[row]) > 1}
    slots: list[Slot] = []
    taken: set[str] = set()
    for (row, column, _), members in groups.items():
        name = "" if len(rows) == 1 else _plain(row) if row in clashing else short[row]
        key, ordinal = f"{name}{column}", 2
        while key in taken:
            key, ordinal = f"{name}{column}（第{ordinal}处）", ordinal + 1
        taken.add(key)
        slots.append(Slot(key, row, column, tuple(members)))
    return tuple(slots)


def _plain(row: str) -> str:
    return row.removeprefix("项目:")


def item_start(text: str, position: int) -> int:
    """Return where the list item that holds `position` begins, or its sentence where the item is a long text."""
    item = text.rfind("\n", 0, position) + 1
    following = text.find("\n", position)
    end = following if following >= 0 else len(text)
    if end - item <= _ITEM_LIMIT and re.match(r"(?:\d{1,2}[.．、]|（[^）]{1,3}）|[①-⑳])", text[item : item + 5]):
        return item
    return max(text.rfind("。", 0, position), item - 1) + 1

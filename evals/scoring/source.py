"""The text of one document as scoring looks at it: sections, table cells, and every number that it prints."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from extractor.flat import WIDTH, flatten
from extractor.numbers import MONEY, SCALE, numbers_in, parse
from extractor.outline import outline
from extractor.tables.cells import cut, digits_of
from schemas.document import Document
from schemas.record import Record, SourceDocument

_WHOLE = re.compile(r"[+\-]?\d[\d,]*(?:\.\d+)?")
_PRINTED = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_BORDER = re.compile(r"[\t|]+|[ \u3000]{2,}")
"""What sets two cells apart. Line breaks do not: a line or a page may end inside a number."""
_MONEY_LINE = re.compile(r"单位[:：]\s*(?:人民币)?\s*(亿元|万元|元)")
_ANNEX = {"annex": "S13"}
"""The annexes of a report are about performance, and are labelled there."""


class Span(NamedTuple):
    """A range of the text that belongs to a place."""

    start: int
    end: int
    place: str


class Token(NamedTuple):
    """A number of a piece of text: `start:end` are its digits, `unit` what is printed behind them."""

    start: int
    end: int
    value: Decimal
    unit: str


@dataclass(frozen=True)
class SourceText:
    """What a prediction may stand on. Offsets are those of the loaded text."""

    text: str
    sections: tuple[Span, ...] = ()
    """In the order of the text, without overlaps."""
    cells: tuple[tuple[int, int], ...] = ()
    """The cells of its tables, by offset."""
    stored: Mapping[int, Decimal] = field(default_factory=dict)
    """Where the digits of a cell end -> the number that a spreadsheet holds behind them."""

    @cached_property
    def _starts(self) -> list[int]:
        return [section.start for section in self.sections]

    @cached_property
    def _cell_starts(self) -> list[int]:
        return [start for start, _ in self.cells]

    @cached_property
    def _printed(self) -> frozenset[Decimal]:
        return frozenset(_all_numbers(self.text)) | {abs(value) for value in self.stored.values()}

    @cached_property
    def bare(self) -> str:
        """The text without white space."""
        return "".join(self.text.split())

    def place_at(self, offset: int) -> str | None:
        """Return the place of the section that holds an offset."""
        at = bisect_right(self._starts, offset) - 1
        return self.sections[at].place if at >= 0 and offset < self.sections[at].end else None

    def cell_at(self, offset: int) -> tuple[int, int] | None:
        """Return the table cell that holds an offset."""
        at = bisect_right(self._cell_starts, offset) - 1
        return self.cells[at] if at >= 0 and offset < self.cells[at][1] else None

    def prints(self, value: Decimal) -> bool:
        """Whether a value is printed anywhere: its sign apart, money in any unit the report prints money in."""
        return abs(value) in self._printed


def _all_numbers(text: str) -> Iterator[Decimal]:
    scales = {Decimal(1)} | {SCALE[unit] for unit in _MONEY_LINE.findall(text)}
    bare = {parse(digits) for digits in _PRINTED.findall(text.translate(WIDTH))}
    for piece in _BORDER.split(text):
        for number in numbers_in(flatten(piece, 0, len(piece)).text):
            if number.unit in MONEY:
                yield abs(number.value) * SCALE[number.unit]
            else:
                bare.add(abs(number.value))
    for value in bare:
        yield from (value * scale for scale in scales)


def tokens_in(text: str, start: int, end: int) -> list[Token]:
    """Return the numbers of a range of a text. A line break inside a number is no end of it, a tab or bar is."""
    piece = text[start:end]
    if _WHOLE.fullmatch(piece):
        return [Token(start, end, parse(piece), "")]
    found = []
    at = start
    for border in [*_BORDER.finditer(text, start, end), None]:
        stop = border.start() if border else end
        found += _tokens_of_cell(text, at, stop)
        at = border.end() if border else end
    return found


def _tokens_of_cell(text: str, start: int, end: int) -> list[Token]:
    flat = flatten(text, start, end)
    if _WHOLE.fullmatch(flat.text):  # a cell that prints nothing but 2023 prints a number, not a year
        return [Token(*flat.source(0, len(flat.text)), parse(flat.text), "")]
    return [Token(*flat.source(one.start, one.end), one.value, one.unit) for one in numbers_in(flat.text)]


def source_of(documents: Sequence[Document]) -> SourceText:
    """Return the text of the files of one report, one behind the other; offsets of the first stay as they are."""
    sections: list[Span] = []
    cells: list[tuple[int, int]] = []
    stored: dict[int, Decimal] = {}
    for base, document in zip(bases(documents), documents, strict=True):
        for section in outline(document):
            place = _ANNEX.get(section.place, section.place)
            sections.append(Span(base + section.start, base + section.end, place))
        for cell in (cell for grid in document.grids for row in cut(document.text, grid) for cell in row):
            if cell.end > cell.start:
                cells.append((base + cell.start, base + cell.end))
            if cell.stored is not None and cell.number is not None:
                stored[base + digits_of(cell)[1]] = Decimal(cell.stored)
    text = "\n".join(document.text for document in documents)
    return SourceText(text, tuple(sections), tuple(sorted(set(cells))), stored)


def source_of_record(record: Record) -> SourceText:
    """Return the text that a record was read from."""
    return source_of(documents_of_record(record))


def documents_of_record(record: Record) -> list[Document]:
    """Return the files a record was read from, as they were loaded."""
    return [Document(**document.model_dump()) for document in record.documents]


def bases(documents: Sequence[Document | SourceDocument]) -> list[int]:
    """Return the offset at which each document begins in the text of all."""
    return list(accumulate((len(document.text) + 1 for document in documents[:-1]), initial=0))

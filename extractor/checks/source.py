"""What the checks need of a report beside its figures: sections as flat text, and the names its forms print."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from extractor.checks.outcome import Quote
from extractor.flat import Flat, flatten
from extractor.outline import Section, outline
from extractor.tables.cells import Cell, cut
from schemas.document import Document
from schemas.record import Form, Unit

_CODE = re.compile(r"\d{3}(?:[.．]?\d{2}){0,2}")
_PART = re.compile(r"\d{2}")
_NO_DIGIT = re.compile(r"\D")
_NO_NAME = re.compile(r"[\d.]|[合小总]计$")
_NAME = re.compile(r"[\u4e00-\u9fff]{2}")
_HEAD = 300
"""Characters of a section among which a form names its unit."""


@dataclass(frozen=True)
class Passage:
    """The body of one section of one document, without its title."""

    place: str
    document: int
    section: Section
    text: str
    """The document's whole text."""

    @cached_property
    def flat(self) -> Flat:
        """The body's flat text."""
        return flatten(self.text, self.section.start, self.section.end)

    @cached_property
    def head(self) -> Flat:
        """The first lines of the section, its title among them."""
        return flatten(self.text, self.section.title_start, min(self.section.end, self.section.start + _HEAD))

    def find(self, pattern: re.Pattern[str], flat: Flat | None = None) -> Iterator[tuple[re.Match[str], Quote]]:
        """Yield every match in the body (or in `flat`), and where it stands."""
        inside = flat or self.flat
        for match in pattern.finditer(inside.text):
            if match.end() > match.start():
                yield match, Quote(self.document, *inside.source(*match.span()))


class PrintedName(NamedTuple):
    """A code and the name beside it, as one form prints them."""

    place: str
    code: str
    name: str
    quote: Quote


@dataclass(frozen=True)
class Source:
    """A report's documents, read as far as the checks look."""

    documents: tuple[Document, ...]
    unit: Unit
    forms: tuple[Form, ...]

    outlines: tuple[tuple[Section, ...], ...] | None = None
    """The sections of each document, where they are known."""

    @cached_property
    def sections(self) -> tuple[tuple[Section, ...], ...]:
        """The sections of each document."""
        return self.outlines or tuple(tuple(outline(document)) for document in self.documents)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each document by its name; of two with one name the first's."""
        return {document.name: at for at, document in reversed(list(enumerate(self.documents)))}

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every section, flattened when it is looked at."""
        return tuple(
            Passage(section.place, index, section, self.documents[index].text)
            for index, sections in enumerate(self.sections)
            for section in sections
        )

    def of(self, *places: str) -> Iterator[Passage]:
        """Yield the passages of some places."""
        return (passage for passage in self.passages if passage.place in places)

    @cached_property
    def narrative(self) -> tuple[Passage, ...]:
        """The passages of S0–S14."""
        return tuple(passage for passage in self.passages if passage.place[0] == "S")

    def names(self, *places: str) -> tuple[PrintedName, ...]:
        """Return the names that stand in the cell behind a code, in some of the forms by code."""
        for place in places:
            if place not in self._names:
                self._names[place] = self._read_names(place)
        return tuple(name for place in places for name in self._names[place])

    @cached_property
    def _names(self) -> dict[str, tuple[PrintedName, ...]]:
        return {}

    def _read_names(self, place: str) -> tuple[PrintedName, ...]:
        found: list[PrintedName] = []
        for index, document in enumerate(self.documents):
            homes = [section for section in self.sections[index] if section.place == place]
            first = min((s.title_start for s in homes), default=0)
            last = max((s.end for s in homes), default=0)
            for grid in document.grids:
                if grid.end <= first or last <= grid.start:
                    continue
                near = [s for s in homes if s.title_start < grid.end and grid.start < s.end]
                if near:
                    for row in cut(document.text, grid, index):
                        home = next((s for s in near if row and s.title_start <= row[0].start < s.end), None)
                        found += _named(home.place, index, row) if home else ()
        return tuple(found)


def _named(place: str, document: int, row: Sequence[Cell]) -> Iterator[PrintedName]:
    """Yield a row's codes and the names behind them; 类 款 项 may stand in cells of their own."""
    code, first = "", 0
    for cell in row:
        text = cell.text.strip()
        if _CODE.fullmatch(text) or (code and _PART.fullmatch(text)):
            digits = text if text.isdecimal() else _NO_DIGIT.sub("", text)
            first = first if code and len(digits) == 2 else cell.start
            code = code + digits if len(digits) == 2 else digits
        elif text:
            name = "".join(text.split())
            if code and _NAME.search(name) and not _NO_NAME.search(name):
                yield PrintedName(place, code, name, Quote(document, first, cell.end))
            code = ""

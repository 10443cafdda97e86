"""What the checks need of a report beside its figures: sections as flat text, and the names its forms print."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractor.checks.outcome import Quote
from extractor.flat import Flat, flatten
from extractor.outline import Section, outline
from extractor.tables.cells import Cell, cut
from schemas.document import Document
from schemas.record import Form, Unit

_CODE = re.compile(r"\d{3}(?:[.．]?\d{2}){0,2}")
_CODED = ("T2", "T3", "T5", "T6", "T8", "T9")


@dataclass(frozen=True)
class Passage:
    """One section of one document."""

    place: str
    document: int
    section: Section
    flat: Flat

    def quote(self, start: int, end: int) -> Quote:
        """Return where a range of the flat text stands in the document."""
        return Quote(self.document, *self.flat.source(start, max(end, start + 1)))

    def find(self, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], Quote]]:
        """Yield every match and where it stands."""
        for match in pattern.finditer(self.flat.text):
            if match.end() > match.start():
                yield match, self.quote(*match.span())


@dataclass(frozen=True)
class PrintedName:
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

    @cached_property
    def sections(self) -> tuple[tuple[Section, ...], ...]:
        """The sections of each document."""
        return tuple(tuple(outline(document)) for document in self.documents)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every section with its title and its flat text."""
        return tuple(
            Passage(section.place, index, section, flatten(self.documents[index].text, section.title_start, section.end))
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

    @cached_property
    def names(self) -> tuple[PrintedName, ...]:
        """The names that stand in the cell behind a code, in the forms by code."""
        found: list[PrintedName] = []
        for index, document in enumerate(self.documents):
            homes = [section for section in self.sections[index] if section.place in _CODED]
            for grid in document.grids:
                home = next((s for s in homes if s.title_start <= grid.end and grid.start < s.end), None)
                if home is not None:
                    for row in cut(document.text, grid, index):
                        found += _named(home.place, index, row)
        return tuple(found)


def _named(place: str, document: int, row: Sequence[Cell]) -> Iterator[PrintedName]:
    filled = [cell for cell in row if cell.text.strip()]
    for cell, after in zip(filled, filled[1:], strict=False):
        code, name = cell.text.strip(), "".join(after.text.split())
        if _CODE.fullmatch(code) and name and not re.search(r"[\d.]", name):
            joined = re.sub(r"\D", "", code)
            yield PrintedName(place, joined, name, Quote(document, cell.start, after.end))

"""Where the tables of each form stand: the rows of every grid, by the section they lie in."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from extractor.flat import flatten
from extractor.outline import Section
from extractor.tables.cells import Row, cut
from extractor.tables.entry import Entry
from schemas.document import Document


@dataclass(frozen=True)
class Piece:
    """One grid's rows inside one section of a form."""

    document: int
    section: Section
    rows: tuple[Row, ...]
    listed: bool
    ocr: bool
    run_on: bool = False

    @cached_property
    def span(self) -> tuple[int, int]:
        """The range of the text its rows cover."""
        return self.rows[0][0].start, max(cell.end for cell in self.rows[-1])

    def holds(self, entry: Entry) -> bool:
        """Whether a figure stands in this table."""
        start, end = self.span
        return entry.cell.document == self.document and start <= entry.cell.start <= end


def pieces_of(documents: Sequence[Document], outlines: Sequence[Sequence[Section]]) -> dict[str, list[Piece]]:
    """Return the grids' rows by the place of the section they stand in."""
    found: dict[str, list[Piece]] = {}
    for index, (document, sections) in enumerate(zip(documents, outlines, strict=True)):
        tables = [(grid, cut(document.text, grid, index)) for grid in document.grids]
        for section in sections:
            if section.place[0] != "T" and section.place not in {"front", "part", "other"}:
                continue
            for grid, rows in tables:
                if grid.start >= section.end or grid.end <= section.title_start:
                    continue
                inside = tuple(row for row in rows if row and section.title_start <= row[0].start < section.end)
                if any(cell.text for row in inside for cell in row):
                    piece = Piece(
                        index, section, inside, grid.layout == "listed", grid.source == "ocr", grid.layout == "run_on"
                    )
                    found.setdefault(section.place, []).append(piece)
    found |= {place: _narrowest(found[place]) for place in ("T6",) if place in found}
    return found


def _narrowest(pieces: list[Piece]) -> list[Piece]:
    """Of a form printed for all appropriations and again for the general budget alone, keep the latter."""
    return [piece for piece in pieces if "一般公共预算" in piece.section.title] or pieces


def line_above(documents: Sequence[Document], piece: Piece) -> str:
    """Return the last line of the section over a table, which may say what the table's figures are."""
    above = documents[piece.document].text[piece.section.title_start : piece.span[0]].splitlines()
    return next((flat for line in reversed(above) if (flat := flatten(line).text)), "")

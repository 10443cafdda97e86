"""What code makes of the documents before any question: sections, chunks to ask about, tables read, who reports."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.chunks import Chunk, Site, cut
from extractor.draft import Draft
from extractor.flat import Flat, flatten
from extractor.forms import forms_of, merge_forms, with_housed
from extractor.identity import identify
from extractor.indicators import form_rows
from extractor.numbers import SCALE
from extractor.outline import Section, outline
from extractor.tables.form import Form as StatutoryForm
from extractor.tables.form import MoneyUnit
from extractor.tables.grid import Block, find_blocks
from extractor.tables.homeless import Homeless, find_homes
from extractor.tables.narrative import TableSite, read_block
from extractor.tables.pieces import pieces_of
from extractor.tables.statutory import read_forms
from schemas.document import Document
from schemas.record import Form, LedgerChunk, Unit

NARRATIVE = frozenset(f"S{n}" for n in range(14))


@dataclass(frozen=True)
class Reading:
    """A report read as far as code can: frozen, and the same for the same documents."""

    documents: tuple[Document, ...]
    unit: Unit
    forms: tuple[Form, ...]
    chunks: tuple[Chunk, ...]
    drafts: tuple[Draft, ...]
    """Figures of the small tables in narrative sections and of the 绩效 annex."""
    tables: tuple[LedgerChunk, ...]
    """The ledger entries of those tables."""
    statutory: tuple[StatutoryForm, ...]
    """The statutory forms T1–T10 that have a table, read by code."""
    form_unit: MoneyUnit
    """The money unit of forms that print none."""
    outlines: tuple[tuple[Section, ...], ...]
    """The sections of each document."""
    homeless: tuple[Homeless, ...] = ()
    """Tables with figures of which code cannot tell what form they are."""

    @property
    def names(self) -> list[str]:
        """Names of the documents, by index."""
        return [document.name for document in self.documents]


def read(documents: Sequence[Document]) -> Reading:
    """Read documents of one unit as far as code can."""
    outlines = [outline(document) for document in documents]
    prose = [
        flatten(document.text, section.start, section.end).text
        for document, sections in zip(documents, outlines, strict=True)
        for section in sections
        if section.place in NARRATIVE
    ]
    unit = identify(documents, prose)
    chunks: list[Chunk] = []
    drafts: list[Draft] = []
    tables: list[LedgerChunk] = []
    ordinals: Counter[str] = Counter()
    for index, (document, sections) in enumerate(zip(documents, outlines, strict=True)):
        for section in sections:
            place = "S13" if section.place == "annex" else section.place
            if place not in NARRATIVE:
                continue
            blocks = find_blocks(document.text, section.start, section.end)
            for block in blocks:
                ordinals[f"{place}/t"] += 1
                site = TableSite(
                    place,
                    index,
                    unit.money_unit or "元",
                    f"{place}/t{ordinals[f'{place}/t']}",
                    section.place == "annex",
                )
                found = read_block(block, site)
                drafts += found
                tables.append(_table_entry(block, site, document, bool(found)))
            if section.place != "annex":
                flat = _prose(document.text, section, blocks)
                site_of = Site(place, index, section.title, unit.year, ordinals[place] + 1)
                fresh = cut(flat, site_of) if flat.text else []
                ordinals[place] += len(fresh)
                chunks += fresh
    ledgers = [forms_of(sections, document) for document, sections in zip(documents, outlines, strict=True)]
    forms = tuple(merge_forms(ledgers))
    empty = frozenset(form.place for form in forms if form.state == "declared_empty")
    pieces = pieces_of(documents, outlines)
    housed, loose = find_homes(documents, pieces)
    statutory, form_unit = read_forms(documents, pieces, empty, _told(chunks), unit.money_unit or "元", housed)
    return Reading(
        tuple(documents),
        unit,
        with_housed(forms, housed),
        tuple(chunks),
        tuple(drafts),
        tuple(tables),
        statutory,
        form_unit,
        tuple(map(tuple, outlines)),
        tuple(loose),
    )


def _told(chunks: Sequence[Chunk]) -> dict[tuple[str, str], Decimal]:
    """Return the amounts in 元 that the narrative prints for rows of the forms, as the clauses alone name them."""
    told: dict[tuple[str, str], Decimal] = {}
    for chunk in chunks:
        for slot in chunk.slots:
            number = slot.readings[0].number
            if number.unit in SCALE:
                for target in form_rows(chunk.place, slot.row, slot.column):
                    told.setdefault(target, number.value * SCALE[number.unit])
    return told


def _prose(text: str, section: Section, blocks: Sequence[Block]) -> Flat:
    """The section's flat text without its tables; a line break stands where one was cut out."""
    parts: list[Flat] = []
    position = section.start
    for block in blocks:
        parts.append(flatten(text, position, block.start))
        position = block.end
    parts.append(flatten(text, position, section.end))
    chars: list[str] = []
    offsets: list[int] = []
    for part in parts:
        if chars and part.text:
            chars.append("\n")
            offsets.append(part.offsets[0])
        if part.text:
            chars.append(part.text)
            offsets += part.offsets
    return Flat("".join(chars), tuple(offsets))


def _table_entry(block: Block, site: TableSite, document: Document, found: bool) -> LedgerChunk:
    return LedgerChunk(
        id=site.chunk,
        place=site.place,
        document=document.name,
        start=block.start,
        end=block.end,
        prompt="code",
        status="ok" if found else "empty",
    )

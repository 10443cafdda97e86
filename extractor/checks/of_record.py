"""The book of a record: its facts as figures, its forms, and its documents for what facts cannot carry."""

import re
from collections.abc import Sequence
from decimal import Decimal

from extractor.checks.book import Book, Figure, Key, book_of
from extractor.checks.source import Source
from extractor.outline import Section
from schemas.document import Document
from schemas.fact import Fact
from schemas.record import Form, Record, Unit

_LONGEST = 18
"""Digits before the point, of 元; no department has more. A longer figure is damage, exact sums of it say nothing."""
_ADMINISTRATIVE = re.compile(r"(?:局|委员会|委|厅|办公室|部)(?:（?本级）?|机关)?$")


def book_of_facts(
    facts: Sequence[Fact],
    documents: Sequence[Document],
    unit: Unit,
    forms: Sequence[Form],
    outlines: tuple[tuple[Section, ...], ...] | None = None,
) -> Book:
    """Return the book of facts and the documents they were read from; `outlines` where they are known already."""
    source = Source(tuple(documents), unit, tuple(forms), outlines)
    return make_book([figure_of(fact) for fact in facts], unit, forms, source)


def book_of_record(record: Record) -> Book:
    """Return the book of a record."""
    documents = [Document(**document.model_dump()) for document in record.documents]
    return book_of_facts(record.facts, documents, record.unit, record.forms)


def figure_of(fact: Fact) -> Figure:
    """Return a fact as a figure."""
    key = Key(fact.place, fact.row, fact.column)
    return Figure(key, Decimal(fact.value), fact.unit, fact.printed, fact.evidence, fact.flags, fact.label)


def make_book(figures: Sequence[Figure], unit: Unit, forms: Sequence[Form], source: Source | None) -> Book:
    """Return the book of figures, with what is known of the unit and the forms."""
    figures = [figure for figure in figures if is_possible(figure.value)]
    found = frozenset(figure.key.place for figure in figures if figure.key.place[0] == "T")
    empty = frozenset(form.place for form in forms if form.state == "declared_empty") - found
    values = {figure.key: figure.value for figure in figures}
    return book_of(
        figures,
        found=found,
        empty=empty,
        year=unit.year,
        level=unit.level,
        administrative=_administrative(values, unit),
        source=source,
    )


def is_possible(value: Decimal) -> bool:
    """Whether a figure can be one of a report at all."""
    return value.is_finite() and value.adjusted() < _LONGEST


def _administrative(values: dict[Key, Decimal], unit: Unit) -> bool | None:
    """Whether every unit is 行政 or 参公: by its posts and staff, else by what kind of unit it calls itself."""
    if values.get(Key("S0", "决算单位", "事业单位个数")):
        return False
    posts = [values[key] for row in ("人员编制", "实有人员") if (key := Key("S0", row, "事业")) in values]
    if posts:
        return not any(posts)
    single = unit.level in ("本级", "单位") and bool(unit.name and _ADMINISTRATIVE.search(unit.name))
    return True if single else None

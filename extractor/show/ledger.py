"""The right pane: facts by place as tables of row and column, and what a script needs to show one of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extractor.show.items import Mark, marks_by_fact
from extractor.show.quotes import after, before
from extractor.show.spots import Spots, evidence_stands
from extractor.show.words import (
    BANDS,
    COLUMNS,
    FLAGS,
    FORM_STATES,
    MATCHES,
    SHAPES,
    SOURCES,
    amount,
    place_rank,
    place_title,
    subject_name,
)
from schemas.fact import Fact
from schemas.record import Record


@dataclass(frozen=True)
class Cell:
    """A fact as the table shows it."""

    fact: int
    """Index of the fact in the record."""
    printed: str
    unit: str
    band: str
    shape: str
    decrease: bool
    """The value is negative though the digits carry no sign."""
    label: str
    """What a screen reader says."""
    marks: tuple[Mark, ...]
    """Findings that blame it."""


@dataclass(frozen=True)
class Row:
    """One line of a group: its name, the path before the name, and the cells by column."""

    path: str
    name: str
    cells: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Group:
    """The facts of one place."""

    place: str
    title: str
    state: str
    """State of the form in Chinese where it is worth a word."""
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    count: int


def groups_of(record: Record) -> tuple[Group, ...]:
    """Arrange the facts by place, row and column; forms first, then the narrative, then what is not known."""
    by_place: dict[str, list[int]] = {}
    for index, fact in enumerate(record.facts):
        by_place.setdefault(fact.place, []).append(index)
    states = {form.place: FORM_STATES[form.state] for form in record.forms if form.state != "found"}
    marks = marks_by_fact(record)
    return tuple(
        _group(place, by_place[place], record.facts, states.get(place, ""), marks)
        for place in sorted(by_place, key=place_rank)
    )


def facts_data(record: Record, spots: Spots) -> list[dict[str, Any]]:
    """Describe every fact for the detail panel, in the record's order; all strings are plain text."""
    marks = marks_by_fact(record)
    texts = {document.name: document.text for document in reversed(record.documents)}
    return [
        {
            "id": fact.id,
            "place": f"{fact.place} {place_title(fact.place)}",
            "row": fact.row,
            "subject": subject_of(fact),
            "column": fact.column,
            "value": _values(fact, record),
            "printed": fact.printed,
            "unit": fact.unit,
            "band": fact.confidence.band,
            "score": f"{fact.confidence.score:.2f}",
            "reasons": list(fact.confidence.reasons),
            "flags": [FLAGS.get(flag, flag) for flag in fact.flags],
            "findings": [mark.said for mark in marks.get(fact.id, ())],
            "evidence": list(_evidence(fact, record, texts, spots.evidence[index])),
            "candidates": [
                {
                    "spot": spot,
                    "printed": candidate.printed,
                    "value": amount(candidate.value, fact.unit, *_money(record))[0],
                    "reason": candidate.reason,
                }
                for candidate, spot in zip(fact.candidates, spots.candidates[index], strict=True)
            ],
        }
        for index, fact in enumerate(record.facts)
    ]


def _group(
    place: str, indexes: list[int], facts: tuple[Fact, ...], state: str, marks: dict[str, tuple[Mark, ...]]
) -> Group:
    seen = list(dict.fromkeys(facts[index].column for index in indexes))
    columns = seen
    if not place.startswith("T"):
        columns = [c for c in COLUMNS if c in seen] + [c for c in seen if c not in COLUMNS]
    table: dict[str, dict[str, list[Cell]]] = {}
    for index in indexes:
        fact = facts[index]
        table.setdefault(fact.row, {}).setdefault(fact.column, []).append(_cell(index, fact, marks.get(fact.id, ())))
    subjects = {facts[index].row: subject_of(facts[index]) for index in indexes}
    rows = (
        _row(name, subjects[name], tuple(tuple(cells.get(column, ())) for column in columns))
        for name, cells in table.items()
    )
    return Group(place, place_title(place), state, tuple(columns), tuple(rows), len(indexes))


def subject_of(fact: Fact) -> str:
    """Return the name of the subject whose code a form's row is: as printed beside it, else the classification's."""
    is_code = fact.place.startswith("T") and fact.row.partition("#")[0].isdigit()
    return (fact.label if is_code else "") or subject_name(fact.place, fact.row)


def _row(name: str, subject: str, cells: tuple[tuple[Cell, ...], ...]) -> Row:
    if subject:
        return Row(name, subject, cells)
    path, slash, last = name.rpartition("/")
    return Row(path + slash, last, cells) if last else Row("", name, cells)


def _cell(index: int, fact: Fact, marks: tuple[Mark, ...]) -> Cell:
    band = fact.confidence.band
    decrease = fact.value.startswith("-") and not fact.printed.startswith(("-", "−", "－"))
    said = f"{fact.row}，{fact.column}，{'减少 ' if decrease else ''}{fact.printed} {fact.unit}，{BANDS[band]}"
    return Cell(index, fact.printed, fact.unit, band.lower(), SHAPES[band], decrease, said, marks)


def _money(record: Record) -> tuple[str | None, str | None]:
    return record.unit.money_unit, record.unit.precision


def _values(fact: Fact, record: Record) -> list[str]:
    return [line for line in amount(fact.value, fact.unit, *_money(record)) if line]


def _evidence(
    fact: Fact, record: Record, texts: dict[str, str], spots: tuple[int | None, ...]
) -> Iterator[dict[str, Any]]:
    for evidence, spot in zip(fact.evidence, spots, strict=True):
        text = texts.get(evidence.document, "") if spot is not None else ""
        yield {
            "spot": spot,
            "document": evidence.document if len(record.documents) > 1 else "",
            "page": evidence.page,
            "before": before(text, evidence.start),
            "text": evidence.text,
            "after": after(text, evidence.end),
            "match": MATCHES[evidence.match],
            "source": SOURCES[evidence.source],
            "stands": evidence_stands(evidence, record.documents),
        }

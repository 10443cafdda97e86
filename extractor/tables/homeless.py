"""Tables that stand under no form's title: a workbook's sheet without one, a title nobody foresaw.

Words of the lines above and the heads say which form it is; where they do not, the model is asked.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractor.flat import flatten
from extractor.tables.balance import FUNDS, OPENING
from extractor.tables.form import Form
from extractor.tables.pieces import Piece
from extractor.tables.statutory import read_form
from extractor.tables.unknown import adds_up
from schemas.document import Document

_LOOSE = tuple(
    (place, re.compile(pattern))
    for place, pattern in (
        ("T7", "三公"),
        ("T6", "^(?!.*(?:基金|国有资本)).*基本支出"),
        ("T8", "政府性基金(?!.*基本支出)"),
        ("T9", "国有资本经营"),
        ("T5", "^(?!.*(?:明细|项目支出)).*一般公共预算(?:财政拨款)?支出"),
        ("T4", "财政拨款(?:收入支出|收支)"),
        ("T1", "^(?!.*财政拨款).*(?:收入支出|收支)(?:决算)?(?:总|汇总)?表"),
        ("T2", "^(?!.*(?:财政拨款|基金|国有资本|支出)).*收入(?:决算)?(?:总|汇总)?表"),
        ("T3", "^(?!.*(?:财政拨款|基金|国有资本|收入|一般公共|项目支出)).*支出(?:决算)?(?:总|汇总)?表"),
        ("T10", "国有资产占[有用]"),
    )
)
_BY_HEADS = ("T4", "T1", "T2", "T3", "T6", "T8")
"""Forms whose heads or rows no other form has, the more telling first."""
_FIGURES = 4
"""Figures that make a table worth asking about."""
_ENOUGH = 0.9
_ABOVE = 200
"""Characters above a table in which its title is looked for."""


@dataclass(frozen=True)
class Homeless:
    """A table without a form, and the line that stands over it."""

    id: str
    title: str
    piece: Piece


def find_homes(
    documents: Sequence[Document], pieces: Mapping[str, Sequence[Piece]]
) -> tuple[list[Form], list[Homeless]]:
    """Return the forms that stand under no title of theirs, and the tables nobody can tell a form of."""
    taken = {place for place, held in pieces.items() if place[0] == "T" and held}
    found: list[Form] = []
    left: list[Homeless] = []
    for one in _homeless(documents, pieces):
        form = housed(documents, one, taken)
        if form:
            found.append(form)
            taken.add(form.place)
        else:
            left.append(one)
    return found, left if len(taken) < len(_LOOSE) else []


def _homeless(documents: Sequence[Document], pieces: Mapping[str, Sequence[Piece]]) -> list[Homeless]:
    loose = [piece for place, held in pieces.items() if place[0] != "T" for piece in held]
    figures = [piece for piece in loose if sum(c.number is not None for row in piece.rows for c in row) >= _FIGURES]
    return [Homeless(f"other/t{n}", _title(documents, p), p) for n, p in enumerate(figures, start=1)]


def _title(documents: Sequence[Document], piece: Piece) -> str:
    """Return the nearest line over the table, or its own first row, that reads as a title."""
    text, start = documents[piece.document].text, piece.span[0]
    above = text[max(0, start - _ABOVE) : start].splitlines()[-6:]
    own = ["".join(cell.text for cell in row) for row in piece.rows[:3] if sum(bool(c.text) for c in row) == 1]
    lines = [flatten(line).text for line in (*above, *own) if line.strip()]
    return next((line for line in reversed(lines) if re.search(r"[表况]$|^表", line) and len(line) <= 40), "")


def housed(documents: Sequence[Document], one: Homeless, taken: set[str]) -> Form | None:
    """Return the form a homeless table is, by its title's words or its heads alone; None where neither tells."""
    named = next((place for place, pattern in _LOOSE if pattern.search(one.title)), None)
    if named and named not in taken:
        form = read_form(documents, named, [one.piece])
        if form.reading.entries:
            return form
    for place in _BY_HEADS:
        if place not in taken:
            form = read_form(documents, place, [one.piece])
            if len(form.reading.entries) >= _ENOUGH * max(form.reading.filled, 2) and fits(form):
                return form
    return None


def fits(form: Form) -> bool:
    """Whether a form read by its heads alone is surely that form: it adds up, or names rows only it has."""
    rows = {entry.row for entry in form.reading.entries}
    if form.place == "T6":
        return sum(row.isdigit() for row in rows) >= 3
    if form.place in {"T1", "T4"}:
        funds = OPENING in rows or bool(set(FUNDS) & set(form.columns.values()))
        return {"收入总计", "支出总计"} <= rows and funds == (form.place == "T4")
    return adds_up(form.reading) and len(set(form.columns.values())) >= 4

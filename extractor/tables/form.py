"""A statutory form as it was read, and its figures as drafts of facts."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from extractor.draft import Draft
from extractor.numbers import SCALE
from extractor.tables.cells import digits_of
from extractor.tables.entry import Entry, FormReading
from extractor.tables.matrix import Matrix
from extractor.tables.pieces import Piece

OCR_REASON = "扫描件：文字由识别（OCR）得来"
NO_UNIT_REASON = "表上没有印金额单位，按正文的单位"
_COUNTED = {"数量": "辆", "面积": "平方米"}


class MoneyUnit(NamedTuple):
    """The money unit of forms, and whether nothing but the text's own unit speaks for it."""

    name: str
    assumed: bool


@dataclass
class Form:
    """All that the tables of one form say."""

    place: str
    pieces: list[Piece]
    unit: str | None
    """Money unit the form prints; None where it prints none."""
    reading: FormReading
    columns: dict[int, str] = field(default_factory=dict)
    matrices: tuple[Matrix, ...] = ()
    """The tables as rectangles, one a grid."""


def drafts_of(form: Form, unit: MoneyUnit) -> list[Draft]:
    """Return the form's figures as drafts. `unit`: the money unit where the form prints none."""
    return [_draft(entry, form, _piece_of(form, entry), unit) for entry in form.reading.entries]


def _piece_of(form: Form, entry: Entry) -> tuple[int, Piece]:
    """Return the ordinal of the table a figure stands in, and the table."""
    return next((n, piece) for n, piece in enumerate(form.pieces, start=1) if piece.holds(entry))


def _draft(entry: Entry, form: Form, table: tuple[int, Piece], unit_of: MoneyUnit) -> Draft:
    ordinal, piece = table
    unit = _COUNTED.get(entry.column) or form.unit or unit_of.name
    assumed = form.unit is None and unit_of.assumed
    scale = SCALE.get(unit, Decimal(1))
    start, end, printed = digits_of(entry.cell)
    flags = [*entry.flags, *(["unit_from_heading"] if unit in SCALE else [])]
    reasons = list(entry.reasons)
    number = entry.number
    if entry.cell.stored is not None:
        number = Decimal(entry.cell.stored)
        flags.append("display_rounded")
    if piece.ocr:
        flags.append("ocr")
        reasons.append(OCR_REASON)
    if assumed and unit in SCALE:
        flags.append("unit_assumed")
        reasons.append(NO_UNIT_REASON)
    return Draft(
        place=entry.place,
        row=entry.row,
        column=entry.column,
        value=number * scale,
        unit=unit,
        printed=printed,
        document=piece.document,
        start=start,
        end=end,
        match="exact"
        if printed == entry.cell.text[start - entry.cell.start : end - entry.cell.start]
        else "normalised",
        source="ocr" if piece.ocr else "table",
        chunk=f"{form.place}/t{ordinal}",
        sentence=entry.line,
        flags=tuple(flags),
        reasons=tuple(reasons),
        label=entry.label,
    )

"""The statutory forms T1–T10: grids of a form's sections → figures with row and column → drafts of facts.

rows     every row of the grids that stand in a form's sections, pages joined
arrange  header and body
read     figure by figure, by head and label or code, one module a family of forms
settle   torn rows and shifted cells, by the form's own sums, then across forms
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from extractor.draft import Draft
from extractor.flat import flatten
from extractor.numbers import SCALE
from extractor.outline import Section
from extractor.tables import balance, economic, functional, official, run_on
from extractor.tables.across import FUND_FORM, Context, Told, settle_across
from extractor.tables.cells import Row, cut, digits_of
from extractor.tables.doubts import doubt
from extractor.tables.entry import UNCLEAR, Entry, FormReading
from extractor.tables.heads import total_and_parts
from extractor.tables.matrix import Matrix, arrange, is_meta, is_note, is_numbering
from extractor.tables.placing import settle, stand
from schemas.document import Document

FORMS = tuple(f"T{n}" for n in range(1, 11))
_UNIT = re.compile(r"(?:金额)?单位(?:名称)?[：:]?(?:人民币)?(亿元|万元|元)")
_READERS = {
    **dict.fromkeys(functional.PLACES, functional),
    **dict.fromkeys(balance.PLACES, balance),
    "T6": economic,
    "T7": official,
    "T10": official,
}
OCR_REASON = "扫描件：文字由识别（OCR）得来"
NO_UNIT_REASON = "表上没有印金额单位，按正文的单位"
_LABEL_HEAD = re.compile(r"项目|科目|编码|代码|名称|^[类款项]+$|栏次|行次|序号")
_MEETINGS = 2
"""Amounts that form and text must share before the text tells the forms' unit."""
_COUNTED = {"数量": "辆", "面积": "平方米"}


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


def read_forms(
    documents: Sequence[Document],
    pieces: Mapping[str, Sequence[Piece]],
    empty: frozenset[str],
    text: Told,
    prose_unit: str,
    housed: Sequence[Form] = (),
) -> tuple[tuple[Form, ...], MoneyUnit]:
    """Read every statutory form that has a grid; return them and the money unit of those that print none.

    `text`: amounts in 元 the narrative prints, by form and row; `prose_unit`: its money unit; `housed`: forms that
    stand under no title of theirs, already read.
    """
    forms: dict[str, Form] = {}
    for place in (place for place in FORMS if pieces.get(place)):
        forms[place] = read_form(documents, place, pieces[place], blank=_blank(place, forms, empty))
    forms |= {form.place: form for form in housed}
    unit = unit_of_forms(list(forms.values()), text, prose_unit)
    told = {key: amount / SCALE[unit.name] for key, amount in text.items()}
    settle_across({place: form.reading for place, form in forms.items()}, Context(empty, told))
    for form in forms.values():
        stand(form.reading, form.columns, _headless(form))
    doubt({place: form.reading for place, form in forms.items()})
    return tuple(forms.values()), unit


def _blank(place: str, forms: Mapping[str, Form], empty: frozenset[str]) -> frozenset[str]:
    """Return the columns that another form says are blank: sources T1 prints no income for, funds declared empty."""
    if place == "T4":
        return frozenset(fund for fund, form in FUND_FORM.items() if form in empty)
    rows = {entry.row for entry in forms["T1"].reading.entries} if "T1" in forms else set()
    if place != "T2" or "本年收入合计" not in rows:
        return frozenset()
    _, sources = total_and_parts("T2")
    filled = {*rows, *(("财政拨款收入",) if any("财政拨款" in row for row in rows) else ())}
    gone = {source for source in sources if source not in filled}
    return frozenset(gone | ({"事业收入其中教育收费"} if "事业收入" in gone else set()))


def read_form(
    documents: Sequence[Document], place: str, pieces: Sequence[Piece], *, blank: frozenset[str] = frozenset()
) -> Form:
    """Read one form from its pieces. `blank`: columns another form says are empty, where no column is left to see."""
    is_label = official.is_asset_label if place == "T10" else _READERS[place].is_label
    if all(piece.run_on for piece in pieces):
        return _read_run_on(documents, place, pieces, blank)
    matrices: list[Matrix] = []
    for piece in pieces:
        matrix = arrange(piece.rows, is_label, listed=piece.listed) or _continued(piece, matrices)
        if matrix:
            matrices.append(replace(matrix, lead=(_line_above(documents, piece), *matrix.lead)))
    form = Form(place, list(pieces), _unit(documents, pieces), FormReading(place))
    return read_matrices(form, matrices)


def _read_run_on(documents: Sequence[Document], place: str, pieces: Sequence[Piece], blank: frozenset[str]) -> Form:
    """Read a form whose lines fell apart into words: all pages as one."""
    rows = [row for piece in pieces for row in piece.rows if not (is_meta(row) or is_note(row))]
    amounts = (
        i
        for i, row in enumerate(rows)
        if not is_numbering(row) and any("." in c.text and c.number is not None for c in row)
    )
    first = next(amounts, len(rows))
    body = [row for row in rows[first:] if not is_numbering(row)]
    return Form(place, list(pieces), _unit(documents, pieces), run_on.read(place, rows[:first], body, blank))


def _has_amount(row: Row) -> bool:
    return any("." in cell.text and cell.number is not None for cell in row)


def _line_above(documents: Sequence[Document], piece: Piece) -> str:
    """Return the last line of the section over a table, which may say what the table's figures are."""
    above = documents[piece.document].text[piece.section.title_start : piece.span[0]].splitlines()
    return next((flat for line in reversed(above) if (flat := flatten(line).text)), "")


def read_matrices(form: Form, matrices: Sequence[Matrix]) -> Form:
    """Read a form from its rectangles, and place what is torn within it."""
    reading, columns = _READERS[form.place].read(form.place, matrices)
    form = replace(form, reading=reading, columns=columns, matrices=tuple(matrices))
    settle(reading, columns, _headless(form))
    guessed = {(row[0].document, row[0].start) for m in matrices if m.guessed for row in m.body}
    reading.replace_all(e.moved(UNCLEAR) if (e.cell.document, e.line) in guessed else e for e in reading.entries)
    return form


def _headless(form: Form) -> Callable[[Entry], bool]:
    """Return whether no head of figures stands over a figure of a form: it is beyond the heads, or among the labels."""
    first = min(form.columns, default=0)
    lines = {(row[0].document, row[0].start): matrix for matrix in form.matrices for row in matrix.body}

    def headless(entry: Entry) -> bool:
        matrix, at = lines[entry.cell.document, entry.line], entry.cell.column
        if at >= matrix.width or not matrix.columns[at].path:
            return True
        return at < first and bool(_LABEL_HEAD.search(matrix.columns[at].path[-1]))

    return headless


def _continued(piece: Piece, matrices: Sequence[Matrix]) -> Matrix | None:
    """A table that goes on over the page without its header takes the columns of the page before."""
    if not matrices:
        return None
    rows = [row for row in piece.rows if any(cell.text for cell in row)]
    last = matrices[-1]
    if not any(cell.number is not None for row in rows for cell in row):
        return None
    fewer = not piece.listed and max(map(len, rows)) < last.width
    return replace(last, body=tuple(rows), guessed=fewer)


def _unit(documents: Sequence[Document], pieces: Sequence[Piece]) -> str | None:
    """Return the money unit that stands in the form's section, its title or its heads."""
    for piece in pieces:
        text = documents[piece.document].text
        before = flatten(text, piece.section.title_start, piece.rows[0][0].start).text
        heads = "".join(cell.flat for row in piece.rows[:8] for cell in row if cell.number is None)
        match = _UNIT.search(before) or _UNIT.search(heads) or re.search(r"（(亿元|万元|元)）", heads)
        if match:
            return match[1]
    return None


def drafts_of(form: Form, unit: MoneyUnit) -> list[Draft]:
    """Return the form's figures as drafts. `unit`: the money unit where the form prints none."""
    return [_draft(entry, form, _piece_of(form, entry), unit) for entry in form.reading.entries]


def unit_of_forms(forms: Sequence[Form], text: Told, prose_unit: str) -> MoneyUnit:
    """Return the money unit of forms that print none.

    That of a form beside them; else the one under which the forms' figures are the text's; else the text's own unit,
    which is an assumption.
    """
    printed = next((form.unit for form in forms if form.unit), None)
    if printed:
        return MoneyUnit(printed, assumed=False)
    values = {(f.place, row): list(columns.values()) for f in forms for row, columns in f.reading.values().items()}
    meetings = Counter(
        name
        for key, amount in text.items()
        for name, scale in SCALE.items()
        if amount and any(number * scale == amount for number in values.get(key, ()))
    )
    best = meetings.most_common(1)
    if best and best[0][1] >= _MEETINGS:
        return MoneyUnit(best[0][0], assumed=False)
    return MoneyUnit(prose_unit, assumed=True)


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

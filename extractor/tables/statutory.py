"""The statutory forms T1–T10: grids of a form's sections → figures with row and column → drafts of facts.

pieces   every row of the grids that stand in a form's sections
arrange  header and body
read     figure by figure, by head and label or code, one module a family of forms
settle   torn rows and shifted cells, by the form's own sums, then across forms
units    what the figures are in
form     a form as it was read, and its drafts
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from extractor.numbers import SCALE
from extractor.tables import balance, economic, functional, official, run_on
from extractor.tables.across import FUND_FORM, Context, Told, settle_across
from extractor.tables.doubts import doubt
from extractor.tables.entry import UNCLEAR, Entry, FormReading
from extractor.tables.form import Form, MoneyUnit
from extractor.tables.heads import total_and_parts
from extractor.tables.matrix import Matrix, is_meta, is_note, is_numbering
from extractor.tables.pages import matrices_of
from extractor.tables.pieces import Piece, line_above
from extractor.tables.placing import settle, stand
from extractor.tables.units import unit_of, unit_of_forms
from schemas.document import Document

FORMS = tuple(f"T{n}" for n in range(1, 11))
_READERS = {
    **dict.fromkeys(functional.PLACES, functional),
    **dict.fromkeys(balance.PLACES, balance),
    "T6": economic,
    "T7": official,
    "T10": official,
}
_LABEL_HEAD = re.compile(r"项目|科目|编码|代码|名称|^[类款项]+$|栏次|行次|序号")


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
    found = matrices_of([(piece.rows, piece.listed) for piece in pieces], is_label)
    matrices = [replace(one, lead=(line_above(documents, pieces[index]), *one.lead)) for index, one in found]
    form = Form(place, list(pieces), unit_of(documents, pieces), FormReading(place))
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
    return Form(place, list(pieces), unit_of(documents, pieces), run_on.read(place, rows[:first], body, blank))


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

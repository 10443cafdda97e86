"""A layout nobody knows: the model says which of a table's heads mean the form's columns; the form's sums decide.

The question shows the title and the heads, never a figure: the same template asks the same question, so its answer is
found in the cache and a template is learnt once. The answer is believed only where the form then adds up, and what is
read by it goes to a person: sums tell a total from its parts, not one part from another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from extractor.prompts import FORM, HEADS, load_prompt
from extractor.question import Question
from extractor.tables import functional
from extractor.tables.entry import Entry, FormReading
from extractor.tables.form import Form
from extractor.tables.heads import column_names, total_and_parts
from extractor.tables.matrix import Column, Matrix
from extractor.tables.statutory import FORMS, read_matrices
from extractor.tables.sums import TOTAL, gap, row_adds_up, slack
from schemas.answers import choice_model
from schemas.vocabulary import place_name

MAX_HEADS = 14
"""Most heads asked about; the widest statutory form has a dozen columns."""
_FLAG = "heads_by_model"
_REASON = "表头由模型认出，经本表合计关系核对"


@dataclass(frozen=True)
class UnknownHeads:
    """One question: a form's table whose heads are not understood."""

    id: str
    form: Form
    heads: Mapping[str, int]
    """Heads over figures as they are shown, with their column."""


def unknown_heads(form: Form, chunk: str) -> UnknownHeads | None:
    """Return the question about a form whose figures stand under heads nobody knows, or None."""
    if form.place not in functional.PLACES or not form.matrices:
        return None
    lost = {entry.cell.column for entry in form.reading.stray if not entry.column}
    figures = len([entry for entry in form.reading.stray if not entry.column])
    if not figures or figures * 2 < form.reading.filled:
        return None
    matrix = form.matrices[0]
    heads = {_shown(column): column.index for column in matrix.columns if column.path and column.index >= min(lost)}
    return UnknownHeads(f"{chunk}?h", form, heads) if 2 <= len(heads) <= MAX_HEADS else None


def heads_question(asked: UnknownHeads) -> Question:
    """Return what is asked: for each column of the form, which head of the table means it."""
    messages = load_prompt(HEADS).messages(title=place_name(asked.form.place), text="、".join(asked.heads))
    model = choice_model(_columns(asked), list(asked.heads))
    return Question(asked.id, HEADS, messages, model)


def _columns(asked: UnknownHeads) -> list[str]:
    """Return the columns to ask for: those that add up, and the others where there are heads for them too."""
    total, parts = total_and_parts(asked.form.place)
    others = [name for name in column_names(asked.form.place) if name not in (total, *parts)]
    return [total, *parts] if len(asked.heads) <= len(parts) + 1 else [total, *parts, *others]


def form_question(id_: str, title: str, matrix: Matrix) -> Question:
    """Return what is asked about a table whose title nobody knows: which statutory form it is."""
    heads = "、".join(_shown(column) for column in matrix.columns if column.path)
    messages = load_prompt(FORM).messages(title=title, text=heads)
    return Question(id_, FORM, messages, choice_model(["表格"], [place_name(place) for place in FORMS]))


def _shown(column: Column) -> str:
    return "／".join(column.path)


def believed(asked: UnknownHeads, answer: Mapping[str, Any]) -> Form | None:
    """Return the form read by the answer, or None where a head is named twice or the form does not add up."""
    named = {name: head for name in _columns(asked) if (head := answer.get(name)) in asked.heads}
    if len(named) < 2 or len(set(named.values())) < len(named):
        return None
    at = {asked.heads[head]: name for name, head in named.items() if head}
    width = asked.form.matrices[0].width
    matrices = [_renamed(matrix, at) for matrix in asked.form.matrices if matrix.width == width]
    form = read_matrices(asked.form, matrices)
    if not adds_up(form.reading):
        return None
    form.reading.entries = list(_for_review(form.reading.entries))
    return form


def _renamed(matrix: Matrix, names: Mapping[int, str]) -> Matrix:
    columns = (Column(c.index, (names[c.index],) if c.index in names else ()) for c in matrix.columns)
    return replace(matrix, columns=tuple(columns))


def adds_up(reading: FormReading) -> bool:
    """Whether a form's rows with a total and its total row all add up, and there is something to try."""
    values = reading.values()
    tried = [verdict for row in values.values() if (verdict := row_adds_up(reading.place, row)) is not None]
    gaps = [(gap(values, column), slack(values, column)) for column in {entry.column for entry in reading.entries}]
    closed = all(off is None or abs(off) <= allowed for off, allowed in gaps)
    return TOTAL in values and len(values) > 1 and bool(tried) and all(tried) and closed


def _for_review(entries: Sequence[Entry]) -> list[Entry]:
    return [replace(e, flags=(*e.flags, _FLAG), reasons=(*e.reasons, _REASON)) for e in entries]

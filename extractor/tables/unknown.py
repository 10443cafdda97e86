"""A layout nobody knows: the model says what a table's columns mean, once a template; the form's sums decide.

The question shows the heads and the first labels of rows, never a figure: the same template asks the same question,
so its answer is found in the cache. What the answer says is believed only where the form then adds up.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from extractor.prompts import HEADS, load_prompt
from extractor.question import Question
from extractor.tables.entry import Entry, FormReading
from extractor.tables.heads import column_names
from extractor.tables.matrix import Column, Matrix
from extractor.tables.statutory import Form, read_matrices
from extractor.tables.sums import TOTAL, gap, row_adds_up, slack
from schemas.answers import choice_model
from schemas.vocabulary import place_name

MAX_COLUMNS = 14
"""Widest table asked about; the widest statutory form has a dozen columns."""
_SHOWN_ROWS = 4
_NONE = "都不是"
LABELS, CODES = "科目名称", "科目编码"


@dataclass(frozen=True)
class UnknownHeads:
    """One question: a form's table whose heads are not understood."""

    id: str
    form: Form
    matrix: Matrix
    options: tuple[str, ...]


def unknown_heads(form: Form, chunk: str) -> UnknownHeads | None:
    """Return the question about a form whose figures stand under heads nobody knows, or None."""
    if not form.matrices or not column_names(form.place):
        return None
    matrix = form.matrices[0]
    lost = [entry for entry in form.reading.stray if not entry.column]
    if not lost or len(lost) * 2 < form.reading.filled or matrix.width > MAX_COLUMNS:
        return None
    return UnknownHeads(f"{chunk}?h", form, matrix, (*column_names(form.place), CODES, LABELS, _NONE))


def question_of(asked: UnknownHeads) -> Question:
    """Return what is asked: the heads over each column, and what the first rows print beside their figures."""
    prompt = load_prompt(HEADS)
    shown = "\n".join(f"第{c.index + 1}列：{_shown(asked.matrix, c)}" for c in asked.matrix.columns)
    keys = [f"第{column.index + 1}列" for column in asked.matrix.columns]
    messages = prompt.messages(title=place_name(asked.form.place), text=shown)
    return Question(asked.id, prompt.name, messages, choice_model(keys, asked.options))


def _shown(matrix: Matrix, column: Column) -> str:
    """The heads of a column, and words of its first cells; figures are shown as what they are, not as numbers."""
    cells = [row[column.index] for row in matrix.body[:_SHOWN_ROWS] if column.index < len(row)]
    words = [re.sub(r"\d[\d,.]*", "数", cell.flat) if cell.number is not None else cell.flat for cell in cells]
    below = "、".join(dict.fromkeys(word for word in words if word))
    return f"{'／'.join(column.path) or '（无表头）'}" + (f"（下面是{below}）" if below else "")


def believed(asked: UnknownHeads, answer: Mapping[str, Any]) -> Form | None:
    """Return the form read by the answer, or None where it does not add up.

    Every row with a total and parts must add up, at least one must be tried, and the total row must be the sum of the
    others in each column.
    """
    named = {c.index: answer.get(f"第{c.index + 1}列") for c in asked.matrix.columns}
    names = [name for name in named.values() if name in column_names(asked.form.place)]
    if len(names) < 2 or len(set(names)) < len(names):
        return None
    heads = tuple(replace(column, path=(str(named[column.index]),)) for column in asked.matrix.columns)
    matrices = [replace(matrix, columns=heads) for matrix in asked.form.matrices if matrix.width == asked.matrix.width]
    form = read_matrices(asked.form, matrices)
    return form if _adds_up(form.reading) else None


def _adds_up(reading: FormReading) -> bool:
    values = reading.values()
    tried = [verdict for row in values.values() if (verdict := row_adds_up(reading.place, row)) is not None]
    lines = [row for row, columns in values.items() if len(columns) > 1]
    columns = sorted({entry.column for entry in reading.entries})
    gaps = [(gap(values, column), slack(values, column)) for column in columns]
    closed = all(off is None or abs(off) <= allowed for off, allowed in gaps)
    return bool(tried) and bool(lines) and all(tried) and closed and (TOTAL in values)


def asked_entries(reading: FormReading) -> Sequence[Entry]:
    """Return the entries of a believed reading, flagged for a person: the heads were named by the model."""
    flag, reason = "heads_by_model", "表头由模型认出，经本表合计关系核对"
    return [replace(e, flags=(*e.flags, flag), reasons=(*e.reasons, reason)) for e in reading.entries]

"""The money unit of a form's figures: printed over them or in their heads, or told by what stands beside the form."""

import re
from collections import Counter
from collections.abc import Sequence

from extractor.flat import flatten
from extractor.numbers import SCALE
from extractor.tables.across import Told
from extractor.tables.form import Form, MoneyUnit
from extractor.tables.pieces import Piece
from schemas.document import Document

_UNIT = re.compile(r"(?:金额)?单位(?:名称)?[：:]?(?:人民币)?(亿元|万元|元)")
_MEETINGS = 2
"""Amounts that form and text must share before the text tells the forms' unit."""


def unit_of(documents: Sequence[Document], pieces: Sequence[Piece]) -> str | None:
    """Return the money unit that stands in the form's section, its title or its heads."""
    for piece in pieces:
        text = documents[piece.document].text
        before = flatten(text, piece.section.title_start, piece.rows[0][0].start).text
        heads = "".join(cell.flat for row in piece.rows[:8] for cell in row if cell.number is None)
        match = _UNIT.search(before) or _UNIT.search(heads) or re.search(r"（(亿元|万元|元)）", heads)
        if match:
            return match[1]
    return None


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

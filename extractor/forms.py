"""The ledger of forms and sections: found, declared empty, missing or unreadable."""

import re
from collections.abc import Sequence

from extractor.flat import flatten
from extractor.outline import Section, classify
from extractor.tables.form import Form as StatutoryForm
from schemas.document import Document
from schemas.record import Form, FormState

EXPECTED = (*(f"T{n}" for n in range(1, 11)), *(f"S{n}" for n in range(14)))
_EMPTY = re.compile(
    r"(?:本表|该表|此表)?[为是]空表|公开空表|空表列示|没有使用[^。]{0,30}(?:安排|拨款)"
    r"|(?:本部门|本单位|我单位|我局|我部门|我委|单位|局|年度?)?(?:无|没有|未发生|不涉及|未安排|未使用)[^。，]{0,40}"
    r"(?:收入支出|收支|支出|收入|拨款|预算安排|占用情况|经费|业务)"
)
_MARK = re.compile(r"公开0?(\d{1,3})表")
_NAMED = re.compile(r"(?P<marks>(?:公开\d+表[、和及与，]?)+)(?:均|都)?[为是]空表")
"""The end of a sentence that says which forms are empty, wherever it stands: it says nothing of the form around it."""
_NOT_EMPTY = re.compile(r"\d[\d,]{0,30}(?:\.\d{1,30})?(?:亿元|万元|元|辆|台|平方米)")
_CHECKLIST = re.compile(r"(?:是|√)(?:不涉及|无|本部门|本单位|没有|不存在)")
_DECLARABLE = frozenset({"S7", "S8", "S9", "S12"})
_CONDITIONAL = re.compile(r"如本表为空|若本表为空|如为空表")
"""Opens a note printed under filled forms too; what it says of the case counts where no cell is filled."""


def forms_of(sections: Sequence[Section], document: Document) -> list[Form]:
    """Return the ledger of one document: each expected form or section once, in the order of the dictionary.

    A statutory form of which only the title stands there (its table was a picture, or lies elsewhere) is unreadable.
    """
    held: dict[str, list[Section]] = {}
    for section in sections:
        held.setdefault(section.place, []).append(section)
    flat = flatten(document.text).text
    listed = _checklist(flat) | _marked_empty(sections, document.text, flat)
    return [_form(place, held.get(place, []), document, listed.get(place)) for place in EXPECTED]


def merge_forms(ledgers: Sequence[Sequence[Form]]) -> list[Form]:
    """Join the ledgers of several documents of one record: what one of them has is there."""
    rank: dict[FormState, int] = {"found": 0, "declared_empty": 1, "unreadable": 2, "missing": 3}
    return [min(entries, key=lambda form: rank[form.state]) for entries in zip(*ledgers, strict=True)]


def with_housed(ledger: Sequence[Form], housed: Sequence[StatutoryForm]) -> tuple[Form, ...]:
    """Return the ledger with the forms that were found under no title of theirs."""
    read = {form.place: form.pieces[0].span for form in housed}
    return tuple(
        form.model_copy(update={"state": "found", "start": read[form.place][0], "end": read[form.place][1]})
        if form.place in read and form.state in {"missing", "unreadable"}
        else form
        for form in ledger
    )


def _form(place: str, sections: list[Section], document: Document, listed_empty: bool | None) -> Form:
    if not sections:
        return Form(place=place, state="declared_empty" if listed_empty else "missing")
    section = max(sections, key=lambda s: s.end - s.start)
    state: FormState = "found"
    bodies = (_without_named(flatten(document.text, s.title_start, s.end).text) for s in sections)
    if listed_empty or (listed_empty is None and any(_declares_empty(place, body) for body in bodies)):
        state = "declared_empty"
    elif place.startswith("T") and not any(_has_table(document, s) for s in sections):
        state = "unreadable" if listed_empty is None else "missing"
    return Form(place=place, state=state, title=section.title, start=section.title_start, end=section.end)


def _has_table(document: Document, section: Section) -> bool:
    return any(grid.start < section.end and section.title_start < grid.end for grid in document.grids)


def _declares_empty(place: str, flat: str) -> bool:
    """A form says that it is empty; a section says so without printing a figure of its own."""
    if place.startswith("T"):
        return bool(_EMPTY.search(_CONDITIONAL.sub("", flat))) and not re.search(r"\d\.\d\d", flat)
    return place in _DECLARABLE and bool(_EMPTY.search(flat)) and not _NOT_EMPTY.search(flat) and not _has_zero(flat)


def _marked_empty(sections: Sequence[Section], text: str, flat: str) -> dict[str, bool]:
    """Forms that a note calls empty by their mark: 公开07表、公开08表为空表."""
    empty = {int(mark) for note in _NAMED.finditer(flat) for mark in _MARK.findall(note["marks"])}
    if not empty:
        return {}
    marks = ((s.place, _MARK.search(flatten(text, s.title_start, s.start + 40).text)) for s in sections)
    return {place: True for place, mark in marks if place[0] == "T" and mark and int(mark[1]) in empty}


def _without_named(flat: str) -> str:
    """Take out the sentences that say which forms are empty, from their beginning on."""
    kept, position = [], 0
    for named in _NAMED.finditer(flat):
        kept.append(flat[position : max(position, flat.rfind("。", position, named.start()) + 1)])
        position = named.end()
    return "".join(kept) + flat[position:]


def _has_zero(flat: str) -> bool:
    return bool(re.search(r"(?:为|是)0[。，；]?", flat))


def _checklist(flat: str) -> dict[str, bool]:
    """Forms a 陕西 checklist names, and whether it marks them as empty (表 8 … 是 不涉及)."""
    found: dict[str, bool] = {}
    for match in re.finditer(
        r"表(\d{1,2})(?P<title>[^\d表是否（）]{4,40}?决算(?:汇|明细|总)?表)(?=(?P<mark>.{0,40}))", flat
    ):
        place = classify(match["title"])
        if place:
            found[place] = bool(_CHECKLIST.match(re.sub(r"^（[^）]*）", "", match["mark"])))
    return found

"""Does a figure stand where its record says? Each evidence is cut out of the text again and held against its fact.

It asks no model and replays nothing: a record that fails here was changed after it was written, or is damaged.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from extractor.flat import WIDTH
from extractor.numbers import SCALE, parse
from extractor.tables.cells import cut, digits_of
from schemas.document import Document
from schemas.fact import Evidence, Fact

STORED = "display_rounded"
"""Flag of a fact whose value is the number a spreadsheet stores, more exact than what it prints."""


def fact_problems(facts: Sequence[Fact], documents: Sequence[Document]) -> Iterator[str]:
    """Yield in Chinese, fact by fact, where the text at an evidence is not what the fact says."""
    stored = _stored_numbers(documents) if any(STORED in fact.flags for fact in facts) else {}
    for fact in facts:
        for ordinal, evidence in enumerate(fact.evidence, start=1):
            behind = stored.get((evidence.document, evidence.end)) if STORED in fact.flags else None
            said = misplaced(evidence, documents) or _misread(fact, evidence, behind, first=ordinal == 1)
            if said:
                yield f"{fact.id} 的第 {ordinal} 处出处：{said}"


def misplaced(evidence: Evidence, documents: Sequence[Document]) -> str | None:
    """Say how an evidence differs from the text it points at."""
    document = next((document for document in documents if document.name == evidence.document), None)
    if document is None:
        return f"记录里没有文件 {evidence.document}"
    if not 0 <= evidence.start < evidence.end <= len(document.text):
        return f"第 {evidence.start}–{evidence.end} 个字符不在原文之内"
    there = document.text[evidence.start : evidence.end]
    if there != evidence.text:
        return f"原文此处是“{_shown(there)}”，记录写的是“{_shown(evidence.text)}”"
    page = document.page_at(evidence.start)
    return None if page == evidence.page else f"在第 {page} 页，记录写的是第 {evidence.page} 页"


def _stored_numbers(documents: Sequence[Document]) -> dict[tuple[str, int], str]:
    """Return the numbers that spreadsheets hold behind what they print, by document and where the digits end."""
    return {
        (document.name, digits_of(cell)[1]): cell.stored
        for document in documents
        for grid in document.grids
        if grid.stored
        for row in cut(document.text, grid)
        for cell in row
        if cell.stored is not None and cell.number is not None
    }


def _misread(fact: Fact, evidence: Evidence, behind: str | None, *, first: bool) -> str | None:
    """Say how the digits of an evidence differ from the fact's. A repeat may print the same value in other digits.

    `behind`: the number stored behind the printed one, where that is the fact's value.
    """
    read = digits(evidence.text)
    if first and read != digits(fact.printed):
        return f"所印的是“{_shown(read)}”，记录写的是“{_shown(fact.printed)}”"
    try:
        number, value = abs(parse(behind or read)), abs(Decimal(fact.value))
    except InvalidOperation:
        return f"“{_shown(read)}”或“{_shown(fact.value)}”不是数"
    money = fact.unit in SCALE
    scales = [SCALE[fact.unit]] if first and money else list(SCALE.values()) if money else [Decimal(1)]
    if value in [number * scale for scale in scales]:
        return None
    return f"所印的“{_shown(read)}”（{fact.unit}）不是 {_shown(fact.value)}"


def digits(printed: str) -> str:
    """Return printed digits in one width and without white space."""
    return "".join(printed.split()).translate(WIDTH).replace("，", ",")


def _shown(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"

"""The words printed before a figure, where the dictionary of facts has one name for several things."""

import re
from typing import Literal

from extractor.checks.book import Book, Key
from extractor.flat import flatten
from extractor.measures import clause_of

Budget = Literal["年初预算", "调整预算"]
_FAR = 60
"""Characters before a figure that may hold its clause."""
_ADJUSTED = re.compile(r"(?:调整|全年)(?:后)?(?:的)?(?:支出|收入)?预算|预算调整数|调整数")
_OPENING = re.compile(r"(?:年初|当年初)(?:的)?(?:部门|批复|安排)?(?:支出|收入)?预算|年初(?:批复|安排)")
_COLUMNS: dict[str, Budget] = {
    "年初预算": "年初预算",
    "调整预算": "调整预算",
    "全年预算": "调整预算",
    "全年预算数": "调整预算",
}


def clause_before(book: Book, key: Key) -> str:
    """Return the clause before a figure, as flat text, a heading right above it too; empty where the text is not known."""
    figure = book.figures.get(key)
    if figure is None or not figure.evidence or book.source is None:
        return ""
    first = figure.evidence[0]
    text = next((one.text for one in book.source.documents if one.name == first.document), "")
    return clause_of(flatten(text, max(0, first.start - _FAR), first.start).text)


def budget_named(book: Book, key: Key) -> Budget | None:
    """Return which budget a figure is, or is measured against, as its clause says; None where it does not say.

    Where the text is not known the column speaks: 全年预算 and 调整预算 are what 年初预算 came to be.
    """
    clause = clause_before(book, key)
    if not clause:
        return _COLUMNS.get(key.column)
    adjusted, opening = _last(_ADJUSTED, clause), _last(_OPENING, clause)
    if adjusted == opening:
        return None
    return "调整预算" if adjusted > opening else "年初预算"


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=-1)


def are_apart(book: Book, one: Key, other: Key) -> bool:
    """Return whether two figures name different budgets."""
    kinds = budget_named(book, one), budget_named(book, other)
    return None not in kinds and kinds[0] != kinds[1]

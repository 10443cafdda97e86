"""D9: a list of subjects and its total."""

from collections import Counter
from collections.abc import Iterator

from extractor.checks.book import Book, Key
from extractor.checks.outcome import Outcome, balance, missing
from extractor.checks.rows import GENERAL_SPENDING, class_names, codes
from extractor.checks.twins import function_code
from schemas.vocabulary import functional_subjects

Tries = Iterator[Outcome]


def d9(book: Book) -> Tries:
    """Σ 项 (or 类) = the total, 年初预算 and 决算数; where T5 lists more subjects than the text, the list is no whole."""
    tried = False
    for place, whole in (("S5", GENERAL_SPENDING), ("S4", "财政拨款支出")):
        rows = leaves(book, place)
        for column in ("年初预算", "决算数"):
            key = Key(place, whole, column)
            told = [row for row in rows if Key(place, row, column) in book]
            if key not in book or len(told) < 2 or (column == "年初预算" and len(told) < len(rows)):
                continue
            tried = True
            whole_classes = [Key(place, row, column) for row in book.rows(place, column) if row in class_names()]
            if whole_classes and balance(book, "D9", key, whole_classes).verdict != "fail":
                yield balance(book, "D9", key, whole_classes)
                continue
            found = balance(book, "D9", key, [Key(place, row, column) for row in told])
            yield (
                missing("D9", f"{place} 未列出的科目")
                if found.verdict == "fail" and _partial(book, place, found)
                else found
            )
    if not tried:
        yield missing("D9", "分科目的数或总数")


def leaves(book: Book, place: str) -> list[str]:
    """Return the rows of a list of subjects that no other printed row divides further; a repeat counts once.

    A 类 that is printed for its share (占比) beside 项 of it is divided. 项 under their name alone divide every 类.
    """
    rows = [row for row in book.rows(place, "决算数") if "#" not in row or row.partition("#")[0] in _shared_names()]
    names = class_names()
    paths = [row for row in rows if "/" in row]
    loose = [row for row in rows if "/" not in row and row not in names and _is_subject(row)]
    classes = [row for row in rows if row in names]
    if loose and not paths:
        return loose
    divided = {"/".join(row.split("/")[:n]) for row in paths for n in range(1, row.count("/") + 1)}
    return [row for row in (*classes, *paths, *loose) if row not in divided]


_NOT_SUBJECTS = frozenset(
    {
        GENERAL_SPENDING,
        "一般公共预算财政拨款收入",
        "财政拨款支出",
        "财政拨款收入",
        "财政拨款收支总计",
        "基本支出",
        "项目支出",
        "人员经费",
        "公用经费",
    }
)


def _is_subject(row: str) -> bool:
    return row not in _NOT_SUBJECTS and "结转" not in row and "财政拨款" not in row


def _shared_names() -> frozenset[str]:
    """Names that many 项 bear, printed once for each: 行政运行."""
    names = [subject.name for subject in functional_subjects() if subject.level == "项"]
    return frozenset(name for name, times in Counter(names).items() if times > 1)


def _partial(book: Book, place: str, found: Outcome) -> bool:
    """Whether the list may be a part of T5's subjects only: less than the whole, and T5 has codes it does not name."""
    told = [key for key in found.keys[1:] if key in book]
    if sum(book.value(key) for key in told) > book.value(found.keys[0]):
        return False
    if place != "S5" or not book.tries("T5"):
        return False
    named = {code for key in told if (code := function_code(book, key.row))}
    ends = [code for code in codes(book, "T5") if not any(o != code and o.startswith(code) for o in codes(book, "T5"))]
    return any(not any(end.startswith(code) for code in named) for end in ends)

"""D9: a list of subjects and its total."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from extractor.checks.book import Book, Key
from extractor.checks.outcome import Outcome, balance, gap, missing
from extractor.checks.rows import GENERAL_SPENDING, class_names, codes
from extractor.checks.scope import whole_of_s5
from extractor.checks.slips import slip_between
from extractor.checks.twins import function_code
from schemas.subjects import economic_by_name
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
            yield _added_up(book, key, [Key(place, row, column) for row in told])
    if not tried:
        yield missing("D9", "分科目的数或总数")


def _added_up(book: Book, whole: Key, told: Sequence[Key]) -> Outcome:
    """Try a list: its 类 alone, all its subjects, or those that are not economic subjects too (住房公积金)."""
    classes = [
        Key(whole.place, row, whole.column) for row in book.rows(whole.place, whole.column) if row in class_names()
    ]
    functional = [key for key in told if not economic_by_name(key.row)]
    lists = [one for one in (classes, list(told), functional) if one]
    wholes = [whole, *_wider(book, whole)]
    tries = [balance(book, "D9", one, parts) for parts in lists for one in wholes]
    fits = next((one for one in tries if one.verdict != "fail"), None)
    if fits:
        return fits
    found = balance(book, "D9", whole, told)
    return missing("D9", f"{whole.place} 未列出的科目") if _partial(book, whole.place, found) else found


def _wider(book: Book, whole: Key) -> list[Key]:
    """Where S5 speaks of all fiscal money: the total of that."""
    wider = whole_of_s5(book) if whole.place == "S5" else None
    if wider is None:
        return []
    key = wider if whole.column == "决算数" else Key("S4", "财政拨款支出", whole.column)
    return [key] if key in book else []


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
    if row in _NOT_SUBJECTS or "结转" in row or "财政拨款" in row:
        return False
    economic = economic_by_name(row) or economic_by_name(row.removesuffix("支出"))
    return not economic or row.removesuffix("支出") in _function_names()


@cache
def _function_names() -> frozenset[str]:
    return frozenset(subject.name.removesuffix("支出") for subject in functional_subjects())


def _shared_names() -> frozenset[str]:
    """Names that many 项 bear, printed once for each: 行政运行."""
    names = [subject.name for subject in functional_subjects() if subject.level == "项"]
    return frozenset(name for name, times in Counter(names).items() if times > 1)


def _partial(book: Book, place: str, found: Outcome) -> bool:
    """Whether the list may leave subjects out: it is less than the whole, and T5 has codes that it does not name.

    Without T5 a list counts as whole where its shares make 100, where it tells the budget of every subject, or where a
    slip in one figure explains what it lacks.
    """
    told = [key for key in found.keys[1:] if key in book]
    if sum(book.value(key) for key in told) > book.value(found.keys[0]):
        return False
    if place != "S5" or not book.tries("T5"):
        return not (_is_whole(book, told) or _slipped(book, found))
    named = {code for key in told if (code := function_code(book, key.row))}
    ends = [code for code in codes(book, "T5") if not any(o != code and o.startswith(code) for o in codes(book, "T5"))]
    return any(not any(end.startswith(code) for code in named) for end in ends)


def _is_whole(book: Book, told: Sequence[Key]) -> bool:
    """Whether a list is meant to be whole: it tells budgets subject by subject, or shares that make 100."""
    if all(key.at("年初预算") in book or key.at("完成率") in book for key in told):
        return True
    shares = [key.at("占比") for key in told]
    if not book.has(*shares):
        return False
    ulp = max(Decimal(1).scaleb(-book.figures[key].decimals) for key in shares)
    return abs(sum(map(book.value, shares), Decimal(0)) - 100) <= ulp * len(shares)


def _slipped(book: Book, found: Outcome) -> bool:
    """Whether digits swapped, lost or doubled explain a lack; one wrong digit is what a round amount left out looks like."""
    off = gap(book, found.terms)
    for key, factor in found.terms:
        value = book.value(key)
        slip = slip_between(value, value - off * factor, book.step(key)) if value else None
        if slip and slip != "digit_confused":
            return True
    return False

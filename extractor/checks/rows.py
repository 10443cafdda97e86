"""The rows of the forms that the identities speak of, and the order of codes."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from extractor.checks.book import Book, Key
from schemas.vocabulary import functional_subjects

FUNDS = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
GENERAL, FUND, CAPITAL = FUNDS
OTHER_INCOME = ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
INCOME = (*(f"{fund}收入" for fund in FUNDS), *OTHER_INCOME)
"""The eight kinds of income of T1 (财决01)."""
SOURCES = ("财政拨款收入", *OTHER_INCOME)
"""The columns of T2 (财决03) that make up 本年收入合计."""
NATURES = ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
"""The columns of T3 (财决04) that make up 本年支出合计."""
WHOLE = {"T2": "本年收入合计", "T3": "本年支出合计", "T5": "本年支出合计", "T8": "本年支出", "T9": "本年支出"}
"""The column of a form by function that is the whole of its row."""
ALL = "合计"
PERSONNEL = ("301", "303")
OPERATING = ("302", "307", "309", "310", "311", "312", "313", "399")
TRIP, VEHICLE, RECEPTION = "因公出国（境）费", "公务用车购置及运行维护费", "公务接待费"
ITEMS = (TRIP, VEHICLE, RECEPTION)
BUYING, RUNNING = "公务用车购置费", "公务用车运行维护费"
MEETING, TRAINING = "会议费", "培训费"
GENERAL_SPENDING = f"{GENERAL}支出"


@cache
def class_names() -> frozenset[str]:
    """Return the 类 names of the function classification, old ones too."""
    classes = (subject for subject in functional_subjects() if subject.level == "类")
    return frozenset(name for subject in classes for name in (subject.name, *subject.old_names))


@cache
def class_code(name: str) -> str | None:
    """Return the code of a 类 name."""
    classes = (subject for subject in functional_subjects() if subject.level == "类")
    return next((subject.code for subject in classes if name in (subject.name, *subject.old_names)), None)


def codes(book: Book, place: str) -> list[str]:
    """Return the codes a form prints, in order."""
    return book.codes(place)


def uncoded(book: Book, place: str) -> list[str]:
    """Return the rows of a form by code that stand under a name alone."""
    return [row for row in book.rows(place) if not row.isdigit() and row not in {ALL, "空表"}]


def tops(printed: Iterable[str]) -> list[str]:
    """Return the codes that no shorter printed code holds."""
    known = set(printed)
    return [code for code in known_order(printed) if _parent(code, known) is None]


def known_order(printed: Iterable[str]) -> list[str]:
    """Return codes without repeats, in printed order."""
    return list(dict.fromkeys(printed))


def children(printed: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield (code, the printed codes right below it) where there are any; a missing level is passed over."""
    known = set(printed)
    below: dict[str, list[str]] = {}
    for code in known_order(printed):
        parent = _parent(code, known)
        if parent:
            below.setdefault(parent, []).append(code)
    yield from below.items()


def _parent(code: str, known: set[str]) -> str | None:
    """Return the longest known code that holds another."""
    for size in range(len(code) - 1, 2, -1):
        if code[:size] in known:
            return code[:size]
    return None


def under(printed: Sequence[str], prefix: str) -> list[str]:
    """Return the highest printed codes that are a code or lie below it."""
    return [prefix] if prefix in printed else tops([code for code in printed if code.startswith(prefix)])


def cells(place: str, rows: Iterable[str], column: str) -> list[Key]:
    """Return the keys of one column."""
    return [Key(place, row, column) for row in rows]

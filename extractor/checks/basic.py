"""D10: basic expenditure and its parts."""

from collections.abc import Iterator, Sequence

from extractor.checks.book import Book, Key
from extractor.checks.outcome import Outcome, balance, first_fit, missing
from extractor.checks.rows import ALL, OPERATING, PERSONNEL, WHOLE, codes, under
from schemas.subjects import economic_by_name
from schemas.vocabulary import economic_subjects

Tries = Iterator[Outcome]
_BASIC, _FAMILIES = "基本支出", "对个人和家庭的补助"
_MAIN = ("工资福利支出", "商品和服务支出")
"""Economic 类 that every unit has."""


def d10(book: Book) -> Tries:
    """基本支出 = 人员经费 + 公用经费 = Σ 经济类; a list of 款 that makes more than its total is wrong.

    In S1 and S3 the parts may be those of all spending of the year.
    """
    found = []
    for place in ("S6", "S1", "S3"):
        whole = Key(place, _BASIC, "决算数")
        wholes = [whole, *(_of_the_year(book, place) if place != "S6" else ())]
        halves = [Key(place, row, "决算数") for row in ("人员经费", "公用经费")]
        if book.has(whole, *halves):
            found.append(first_fit([balance(book, "D10", one, halves) for one in wholes]))
        classes = [key for row in _classes() if (key := Key(place, row, "决算数")) in book]
        if whole in book and book.has(*(Key(place, row, "决算数") for row in _MAIN)):
            found.append(_by_class(book, wholes, classes))
        for half, heads in zip(halves, (PERSONNEL, OPERATING), strict=True):
            found += _items(book, half, heads)
    yield from found or [missing("D10", "基本支出及其组成")]


def _of_the_year(book: Book, place: str) -> list[Key]:
    keys = [Key(place, row, "决算数") for row in ("本年支出", "支出总计")]
    return [key for key in (*keys, Key("T3", ALL, WHOLE["T3"])) if key in book]


def _classes() -> list[str]:
    return list(dict.fromkeys(subject.name for subject in economic_subjects() if len(subject.code) == 3))


def _by_class(book: Book, wholes: Sequence[Key], classes: Sequence[Key]) -> Outcome:
    """Try the economic 类 that are told; what is silent is taken from T6, else 对个人和家庭的补助 may be what lacks."""
    found = first_fit([balance(book, "D10", whole, classes) for whole in wholes])
    if found.verdict != "fail" or sum(map(book.value, classes)) > book.value(wholes[0]):
        return found
    place = wholes[0].place
    if place == "S6" and book.tries("T6"):
        return first_fit([found, balance(book, "D10", wholes[0], [*classes, *_silent(book, classes)])])
    silent = Key(place, _FAMILIES, "决算数")
    return found if silent in book else missing("D10", silent)


def _silent(book: Book, told: Sequence[Key]) -> list[Key]:
    """Return the cells of T6 with money of the economic 类 that the text does not tell."""
    names = {key.row for key in told}
    silent = [s.code for s in economic_subjects() if len(s.code) == 3 and s.name not in names]
    cells = [Key("T6", code, "决算数") for head in silent for code in under(codes(book, "T6"), head)]
    return [cell for cell in cells if book.value(cell)]


def _items(book: Book, half: Key, heads: Sequence[str]) -> list[Outcome]:
    """Try a list of 款: it may leave some out, so only one that makes more than the total fails."""
    items = [
        key
        for row in book.rows(half.place, "决算数")
        if (subject := economic_by_name(row)) and len(subject.code) == 5 and subject.code.startswith(tuple(heads))
        for key in [Key(half.place, row, "决算数")]
    ]
    if half not in book or len(items) < 2:
        return []
    found = balance(book, "D10", half, items)
    less = sum(book.value(key) for key in items) < book.value(half)
    return [missing("D10", f"{half.row}未列出的款")] if found.verdict == "fail" and less else [found]

"""B: sums and equalities between statutory forms (B1–B10). B11, names beside codes, is in names.py."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from extractor.checks.book import ZERO, Book, Key
from extractor.checks.forms import CLOSING, OPENING, SPLIT_FROM, functional_rows
from extractor.checks.official import official_row
from extractor.checks.outcome import Outcome, at_most, balance, held, missing
from extractor.checks.rows import (
    ALL,
    BUYING,
    CAPITAL,
    FUND,
    FUNDS,
    GENERAL,
    OTHER_INCOME,
    RECEPTION,
    RUNNING,
    TRIP,
    WHOLE,
    class_code,
    codes,
    uncoded,
    under,
)

Tries = Iterator[Outcome]
_LIMITS = {"30212": TRIP, "31013": BUYING, "30231": RUNNING, "30217": RECEPTION}
"""款 of T6 that are the basic-expenditure part of an item of T7."""


def _same(book: Book, check: str, one: Key, others: Sequence[Key]) -> Tries:
    """Try a figure against its like in another form; a blank cell of a form that is there is 0."""
    places = {key.place for key in (one, *others)}
    if not all(book.tries(place) for place in places) or not any(key in book for key in (one, *others)):
        yield missing(check, *(key for key in (one, *others) if key not in book))
    else:
        yield balance(book, check, one, others)


def b1(book: Book) -> Tries:
    """T1 本年收入合计 = T2 合计; each other income of T1 = its column's 合计."""
    yield from _same(book, "B1", Key("T1", "本年收入合计", "决算数"), [Key("T2", ALL, WHOLE["T2"])])
    for row in OTHER_INCOME:
        pair = Key("T1", row, "决算数"), Key("T2", ALL, row)
        if any(key in book for key in pair):
            yield from _same(book, "B1", pair[0], [pair[1]])


def b2(book: Book) -> Tries:
    """T1 本年支出合计 = T3 合计."""
    yield from _same(book, "B2", Key("T1", "本年支出合计", "决算数"), [Key("T3", ALL, WHOLE["T3"])])


def _classes(book: Book, check: str, whole: tuple[str, str], parts: tuple[str, str]) -> Tries:
    """Try each 类 row of T1 or T4 against the codes of T3 or T5 below it. `whole`, `parts`: (form, column)."""
    place, column = whole
    form, measure = parts
    if not book.tries(place) or not book.tries(form) or uncoded(book, form) or not codes(book, form):
        yield missing(check, f"{place} 或 {form} 的功能分类行")
        return
    printed: dict[str, list[str]] = defaultdict(list)
    for one in codes(book, form):
        printed[one[:3]].append(one)
    seen: set[str] = set()
    for row in functional_rows(book, place):
        code = class_code(row)
        if code:
            seen.add(code)
            below = [Key(form, one, measure) for one in under(printed.get(code, ()), code)]
            key = Key(place, row, column)
            if below or key in book:
                yield balance(book, check, key, below) if below else _lone(book, check, key, Key(form, code, measure))
    for code in printed:
        if code not in seen:
            yield from _unlisted(book, check, whole, (form, measure), code)


def _lone(book: Book, check: str, key: Key, absent: Key) -> Outcome:
    """A 类 of which the other form prints no code: its cell counts as blank."""
    return balance(book, check, key, [absent])


def _unlisted(book: Book, check: str, whole: tuple[str, str], parts: tuple[str, str], code: str) -> Tries:
    """A 类 that T1 or T4 does not print although codes of it have money."""
    from schemas.subjects import function_by_code

    subject = function_by_code(code)
    below = [Key(parts[0], one, parts[1]) for one in under(codes(book, parts[0]), code)]
    if subject and any(key in book for key in below):
        yield balance(book, check, Key(whole[0], subject.name, whole[1]), below)


def b3(book: Book) -> Tries:
    """T1 functional row = T3 类."""
    yield from _classes(book, "B3", ("T1", "决算数"), ("T3", WHOLE["T3"]))


def b4(book: Book) -> Tries:
    """T1 fiscal income rows = T4's; T2 财政拨款收入 = T4 本年收入. A form may have one row for all fiscal income."""
    found: list[Outcome] = []
    for fund in FUNDS:
        pair = Key("T1", f"{fund}收入", "决算数"), Key("T4", fund, "决算数")
        if any(key in book for key in pair):
            found += _same(book, "B4", pair[0], [pair[1]])
    together = _fiscal_income(book) if any(one.verdict == "fail" for one in found) else None
    yield from [together] if together else found
    yield from _same(book, "B4", Key("T2", ALL, "财政拨款收入"), [Key("T4", "本年收入合计", "决算数")])


def _fiscal_income(book: Book) -> Outcome | None:
    """Return all fiscal income of T1 = that of T4, where it holds and one of them has a single row for it."""
    rows = [Key("T1", f"{fund}收入", "决算数") for fund in FUNDS]
    kinds = [Key("T4", fund, "决算数") for fund in FUNDS]
    whole = Key("T4", "本年收入合计", "决算数")
    old = book.year is None or book.year < SPLIT_FROM
    tries = []
    if old or not any(key in book for key in rows[1:]):
        tries.append(balance(book, "B4", rows[0], [whole]))
    if not any(key in book for key in kinds[1:]):
        tries.append(balance(book, "B4", kinds[0], rows))
    held = [one for one in tries if rows[0] in book and one.verdict != "fail"]
    return held[0] if held else None


def b5(book: Book) -> Tries:
    """T4 一般公共预算 column = T5 合计, and per 类; some provinces print T4 without its funds."""
    if not book.rows("T4", GENERAL):
        yield missing("B5", f"T4 {GENERAL}")
        return
    yield from _same(book, "B5", Key("T4", "本年支出合计", GENERAL), [Key("T5", ALL, WHOLE["T5"])])
    yield from _classes(book, "B5", ("T4", GENERAL), ("T5", WHOLE["T5"]))


def b6(book: Book) -> Tries:
    """T4 基金 column = T8 支出; 国资 column = T9 合计; 0 where that form is declared empty."""
    for fund, form in ((FUND, "T8"), (CAPITAL, "T9")):
        spent = Key("T4", "本年支出合计", fund)
        if book.tries(form):
            yield from _same(book, "B6", spent, [Key(form, ALL, WHOLE[form])])
        elif form in book.empty and book.tries("T4"):
            for row in ("本年支出合计", *functional_rows(book, "T4")):
                key = Key("T4", row, fund)
                if key in book or row == "本年支出合计":
                    yield balance(book, "B6", key, (), note=f"{form} 声明为空表")
        else:
            yield missing("B6", form)


def b7(book: Book) -> Tries:
    """T5 基本支出 = T6 人员经费合计 + 公用经费合计."""
    parts = [Key("T6", "人员经费合计", "决算数"), Key("T6", "公用经费合计", "决算数")]
    if any(key in book for key in parts):
        yield from _same(book, "B7", Key("T5", ALL, "基本支出"), parts)
    else:
        yield missing("B7", *parts)


def b8(book: Book) -> Tries:
    """Per code and column T5 ≤ T3: what is above is spent from other money."""
    if not (book.tries("T3") and book.tries("T5")):
        yield missing("B8", "T3 或 T5")
        return
    columns = [(column, book.cells("T5", column)) for column in (WHOLE["T5"], "基本支出", "项目支出")]
    rows = [row for row in (ALL, *codes(book, "T5")) if book.first("T3", row)]
    pairs = [(row, column, printed[row]) for row in rows for column, printed in columns if row in printed]
    if book.brief:
        forms = {column: (book.amounts("T5", column), book.amounts("T3", column)) for column, _ in columns}
        above = [one for one in pairs if forms[one[1]][0][one[0]] > forms[one[1]][1].get(one[0], ZERO)]
        yield held("B8", len(pairs) - len(above))
        pairs = above
    for row, column, key in pairs:
        yield at_most(book, "B8", key, Key("T3", row, column))


def b9(book: Book) -> Tries:
    """T6 30212/31013/30231/30217 ≤ T7 出国/购置/运行/接待, or the row of T7 that holds them where it is not divided."""
    if not (book.tries("T6") and book.tries("T7")):
        yield missing("B9", "T6 或 T7")
        return
    for code, row in _LIMITS.items():
        pair = Key("T6", code, "决算数"), Key("T7", official_row(book, row), "决算数")
        if pair[0] in book:
            unspent = not book.rows("T7", "决算数") and book.value(pair[0])
            yield missing("B9", "T7 决算数") if unspent else at_most(book, "B9", *pair)


def b10(book: Book) -> Tries:
    """T1 − T4, the money that is not fiscal: 年初 + 收入 − 支出 = 年末."""
    opening, closing = Key("T1", "年初结转和结余", "决算数"), Key("T1", "年末结转和结余", "决算数")
    income, spent = Key("T1", "本年收入合计", "决算数"), Key("T1", "本年支出合计", "决算数")
    fiscal = Key("T4", "本年收入合计", "决算数"), Key("T4", "本年支出合计", ALL)
    if not (book.tries("T1") and book.tries("T4")) or not book.has(income, spent, *fiscal):
        yield missing("B10", *(key for key in (income, spent, *fiscal) if key not in book))
        return
    plus = [opening, income, Key("T1", "使用非财政拨款结余", "决算数"), fiscal[1], Key("T4", CLOSING, ALL)]
    minus = [spent, Key("T1", "结余分配", "决算数"), Key("T4", OPENING, "决算数"), fiscal[0]]
    yield balance(book, "B10", closing, plus, minus)

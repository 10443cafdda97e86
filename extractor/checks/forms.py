"""A: sums inside one statutory form (A1–A17). Source: the 财决 forms; numbers as in the domain page."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.checks.book import Book, Key
from extractor.checks.official import total_of
from extractor.checks.outcome import Outcome, balance, first_fit, held, missing
from extractor.checks.rows import (
    ALL,
    BUYING,
    FUNDS,
    INCOME,
    ITEMS,
    NATURES,
    OPERATING,
    OTHER_INCOME,
    PERSONNEL,
    RUNNING,
    SOURCES,
    VEHICLE,
    WHOLE,
    cells,
    children,
    class_names,
    codes,
    tops,
    uncoded,
)
from extractor.checks.vehicles import vehicles

Tries = Iterator[Outcome]


def whole_of(book: Book, check: str, place: str, row: str, parts: Sequence[str], column: str = "决算数") -> Tries:
    """Try one row of a form as the sum of others; not without the form or the row's figure."""
    whole = Key(place, row, column)
    if not book.tries(place) or whole not in book:
        yield missing(check, whole)
    else:
        yield balance(book, check, whole, cells(place, parts, column))


def a1(book: Book) -> Tries:
    """T1 收入总计 = 本年收入 + 使用非财政拨款结余 + 年初结转和结余."""
    yield from whole_of(book, "A1", "T1", "收入总计", ("本年收入合计", "使用非财政拨款结余", "年初结转和结余"))


def a2(book: Book) -> Tries:
    """T1 支出总计 = 本年支出 + 结余分配 + 年末结转和结余."""
    yield from whole_of(book, "A2", "T1", "支出总计", ("本年支出合计", "结余分配", "年末结转和结余"))


def a3(book: Book) -> Tries:
    """T1 收入总计 = 支出总计."""
    keys = Key("T1", "收入总计", "决算数"), Key("T1", "支出总计", "决算数")
    yield balance(book, "A3", keys[0], keys[1:]) if book.has(*keys) else missing("A3", *keys)


SPLIT_FROM = 2019
"""Fiscal year from which T1 prints three kinds of fiscal income; before, it had one row 财政拨款收入."""


def a4(book: Book) -> Tries:
    """T1 本年收入合计 = its eight kinds of income; before FY2019 funds may stand below 财政拨款收入 as parts of it."""
    found = list(whole_of(book, "A4", "T1", "本年收入合计", INCOME))
    if found[0].verdict == "fail" and (book.year is None or book.year < SPLIT_FROM):
        found += whole_of(book, "A4", "T1", "本年收入合计", (INCOME[0], *OTHER_INCOME))
    yield first_fit(found)


def a5(book: Book) -> Tries:
    """T1 本年支出合计 = its functional rows."""
    yield from whole_of(book, "A5", "T1", "本年支出合计", functional_rows(book, "T1"))


def functional_rows(book: Book, place: str) -> list[str]:
    """Return the 类 rows of T1 or T4."""
    names = class_names()
    return [row for row in book.rows(place) if row in names]


def _across(book: Book, check: str, place: str, whole: str, parts: Sequence[str]) -> Tries:
    """Try every row of a form: its whole is the sum of its parts."""
    rows = book.rows(place, whole)
    if not book.tries(place) or not rows:
        yield missing(check, f"{place} {whole}")
    if book.brief:
        rows, exact = _apart(book, place, rows, whole, parts)
        yield held(check, exact)
    columns = [(part, book.cells(place, part)) for part in parts]
    for row in rows:
        if any(row in printed for _, printed in columns):
            keys = [printed.get(row) or Key(place, row, part) for part, printed in columns]
            yield balance(book, check, book.cells(place, whole)[row], keys)


def _apart(book: Book, place: str, rows: Sequence[str], whole: str, parts: Sequence[str]) -> tuple[list[str], int]:
    """Return the rows whose whole is not exactly the sum of the parts that are printed, and how many are."""
    sums: dict[str, Decimal] = {}
    for part in parts:
        for row, value in book.amounts(place, part).items():
            sums[row] = sums[row] + value if row in sums else value
    wholes = book.amounts(place, whole)
    apart = [row for row in rows if row in sums and sums[row] != wholes[row]]
    return apart, sum(row in sums for row in rows) - len(apart)


def a6(book: Book) -> Tries:
    """T2 row: 合计 = its sources."""
    yield from _across(book, "A6", "T2", WHOLE["T2"], SOURCES)


def a7(book: Book) -> Tries:
    """合计 = Σ类, 类 = Σ款, 款 = Σ项, in every column of T2, T3, T5, T8 and T9."""
    coded = {place: printed for place in WHOLE if book.tries(place) and (printed := codes(book, place))}
    if not coded:
        yield missing("A7", "按科目编码列的表")
    trees: dict[tuple[str, ...], list[tuple[str, tuple[str, ...]]]] = {}  # forms list the same codes, as a rule
    for place, printed in coded.items():
        if uncoded(book, place):
            yield missing("A7", f"{place} 的科目编码")
            continue
        tree = trees.get(tuple(printed))
        if tree is None:
            below = [(ALL, tops(printed)), *children(printed)]
            tree = trees[tuple(printed)] = [(code, (code, *parts)) for code, parts in below]
        for column in book.columns(place):
            yield from _tree(book, place, column, tree)


def _tree(book: Book, place: str, column: str, tree: Sequence[tuple[str, tuple[str, ...]]]) -> Tries:
    """Try one column: each row of the tree, 合计 first, as the sum of those right below it."""
    printed = book.cells(place, column)
    if book.brief:
        amounts = book.amounts(place, column)
        apart = [one for one in tree if amounts.get(one[0]) != sum([amounts[r] for r in one[1][1:] if r in amounts])]
        yield held("A7", len(tree) - len(apart))
        tree = apart
    for row, rows in tree:
        if printed.keys().isdisjoint(rows):
            continue
        whole, *parts = [printed.get(one) or Key(place, one, column) for one in rows]
        headless = row == ALL and not book.first(place, ALL)
        yield missing("A7", whole) if headless else balance(book, "A7", whole, parts)


def a8(book: Book) -> Tries:
    """T3 row: 合计 = 基本 + 项目 + 上缴上级 + 经营 + 对附属单位补助."""
    yield from _across(book, "A8", "T3", WHOLE["T3"], NATURES)


OPENING, CLOSING = "年初财政拨款结转和结余", "年末财政拨款结转和结余"


def a9(book: Book) -> Tries:
    """T4 收入总计 = 本年收入 + 年初; 本年收入 and 年初 = their three funds."""
    yield from whole_of(book, "A9", "T4", "收入总计", ("本年收入合计", OPENING))
    yield from whole_of(book, "A9", "T4", "本年收入合计", FUNDS)
    if any(Key("T4", f"年初:{fund}", "决算数") in book for fund in FUNDS):
        yield from whole_of(book, "A9", "T4", OPENING, [f"年初:{fund}" for fund in FUNDS])


def a10(book: Book) -> Tries:
    """T4 支出总计 = 本年支出 + 年末, in every column; 支出总计 = 收入总计."""
    if Key("T4", "支出总计", ALL) not in book:
        yield missing("A10", Key("T4", "支出总计", ALL))
    for column in (ALL, *FUNDS):
        whole, *parts = cells("T4", ("支出总计", "本年支出合计", CLOSING), column)
        if whole in book or (book.rows("T4", column) and _by_fund(book)):
            yield balance(book, "A10", whole, parts)
    ends = Key("T4", "支出总计", ALL), Key("T4", "收入总计", "决算数")
    if book.has(*ends):
        yield balance(book, "A10", ends[0], ends[1:])


def _by_fund(book: Book) -> bool:
    """Whether the total row of T4 is divided into funds; in some provinces it prints the whole alone."""
    return any(Key("T4", "支出总计", fund) in book for fund in FUNDS)


def a11(book: Book) -> Tries:
    """T4 row: 合计 = its three funds; 本年支出合计 = Σ 类, in every column."""
    yield from _across(book, "A11", "T4", ALL, FUNDS)
    for column in (ALL, *FUNDS):
        if Key("T4", "本年支出合计", column) in book:
            yield from whole_of(book, "A11", "T4", "本年支出合计", functional_rows(book, "T4"), column)


def a12(book: Book) -> Tries:
    """T5 row: 合计 = 基本 + 项目."""
    yield from _across(book, "A12", "T5", WHOLE["T5"], ("基本支出", "项目支出"))


def a13(book: Book) -> Tries:
    """T6 类 = Σ款; 人员经费合计 = 301 + 303; 公用经费合计 = the other 类."""
    printed = codes(book, "T6")
    if not book.tries("T6"):
        yield missing("A13", "T6")
        return
    yield from whole_of(book, "A13", "T6", "人员经费合计", _known(printed, PERSONNEL))
    yield from whole_of(book, "A13", "T6", "公用经费合计", _known(printed, OPERATING))
    for code, below in children(printed):
        yield balance(book, "A13", Key("T6", code, "决算数"), cells("T6", below, "决算数"))


def _known(printed: Sequence[str], classes: Sequence[str]) -> list[str]:
    """Return the codes that stand for economic 类: the 类 itself, or its 款 where only they are printed."""
    return [row for code in classes for row in ([code] if code in printed else tops_below(printed, code) or [code])]


def tops_below(printed: Sequence[str], prefix: str) -> list[str]:
    """Return the highest printed codes below a 类."""
    return tops([code for code in printed if code.startswith(prefix)])


def a14(book: Book) -> Tries:
    """T7 合计 = 出国 + 车 + 接待; 车 = 购置 + 运行; 预算数 and 决算数."""
    if not book.tries("T7"):
        yield missing("A14", "T7")
        return
    for column in ("预算数", "决算数"):
        if Key("T7", VEHICLE, column) in book and any(book.first("T7", row) for row in (BUYING, RUNNING)):
            yield balance(book, "A14", Key("T7", VEHICLE, column), cells("T7", (BUYING, RUNNING), column))
        if Key("T7", ALL, column) in book:
            parts = ITEMS if Key("T7", VEHICLE, column) in book else (ITEMS[0], BUYING, RUNNING, ITEMS[2])
            printed = any(book.first("T7", row) for row in parts)
            known = total_of(book, "A14", Key("T7", ALL, column), cells("T7", parts, column))
            yield known if printed else missing("A14", "T7 各项")


def a15(book: Book) -> Tries:
    """T8 row: 年末 = 年初 + 本年收入 − 本年支出; 本年支出 = 基本 + 项目."""
    yield from _fund(book, "A15", "T8")


def a16(book: Book) -> Tries:
    """T9 row: 合计 = 基本 + 项目; with 年初 and 年末 as T8."""
    yield from _fund(book, "A16", "T9")


def _fund(book: Book, check: str, place: str) -> Tries:
    if not book.tries(place):
        yield missing(check, place)
        return
    if book.rows(place, "基本支出") or book.rows(place, "项目支出"):
        yield from _across(book, check, place, "本年支出", ("基本支出", "项目支出"))
    if not (book.rows(place, "本年收入") or book.rows(place, "年初结转和结余") or book.rows(place, "年末结转和结余")):
        return
    for row in book.rows(place):
        keys = {
            column: Key(place, row, column) for column in ("年末结转和结余", "年初结转和结余", "本年收入", "本年支出")
        }
        if any(key in book for key in keys.values()):
            plus = [keys["年初结转和结余"], keys["本年收入"]]
            yield balance(book, check, keys["年末结转和结余"], plus, [keys["本年支出"]])


def a17(book: Book) -> Tries:
    """T10 车辆 = Σ uses."""
    yield from vehicles(book, "A17", "T10")

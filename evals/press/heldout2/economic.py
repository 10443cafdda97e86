"""一般公共预算财政拨款基本支出决算表 (T6): amounts in two columns, in sections, or in three blocks."""

from collections.abc import Mapping
from decimal import Decimal

from evals.press.heldout.economic import PERSONNEL, PUBLIC, listed
from evals.press.heldout.entries import Amount, Entry, Head, Wide, beside, fill, heads
from evals.press.heldout2.page import Leaf
from evals.press.line import ZERO
from evals.press.model import Sheet
from evals.press.subjects import economic_names


def two_columns(leaf: Leaf, *, every_fund: bool = False) -> Sheet:
    """A row a subject, its amount in one of two columns; `every_fund`: of all funds, outside the dictionary."""
    books = leaf.books
    more: Mapping[str, Decimal] = {}
    if every_fund:  # what funds spend beside the general budget is booked under one subject
        rest = books.line().fund_basic + books.line().capital_basic
        more = {code: rest for code in ("302", "30299")}
    rows = [
        (code, amount + more.get(code, ZERO))
        for code, amount in listed(books, (*PERSONNEL, *PUBLIC), True)
        if amount + more.get(code, ZERO)
    ]
    public = Amount(books.public + more.get("302", ZERO), "公用经费合计", "决算数", not every_fund)
    lines: list[list[Entry]] = [
        [Wide("合计", 2), Amount(books.personnel, "人员经费合计", "决算数", not every_fund), public]
    ]
    for code, exact in rows:
        amount = Amount(exact, code, "决算数", not every_fund)
        mine = code.startswith(PERSONNEL)
        lines.append([code, economic_names()[code], amount if mine else None, None if mine else amount])
    grid = leaf.grid(4)
    subject = Head("项目", (Head("经济分类\n科目编码"), Head("经济分类科目名称")))
    kind = "财政拨款" if every_fund else "一般公共预算"
    heads(grid, [subject, Head(f"{kind}基本支出", (Head("人员经费"), Head("公用经费")))])
    fill(grid, lines)
    return leaf.finish(grid)


def sections(leaf: Leaf) -> Sheet:
    """One block: each total above its subjects, the whole of both under them, unscored."""
    books = leaf.books
    lines: list[list[Entry]] = []
    for prefixes, text, exact in ((PERSONNEL, "人员经费", books.personnel), (PUBLIC, "公用经费", books.public)):
        lines.append(["", f"{text}合计", Amount(exact, f"{text}合计", "决算数")])
        lines += [
            [code, ("    " if len(code) == 5 else "  ") + economic_names()[code], Amount(amount, code, "决算数")]
            for code, amount in listed(books, prefixes, False)
        ]
    whole = Amount(
        books.personnel + books.public, "基本支出合计", "决算数", scored=False, aliases=(("合计", "决算数"),)
    )
    lines.append(["", "基本支出合计", whole])
    grid = leaf.grid(3)
    heads(grid, [Head("支出经济分类科目编码"), Head("科目名称"), Head("金额")])
    fill(grid, lines)
    return leaf.finish(grid)


def three_blocks(leaf: Leaf) -> Sheet:
    """People in one block; running costs fill a second as long, and go on in the third, wherever that breaks them."""
    books = leaf.books
    people, public = (
        [_joined(code, amount) for code, amount in listed(books, kind, True)] for kind in (PERSONNEL, PUBLIC)
    )
    blocks = (people, public[: len(people)], public[len(people) :])
    lines = beside(*((block, []) for block in blocks))
    lines.append(
        [
            "人员经费合计",
            Amount(books.personnel, "人员经费合计", "决算数"),
            Wide("公用经费合计", 3),
            Amount(books.public, "公用经费合计", "决算数"),
        ]
    )
    grid = leaf.grid(6)
    block = (Head("经济分类科目"), Head("决算数"))
    heads(grid, [Head("人员经费", block), Head("公用经费", block * 2)])
    fill(grid, lines)
    return leaf.finish(grid)


def _joined(code: str, amount: Decimal) -> list[Entry]:
    return [f"{code}-{economic_names()[code]}", Amount(amount, code, "决算数")]

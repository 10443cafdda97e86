"""一般公共预算财政拨款基本支出决算表 (T6): one long block, codes in two columns, or code and name in one cell."""

from decimal import Decimal

from evals.press.accounts import Accounts
from evals.press.heldout.entries import Amount, Entry, Head, Wide, beside, fill, heads
from evals.press.heldout.page import Page
from evals.press.model import Sheet
from evals.press.subjects import economic_names

PERSONNEL, PUBLIC = ("301", "303"), ("302", "307", "310", "312", "399")
_ABSENT = {True: ("39909", "39910"), False: ("39906",)}  # by whether the year is before 2022


def listed(books: Accounts, prefixes: tuple[str, ...], every: bool) -> list[tuple[str, Decimal]]:
    """Return (code, amount) of 类 and 款 under `prefixes` in the order of codes; `every`: those without amounts too."""
    absent = _ABSENT[books.year < 2022]
    found = [(code, books.economic_sum(code)) for code in economic_names()]
    return [
        entry for entry in found if entry[0].startswith(prefixes) and entry[0] not in absent and (entry[1] or every)
    ]


def one_block(page: Page) -> Sheet:
    """A row a subject: 合计, and the same amount again under 人员经费 or 公用经费, unscored there."""
    books = page.books
    grid = page.grid(5)
    parts = (Head("人员经费"), Head("公用经费"))
    heads(
        grid,
        [Head("经济分类科目", (Head("科目编码"), Head("科目名称"))), Head("基本支出决算数", (Head("合计"), *parts))],
    )
    total = Amount(
        books.personnel + books.public, "合计", "决算数", scored=False, aliases=(("基本支出合计", "决算数"),)
    )
    lines: list[list[Entry]] = [
        [
            "",
            "合计",
            total,
            Amount(books.personnel, "人员经费合计", "决算数"),
            Amount(books.public, "公用经费合计", "决算数"),
        ]
    ]
    for code, amount in listed(books, (*PERSONNEL, *PUBLIC), False):
        mine = code.startswith(PERSONNEL)
        again = Amount(amount, code, "人员经费" if mine else "公用经费", scored=False)
        name = ("  " if len(code) == 5 else "") + economic_names()[code]
        lines.append([code, name, Amount(amount, code, "决算数"), again if mine else None, None if mine else again])
    fill(grid, lines)
    return page.finish(grid)


def two_columns_of_codes(page: Page) -> Sheet:
    """Two blocks; a 款 prints only its own two digits, after those of its 类."""
    books = page.books
    sides = []
    for prefixes in (PERSONNEL, PUBLIC):
        rows: list[list[Entry]] = [
            [code[:3], code[3:], economic_names()[code], Amount(amount, code, "决算数")]
            for code, amount in listed(books, prefixes, True)
        ]
        sides.append(rows)
    lines = beside((sides[0], []), (sides[1], []))
    lines.append(
        [
            Wide("人员经费合计", 3),
            Amount(books.personnel, "人员经费合计", "决算数"),
            Wide("公用经费合计", 3),
            Amount(books.public, "公用经费合计", "决算数"),
        ]
    )
    grid = page.grid(8)
    codes = Head("支出经济分类科目编码", (Head("类"), Head("款")))
    block = (codes, Head("科目名称"), Head("金额"))
    heads(grid, [Head("人员经费", block), Head("公用经费", block)])
    fill(grid, lines)
    return page.finish(grid)


def code_and_name(page: Page, *, brackets: bool = False) -> Sheet:
    """Two blocks of two columns: code and name in one cell, and the amount; `brackets`: names in half-width ones."""
    books = page.books
    sides: list[list[list[Entry]]] = []
    for prefixes in (PERSONNEL, PUBLIC):
        rows: list[list[Entry]] = []
        for code, amount in listed(books, prefixes, False):
            name = economic_names()[code]
            shown = name.replace("（", "(").replace("）", ")") if brackets else name
            rows.append([f"{code}{'' if brackets else ' '}{shown}", Amount(amount, code, "决算数")])
        sides.append(rows)
    ends: list[list[list[Entry]]] = [
        [[f"{kind}合计", Amount(exact, f"{kind}合计", "决算数")]]
        for kind, exact in (("人员经费", books.personnel), ("公用经费", books.public))
    ]
    grid = page.grid(4)
    amount_head = Head(f"决算数{page.unit}")
    heads(grid, [Head("经济分类科目（人员）"), amount_head, Head("经济分类科目（公用）"), amount_head])
    fill(grid, beside((sides[0], ends[0]), (sides[1], ends[1])))
    return page.finish(grid)

"""收入支出决算总表 (T1): plain, with heads of groups above their parts, or with one serial number for both sides."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from evals.press.accounts import Accounts
from evals.press.forms_balance import ordinal
from evals.press.heldout.balance import (
    Named,
    income_end,
    income_rows,
    numbered,
    printed_classes,
    spending_end,
    spending_rows,
)
from evals.press.heldout.entries import Amount, Entry, Head, beside, fill, heads
from evals.press.heldout2.page import Leaf
from evals.press.model import Sheet
from evals.press.subjects import subject_name


def chinese(number: int) -> str:
    """Return 一、 二、 and so on."""
    return ordinal(number) + "、"


def used_classes(of: Callable[[str], Decimal]) -> list[str]:
    """Return the 类 that have an amount."""
    return [code for code in printed_classes(()) if of(code)]


def _lines(rows: Named) -> list[list[Entry]]:
    return [[text, Amount(exact, name, "决算数")] for text, name, exact in rows]


def _apart(text: str, exact: Decimal, *names: str) -> list[Entry]:
    """A row the dictionary does not have, under the names a reader may give it."""
    return [
        text,
        Amount(exact, names[0], "决算数", scored=False, aliases=tuple((name, "决算数") for name in names[1:])),
    ]


def plain(leaf: Leaf) -> Sheet:
    """Two sides of two columns without 行次; 总计 on both."""
    books = leaf.books
    left_end, right_end = income_end(books, "本年收入合计", "总计"), spending_end(books, "本年支出合计", "总计")
    used = left_end[1]
    left_end[1] = ("使用非财政拨款结余（含专用结余）", used[1], used[2])
    left = (_lines(income_rows(books, chinese)), _lines(left_end))
    right = (_lines(spending_rows(books, chinese, ("231", "232"))), _lines(right_end))
    grid = leaf.grid(4)
    heads(
        grid,
        [Head("收入", (Head("项目"), Head("决算数"))), Head("支出", (Head("按功能分类"), Head("决算数")))],
    )
    fill(grid, beside(left, right))
    return leaf.finish(grid)


def with_groups(leaf: Leaf) -> Sheet:
    """Appropriations in all above each of them, 教育收费 under 事业收入, and only the 类 there is spending on."""
    books = leaf.books
    grid = leaf.grid(6)
    heads(grid, [Head(text) for text in ("收      入", "行次", "金额", "支      出", "行次", "金额")])
    whole = beside((_grouped_income(books), _grouped_end(books, True)), (_used(books), _grouped_end(books, False)))
    fill(
        grid,
        [[*numbered([line[:2]], at)[0], *numbered([line[2:]], len(whole) + at)[0]] for at, line in enumerate(whole, 1)],
    )
    return leaf.finish(grid)


def _grouped_income(books: Accounts) -> list[list[Entry]]:
    total = books.line()
    funds = _lines(income_rows(books, lambda at: f"  （{ordinal(at)}）"))[:3]
    own = _lines([(f"{ordinal(at)}、{row[1]}", *row[1:]) for at, row in enumerate(_own(books), 2)])
    lines = [_apart("一、财政拨款收入", total.fiscal_income, "财政拨款收入"), *funds, *own]
    lines.insert(6, _apart("      其中：教育收费", total.education, "教育收费", "事业收入其中教育收费"))
    return lines


def _own(books: Accounts) -> Named:
    return income_rows(books, chinese)[3:]


def _used(books: Accounts) -> list[list[Entry]]:
    codes = used_classes(lambda code: books.line(code).spending)
    return _lines(
        [
            (f"{ordinal(at)}、{subject_name(code)}", subject_name(code), books.line(code).spending)
            for at, code in enumerate(codes, 1)
        ]
    )


def _grouped_end(books: Accounts, left: bool) -> list[list[Entry]]:
    text = "      其中：财政拨款结转和结余"
    if left:
        lines = _lines(income_end(books, "本年收入合计", "收入总计"))
        carried = _apart(text, books.fiscal_opening, "年初财政拨款结转和结余", "财政拨款结转和结余")
    else:
        lines = _lines(spending_end(books, "本年支出合计", "支出总计"))
        carried = _apart(text, books.fiscal_closing, "年末财政拨款结转和结余", "财政拨款结转和结余#2")
    return [*lines[:3], carried, lines[3]]


def with_serial(leaf: Leaf) -> Sheet:
    """A serial number at the far left counts the rows of both sides."""
    books = leaf.books

    def arabic(number: int) -> str:
        return f"{number}."

    left_end = income_end(books, "本年收入合计", "收入总计")
    left_end[1:3] = [("加：" + left_end[1][0], *left_end[1][1:]), ("　　" + left_end[2][0], *left_end[2][1:])]
    right_end = spending_end(books, "本年支出合计", "支出总计")
    whole = beside(
        (_lines(income_rows(books, arabic)), _lines(left_end)),
        (_lines(spending_rows(books, arabic, ("231", "232", "234"))), _lines(right_end)),
    )
    grid = leaf.grid(5)
    heads(grid, [Head(text) for text in ("序号", "收入项目", "决算数", "支出项目（按功能分类）", "决算数")])
    fill(grid, serial(whole))
    return leaf.finish(grid)


def serial(lines: Sequence[Sequence[Entry]]) -> list[list[Entry]]:
    """Put 1, 2 ... before the lines."""
    return [[str(at), *line] for at, line in enumerate(lines, 1)]

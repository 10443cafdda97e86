"""财政拨款收入支出决算总表 (T4): funds as rows, funds as columns on both sides, or the whole after its parts."""

from collections.abc import Callable
from decimal import Decimal

from evals.press.accounts import Accounts
from evals.press.forms_balance import ordinal
from evals.press.heldout.balance import numbered, printed_classes
from evals.press.heldout.entries import Amount, Entry, Head, Wide, beside, fill, heads
from evals.press.heldout.page import Page
from evals.press.line import Line
from evals.press.model import Sheet
from evals.press.subjects import subject_name

FUNDS = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
WHOLE = ("合计", *FUNDS)
"""Columns of the spending side."""
_SHORT = (Head("一般公共预算"), Head("政府性基金"), Head("国资经营"))
_OPENED, _CLOSED = "年初财政拨款结转和结余", "年末财政拨款结转和结余"


def spent(line: Line) -> tuple[Decimal, ...]:
    """Return what appropriations paid for: in all, and by fund."""
    return line.fiscal, line.general, line.fund, line.capital


def received(books: Accounts) -> tuple[Decimal, ...]:
    """Return the year's appropriations in all and by fund."""
    total = books.line()
    return total.fiscal_income, total.general_income, total.fund_income, total.capital_income


def opened(books: Accounts) -> tuple[Decimal, ...]:
    """Return 年初财政拨款结转和结余 in all and by fund."""
    total = books.line()
    return books.fiscal_opening, books.general_opening, total.fund_opening, total.capital_opening


def closed(books: Accounts) -> tuple[Decimal, ...]:
    """Return 年末财政拨款结转和结余 in all and by fund."""
    total = books.line()
    return books.fiscal_closing, books.general_closing, total.fund_closing, total.capital_closing


def grand(books: Accounts) -> tuple[Decimal, ...]:
    """Return 支出总计 in all and by fund."""
    return tuple(one + other for one, other in zip(spent(books.line()), closed(books), strict=True))


def whole_last(page: Page) -> Sheet:
    """Two sides with 行次, short heads of funds, and 合计 after them; 收入总计 and 支出总计 by name."""
    books = page.books
    left: list[list[Entry]] = _income(books, lambda at: f"{ordinal(at)}、", "收入总计")
    right = [
        [f"{ordinal(at)}、{subject_name(code)}", *_last(spent(books.line(code)), subject_name(code))]
        for at, code in enumerate(printed_classes(()), 1)
    ]
    empty: list[Entry] = ["", None, None, None, None]
    last: list[list[Entry]] = [
        ["本年支出合计", *_last(spent(books.line()), "本年支出合计")],
        [_CLOSED, *_last(closed(books), _CLOSED)],
        *[empty] * 3,
        ["支出总计", *_last(grand(books), "支出总计")],
    ]
    whole = beside((left[:3], left[3:]), (right, last))
    lines = [
        [*numbered([line[:2]], at)[0], *numbered([line[2:]], len(whole) + at)[0]] for at, line in enumerate(whole, 1)
    ]
    grid = page.grid(9)
    heads(
        grid,
        [
            Head("收入", (Head("项  目"), Head("行次"), Head("金额"))),
            Head("支出", (Head("项  目"), Head("行次"), *_SHORT, Head("合计"))),
        ],
    )
    fill(grid, lines)
    return page.finish(grid)


def _last(amounts: tuple[Decimal, ...], row: str) -> list[Entry]:
    """The amounts of a row by fund, the whole after them."""
    whole, *parts = [Amount(exact, row, measure) for exact, measure in zip(amounts, WHOLE, strict=True)]
    return [*parts, whole]


def _income(books: Accounts, number: Callable[[int], str], last: str) -> list[list[Entry]]:
    """The income side: three funds, the year's total, what was carried over in all and by fund, and the grand total."""
    rows: list[list[Entry]] = [
        [f"{number(at)}{fund}", Amount(exact, fund, "决算数")]
        for at, (fund, exact) in enumerate(zip(FUNDS, received(books)[1:], strict=True), 1)
    ]
    rows.append(["本年收入合计", Amount(received(books)[0], "本年收入合计", "决算数")])
    rows.append([_OPENED, Amount(opened(books)[0], _OPENED, "决算数")])
    rows += [
        [f"  {fund}", Amount(exact, f"年初:{fund}", "决算数")]
        for fund, exact in zip(FUNDS, opened(books)[1:], strict=True)
    ]
    rows.append([last, Amount(received(books)[0] + opened(books)[0], "收入总计", "决算数")])
    return rows


def funds_as_rows(page: Page) -> Sheet:
    """Two columns a side: on the right the year's spending by fund, then by 类, then what is left by fund."""
    books = page.books
    left: list[list[Entry]] = [
        ["一、本年收入", Amount(received(books)[0], "本年收入合计", "决算数")],
        *_by_fund(received(books), lambda fund: (fund, "决算数")),
        ["二、上年结转", Amount(opened(books)[0], _OPENED, "决算数")],
        *_by_fund(opened(books), lambda fund: (f"年初:{fund}", "决算数")),
    ]
    right: list[list[Entry]] = [
        ["一、本年支出", Amount(spent(books.line())[0], "本年支出合计", "合计")],
        *_by_fund(spent(books.line()), lambda fund: ("本年支出合计", fund)),
        [Wide("其中：按功能分类", 1), None],
        *_by_class(books),
        ["二、结转下年", Amount(closed(books)[0], _CLOSED, "合计")],
        *_by_fund(closed(books), lambda fund: (_CLOSED, fund)),
    ]
    income = received(books)[0] + opened(books)[0]
    last: tuple[list[list[Entry]], list[list[Entry]]] = (
        [["收入总计", Amount(income, "收入总计", "决算数")]],
        [["支出总计", Amount(grand(books)[0], "支出总计", "合计")]],
    )
    grid = page.grid(4)
    columns = (Head("项目"), Head("决算数"))
    heads(grid, [Head("收      入", columns), Head("支      出", columns)])
    fill(grid, beside((left, last[0]), (right, last[1])))
    return page.finish(grid)


def _by_class(books: Accounts) -> list[list[Entry]]:
    return [
        [f"  （{ordinal(at)}）{subject_name(code)}", Amount(books.line(code).fiscal, subject_name(code), "合计")]
        for at, code in enumerate(printed_classes(("231", "232")), 1)
    ]


def _by_fund(amounts: tuple[Decimal, ...], key: Callable[[str], tuple[str, str]]) -> list[list[Entry]]:
    return [
        [f"  {chr(0x2460 + at)}{fund}", Amount(exact, *key(fund))]
        for at, (fund, exact) in enumerate(zip(FUNDS, amounts[1:], strict=True))
    ]


def funds_as_columns(page: Page) -> Sheet:
    """Income above spending, both by fund in columns: an income row's funds are rows of their own in the gold."""
    books = page.books
    income = tuple(one + other for one, other in zip(received(books), opened(books), strict=True))
    lines: list[list[Entry]] = [
        ["一、上年财政拨款结转和结余", *_across(opened(books), [_OPENED, *(f"年初:{fund}" for fund in FUNDS)])],
        ["二、本年财政拨款收入", *_across(received(books), ["本年收入合计", *FUNDS])],
        [
            "收入总计",
            Amount(income[0], "收入总计", "决算数"),
            *(Amount(x, "收入总计", fund, scored=False) for x, fund in zip(income[1:], FUNDS, strict=True)),
        ],
        ["三、本年财政拨款支出", *_row(spent(books.line()), "本年支出合计")],
        *(
            [f"  {at}．{subject_name(code)}", *_row(spent(books.line(code)), subject_name(code))]
            for at, code in enumerate(printed_classes(()), 1)
        ),
        ["四、年末财政拨款结转和结余", *_row(closed(books), _CLOSED)],
        ["支出总计", *_row(grand(books), "支出总计")],
    ]
    grid = page.grid(5)
    heads(grid, [Head("项目"), Head("合计"), Head("其中", _SHORT)])
    fill(grid, lines)
    return page.finish(grid)


def _across(amounts: tuple[Decimal, ...], rows: list[str]) -> list[Entry]:
    return [Amount(exact, row, "决算数") for exact, row in zip(amounts, rows, strict=True)]


def _row(amounts: tuple[Decimal, ...], row: str) -> list[Entry]:
    return [Amount(exact, row, measure) for exact, measure in zip(amounts, WHOLE, strict=True)]


def united(page: Page) -> Sheet:
    """Two sides without 行次, the unit in the heads, names in half-width brackets."""
    books = page.books
    left = _income(books, lambda at: f"({ordinal(at)})", "收入总计")
    right: list[list[Entry]] = [
        [f"({ordinal(at)}){subject_name(code)}", *_row(spent(books.line(code)), subject_name(code))]
        for at, code in enumerate(printed_classes(("234",)), 1)
    ]
    last: list[list[Entry]] = [
        ["支出合计", *_row(spent(books.line()), "本年支出合计")],
        ["", None, None, None, None],
        ["", None, None, None, None],
        ["年末结转和结余", *_row(closed(books), _CLOSED)],
        ["", None, None, None, None],
        ["支出总计", *_row(grand(books), "支出总计")],
    ]
    short = ("合计", "一般公共预算\n财政拨款", "政府性基金预算\n财政拨款", "国有资本经营预算\n财政拨款")
    grid = page.grid(7)
    tops = tuple(Head(word + page.unit) for word in short)
    heads(grid, [Head("收入项目"), Head(f"决算数{page.unit}"), Head("支出项目"), Head("决算数", tops)])
    fill(grid, beside((left[:3], left[3:]), (right, last)))
    return page.finish(grid)

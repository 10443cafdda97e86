"""财政拨款收入支出决算总表 (T4): plain, with the 类 there is spending on, or with each whole above its parts."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from evals.press.accounts import Accounts
from evals.press.forms_balance import ordinal
from evals.press.heldout.balance import numbered, printed_classes
from evals.press.heldout.entries import Amount, Entry, Head, beside, fill, heads
from evals.press.heldout.fiscal import FUNDS, WHOLE, closed, grand, opened, received, spent
from evals.press.heldout2.balance import chinese, used_classes
from evals.press.heldout2.page import Leaf
from evals.press.model import Sheet
from evals.press.subjects import subject_name

_OPENED, _CLOSED = "年初财政拨款结转和结余", "年末财政拨款结转和结余"
_BLANK: list[Entry] = ["", None, None, None, None]


def _across(text: str, amounts: tuple[Decimal, ...], row: str) -> list[Entry]:
    return [text, *(Amount(exact, row, measure) for exact, measure in zip(amounts, WHOLE, strict=True))]


def _one(text: str, exact: Decimal, row: str) -> list[Entry]:
    return [text, Amount(exact, row, "决算数")]


def _funds(
    amounts: tuple[Decimal, ...], before: str, number: Callable[[int], str], after: str = ""
) -> list[list[Entry]]:
    """A row a fund; `before` opens its name in the gold, `after` ends it in print."""
    return [
        _one(f"{number(at)}{fund}{after}", exact, before + fund)
        for at, (fund, exact) in enumerate(zip(FUNDS, amounts[1:], strict=True), 1)
    ]


def _classes(books: Accounts, codes: Sequence[str], number: Callable[[int], str]) -> list[list[Entry]]:
    return [
        _across(number(at) + subject_name(code), spent(books.line(code)), subject_name(code))
        for at, code in enumerate(codes, 1)
    ]


def _total_income(books: Accounts) -> Decimal:
    return received(books)[0] + opened(books)[0]


def plain(leaf: Leaf) -> Sheet:
    """Two sides without 行次; the funds' names are numbered again under what was carried over."""
    books = leaf.books
    left_end = [
        _one("本年收入合计", received(books)[0], "本年收入合计"),
        _one(_OPENED, opened(books)[0], _OPENED),
        *_funds(opened(books), "年初:", chinese),
        _one("总计", _total_income(books), "收入总计"),
    ]
    right_end = [
        _across("本年支出合计", spent(books.line()), "本年支出合计"),
        _across(_CLOSED, closed(books), _CLOSED),
        *[_BLANK] * 3,
        _across("总计", grand(books), "支出总计"),
    ]
    left = (_funds(received(books), "", chinese), left_end)
    right = (_classes(books, printed_classes(("231", "232")), chinese), right_end)
    grid = leaf.grid(7)
    funds = (Head("一般公共预算\n财政拨款"), Head("政府性基金预算\n财政拨款"), Head("国有资本经营预算\n财政拨款"))
    heads(
        grid,
        [
            Head("收入", (Head("项目"), Head("决算数"))),
            Head("支出", (Head("按功能分类"), Head("合计"), *funds)),
        ],
    )
    fill(grid, beside(left, right))
    return leaf.finish(grid)


def used_only(leaf: Leaf) -> Sheet:
    """Line numbers on both sides, only the 类 there is spending on, what is left over beside what was carried over."""
    books = leaf.books
    left_end = [
        _one("本年收入合计", received(books)[0], "本年收入合计"),
        _one("年初财政拨款结转结余", opened(books)[0], _OPENED),
        *_funds(opened(books), "年初:", lambda at: "      其中：" if at == 1 else "            "),
        _one("收入总计", _total_income(books), "收入总计"),
    ]
    right_end = [
        _across("本年支出合计", spent(books.line()), "本年支出合计"),
        _across("年末财政拨款结转结余", closed(books), _CLOSED),
        *[_BLANK] * 3,
        _across("支出总计", grand(books), "支出总计"),
    ]
    codes = used_classes(lambda code: books.line(code).fiscal)
    whole = beside(
        (_funds(received(books), "", chinese, "收入"), left_end), (_classes(books, codes, chinese), right_end)
    )
    grid = leaf.grid(9)
    tops = ("收      入", "行次", "金额", "支      出", "行次", "小计")
    heads(grid, [*map(Head, tops), Head("一般公共预算"), Head("政府性基金预算"), Head("国有资本经营预算")])
    fill(
        grid,
        [[*numbered([line[:2]], at)[0], *numbered([line[2:]], len(whole) + at)[0]] for at, line in enumerate(whole, 1)],
    )
    return leaf.finish(grid)


def whole_first(leaf: Leaf) -> Sheet:
    """What came in, was carried over, was spent and is left, each above its funds or 类; totals alone at the end."""
    books = leaf.books

    def inner(number: int) -> str:
        return f"  （{ordinal(number)}）"

    left = [
        _one("一、本年收入", received(books)[0], "本年收入合计"),
        *_funds(received(books), "", inner),
        _one("二、年初结转和结余", opened(books)[0], _OPENED),
        *_funds(opened(books), "年初:", inner),
    ]
    right = [
        _across("一、本年支出", spent(books.line()), "本年支出合计"),
        *_classes(books, printed_classes(("231", "232", "234")), inner),
        _across("二、年末结转和结余", closed(books), _CLOSED),
    ]
    last = ([_one("收入总计", _total_income(books), "收入总计")], [_across("支出总计", grand(books), "支出总计")])
    grid = leaf.grid(7)
    parts = (Head("一般公共预算财政拨款"), Head("政府性基金预算财政拨款"), Head("国有资本经营预算财政拨款"))
    heads(
        grid,
        [Head("收入项目"), Head("决算数"), Head("支出项目（按功能分类）"), Head("支出决算数", (Head("合计"), *parts))],
    )
    fill(grid, beside((left, last[0]), (right, last[1])))
    return leaf.finish(grid)

"""“三公”经费 (T7): blocks one under the other, a long form with last year, a wide one with three years' columns."""

from dataclasses import dataclass
from decimal import Decimal

from evals.press.accounts import Accounts
from evals.press.heldout.entries import Amount, Count, Entry, Head, Wide, band, fill, heads
from evals.press.heldout.page import Page
from evals.press.holdings import Official, Spent
from evals.press.line import ZERO
from evals.press.model import Sheet

_NAMES = ("因公出国（境）费", "公务用车购置及运行维护费", "公务用车购置费", "公务用车运行维护费", "公务接待费")

_LONG = ("合计", "一、因公出国（境）费用", "二、公务用车购置及运行费", "   其中：公务用车购置费")


@dataclass(frozen=True)
class Item:
    """An item: its name in the gold, and what it cost last year and this year."""

    name: str
    was: Spent
    now: Spent


def items(books: Accounts, *, meetings: bool) -> list[Item]:
    """Return 合计 and the five items, then 会议费 and 培训费 where they are told."""
    now, was = books.official, books.previous.official if books.previous else Official()

    def parts(spent: Official) -> list[Spent]:
        own = [spent.total, spent.abroad, spent.vehicle, spent.purchase, spent.running, spent.reception]
        return [*own, *((spent.meeting, spent.training) if meetings else ())]

    names = ["合计", *_NAMES, *(("会议费", "培训费") if meetings else ())]
    return [Item(*entry) for entry in zip(names, parts(was), parts(now), strict=True)]


def _vehicles(words: tuple[str, str, str]) -> Head:
    return Head("公务用车购置及运行维护费", tuple(map(Head, words)))


def _wide(abroad: str) -> tuple[Head, ...]:
    return (Head("合计"), Head(abroad), _vehicles(("小计", "购置费", "运行维护费")), Head("公务接待费"))


def stacked(page: Page) -> Sheet:
    """A block of budgets, and under it one of final accounts with heads of its own in the body."""
    found = items(page.books, meetings=False)
    grid = page.grid(6)
    heads(grid, [Head("预算数", _wide("因公出国（境）费"))])
    start = grid.at
    fill(grid, [[Amount(item.now.budget, item.name, "预算数") for item in found]])
    band(grid, [Head("决算数", _wide("因公出国（境）费"))])
    fill(grid, [[Amount(item.now.final, item.name, "决算数") for item in found]])
    grid.body_rows = (start, grid.at)
    return page.finish(grid)


def with_last_year(page: Page) -> Sheet:
    """A row an item: last year's account, budget, account, change and completion; only the middle two are scored."""
    if page.empty:
        grid = page.grid(6)
        heads(grid, _long_heads())
        fill(grid, [[Wide("（本单位无此类收支）", grid.columns)]])
        return page.finish(grid)
    words = (*_LONG, "         公务用车运行费", "三、公务接待费")
    lines: list[list[Entry]] = []
    for text, item in zip(words, items(page.books, meetings=False), strict=True):
        change, rate = item.now.final - item.was.final, _completion(item.now)
        change = change if page.money.rounded(change) else ZERO  # no -0.00
        lines.append(
            [
                text,
                Amount(item.was.final, item.name, "上年决算数", scored=False),
                Amount(item.now.budget, item.name, "预算数"),
                Amount(item.now.final, item.name, "决算数"),
                Amount(change, item.name, "比上年增减额", scored=False, aliases=((item.name, "比上年增减"),)),
                Count(rate, item.name, "完成率", "%", scored=False, places=2) if rate else None,
            ]
        )
    grid = page.grid(6)
    heads(grid, _long_heads())
    fill(grid, lines)
    return page.finish(grid)


def _long_heads() -> list[Head]:
    return [
        Head("支出项目"),
        Head("上年决算数"),
        Head("本年", (Head("预算数"), Head("决算数"))),
        Head("比上年增减"),
        Head("完成预算%"),
    ]


def _completion(spent: Spent) -> Decimal:
    return spent.final * 100 / spent.budget if spent.budget else ZERO


def three_columns_of_years(page: Page) -> Sheet:
    """One row under three groups of heads: last year's account, unscored, this year's budget and account."""
    found = items(page.books, meetings=True)
    parts = (*_wide("因公出国\n(境)费")[1:], Head("会议费"), Head("培训费"))
    tops = [Head(word + page.unit, (Head("“三公”\n经费合计"), *parts)) for word in ("上年决算数", "预算数", "决算数")]
    line: list[Entry] = [
        *(Amount(item.was.final, item.name, "上年决算数", scored=False) for item in found),
        *(Amount(item.now.budget, item.name, "预算数") for item in found),
        *(Amount(item.now.final, item.name, "决算数") for item in found),
    ]
    grid = page.grid(3 * len(found))
    heads(grid, tops)
    fill(grid, [line])
    return page.finish(grid)

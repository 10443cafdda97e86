"""“三公”经费 (T7): over a block of counts, with budget and account as rows, or with the account before the budget."""

from decimal import Decimal

from evals.press.heldout.entries import Amount, Count, Entry, Head, Wide, fill, heads
from evals.press.heldout.official import Item, items
from evals.press.heldout2.page import Leaf
from evals.press.line import ZERO
from evals.press.model import Label, Sheet, SheetCell


def _vehicles(*words: str) -> Head:
    return Head("公务用车购置及运行维护费", tuple(map(Head, words)))


def over_counts(leaf: Leaf) -> Sheet:
    """One row of amounts, budget then account, and under it the counts that go with them, which are unscored."""
    found = items(leaf.books, meetings=True)
    parts = (
        Head("“三公”\n经费合计"),
        Head("因公出国\n（境）费"),
        _vehicles("小计", "公务用车\n购置费", "公务用车\n运行维护费"),
        Head("公务接待费"),
        Head("会议费"),
        Head("培训费"),
    )
    grid = leaf.grid(16)
    heads(grid, [Head("预算数", parts), Head("决算数", parts)])
    start = grid.at
    fill(
        grid,
        [
            [
                *(Amount(item.now.budget, item.name, "预算数") for item in found),
                *(Amount(item.now.final, item.name, "决算数") for item in found),
            ],
            [Wide("相关统计数", 16, True)],
            [Wide(text, width, True) for text, width in (("项目", 6), ("统计数", 2)) * 2],
        ],
    )
    for left, right in _counts(leaf):
        for column, (text, number, row, measure, unit) in ((0, left), (8, right)):
            grid.put(column, f"{text}（{unit}）", "label", 6)
            shown = "" if leaf.empty else str(number)
            grid.cells.append(SheetCell(grid.at, column + 6, shown, "number", width=2))
            if shown:
                grid.gold.append(Label("T7", row, measure, "unscored", shown, Decimal(number), unit))
        grid.at += 1
    grid.body_rows = (start, grid.at)
    return leaf.finish(grid)


Counted = tuple[str, int, str, str, str]
"""Printed text, number, row and column of the section that tells it, unit."""


def _counts(leaf: Leaf) -> list[tuple[Counted, Counted]]:
    spent = leaf.books.official
    return [
        (
            ("因公出国（境）团组数", spent.groups, "因公出国（境）费", "团组数", "个"),
            ("公务用车购置数", spent.bought, "公务用车购置费", "购置数", "辆"),
        ),
        (
            ("因公出国（境）人次数", spent.travellers, "因公出国（境）费", "人次", "人次"),
            ("公务用车保有量", spent.kept, "公务用车运行维护费", "保有量", "辆"),
        ),
        (
            ("国内公务接待批次", spent.receptions, "国内公务接待", "批次", "批次"),
            ("国内公务接待人次", spent.guests, "国内公务接待", "人次", "人次"),
        ),
    ]


def budget_over_account(leaf: Leaf) -> Sheet:
    """A column an item, a row for the budget, one for the account, and the rate between them, unscored."""
    found = items(leaf.books, meetings=False)
    grid = leaf.grid(7)
    heads(
        grid,
        [
            Head("项    目"),
            Head("合计"),
            Head("因公出国（境）费用"),
            _vehicles("小计", "公务用车购置费", "公务用车运行维护费"),
            Head("公务接待费"),
        ],
    )
    rates: list[Entry] = [
        Count(rate, item.name, "完成率", "%", scored=False, places=2) if (rate := _rate(item)) else None
        for item in found
    ]
    fill(
        grid,
        [
            ["预算数", *(Amount(item.now.budget, item.name, "预算数") for item in found)],
            ["决算数", *(Amount(item.now.final, item.name, "决算数") for item in found)],
            ["决算数占预算数（%）", *rates],
        ],
    )
    return leaf.finish(grid)


def _rate(item: Item) -> Decimal:
    return item.now.final * 100 / item.now.budget if item.now.budget else ZERO


def account_first(leaf: Leaf) -> Sheet:
    """A row an item, receptions before vehicles: account, budget, and their difference, which is unscored."""
    total, abroad, vehicle, purchase, running, reception, meeting, training = items(leaf.books, meetings=True)
    rows = [
        ("“三公”经费合计", total),
        ("1.因公出国（境）费", abroad),
        ("2.公务接待费", reception),
        ("3.公务用车购置及运行费", vehicle),
        ("  其中：公务用车运行维护费", running),
        ("        公务用车购置费", purchase),
        ("会议费", meeting),
        ("培训费", training),
    ]
    lines: list[list[Entry]] = []
    for text, item in rows:
        more = item.now.final - item.now.budget
        more = more if leaf.money.rounded(more) else ZERO  # no -0.00
        lines.append(
            [
                text,
                Amount(item.now.final, item.name, "决算数"),
                Amount(item.now.budget, item.name, "预算数"),
                Amount(more, item.name, "比预算增减额", scored=False),
            ]
        )
    grid = leaf.grid(4)
    heads(grid, [Head("项目"), Head("决算数"), Head("预算数"), Head("决算比预算增减")])
    fill(grid, lines)
    return leaf.finish(grid)

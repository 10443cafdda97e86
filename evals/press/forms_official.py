"""“三公”经费支出决算表 (T7): one row of amounts, a row an item, or budget and final account side by side."""

from dataclasses import dataclass

from evals.press.frame import Form
from evals.press.grid import Grid
from evals.press.holdings import Spent
from evals.press.model import Sheet


@dataclass(frozen=True)
class Item:
    """An item of the form: its name in the gold, its head in a wide form, its label in a long one."""

    name: str
    head: str
    spent: Spent


def official(form: Form) -> Sheet:
    """Return T7 in the layout's shape."""
    return {"horizontal": _horizontal, "vertical": _vertical, "pairs": _pairs}[form.layout.official](form)


def _items(form: Form) -> tuple[list[Item], list[Item], list[Item]]:
    """Items before the vehicles, the vehicles' own (小计 first), and items after them."""
    spent = form.books.official
    abroad = Item("因公出国（境）费", "因公出国（境）费", spent.abroad)
    reception = Item("公务接待费", "公务接待费", spent.reception)
    whole = Item("公务用车购置及运行维护费", "小计", spent.vehicle)
    parts = [
        Item("公务用车购置费", "公务用车购置费", spent.purchase),
        Item("公务用车运行维护费", "公务用车运行维护费", spent.running),
    ]
    if form.layout.running_first:
        parts.reverse()
    meetings = [Item("会议费", "会议费", spent.meeting), Item("培训费", "培训费", spent.training)]
    tail = meetings if form.layout.meetings else []
    if form.layout.reception_first:
        return [abroad, reception], [whole, *parts], tail
    return [abroad], [whole, *parts], [reception, *tail]


def _ordered(form: Form) -> list[Item]:
    before, vehicles, after = _items(form)
    return [Item("合计", "合计", form.books.official.total), *before, *vehicles, *after]


def _horizontal(form: Form) -> Sheet:
    items = _ordered(form)
    grid = form.grid(2 * len(items))
    start = grid.at
    for at, word in enumerate(("预算数", "决算数")):
        grid.put(at * len(items), f"{form.books.year}年度{word}", "header", len(items))
    grid.at += 1
    for side in (0, len(items)):
        _wide_heads(form, grid, side, 1)
    grid.at += 2
    if form.layout.column_numbers:
        grid.row([str(at + 1) for at in range(2 * len(items))], "header")
    grid.header_rows = (start, grid.at)
    for at, item in enumerate(items):
        grid.amount(at, item.spent.budget, item.name, "预算数")
        grid.amount(at + len(items), item.spent.final, item.name, "决算数")
    return _one_row(form, grid)


def _pairs(form: Form) -> Sheet:
    items = _ordered(form)
    grid = form.grid(2 * len(items))
    start = grid.at
    _wide_heads(form, grid, 0, 2)
    grid.at += 2
    grid.row(["预算数", "决算数"] * len(items), "header")
    if form.layout.column_numbers:
        grid.row([str(at + 1) for at in range(2 * len(items))], "header")
    grid.header_rows = (start, grid.at)
    for at, item in enumerate(items):
        grid.amount(2 * at, item.spent.budget, item.name, "预算数")
        grid.amount(2 * at + 1, item.spent.final, item.name, "决算数")
    return _one_row(form, grid)


def _one_row(form: Form, grid: Grid) -> Sheet:
    grid.body_rows = (grid.at, grid.at + 1)
    grid.at += 1
    return form.finish(grid)


def _wide_heads(form: Form, grid: Grid, column: int, width: int) -> None:
    """Two rows of heads from `column` on, each item `width` columns wide; the vehicles stand under a head of theirs."""
    before, vehicles, after = _items(form)
    for item in (Item("合计", "合计", Spent()), *before):
        grid.put(column, item.head, "header", width, 2)
        column += width
    grid.put(column, "公务用车购置及运行维护费", "header", width * len(vehicles))
    grid.at += 1
    for item in vehicles:
        grid.put(column, item.head, "header", width)
        column += width
    grid.at -= 1
    for item in after:
        grid.put(column, item.head, "header", width, 2)
        column += width


def _vertical(form: Form) -> Sheet:
    before, vehicles, after = _items(form)
    grid = form.grid(3)
    start = grid.at
    grid.row(["项目", "预算数", "决算数"], "header")
    if form.layout.column_numbers:
        grid.row(["栏次", "1", "2"], "header")
    grid.header_rows = (start, grid.at)
    start = grid.at
    labels = [("合计", Item("合计", "合计", form.books.official.total))]
    for number, item in enumerate([*before, vehicles[0], *after], 1):
        labels.append((f"{number}、{item.name}", item))
        if item is vehicles[0]:
            labels.append((f"其中：（1）{vehicles[1].name}", vehicles[1]))
            labels.append((f"　　　（2）{vehicles[2].name}", vehicles[2]))
    for text, item in labels:
        grid.put(0, text, "label")
        grid.amount(1, item.spent.budget, item.name, "预算数")
        grid.amount(2, item.spent.final, item.name, "决算数")
        grid.at += 1
    grid.body_rows = (start, grid.at)
    return form.finish(grid)

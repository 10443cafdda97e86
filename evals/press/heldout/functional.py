"""The forms whose rows are functional subjects (T2, T3, T5, T8, T9): how codes, subtotals and heads are printed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from evals.press.accounts import Accounts
from evals.press.heldout.entries import Amount, Count, Entry, Head, Wide, fill, heads
from evals.press.heldout.page import Page
from evals.press.line import ZERO, Line
from evals.press.model import Sheet
from evals.press.subjects import subject_name

_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
Subjects = Literal["serial", "one_cell", "grouped", "full_width", "staggered"]


@dataclass(frozen=True)
class Column:
    """A measure: its head, its name in the gold, and a subject's amount; `group`: the head over it and the next ones.

    A measure the dictionary does not know is unscored.
    """

    head: str
    measure: str
    of: Callable[[Accounts, str], Decimal]
    group: str = ""
    scored: bool = True
    rate: bool = False
    """Whether it is a percentage."""


def column(head: str, measure: str, of: Callable[[Line], Decimal], group: str = "") -> Column:
    """Return a measure taken from a subject's line."""
    return Column(head, measure, lambda books, code: of(books.line(code)), group)


_LABELS: dict[Subjects, tuple[Head, ...]] = {
    "serial": (Head("序号"), Head("支出功能分类科目", (Head("科目编码"), Head("科目名称")))),
    "one_cell": (Head("功能科目"),),
    "grouped": (Head("科目代码"), Head("科目（类、项）")),
    "full_width": (Head("支出功能分类科目编码"), Head("支出功能分类科目名称")),
    "staggered": (Head("支出功能分类", (Head("类"), Head("款"), Head("项"), Head("名称"))),),
}


def functional(page: Page, subjects: Subjects, columns: Sequence[Column], *, last: bool = False) -> Sheet:
    """Return a form whose subjects are printed as `subjects` says; `last`: 合计 stands under the rows."""
    labels = _LABELS[subjects]
    width = sum(head.width for head in labels)
    grid = page.grid(width + len(columns))
    heads(grid, [*labels, *_tops(columns)])
    total: list[Entry] = [*_total(subjects), *_amounts(page.books, "", "合计", columns)]
    rows = [] if page.empty else list(_rows(page.books, subjects, columns))
    if page.empty and page.province.empty == "row":
        fill(grid, [[Wide("（本单位无此类收支）", grid.columns)]])
        return page.finish(grid)
    fill(grid, [*rows, total] if last else [total, *rows])
    return page.finish(grid)


def _tops(columns: Sequence[Column]) -> Iterator[Head]:
    at = 0
    while at < len(columns):
        group = columns[at].group
        size = next((n for n, other in enumerate(columns[at:]) if other.group != group), len(columns) - at)
        if group:
            yield Head(group, tuple(Head(other.head) for other in columns[at : at + size]))
            at += size
        else:
            yield Head(columns[at].head)
            at += 1


def _total(subjects: Subjects) -> list[Entry]:
    found: dict[Subjects, list[Entry]] = {
        "serial": ["", Wide("合  计", 2)],
        "one_cell": ["合计"],
        "grouped": ["", "合计"],
        "full_width": [Wide("合计", 2)],
        "staggered": [Wide("合计", 4)],
    }
    return found[subjects]


def _rows(books: Accounts, subjects: Subjects, columns: Sequence[Column]) -> Iterator[list[Entry]]:
    tree = [code for code, _ in books.tree() if any(one.of(books, code) for one in columns)]
    if subjects == "grouped":
        yield from _grouped(books, tree, columns)
        return
    for serial, code in enumerate(tree, 1):
        yield [*_subject(subjects, serial, code), *_amounts(books, code, code, columns)]


def _subject(subjects: Subjects, serial: int, code: str) -> list[Entry]:
    name, depth = subject_name(code), (len(code) - 3) // 2
    if subjects == "serial":
        return [str(serial), code, name]
    if subjects == "one_cell":
        return ["  " * depth + f"{code} {name}"]
    if subjects == "full_width":
        return [code.translate(_WIDE), "　" * depth + name]
    stairs: list[Entry] = ["", "", ""]
    stairs[depth] = code
    return [*stairs, name]


def _grouped(books: Accounts, tree: list[str], columns: Sequence[Column]) -> Iterator[list[Entry]]:
    """A 类 as a heading without amounts, its 项, and a 小计 that the dictionary has no row for."""
    groups = [code for code in tree if len(code) == 3]
    for at, group in enumerate(groups, 1):
        yield [group, subject_name(group), *[None] * len(columns)]
        for code in tree:
            if code.startswith(group) and len(code) == 7:
                yield [code, "  " + subject_name(code), *_amounts(books, code, code, columns)]
        name = "小计" if at == 1 else f"小计#{at}"
        yield ["", "小计", *(_subtotal(books, group, name, one) for one in columns)]


def _subtotal(books: Accounts, group: str, name: str, one: Column) -> Entry:
    aliases = ((name, one.measure), (f"{subject_name(group)}小计", one.measure))
    return Amount(one.of(books, group), group, one.measure, scored=False, aliases=aliases)


def _amounts(books: Accounts, code: str, row: str, columns: Sequence[Column]) -> list[Entry]:
    found: list[Entry] = []
    for one in columns:
        exact = one.of(books, code)
        if one.rate:
            found.append(Count(exact, row, one.measure, "%", scored=False, places=2) if exact else None)
        else:
            found.append(Amount(exact, row, one.measure, one.scored))
    return found


def personnel(books: Accounts, code: str) -> Decimal:
    """Return the part of a subject's basic spending that is 人员经费: large subjects carry 公用经费, all add up."""
    public = books.public
    parts: dict[str, Decimal] = {}
    for leaf in sorted(books.lines, key=lambda leaf: (-books.lines[leaf].general_basic, leaf)):
        part = min(public, books.lines[leaf].general_basic)
        public -= part
        parts[leaf] = books.lines[leaf].general_basic - part
    return sum((part for leaf, part in parts.items() if leaf.startswith(code)), ZERO)

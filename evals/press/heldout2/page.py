"""What a template of the second held-out round chooses, and what it prints around a form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from evals.press.accounts import Accounts
from evals.press.grid import Grid
from evals.press.heldout.page import Outline, nothing
from evals.press.model import Sheet
from evals.press.printing import Money, declared_empty

MISSING = {
    "T7": "“三公”经费支出",
    "T8": "政府性基金预算收支",
    "T9": "国有资本经营预算支出",
    "T13": "机关运行经费支出",
    "T14": "政府采购支出",
}
"""What an empty form says it has none of."""
DICTIONARY = tuple(f"T{number}" for number in range(1, 11))
"""Forms the dictionary of facts knows; what a template publishes beyond them has places of its own from T11 on."""


@dataclass(frozen=True)
class Template:
    """How a department publishes its forms."""

    name: str
    money_unit: Literal["元", "万元"]
    forms: Mapping[str, Callable[["Leaf"], Sheet]]
    """By place, in printing order."""
    titles: Mapping[str, str]
    marks: Mapping[str, str]
    above: Callable[["Leaf", Grid], None]
    """Prints title, mark, owner and unit."""
    outline: Outline | None
    """Of the explanation in held-out wordings; none: the press's own explanation."""
    empty: Literal["note", "title", "above"] = "note"
    """Where a form without amounts says so: under it, in its title, or above its heads."""
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Lines under a form, by place."""
    zero: str = ""
    thousands: bool = False
    meetings: bool = False
    """Whether 三公 are told together with 会议费 and 培训费."""
    sheets_first: bool = True


@dataclass(frozen=True)
class Leaf:
    """One form of one report."""

    books: Accounts
    template: Template
    money: Money
    place: str

    @property
    def empty(self) -> bool:
        """Whether the form has no amount to print."""
        if self.place == "T13":
            return not self.books.operating
        if self.place == "T14":
            return not self.books.procurement.total
        known = {"T7": "T7", "T8": "T8", "T9": "T9"}
        return self.place in known and nothing(self.books, self.place, self.template.meetings)  # type: ignore[arg-type]

    @property
    def title(self) -> str:
        """The title, without what else stands in its line."""
        return self.template.titles[self.place]

    @property
    def mark(self) -> str:
        """The form's number as the template writes it."""
        return self.template.marks[self.place]

    @property
    def unit(self) -> str:
        """What the amounts, or the counts, are in."""
        return self.money.unit if self.place != "T10" else "辆、台（套）、平方米"

    @property
    def nothing(self) -> str:
        """What an empty form says."""
        return f"{self.books.year}年度无{MISSING[self.place]}"

    def grid(self, columns: int) -> Grid:
        """Return a grid with the lines above the heads in it; an empty form prints blanks."""
        grid = Grid(self.place, self.title, columns, replace(self.money, zero="") if self.empty else self.money)
        self.template.above(self, grid)
        return grid

    def finish(self, grid: Grid) -> Sheet:
        """Put the notes under the body and return the sheet; an empty form gets the declaration's gold."""
        notes = list(self.template.notes.get(self.place, ()))
        if self.empty and self.template.empty == "note":
            notes.append(f"注：本单位{self.nothing}，故本表以空表列示。")
        for note in notes:
            grid.line(note, "note")
        if self.empty and self.place in DICTIONARY:
            grid.gold.append(declared_empty(self.place))
        return grid.sheet()


def mark_over_title(leaf: Leaf, grid: Grid) -> None:
    """The mark at the right above the title; owner and unit under it."""
    _apart(grid, "", leaf.mark)
    grid.line(leaf.title, "title")
    _apart(grid, f"部门名称：{leaf.books.unit_name}", f"单位：{leaf.unit}")


def three_in_a_row(leaf: Leaf, grid: Grid) -> None:
    """Owner, mark and unit in one row; an empty form says so in its title."""
    suffix = "（此表为空表）" if leaf.empty and leaf.template.empty == "title" else ""
    grid.line(leaf.title + suffix, "title")
    side = grid.columns // 3
    grid.put(0, f"编制单位：{leaf.books.unit_name}", "meta", side)
    grid.put(side, leaf.mark, "meta", grid.columns - 2 * side)
    grid.put(grid.columns - side, f"金额单位：人民币{leaf.unit}", "meta", side)
    grid.at += 1


def mark_in_title(leaf: Leaf, grid: Grid) -> None:
    """The mark before the title in one line, no owner; an empty form says so between title and unit."""
    grid.line(f"{leaf.mark}　{leaf.title}", "title")
    if leaf.empty and leaf.template.empty == "above":
        grid.line(f"（说明：{leaf.nothing}，空表公开）", "meta")
    _apart(grid, "", f"单位：{leaf.unit}")


def _apart(grid: Grid, left: str, right: str) -> None:
    side = max(1, grid.columns // 3)
    grid.put(0, left, "meta", grid.columns - side)
    grid.put(grid.columns - side, right, "meta", side)
    grid.at += 1

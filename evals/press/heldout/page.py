"""What a held-out province prints around a form, and what it chooses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from evals.press.accounts import Accounts
from evals.press.grid import Grid
from evals.press.layouts import Place
from evals.press.model import Sheet
from evals.press.printing import Money, declared_empty

MISSING: Mapping[Place, str] = {"T7": "“三公”经费", "T8": "政府性基金", "T9": "国有资本经营预算"}


@dataclass(frozen=True)
class Outline:
    """How the explanation is ordered and headed."""

    order: tuple[str, ...]
    """S1 to S13 as they are printed; a section left out is not told."""
    parts: tuple[str, str, str, str]
    """Headings of 概况, the forms, the explanation and the terms, in the order they are printed."""
    number: Callable[[int], str]
    """What stands before a section's title."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """Titles that differ from the shortest ones."""


FORM_TITLES: Mapping[str, str] = {
    "T1": "收入支出决算总表",
    "T2": "收入决算表",
    "T3": "支出决算表",
    "T4": "财政拨款收入支出决算总表",
    "T5": "一般公共预算财政拨款支出决算表",
    "T6": "一般公共预算财政拨款基本支出决算表",
    "T7": "一般公共预算财政拨款“三公”经费支出决算表",
    "T8": "政府性基金预算财政拨款收入支出决算表",
    "T9": "国有资本经营预算财政拨款支出决算表",
}
"""As the ministry's model has them."""


@dataclass(frozen=True)
class Province:
    """A layout that the reader's rules were written without."""

    name: str
    money_unit: Literal["元", "万元"]
    """Of the forms."""
    told_unit: Literal["元", "万元"]
    """Of the explanation."""
    forms: Mapping[Place, Callable[["Page"], Sheet]]
    """In printing order."""
    titles: Mapping[str, str]
    outline: Outline
    marks: Mapping[Place, str] | str
    """By form, or with the form's {number} in printing order."""
    unit_at: Literal["above", "title", "heads"] = "above"
    """Where 金额单位 stands."""
    above: Literal["year", "levels", "owner"] = "owner"
    """What stands above the heads: owner, year and unit in a row; ministry and unit in two; or the owner alone."""
    empty: Literal["note", "row", "zeros", "dash"] = "note"
    """How a form without amounts says so: under it, in its body, not at all but by zeros, or by dashes and a note."""
    zero: str = ""
    thousands: bool = False
    meetings: bool = False
    """Whether 三公 are told together with 会议费 and 培训费."""
    sheets_first: bool = True


@dataclass(frozen=True)
class Page:
    """One form of one report."""

    books: Accounts
    province: Province
    money: Money
    place: Place
    empty: bool = False

    @property
    def title(self) -> str:
        """The title, without what else stands in its line."""
        return self.province.titles[self.place].format(year=self.books.year)

    @property
    def unit(self) -> str:
        """What a head ends in where the heads name the unit."""
        return f"（{self.money.unit}）" if self.province.unit_at == "heads" else ""

    def grid(self, columns: int) -> Grid:
        """Return a grid with title and the lines above the heads; an empty form prints its own nothing."""
        nothing = {"zeros": "0.00", "dash": "—"}.get(self.province.empty, "")
        grid = Grid(self.place, self.title, columns, replace(self.money, zero=nothing) if self.empty else self.money)
        unit = self.money.unit if self.place != "T10" else "辆、台(套)"
        grid.line(self.title + (f"（单位：{unit}）" if self.province.unit_at == "title" else ""), "title")
        name, shown = self.books.unit_name, f"单位：{unit}" if self.province.unit_at == "above" else ""
        mark = self._mark()
        if self.province.above == "year":
            self._meta(grid, "", "", mark)
            self._meta(grid, f"部门：{name}", f"{self.books.year}年度", shown)
        elif self.province.above == "levels":
            self._meta(grid, f"主管部门：{name.removesuffix('（本级）')}", "", mark)
            self._meta(grid, f"填报单位：{name}", "", shown)
        else:
            self._meta(grid, f"单位名称：{name}", "", mark)
        return grid

    def _mark(self) -> str:
        marks = self.province.marks
        if isinstance(marks, str):
            return marks.format(number=list(self.province.forms).index(self.place) + 1)
        return marks[self.place]

    def _meta(self, grid: Grid, left: str, middle: str, right: str) -> None:
        side = max(1, grid.columns // 3)
        between = grid.columns - 2 * side
        if middle and between:
            grid.put(0, left, "meta", side)
            grid.put(side, middle, "meta", between)
        else:
            grid.put(0, left + (f"  {middle}" if middle else ""), "meta", grid.columns - side)
        grid.put(grid.columns - side, right, "meta", side)
        grid.at += 1

    def finish(self, grid: Grid, *notes: str) -> Sheet:
        """Put notes under the body and return the sheet; an empty form gets the declaration's gold."""
        told = list(notes)
        if self.province.unit_at == "heads" and self.place != "T10":
            told.append(f"金额单位：{self.money.unit}")
        if self.empty and self.province.empty in ("note", "dash"):
            told.insert(0, f"说明：{self.books.year}年度没有{MISSING[self.place]}的收支事项，本表空白。")
        for note in told:
            grid.line(note, "note")
        if self.empty and self.province.empty != "zeros":
            grid.gold.append(declared_empty(self.place))
        return grid.sheet()


def nothing(books: Accounts, place: Place, meetings: bool) -> bool:
    """Return whether a form has no amount to print."""
    total, spent = books.line(), books.official
    if place == "T7":
        items = (spent.total, *((spent.meeting, spent.training) if meetings else ()))
        return not any(item.budget or item.final for item in items)
    amounts: Mapping[str, tuple[Decimal, ...]] = {
        "T8": (total.fund_opening, total.fund_income, total.fund),
        "T9": (total.capital,),
    }
    return place in amounts and not any(amounts[place])

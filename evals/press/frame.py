"""What every form has around its body: title, marks and unit above, notes below."""

from dataclasses import dataclass, replace

from evals.press.accounts import Accounts
from evals.press.grid import Grid
from evals.press.layouts import Layout, Place
from evals.press.model import Sheet
from evals.press.printing import Money, declared_empty

_TITLES: dict[Place, str] = {
    "T1": "收入支出决算总表",
    "T2": "收入决算表",
    "T3": "支出决算表",
    "T4": "财政拨款收入支出决算总表",
    "T5": "一般公共预算财政拨款支出决算表",
    "T6": "一般公共预算财政拨款基本支出决算表",
    "T7": "一般公共预算财政拨款{}经费支出决算表",
    "T8": "政府性基金预算财政拨款收入支出决算表",
    "T9": "国有资本经营预算财政拨款支出决算表",
    "T10": "国有资产占用情况表",
}
_ABOUT: dict[Place, str] = {
    "T1": "全部收支与结转结余",
    "T2": "各类收入的来源",
    "T3": "各类支出的性质",
    "T4": "三类财政拨款的收支与结转结余",
    "T5": "一般公共预算财政拨款的支出",
    "T6": "一般公共预算财政拨款基本支出的经济分类",
    "T7": "“三公”经费的预算与决算",
    "T8": "政府性基金的收支与结转结余",
    "T9": "国有资本经营预算的支出",
    "T10": "年末车辆与大型设备的数量",
}
_MISSING: dict[Place, str] = {
    "T7": "“三公”经费",
    "T8": "政府性基金预算财政拨款收支",
    "T9": "国有资本经营预算财政拨款收支",
}
GENERIC = "如本表为空，表示当年未发生该项收支。"
ROUNDING = "金额由元换算为万元并四舍五入，合计与分项之和可能相差尾数。"


@dataclass(frozen=True)
class Form:
    """One form of one report: the accounts, the layout's choices, and whether there is anything to print."""

    books: Accounts
    layout: Layout
    money: Money
    place: Place
    empty: bool = False

    def grid(self, columns: int) -> Grid:
        """Return a grid with the title and the lines above the heads already in it."""
        choice = {"zeros": "0" if self.layout.zero == "0" else "0.00", "dash": "—"}.get(self.layout.empty, "")
        money = replace(self.money, zero=choice) if self.empty else self.money
        grid = Grid(self.place, self.title(), columns, money)
        grid.line(self.title(), "title")
        self._above(grid)
        return grid

    def title(self) -> str:
        """Return the title as this layout prints it."""
        title = dict(self.layout.titles).get(self.place, _TITLES[self.place])
        left, right = self.layout.quotes
        year = f"{self.books.year}年度" if self.layout.year_in_title and "{year}" not in title else ""
        return year + title.format(f"{left}三公{right}", year=self.books.year)

    def _above(self, grid: Grid) -> None:
        number = dict(self.layout.numbers)[self.place]
        mark = self.layout.mark.format(number)
        owner = self.layout.owner + self.books.unit_name
        unit = f"金额单位：{self.money.unit}" if self.place != "T10" else "单位：辆、台（套）"
        first = self.place == self.layout.numbers[0][0]
        if self.layout.unit_line == "none" or (self.layout.unit_line == "first" and not first):
            unit = ""
        rows = [("", mark), (owner, unit)] if self.layout.stacked else [(owner, mark), ("", unit)]
        right = max(1, grid.columns // 3)
        for left_text, right_text in rows:
            if left_text or right_text:
                grid.put(0, left_text, "meta", grid.columns - right)
                grid.put(grid.columns - right, right_text, "meta", right)
                grid.at += 1

    def finish(self, grid: Grid) -> Sheet:
        """Put the notes under the body and return the sheet; an empty form gets the declaration's gold."""
        declared = self.empty and self.layout.empty != "zeros"
        notes = [f"本表列示{_ABOUT[self.place]}。"]
        if declared and self.layout.empty != "generic":
            notes.append(f"本单位{self.books.year}年度无{_MISSING[self.place]}，本表无数据。")
        if self.layout.rounding_note and self.money.unit == "万元" and self.place != "T10":
            notes.append(ROUNDING)
        if (declared and self.layout.empty == "generic") or (self.layout.generic_note and not self.empty):
            notes.append(GENERIC)
        for at, note in enumerate(notes):
            grid.line(("注：" if at == 0 else "　　") + note, "note")
        if declared:
            grid.gold.append(declared_empty(self.place))
        return grid.sheet()

"""A figure of a statutory form on its way to being a fact: which cell, for which row and column."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from extractor.tables.cells import Cell

BY_SUMS = "placed_by_sums"
BY_FORM = "placed_by_other_form"
BY_EMPTY = "placed_by_empty_form"
BY_TEXT = "placed_by_text"
BY_PAIR = "placed_by_line"
BY_LABEL = "placed_by_label"
UNCLEAR = "position_unclear"

UNLISTED = "行名不在规定表格的行名之中"
UNCODED = "本行没有读到科目编码，而同一张表的其他行有"
REASONS = {
    BY_SUMS: "单元格错位，按本表的合计关系归位",
    BY_FORM: "行名对不上，按另一张表的同一数归位",
    BY_EMPTY: "印在已声明为空的资金一栏，归到一般公共预算财政拨款",
    BY_TEXT: "单元格错位，按正文所印的同一数归位",
    BY_PAIR: "缺行名，按同一行另一半的行名归位",
    BY_LABEL: "单元格错位，按本行的行名、编码或行次归位",
    UNCLEAR: "单元格位置不明，暂按所印位置",
}
"""Why a person should look, by flag."""


@dataclass(unsafe_hash=True)  # not frozen, for the reason a cell is not
class Entry:
    """One printed figure. `number` is as printed, in the form's own money unit."""

    place: Final[str]
    row: Final[str]
    column: Final[str]
    cell: Final[Cell]
    number: Final[Decimal]
    line: Final[int]
    """Offset where its row begins: the measures of one row belong together."""
    label: Final[str] = ""
    """The row's name as printed beside its code."""
    flags: Final[tuple[str, ...]] = ()
    reasons: Final[tuple[str, ...]] = ()

    def moved(self, flag: str, *, row: str | None = None, column: str | None = None) -> "Entry":
        """Return the entry placed elsewhere, flagged with what placed it."""
        flags = tuple(dict.fromkeys([*self.flags, flag]))
        reasons = tuple(dict.fromkeys([*self.reasons, REASONS[flag]]))
        return replace(self, row=row or self.row, column=column or self.column, flags=flags, reasons=reasons)


@dataclass
class FormReading:
    """What one form's tables say: placed figures, and figures that no head or label places."""

    place: str
    entries: list[Entry] = field(default_factory=list)
    stray: list[Entry] = field(default_factory=list)
    """Figures of the body without a row or a column; the missing one is ""."""
    filled: int = 0
    """Cells of the body that hold a figure, used or not."""

    def values(self) -> dict[str, dict[str, Decimal]]:
        """Return row -> column -> printed number; of a key printed twice the first."""
        found: dict[str, dict[str, Decimal]] = {}
        for entry in self.entries:
            row = found.get(entry.row)
            if row is None:
                row = found[entry.row] = {}
            row.setdefault(entry.column, entry.number)
        return found

    def replace_all(self, entries: Iterable[Entry]) -> None:
        """Take other entries for the same cells."""
        self.entries = list(entries)

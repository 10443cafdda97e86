"""The values of the press: a report as sheets and paragraphs, before any carrier prints it, and its gold."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Kind = Literal["title", "meta", "header", "label", "number", "note"]
"""meta: 编制单位, 公开01表, 金额单位; label: a row's name, code or 行次; number: a money cell, printed or blank."""


@dataclass(frozen=True)
class SheetCell:
    """One cell of a sheet, at its upper left. Rows and columns count from 0."""

    row: int
    column: int
    text: str
    """As printed; "" for a blank cell."""
    kind: Kind
    height: int = 1
    width: int = 1
    stored: Decimal | None = None
    """The exact number behind the printed one, in the sheet's unit; a spreadsheet stores it, other carriers lose it."""
    key: tuple[str, str] | None = None
    """(row, column) of the gold that a number cell is about, blank cells too; none where it is about nothing."""


@dataclass(frozen=True)
class Label:
    """A line of gold in the words of the label guide (shared gold CSV format, without offsets and note)."""

    place: str
    row: str
    column: str
    state: Literal["value", "declared_empty", "absent", "unscored"]
    printed: str
    value: Decimal | None
    """Plain decimal; money in 元 (what is printed times the unit, exactly)."""
    unit: str
    stored: Decimal | None = None
    """In 元: the value in a carrier that stores exact numbers, where it is not the printed one."""


@dataclass(frozen=True)
class Sheet:
    """One statutory form as a rectangle of cells: title, meta, headers, body and notes, in printing order."""

    place: str
    """T1..T10."""
    title: str
    rows: int
    columns: int
    cells: tuple[SheetCell, ...]
    """Every position of the rectangle is covered exactly once, by a cell or by its span."""
    header_rows: tuple[int, int]
    """Half-open range of the rows that a multi-page table repeats."""
    body_rows: tuple[int, int]
    gold: tuple[Label, ...]


@dataclass(frozen=True)
class Spot:
    """Where a paragraph prints a figure of the gold."""

    start: int
    """The figure's digits are `text[start:end]`."""
    end: int
    place: str
    row: str
    column: str
    word: tuple[int, int] = (0, 0)
    """Where the direction word that signs the figure stands (增加, 下降 ...); empty where none does."""


@dataclass(frozen=True)
class Paragraph:
    """A heading (level 1 or 2) or a paragraph (level 0) of the narrative."""

    text: str
    level: int = 0
    spots: tuple[Spot, ...] = ()
    """The figures it prints, in text order."""


@dataclass(frozen=True)
class Planted:
    """A fault planted in a report: which kind, which fact is to blame, and what stood there before."""

    kind: str
    """digit, digit_lost, digit_doubled, shifted_cell, unit, wrong_rate, wrong_sum, missing_table, direction_word ..."""
    place: str
    row: str
    column: str
    printed: str
    """What the faulty report prints."""
    true: str
    """What a faultless one would print."""
    checks: tuple[str, ...]
    """The identities (A1..E8 of the domain page) that an independent oracle says it breaks; empty: none covers it."""


@dataclass(frozen=True)
class Report:
    """A fictional department's final account, ready for a carrier."""

    seed: int
    name: str
    """File stem: ASCII, unique for seed and layout."""
    unit_name: str
    fiscal_year: int
    level: Literal["部门", "本级", "单位"]
    money_unit: Literal["元", "万元"]
    layout: str
    front: tuple[Paragraph, ...]
    """Cover, contents (if any) and S0."""
    sheets: tuple[Sheet, ...]
    narrative: tuple[Paragraph, ...]
    """From S1 to S14."""
    gold: tuple[Label, ...]
    """All of the sheets' gold and of the narrative's."""
    sheets_first: bool = True
    """Whether the tables stand before the explanations; in some provinces they come last."""
    planted: tuple[Planted, ...] = field(default=())

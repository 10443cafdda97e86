"""Write paragraphs from templates and figures, and note the gold of every figure that is printed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from random import Random
from typing import Literal

from evals.press.model import Label, Paragraph, Spot
from evals.press.printing import CENT, Money, declared_empty

MONEY = "money"


@dataclass(frozen=True)
class Figure:
    """A number of the explanation before it is printed: 元, percent or a count; negative for a decrease."""

    exact: Decimal
    unit: str = MONEY


Row = dict[str, Figure]
"""Measures of one row by the gold's column words."""


@dataclass(frozen=True)
class Style:
    """How a report writes numbers and changes."""

    money: Money
    zeros: Literal["kept", "whole", "dropped"] = "dropped"
    """Trailing zeros: 80.00, 232.30; 80, 232.30; or 80, 232.3."""
    percent: Literal["rounded", "truncated", "plugged"] = "rounded"
    gap: str = ""
    """Between digits and unit."""
    up: tuple[str, str] = ("增加", "增长")
    down: tuple[str, str] = ("减少", "下降")
    flat: str = "持平"
    zero_change: bool = False
    """Whether no change is told as 增加0."""
    join: tuple[str, str] = ("，", "")
    """What stands before and after a rate: 增加2万元，增长5%."""

    def digits(self, figure: Figure) -> str:
        """Return the digits of a figure, without sign or unit."""
        size = abs(figure.exact)
        if figure.unit == MONEY:
            number = self.money.rounded(size)
        elif figure.unit == "%":
            number = size.quantize(CENT, ROUND_DOWN if self.percent == "truncated" else ROUND_HALF_UP)
        else:
            return f"{size.normalize():f}"
        text = f"{number:f}"
        if self.zeros == "dropped" or (self.zeros == "whole" and text.endswith(".00")):
            text = text.rstrip("0").rstrip(".")
        return text

    def unit(self, figure: Figure) -> str:
        """Return the printed unit."""
        return self.money.unit if figure.unit == MONEY else figure.unit


def draw_style(rng: Random, money: Money) -> Style:
    """Draw a style."""
    return Style(
        money,
        rng.choice(("kept", "whole", "dropped", "dropped")),
        rng.choice(("rounded", "rounded", "rounded", "truncated", "plugged")),
        " " if rng.random() < 0.15 else "",
        ("增加", rng.choice(("增长", "增长", "上升"))),
        ("减少", rng.choice(("下降", "降低"))),
        rng.choice(("持平", "无变化")),
        rng.random() < 0.25,
    )


def money_row(
    final: Decimal,
    before: Decimal | None = None,
    *,
    budget: Decimal | None = None,
    adjusted: Decimal | None = None,
    whole: Decimal | None = None,
    budget_name: str = "年初预算",
) -> Row:
    """Return a row's measures from exact amounts; rates whose denominator is 0 are left out."""
    row = {"决算数": Figure(final)}
    if before is not None:
        row["比上年增减额"] = Figure(final - before)
        if before:
            row["比上年增减率"] = Figure((final - before) * 100 / before, "%")
    if budget is not None:
        row[budget_name] = Figure(budget)
        row["比预算增减额"] = Figure(final - budget)
        if budget:
            row["完成率"] = Figure(final * 100 / budget, "%")
            row["比预算增减率"] = Figure((final - budget) * 100 / budget, "%")
    if adjusted is not None:
        row["调整预算"] = Figure(adjusted)
    if whole:
        row["占比"] = Figure(final * 100 / whole, "%")
    return row


@dataclass
class Teller:
    """One section being written: rows it may speak of, and the paragraphs and gold so far."""

    place: str
    rows: Mapping[str, Row]
    style: Style
    words: Mapping[str, str] = field(default_factory=dict)
    paragraphs: list[Paragraph] = field(default_factory=list)
    gold: list[Label] = field(default_factory=list)
    text: str = ""
    spots: list[Spot] = field(default_factory=list)

    def write(self, template: str, row: str = "", **words: str) -> None:
        """Append a template: {列} or {行/列} a figure with its unit, {比上年} a change, {=词} a word."""
        for piece in re.split(r"(\{[^{}]+\})", template):
            if not piece.startswith("{"):
                self.text += piece
            elif piece.startswith("{="):
                self.text += {**self.words, **words}[piece[2:-1]]
            else:
                head, _, column = piece[1:-1].rpartition("/")
                self._field(head or row, column)

    def _field(self, row: str, column: str) -> None:
        if column in ("比上年", "比预算"):
            self._change(row, f"{column}增减额", f"{column}增减率")
        else:
            self._figure(row, column)

    def _change(self, row: str, amount: str, rate: str) -> None:
        """增加12.3万元，增长4.5%; the rate only where it is defined."""
        figures = self.rows[row]
        changed = Decimal(self.style.digits(figures[amount])) != 0
        if not changed and not (self.style.zero_change and rate in figures):
            self.text += self.style.flat
            return
        words = self.style.down if changed and figures[amount].exact < 0 else self.style.up
        self._figure(row, amount, words[0])
        if rate in figures:
            before, after = self.style.join
            self.text += before
            self._figure(row, rate, words[1])
            self.text += after

    def _figure(self, row: str, column: str, word: str = "") -> None:
        figure = self.rows[row][column]
        digits = self.style.digits(figure)
        before = len(self.text)
        self.text += word
        start = len(self.text)
        self.text += digits + (self.style.gap if figure.unit != "%" else "") + self.style.unit(figure)
        place = (before, start) if word else (0, 0)
        self.spots.append(Spot(start, start + len(digits), self.place, row, column, place))
        sign = -1 if figure.exact < 0 and Decimal(digits) else 1
        value = sign * (self.style.money.worth(digits) if figure.unit == MONEY else Decimal(digits))
        label = Label(self.place, row, column, "value", digits, value, _gold_unit(self.style.unit(figure)))
        if label not in self.gold:
            self.gold.append(label)

    def end(self) -> None:
        """Close the paragraph."""
        self.paragraphs.append(Paragraph(self.text, 0, tuple(self.spots)))
        self.text, self.spots = "", []

    def say(self, template: str, row: str = "", **words: str) -> None:
        """Write a template as a paragraph of its own."""
        self.write(template, row, **words)
        self.end()

    def heading(self, text: str, level: int = 2) -> None:
        """Put a heading down."""
        self.paragraphs.append(Paragraph(text, level))

    def declare_empty(self) -> None:
        """Note that the section says it is empty."""
        self.gold.append(declared_empty(self.place))


def _gold_unit(unit: str) -> str:
    return unit.replace("（", "(").replace("）", ")")


def plugged(rows: Mapping[str, Row], names: list[str], style: Style) -> dict[str, Row]:
    """Return rows whose last share of `names` makes the printed ones reach 100, where the style does so."""
    fixed = {name: dict(row) for name, row in rows.items()}
    if style.percent == "plugged" and len(names) > 1:
        rest = sum((Decimal(style.digits(rows[name]["占比"])) for name in names[:-1]), Decimal(0))
        if 100 - rest >= 0:
            fixed[names[-1]]["占比"] = Figure(100 - rest, "%")
    return fixed

"""A teller that words a change in other ways than the press's own."""

from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from evals.press.printing import Money
from evals.press.telling import Style, Teller, draw_style

JOINS = (("（", "）"), ("、", ""), ("，", ""), ("，", ""))
"""What stands before and after a rate: 增加2万元（增长5%）, 增加2万元、增长5%, 增加2万元，增长5%."""


@dataclass(frozen=True)
class HeldOutStyle(Style):
    """How a held-out report writes numbers and changes."""

    join: tuple[str, str] = ("，", "")


def style_of(rng: Random, money: Money) -> HeldOutStyle:
    """Draw a style."""
    drawn = draw_style(rng, money)
    shared = {name: getattr(drawn, name) for name in ("zeros", "percent", "gap", "up", "down", "zero_change")}
    style = HeldOutStyle(money, flat=rng.choice(("基本持平", "没有变化")), join=rng.choice(JOINS))
    return replace(style, **shared)


@dataclass
class HeldOutTeller(Teller):
    """A section being written."""

    def _change(self, row: str, amount: str, rate: str) -> None:
        """A change by amount and, where it is defined, by rate."""
        figures = self.rows[row]
        changed = Decimal(self.style.digits(figures[amount])) != 0
        if not changed and not (self.style.zero_change and rate in figures):
            self.text += self.style.flat
            return
        words = self.style.down if changed and figures[amount].exact < 0 else self.style.up
        self._figure(row, amount, words[0])
        if rate in figures:
            before, after = self.style.join if isinstance(self.style, HeldOutStyle) else ("，", "")
            self.text += before
            self._figure(row, rate, words[1])
            self.text += after

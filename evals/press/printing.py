"""Round and print amounts: each printed figure from the exact one, never from another printed figure."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from evals.press.model import Label

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Money:
    """How a report prints amounts: its unit, and what stands for nothing."""

    unit: Literal["元", "万元"]
    zero: str = ""
    thousands: bool = False

    @property
    def factor(self) -> int:
        """元 in one unit."""
        return 10000 if self.unit == "万元" else 1

    def rounded(self, exact: Decimal) -> Decimal:
        """Return 元 in the unit, rounded half up to its hundredth."""
        return (exact / self.factor).quantize(CENT, ROUND_HALF_UP)

    def text(self, exact: Decimal) -> str:
        """Return what stands in a cell of a form: the rounded amount, or what stands for nothing."""
        if not exact:
            return self.zero
        return f"{self.rounded(exact):,.2f}" if self.thousands else f"{self.rounded(exact):.2f}"

    def worth(self, printed: str) -> Decimal:
        """Return the 元 of printed digits, exactly."""
        return Decimal(printed.replace(",", "")) * self.factor

    def label(self, place: str, row: str, column: str, printed: str, exact: Decimal) -> Label:
        """Return the gold of a printed amount; `stored` only where rounding lost something."""
        value = self.worth(printed)
        return Label(place, row, column, "value", printed, value, self.unit, None if value == exact else exact)


def declared_empty(place: str) -> Label:
    """Return the gold of a form or section that says it is empty."""
    return Label(place, "空表", "声明", "declared_empty", "", None, "")

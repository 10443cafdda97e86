"""What the sentence reader claims of a printed figure."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class SentenceFigure:
    """One figure of the narrative and what its sentence says it is. `start:end` are its digits in the document."""

    document: str
    """Name of the document within the record."""
    place: str
    """S0..S13."""
    row: str
    """A row of the dictionary; never with `#2`: the reader looks at one sentence at a time."""
    column: str
    value: Decimal
    """In 元 where it is money; a percent as printed; negative for a decrease."""
    unit: str
    """As printed, or the section's money unit where none is printed behind an amount."""
    start: int
    end: int
    pattern: str
    """Name of the rule that bound the figure to its measure: final, budget, completed, share, change, count …"""

"""What a sentence says of one of its numbers, before it is carried back to the document."""

from dataclasses import dataclass

from extractor.numbers import Number


@dataclass(frozen=True)
class Claim:
    """A number of a flat text, the row and measure its sentence gives it, and the rule that bound them."""

    number: Number
    row: str
    column: str
    negative: bool
    pattern: str

"""A fact: one printed figure, what it is a figure of, and where it stands."""

from typing import Literal

from pydantic import Field

from schemas._base import Value

Match = Literal["exact", "normalised", "none"]
"""How evidence equals the printed digits: as printed, after dropping white space / width / commas, or not at all."""

Source = Literal["text", "table", "ocr"]
Band = Literal["AUTO", "REVIEW", "MUST"]


class Evidence(Value):
    """The characters a figure was read from. `Document.text[start:end]` is `text`."""

    document: str
    """Name of the document within the record."""
    start: int
    end: int
    page: int
    text: str
    """The slice itself; the printed digits, white space apart."""
    match: Match
    source: Source


class Candidate(Value):
    """A rival reading of the same place: kept, never dropped."""

    value: str
    printed: str
    start: int
    end: int
    reason: str
    """Why it was not chosen, in Chinese."""


class Confidence(Value):
    """How far a fact may be trusted without a person, from evidence and never from the model's mood."""

    band: Band
    """AUTO: may be used as it is (with the flag `audit` a person looks all the same); REVIEW: a person should look; MUST:
    a person has to settle it."""
    score: float
    """0 to 1: how likely the value is the one printed for this row and measure, by the fit for the record's model and
    prompts. Where there is none (`provenance.versions.confidence` says so) by rule: 0.99 AUTO, 0.7 REVIEW, 0.3 MUST."""
    reasons: tuple[str, ...] = ()
    """In Chinese, for a reviewer."""


class Fact(Value):
    """(place, row, column) -> value, in the words of the dictionary of facts."""

    id: str
    """`place/row/column`."""
    place: str
    """T1..T10 or S0..S13: where it is printed."""
    row: str
    """The line it is about, e.g. 财政拨款收入."""
    column: str
    """The measure, e.g. 决算数, 占比, 比上年增减额."""
    value: str
    """Plain decimal. Money in 元, a percent as the number printed, counts as counts; a decrease is negative."""
    unit: str
    """As printed or as the section's heading says: 元, 万元, %, 人, 辆 ..."""
    printed: str
    """The digits as printed, white space removed."""
    label: str = ""
    """In a statutory form: the row's name as printed beside its code. It may differ from the code's own name."""
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    """First the occurrence it was read from, then others that state the same."""
    candidates: tuple[Candidate, ...] = ()
    flags: tuple[str, ...] = ()
    """unit_from_heading, sign_from_words, position_unclear, repeated, second_read_agrees, audit ..."""
    confidence: Confidence

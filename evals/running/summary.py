"""The summary of a run: every number of the report, each with what it was counted over. Written as summary.json.

The page, the Markdown and a comparison are made of this and of verdicts.jsonl alone.
"""

from typing import Literal

from schemas._base import Value

Direction = Literal["up", "down", "none"]
"""Whether more is better."""


class Interval(Value):
    """A 95% interval by percentile bootstrap over documents."""

    lower: float
    upper: float
    documents: int


class Measure(Value):
    """One number of the report."""

    id: str
    """f1, precision, wrong_rate, auroc …"""
    name: str
    """In Chinese."""
    value: float | None
    """None where there is nothing to divide by: neither 0 nor 1."""
    over: int | None = None
    """The denominator: leaves, documents, rows."""
    interval: Interval | None = None
    kind: Literal["share", "count", "seconds", "number"] = "share"
    better: Direction = "up"


class Counted(Value):
    """Verdicts counted over some leaves, and the measures made of them."""

    name: str
    C: int
    W: int
    O: int  # noqa: E741 - the letters of the verdicts
    H: int
    N: int
    precision: float | None
    recall: float | None
    f1: float | None
    wrong_rate: float | None
    omission_rate: float | None


class DocumentSummary(Value):
    """One document of the run."""

    name: str
    slices: dict[str, str]
    state: Literal["scored", "crashed", "not_given"]
    crash: str | None = None
    counted: Counted | None = None
    exact: bool | None = None
    """Whether every leaf is C or N."""
    identity_errors: tuple[str, ...] = ()
    """What of unit, year, level, money unit, precision and kind is wrong, in Chinese."""
    record_status: str | None = None
    seconds: float | None = None
    """As recorded, where the answers were replayed."""
    calls: int | None = None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class Bin(Value):
    """One equal-mass bin of confidence: how sure the system was, and how often it was right."""

    lower: float
    upper: float
    confidence: float
    accuracy: float
    leaves: int


class CurvePoint(Value):
    """Risk among the most certain share of the given leaves."""

    coverage: float
    risk: float


class ConfidenceSummary(Value):
    """How far the confidence can be trusted, over leaves that were given a value."""

    measures: tuple[Measure, ...]
    bins: tuple[Bin, ...] = ()
    curve: tuple[CurvePoint, ...] = ()
    note: str | None = None
    """Why something could not be computed, in Chinese."""


class GateLine(Value):
    """One gate and whether it holds."""

    id: str
    name: str
    kind: Literal["hard", "statistical", "budget"]
    passed: bool
    warning: bool = False
    message: str


class Summary(Value):
    """All of it."""

    schema_version: Literal["1"] = "1"
    suite: str
    title: str
    run: str
    """Name of the run's folder."""
    plan_digest: str
    model: str
    """The answering model, as a person calls it."""
    versions: dict[str, str]
    total: Counted
    strict_total: Counted
    """Without row alignment."""
    measures: tuple[Measure, ...]
    """The headline, in the order to be read."""
    places: tuple[Counted, ...]
    fields: tuple[Counted, ...]
    """By column."""
    slices: dict[str, tuple[Counted, ...]]
    wrong_kinds: dict[str, int]
    invented_kinds: dict[str, int]
    bands: tuple[Counted, ...]
    confidence: ConfidenceSummary
    process: tuple[Measure, ...]
    """Schema-valid first try, re-asks, tokens, seconds, cost."""
    checks: tuple[Measure, ...]
    """Power of the checks, and findings against the listed ones."""
    documents: tuple[DocumentSummary, ...]
    gates: tuple[GateLine, ...] = ()

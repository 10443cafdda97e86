"""The record of one report: what `juesuan extract` writes. Deterministic bytes, no clock in it."""

from typing import Any, Final, Literal

from schemas._base import Value
from schemas.document import Grid, Page
from schemas.fact import Candidate, Evidence, Fact

SCHEMA_VERSION: Final = "1"

ChunkStatus = Literal["ok", "empty", "truncated", "invalid", "refused", "failed", "skipped_budget"]
Effort = Literal["full", "low", "none"]
"""full: the model is asked about every chunk; low: where code does not read it twice alike; none: no model."""
FormState = Literal["found", "declared_empty", "missing", "unreadable"]


class Usage(Value):
    """Tokens of all attempts of one question together."""

    attempts: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0


class SourceDocument(Value):
    """One file the record was read from, with its whole text so that the record replays alone."""

    name: str
    sha256: str
    media_type: str
    pages: tuple[Page, ...]
    text: str
    grids: tuple[Grid, ...] = ()
    """The tables of the text, as the carrier's reader found them."""


class Unit(Value):
    """The reporting unit and how it prints money."""

    name: str | None
    year: int | None
    """Fiscal year."""
    level: Literal["部门", "本级", "单位"] | None
    """部门: consolidated; 本级: the department's own office; 单位: one subordinate unit."""
    money_unit: Literal["元", "万元", "亿元"] | None
    precision: str | None
    """10^-k of the money unit, k the most decimals printed by at least 5% of its money figures (0.01)."""


class Provenance(Value):
    """Everything that changes the answer: model, prompts, versions."""

    model: dict[str, Any]
    """Identity of the answering model, without its address; `{"model": "none"}` where there was none."""
    effort: Effort = "full"
    """How much of the report the model was asked about; it decides which chunks code answers in its place."""
    prompts: dict[str, str]
    """Prompt name -> hash of its text and answer schema."""
    versions: dict[str, str]


class Form(Value):
    """Whether a statutory form or narrative section is there."""

    place: str
    state: FormState
    title: str | None = None
    """The heading as printed, white space removed."""
    start: int | None = None
    end: int | None = None


class UnusedNumber(Value):
    """A number of a read chunk that no fact used: listed, never lost."""

    start: int
    end: int
    text: str


class LedgerChunk(Value):
    """One question to the model and what became of it. Every chunk ends here."""

    id: str
    """`place/ordinal`; a second, focused question has `?` and its ordinal behind the id of the first."""
    place: str
    document: str
    start: int
    end: int
    prompt: str
    """Name of the prompt; its hash is in `provenance.prompts`. `code` where code alone read the chunk."""
    status: ChunkStatus
    reason: str | None = None
    """What went wrong, for a person, where the status is not ok or empty."""
    answer: dict[str, Any] | None = None
    """The model's validated answer as JSON, numbers as decimal strings; with prompt `code` what code read instead."""
    usage: Usage = Usage()
    unused_numbers: tuple[UnusedNumber, ...] = ()
    ungrounded: tuple[str, ...] = ()
    """Keys the model answered with a number that the text does not state there; such an answer is no fact."""


class Indicator(Value):
    """A headline figure an analyst asks for, resolved from the facts that state it."""

    id: str
    name: str
    value: str | None
    """None where nothing states it or the facts that state it disagree."""
    facts: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    """Where each of the facts is printed, in their order: a form and the text stand side by side."""
    candidates: tuple[Candidate, ...] = ()


Verdict = Literal["source_inconsistent", "misread_suspected", "template", "rounding", "notice", "not_checked"]
Severity = Literal["error", "warning", "info"]


class Finding(Value):
    """What the checks say of facts: one fault, however many identities it breaks."""

    id: str
    """The first identity and the figure to blame; `#2` where that is not enough."""
    checks: tuple[str, ...]
    """The identities it breaks, A1 … E8."""
    verdict: Verdict
    """source_inconsistent: the report does not add up; misread_suspected: one slip of reading would explain it."""
    severity: Severity
    place: str
    row: str
    column: str
    """The fact to blame; row and column empty where it is words, not a figure."""
    printed: str | None = None
    expected: str | None = None
    """What would close the identities, in the printed unit; signed only where the direction is the fault."""
    cause: str | None = None
    """delta_over_current_year, growth_printed_as_completion, ocr_digit, not_summing …"""
    message: str
    """In Chinese."""
    facts: tuple[str, ...] = ()
    """Ids of the facts it stands on, the blamed one first."""
    repeats: tuple[str, ...] = ()
    """Ids of the facts that print the same wrong figure: the blamed one and its repeats."""
    suspects: tuple[str, ...] = ()
    """Ids of facts that might as well be to blame, where the sums do not tell."""
    evidence: tuple[Evidence, ...] = ()


class Record(Value):
    """One report read: facts with evidence, and a ledger of everything that was not read."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    documents: tuple[SourceDocument, ...]
    unit: Unit
    status: Literal["complete", "partial", "failed"]
    """complete: every chunk was answered; partial: some were not; failed: none was."""
    provenance: Provenance
    facts: tuple[Fact, ...]
    indicators: tuple[Indicator, ...]
    forms: tuple[Form, ...]
    chunks: tuple[LedgerChunk, ...]
    findings: tuple[Finding, ...] = ()

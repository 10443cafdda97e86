"""What the store answers: what became of a request, counts, and what the audit trail says."""

from dataclasses import dataclass
from typing import Any

from extractor.review.store.values import Event, Queue, Stage
from schemas.fact import Band


@dataclass(frozen=True)
class Decided:
    """What became of a decision. `repeated`: the same key was sent before; nothing was added."""

    event: Event
    version: int
    stage: Stage
    repeated: bool


@dataclass(frozen=True)
class Undone:
    """What was taken back; `item` is None for the approval of a record."""

    event: Event
    undone: Event
    item: int | None
    record: int


@dataclass(frozen=True)
class Imported:
    """What an import came to. `kept`: items whose earlier decisions still hold; `asked_again`: evidence changed."""

    record: int
    fresh: bool
    """False where exactly this record was there already."""
    items: int
    queued: int
    kept: int
    asked_again: int
    supersedes: int | None


@dataclass(frozen=True)
class Progress:
    """Counts of queued items of current records."""

    total: int
    first: int
    second: int
    adjudicate: int
    settled: int
    must_open: int
    leased: int


@dataclass(frozen=True)
class Throughput:
    """One reviewer's day (UTC): decisions that stand, time spent, and how many of them changed something."""

    day: str
    user: str
    decisions: int
    seconds: int
    changed: int


@dataclass(frozen=True)
class Yield:
    """How much of what was looked at had to be changed. For `audit` it estimates what is wrong in AUTO."""

    queue: Queue
    band: Band
    answered: int
    changed: int
    cannot_tell: int


@dataclass(frozen=True)
class Agreement:
    """How far two who looked blindly agree. Alphas are Krippendorff's, nominal; None where nothing can be said."""

    pairs: int
    agreed: int
    alpha_kind: float | None
    """On accept / correct / absent / cannot tell."""
    alpha_value: float | None
    """On the value that comes of it."""


@dataclass(frozen=True)
class AuditEntry:
    """One line of the audit trail."""

    seq: int
    at: str
    actor: str
    action: str
    subject: str
    detail: dict[str, Any]


@dataclass(frozen=True)
class AuditCheck:
    """Whether the trail is whole. `broken_at`: the first entry (or decision) that is not as it was written."""

    ok: bool
    entries: int
    broken_at: int | None
    problem: str

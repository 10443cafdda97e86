"""The values the store takes and gives. All are frozen; moments are UTC ISO 8601 text, money is decimal text."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from argon2 import PasswordHasher

from schemas.fact import Band
from schemas.review import Answer, DecisionKind, ItemKind

Role = Literal["viewer", "reviewer", "adjudicator", "admin"]
Stage = Literal["first", "second", "adjudicate", "settled"]
"""first: nobody has answered; second: a second person has to answer without seeing the first's answer; adjudicate: two
answers differ, or somebody flagged it or could not tell; settled: done."""
Queue = Literal["review", "audit", "numbers", "none"]
"""review: figures in doubt, places missing; audit: a share of AUTO; numbers: those nobody used; none: not asked."""
RANK: Mapping[Role, int] = {"viewer": 0, "reviewer": 1, "adjudicator": 2, "admin": 3}


@dataclass(frozen=True)
class Settings:
    """How a desk works. Shares count at import and are chosen by hash, so the same item is always in or out."""

    double_share: Decimal = Decimal("0.05")
    """Share of the queued items that two people answer blindly. It counts only while two or more may answer."""
    audit_share: Decimal = Decimal("0.02")
    """Share of AUTO facts that a person looks at all the same."""
    lease_seconds: int = 600
    session_seconds: int = 12 * 3600
    attempt_window: int = 900
    """Seconds in which failed logins are counted."""
    attempts_per_pair: int = 5
    """Failed logins of one name from one address."""
    attempts_per_client: int = 20
    """Failed logins from one address, whatever the names."""
    attempts_per_name: int = 50
    """Failed logins of one name, wherever from. A person who has signed in from an address before is not held up there
    by this limit or the one before: otherwise a flood of tries would keep him out as long as it lasts."""
    hasher: PasswordHasher = field(default_factory=PasswordHasher)
    """argon2id with the parameters its library recommends."""


@dataclass(frozen=True)
class User:
    """A person who signs in."""

    id: int
    name: str
    role: Role
    active: bool
    has_password: bool = True
    """False: only whoever starts the desk on his own machine comes in as this person."""


@dataclass(frozen=True)
class Login:
    """A fresh session: `token` goes into the cookie and is nowhere else; the store keeps its hash."""

    token: str
    csrf: str
    expires_at: str
    user: User


@dataclass(frozen=True)
class Session:
    """A session that holds. `csrf` must come back with every form."""

    csrf: str
    expires_at: str
    user: User


@dataclass(frozen=True)
class Filters:
    """Which items are meant; None means all. Numbers come last whatever is asked for."""

    unit: str | None = None
    year: int | None = None
    section: str | None = None
    """A place: S1, T5 …"""
    reason: str | None = None
    """One reason, as `Store.reasons` lists them."""
    reviewer: int | None = None
    """Items this user has answered or holds."""
    band: Band | None = None
    record: int | None = None
    stages: Collection[Stage] | None = None
    queues: Collection[Queue] = ("review", "audit")
    skip: Collection[int] = ()
    """Items passed over this time."""


@dataclass(frozen=True)
class Typed:
    """What a person typed or pressed for one item."""

    kind: DecisionKind
    value: str | None = None
    """The corrected value as decimal text, in the unit of the record (money in 元). Only for `correct`."""
    printed: str | None = None
    reason: str = ""
    row: str | None = None
    column: str | None = None
    """Row and column that a person names for a number the machine did not place."""
    start: int | None = None
    end: int | None = None
    """Other evidence than the item's own, as offsets in its document."""
    seconds: int = 0
    """Time spent on it."""


@dataclass(frozen=True)
class Event:
    """One entry of the history. Never changed, never deleted."""

    id: int
    item: int | None
    record: int
    case: int | None
    round: int
    """1 and 2: first and second look; 3: adjudication; 0: a flag, or the record as a whole."""
    version: int
    kind: DecisionKind
    before: str | None
    """The value that held before: the machine's, or an earlier decision's."""
    after: str | None
    machine: str | None
    printed: str | None
    row: str
    column: str
    start: int | None
    end: int | None
    reason: str
    user: int
    user_name: str
    at: str
    seconds: int
    undoes: int | None
    """Id of the event it takes back."""


@dataclass(frozen=True)
class Given:
    """An answer that stands."""

    kind: Answer
    value: str | None
    user: int
    event: int


@dataclass(frozen=True)
class State:
    """What the history of a case comes to. `version` counts its events."""

    stage: Stage
    version: int
    first: Given | None
    second: Given | None
    third: Given | None
    flagged: bool

    @property
    def final(self) -> Given | None:
        """The answer that holds; None until it is settled."""
        if self.stage != "settled":
            return None
        return self.third or self.first


@dataclass(frozen=True)
class Lease:
    """Who has an item before him, and until when."""

    user: int
    expires_at: str


@dataclass(frozen=True)
class Item:
    """A line of the queue."""

    id: int
    record: int
    case: int
    kind: ItemKind
    key: str
    """`place/row/column`, or what names the place where there is no fact."""
    place: str
    row: str
    column: str
    band: Band
    score: float
    reasons: tuple[str, ...]
    value: str | None
    unit: str
    printed: str | None
    document: int | None
    start: int | None
    end: int | None
    page: int | None
    queue: Queue
    unit_name: str | None
    year: int | None
    stage: Stage
    version: int


@dataclass(frozen=True)
class ItemView:
    """An item as one user may see it."""

    item: Item
    state: State | None
    """None while the answers are hidden: a blind second look is still to come."""
    history: tuple[Event, ...]
    """Events this user may see, oldest first."""
    earlier: tuple[Event, ...]
    """Decisions on the same key in an earlier extraction, whose evidence was another."""
    lease: Lease | None
    """The lease that holds, whoever has it."""
    draft: "Draft | None"
    findings: tuple[dict[str, Any], ...]
    """The findings that speak of it, as the record has them."""


@dataclass(frozen=True)
class Draft:
    """What was typed and not yet decided."""

    body: dict[str, Any]
    saved_at: str


@dataclass(frozen=True)
class RecordRow:
    """A record in the store."""

    id: int
    sha256: str
    unit_name: str | None
    year: int | None
    status: str
    imported_at: str
    superseded_by: int | None
    approved: bool

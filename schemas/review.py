"""What people decided about a record: the reviewed record, corrections, and candidates for the gold."""

from typing import Literal

from schemas._base import Value
from schemas.record import Record

DecisionKind = Literal["accept", "correct", "absent", "cannot_tell", "flag", "undo", "approve_record", "override"]
"""accept: the machine's value stands; correct: another value; absent: the report does not give it; cannot_tell: the
source does not settle it; flag: somebody else should look; undo: takes back one earlier decision; approve_record and
override: the record as a whole is released, override over a hard check that fails."""

Answer = Literal["accept", "correct", "absent", "cannot_tell"]
ItemKind = Literal["fact", "ungrounded", "number", "chunk", "form"]
"""fact: a figure the machine read; ungrounded: a key the model answered with a number that is not there; number: a
number of a read passage that no fact used; chunk: a passage that was not answered; form: a form not found."""


class AppliedDecision(Value):
    """What holds for one item after all looks at it, beside the machine's value."""

    item: str
    """The fact's id (place/row/column), or what names the place where there is no fact."""
    item_kind: ItemKind
    kind: Answer
    place: str
    row: str
    column: str
    machine_value: str | None
    """Plain decimal in the record's units, as the machine read it; None where it read none."""
    value: str | None
    """Plain decimal that holds now; None for absent and cannot_tell."""
    printed: str | None
    unit: str
    document_sha256: str | None
    start: int | None
    end: int | None
    reason: str
    by: str
    at: str
    """UTC, ISO 8601."""
    confirmed_by: tuple[str, ...] = ()
    """Others who, on their own, came to the same answer."""


class Approval(Value):
    """The release of a record."""

    by: str
    at: str
    override: bool
    """A hard check failed; `reason` says why the record is released all the same."""
    reason: str


class ReviewedRecord(Record):
    """A record as the machine wrote it, with the decisions of people beside it; no value of the machine is replaced."""

    decisions: tuple[AppliedDecision, ...] = ()
    approval: Approval | None = None


class Correction(Value):
    """One line of the corrections: where a person changed what the machine said."""

    record_sha256: str
    document_sha256: str | None
    unit_name: str | None
    year: int | None
    place: str
    row: str
    column: str
    item_kind: ItemKind
    evidence: str | None
    """The characters of the source the decision points at."""
    start: int | None
    end: int | None
    printed: str | None
    before: str | None
    """Plain decimal the machine gave; None where it gave none."""
    after: str | None
    """Plain decimal that holds; None where the report gives none."""
    kind: Literal["correct", "absent"]
    reason: str
    by: str
    at: str
    confirmed_by: tuple[str, ...] = ()
    model: dict[str, object]
    prompts: dict[str, str]


class GoldCandidate(Value):
    """A figure that two people, each on their own, found to be so: may be added to the gold."""

    document_sha256: str
    place: str
    row: str
    column: str
    state: Literal["value", "absent"]
    printed: str | None
    value: str | None
    unit: str
    start: int | None
    end: int | None
    by: tuple[str, ...]
    """The two or more who found it."""

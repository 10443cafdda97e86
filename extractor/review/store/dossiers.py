"""Everything the desk knows of one record at one moment, for the papers that leave it."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from extractor.review.store import applied, bodies, listing, trail
from extractor.review.store.results import AuditCheck
from extractor.review.store.tables import decisions, items
from extractor.review.store.values import Item, RecordRow
from schemas.record import Finding, Record
from schemas.review import ReviewedRecord


@dataclass(frozen=True)
class Dossier:
    """One record with all that was decided. Only settled answers are in it, so a blind second look stays blind."""

    row: RecordRow
    final: ReviewedRecord
    decided: Record
    """The record as if the decisions were the machine's own reading: for the checks, never to be shown as that."""
    findings: tuple[Finding, ...]
    """What the checks say with the decisions applied."""
    items: tuple[Item, ...]
    """Everything a person may be asked about, in the order of the report."""
    settled: dict[int, applied.Settled]
    """By item."""
    digests: dict[int, str]
    """By event: the digest the audit trail holds of it."""
    audit: AuditCheck
    audit_seq: int
    """Number of the trail's last entry about this record: exports leave it as it is."""
    audit_hash: str
    """That entry's hash: whoever has it can tell whether anything before it was changed."""


def dossier(connection: Connection, record: int) -> Dossier:
    """Return everything there is of a record. Raises NotFound."""
    row = bodies.as_row(bodies.record_row(connection, record))
    settled = applied.settled_of(connection, record)
    query = listing.chosen().where(items.c.record_id == record).order_by(items.c.ordinal)
    asked = tuple(listing.as_item(one) for one in connection.execute(query))
    seq, chained = trail.last_about(connection, {f"record/{record}", *(f"item/{one.id}" for one in asked)})
    return Dossier(
        row=row,
        final=applied.final_record(connection, record),
        decided=applied.decided_of(connection, record, {}),
        findings=applied.findings_of(connection, record, {}),
        items=asked,
        settled={one.item: one for one in settled},
        digests=_digests(connection, record),
        audit=trail.verify(connection),
        audit_seq=seq,
        audit_hash=chained,
    )


def _digests(connection: Connection, record: int) -> dict[int, str]:
    mine = select(items.c.case_id).where(items.c.record_id == record)
    query = select(decisions.c.id, decisions.c.digest).where(decisions.c.case_id.in_(mine))
    return {event: digest for event, digest in connection.execute(query)}

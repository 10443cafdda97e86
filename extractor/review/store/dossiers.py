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
    audit_head: str
    """Hash of the last entry of the trail."""


def dossier(connection: Connection, record: int) -> Dossier:
    """Return everything there is of a record. Raises NotFound."""
    row = bodies.as_row(bodies.record_row(connection, record))
    settled = applied.settled_of(connection, record)
    events = [one.event.id for one in settled]
    query = listing.chosen().where(items.c.record_id == record).order_by(items.c.ordinal)
    return Dossier(
        row=row,
        final=applied.final_record(connection, record),
        decided=applied.decided_of(connection, record, {}),
        findings=applied.findings_of(connection, record, {}),
        items=tuple(listing.as_item(one) for one in connection.execute(query)),
        settled={one.item: one for one in settled},
        digests=_digests(connection, events),
        audit=trail.verify(connection),
        audit_head=trail.head(connection),
    )


def _digests(connection: Connection, events: list[int]) -> dict[int, str]:
    query = select(decisions.c.id, decisions.c.digest)
    wanted = set(events)
    return {event: digest for event, digest in connection.execute(query) if event in wanted}

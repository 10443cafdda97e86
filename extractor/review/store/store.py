"""The store of the review desk: everything the desk may do, one method each, each method one transaction.

    store = open_store()                                        # or a path, or postgresql://user@host/name
    admin = store.create_user("li", "…", "admin")               # by=None: the command line
    store.import_record(record, by=admin.id)
    item = store.claim_next(admin.id)                           # the worst free item, leased to this person
    store.save_draft(admin.id, item.id, {"value": "12"})        # as often as something is typed
    store.decide(admin.id, item.id, item.version, Typed("correct", value="1200"), key)
    store.undo(admin.id, another_key)

`user` is always the id of the person who asks. His role is read anew in every transaction: viewer looks, reviewer
answers and approves, adjudicator also settles disputes and may change what is settled (with a reason), admin also
manages people. Methods raise the errors of errors.py; a refused decision is kept as a draft before it is raised.
Keys (`key`) are made by the page, once for each press of a button: sent twice they count once.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection

from extractor.errors import StoreError
from extractor.review.store import applied, bodies, cases, dossiers, drafts, listing, outcome, people, stats, trail
from extractor.review.store.access import Access
from extractor.review.store.approval import Approve, Standing, standing
from extractor.review.store.clock import Clock, system_clock
from extractor.review.store.database import open_database
from extractor.review.store.decide import Decide
from extractor.review.store.dossiers import Dossier
from extractor.review.store.imports import Import
from extractor.review.store.queue import Handing, adjudication
from extractor.review.store.results import (
    Agreement,
    AuditCheck,
    AuditEntry,
    Decided,
    Imported,
    Progress,
    Throughput,
    Undone,
    Yield,
)
from extractor.review.store.undo import Undo
from extractor.review.store.values import Draft, Event, Filters, Item, ItemView, RecordRow, Settings, State, Typed
from schemas.record import Finding, Record
from schemas.review import Correction, GoldCandidate, ReviewedRecord

T = TypeVar("T")
_EVERYTHING = Filters()


def open_store(dsn: str | None = None, *, settings: Settings | None = None, clock: Clock = system_clock) -> "Store":
    """Open a store, making or upgrading its tables. `dsn`: see `open_database`; None for the default file.

    Raises UsageError for an address that is none, StoreError where it cannot be opened.
    """
    return Store(open_database(dsn), settings or Settings(), clock)


class Store(Access):
    """The review desk's store. Safe to use from several threads; several processes may open the same database."""

    # --- records ------------------------------------------------------------------------------------------------------

    def import_record(self, record: Record, *, by: int | None = None) -> Imported:
        """Take in a record. One of the same files and unit is superseded; decisions on the same evidence still hold.

        Raises BadInput for a record that cannot be kept or shown: a value that is no number, a place beyond all texts.
        """
        return self._write(lambda c, now: Import(c, now, self._settings, by).run(record))

    def records(self, *, current: bool = True) -> list[RecordRow]:
        """Return the records, newest first; `current`: only those that nothing supersedes."""
        return self._read(lambda c: listing.record_rows(c, current=current))

    def record(self, record: int) -> Record:
        """Return a record as it was imported, to the byte. Raises NotFound."""
        return self._read(lambda c: bodies.record_of(c, record))

    def text(self, document: int) -> str:
        """Return the text of a document (`Item.document`). It is untrusted: escape it. Raises NotFound."""
        return self._read(lambda c: bodies.text_of(c, document))

    def standing(self, record: int) -> Standing:
        """Return what stands against approving a record; the checks are tried on the decided values, maybe seconds."""
        return self._read(lambda c: standing(c, record))

    def failing(self, record: int) -> tuple[Finding, ...]:
        """Return the hard checks that fail with the decisions applied."""
        return self._read(lambda c: applied.failing(c, record))

    def findings(self, record: int, *, trial: Mapping[int, str | None] | None = None) -> tuple[Finding, ...]:
        """Return what the checks say with the decisions applied, e.g. while a value is still being typed.

        `trial`: values by item, decimal text; None takes the figure out. Nothing is written. Raises BadInput for what
        is no number.
        """
        return self._read(lambda c: applied.findings_of(c, record, trial or {}))

    def decided(self, record: int, *, trial: Mapping[int, str | None] | None = None) -> Record:
        """Return a copy of a record in which decisions and `trial` hold: for its sums, never to show as read."""
        return self._read(lambda c: applied.decided_of(c, record, trial or {}))

    def approve_record(self, user: int, record: int, key: str, *, reason: str = "") -> Event:
        """Release a record; over a failing hard check only with a reason (then the event's kind is `override`).

        Raises NotApprovable while MUST items are open, a second look or a dispute waits, or a hard check fails and no
        reason is given; Conflict where somebody decided meanwhile. Its items are closed until it is undone.
        """
        before = self.standing(record)
        return self._write(lambda c, now: Approve(c, now, user, record, reason, key).run(before))

    def final_record(self, record: int) -> ReviewedRecord:
        """Return a record with the decisions and the approval beside it; the machine's values are all there."""
        return self._read(lambda c: applied.final_record(c, record))

    def dossier(self, record: int) -> Dossier:
        """Return everything the desk knows of a record, as of one moment; the checks are tried, maybe seconds."""
        return self._read(lambda c: dossiers.dossier(c, record))

    # --- the queue ----------------------------------------------------------------------------------------------------

    def claim_next(self, user: int, filters: Filters = _EVERYTHING, *, resume: bool = True) -> Item | None:
        """Lease the worst free item this person may answer. With `resume`, first the one he still holds.

        Never the same item to two people at once. Second looks come without the first answer. None: nothing is left.
        """
        return self._write(lambda c, now: Handing(c, now, self._settings, user).claim(filters, resume=resume))

    def claim_adjudication(self, user: int, filters: Filters = _EVERYTHING, *, resume: bool = True) -> Item | None:
        """Lease the worst item that waits for adjudication."""
        return self.claim_next(user, adjudication(filters), resume=resume)

    def take(self, user: int, item: int) -> bool:
        """Lease an item this person opened himself. False where somebody else holds it."""
        return self._write(lambda c, now: Handing(c, now, self._settings, user).take(item))

    def heartbeat(self, user: int, item: int) -> bool:
        """Make the lease last longer. False where it has ended; `take` it again."""
        return self._write(lambda c, now: Handing(c, now, self._settings, user).heartbeat(item))

    def release(self, user: int, item: int) -> None:
        """Give an item back."""
        self._write(lambda c, now: Handing(c, now, self._settings, user).release(item))

    def items(self, filters: Filters = _EVERYTHING, *, limit: int = 100, offset: int = 0) -> list[Item]:
        """Return items, worst first: MUST, then doubt times importance; unused numbers last."""
        return self._read(lambda c: listing.listed(c, filters, limit, offset))

    def adjudication_items(self, filters: Filters = _EVERYTHING, *, limit: int = 100, offset: int = 0) -> list[Item]:
        """Return the items that wait for adjudication, worst first."""
        return self.items(adjudication(filters), limit=limit, offset=offset)

    def item(self, user: int, item: int) -> ItemView:
        """Return an item as this person may see it: others' answers are hidden until it is settled."""
        return self._read(lambda c: listing.view(c, self._clock(), item, user))

    def progress(self, filters: Filters = _EVERYTHING) -> Progress:
        """Return the counts of the items that meet the filters."""
        return self._read(lambda c: listing.progress(c, self._clock(), filters))

    def progress_by_record(self, filters: Filters = _EVERYTHING) -> dict[int, Progress]:
        """Return the same counts for each record that has any item that meets the filters."""
        return self._read(lambda c: listing.progress_by_record(c, self._clock(), filters))

    def reasons(self) -> list[tuple[str, int]]:
        """Return the reasons there are, with their counts, for the filter."""
        return self._read(listing.reasons)

    def places(self) -> list[str]:
        """Return the places of queued items of current records, for the filter, in no order."""
        return self._read(listing.places)

    # --- deciding -----------------------------------------------------------------------------------------------------

    def save_draft(self, user: int, item: int, body: Mapping[str, Any]) -> None:
        """Keep what is typed. Raises BadInput for more than 20,000 characters."""

        def work(connection: Connection, now: datetime) -> None:
            people.require(connection, user, "reviewer")
            drafts.save(connection, now, user, cases.item_row(connection, item).case_id, body)

        self._write(work)

    def draft(self, user: int, item: int) -> Draft | None:
        """Return what this person had typed."""
        return self._read(lambda c: drafts.load(c, user, cases.item_row(c, item).case_id))

    def decide(self, user: int, item: int, expected_version: int, typed: Typed, key: str) -> Decided:
        """Decide an item, on the version this person saw (`Item.version`).

        Raises Conflict where it has changed since, is held by somebody else, or its record is superseded or approved;
        BadInput for what cannot be stored; NotAllowed. Whenever it refuses, what was typed is this person's draft.
        """
        done = self._write(lambda c, now: Decide(c, now, user, item, expected_version, typed, key).run())
        if isinstance(done, StoreError):
            raise done
        return done

    def undo(self, user: int, key: str) -> Undone:
        """Take back this person's last decision that stands, on whatever item or record.

        The item is leased to him again, with what he had typed as his draft. Raises NothingToUndo; Conflict where
        somebody else has answered since, or the record is approved.
        """
        return self._write(lambda c, now: Undo(c, now, self._settings, user, key).run())

    def state(self, item: int) -> State:
        """Return what an item's history comes to, replayed. It hides nothing: for pages use `item`."""
        return self._read(lambda c: cases.state_of(c, cases.item_row(c, item).case_id))

    def history(self, item: int) -> list[Event]:
        """Return all events of an item, oldest first. It hides nothing: for pages use `item`."""
        return self._read(lambda c: cases.events_of(c, cases.item_row(c, item).case_id))

    def ask_second_look(self, by: int, item: int) -> None:
        """Ask a second person to answer an item blindly, e.g. so that a correction may become gold."""
        self._write(lambda c, now: outcome.SecondLook(c, now, by).ask(item))

    # --- what comes of it ---------------------------------------------------------------------------------------------

    def corrections(self, record: int | None = None) -> Iterator[Correction]:
        """Yield corrections of one record, or of all current ones; one JSON line each is the export."""
        for one in self._records(record):
            yield from self._read(partial(outcome.corrections, record=one))

    def gold_candidates(self, record: int | None = None) -> Iterator[GoldCandidate]:
        """Yield the figures two people found to be so, each on their own."""
        for one in self._records(record):
            yield from self._read(partial(outcome.gold_candidates, record=one))

    def throughput(self) -> list[Throughput]:
        """Return what each person did on each day."""
        return self._read(stats.throughput)

    def yields(self) -> list[Yield]:
        """Return how much of what was looked at had to be changed, by queue and band."""
        return self._read(stats.yields)

    def agreement(self) -> Agreement:
        """Return how far two who look blindly agree."""
        return self._read(stats.agreement)

    # --- the trail ----------------------------------------------------------------------------------------------------

    def audit(self, *, after: int = 0, limit: int = 200) -> list[AuditEntry]:
        """Return entries of the audit trail behind number `after`."""
        return self._read(lambda c: trail.entries(c, after=after, limit=limit))

    def note(self, user: int | None, action: str, subject: str, detail: Mapping[str, Any]) -> None:
        """Put something the desk did (an export, say) into the audit trail; `user` is None for the command line."""

        def work(connection: Connection, now: datetime) -> None:
            actor = people.SYSTEM if user is None else people.require(connection, user, "viewer").name
            trail.append(connection, now, actor, f"desk:{action}"[:32], subject, detail)

        self._write(work)

    def audit_head(self) -> str:
        """Return the hash of the last entry: kept elsewhere, it proves later that nothing before it was changed."""
        return self._read(trail.head)

    def verify_audit(self) -> AuditCheck:
        """Try the whole trail, and every decision against it."""
        return self._read(trail.verify)

    def _records(self, record: int | None) -> list[int]:
        return [record] if record is not None else self._read(outcome.current_records)

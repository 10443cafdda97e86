"""Taking back: one more event that names the one it takes back. Nothing of the history changes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select, update

from extractor.review.store import cases, drafts, people
from extractor.review.store.bodies import record_row
from extractor.review.store.clock import stamp
from extractor.review.store.decide import check_key, note, sent_before
from extractor.review.store.errors import BadInput, Conflict, NothingToUndo
from extractor.review.store.replay import live_events
from extractor.review.store.results import Undone
from extractor.review.store.tables import decisions, items, leases, records
from extractor.review.store.values import Event, Settings, Typed, User


@dataclass(frozen=True)
class Undo:
    """One press of undo: takes back this person's last decision that still stands, on whatever item it was."""

    connection: Connection
    now: datetime
    settings: Settings
    user: int
    key: str

    def run(self) -> Undone:
        """Take back. Raises NothingToUndo, or Conflict where others have built on it."""
        person = people.require(self.connection, self.user, "reviewer")
        check_key(self.key)
        before = sent_before(self.connection, self.user, self.key)
        if before is not None:
            return self._again(before)
        last = self._last()
        return self._approval(person, last) if last.case is None else self._answer(person, last, last.case)

    def _again(self, event: Event) -> Undone:
        if event.undoes is None:
            raise BadInput("同一个提交编号用在了两件事上")
        undone = cases.events_where(self.connection, decisions.c.id == event.undoes)[0]
        return Undone(event, undone, event.item, event.record)

    def _last(self) -> Event:
        undone = select(decisions.c.undoes).where(decisions.c.undoes.is_not(None))
        query = (
            select(decisions.c.id)
            .where(decisions.c.user_id == self.user, decisions.c.kind != "undo", decisions.c.id.not_in(undone))
            .order_by(decisions.c.id.desc())
            .limit(1)
        )
        found = self.connection.execute(query).scalar_one_or_none()
        if found is None:
            raise NothingToUndo("没有可以撤销的判断")
        return cases.events_where(self.connection, decisions.c.id == found)[0]

    def _answer(self, person: User, last: Event, case: int) -> Undone:
        self._check_not_released(case)
        row, lease = cases.locked(self.connection, case)
        after = [one for one in live_events(cases.events_of(self.connection, case)) if one.version > last.version]
        if any(one.user != self.user for one in after):
            raise Conflict("别人已在其后作出判断，不能撤销", remedy="可以标记这一项并说明")
        event, digest = cases.write_event(self.connection, self._values(last, row.version + 1))
        cases.refresh(self.connection, case)
        self._hand_back(last, case, lease)
        note(self.connection, self.now, person, event, digest)
        return Undone(event, last, last.item, last.record)

    def _check_not_released(self, case: int) -> None:
        current = (
            select(records.c.approved)
            .join(items, items.c.record_id == records.c.id)
            .where(items.c.case_id == case, records.c.superseded_by.is_(None))
        )
        if any(self.connection.execute(current.with_for_update(read=True, of=records)).scalars()):
            raise Conflict("这份记录已经通过，不能撤销其中的判断", remedy="请先撤销通过")

    def _hand_back(self, last: Event, case: int, lease: Any) -> None:
        """The item is before this person again, with what he had typed."""
        typed = Typed(
            last.kind,
            last.after if last.kind == "correct" else None,
            last.printed,
            last.reason,
            last.row or None,
            last.column or None,
            last.start,
            last.end,
            last.seconds,
        )
        drafts.save_typed(self.connection, self.now, self.user, case, typed)
        if lease.user_id is None or lease.expires_at <= stamp(self.now):
            expires = lease_end(self.now, self.settings)
            mine = update(leases).where(leases.c.case_id == case)
            self.connection.execute(mine.values(user_id=self.user, expires_at=expires))

    def _approval(self, person: User, last: Event) -> Undone:
        record_row(self.connection, last.record, lock=True)
        event, digest = cases.write_event(self.connection, self._values(last, 0))
        self.connection.execute(update(records).where(records.c.id == last.record).values(approved=False))
        note(self.connection, self.now, person, event, digest)
        return Undone(event, last, None, last.record)

    def _values(self, last: Event, version: int) -> dict[str, Any]:
        return {
            "case_id": last.case,
            "item_id": last.item,
            "record_id": last.record,
            "round": last.round,
            "version": version,
            "kind": "undo",
            "before": last.after,
            "after": last.before,
            "machine": last.machine,
            "printed": last.printed,
            "row": last.row,
            "column": last.column,
            "start": last.start,
            "end": last.end,
            "reason": "",
            "user_id": self.user,
            "at": stamp(self.now),
            "seconds": 0,
            "undoes": last.id,
            "idempotency_key": self.key,
        }


def lease_end(now: datetime, settings: Settings) -> str:
    """Return when a lease that begins now ends by itself."""
    return stamp(now + timedelta(seconds=settings.lease_seconds))

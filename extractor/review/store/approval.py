"""Releasing a record: not while a figure that must be settled is open, nor over a failing check without a reason."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, or_, select, update

from extractor.review.store import applied, cases, people, rules
from extractor.review.store.bodies import record_row
from extractor.review.store.clock import stamp
from extractor.review.store.decide import check_key, note, sent_before
from extractor.review.store.errors import BadInput, Conflict, NotApprovable
from extractor.review.store.tables import cases as case_table
from extractor.review.store.tables import decisions, items, records
from extractor.review.store.values import Event
from schemas.record import Finding


@dataclass(frozen=True)
class Standing:
    """Whether a record could be released, as of the last event on its cases."""

    open_items: int
    """MUST items not settled, and items on which somebody has begun and nobody has finished."""
    failing: tuple[Finding, ...]
    as_of: int
    """How many events its cases had."""


def standing(connection: Connection, record: int) -> Standing:
    """Return what stands against releasing a record. Trying the checks may take seconds: hold no lock meanwhile."""
    record_row(connection, record)
    as_of = _as_of(connection, record)
    return Standing(_open(connection, record), applied.failing(connection, record), as_of)


@dataclass(frozen=True)
class Approve:
    """The release of one record by one person."""

    connection: Connection
    now: datetime
    user: int
    record: int
    reason: str
    key: str

    def run(self, before: Standing) -> Event:
        """Release. Raises NotApprovable, or Conflict where somebody decided since `before` was looked at."""
        person = people.require(self.connection, self.user, "reviewer")
        check_key(self.key)
        rules.require_text(self.reason, rules.LONGEST_REASON)
        row = record_row(self.connection, self.record, lock=True)
        sent = sent_before(self.connection, self.user, self.key)
        if sent is not None:
            if sent.record != self.record or sent.kind not in ("approve_record", "override"):
                raise BadInput("同一个提交编号用在了两件事上")
            return sent
        if row.superseded_by is not None:
            raise Conflict("这份记录已有新的提取", remedy="请打开新的记录")
        if row.approved:
            raise Conflict("这份记录已经通过")
        if before.as_of != _as_of(self.connection, self.record):
            raise Conflict("别人刚处理过这份记录", remedy="请再看一遍后通过")
        self._check(before)
        kind = "override" if before.failing else "approve_record"
        event, digest = cases.write_event(
            self.connection,
            {
                "case_id": None,
                "item_id": None,
                "record_id": self.record,
                "round": 0,
                "version": 0,
                "kind": kind,
                "row": "",
                "column": "",
                "before": None,
                "after": None,
                "machine": None,
                "printed": None,
                "start": None,
                "end": None,
                "reason": self.reason.strip(),
                "user_id": self.user,
                "at": stamp(self.now),
                "seconds": 0,
                "idempotency_key": self.key,
            },
        )
        self.connection.execute(update(records).where(records.c.id == self.record).values(approved=True))
        note(self.connection, self.now, person, event, digest)
        return event

    def _check(self, before: Standing) -> None:
        messages = tuple(finding.message for finding in before.failing)
        if before.open_items:
            what = f"还有 {before.open_items} 项必须处理"
            raise NotApprovable(what, open_items=before.open_items, failing=messages, remedy="请先处理完")
        if messages and not self.reason.strip():
            what = f"还有 {len(messages)} 处硬性核对不符"
            raise NotApprovable(what, failing=messages, remedy="请先改正，或写明理由后通过")


def _open(connection: Connection, record: int) -> int:
    """A MUST item that is not settled, or any item that waits for a second look or for adjudication."""
    begun = case_table.c.stage.in_(("second", "adjudicate"))
    must = (items.c.band == "MUST") & (case_table.c.stage != "settled")
    query = select(func.count()).select_from(items.join(case_table, case_table.c.id == items.c.case_id))
    return connection.execute(query.where(items.c.record_id == record, or_(begun, must))).scalar_one()


def _as_of(connection: Connection, record: int) -> int:
    mine = select(items.c.case_id).where(items.c.record_id == record)
    query = select(func.count()).select_from(decisions).where(decisions.c.case_id.in_(mine))
    return connection.execute(query).scalar_one()

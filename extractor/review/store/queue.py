"""Handing out items: the worst one that is free, to one person only, for a time that ends by itself."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import get_args

from sqlalchemy import ColumnElement, Connection, and_, case, exists, or_, select, update

from extractor.review.store import listing, people
from extractor.review.store.cases import item_row
from extractor.review.store.clock import stamp
from extractor.review.store.tables import cases, decisions, items, leases, records
from extractor.review.store.undo import lease_end
from extractor.review.store.values import RANK, Filters, Item, Queue, Settings, Stage, User


@dataclass(frozen=True)
class Handing:
    """The queue as one person meets it."""

    connection: Connection
    now: datetime
    settings: Settings
    user: int

    def claim(self, filters: Filters, *, resume: bool) -> Item | None:
        """Hand out the worst free item, or with `resume` first the one this person still holds. None: nothing is left.

        On PostgreSQL rows that another claim holds are passed over; who holds an item is said on a row that is locked
        here, so a claim that has just ended is seen too. On SQLite claims queue up.
        """
        person = people.require(self.connection, self.user, "reviewer")
        where = listing.meets(filters) & self._open(person, filters) & records.c.approved.is_(False)
        held = (leases.c.user_id == self.user) & (leases.c.expires_at > stamp(self.now))
        free = or_(leases.c.user_id.is_(None), leases.c.expires_at <= stamp(self.now))
        for condition in (held, free) if resume else (free,):
            found = self.connection.execute(
                select(items.c.id, cases.c.id)
                .select_from(listing.JOINED)
                .where(where, condition)
                .order_by(self._own_dispute, *listing.WORST_FIRST)
                .limit(1)
                .with_for_update(of=(cases, leases), skip_locked=True)
            ).first()
            if found is not None:
                item, its_case = found
                self._lease(its_case)
                return listing.as_item(self.connection.execute(listing.chosen().where(items.c.id == item)).one())
        return None

    def take(self, item: int) -> bool:
        """Hold one item that a person opened himself. False where somebody else holds it."""
        people.require(self.connection, self.user, "reviewer")
        held = item_row(self.connection, item).case_id
        lease = self.connection.execute(select(leases).where(leases.c.case_id == held).with_for_update()).one()
        if lease.user_id not in (None, self.user) and lease.expires_at > stamp(self.now):
            return False
        self._lease(held)
        return True

    def heartbeat(self, item: int) -> bool:
        """Make a lease that still holds last longer. False where it has ended or is somebody else's."""
        held = item_row(self.connection, item).case_id
        mine = (leases.c.case_id == held) & (leases.c.user_id == self.user) & (leases.c.expires_at > stamp(self.now))
        end = lease_end(self.now, self.settings)
        return self.connection.execute(update(leases).where(mine).values(expires_at=end)).rowcount == 1

    def release(self, item: int) -> None:
        """Give an item back. Nothing happens where this person does not hold it."""
        held = item_row(self.connection, item).case_id
        mine = (leases.c.case_id == held) & (leases.c.user_id == self.user)
        self.connection.execute(update(leases).where(mine).values(user_id=None, expires_at=None))

    def _lease(self, held: int) -> None:
        values = {"user_id": self.user, "expires_at": lease_end(self.now, self.settings)}
        self.connection.execute(update(leases).where(leases.c.case_id == held).values(**values))

    @property
    def _own_dispute(self) -> ColumnElement[int]:
        """1 for what this person himself flagged or could not tell: he is handed it again when nothing else is left."""
        answered = exists().where(decisions.c.case_id == cases.c.id, decisions.c.user_id == self.user)
        return case((answered & (cases.c.stage == "adjudicate"), 1), else_=0)

    def _open(self, person: User, filters: Filters) -> ColumnElement[bool]:
        """What this person may answer now, of the stages asked for."""
        asked = set(get_args(Stage) if filters.stages is None else filters.stages)
        mine = person.id
        ways: list[ColumnElement[bool]] = []
        if "first" in asked:
            other = or_(cases.c.second_user.is_(None), cases.c.second_user != mine)
            ways.append(and_(cases.c.stage == "first", other))
        if "second" in asked:
            ways.append(and_(cases.c.stage == "second", cases.c.first_user != mine))
        if "adjudicate" in asked and RANK[person.role] >= RANK["adjudicator"]:
            third = or_(cases.c.second_user.is_(None), and_(cases.c.first_user != mine, cases.c.second_user != mine))
            ways.append(
                cases.c.stage == "adjudicate" if person.role == "admin" else and_(cases.c.stage == "adjudicate", third)
            )
        return or_(*ways) if ways else cases.c.id.is_(None)


def adjudication(filters: Filters) -> Filters:
    """Return the filters of the adjudication queue: disputed, flagged or unclear, whatever queue it came from."""
    stages: tuple[Stage, ...] = ("adjudicate",)
    return replace(filters, stages=stages, queues=get_args(Queue))

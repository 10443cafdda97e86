"""A person decides: one event, once, on the version he saw."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, Row, update

from extractor.errors import StoreError
from extractor.review.store import bodies, cases, drafts, people, rules, trail
from extractor.review.store.clock import stamp
from extractor.review.store.errors import BadInput, Conflict
from extractor.review.store.replay import replay
from extractor.review.store.results import Decided
from extractor.review.store.tables import decisions, leases
from extractor.review.store.values import Event, State, Typed, User
from schemas.review import ItemKind


@dataclass(frozen=True)
class Decide:
    """One decision of one person on one item."""

    connection: Connection
    now: datetime
    user: int
    item: int
    expected: int
    """The version of the item he saw."""
    typed: Typed
    key: str
    """The idempotency key the page made for this press of a button."""

    def run(self) -> Decided | StoreError:
        """Decide. A refusal is returned, not raised, so that the draft kept with it is not rolled back."""
        person = people.require(self.connection, self.user, "reviewer")
        check_key(self.key)
        item = cases.item_row(self.connection, self.item)
        record = cases.held_record(self.connection, item.record_id)
        case, lease = cases.locked(self.connection, item.case_id)
        events = cases.events_of(self.connection, item.case_id)
        state = replay(events, second_look=case.second_look)
        sent_before = self._sent_before(state)
        if sent_before:
            return sent_before
        try:
            typed = rules.checked(self.typed, cast(ItemKind, item.kind), item.value)
            if typed.start is not None and len(self._evidence(item, typed)) != cast(int, typed.end) - typed.start:
                raise BadInput("证据的位置不在原文里")
            if typed.start is not None and typed.printed is not None and not self._is_there(item, typed):
                raise BadInput("所印的数字与证据处的原文不同")
            self._check_current(record, lease, state)
            turn = rules.round_of(state, person, typed)
        except StoreError as refusal:
            drafts.save_typed(self.connection, self.now, self.user, item.case_id, _shortened(self.typed))
            return refusal
        return self._write(person, item, state, typed, turn)

    def _sent_before(self, state: State) -> Decided | None:
        found = sent_before(self.connection, self.user, self.key)
        if found is None:
            return None
        if found.item != self.item or found.kind != self.typed.kind:
            raise BadInput("同一个提交编号用在了两件事上")
        return Decided(found, state.version, state.stage, repeated=True)

    def _check_current(self, record: Row[Any], lease: Row[Any], state: State) -> None:
        if record.superseded_by is not None:
            raise Conflict("这份记录已有新的提取", remedy="请打开新的记录")
        if record.approved:
            raise Conflict("这份记录已经通过", remedy="要改请先撤销通过")
        if state.version != self.expected:
            raise Conflict("别人刚处理过这一项", remedy="所填内容已留作草稿，请看过新的情况再决定")
        held = lease.user_id is not None and lease.expires_at > stamp(self.now)
        if held and lease.user_id != self.user:
            raise Conflict("别人正在处理这一项", remedy="所填内容已留作草稿")

    def _write(self, person: User, item: Row[Any], state: State, typed: Typed, turn: int) -> Decided:
        values = {
            "case_id": item.case_id,
            "item_id": item.id,
            "record_id": item.record_id,
            "round": turn,
            "version": state.version + 1,
            "kind": typed.kind,
            "before": state.final.value if state.final else item.value,
            "after": typed.value,
            "machine": item.value,
            "printed": self._printed(item, typed),
            "row": typed.row or item.row,
            "column": typed.column or item.column,
            "start": item.start if typed.start is None else typed.start,
            "end": item.end if typed.end is None else typed.end,
            "reason": typed.reason,
            "user_id": self.user,
            "at": stamp(self.now),
            "seconds": typed.seconds,
            "idempotency_key": self.key,
        }
        event, digest = cases.write_event(self.connection, values)
        after = cases.refresh(self.connection, item.case_id)
        drafts.drop(self.connection, self.user, item.case_id)
        mine = (leases.c.case_id == item.case_id) & (leases.c.user_id == self.user)
        self.connection.execute(update(leases).where(mine).values(user_id=None, expires_at=None))
        note(self.connection, self.now, person, event, digest)
        return Decided(event, after.version, after.stage, repeated=False)

    def _printed(self, item: Row[Any], typed: Typed) -> str | None:
        """What stands in the source for the value: as typed, as the given evidence says, or the item's own digits.

        A corrected value that is not the item's digits in some money unit was read elsewhere: then nothing is claimed.
        """
        if typed.printed is not None:
            return typed.printed
        if typed.start is not None:
            return "".join(self._evidence(item, typed).split())
        if typed.kind == "correct" and not rules.prints(item.printed, typed.value):
            return None
        return cast("str | None", item.printed)

    def _is_there(self, item: Row[Any], typed: Typed) -> bool:
        """Whether what is said to be printed is what stands at the given place, spaces aside."""
        return "".join(self._evidence(item, typed).split()) == "".join((typed.printed or "").split())

    def _evidence(self, item: Row[Any], typed: Typed) -> str:
        text = "" if item.document_id is None else bodies.text_of(self.connection, item.document_id)
        return text[typed.start : typed.end]


def sent_before(connection: Connection, user: int, key: str) -> Event | None:
    """Return the event this person's key has made already."""
    mine = (decisions.c.user_id == user) & (decisions.c.idempotency_key == key)
    return next(iter(cases.events_where(connection, mine)), None)


def note(connection: Connection, now: datetime, person: User, event: Event, digest: str) -> None:
    """Put an event into the audit trail."""
    subject = f"record/{event.record}" if event.item is None else f"item/{event.item}"
    detail = {"decision": event.id, "digest": digest, "before": event.before, "after": event.after}
    trail.append(connection, now, person.name, event.kind, subject, detail)


def check_key(key: str) -> None:
    """Refuse an idempotency key that is none."""
    if not (0 < len(key) <= 64 and key.isascii() and key.isprintable()):
        raise BadInput("提交编号不对")


def _shortened(typed: Typed) -> Typed:
    """A draft is kept even of what is too long to decide with."""
    return Typed(
        typed.kind,
        typed.value and typed.value[:200],
        typed.printed and typed.printed[:200],
        typed.reason[: rules.LONGEST_REASON],
        typed.row and typed.row[:200],
        typed.column and typed.column[:200],
        typed.start,
        typed.end,
        typed.seconds,
    )

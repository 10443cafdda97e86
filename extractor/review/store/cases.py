"""Cases and their events in the database: reading the history, and keeping the copy of what it comes to."""

from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Row, select, update

from extractor.review.store import trail
from extractor.review.store.bodies import record_row
from extractor.review.store.errors import NotFound
from extractor.review.store.replay import replay
from extractor.review.store.tables import cases, decisions, items, leases, users
from extractor.review.store.values import Event, State
from schemas.review import DecisionKind


def events_where(connection: Connection, which: ColumnElement[bool]) -> list[Event]:
    """Return events, oldest first."""
    query = (
        select(decisions, users.c.name.label("user_name"))
        .join(users, users.c.id == decisions.c.user_id)
        .where(which)
        .order_by(decisions.c.case_id, decisions.c.version, decisions.c.id)
    )
    return [_event(row) for row in connection.execute(query)]


def events_of(connection: Connection, case: int) -> list[Event]:
    """Return the whole history of a case, oldest first."""
    return events_where(connection, decisions.c.case_id == case)


def state_of(connection: Connection, case: int) -> State:
    """Return what a case's history comes to: replayed, not looked up."""
    second_look = connection.execute(select(cases.c.second_look).where(cases.c.id == case)).scalar_one_or_none()
    if second_look is None:
        raise NotFound("没有这一项")
    return replay(events_of(connection, case), second_look=second_look)


def states_of(connection: Connection, record: int) -> dict[int, State]:
    """Return the state of every case of a record, by case."""
    mine = select(items.c.case_id).where(items.c.record_id == record)
    looks = dict(
        (row.id, row.second_look) for row in connection.execute(select(cases).where(cases.c.id.in_(mine))).all()
    )
    by_case: dict[int, list[Event]] = {case: [] for case in looks}
    for event in events_where(connection, decisions.c.case_id.in_(mine)):
        by_case[cast(int, event.case)].append(event)
    return {case: replay(found, second_look=looks[case]) for case, found in by_case.items()}


def refresh(connection: Connection, case: int) -> State:
    """Bring the copy of a case's state up to date with its history."""
    state = state_of(connection, case)
    values = {
        "stage": state.stage,
        "version": state.version,
        "first_user": state.first.user if state.first else None,
        "second_user": state.second.user if state.second else None,
    }
    connection.execute(update(cases).where(cases.c.id == case).values(**values))
    return state


def item_row(connection: Connection, item: int) -> Row[Any]:
    """Return the row of an item. Raises NotFound."""
    row = connection.execute(select(items).where(items.c.id == item)).first()
    if row is None:
        raise NotFound("没有这一项")
    return row


def locked(connection: Connection, case: int) -> tuple[Row[Any], Row[Any]]:
    """Return the rows of a case and of its lease, both held until the transaction ends."""
    row = connection.execute(select(cases).where(cases.c.id == case).with_for_update()).one()
    lease = connection.execute(select(leases).where(leases.c.case_id == case).with_for_update()).one()
    return row, lease


def held_record(connection: Connection, record: int) -> Row[Any]:
    """Return the row of a record that nobody approves or replaces before the transaction ends."""
    return record_row(connection, record, share=True)


def write_event(connection: Connection, values: dict[str, Any]) -> tuple[Event, str]:
    """Append an event. Returns it, and the digest the audit trail takes."""
    values = {"undoes": None, **values}
    digest = trail.digest(values)
    made = connection.execute(decisions.insert().values(**values, digest=digest).returning(decisions.c.id)).scalar_one()
    return events_where(connection, decisions.c.id == made)[0], digest


def _event(row: Row[Any]) -> Event:
    return Event(
        id=row.id,
        item=row.item_id,
        record=row.record_id,
        case=row.case_id,
        round=row.round,
        version=row.version,
        kind=cast(DecisionKind, row.kind),
        before=row.before,
        after=row.after,
        machine=row.machine,
        printed=row.printed,
        row=row.row,
        column=row.column,
        start=row.start,
        end=row.end,
        reason=row.reason,
        user=row.user_id,
        user_name=row.user_name,
        at=row.at,
        seconds=row.seconds,
        undoes=row.undoes,
    )

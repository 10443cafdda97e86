"""Looking: items by filter, worst first; one item as one person may see it; how far the work is."""

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, exists, func, or_, select

from extractor.review.store import bodies, drafts, people
from extractor.review.store import cases as histories
from extractor.review.store.clock import stamp
from extractor.review.store.errors import NotFound
from extractor.review.store.results import Progress
from extractor.review.store.tables import (
    cases,
    decisions,
    finding_items,
    findings,
    item_reasons,
    items,
    leases,
    records,
)
from extractor.review.store.values import RANK, Event, Filters, Item, ItemView, Lease, RecordRow, State, User

JOINED = (
    items.join(cases, cases.c.id == items.c.case_id)
    .join(leases, leases.c.case_id == cases.c.id)
    .join(records, records.c.id == items.c.record_id)
)
_NUMBERS_LAST = case((items.c.queue == "numbers", 1), else_=0)
WORST_FIRST = (_NUMBERS_LAST, items.c.risk.desc(), items.c.record_id, items.c.ordinal)


def chosen() -> Select[Any]:
    """Select what an `Item` is made of."""
    return select(
        items, records.c.unit_name, records.c.year, cases.c.stage, cases.c.version, cases.c.second_look
    ).select_from(JOINED)


def meets(filters: Filters) -> ColumnElement[bool]:
    """Return the condition of the filters. Unless a record is named, only current records count."""
    asked: list[ColumnElement[bool]] = [items.c.queue.in_(list(filters.queues))]
    asked.append(records.c.superseded_by.is_(None) if filters.record is None else records.c.id == filters.record)
    for column, value in (
        (records.c.unit_name, filters.unit),
        (records.c.year, filters.year),
        (items.c.place, filters.section),
        (items.c.band, filters.band),
    ):
        if value is not None:
            asked.append(column == value)
    if filters.stages is not None:
        asked.append(cases.c.stage.in_(list(filters.stages)))
    if filters.reason is not None:
        asked.append(exists().where(item_reasons.c.item_id == items.c.id, item_reasons.c.reason == filters.reason))
    if filters.reviewer is not None:
        answered = exists().where(decisions.c.case_id == cases.c.id, decisions.c.user_id == filters.reviewer)
        asked.append(or_(leases.c.user_id == filters.reviewer, answered))
    if filters.skip:
        asked.append(items.c.id.not_in(list(filters.skip)))
    return and_(*asked)


def listed(connection: Connection, filters: Filters, limit: int, offset: int) -> list[Item]:
    """Return items, worst first."""
    query = chosen().where(meets(filters)).order_by(*WORST_FIRST).limit(limit).offset(offset)
    return [as_item(row) for row in connection.execute(query)]


def view(connection: Connection, now: datetime, item: int, user: int) -> ItemView:
    """Return an item as this person may see it. Raises NotFound, NotAllowed."""
    person = people.require(connection, user, "viewer")
    row = connection.execute(chosen().where(items.c.id == item)).first()
    if row is None:
        raise NotFound("没有这一项")
    state = histories.state_of(connection, row.case_id)
    events = histories.events_of(connection, row.case_id)
    seen = visible(events, state, person)
    lease = connection.execute(select(leases).where(leases.c.case_id == row.case_id)).one()
    held = lease.user_id is not None and lease.expires_at > stamp(now)
    earlier = histories.events_of(connection, row.earlier_case) if row.earlier_case is not None else []
    if row.second_look:  # two are to answer on their own: what one of them said last time would prompt the other
        earlier = visible(earlier, state, person)
    spoken = (
        select(findings.c.body)
        .join(finding_items, finding_items.c.finding_id == findings.c.id)
        .where(finding_items.c.item_id == item)
        .order_by(findings.c.id)
    )
    return ItemView(
        item=as_item(row),
        state=state if len(seen) == len(events) else None,
        history=tuple(seen),
        earlier=tuple(earlier),
        lease=Lease(lease.user_id, lease.expires_at) if held else None,
        draft=drafts.load(connection, user, row.case_id),
        findings=tuple(json.loads(body) for body in connection.execute(spoken).scalars()),
    )


def visible(events: Sequence[Event], state: State, person: User) -> list[Event]:
    """Return the events a person may see.

    Until a case is settled one sees one's own answers; who may settle it sees all once it is his to settle. So nobody
    who looks a second time knows what the first said.
    """
    settling = state.stage == "adjudicate" and RANK[person.role] >= RANK["adjudicator"]
    if state.stage == "settled" or settling:
        return list(events)
    return [event for event in events if event.user == person.id]


def progress(connection: Connection, now: datetime, filters: Filters) -> Progress:
    """Return the counts of the items that meet the filters."""
    return _counted(_tallies(connection, now, filters))


def progress_by_record(connection: Connection, now: datetime, filters: Filters) -> dict[int, Progress]:
    """Return the same counts for each record that has any such item."""
    rows: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in _tallies(connection, now, filters):
        rows[row.record_id].append(row)
    return {record: _counted(mine) for record, mine in rows.items()}


def _tallies(connection: Connection, now: datetime, filters: Filters) -> Sequence[Row[Any]]:
    """Counts by record and stage, in one query whatever the number of records."""
    must = (items.c.band == "MUST") & (cases.c.stage != "settled")
    held = leases.c.user_id.is_not(None) & (leases.c.expires_at > stamp(now))
    query = (
        select(
            items.c.record_id,
            cases.c.stage,
            func.count().label("number"),
            func.sum(case((must, 1), else_=0)).label("must"),
            func.sum(case((held, 1), else_=0)).label("held"),
        )
        .select_from(JOINED)
        .where(meets(filters))
        .group_by(items.c.record_id, cases.c.stage)
    )
    return connection.execute(query).all()


def _counted(rows: Sequence[Row[Any]]) -> Progress:
    counts: Counter[str] = Counter()
    for row in rows:
        counts[row.stage] += row.number
    return Progress(
        total=counts.total(),
        first=counts["first"],
        second=counts["second"],
        adjudicate=counts["adjudicate"],
        settled=counts["settled"],
        must_open=sum(row.must for row in rows),
        leased=sum(row.held for row in rows),
    )


def reasons(connection: Connection) -> list[tuple[str, int]]:
    """Return the reasons of queued items of current records and how many have each, commonest first."""
    count = func.count()
    query = (
        select(item_reasons.c.reason, count)
        .select_from(JOINED.join(item_reasons, item_reasons.c.item_id == items.c.id))
        .where(items.c.queue != "none", records.c.superseded_by.is_(None))
        .group_by(item_reasons.c.reason)
        .order_by(count.desc(), item_reasons.c.reason)
    )
    return [(reason, number) for reason, number in connection.execute(query)]


def places(connection: Connection) -> list[str]:
    """Return the places of queued items of current records. Bodies of records are not opened for it."""
    query = select(items.c.place).select_from(JOINED).where(items.c.queue != "none", records.c.superseded_by.is_(None))
    return list(connection.execute(query.distinct()).scalars())


def record_rows(connection: Connection, *, current: bool) -> list[RecordRow]:
    """Return the records, newest first; `current`: only those that nothing supersedes."""
    query = select(records).order_by(records.c.id.desc())
    if current:
        query = query.where(records.c.superseded_by.is_(None))
    return [bodies.as_row(row) for row in connection.execute(query)]


def as_item(row: Row[Any]) -> Item:
    """Return a row of `chosen` as an item."""
    return Item(
        id=row.id,
        record=row.record_id,
        case=row.case_id,
        kind=row.kind,
        key=row.key,
        place=row.place,
        row=row.row,
        column=row.column,
        band=row.band,
        score=row.score,
        reasons=tuple(json.loads(row.reasons)),
        value=row.value,
        unit=row.unit,
        printed=row.printed,
        document=row.document_id,
        start=row.start,
        end=row.end,
        page=row.page,
        queue=row.queue,
        unit_name=row.unit_name,
        year=row.year,
        stage=row.stage,
        version=row.version,
    )

"""Decisions beside a record: the reviewed record, and for the checks a copy in which they hold."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy import Connection, select

from extractor.checks.check import check
from extractor.checks.of_record import book_of_record
from extractor.review.store import cases
from extractor.review.store.bodies import record_of, text_of
from extractor.review.store.replay import alike, live_events
from extractor.review.store.rules import decimal_text
from extractor.review.store.tables import decisions, documents, items
from extractor.review.store.values import Event, Given, State
from schemas.fact import Confidence, Evidence, Fact
from schemas.record import Finding, Record
from schemas.review import AppliedDecision, Approval, ReviewedRecord

_PERSON = Confidence(band="AUTO", score=1.0, reasons=("由人填写",))


@dataclass(frozen=True)
class Settled:
    """A settled item: what is decided, by which event, and who else came to it."""

    item: int
    decision: AppliedDecision
    event: Event
    queue: str
    document: int | None


def settled_of(connection: Connection, record: int) -> list[Settled]:
    """Return what is settled of a record, in the order of the report."""
    states = cases.states_of(connection, record)
    final = [state.final.event for state in states.values() if state.final]
    mine = select(items.c.case_id).where(items.c.record_id == record)
    events = {event.id: event for event in cases.events_where(connection, decisions.c.case_id.in_(mine))}
    rows = connection.execute(
        select(items, documents.c.sha256)
        .outerjoin(documents, documents.c.id == items.c.document_id)
        .where(items.c.record_id == record)
        .order_by(items.c.ordinal)
    )
    found = []
    for row in rows:
        given = states[row.case_id].final
        if given is None or given.event not in final:
            continue
        event = events[given.event]
        decision = AppliedDecision(
            item=row.key,
            item_kind=row.kind,
            kind=given.kind,
            place=row.place,
            row=event.row,
            column=event.column,
            machine_value=row.value,
            value=given.value,
            printed=event.printed,
            unit=row.unit,
            document_sha256=row.sha256,
            start=event.start,
            end=event.end,
            reason=event.reason,
            by=event.user_name,
            at=event.at,
            confirmed_by=_confirmed(states[row.case_id], given, events),
        )
        found.append(Settled(row.id, decision, event, row.queue, row.document_id))
    return found


def final_record(connection: Connection, record: int) -> ReviewedRecord:
    """Return a record with the decisions beside it. Every value of the machine is still there."""
    whole = record_of(connection, record)
    made = tuple(one.decision for one in settled_of(connection, record))
    fields = {name: getattr(whole, name) for name in Record.model_fields}
    return ReviewedRecord(**fields, decisions=made, approval=_approval(connection, record))


def findings_of(connection: Connection, record: int, trial: Mapping[int, str | None]) -> tuple[Finding, ...]:
    """Return what the checks say with the decisions applied, and with the values of `trial` (by item) on top.

    Where nothing changes a value the record's own findings stand; else all identities are tried anew.
    """
    whole = record_of(connection, record)
    settled = settled_of(connection, record)
    if not trial and all(one.decision.value == one.decision.machine_value for one in settled):
        return whole.findings
    return check(book_of_record(_decided(connection, whole, settled, trial))).findings


def decided_of(connection: Connection, record: int, trial: Mapping[int, str | None]) -> Record:
    """Return a copy of a record in which the decisions, and on top of them `trial`, hold: for the checks only."""
    return _decided(connection, record_of(connection, record), settled_of(connection, record), trial)


def _decided(
    connection: Connection, whole: Record, settled: Sequence[Settled], trial: Mapping[int, str | None]
) -> Record:
    changed = [one for one in settled if one.decision.value != one.decision.machine_value]
    texts = {one.document: text_of(connection, one.document) for one in changed if one.document is not None}
    decided = as_decided(whole, settled, texts)
    return _tried(connection, decided, trial) if trial else decided


def failing(connection: Connection, record: int) -> tuple[Finding, ...]:
    """Return the hard checks that fail with the decisions applied."""
    return tuple(one for one in findings_of(connection, record, {}) if one.severity == "error")


def _tried(connection: Connection, record: Record, trial: Mapping[int, str | None]) -> Record:
    """The record with values that are only being typed; None: the figure is not there."""
    rows = connection.execute(select(items.c.id, items.c.key).where(items.c.id.in_(list(trial))))
    values = {row.key: trial[row.id] for row in rows}
    facts = []
    for fact in record.facts:
        value = values.get(fact.id, fact.value)
        if value is not None:
            facts.append(fact.model_copy(update={"value": decimal_text(value)}))
    return record.model_copy(update={"facts": tuple(facts)})


def as_decided(record: Record, settled: Iterable[Settled], texts: dict[int, str]) -> Record:
    """Return a copy of a record in which the decisions hold: for the checks only, never shown as the machine's."""
    facts = {fact.id: fact for fact in record.facts}
    for one in settled:
        decision = one.decision
        if decision.item_kind == "fact":
            fact = facts[decision.item]
            if decision.kind == "correct" and decision.value is not None:
                printed = decision.printed or fact.printed
                facts[fact.id] = fact.model_copy(update={"value": decision.value, "printed": printed})
            elif decision.kind == "absent":
                del facts[fact.id]
        elif decision.kind == "correct" and decision.value is not None:
            added = _added(record, one, texts)
            if added is not None:
                facts.setdefault(added.id, added)
    return record.model_copy(update={"facts": tuple(facts.values())})


def _added(record: Record, one: Settled, texts: dict[int, str]) -> Fact | None:
    """A figure a person placed that the machine had not. Without a place in the text it is no fact."""
    said = one.decision
    names = [document.name for document in record.documents if document.sha256 == said.document_sha256]
    if not names or said.start is None or said.end is None or one.document is None or not said.column:
        return None
    text = texts[one.document][said.start : said.end]
    evidence = Evidence(
        document=names[0], start=said.start, end=said.end, page=1, text=text, match="exact", source="text"
    )
    return Fact(
        id=f"{said.place}/{said.row}/{said.column}",
        place=said.place,
        row=said.row,
        column=said.column,
        value=cast(str, said.value),
        unit=said.unit or "元",
        printed=said.printed or "".join(text.split()),
        evidence=(evidence,),
        confidence=_PERSON,
    )


def _confirmed(state: State, final: Given, events: dict[int, Event]) -> tuple[str, ...]:
    others = [one for one in (state.first, state.second, state.third) if one and one.user != final.user]
    return tuple(dict.fromkeys(events[one.event].user_name for one in others if alike(one, final)))


def _approval(connection: Connection, record: int) -> Approval | None:
    which = (decisions.c.record_id == record) & decisions.c.case_id.is_(None)
    live = live_events(cases.events_where(connection, which))
    if not live:
        return None
    last = live[-1]
    return Approval(by=last.user_name, at=last.at, override=last.kind == "override", reason=last.reason)

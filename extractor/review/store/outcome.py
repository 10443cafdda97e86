"""What goes out: corrections, and figures two people found to be so, as candidates for the gold."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from extractor.review.store import applied, cases, people, trail
from extractor.review.store.bodies import record_of, text_of
from extractor.review.store.errors import BadInput, Conflict
from extractor.review.store.tables import cases as case_table
from extractor.review.store.tables import records
from schemas.record import Record
from schemas.review import AppliedDecision, Correction, GoldCandidate


def current_records(connection: Connection) -> list[int]:
    """Return the ids of the records that nothing supersedes, oldest first."""
    query = select(records.c.id).where(records.c.superseded_by.is_(None)).order_by(records.c.id)
    return list(connection.execute(query).scalars())


def corrections(connection: Connection, record: int) -> list[Correction]:
    """Return where a person changed what the machine said of a record, in the order of the report."""
    whole = record_of(connection, record)
    sha256 = connection.execute(select(records.c.sha256).where(records.c.id == record)).scalar_one()
    return [
        _correction(whole, sha256, one.decision, _slice(connection, one))
        for one in applied.settled_of(connection, record)
        if one.decision.kind in ("correct", "absent") and one.decision.value != one.decision.machine_value
    ]


def _correction(whole: Record, sha256: str, said: AppliedDecision, evidence: str | None) -> Correction:
    return Correction(
        record_sha256=sha256,
        document_sha256=said.document_sha256,
        unit_name=whole.unit.name,
        year=whole.unit.year,
        place=said.place,
        row=said.row,
        column=said.column,
        item_kind=said.item_kind,
        evidence=evidence,
        start=said.start,
        end=said.end,
        printed=said.printed,
        before=said.machine_value,
        after=said.value,
        kind="correct" if said.kind == "correct" else "absent",
        reason=said.reason,
        by=said.by,
        at=said.at,
        confirmed_by=said.confirmed_by,
        model=whole.provenance.model,
        prompts=whole.provenance.prompts,
    )


def gold_candidates(connection: Connection, record: int) -> list[GoldCandidate]:
    """Return the figures of a record that two or more people, each on their own, found to be so."""
    whole: Record = record_of(connection, record)
    fallback = whole.documents[0].sha256 if len(whole.documents) == 1 else None
    found = [candidate(one.decision, fallback) for one in applied.settled_of(connection, record)]
    return [one for one in found if one is not None]


def candidate(said: AppliedDecision, fallback: str | None) -> GoldCandidate | None:
    """Return a decision as a candidate for the gold, or None where one person alone came to it or nothing is printed.

    `fallback`: the document of an item that points into none, where the record has only one.
    """
    document = said.document_sha256 or fallback
    if not (said.confirmed_by and said.row and said.column and document) or said.kind == "cannot_tell":
        return None
    absent = said.value is None
    if not absent and not said.printed:
        return None
    return GoldCandidate(
        document_sha256=document,
        place=said.place,
        row=said.row,
        column=said.column,
        state="absent" if absent else "value",
        printed=None if absent else said.printed,
        value=said.value,
        unit=said.unit,
        start=None if absent else said.start,
        end=None if absent else said.end,
        by=(said.by, *said.confirmed_by),
    )


@dataclass(frozen=True)
class SecondLook:
    """Asking a second person, so that a correction may become gold."""

    connection: Connection
    now: datetime
    by: int

    def ask(self, item: int) -> None:
        """Ask a second person, who will not see the answer of the first. Raises BadInput where two have answered."""
        person = people.require(self.connection, self.by, "adjudicator")
        row = cases.item_row(self.connection, item)
        if cases.held_record(self.connection, row.record_id).approved:
            raise Conflict("这份记录已经通过", remedy="要再看请先撤销通过")
        case, _ = cases.locked(self.connection, row.case_id)
        state = cases.state_of(self.connection, row.case_id)
        if (case.second_look and state.stage != "first") or state.third:
            raise BadInput("这一项已请第二个人看过或正在等")
        self.connection.execute(update(case_table).where(case_table.c.id == row.case_id).values(second_look=True))
        cases.refresh(self.connection, row.case_id)
        trail.append(self.connection, self.now, person.name, "second_look", f"item/{item}", {})


def _slice(connection: Connection, one: applied.Settled) -> str | None:
    said = one.decision
    if one.document is None or said.start is None or said.end is None:
        return None
    return text_of(connection, one.document)[said.start : said.end]

"""A record comes in: its items are made, and decisions on the same evidence in an earlier extraction still hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from extractor.review.store import bodies, looks, people, trail
from extractor.review.store.asked import Asked, asked_of, source_of
from extractor.review.store.clock import stamp
from extractor.review.store.database import take_turns
from extractor.review.store.results import Imported
from extractor.review.store.sound import require_sound
from extractor.review.store.tables import (
    cases,
    finding_items,
    findings,
    item_reasons,
    items,
    leases,
    records,
)
from extractor.review.store.values import Settings
from schemas.record import Finding, Record

_AT_ONCE = 500
"""Rows looked up in one statement; SQLite takes no more than some thousands of parameters."""


@dataclass(frozen=True)
class Import:
    """The import of one record. `by`: who imports it; None for the command line."""

    connection: Connection
    now: datetime
    settings: Settings
    by: int | None

    def run(self, record: Record) -> Imported:
        """Import a record. The same record again changes nothing, but makes it the current one of its source."""
        actor = people.SYSTEM if self.by is None else people.require(self.connection, self.by, "reviewer").name
        require_sound(record)
        take_turns(self.connection, f"import {source_of(record)}")
        sha256 = bodies.sha256_of(record)
        known = self.connection.execute(select(records.c.id).where(records.c.sha256 == sha256)).scalar_one_or_none()
        if known is not None:
            return self._again(known, actor)
        made, documents = bodies.keep(self.connection, record, sha256, stamp(self.now), self.by)
        asked = asked_of(record, self.settings.audit_share)
        by_identity = self._cases(asked)
        earlier = self._earlier(asked, by_identity)
        ids = self._items(made, asked, documents, by_identity, earlier)
        self._findings(made, record.findings, {one.key: item for one, item in zip(asked, ids, strict=True)})
        replaced = self._supersede(made)
        kept, again = self._counted(made)
        done = Imported(made, True, len(asked), sum(one.queue != "none" for one in asked), kept, again, replaced)
        detail = {"sha256": sha256, "items": done.items, "kept": kept, "asked_again": again, "supersedes": replaced}
        trail.append(self.connection, self.now, actor, "imported", f"record/{made}", detail)
        return done

    def _again(self, known: int, actor: str) -> Imported:
        row = bodies.record_row(self.connection, known, lock=True)
        replaced = None
        if row.superseded_by is not None:
            self.connection.execute(update(records).where(records.c.id == known).values(superseded_by=None))
            replaced = self._supersede(known)
            trail.append(
                self.connection, self.now, actor, "imported_again", f"record/{known}", {"supersedes": replaced}
            )
        mine = items.c.record_id == known
        count = self.connection.execute(select(func.count()).where(mine)).scalar_one()
        queued = self.connection.execute(select(func.count()).where(mine, items.c.queue != "none")).scalar_one()
        return Imported(known, False, count, queued, *self._counted(known), replaced)

    def _cases(self, asked: Sequence[Asked]) -> dict[str, int]:
        """Return the case of each identity, made where there is none yet."""
        known = self._known(cases.c.identity, [one.identity for one in asked])
        fresh = [one for one in asked if one.identity not in known]
        if fresh:
            twice = looks.possible(self.connection)
            rows = [
                {
                    "identity": one.identity,
                    "likeness": one.likeness,
                    "second_look": twice and looks.wanted(self.settings, one.queue, one.identity),
                    "stage": "first",
                    "version": 0,
                }
                for one in fresh
            ]
            self.connection.execute(insert(cases), rows)
            made = self._known(cases.c.identity, [one.identity for one in fresh])
            self.connection.execute(insert(leases), [{"case_id": case} for case in made.values()])
            known |= made
        return known

    def _known(self, column: Any, values: Sequence[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for at in range(0, len(values), _AT_ONCE):
            query = select(column, cases.c.id).where(column.in_(values[at : at + _AT_ONCE])).order_by(cases.c.id)
            found.update((key, case) for key, case in self.connection.execute(query))
        return found

    def _earlier(self, asked: Sequence[Asked], known: dict[str, int]) -> dict[str, int]:
        """Return, by likeness, the latest decided case of the same key whose evidence was another."""
        alike = [one.likeness for one in asked]
        found: dict[str, int] = {}
        mine = set(known.values())
        for at in range(0, len(alike), _AT_ONCE):
            some = cases.c.likeness.in_(alike[at : at + _AT_ONCE])
            query = select(cases.c.likeness, cases.c.id).where(some, cases.c.version > 0).order_by(cases.c.id)
            found.update((like, case) for like, case in self.connection.execute(query) if case not in mine)
        return found

    def _items(
        self,
        record: int,
        asked: Sequence[Asked],
        documents: Sequence[int],
        by_identity: dict[str, int],
        earlier: dict[str, int],
    ) -> list[int]:
        if not asked:
            return []
        rows = [
            _row(record, at, one, documents, by_identity[one.identity], earlier.get(one.likeness))
            for at, one in enumerate(asked)
        ]
        self.connection.execute(insert(items), rows)
        query = select(items.c.id).where(items.c.record_id == record).order_by(items.c.ordinal)
        made = list(self.connection.execute(query).scalars())
        reasons = [
            {"item_id": item, "reason": bodies.storable(reason)}
            for item, one in zip(made, asked, strict=True)
            for reason in dict.fromkeys(one.reasons)
        ]
        if reasons:
            self.connection.execute(insert(item_reasons), reasons)
        return made

    def _findings(self, record: int, found: Sequence[Finding], by_key: dict[str, int]) -> None:
        for one in found:
            values = {
                "record_id": record,
                "finding": bodies.storable(one.id),
                "severity": one.severity,
                "message": bodies.storable(one.message),
                "body": one.model_dump_json(),
            }
            made = self.connection.execute(insert(findings).values(**values).returning(findings.c.id)).scalar_one()
            blamed = f"{one.place}/{one.row}/{one.column}"
            speaks_of = {by_key[key] for key in (blamed, *one.facts, *one.repeats, *one.suspects) if key in by_key}
            if speaks_of:
                rows = [{"finding_id": made, "item_id": item} for item in sorted(speaks_of)]
                self.connection.execute(insert(finding_items), rows)

    def _supersede(self, record: int) -> int | None:
        """Make a record the current one of its source. Returns the one that was."""
        source = select(records.c.source).where(records.c.id == record).scalar_subquery()
        current = (records.c.source == source) & records.c.superseded_by.is_(None) & (records.c.id != record)
        before = list(self.connection.execute(select(records.c.id).where(current).with_for_update()).scalars())
        self.connection.execute(update(records).where(records.c.id.in_(before)).values(superseded_by=record))
        return max(before, default=None)

    def _counted(self, record: int) -> tuple[int, int]:
        joined = select(func.count()).select_from(items.join(cases, cases.c.id == items.c.case_id))
        mine = items.c.record_id == record
        kept = self.connection.execute(joined.where(mine, cases.c.stage != "first")).scalar_one()
        again = self.connection.execute(
            joined.where(mine, cases.c.stage == "first", items.c.earlier_case.is_not(None))
        ).scalar_one()
        return kept, again


def _row(
    record: int, ordinal: int, one: Asked, documents: Sequence[int], case: int, earlier: int | None
) -> dict[str, Any]:
    return {
        "record_id": record,
        "case_id": case,
        "earlier_case": earlier,
        "kind": one.kind,
        "key": bodies.storable(one.key),
        "place": bodies.storable(one.place),
        "row": bodies.storable(one.row),
        "column": bodies.storable(one.column),
        "band": one.band,
        "score": one.score,
        "reasons": bodies.as_json(one.reasons),
        "value": one.value,
        "unit": bodies.storable(one.unit),
        "printed": bodies.storable(one.printed),
        "document_id": documents[one.document] if one.document is not None else None,
        "start": one.start,
        "end": one.end,
        "page": one.page,
        "queue": one.queue,
        "risk": one.risk,
        "ordinal": ordinal,
    }

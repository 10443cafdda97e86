"""The audit trail: every entry's hash takes in the one before, so that a changed, lost or slipped-in line shows."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from extractor.review.store.clock import stamp
from extractor.review.store.results import AuditCheck, AuditEntry
from extractor.review.store.tables import audit, audit_head, decisions

_START = "0" * 64


def append(
    connection: Connection, at: datetime, actor: str, action: str, subject: str, detail: Mapping[str, Any]
) -> None:
    """Write one entry. Call it last in a transaction: writers of the trail wait for each other from here on."""
    head = connection.execute(select(audit_head).with_for_update()).one()
    entry = {
        "seq": head.seq + 1,
        "at": stamp(at),
        "actor": actor,
        "action": action,
        "subject": subject,
        "detail": canonical(detail),
    }
    entry["hash"] = _chained(head.hash, entry)
    connection.execute(insert(audit).values(**entry))
    connection.execute(update(audit_head).values(seq=entry["seq"], hash=entry["hash"]))


def entries(connection: Connection, *, after: int = 0, limit: int = 200) -> list[AuditEntry]:
    """Return entries behind number `after`, oldest first."""
    rows = connection.execute(select(audit).where(audit.c.seq > after).order_by(audit.c.seq).limit(limit))
    return [AuditEntry(r.seq, r.at, r.actor, r.action, r.subject, json.loads(r.detail)) for r in rows]


def head(connection: Connection) -> str:
    """Return the hash of the last entry: who keeps it elsewhere can tell later that nothing before it was changed."""
    return str(connection.execute(select(audit_head.c.hash)).scalar_one())


def verify(connection: Connection) -> AuditCheck:
    """Try the whole trail, and every decision against the digest the trail has of it."""
    before, count, digests = _START, 0, {}
    for row in connection.execute(select(audit).order_by(audit.c.seq)).mappings():
        count += 1
        entry = {name: row[name] for name in ("seq", "at", "actor", "action", "subject", "detail")}
        if row["seq"] != count:
            return AuditCheck(False, count, count, "审计记录缺了一条")
        if row["hash"] != _chained(before, entry):
            return AuditCheck(False, count, count, "审计记录被改动过")
        before = row["hash"]
        said = json.loads(row["detail"])
        if "digest" in said:
            digests[said["decision"]] = said["digest"]
    head = connection.execute(select(audit_head)).one()
    if (head.seq, head.hash) != (count, before):
        return AuditCheck(False, count, count + 1, "审计记录的末尾不在了")
    return _verify_decisions(connection, count, digests)


def _verify_decisions(connection: Connection, count: int, digests: dict[int, str]) -> AuditCheck:
    for row in connection.execute(select(decisions).order_by(decisions.c.id)).mappings():
        if digests.pop(row["id"], None) != digest(row):
            return AuditCheck(False, count, row["id"], "一条决定与审计记录不符")
    if digests:
        return AuditCheck(False, count, min(digests), "一条决定不在了")
    return AuditCheck(True, count, None, "")


def digest(decision: Mapping[Any, Any]) -> str:
    """Return the digest of a row of `decisions`, whatever the database numbered it."""
    kept = {str(name): value for name, value in decision.items() if str(name) not in ("id", "digest")}
    return hashlib.sha256(canonical(kept).encode()).hexdigest()


def canonical(what: object) -> str:
    """Return JSON that is the same for the same content."""
    return json.dumps(what, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _chained(before: str, entry: Mapping[str, Any]) -> str:
    kept = {name: value for name, value in entry.items() if name != "hash"}
    return hashlib.sha256((before + canonical(kept)).encode()).hexdigest()

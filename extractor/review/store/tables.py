"""The tables. Migrations make them; a test holds that both say the same.

A `case` is one question to a person: is this figure, printed there, what stands under this key? It outlives an
extraction. An `item` is a case as one record states it. Decisions belong to cases, so they hold for a new extraction
whose evidence is the same. What `cases` says of its stage is a copy of what its events come to (replay.py).
Money is decimal text; moments are ISO text; `score` is a probability and no amount.
"""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _to(column: str, name: str, **more: Any) -> Column[Any]:
    return Column(name, Integer, ForeignKey(column), **more)


users = Table(
    "users",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(64), nullable=False, unique=True),
    Column("password_hash", Text, nullable=False),
    Column("role", String(16), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("created_at", String(32), nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    _to("users.id", "user_id", nullable=False, index=True),
    Column("csrf", String(64), nullable=False),
    Column("created_at", String(32), nullable=False),
    Column("expires_at", String(32), nullable=False),
)

login_attempts = Table(
    "login_attempts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(64), nullable=False, index=True),
    Column("client", String(64), nullable=False, index=True),
    Column("at", String(32), nullable=False, index=True),
)

known_clients = Table(
    "known_clients",
    metadata,
    _to("users.id", "user_id", primary_key=True),
    Column("client", String(64), primary_key=True),
    Column("at", String(32), nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("text_sha256", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("text", LargeBinary, nullable=False),
    UniqueConstraint("sha256", "text_sha256"),
)

records = Table(
    "records",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("source", String(64), nullable=False, index=True),
    Column("schema_version", String(16), nullable=False),
    Column("unit_name", Text),
    Column("year", Integer),
    Column("status", String(16), nullable=False),
    Column("provenance", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("imported_at", String(32), nullable=False),
    _to("users.id", "imported_by"),
    _to("records.id", "superseded_by"),
    Column("approved", Boolean, nullable=False),
)

record_documents = Table(
    "record_documents",
    metadata,
    _to("records.id", "record_id", primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    _to("documents.id", "document_id", nullable=False),
)

cases = Table(
    "cases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("identity", String(64), nullable=False, unique=True),
    Column("likeness", String(64), nullable=False, index=True),
    Column("second_look", Boolean, nullable=False),
    Column("stage", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    _to("users.id", "first_user"),
    _to("users.id", "second_user"),
)

items = Table(
    "items",
    metadata,
    Column("id", Integer, primary_key=True),
    _to("records.id", "record_id", nullable=False),
    _to("cases.id", "case_id", nullable=False, index=True),
    _to("cases.id", "earlier_case"),
    Column("kind", String(16), nullable=False),
    Column("key", Text, nullable=False),
    Column("place", String(16), nullable=False),
    Column("row", Text, nullable=False),
    Column("column", Text, nullable=False),
    Column("band", String(8), nullable=False),
    Column("score", Float, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("value", Text),
    Column("unit", Text, nullable=False),
    Column("printed", Text),
    _to("documents.id", "document_id"),
    Column("start", Integer),
    Column("end", Integer),
    Column("page", Integer),
    Column("queue", String(8), nullable=False),
    Column("risk", Integer, nullable=False),
    Column("ordinal", Integer, nullable=False),
    UniqueConstraint("record_id", "case_id"),
    Index(None, "queue", "risk"),
)

item_reasons = Table(
    "item_reasons",
    metadata,
    _to("items.id", "item_id", primary_key=True),
    Column("reason", Text, primary_key=True),
)

findings = Table(
    "findings",
    metadata,
    Column("id", Integer, primary_key=True),
    _to("records.id", "record_id", nullable=False, index=True),
    Column("finding", Text, nullable=False),
    Column("severity", String(8), nullable=False),
    Column("message", Text, nullable=False),
    Column("body", Text, nullable=False),
)

finding_items = Table(
    "finding_items",
    metadata,
    _to("findings.id", "finding_id", primary_key=True),
    _to("items.id", "item_id", primary_key=True, index=True),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    _to("cases.id", "case_id"),
    _to("items.id", "item_id"),
    _to("records.id", "record_id", nullable=False, index=True),
    Column("round", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("machine", Text),
    Column("printed", Text),
    Column("row", Text, nullable=False),
    Column("column", Text, nullable=False),
    Column("start", Integer),
    Column("end", Integer),
    Column("reason", Text, nullable=False),
    _to("users.id", "user_id", nullable=False),
    Column("at", String(32), nullable=False),
    Column("seconds", Integer, nullable=False),
    _to("decisions.id", "undoes", unique=True),
    Column("idempotency_key", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    UniqueConstraint("case_id", "version"),
    UniqueConstraint("user_id", "idempotency_key"),
)

leases = Table(
    "leases",
    metadata,
    _to("cases.id", "case_id", primary_key=True),
    _to("users.id", "user_id"),
    Column("expires_at", String(32)),
)

drafts = Table(
    "drafts",
    metadata,
    _to("users.id", "user_id", primary_key=True),
    _to("cases.id", "case_id", primary_key=True),
    Column("body", Text, nullable=False),
    Column("saved_at", String(32), nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("action", String(32), nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("hash", String(64), nullable=False),
)

audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
)

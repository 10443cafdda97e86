"""Records as rows: the text of a document is kept once, the rest of the record as its JSON."""

import hashlib
import json
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from extractor.export import render
from extractor.review.store.asked import source_of
from extractor.review.store.errors import NotFound
from extractor.review.store.tables import documents, record_documents, records
from extractor.review.store.values import RecordRow
from schemas.record import Record, SourceDocument


def sha256_of(record: Record) -> str:
    """Return the hash of the record's file, as `juesuan extract` writes it."""
    return hashlib.sha256(render(record, "json").encode("utf-8", "surrogatepass")).hexdigest()


def keep(connection: Connection, record: Record, sha256: str, at: str, by: int | None) -> tuple[int, list[int]]:
    """Write a record and its documents. Returns its id and those of its documents, in the record's order."""
    kept = [_keep_document(connection, document) for document in record.documents]
    bare = tuple(document.model_copy(update={"text": ""}) for document in record.documents)
    values = {
        "sha256": sha256,
        "source": source_of(record),
        "schema_version": record.schema_version,
        "unit_name": storable(record.unit.name),
        "year": record.unit.year,
        "status": record.status,
        "provenance": record.provenance.model_dump_json(),
        "body": record.model_copy(update={"documents": bare}).model_dump_json(),
        "imported_at": at,
        "imported_by": by,
        "approved": False,
    }
    made = connection.execute(insert(records).values(**values).returning(records.c.id)).scalar_one()
    rows = [{"record_id": made, "ordinal": turn, "document_id": one} for turn, one in enumerate(kept)]
    if rows:
        connection.execute(insert(record_documents), rows)
    return made, kept


def record_of(connection: Connection, record: int) -> Record:
    """Return a record as it was imported, to the byte. Raises NotFound."""
    body = connection.execute(select(records.c.body).where(records.c.id == record)).scalar_one_or_none()
    if body is None:
        raise NotFound("没有这份记录")
    bare = Record.model_validate_json(body)
    query = (
        select(documents.c.text)
        .join(record_documents, record_documents.c.document_id == documents.c.id)
        .where(record_documents.c.record_id == record)
        .order_by(record_documents.c.ordinal)
    )
    texts = [text.decode("utf-8", "surrogatepass") for text in connection.execute(query).scalars()]
    whole = tuple(one.model_copy(update={"text": text}) for one, text in zip(bare.documents, texts, strict=True))
    return bare.model_copy(update={"documents": whole})


def text_of(connection: Connection, document: int) -> str:
    """Return the text of a stored document. Raises NotFound."""
    text = connection.execute(select(documents.c.text).where(documents.c.id == document)).scalar_one_or_none()
    if text is None:
        raise NotFound("没有这份文件")
    return str(text.decode("utf-8", "surrogatepass"))


def as_row(row: Row[Any]) -> RecordRow:
    """Return a row of `records` as a value."""
    return RecordRow(
        row.id, row.sha256, row.unit_name, row.year, row.status, row.imported_at, row.superseded_by, row.approved
    )


def record_row(connection: Connection, record: int, *, lock: bool = False, share: bool = False) -> Row[Any]:
    """Return the row of a record, locked if asked for. Raises NotFound."""
    query = select(records).where(records.c.id == record)
    if lock or share:
        query = query.with_for_update(read=share)
    row = connection.execute(query).first()
    if row is None:
        raise NotFound("没有这份记录")
    return row


def storable(text: str | None) -> str | None:
    """Return text without what no database keeps: U+0000, and halves of surrogate pairs."""
    if text is None:
        return None
    return text.replace("\0", "�").encode("utf-8", "replace").decode("utf-8")


def as_json(what: object) -> str:
    """Return JSON text a database keeps: what it would not take is escaped."""
    text = json.dumps(what, ensure_ascii=False)
    return text if text.isprintable() else json.dumps(what)


def _keep_document(connection: Connection, document: SourceDocument) -> int:
    text = document.text.encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(text).hexdigest()
    known = (documents.c.sha256 == document.sha256) & (documents.c.text_sha256 == digest)
    found = connection.execute(select(documents.c.id).where(known)).scalar_one_or_none()
    if found is not None:
        return int(found)
    values = {
        "sha256": document.sha256,
        "text_sha256": digest,
        "name": storable(document.name),
        "media_type": document.media_type,
        "text": text,
    }
    return int(connection.execute(insert(documents).values(**values).returning(documents.c.id)).scalar_one())

"""What somebody typed and has not decided yet: kept by person and case, so that it outlives a crash or a reload."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from extractor.review.store.bodies import as_json
from extractor.review.store.clock import stamp
from extractor.review.store.errors import BadInput
from extractor.review.store.tables import drafts
from extractor.review.store.values import Draft, Typed

_LONGEST = 20_000


def save(connection: Connection, now: datetime, user: int, case: int, body: Mapping[str, Any]) -> None:
    """Keep a draft in place of the one before. Raises BadInput for one that is too long."""
    text = as_json(dict(body))
    if len(text) > _LONGEST:
        raise BadInput(f"草稿太长，最多 {_LONGEST} 个字符")
    mine = (drafts.c.user_id == user) & (drafts.c.case_id == case)
    values = {"body": text, "saved_at": stamp(now)}
    if not connection.execute(update(drafts).where(mine).values(**values)).rowcount:
        connection.execute(insert(drafts).values(user_id=user, case_id=case, **values))


def save_typed(connection: Connection, now: datetime, user: int, case: int, typed: Typed) -> None:
    """Keep a decision that did not go through as a draft."""
    save(connection, now, user, case, asdict(typed))


def load(connection: Connection, user: int, case: int) -> Draft | None:
    """Return the draft of a person for a case."""
    mine = (drafts.c.user_id == user) & (drafts.c.case_id == case)
    row = connection.execute(select(drafts).where(mine)).first()
    return Draft(json.loads(row.body), row.saved_at) if row else None


def drop(connection: Connection, user: int, case: int) -> None:
    """Forget a draft."""
    connection.execute(delete(drafts).where(drafts.c.user_id == user, drafts.c.case_id == case))

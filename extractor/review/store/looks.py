"""Second looks are asked only where there is a second person: a desk of one waits for nobody.

A share of the items is to be answered twice, blindly (`Settings.double_share`). Whether that can come true depends on
who works at the desk, and people come and go: so the marks on cases are put right whenever somebody does.
"""

from sqlalchemy import Connection, func, select, update

from extractor.confidence.audit import in_share
from extractor.review.store import cases as histories
from extractor.review.store.database import take_turns
from extractor.review.store.tables import cases, items, records, users
from extractor.review.store.values import RANK, Settings

_ANSWERING = [role for role, rank in RANK.items() if rank >= RANK["reviewer"]]


def possible(connection: Connection) -> bool:
    """Whether two people or more may answer. From here on nobody comes or goes before the transaction ends."""
    take_turns(connection, "second looks")
    may = select(func.count()).where(users.c.active, users.c.role.in_(_ANSWERING))
    return connection.execute(may).scalar_one() > 1


def wanted(settings: Settings, queue: str, identity: str) -> bool:
    """Whether a case belongs to the share that two people answer: the same case always does or does not."""
    return queue != "none" and in_share(settings.double_share, "second look", identity)


def adjust(connection: Connection, settings: Settings) -> int:
    """Put the marks right after somebody came, went or changed his role. Returns how many cases changed.

    With one person left, no case waits for a second answer any more; the answers given stay. With a second person, the
    share is drawn from what nobody has answered yet.
    """
    if possible(connection):
        return _draw(connection, settings)
    alone = cases.c.second_look & cases.c.second_user.is_(None)
    waiting = list(connection.execute(select(cases.c.id).where(alone).with_for_update()).scalars())
    connection.execute(update(cases).where(alone).values(second_look=False))
    for case in waiting:
        histories.refresh(connection, case)
    return len(waiting)


def _draw(connection: Connection, settings: Settings) -> int:
    untouched = ~cases.c.second_look & (cases.c.version == 0) & items.c.queue.in_(("review", "audit", "numbers"))
    rows = connection.execute(
        select(cases.c.id, cases.c.identity, items.c.queue)
        .join(items, items.c.case_id == cases.c.id)
        .join(records, records.c.id == items.c.record_id)
        .where(untouched, records.c.superseded_by.is_(None), records.c.approved.is_(False))
        .with_for_update(of=cases)
    )
    drawn = {case for case, identity, queue in rows if wanted(settings, queue, identity)}
    for case in drawn:
        connection.execute(update(cases).where(cases.c.id == case).values(second_look=True))
    return len(drawn)

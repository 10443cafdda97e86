"""The audit trail tells who did what, and shows when somebody has been at it."""

import pytest
from sqlalchemy import text

from extractor.review.store import Typed
from tests.review.store.made import doubtful, lines, press


@pytest.fixture
def used(store, team):
    """A store in which something of everything has happened."""
    store.import_record(doubtful(lines(3)), by=team["anna"])
    for _ in range(2):
        item = store.claim_next(team["anna"])
        store.decide(team["anna"], item.id, item.version, Typed("correct", value="3", reason="看错"), press())
    store.undo(team["anna"], press())
    store.approve_record(team["ben"], 1, press(), reason="原文不平")
    store.login("ben", "password of ben", client="10.0.0.1")
    store.note(team["anna"], "export", "record/1", {"rows": 3})
    return store


def test_it_names_who_did_what_when_to_what(used):
    told = [(one.actor, one.action, one.subject) for one in used.audit(after=5)]
    assert told == [
        ("anna", "imported", "record/1"),
        ("anna", "correct", "item/1"),
        ("anna", "correct", "item/2"),
        ("anna", "undo", "item/2"),
        ("ben", "override", "record/1"),
        ("ben", "login", "user/3"),
        ("anna", "desk:export", "record/1"),
    ]
    entry = used.audit(after=6, limit=1)[0]
    assert (entry.at, entry.detail["after"]) == ("2031-05-06T07:08:09.000000Z", "3")
    assert entry.detail["before"] != "3"


def test_a_trail_nobody_touched_is_whole(used):
    check = used.verify_audit()
    assert (check.ok, check.entries, check.broken_at) == (True, 12, None)


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("UPDATE audit SET actor = 'ben' WHERE seq = 7", 7),
        ("UPDATE audit SET detail = replace(detail, '3', '4') WHERE seq = 7", 7),
        ("UPDATE audit SET at = '2030-05-06T07:08:09.000000Z' WHERE seq = 12", 12),
        ("DELETE FROM audit WHERE seq = 8", 8),
        ("DELETE FROM audit WHERE seq = 12", 12),
        ("UPDATE audit SET hash = 'x' WHERE seq = 1", 1),
        ("UPDATE audit_head SET seq = 11", 13),
        ("UPDATE decisions SET after = '4' WHERE id = 1", 1),
        ("UPDATE decisions SET user_id = 3 WHERE id = 2", 2),
        ("DELETE FROM decisions WHERE id = 4", 4),
    ],
)
def test_whoever_changes_or_takes_out_a_line_by_hand_is_seen(used, statement, broken_at):
    by_hand(used, statement)
    check = used.verify_audit()
    assert (check.ok, check.broken_at) == (False, broken_at)
    assert check.problem


def test_a_decision_slipped_in_by_hand_is_seen(used):
    by_hand(
        used,
        'INSERT INTO decisions (id, case_id, item_id, record_id, round, version, kind, "row", "column", reason,'
        " user_id, at, seconds, idempotency_key, digest)"
        " VALUES (99, 3, 3, 1, 1, 1, 'accept', '', '', '', 2, 'now', 0, 'k99', 'x')",
    )
    assert used.verify_audit().broken_at == 99


def by_hand(store, statement):
    """What somebody with the database itself could do: first the triggers go."""
    postgresql = store._database.is_postgresql
    for table in ("decisions", "audit"):
        names = [f"{table}_append_only"] if postgresql else [f"{table}_no_update", f"{table}_no_delete"]
        for name in names:
            drop = f"DROP TRIGGER {name} ON {table}" if postgresql else f"DROP TRIGGER {name}"
            store._database.write(lambda c, said=drop: c.execute(text(said)))
    changed = store._database.write(lambda c: c.execute(text(statement)).rowcount)
    assert changed == 1


def test_the_last_entry_about_a_record_is_found_behind_whatever_came_later(store, team):
    made = store.import_record(doubtful(lines(1))).record
    item = store.items()[0]
    store.decide(team["anna"], item.id, 0, Typed("accept"), press())
    there = store.audit(limit=1000)[-1]
    last = store.audit_head()
    for turn in range(600):
        store.note(team["look"], "export", f"record/{made}" if turn % 2 else "all", {})
    dossier = store.dossier(made)
    assert (dossier.audit_seq, dossier.audit_hash) == (there.seq, last)
    assert store.audit_head() != last

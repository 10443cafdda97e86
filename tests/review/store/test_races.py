"""Many at once, and killed half way: nothing is handed out twice, nothing is half written."""

import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from extractor.errors import StoreError
from extractor.review.store import Conflict, Filters, NotApprovable, Typed, open_store
from tests.review.store.conftest import ALONE
from tests.review.store.made import doubtful, lines, press

ROOT = Path(__file__).parents[3]
WORKERS = 4

_CLAIM = """
import sys, time
from extractor.review.store import open_store
from tests.review.store.conftest import ALONE
store = open_store(sys.argv[1], settings=ALONE)
print("ready", flush=True)
sys.stdin.readline()
while (item := store.claim_next(int(sys.argv[2]), resume=False)) is not None:
    print(item.id, flush=True)
    time.sleep(0.002)  # as a person would: let the others have a turn
"""

_DIE = """
import os, signal, sys
from extractor.review.store import Typed, open_store, trail
from tests.review.store.conftest import ALONE
store = open_store(sys.argv[1], settings=ALONE)
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
setattr(sys.modules[sys.argv[3]], sys.argv[4], die)
store.decide(int(sys.argv[2]), 1, 0, Typed("correct", value="5"), "the press")
"""


def script(code, *words):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, words)],
        env=environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def together(work, count=WORKERS):
    """Run `work(i)` in threads that start at the same moment; gives what each returned or raised."""
    gate = threading.Barrier(count)

    def run(i):
        gate.wait()
        try:
            return work(i)
        except StoreError as error:
            return error

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def reviewers(store, count=WORKERS):
    return [store.create_user(f"r{i}", "a long password", "reviewer").id for i in range(count)]


def test_threads_that_claim_two_hundred_items_get_each_once(store):
    people = reviewers(store)
    store.import_record(doubtful(lines(200)))

    def claim_all(i):
        got = []
        while (item := store.claim_next(people[i], resume=False)) is not None:
            got.append(item.id)
        return got

    got = together(claim_all)
    counts = Counter(item for some in got for item in some)
    assert len(counts) == 200
    assert set(counts.values()) == {1}


def test_processes_that_claim_two_hundred_items_get_each_once(store, dsn):
    people = reviewers(store)
    store.import_record(doubtful(lines(200)))
    running = [script(_CLAIM, dsn, person) for person in people]
    for process in running:
        assert process.stdout.readline() == "ready\n", process.stderr.read()
    for process in running:
        process.stdin.write("go\n")
        process.stdin.flush()
    got = [process.communicate(timeout=120)[0].split() for process in running]
    assert [process.returncode for process in running] == [0] * WORKERS
    counts = Counter(item for some in got for item in some)
    assert len(counts) == 200
    assert set(counts.values()) == {1}
    assert sum(bool(some) for some in got) > 1


def test_claims_and_decisions_at_once_settle_every_item_once(store):
    people = reviewers(store)
    store.import_record(doubtful(lines(60)))

    def work(i):
        done = 0
        while (item := store.claim_next(people[i])) is not None:
            store.decide(people[i], item.id, item.version, Typed("accept"), press())
            done += 1
        return done

    assert sum(together(work)) == 60
    assert all(len(store.history(item.id)) == 1 for item in store.items())
    assert store.verify_audit().ok


def test_of_several_who_decide_the_same_version_one_succeeds_and_the_others_keep_what_they_typed(store):
    people = reviewers(store)
    store.import_record(doubtful(lines(1)))
    item = store.items()[0]
    done = together(lambda i: store.decide(people[i], item.id, 0, Typed("correct", value=str(i)), press()))
    assert Counter(isinstance(one, Conflict) for one in done) == {False: 1, True: WORKERS - 1}
    kept = [i for i in range(WORKERS) if store.draft(people[i], item.id)]
    assert kept == [i for i, one in enumerate(done) if isinstance(one, Conflict)]


def test_a_double_click_is_one_event_even_at_the_same_moment(store, team):
    store.import_record(doubtful(lines(1)))
    item = store.items()[0]
    done = together(lambda _: store.decide(team["anna"], item.id, 0, Typed("correct", value="5"), "one press"))
    assert {one.event.id for one in done} == {store.history(item.id)[0].id}
    assert sorted(one.repeated for one in done) == [False, True, True, True]
    undone = together(lambda _: store.undo(team["anna"], "one undo"))
    assert len({one.event.id for one in undone}) == 1
    assert len(store.history(item.id)) == 2


def test_the_same_record_imported_at_once_is_one_record(store):
    record = doubtful(lines(20))
    done = together(lambda _: store.import_record(record))
    assert {one.record for one in done} == {store.records(current=False)[0].id}
    assert sum(one.fresh for one in done) == 1
    assert len(store.items()) == 20


def test_two_extractions_imported_at_once_leave_one_current(store):
    first = doubtful(lines(20))

    def other(i):
        fact = first.facts[0].model_copy(update={"flags": (f"flag{i}",)})
        return first.model_copy(update={"facts": (fact, *first.facts[1:])})

    together(lambda i: store.import_record(other(i)))
    assert len(store.records()) == 1
    assert len(store.records(current=False)) == WORKERS
    assert len(store.items()) == 20


def test_a_release_and_a_decision_at_once_never_both_miss_the_other(store, team):
    """Whoever comes second is told: no decision slips into a released record unseen."""
    for turn in range(10):
        read = doubtful(lines(1))
        unit = read.unit.model_copy(update={"name": f"馆{turn}"})
        record = store.import_record(read.model_copy(update={"unit": unit})).record
        (item,) = store.items(Filters(record=record))

        def work(i, record=record, item=item):
            if i:
                return store.decide(team["anna"], item.id, 0, Typed("absent"), press())
            return store.approve_record(team["ben"], record, press())

        approved, decided = together(work, 2)
        if not isinstance(approved, StoreError) and not isinstance(decided, StoreError):
            assert approved.id > decided.event.id
        assert not isinstance(approved, NotApprovable)
        assert not (isinstance(approved, Conflict) and isinstance(decided, Conflict))


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("extractor.review.store.cases", "refresh"),
        ("extractor.review.store.drafts", "drop"),
        ("extractor.review.store.trail", "append"),
    ],
)
def test_a_process_killed_in_the_middle_of_a_decision_leaves_the_store_whole(store, team, dsn, now, module, name):
    store.import_record(doubtful(lines(2)))
    store.save_draft(team["anna"], 1, {"value": "5"})
    killed = script(_DIE, dsn, team["anna"], module, name)
    assert killed.wait(60) == -signal.SIGKILL, killed.stderr.read()
    store.close()
    again = open_store(dsn, settings=ALONE, clock=now)
    assert again.history(1) == []
    assert again.draft(team["anna"], 1).body == {"value": "5"}
    assert again.verify_audit().ok
    done = again.decide(team["anna"], 1, 0, Typed("correct", value="5"), "the press")
    assert (done.repeated, len(again.history(1)), again.verify_audit().ok) == (False, 1, True)
    again.close()

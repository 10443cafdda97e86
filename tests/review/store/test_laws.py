"""Laws of the store, tried on histories nobody thinks of: decisions, undoing, new extractions, in any order."""

import itertools
import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from extractor.errors import StoreError
from extractor.review.store import Filters, NothingToUndo, Settings, Typed, cases, open_store
from extractor.review.store.tables import cases as case_table
from tests.review.store import postgres
from tests.review.store.conftest import QUICK, Now, make_team
from tests.review.store.made import doubtful, lines, press

SIZE = 4
_examples = itertools.count()
PEOPLE = st.sampled_from(["anna", "ben", "judge", "chief"])
ITEMS = st.integers(0, SIZE - 1)
TYPED = st.one_of(
    st.just(Typed("accept")),
    st.sampled_from(["1", "2.50", "-3"]).map(lambda value: Typed("correct", value=value, reason="改")),
    st.just(Typed("absent", reason="没有")),
    st.just(Typed("cannot_tell", reason="印糊了")),
    st.just(Typed("flag", reason="请看")),
)


def shape(state):
    """A state but for its version, which only ever grows."""
    return state.stage, state.first, state.second, state.third, state.flagged


class History(RuleBasedStateMachine):
    """Every example has a record of its own in one store."""

    store = None

    def __init__(self):
        super().__init__()
        number = next(_examples)
        name = f"馆{number}"
        self.team = make_team(self.store, str(number))
        made = doubtful(lines(SIZE))
        self.extraction = made.model_copy(update={"unit": made.unit.model_copy(update={"name": name})})
        self.current = self.extraction
        self.evidence = [0] * SIZE
        self.turn = 0
        self.record = self.store.import_record(self.extraction).record
        self.seen = {}
        self.mine = dict.fromkeys(self.team, 0)

    def items(self):
        return sorted(self.store.items(Filters(record=self.record)), key=lambda item: item.id)

    @rule(who=PEOPLE, at=ITEMS, typed=TYPED)
    def decide(self, who, at, typed):
        item = self.items()[at]
        before = self.store.state(item.id)
        try:
            self.store.decide(self.team[who], item.id, item.version, typed, press())
        except StoreError:
            assert self.store.state(item.id) == before
            assert self.store.draft(self.team[who], item.id).body["kind"] == typed.kind
            return
        self.mine[who] += 1
        assert self.store.state(item.id).version == before.version + 1
        assert self.store.draft(self.team[who], item.id) is None

    @rule(who=PEOPLE, at=ITEMS, typed=TYPED)
    def undo_after_decide_is_as_if_nothing_had_been(self, who, at, typed):
        item = self.items()[at]
        before = self.store.state(item.id)
        try:
            self.store.decide(self.team[who], item.id, item.version, typed, press())
        except StoreError:
            return
        undone = self.store.undo(self.team[who], press())
        assert undone.item == item.id
        assert shape(self.store.state(item.id)) == shape(before)
        self.store.release(self.team[who], item.id)

    @precondition(lambda self: any(self.mine.values()))
    @rule(who=PEOPLE)
    def undo(self, who):
        try:
            undone = self.store.undo(self.team[who], press())
        except NothingToUndo:
            assert self.mine[who] == 0
        except StoreError:
            assert self.mine[who] > 0
        else:
            self.mine[who] -= 1
            assert undone.undone.user == self.team[who]
            self.store.release(self.team[who], undone.item)

    @rule(at=ITEMS)
    def extract_anew_with_other_evidence(self, at):
        before = [self.store.state(item.id) for item in self.items()]
        self.evidence[at] += 1
        done = self._import()
        now = [self.store.state(item.id) for item in self.items()]
        assert all(new == old for i, (new, old) in enumerate(zip(now, before, strict=True)) if i != at)
        assert (now[at].stage, now[at].version) == ("first", 0)
        assert done.fresh

    @rule()
    def extract_anew_with_the_same_evidence(self):
        before = [self.store.state(item.id) for item in self.items()]
        self._import()
        assert [self.store.state(item.id) for item in self.items()] == before

    @rule()
    def import_the_same_record_again(self):
        before = self.items()
        assert not self.store.import_record(self.current).fresh
        assert self.items() == before

    @invariant()
    def what_is_shown_is_what_the_history_comes_to(self):
        for item in self.items():
            state = self.store.state(item.id)
            assert (item.stage, item.version) == (state.stage, state.version)
            view = self.store.item(self.team["chief"], item.id)
            assert view.state is None or view.state == state
            if state.stage in ("adjudicate", "settled"):
                assert view.state == state

    @invariant()
    def history_only_grows(self):
        for item in self.items():
            history = self.store.history(item.id)
            before = self.seen.get(item.case, [])
            assert history[: len(before)] == before
            assert [event.version for event in history] == list(range(1, len(history) + 1))
            self.seen[item.case] = history

    def _import(self):
        self.turn += 1
        facts = []
        for fact, moved in zip(self.extraction.facts, self.evidence, strict=True):
            first = fact.evidence[0]
            at = first.model_copy(update={"start": first.start - moved % first.start})
            facts.append(fact.model_copy(update={"evidence": (at,), "flags": (f"turn{self.turn}",)}))
        self.current = self.extraction.model_copy(update={"facts": tuple(facts)})
        done = self.store.import_record(self.current)
        self.record = done.record
        return done


@pytest.mark.parametrize("share", [0, 1])
def test_the_laws_hold_on_sqlite(tmp_path, share):
    run(str(tmp_path / "review.db"), share, examples=15)


@pytest.mark.parametrize("share", [0, 1])
def test_the_laws_hold_on_postgresql(postgresql, share):
    run(postgres.create(postgresql, f"laws{share}"), share, examples=10)


def run(dsn, share, *, examples):
    store = open_store(dsn, settings=Settings(double_share=share, audit_share=0, hasher=QUICK), clock=Now())
    machine = type("History", (History,), {"store": store})
    examples = int(os.environ.get("PROVE_EXAMPLES", examples))
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
    copied = store._database.read(lambda c: c.execute(case_table.select()).all())
    replayed = store._database.read(lambda c: [cases.state_of(c, row.id) for row in copied])
    assert [(row.stage, row.version) for row in copied] == [(state.stage, state.version) for state in replayed]
    assert any(row.version for row in copied)
    assert store.verify_audit().ok
    store.close()

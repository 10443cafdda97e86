"""How the work goes: by person and day, how much had to be changed, and how far two who look blindly agree."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, cast

import krippendorff
import numpy as np
from sqlalchemy import Connection, select

from extractor.review.store import cases
from extractor.review.store.replay import alike, live_events, outcome, replay
from extractor.review.store.results import Agreement, Throughput, Yield
from extractor.review.store.tables import cases as case_table
from extractor.review.store.tables import decisions, items, records
from extractor.review.store.values import Event, Given, Queue, State
from schemas.fact import Band

_SECOND = 2
_ANSWERS = ("accept", "correct", "absent", "cannot_tell")


def throughput(connection: Connection) -> list[Throughput]:
    """Return what each person did on each day (UTC): answers that stand, seconds, answers that changed something.

    Whether a first answer changed something counts once the second is there: whoever gives it must not learn it here.
    """
    states = _states(connection)
    days: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for events in _by_case(connection).values():
        for event in live_events(events):
            if event.kind in _ANSWERS:
                days[event.at[:10], event.user_name].append(event)
    told = {case for case, state in states.items() if state.stage != "second"}
    return [
        Throughput(
            day,
            user,
            len(done),
            sum(one.seconds for one in done),
            sum(_changes(one) for one in done if one.case in told),
        )
        for (day, user), done in sorted(days.items())
    ]


def yields(connection: Connection) -> list[Yield]:
    """Return how much of what is settled in current records was changed, by queue and band."""
    states = _states(connection)
    rows = connection.execute(
        select(items.c.case_id, items.c.queue, items.c.band, items.c.value)
        .join(records, records.c.id == items.c.record_id)
        .where(records.c.superseded_by.is_(None))
    )
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for case, queue, band, value in rows:
        final = states[case].final if case in states else None
        if final is None:
            continue
        tally = counts[queue, band]
        tally["answered"] += 1
        tally["cannot_tell"] += final.kind == "cannot_tell"
        tally["changed"] += final.kind in ("correct", "absent") and not _same(final.value, value)
    return [
        Yield(cast(Queue, queue), cast(Band, band), one["answered"], one["changed"], one["cannot_tell"])
        for (queue, band), one in sorted(counts.items())
    ]


def agreement(connection: Connection) -> Agreement:
    """Return how far first and second looks agree, over all cases that have both.

    Of a second look the first answer counts, taken back or not: what comes after it may know of the other's answer.
    """
    by_case, states = _by_case(connection), _states(connection)
    pairs = [
        (state.first, blind)
        for case, state in states.items()
        if state.first and (blind := _blind_second(by_case[case]))
    ]
    agreed = sum(alike(first, second) for first, second in pairs)
    kinds = [(first.kind, second.kind) for first, second in pairs]
    values = [(outcome(first), outcome(second)) for first, second in pairs]
    return Agreement(len(pairs), agreed, nominal_alpha(kinds), nominal_alpha(values))


def _blind_second(events: Sequence[Event]) -> Given | None:
    """Return the first answer of the second look, given before anything was to be seen of the first."""
    given = next((one for one in events if one.round == _SECOND and one.kind in _ANSWERS), None)
    return Given(cast(Any, given.kind), given.after, given.user, given.id) if given else None


def nominal_alpha(pairs: Sequence[tuple[object, object]]) -> float | None:
    """Return Krippendorff's alpha of pairs of labels; None where there are none, or only one label is used at all.

    Then chance alone would agree as well, and alpha is not defined.
    """
    numbers: dict[object, int] = {}
    rows = [[numbers.setdefault(label, len(numbers)) for label in pair] for pair in pairs]
    if not rows or len(numbers) < 2:
        return None
    data = np.array(rows, dtype=np.float64).T
    return float(krippendorff.alpha(reliability_data=data, level_of_measurement="nominal"))


def _states(connection: Connection) -> dict[int, State]:
    looks = {case: look for case, look in connection.execute(select(case_table.c.id, case_table.c.second_look))}
    return {case: replay(events, second_look=looks[case]) for case, events in _by_case(connection).items()}


def _by_case(connection: Connection) -> dict[int, list[Event]]:
    found: dict[int, list[Event]] = defaultdict(list)
    for event in cases.events_where(connection, decisions.c.case_id.is_not(None)):
        found[cast(int, event.case)].append(event)
    return found


def _changes(event: Event) -> bool:
    given = Given(cast(Any, event.kind), event.after, event.user, event.id)
    return given.kind in ("correct", "absent") and not _same(event.after, event.machine)


def _same(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one is other
    return Decimal(one) == Decimal(other)

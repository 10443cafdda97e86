"""What the events of one case come to. Pure: the store's own columns are only a copy of this."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import cast, get_args

from extractor.review.store.values import Event, Given, Stage, State
from schemas.review import Answer

_ANSWERS = frozenset(get_args(Answer))
_FIRST, _SECOND, _THIRD = 1, 2, 3


def replay(events: Sequence[Event], *, second_look: bool) -> State:
    """Return the state of a case after its events, oldest first.

    What was undone does not count, nor does the undoing. Of several answers in one round the last holds.
    """
    live = live_events(events)
    rounds: dict[int, Given] = {}
    flag = 0
    for event in live:
        if event.kind in _ANSWERS:
            rounds[event.round] = Given(cast(Answer, event.kind), event.after, event.user, event.id)
        elif event.kind == "flag":
            flag = event.id
    first, second, third = (rounds.get(turn) for turn in (_FIRST, _SECOND, _THIRD))
    flagged = flag > (third.event if third else 0)
    stage = _stage(first, second, third, flagged=flagged, second_look=second_look)
    return State(stage, len(events), first, second, third, flagged)


def live_events(events: Iterable[Event]) -> list[Event]:
    """Return the events that nobody took back, without the undoing itself."""
    events = list(events)
    undone = {event.undoes for event in events if event.undoes is not None}
    return [event for event in events if event.kind != "undo" and event.id not in undone]


def alike(one: Given, other: Given) -> bool:
    """Whether two answers come to the same: the same value, however it was written and whether typed or accepted."""
    return outcome(one) == outcome(other)


def outcome(given: Given) -> tuple[str, Decimal | None]:
    """Return what an answer comes to: a value, absent, or cannot_tell."""
    if given.kind in ("accept", "correct"):
        return "value", None if given.value is None else Decimal(given.value)
    return given.kind, None


def _stage(
    first: Given | None, second: Given | None, third: Given | None, *, flagged: bool, second_look: bool
) -> Stage:
    if flagged:
        return "adjudicate"
    if third:
        return "settled"
    if first is None:
        return "first"
    if "cannot_tell" in {first.kind, second.kind if second else ""}:
        return "adjudicate"
    if second is None:
        return "second" if second_look else "settled"
    return "settled" if alike(first, second) else "adjudicate"

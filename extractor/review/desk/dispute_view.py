"""What waits for adjudication, as its page shows it: the machine's answer and each person's, side by side."""

from dataclasses import dataclass

from extractor.review.desk.item_view import ItemPage
from extractor.review.desk.signed import Post
from extractor.review.store import BadInput, Event, Item, State, Typed
from extractor.review.store.replay import live_events
from extractor.review.store.values import Given
from extractor.show.words import amount


@dataclass(frozen=True)
class Answer:
    """One answer. `who`: machine, first, second or third; `kind`: what was pressed, empty for the machine."""

    who: str
    name: str
    kind: str
    shown: str
    """The value in the report's money unit; empty where there is none."""
    yuan: str
    reason: str
    at: str
    seconds: int
    elsewhere: bool
    """It points at other evidence than the item's own."""


@dataclass(frozen=True)
class Dispute:
    """The answers to one item, and the flags on it."""

    answers: tuple[Answer, ...]
    flags: tuple[Event, ...]


def dispute_of(shown: ItemPage, money_unit: str, precision: str | None) -> Dispute:
    """Return the answers to an item that this person may settle: its state is open to him."""
    one, state = shown.item, shown.view.state
    events = {event.id: event for event in shown.view.history}
    unit = one.unit or shown.money_unit
    machine = Answer("machine", "", "", *_said(one.value, unit, money_unit, precision), "", "", 0, False)
    found = [machine]
    if state is not None:
        for who, given in (("first", state.first), ("second", state.second), ("third", state.third)):
            if given is not None and given.event in events:
                event = events[given.event]
                said = _said(given.value, unit, money_unit, precision)
                found.append(
                    Answer(
                        who,
                        event.user_name,
                        given.kind,
                        *said,
                        event.reason,
                        event.at,
                        event.seconds,
                        _elsewhere(event, one),
                    )
                )
    flags = tuple(event for event in live_events(shown.view.history) if event.kind == "flag")
    return Dispute(tuple(found), flags)


def ruling(post: Post, item: Item, state: State, history: tuple[Event, ...], seconds: int) -> Typed:
    """Return the decision that a ruling states. Raises BadInput.

    `choice`: machine, first or second take that answer over, with the evidence it points at; absent and cannot_tell
    are answers of their own. A value that is typed is read elsewhere (`amounts.canonical`).
    """
    choice, reason = post.text("choice"), post.text("reason")
    if choice == "machine":
        return Typed("accept", reason=reason, seconds=seconds)
    if choice in ("absent", "cannot_tell"):
        return Typed("absent" if choice == "absent" else "cannot_tell", reason=reason, seconds=seconds)
    given = {"first": state.first, "second": state.second}.get(choice)
    if given is None:
        raise BadInput("没有这个答案", remedy="请从列出的答案里选")
    return _taken(given, item, history, reason, seconds)


def _taken(given: Given, item: Item, history: tuple[Event, ...], reason: str, seconds: int) -> Typed:
    if given.kind != "correct":
        return Typed(given.kind, reason=reason, seconds=seconds)
    event = next(event for event in history if event.id == given.event)
    own = not _elsewhere(event, item)
    return Typed(
        "correct",
        value=given.value,
        printed=event.printed,
        reason=reason,
        row=event.row or None,
        column=event.column or None,
        start=None if own else event.start,
        end=None if own else event.end,
        seconds=seconds,
    )


def _elsewhere(event: Event, item: Item) -> bool:
    return (event.start, event.end) != (item.start, item.end)


def _said(value: str | None, unit: str, money_unit: str, precision: str | None) -> tuple[str, str]:
    return ("", "") if value is None else amount(value, unit, money_unit, precision)

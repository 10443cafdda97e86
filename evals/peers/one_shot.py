"""Instructor one-shot: the whole report in one message, one big schema of every place, row and column of the suite.

A place is an object of its own under its Chinese title. An answer that is not valid after the re-asks, or is cut off,
is lost whole: instructor hands over nothing of it.
"""

from typing import Any

from pydantic import BaseModel, create_model

from evals.peers.outcome import Cost, Outcome
from evals.peers.store import CallStore, NotRecorded
from evals.peers.suite import Report, Suite
from evals.peers.typed import EMPTY, Endpoint, asker, failure_of, leaves_of, section_model
from schemas.vocabulary import place_name


def big_model(suite: Suite) -> type[BaseModel]:
    """Make the schema of the whole dictionary, as far as the suite uses it."""
    places = list(dict.fromkeys(key[0] for key in suite.keys)) + sorted(suite.declared)
    fields: dict[str, Any] = {
        _title(place): (section_model(place, suite.keys, suite.declared, name=place), ...)
        for place in dict.fromkeys(places)
    }
    return create_model("Report", **fields)


def read(report: Report, suite: Suite, store: CallStore, endpoint: Endpoint) -> Outcome:
    """Read one report."""
    played = len(store.played)
    try:
        answer = asker(store, endpoint)(big_model(suite), report.document.text).model_dump()
    except Exception as error:
        try:
            failures = (failure_of(error),)
        except NotRecorded:
            return Outcome(report.name, recorded=False)
        return Outcome(report.name, cost=_cost(store, played), failures=failures)
    leaves, empty = [], set()
    for place in {key[0] for key in suite.keys} | suite.declared:
        part = answer[_title(place)]
        if part.pop(EMPTY, False):
            empty.add(place)
        leaves += leaves_of(place, part, suite.keys, report.money_unit)
    return Outcome(report.name, tuple(leaves), frozenset(empty), _cost(store, played))


def _cost(store: CallStore, played: int) -> Cost:
    return Cost.of(call for key in store.played[played:] if (call := store.of(key)))


def _title(place: str) -> str:
    return f"{place_name(place)}{'' if place.startswith('T') else '说明'}"

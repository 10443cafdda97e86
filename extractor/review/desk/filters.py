"""Filters of the queue as a query string, and back. What cannot be meant is left out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast, get_args
from urllib.parse import urlencode

from extractor.review.store import Filters
from extractor.review.store.values import Queue, Stage
from schemas.fact import Band

_NUMBER = re.compile(r"\d{1,9}", re.ASCII)
_LONGEST = 400
_NAMES = ("unit", "year", "section", "reason", "reviewer", "band", "state", "queue", "record")
STATES: tuple[Stage, ...] = get_args(Stage)
QUEUES: tuple[Queue, ...] = ("review", "audit", "numbers")


@dataclass(frozen=True)
class Asked:
    """What a query string asks for."""

    filters: Filters
    given: Mapping[str, str]
    """The fields that count, as text."""

    @property
    def query(self) -> str:
        """The same as a query string: canonical, without what does not count."""
        return urlencode(self.given)

    def at(self, path: str, **more: object) -> str:
        """Return an address that keeps the filters."""
        query = urlencode({**self.given, **{name: str(value) for name, value in more.items()}})
        return f"{path}?{query}" if query else path


def asked(query: Mapping[str, str]) -> Asked:
    """Return the filters of a query string or form."""
    given = {name: text for name in _NAMES if (text := _clean(query.get(name, "")))}
    for name in ("year", "reviewer", "record"):
        if name in given and not _NUMBER.fullmatch(given[name]):
            del given[name]
    for name, known in (("band", get_args(Band)), ("state", STATES), ("queue", QUEUES)):
        if name in given and given[name] not in known:
            del given[name]
    return Asked(_filters(given), given)


def _filters(given: Mapping[str, str]) -> Filters:
    number = {name: int(given[name]) for name in ("year", "reviewer", "record") if name in given}
    return Filters(
        unit=given.get("unit"),
        year=number.get("year"),
        section=given.get("section"),
        reason=given.get("reason"),
        reviewer=number.get("reviewer"),
        band=cast("Band | None", given.get("band")),
        record=number.get("record"),
        stages=(cast(Stage, given["state"]),) if "state" in given else None,
        queues=(cast(Queue, given["queue"]),) if "queue" in given else ("review", "audit"),
    )


def _clean(text: object) -> str:
    return text.replace("\0", "")[:_LONGEST].strip() if isinstance(text, str) else ""

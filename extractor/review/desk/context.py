"""What every route of a desk works with: the store, the options, and what need not be read twice."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, cast, get_args

from fastapi import Request

from extractor.review.desk.options import Options
from extractor.review.desk.pictures import Pictures
from extractor.review.store import Filters, Store
from extractor.review.store.values import Queue
from schemas.record import Record, Unit

_KEPT = 16
"""Records kept in memory; one is a few hundred kilobytes, and what was imported never changes."""
_ALL = 100_000


@dataclass
class Desk:
    """One desk."""

    store: Store
    options: Options
    pictures: Pictures = field(init=False)
    _units: dict[int, Unit] = field(init=False, default_factory=dict, repr=False)
    _cached: Any = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.pictures = Pictures(self.options.sources)
        self._cached = lru_cache(maxsize=_KEPT)(self._load)

    def record(self, record: int) -> Record:
        """Return a record as it was imported. Raises NotFound."""
        return cast(Record, self._cached(record)[0])

    def unit(self, record: int) -> Unit:
        """Return whose record it is and how it prints money; kept for all, unlike the records. Raises NotFound."""
        if record not in self._units:
            self._units[record] = self.record(record).unit
        return self._units[record]

    def item_ids(self, record: int) -> dict[str, int]:
        """Return the item of each key of a record."""
        return cast("dict[str, int]", self._cached(record)[1])

    def _load(self, record: int) -> tuple[Record, dict[str, int]]:
        everything = Filters(record=record, queues=get_args(Queue))
        items = self.store.items(everything, limit=_ALL)
        return self.store.record(record), {item.key: item.id for item in reversed(items)}


def desk_of(request: Request) -> Desk:
    """Return the desk a request is for; a dependency of routes."""
    return cast(Desk, request.app.state.desk)

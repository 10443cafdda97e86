"""The time left over a whole suite, from the pace so far: a document's own bar knows nothing of those after it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console

from evals.running.predict import Watching
from extractor.cli import say
from extractor.progress import OnProgress, watch
from extractor.summary import duration

QUIET_SECONDS = 10.0
"""A log gets a line when the last one is this old."""


class Pace:
    """How long documents take."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began: float | None = None

    def left(self, ordinal: int, of: int) -> float | None:
        """Return the seconds left when document `ordinal` of `of` begins; None before the first is through."""
        now = self._clock()
        if self._began is None or ordinal <= 1:
            self._began = now
            return None
        return (now - self._began) / (ordinal - 1) * (of - ordinal + 1)


def title(ordinal: int, of: int, name: str, left: float | None) -> str:
    """Return what stands before a document's bar."""
    whole = "" if left is None else f"（整个样本集约剩 {duration(left)}）"
    return f"[{ordinal}/{of}] {name}{whole}"


def shown_on(console: Console, clock: Callable[[], float] = time.monotonic) -> Watching:
    """Return what shows the progress of a suite's documents on a console, or in a log as a line now and then."""
    pace = Pace(clock)
    last = clock()

    @contextmanager
    def watching(ordinal: int, of: int, name: str) -> Iterator[OnProgress]:
        nonlocal last
        text = title(ordinal, of, name, pace.left(ordinal, of))
        if not console.is_terminal and clock() - last >= QUIET_SECONDS:
            last = clock()
            say(console, text)
        with watch(console, text) as step:
            yield step

    return watching

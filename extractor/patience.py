"""How long and how often an endpoint is tried: backoff, Retry-After, and one deadline for a whole question."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from tenacity import RetryCallState, Retrying, retry_if_exception_type
from tenacity.nap import sleep_using_event
from tenacity.wait import wait_exponential_jitter

T = TypeVar("T")

_BACKOFF = wait_exponential_jitter(multiplier=0.5, max=30.0, jitter=0.5)


class Transient(Exception):
    """A failure that may pass; `retry_after` is in seconds, `reached` tells whether the server answered at all."""

    def __init__(self, reason: str, *, retry_after: float | None = None, reached: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after
        self.reached = reached


@dataclass(frozen=True)
class Patience:
    """Limits in seconds. `sleep` and the two clocks can be replaced, so that a test never waits."""

    timeout: float = 300.0
    """Of one request."""
    deadline: float = 900.0
    """Of one question with all its tries and re-asks."""
    tries: int = 6
    """Of one request."""
    sleep: Callable[[float], None] | None = None
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))

    def start(self) -> "Deadline":
        """Start the clock of one question."""
        return Deadline(self, self.clock() + self.deadline)


@dataclass(frozen=True)
class Deadline:
    """The moment when a question is given up."""

    patience: Patience
    end: float

    def remaining(self) -> float:
        """Return the seconds left; negative when over."""
        return self.end - self.patience.clock()

    def persist(self, attempt: Callable[[], T], cancelled: threading.Event, tries: int) -> T:
        """Call `attempt` until it returns, raises something lasting, or time, `tries` or `cancelled` end it.

        Raises the last Transient when given up. A server that asks to wait past the deadline is given up at once.
        """

        def stop(state: RetryCallState) -> bool:
            return cancelled.is_set() or state.attempt_number >= tries or state.upcoming_sleep >= self.remaining()

        return Retrying(
            retry=retry_if_exception_type(Transient),
            wait=_wait,
            stop=stop,
            sleep=self.patience.sleep or sleep_using_event(cancelled),
            reraise=True,
        )(attempt)


def _wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    asked = error.retry_after if isinstance(error, Transient) else None
    return asked if asked else _BACKOFF(state)


def retry_after(header: str | None, now: datetime) -> float | None:
    """Read a Retry-After header, seconds or an HTTP date; None where it says nothing that can be read."""
    if not header:
        return None
    try:
        return max(0.0, float(header))
    except ValueError:
        pass
    try:
        moment = parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())

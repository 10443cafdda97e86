"""Backoff, Retry-After and the deadline."""

import threading
from datetime import UTC, datetime

import pytest
from stub_server import Clock

from extractor.patience import Patience, Transient, retry_after

NOW = datetime(2032, 5, 4, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("7", 7.0),
        ("0.5", 0.5),
        ("-3", 0.0),
        ("Tue, 04 May 2032 12:00:30 GMT", 30.0),
        ("Tue, 04 May 2032 11:00:00 GMT", 0.0),
    ],
)
def test_retry_after_is_seconds_or_a_date(header, seconds):
    assert retry_after(header, NOW) == seconds


def persist(clock: Clock, failures: list[Transient], cancelled: threading.Event | None = None, **limits: float) -> int:
    """Fail with each of `failures`, then return how often it was tried."""
    tried = 0

    def attempt() -> int:
        nonlocal tried
        tried += 1
        if failures:
            raise failures.pop(0)
        return tried

    patience = Patience(clock=clock, sleep=clock.sleep, **limits)
    return patience.start().persist(attempt, cancelled or threading.Event(), patience.tries)


def test_the_waits_grow_and_are_never_the_same_for_two_clients():
    one, other = Clock(), Clock()
    persist(one, [Transient("no") for _ in range(4)])
    persist(other, [Transient("no") for _ in range(4)])
    assert len(one.slept) == 4
    assert one.slept[3] > 2 * one.slept[0]
    assert one.slept != other.slept


def test_the_server_is_waited_for_as_long_as_it_asks():
    clock = Clock()
    assert persist(clock, [Transient("no", retry_after=7.0), Transient("no", retry_after=11.0)]) == 3
    assert clock.slept == [7.0, 11.0]


def test_a_wait_past_the_deadline_is_not_begun():
    clock = Clock()
    with pytest.raises(Transient, match="much later"):
        persist(clock, [Transient("much later", retry_after=3600.0)], deadline=60.0)
    assert clock.slept == []


def test_tries_are_bounded():
    failures = [Transient(str(number)) for number in range(9)]
    with pytest.raises(Transient, match="2"):
        persist(Clock(), failures, tries=3)
    assert len(failures) == 6


def test_a_cancelled_run_is_not_tried_again():
    cancelled = threading.Event()
    cancelled.set()
    failures = [Transient("no"), Transient("no")]
    with pytest.raises(Transient):
        persist(Clock(), failures, cancelled)
    assert len(failures) == 1


def test_a_cancelled_run_does_not_sleep_on():
    cancelled = threading.Event()
    threading.Timer(0.05, cancelled.set).start()
    patience = Patience()

    def attempt() -> None:
        raise Transient("no", retry_after=300.0)

    with pytest.raises(Transient):
        patience.start().persist(attempt, cancelled, 6)


def test_what_lasts_is_not_tried_again():
    tried = []

    def attempt() -> None:
        tried.append(1)
        raise ValueError("lasting")

    with pytest.raises(ValueError, match="lasting"):
        Patience().start().persist(attempt, threading.Event(), 6)
    assert len(tried) == 1

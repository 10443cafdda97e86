"""How things are timed: the best of several runs, in processor time, so that a busy machine disturbs little."""

import time
from collections.abc import Callable
from typing import Any

RUNS = 5


def best(work: Callable[[], Any], runs: int = RUNS, before: Callable[[], Any] = lambda: None) -> float:
    """Return the least seconds of several runs; `before` is done before each and not timed."""
    times = []
    for _ in range(runs):
        before()
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)

"""Processes that try cases one by one; one that dies or does not answer is replaced, and that is an outcome too."""

import signal
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from evals.mutate.cases import Case
from evals.mutate.trial import Outcome, limit_process, try_case

WAIT = 6
"""Times the limit of processor time after which a process that does not answer is ended."""

_GROWN_MB = 500
"""Peak after which a process is replaced, so that the next case is measured without what this one left."""

_SPAWN = get_context("spawn")


@dataclass(frozen=True)
class Limits:
    """How a case is tried."""

    seconds: int = 10
    whole_each: int = 10
    """Every so many-th case is read into a whole record."""


@dataclass
class _Worker:
    process: BaseProcess
    pipe: Connection
    log: Path
    case: Case
    since: float = field(default_factory=time.monotonic)


def try_all(cases: Iterable[Case], workers: int, limits: Limits) -> Iterator[Outcome]:
    """Yield the outcomes as they come in."""
    waiting = iter(cases)
    busy: list[_Worker] = []
    with tempfile.TemporaryDirectory() as place:
        room = Path(place)
        try:
            for number in range(workers):
                if (case := next(waiting, None)) is not None:
                    busy.append(_hire(case, room / str(number), limits))
            while busy:
                ready = wait([worker.pipe for worker in busy], timeout=1)
                for worker in list(busy):
                    late = time.monotonic() - worker.since > WAIT * limits.seconds
                    if worker.pipe not in ready and not late:
                        continue
                    outcome = _outcome(worker)
                    yield outcome
                    busy.remove(worker)
                    if (case := next(waiting, None)) is not None:
                        busy.append(_next(worker, case, outcome, limits))
                    else:
                        _dismiss(worker)
        finally:
            for worker in busy:
                _dismiss(worker)


def _hire(case: Case, room: Path, limits: Limits) -> _Worker:
    room.mkdir(exist_ok=True)
    ours, theirs = _SPAWN.Pipe()
    log = room / "log"
    process = _SPAWN.Process(target=_work, args=(theirs, room, limits), daemon=True)
    process.start()
    theirs.close()
    ours.send(case)
    return _Worker(process, ours, log, case)


def _next(worker: _Worker, case: Case, outcome: Outcome, limits: Limits) -> _Worker:
    if worker.process.is_alive() and outcome.megabytes < _GROWN_MB and outcome.verdict != "slow":
        worker.pipe.send(case)
        return _Worker(worker.process, worker.pipe, worker.log, case)
    _dismiss(worker)
    return _hire(case, worker.log.parent, limits)


def _dismiss(worker: _Worker) -> None:
    worker.process.kill()
    worker.process.join()
    worker.pipe.close()


def _outcome(worker: _Worker) -> Outcome:
    """Return what a worker says, or what its silence means."""
    try:
        if worker.pipe.poll():
            outcome: Outcome = worker.pipe.recv()
            return outcome
    except (EOFError, OSError):
        worker.process.join()
        told = worker.log.read_text(errors="replace") if worker.log.exists() else ""
        code = worker.process.exitcode or 0
        if code == -signal.SIGXCPU:
            return Outcome(worker.case, "slow", "SIGXCPU", told=told)
        what = signal.Signals(-code).name if code < 0 else f"exit {code}"
        return Outcome(worker.case, "crashed", what, told=told)
    return Outcome(worker.case, "slow", "no answer")


def _work(pipe: Connection, room: Path, limits: Limits) -> None:
    with (room / "log").open("w") as log:
        limit_process(log)
        while True:
            try:
                case: Case = pipe.recv()
            except EOFError:
                return
            log.seek(0)
            log.truncate()
            whole = limits.whole_each > 0 and case.number % limits.whole_each == 0
            pipe.send(try_case(case, room / "case", limits.seconds, whole=whole))

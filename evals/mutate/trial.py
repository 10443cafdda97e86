"""One trial: a damaged report is loaded and read within limits of time and memory, in a process of its own.

Processor time is what counts: another busy process must not make a file slow.
"""

import faulthandler
import resource
import shutil
import signal
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal

from evals.mutate.cases import Case
from extractor.ask import Reply
from extractor.errors import JuesuanError
from extractor.jobs import documents_of, expanded
from extractor.pipeline import extract
from extractor.question import Question
from extractor.reading import read
from schemas.record import Usage

Verdict = Literal["read", "refused", "crashed", "slow", "big"]

MOST_MB = 1_024
"""Most memory a trial may take, its interpreter with it."""

GUARD_MB = 3_072
"""Memory at which the system stops a trial, so that the machine goes on."""

_MB = 1024**2
_STATUS, _CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


@dataclass(frozen=True)
class Outcome:
    """What became of a case."""

    case: Case
    verdict: Verdict
    what: str = ""
    """The class of the error, or the signal that ended the process."""
    seconds: float = 0.0
    """Processor time."""
    megabytes: float = 0.0
    """Most memory at any time."""
    told: str = ""
    """The traceback, where there is one."""


class Silent:
    """An asker that answers nothing."""

    @property
    def identity(self) -> dict[str, Any]:
        """It is no model."""
        return {"engine": "silent", "weights_sha256": "0" * 64}

    def ask_all(
        self, questions: Sequence[Question], on_reply: Callable[[Question, Reply], None] | None = None
    ) -> Mapping[str, Reply]:
        """Answer null to every key."""
        replies = {}
        for question in questions:
            fields = question.answer_model.model_fields
            answer: dict[str, Any] = {field.alias or name: None for name, field in fields.items()}
            replies[question.id] = Reply("ok", answer, Usage(attempts=1, prompt_tokens=0, completion_tokens=0))
            if on_reply:
                on_reply(question, replies[question.id])
        return replies


def attempt(files: Sequence[Path], *, whole: bool) -> None:
    """Read a report as a user would; `whole`: into a record. Raises JuesuanError, or whatever is to be found out."""
    documents = documents_of(source for path in files for source in expanded(path))
    if whole:
        extract(documents, Silent()).record.model_dump_json()
    else:
        read(documents)


def try_case(case: Case, folder: Path, seconds: int, *, whole: bool) -> Outcome:
    """Try one case. A crash is told of; what takes too long or too much memory may end the process."""
    try:
        files = case.write(folder)
        _forget_peak()
        used = resource.getrusage(resource.RUSAGE_SELF)
        spent = int(used.ru_utime + used.ru_stime)
        resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds + 1, resource.RLIM_INFINITY))
        started = time.process_time()
        verdict: Verdict = "read"
        what = told = ""
        try:
            attempt(files, whole=whole)
        except JuesuanError as error:
            verdict, what = "refused", type(error).__name__
            if isinstance(error.__cause__, MemoryError):
                verdict = "big"
        except Exception as error:  # what we look for
            verdict, what, told = "crashed", type(error).__name__, traceback.format_exc()
        took = time.process_time() - started
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    peak = _peak()
    if verdict != "crashed" and (took > seconds or peak > MOST_MB):
        verdict = "slow" if took > seconds else "big"
    return Outcome(case, verdict, what, took, peak, told)


def limit_process(log: IO[str]) -> None:
    """Set what holds for all trials of a process; where it is stopped, its last lines of code go to `log`."""
    faulthandler.enable(log)
    faulthandler.register(signal.SIGXCPU, log, chain=True)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (GUARD_MB * _MB, resource.RLIM_INFINITY))


def _forget_peak() -> None:
    """Let the system measure the peak of memory anew, where it can."""
    if _CLEAR.exists():
        _CLEAR.write_text("5")


def _peak() -> float:
    """Return the most memory that was taken, in MB."""
    if _STATUS.exists():
        line = next(line for line in _STATUS.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MB  # bytes, on the systems without /proc

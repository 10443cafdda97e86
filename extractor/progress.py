"""How far a run is, and how a person is told: a bar with the time left, or a plain line now and then in a log."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.progress import Progress as Bar
from rich.progress import Task as BarTask
from rich.text import Text

from extractor.summary import duration

_EVERY_SECONDS = 10.0  # between two lines of a log


@dataclass(frozen=True)
class Progress:
    """One step of a run."""

    done: int
    """Chunks of this round that were answered or given up; falls when a second round begins."""
    total: int
    """Chunks of this round."""
    what: str = ""
    """What is being read now, in Chinese."""


OnProgress = Callable[[Progress], None]


class _Left(ProgressColumn):
    """The time left, from the pace so far; pieces answered from cache make the first guess a bold one."""

    def render(self, task: BarTask) -> Text:
        if task.finished or not task.completed or not task.total:
            return Text("")
        left = (task.elapsed or 0.0) / task.completed * (task.total - task.completed)
        return Text(f"约剩 {duration(left)}", style="cyan")


@contextmanager
def watch(console: Console, title: str, *, amounts: bool = False) -> Iterator[OnProgress]:
    """Show the progress of `title` while the block runs. `amounts`: steps are bytes, shown as a share only."""
    if not console.is_terminal:
        yield _lines(console, title, amounts)
        return
    count = TaskProgressColumn() if amounts else MofNCompleteColumn()
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), count, TimeElapsedColumn(), _Left())
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task(title, total=None)

        def step(progress: Progress) -> None:
            what = f"{title} · {progress.what}" if progress.what else title
            if progress.done < bar.tasks[task].completed:
                bar.reset(task)  # a second round has a pace of its own
            bar.update(task, completed=progress.done, total=progress.total, description=what)

        yield step


def _lines(console: Console, title: str, amounts: bool) -> OnProgress:
    """Print a line when the last is some seconds old: a log has no bar to move."""
    start = last = time.monotonic()
    before = 0

    def step(progress: Progress) -> None:
        nonlocal start, last, before
        now = time.monotonic()
        if progress.done < before:
            start = last = now  # a second round has a pace of its own
        before = progress.done
        if progress.done >= progress.total or not progress.done or now - last < _EVERY_SECONDS:
            return
        last = now
        left = duration((now - start) / progress.done * (progress.total - progress.done))
        count = f"{progress.done / progress.total:.0%}" if amounts else f"{progress.done}/{progress.total} 段"
        console.print(f"{title}：{count}，约剩 {left}", markup=False, highlight=False, soft_wrap=True)

    return step

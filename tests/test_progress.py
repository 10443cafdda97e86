"""How far a run is: a bar for a person, a line now and then for a log."""

import io

import pytest
from rich.console import Console

from extractor import progress
from extractor.progress import Progress, watch


@pytest.fixture
def clock(monkeypatch):
    """Time that a test moves by hand."""
    now = [1000.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def log() -> Console:
    return Console(file=io.StringIO(), force_terminal=False, width=80)


def test_a_log_gets_a_line_with_the_time_left_once_some_seconds_have_passed(clock):
    console = log()
    with watch(console, "report") as step:
        step(Progress(1, 40))
        clock[0] += 30
        step(Progress(10, 40))
        step(Progress(11, 40))
    assert console.file.getvalue() == "report：10/40 段，约剩 1 分 30 秒\n"


def test_bytes_are_told_as_a_share(clock):
    console = log()
    with watch(console, "权重", amounts=True) as step:
        clock[0] += 20
        step(Progress(250, 1000))
    assert console.file.getvalue() == "权重：25%，约剩 1 分 00 秒\n"


def test_a_second_round_is_timed_by_its_own_pace(clock):
    console = log()
    with watch(console, "report") as step:
        step(Progress(39, 40))
        clock[0] += 1000
        step(Progress(1, 10))
        clock[0] += 12
        step(Progress(4, 10))
    assert console.file.getvalue() == "report：4/10 段，约剩 18 秒\n"


@pytest.mark.parametrize("state", [Progress(0, 0), Progress(0, 5), Progress(5, 5)])
def test_nothing_is_guessed_before_the_first_step_and_after_the_last(clock, state):
    console = log()
    with watch(console, "report") as step:
        clock[0] += 60
        step(state)
    assert console.file.getvalue() == ""


def test_a_terminal_gets_a_bar_and_a_title_that_is_not_markup():
    console = Console(file=io.StringIO(), force_terminal=True, width=100)
    with watch(console, "[1/2] report") as step:
        step(Progress(5, 6, "收支总体"))
        step(Progress(3, 7, "收入决算"))
    text = console.file.getvalue()
    assert "[1/2] report" in text
    assert "3/7" in text
    assert "收入决算" in text

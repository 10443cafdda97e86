"""The time left over a suite: from the documents that are through, and told in a log too."""

import io

import pytest
from rich.console import Console

from evals.running.pace import Pace, shown_on, title
from extractor.progress import Progress


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


def test_before_the_first_document_is_through_nothing_is_guessed():
    assert Pace(Clock()).left(1, 7) is None


def test_the_time_left_is_the_pace_so_far_times_what_is_left():
    clock = Clock()
    pace = Pace(clock)
    pace.left(1, 4)
    clock.now += 60
    assert pace.left(2, 4) == pytest.approx(180)
    clock.now += 20
    assert pace.left(3, 4) == pytest.approx(80)
    assert pace.left(4, 4) == pytest.approx(80 / 3)


def test_a_second_run_has_a_pace_of_its_own():
    clock = Clock()
    pace = Pace(clock)
    pace.left(1, 2)
    clock.now += 1000
    pace.left(1, 3)
    clock.now += 5
    assert pace.left(2, 3) == pytest.approx(10)


def test_the_title_says_what_is_read_and_how_long_the_whole_suite_takes():
    assert title(2, 7, "ningxia", None) == "[2/7] ningxia"
    assert title(2, 7, "ningxia", 90) == "[2/7] ningxia（整个样本集约剩 1 分 30 秒）"


def shown(console, clock, steps):
    watching = shown_on(console, clock)
    for ordinal, seconds in enumerate(steps, 1):
        with watching(ordinal, len(steps), f"doc{ordinal}") as step:
            step(Progress(1, 2))
            clock.now += seconds
    return console.file.getvalue()


def test_a_terminal_gets_it_in_front_of_the_bar():
    text = shown(Console(file=io.StringIO(), force_terminal=True, width=120), Clock(), [30, 30])
    assert "[2/2] doc2（整个样本集约剩 30 秒）" in text


def test_a_log_gets_a_line_when_the_last_is_some_seconds_old():
    text = shown(Console(file=io.StringIO(), width=120), Clock(), [4, 4, 4, 4])
    assert text == "[4/4] doc4（整个样本集约剩 4.0 秒）\n"

"""The time left is told from what was done, and not before there is something to tell it from."""

import pytest

from extractor.review.desk.pace import pace_of
from extractor.review.store import Progress, Throughput


def progress(total, settled):
    return Progress(total=total, first=total - settled, second=0, adjudicate=0, settled=settled, must_open=0, leased=0)


def day(user, decisions, seconds):
    return Throughput(day="2031-05-06", user=user, decisions=decisions, seconds=seconds, changed=0)


@pytest.mark.parametrize(
    ("days", "seconds", "minutes"),
    [
        ([], None, None),
        ([day("anna", 2, 20)], None, None),
        ([day("anna", 10, 200), day("ben", 10, 20)], 20, 10),
        ([day("anna", 1, 500), day("ben", 19, 100)], 30, 15),
        ([day("anna", 10, 0)], None, None),
    ],
)
def test_ones_own_pace_counts_and_that_of_all_where_one_has_done_too_little(days, seconds, minutes):
    pace = pace_of(days, "anna", progress(40, 10))
    assert (pace.seconds, pace.minutes) == (seconds, minutes)


def test_nothing_is_left_when_all_is_settled():
    assert pace_of([day("anna", 10, 200)], "anna", progress(40, 40)).minutes == 0

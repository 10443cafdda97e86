"""The checks as a whole: what held and what was not tried is counted, what fails is told once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.checks.check import Tally, check, tally
from extractor.checks.registry import identities, try_all
from tests.checks.books import REPORT, book, grave

ROOT = Path(__file__).parents[2]


def test_every_identity_is_counted_once():
    checked = check(book(REPORT))
    assert list(checked.tallies) == list(identities())
    assert all(one.tried + one.untried for one in checked.tallies.values())
    assert checked.tallies["A4"] == Tally(held=1)
    assert checked.tallies["A9"].held == 2


def test_what_could_not_be_tried_says_what_is_missing():
    checked = check(book(REPORT))
    assert checked.tallies["A17"] == Tally(untried=1, missing=("缺 T10/车辆/数量、T10 各用途车辆数",))
    nothing = check(book()).tallies.values()
    assert all(one.untried and one.missing and not one.tried for one in nothing)


def test_rounding_is_counted_apart():
    checked = check(book(REPORT, "T1/收入总计 110.58"))
    assert (checked.tallies["A1"].rounding, checked.tallies["A3"].rounding) == (1, 1)
    assert not [one for one in checked.findings if one.severity != "info"]


def test_a_failure_is_counted_as_printed_not_as_mended():
    checked = check(book(REPORT, "T1/本年收入合计 170.51"))
    assert [checked.tallies[id_].failed for id_ in ("A1", "A4", "B1", "A2")] == [1, 1, 1, 0]
    assert len(checked.findings) == 1


def test_only_those_named_are_tried_and_counted():
    checked = check(book(REPORT, "T1/本年收入合计 170.51"), ["A4", "A5"])
    assert list(checked.tallies) == ["A4", "A5"]
    assert [one.checks for one in checked.findings] == [("A4",)]
    assert tally(try_all(book(REPORT), ["A4"]), ["A4"]) == {"A4": Tally(held=1)}


def test_faults_that_have_nothing_to_do_with_each_other_are_told_apart():
    found = grave(book(REPORT, "T1/本年收入合计 170.51\nT6/30101 24.83\nS7/公务接待费 完成率=17.82%"))
    assert {(one.row, one.expected) for one in found} == {
        ("本年收入合计", "107.51"),
        ("30101", "24.38"),
        ("公务接待费", "71.82"),
    }


def test_a_wrong_amount_is_told_and_not_the_percentages_that_follow_from_it():
    found = grave(book(REPORT, "S3/基本支出 决算数=84.78"))
    assert [(one.row, one.column, one.expected) for one in found] == [("基本支出", "决算数", "48.78")]
    assert set(found[0].checks) >= {"C1", "D2"}


@pytest.mark.parametrize("seed", ["1", "2031"])
def test_another_process_says_the_same(seed):
    program = (
        "from tests.checks.books import REPORT, book, findings\n"
        "known = book(REPORT, 'T1/本年收入合计 170.51', 'T5/2080505 基本支出= 项目支出=7.48', 'T6/30101 29.11')\n"
        "print([one.model_dump_json() for one in findings(known)])"
    )
    paths = f"{ROOT}{os.pathsep}{ROOT / 'tests'}"
    said = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": paths},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for hash_seed in ("0", seed)
    ]
    assert said[0] == said[1]
    assert said[0].count("A1:") == 1


def test_one_by_one_every_figure_of_a_form_that_adds_up_is_told_to_hold():
    together, apart = check(book(REPORT)), check(book(REPORT), one_by_one=True)
    assert (together.findings, together.tallies) == (apart.findings, apart.tallies)
    row = [one for one in apart.outcomes if one.check == "A8" and one.verdict == "pass"]
    assert {key.place for one in row for key in one.keys} == {"T3"}
    assert not [key for one in together.outcomes if one.check == "A8" for key in one.keys]

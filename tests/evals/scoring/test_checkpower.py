"""How far failed identities tell of wrong leaves."""

from dataclasses import replace
from types import SimpleNamespace

from evals.findings import Listed
from evals.scoring import checkpower
from evals.scoring.checkpower import POWER, findings_counts, held_counts, power
from evals.scoring.leaf import LeafVerdict
from schemas.record import Finding
from tests.records import record_of


def verdict(letter, row, given_row=None):
    key = ("S2", row, "决算数")
    return LeafVerdict("甲", key, letter, letter, given_key=("S2", given_row, "决算数") if given_row else None)


def finding(row, *, facts=(), suspects=(), severity="error"):
    return Finding(
        id=f"A1/{row}",
        checks=("A1",),
        verdict="misread_suspected",
        severity=severity,
        place="S2",
        row=row,
        column="决算数" if row else "",
        message="",
        facts=tuple(f"S2/{fact}/决算数" for fact in facts),
        suspects=tuple(f"S2/{fact}/决算数" for fact in suspects),
    )


LISTED = Listed("甲", "A1", "S", "error", "facts", "S2", "己", "决算数", "", "", "", 0)


def measured(counts):
    return {one.name: one.of(counts) for one in POWER}


def test_wrong_leaves_inside_failed_identities_are_counted_and_failures_that_hold_one():
    verdicts = [
        verdict("W", "甲"),  # blamed
        verdict("H", "乙"),  # a suspect
        verdict("W", "丙", given_row="丙支出"),  # a fact of the finding, by the name the system gave it
        verdict("W", "丁"),  # nowhere
        verdict("C", "戊"),
        verdict("O", "庚"),
    ]
    findings = [
        finding("甲", facts=("戊",)),
        finding("戊", suspects=("乙",), facts=("丙支出",)),
        finding("戊"),  # a false alarm
        finding("丁", severity="info"),  # no failure
        finding(""),  # words, no figure
    ]
    # Wrong: 甲, 乙, 丙, 丁; three of them in a failed identity. Failed: three; two hold a wrong leaf.
    assert measured(power(verdicts, findings)) == {
        "check_pass_rate": None,
        "check_power": 3 / 4,
        "failed_precision": 2 / 3,
        "finding_recall": None,
        "finding_precision": None,
    }


def test_a_failure_on_a_known_fault_of_the_report_is_right_though_it_was_read_well():
    counts = power([verdict("C", "己")], [finding("己"), finding("辛")], [LISTED])
    assert measured(counts)["failed_precision"] == 1 / 2
    assert measured(counts)["check_power"] is None


def test_findings_are_held_against_the_list_of_known_faults():
    record = record_of().model_copy(update={"findings": (finding("己"), finding("辛"))})
    missed = replace(LISTED, row="壬", fault=1)
    counts, scores = findings_counts("甲", record, [LISTED, missed])
    assert measured(counts)["finding_recall"] == 1 / 2
    assert measured(counts)["finding_precision"] == 1 / 2
    assert scores.missed == [missed]


def test_identities_are_counted_that_were_tried_and_that_hold_by_rounding_too(monkeypatch):
    verdicts = ["pass", "pass", "rounding", "fail", "not_checked"]
    monkeypatch.setattr(checkpower, "try_all", lambda _book: [SimpleNamespace(verdict=one) for one in verdicts])
    assert measured(held_counts(record_of()))["check_pass_rate"] == 3 / 4

"""The six reports of the suite, and their labels held against their own text."""

import re
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from evals.peers.suite import FOLDER, load_suite
from extractor.checks.check import check
from extractor.checks.of_labels import book_of_labels
from extractor.errors import SuiteError
from extractor.numbers import SCALE, parse

ROOT = Path(__file__).parents[3]
SUITE = load_suite(ROOT / FOLDER)


def path_of(report):
    (path,) = (ROOT / FOLDER / "reports").glob(f"{report.name}.*")
    return path


REPORTS = pytest.mark.parametrize("report", SUITE.reports, ids=lambda report: report.name)


def test_there_are_six_reports_none_longer_than_three_thousand_characters():
    assert len(SUITE.reports) == 6
    assert all(len(report.document.text) <= 3000 for report in SUITE.reports)


@REPORTS
def test_every_label_stands_at_its_offsets_and_is_worth_what_is_printed(report):
    text = report.document.text
    for label in report.labels:
        if label.state != "value":
            continue
        assert text[label.start : label.end] == label.printed
        assert not re.match(r"[\d.,]", text[label.end])
        assert abs(label.value) == parse(label.printed) * SCALE.get(label.unit, Decimal(1))


@REPORTS
def test_no_key_is_labelled_twice_and_no_number_of_a_table_is_left_out(report):
    keys = [label.key for label in report.labels]
    assert len(set(keys)) == len(keys)
    labelled = {label.start for label in report.labels if label.state == "value"}
    cells = re.finditer(r"(?<=[\t|])\s*(\d[\d,]*\.\d\d)(?=[\s|])", report.document.text)
    assert [cell[1] for cell in cells if cell.start(1) not in labelled] == []


@REPORTS
def test_the_labels_of_a_report_add_up_but_for_the_planted_fault(report):
    book = book_of_labels(ROOT / FOLDER / "gold" / f"{report.name}.csv", path_of(report))
    errors = {(f.place, f.row, f.column) for f in check(book).findings if f.severity == "error"}
    assert errors == set(report.faults)


def test_one_report_has_a_planted_fault():
    assert sum(len(report.faults) for report in SUITE.reports) == 1


def test_a_report_that_was_changed_is_refused(tmp_path):
    copy = tmp_path / "peers"
    shutil.copytree(ROOT / FOLDER, copy)
    with (copy / "reports" / "heting.txt").open("a", encoding="utf-8") as file:
        file.write("附注。\n")
    with pytest.raises(SuiteError, match="heting"):
        load_suite(copy)

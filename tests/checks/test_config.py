"""Which identities are tried and how grave they are taken, as the user says."""

import pytest

from extractor.checks.check import Checked
from extractor.checks.command import Request, answer
from extractor.checks.config import EVERYTHING, read_choice
from extractor.checks.registry import identities
from extractor.errors import UsageError
from extractor.export import render
from tests.checks.faulty import faulty_record, finding


def choice(tmp_path, text):
    path = tmp_path / "checks.toml"
    path.write_text(text, "utf-8")
    return read_choice(path)


def checked_with(tmp_path, text):
    (tmp_path / "a.json").write_text(render(faulty_record(), "json"), "utf-8")
    path = tmp_path / "checks.toml"
    path.write_text(text, "utf-8")
    return answer(Request((tmp_path / "a.json",), config=path)).reports[0].checked


def test_a_disabled_identity_is_not_tried(tmp_path):
    checked = checked_with(tmp_path, 'disable = ["E8", "D4"]\n')
    assert {check for one in checked.findings for check in one.checks} == {"D12", "E1"}
    assert set(identities()) - set(checked.tallies) == {"E8", "D4"}


def test_only_those_named_are_tried(tmp_path):
    checked = checked_with(tmp_path, 'only = ["E8", "D4"]\ndisable = ["D4"]\n')
    assert list(checked.tallies) == ["E8"]
    assert [one.checks for one in checked.findings] == [("E8",)]


def test_a_failure_is_as_grave_as_the_user_takes_it_and_the_gravest_comes_first(tmp_path):
    checked = checked_with(tmp_path, '[severity]\nD4 = "info"\nE8 = "error"\n')
    gravity = {one.checks[0]: one.severity for one in checked.findings}
    assert gravity == {"D12": "error", "E8": "error", "E1": "warning", "D4": "info"}
    assert [one.severity for one in checked.findings] == ["error", "error", "warning", "info"]


def test_a_finding_of_several_identities_is_as_grave_as_the_gravest(tmp_path):
    lighter = choice(tmp_path, '[severity]\nD4 = "info"\n')
    both = finding(checks=("D4", "D6"))
    assert lighter.applied(Checked((both,), {})).findings[0].severity == "error"
    graver = choice(tmp_path, '[severity]\nE5 = "error"\n')
    hint = finding(checks=("E5", "E8"), severity="info", verdict="template")
    assert graver.applied(Checked((hint,), {})).findings[0].severity == "error"


def test_a_rounding_difference_stays_a_hint(tmp_path):
    small = finding(severity="info", verdict="rounding")
    assert choice(tmp_path, '[severity]\nD4 = "error"\n').applied(Checked((small,), {})).findings == (small,)


def test_an_empty_file_changes_nothing(tmp_path):
    assert choice(tmp_path, "") == EVERYTHING


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('disable = ["Z9"]', "disable.*Z9"),
        ('only = ["a1"]', "only.*a1"),
        ('[severity]\nQ = "info"', "severity.*Q"),
        ('[severity]\nC4 = "grave"', "C4.*grave"),
        ("[severity]\nC4 = 1", "C4.*1"),
        ("severity = 3", "severity"),
        ('disable = "E8"', "disable"),
        ("only = [1]", "only"),
        ("only = []", "only"),
        ('disabled = ["E8"]', "disabled"),
        ("disable = [", "TOML"),
    ],
)
def test_what_is_off_is_named_with_the_file(tmp_path, text, named):
    with pytest.raises(UsageError, match=rf"(?s){named}.*checks\.toml"):
        choice(tmp_path, text)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"none\.toml"):
        read_choice(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("said", "between"),
    [
        ('disable = ["X1"]', ("X2", "X3")),
        ('only = ["D3"]', ()),
        ('only = ["D3", "X2"]', ("X2",)),
        ("", ("X1", "X2", "X3")),
    ],
)
def test_checks_between_files_are_left_out_like_any_other(tmp_path, said, between):
    path = tmp_path / "checks.toml"
    path.write_text(said, "utf-8")
    assert read_choice(path).between == between


def test_checks_between_files_are_weighed_like_any_other(tmp_path):
    asked = choice(tmp_path, '[severity]\nX1 = "error"\nX3 = "info"\n')
    found = tuple(finding(id=check, checks=(check,), severity="warning") for check in ("X1", "X2", "X3"))
    gravity = {one.id: one.severity for one in asked.applied(Checked(found, {})).findings}
    assert gravity == {"X1": "error", "X2": "warning", "X3": "info"}

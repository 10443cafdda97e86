"""Which suite a word means, what is said where it means none, and who answers."""

from pathlib import Path

import pytest

from evals.running.opening import answered_by, open_suite, shipped
from extractor.errors import SuiteError
from extractor.wiring import Choices
from tests.evals.running.small import suite, write_suite


def refusal(*words):
    with pytest.raises(SuiteError) as caught:
        open_suite(*words)
    return caught.value


def test_the_suites_that_come_along_are_known_by_name():
    assert {"fiction", "canaries", "press", "real"} <= shipped().keys()
    assert open_suite("canaries").name == "canaries"


def test_a_folder_and_a_manifest_are_suites_too(tmp_path):
    write_suite(tmp_path / "mine")
    assert open_suite(str(tmp_path / "mine")).name == open_suite(str(tmp_path / "mine" / "suite.toml")).name == "small"


def test_a_folder_of_one_s_own_goes_before_a_suite_of_the_same_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "fiction").mkdir()
    assert open_suite("fiction").name == "fiction", "an empty folder is no suite"
    write_suite(tmp_path / "fiction")
    assert open_suite("fiction").name == "small"


def test_an_unknown_name_is_answered_with_those_there_are():
    error = refusal("ficton")
    assert "没有样本集 ficton" in str(error)
    for name, title in shipped().items():
        assert f"{name}（{title}）" in error.remedy


def test_a_folder_without_a_manifest_is_told_apart_from_an_unknown_name(tmp_path):
    assert "suite.toml" in str(refusal(str(tmp_path)))


def test_a_folder_that_holds_none_of_the_reports_is_said_to_and_by_which_hash_they_are_sought(tmp_path):
    write_suite(tmp_path / "suite", file=False)
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "anfang.txt").write_text("另一版", "utf-8")
    error = refusal(str(tmp_path / "suite"), tmp_path / "reports")
    assert "没有样本集 small 的任何一份报告" in str(error)
    assert str(tmp_path / "reports") in str(error)
    assert "SHA-256" in error.remedy
    assert f"anfang {open_suite(str(tmp_path / 'suite')).documents[0].sha256[:12]}" in error.remedy


def test_a_suite_s_own_recordings_answer_unless_others_are_named_or_a_model_is_to_be_asked(tmp_path):
    loaded = suite(tmp_path, top='replay = "answers"')
    own = answered_by(loaded, Choices(), live=False, replay=None)
    assert (own.replay, own.offline) == (tmp_path / "answers", True)
    other = answered_by(loaded, Choices(), live=False, replay=Path("elsewhere"))
    assert (other.replay, other.offline) == (Path("elsewhere"), True)
    asked = answered_by(loaded, Choices(model="m"), live=True, replay=None)
    assert (asked.replay, asked.offline, asked.model) == (None, False, "m")

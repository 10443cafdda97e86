"""The page on evaluation suites shows what is there: its files, its lint, its program."""

import contextlib
import hashlib
import io
import re
import shutil
from pathlib import Path

import pytest

from evals.golden.problems import problems
from evals.golden.suite import load_suite
from extractor.cli import app
from tests.test_readme import CliRunner

ROOT = Path(__file__).parent.parent
SUITE = ROOT / "examples" / "suite"
PAGE = (ROOT / "docs" / "evals.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
COMMANDS = re.findall(r"^\$ (.+)$", PAGE, re.MULTILINE)
# `juesuan eval …`: run from here as soon as the command line has them.
EVAL_COMMANDS = ["juesuan eval lint examples/suite", "juesuan eval run examples/suite"]


def block(mark):
    (text,) = [text for _, found, text in BLOCKS if found == mark]
    return text


@pytest.mark.parametrize("name", ["suite.toml", "qinglan.csv"])
def test_the_files_of_the_example_are_shown_as_they_are(name):
    assert block(f"file={name}") == (SUITE / name).read_text("utf-8")


def test_the_hash_it_shows_is_the_reports():
    assert hashlib.sha256((ROOT / "examples" / "heilongjiang.txt").read_bytes()).hexdigest() in PAGE


def test_the_planted_faults_are_told_as_the_page_says(tmp_path):
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    labels = tmp_path / "examples" / "suite" / "qinglan.csv"
    sound = labels.read_text("utf-8").splitlines(keepends=True)
    labels.write_text(sound[0] + block("planted"), "utf-8")
    assert block("planted").count("\n") == block("said").count("\n") == 3
    said = [str(problem) for problem in problems(load_suite(tmp_path / "examples" / "suite"))]
    assert [line.replace(f"{labels.parent}/", "") for line in said] == block("said").splitlines()


def test_its_program_prints_what_the_page_shows(monkeypatch):
    monkeypatch.chdir(ROOT)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(block("run"), "docs/evals.md", "exec"), {})
    assert out.getvalue() == block("printed")


@pytest.mark.parametrize("name", ["suite", "label"])
def test_the_schemas_it_names_are_printed(name):
    assert f"`juesuan schema {name}`" in PAGE
    result = CliRunner().invoke(app, ["schema", name])
    assert result.exit_code == 0
    assert result.stdout == (ROOT / "schemas" / "published" / f"{name}.schema.json").read_text("utf-8")


def test_every_command_of_the_page_is_known_to_this_test():
    assert [command for command in COMMANDS if command.startswith("juesuan eval")] == EVAL_COMMANDS
    assert [command for command in COMMANDS if not command.startswith("juesuan eval")] == [
        "sha256sum examples/heilongjiang.txt"
    ]


def test_every_suite_of_the_repository_is_on_the_page():
    for manifest in sorted((ROOT / "evals" / "suites").glob("*/suite.toml")):
        assert f"`evals/suites/{manifest.parent.name}`" in PAGE

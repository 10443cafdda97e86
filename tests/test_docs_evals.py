"""The page on evaluation suites shows what is there: its files, its lint, its program."""

import contextlib
import hashlib
import io
import re
import shutil
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from evals import commands
from evals.golden.problems import problems
from evals.golden.suite import load_suite
from extractor.cli import app
from tests.test_readme import CliRunner

ROOT = Path(__file__).parent.parent
SUITE = ROOT / "examples" / "suite"
PAGE = (ROOT / "docs" / "evals.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
COMMANDS = re.findall(r"^\$ (.+)$", PAGE, re.MULTILINE)
EVAL_COMMANDS = [
    "juesuan eval lint examples/suite",
    "juesuan eval run examples/suite -o build/first",
    "juesuan eval grade build/first",
    "juesuan eval baseline build/first -o build/first.json",
    "juesuan eval run examples/suite -o build/second --baseline build/first.json",
    "juesuan eval compare build/first build/second -o build/compare.html",
]
PYTEST = "pytest --juesuan-suite examples/suite --juesuan-baseline build/first.json -k juesuan"
INSTALLED = any(one.value == "evals.pytest_plugin" for one in entry_points(group="pytest11"))


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
        "sha256sum examples/heilongjiang.txt",
        PYTEST,
    ]


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder in which the page's words name what they name in the repository."""
    shutil.copytree(SUITE, tmp_path / "examples" / "suite")
    shutil.copy(ROOT / "examples" / "heilongjiang.txt", tmp_path / "examples")
    (tmp_path / "cassettes").symlink_to(ROOT / "cassettes")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return tmp_path


def test_every_command_of_the_page_does_what_it_says(desk):
    said = {}
    for command in EVAL_COMMANDS:
        done = CliRunner().invoke(commands.app, command.split()[2:])
        assert done.exit_code == 0, f"{command}\n{done.output}\n{done.exception}"
        said[command] = done.stdout
    assert said[EVAL_COMMANDS[1]].endswith(block("gates"))
    assert {
        "report.html",
        "report.md",
        "summary.json",
        "verdicts.jsonl",
        "predictions",
        "answers",
        "manifest.json",
    } == {path.name for path in (desk / "build" / "first").iterdir()}
    assert (desk / "build" / "compare.html").is_file()
    plugin = [] if INSTALLED else ["-p", "evals.pytest_plugin"]
    done = subprocess.run(
        [sys.executable, "-m", *PYTEST.split(), *plugin, "-p", "no:cacheprovider"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "8 passed" in done.stdout


def test_every_gate_of_a_run_is_told_on_the_page():
    source = (ROOT / "evals" / "running" / "gates.py").read_text("utf-8")
    names = set(re.findall(r'name = "(.+)"|_gate\("([^"]+)"', source))
    told = re.findall(r"^\| (.+?) \| .+ \|$", PAGE.split("### Gates")[1].split("###")[0], re.MULTILINE)
    assert {one or other for one, other in names} == {name for row in told[1:] for name in row.split(", ")}


def test_every_suite_of_the_repository_is_on_the_page():
    for manifest in sorted((ROOT / "evals" / "suites").glob("*/suite.toml")):
        assert f"`evals/suites/{manifest.parent.name}`" in PAGE

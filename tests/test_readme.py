"""What the README promises is run: its commands, on an example, from recorded answers."""

import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractor.cli import app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^    \.venv/bin/juesuan (.+?)(?:\s+#.*)?$", README, re.MULTILINE)
REPLAY = ["--replay", str(ROOT / "cassettes" / "examples")]


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with the files the README's commands name."""
    examples = ROOT / "examples"
    for name, source in {
        "report.pdf": "jiangxi.pdf",
        "text.docx": "liaoning.docx",
        "report.html": "shaanxi.html",
        "reports/a.txt": "heilongjiang.txt",
        "reports/b.md": "ningxia.md",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(examples / source, tmp_path / name)
    shutil.copy(examples / "jiangxi.pdf", tmp_path / "tables.pdf")
    shutil.copy(examples / "gold" / "jiangxi.csv", tmp_path / "labels.csv")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_command_of_the_readme_does_what_it_says(desk):
    assert len(COMMANDS) >= 6
    runner = CliRunner()
    for command in COMMANDS:
        words = command.split()
        if words[0] == "extract":
            words += REPLAY
        if words[0] == "show":
            words += ["--no-open"]
        if words[0] in {"show", "verify", "check"}:
            shutil.copy(desk / "juesuan-out" / "report.json", desk / "out" / "report.json")
        done = runner.invoke(app, words)
        finds = words[0] == "check"  # what the README's own example has planted faults for
        assert done.exit_code == finds, f"{command}\n{done.output}\n{done.exception}"
    assert (desk / "juesuan-out" / "report.html").is_file()
    assert (desk / "juesuan-out" / "report.run.json").is_file()
    assert sorted(path.stem for path in (desk / "out").glob("*.run.json")) == ["a.run", "b.run"]
    assert (desk / "findings.csv").read_text(encoding="utf-8-sig").startswith("report,number,severity")
    assert (desk / "facts.csv").read_text(encoding="utf-8-sig").startswith("place,row,column")


def test_the_finding_the_readmes_show_is_what_checking_the_example_prints(tmp_path):
    runner = CliRunner()
    runner.invoke(app, ["extract", str(ROOT / "examples" / "jiangxi.pdf"), "-o", str(tmp_path), *REPLAY])
    printed = runner.invoke(app, ["check", str(tmp_path / "jiangxi.json")]).stdout
    assert "错误 2" in printed
    for name in ("README.md", "README.zh-CN.md"):
        block = re.search(r"^    ▲.*\n(?:        .*\n)+", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
        assert block is not None
        assert re.sub("^    ", "", block.group(), flags=re.MULTILINE) in printed


def test_the_readmes_both_tell_the_same_commands():
    chinese = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")
    told = re.findall(r"^    \.venv/bin/juesuan (.+?)(?:\s+#.*)?$", chinese, re.MULTILINE)
    assert [command.split()[0] for command in told] == [command.split()[0] for command in COMMANDS]
    assert {"make demo", "make test"} <= set(re.findall(r"make \w+", chinese)) & set(re.findall(r"make \w+", README))


def test_the_output_the_readme_shows_is_what_the_example_prints(tmp_path):
    shown = [line.strip() for line in README.splitlines() if line.startswith(("    青岚", "    │"))]
    assert len(shown) >= 5
    report = str(ROOT / "examples" / "heilongjiang.txt")
    printed = CliRunner().invoke(app, ["extract", report, "-o", str(tmp_path), *REPLAY]).stdout
    assert [line for line in shown if line not in printed] == []

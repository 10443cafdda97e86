"""What docs/labels.md promises is run, and the page is found from where users look."""

import re
from pathlib import Path

from typer.testing import CliRunner

from extractor.checks.of_labels import COLUMNS, STATES
from extractor.cli import app
from schemas.vocabulary import places

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "labels.md").read_text(encoding="utf-8")
REPORT, LABELS, PRINTED = re.findall(r"^```\w+\n(.+?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_example_of_the_page_prints_what_the_page_says(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("report.txt").write_text(REPORT, encoding="utf-8")
    Path("labels.csv").write_text(LABELS, encoding="utf-8")
    (command,) = re.findall(r"^    juesuan (.+)$", PAGE, re.MULTILINE)
    done = CliRunner().invoke(app, command.split())
    assert done.exit_code == 1
    assert PRINTED in done.output


def test_the_facts_that_extract_writes_are_a_label_file(tmp_path):
    report, facts = str(ROOT / "examples" / "jiangxi.pdf"), str(tmp_path / "facts.csv")
    replay = ["--replay", str(ROOT / "cassettes" / "examples")]
    runner = CliRunner()
    assert runner.invoke(app, ["extract", report, "-o", facts, *replay]).exit_code == 0
    done = runner.invoke(app, ["check", "--facts", facts, "--source", report])
    assert done.exit_code == 1
    assert "错误 D3" in done.output


def test_the_page_tells_all_columns_states_and_places():
    told = [name for cell in re.findall(r"^\| (`.+?) \|", PAGE, re.MULTILINE) for name in re.findall(r"`(\w+)`", cell)]
    assert tuple(told) == COLUMNS
    assert all(f"`{state}`" in PAGE for state in STATES)
    titles = dict(re.findall(r"\b([TS]\d+) \| (.+?) \|", PAGE))
    known = {place.id: place.name for place in places() if place.id in titles}
    assert set(known) == {*(f"T{n}" for n in range(1, 11)), *(f"S{n}" for n in range(14))}
    assert all(titles[id_].startswith(name) for id_, name in known.items())


def test_the_page_is_linked_from_the_readmes_and_named_by_the_help():
    for name in ("README.md", "README.zh-CN.md"):
        assert "(docs/labels.md)" in (ROOT / name).read_text(encoding="utf-8")
    said = re.sub(r"[\s│]+", "", CliRunner().invoke(app, ["check", "--help"]).output)
    assert "docs/labels.md" in said
    assert ",".join(COLUMNS) in said
    assert "退出码为3" in said

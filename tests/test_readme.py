"""What the README promises is run: its commands, on an example, from recorded answers."""

import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from evals import commands
from extractor.cli import app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^    \.venv/bin/juesuan (.+?)(?:\s+#.*)?$", README, re.MULTILINE)
TYPED = 2 * "a password nobody guesses\n"
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
    shutil.copytree(examples / "suite", tmp_path / "my-suite")
    shutil.copy(examples / "heilongjiang.txt", tmp_path / "heilongjiang.txt")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_command_of_the_readme_does_what_it_says(desk, monkeypatch):
    assert len(COMMANDS) >= 6
    runner = CliRunner()
    served = []
    monkeypatch.setattr("uvicorn.Server.run", lambda _server, sockets: served.append(sockets))
    for command in COMMANDS:
        words = command.split()
        if (words[0] == "extract" and "--no-llm" not in words) or words[:2] == ["eval", "run"]:
            words += REPLAY
        if words[0] == "show":
            words += ["--no-open"]
        if words[0] in {"show", "verify", "check"}:
            shutil.copy(desk / "juesuan-out" / "report.json", desk / "out" / "report.json")
        if words[:2] == ["review", "open"]:
            words += ["--no-browser", "--port", "0"]
        # Commands of other packages are added when the program starts.
        done = runner.invoke(commands.app, words[1:]) if words[0] == "eval" else runner.invoke(app, words, input=TYPED)
        finds = words[0] == "check"  # what the README's own example has planted faults for
        assert done.exit_code == finds, f"{command}\n{done.output}\n{done.exception}"
    assert len(served) == 1
    assert (desk / "juesuan-out" / "juesuan-review.db").is_file()
    assert (desk / "papers" / "corrections.jsonl").is_file()
    assert len(list((desk / "papers").glob("*.xlsx"))) == 1
    assert (desk / "juesuan-out" / "report.html").is_file()
    assert (desk / "juesuan-eval" / "first-replay" / "report.html").is_file()
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


SECTIONS = {
    "Try it": "试一试",
    "Use it": "使用",
    "Does it add up?": "平不平",
    "Settle the doubtful ones": "拿不准的，由人来定",
    "What a record says": "记录里有什么",
    "How well it reads": "读得怎么样",
    "Measure it on your own labels": "用自己的标注来量",
    "Develop": "参与开发",
}


def test_the_readmes_have_the_same_sections_in_the_same_order():
    chinese = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", README, re.MULTILINE) == list(SECTIONS)
    assert re.findall(r"^## (.+)$", chinese, re.MULTILINE) == list(SECTIONS.values())


def test_every_page_counts_the_fictional_reports_that_there_are():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    listed = re.search(r"^EXAMPLES := \$\(addprefix examples/,(.+)\)$", makefile, re.MULTILINE)
    assert listed is not None
    names = listed[1].split()
    gold = {path.stem for path in (ROOT / "examples" / "gold").glob("*.csv")} - {"documents"}
    assert {Path(name).stem for name in names} == gold
    assert all((ROOT / "examples" / name).is_file() for name in names)
    english = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"][len(names)]
    chinese = "零一二三四五六七八九十"[len(names)]
    told = "".join((ROOT / page).read_text(encoding="utf-8") for page in ("README.zh-CN.md", "Makefile"))
    assert re.findall("重放(.)份虚构", told) == [chinese] * 3
    pages = (README, *((ROOT / page).read_text(encoding="utf-8") for page in ("examples/README.md", "docs/labels.md")))
    for page in pages:
        assert re.search(rf"\b{english}\s+fictional reports", page, re.IGNORECASE)


def ends_with(done):
    """The exit code of a call: of our own errors the one that `main` ends with."""
    return getattr(done.exception, "exit_code", done.exit_code)


def test_the_exit_codes_are_those_the_readme_tells(desk):
    runner = CliRunner()
    runner.invoke(app, ["extract", "report.pdf", "-o", "out", *REPLAY])
    record = (desk / "out" / "report.json").read_text(encoding="utf-8")
    (desk / "out" / "broken.json").write_text(record[:-50], encoding="utf-8")
    (desk / "out" / "findings.json").write_text('{"reports": []}', encoding="utf-8")
    (desk / "changed.json").write_text(record.replace('"printed": "19.16"', '"printed": "91.16"'), encoding="utf-8")
    for code, words in {
        0: "verify out/report.json report.pdf",
        1: "check out/report.json",
        2: "check out/report.json --format xlsx",
        3: "check out",
    }.items():
        done = runner.invoke(app, words.split())
        assert ends_with(done) == code, f"{words}\n{done.output}"
    both = runner.invoke(app, ["check", "out"])
    assert "略过（不是记录）：out/findings.json" in both.output
    assert "report.json：错误 2" in both.output
    assert ends_with(runner.invoke(app, ["check", "changed.json"])) == 3
    assert ends_with(runner.invoke(app, ["verify", "changed.json"])) == 1

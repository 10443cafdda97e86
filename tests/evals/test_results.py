"""The page of results: its tables are those of the run it names, and nothing in them is of one machine or one day."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from evals.commands import app
from evals.results import main, marks, put, tables
from evals.running.folder import RunFolder
from extractor.errors import UsageError
from tests.evals.running.small import Reader, graded, suite

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "results.md"
SEEDS = ROOT.parent / "shared" / "seeds"


class Timed(Reader):
    """Reads with recorded answers of 40 s; `own`: what the machine took for the rest."""

    def __init__(self, own, **more):
        super().__init__(**more)
        self.own = own

    def __call__(self, documents, step):
        done = super().__call__(documents, step)
        done.run = {"seconds": self.own, "seconds_asking": 0.0, "seconds_recorded": 40.0, "replayed": 8}
        return done


def test_two_runs_on_machines_of_different_speed_give_the_same_tables(tmp_path):
    loaded = suite(tmp_path / "suite")
    slow = graded(loaded, tmp_path / "slow", Timed(9.5))
    fast = graded(loaded, tmp_path / "fast", Timed(0.1))
    assert slow.summary.process != fast.summary.process
    text = tables(slow.folder)
    assert text == tables(fast.folder)
    assert "| 每份用时中位数 | 40 秒 |" in text or "| 每份用时中位数 | 40.0 秒 |" in text
    assert "slow" not in text
    assert slow.summary.plan_digest[:12] not in text


def test_a_report_that_crashed_has_no_seconds_and_stays_in_the_tables(tmp_path):
    reader = Timed(0.1, fails={"banli": ValueError("表裂开了")})
    text = tables(graded(suite(tmp_path / "suite"), tmp_path / "run", reader).folder)
    assert "▲ 中断：banli" in text


def test_headings_go_one_level_down_so_that_the_page_has_one_title(tmp_path):
    text = tables(graded(suite(tmp_path / "suite"), tmp_path / "run").folder)
    assert text.startswith("## 三份小报告\n")
    assert "\n### 总的数\n" in text
    assert not re.search("^# ", text, re.MULTILINE)


def test_only_what_stands_between_the_marks_is_replaced():
    begin, end = marks("small")
    page = f"# Page\n\nbefore\n\n{begin}\nold\n{end}\n\n## Peers\n\n<!-- begin peers -->\nkept\n<!-- end peers -->\n"
    once = put(page, "small", "new")
    assert once == page.replace(f"{begin}\nold\n{end}", f"{begin}\n\nnew\n\n{end}")
    assert put(once, "small", "new") == once


@pytest.mark.parametrize(
    "page", ["", "<!-- begin small -->", "<!-- end small -->", "<!-- end small --><!-- begin small -->"]
)
def test_a_page_without_the_marks_is_not_written(page):
    with pytest.raises(UsageError, match="没有样本集 small 的位置"):
        put(page, "small", "new")


def test_the_command_writes_the_page_and_says_what_is_wrong(tmp_path, capsys):
    graded(suite(tmp_path / "suite"), tmp_path / "run")
    page = tmp_path / "page.md"
    page.write_text("\n".join(marks("small")), "utf-8")
    assert main([str(tmp_path / "run"), str(page)]) == 0
    assert "## 三份小报告" in page.read_text("utf-8")
    page.write_text("nothing", "utf-8")
    assert main([str(tmp_path / "run"), str(page)]) == 2
    assert main([str(tmp_path / "nowhere"), str(page)]) == 2
    assert "这里没有一次评测运行" in capsys.readouterr().err
    assert page.read_text("utf-8") == "nothing"


def test_the_committed_page_names_its_command_and_no_machine():
    page = PAGE.read_text("utf-8")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert "    make results\n" in page
    assert "`juesuan eval run real --documents ../shared/seeds` and `juesuan eval run fiction`" in page
    assert "juesuan eval run real --documents $(SEEDS)" in makefile
    for suite_name in ("real", "fiction"):
        assert f"python -m evals.results build/evals/{suite_name} docs/results.md" in makefile
    assert not re.search(r"/(work|home|tmp|root|Users)/", page)


@pytest.mark.seeds
@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real reports are not in this repository")
def test_the_committed_tables_are_what_the_command_prints(tmp_path):
    run = tmp_path / "real"
    done = CliRunner().invoke(app, ["run", "real", "--documents", str(SEEDS), "-o", str(run)])
    assert done.exit_code == 0, done.output
    committed = PAGE.read_text("utf-8")
    assert put(committed, "real", tables(RunFolder.existing(run))) == committed, "make results writes them anew"


def test_the_committed_tables_of_the_fictional_reports_are_what_the_command_prints(tmp_path):
    run = tmp_path / "fiction"
    done = CliRunner().invoke(app, ["run", "fiction", "-o", str(run)])
    assert done.exit_code == 0, done.output
    committed = PAGE.read_text("utf-8")
    assert put(committed, "fiction", tables(RunFolder.existing(run))) == committed, "make results writes them anew"

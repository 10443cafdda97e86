"""The page of confidence: its tables are those of the kept fits and of the real reports as they are read now."""

import shutil
from pathlib import Path

import pytest

from evals.confidence.__main__ import main, readings
from evals.confidence.keep import fit_without, left_out
from evals.confidence.page import write_page
from evals.confidence.picture import svg
from extractor.confidence.score import EFFORTS, shipped
from extractor.errors import UsageError
from tests.evals.confidence.test_measure import reading

ROOT = Path(__file__).parent.parent.parent.parent
PAGE = ROOT / "docs" / "confidence.md"
SEEDS = ROOT.parent / "shared" / "seeds"
MARKS = "\n".join(f"<!-- begin confidence {one} -->\n<!-- end confidence {one} -->" for one in EFFORTS)


def told():
    return {effort: [reading(name, right=450) for name in ("甲_1", "乙_2")] for effort in EFFORTS}


def test_the_tables_stand_between_their_marks_with_a_line_a_report_and_the_sum(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(f"before\n{MARKS}\nafter\n", "utf-8")
    write_page(told(), left_out(), page)
    text = page.read_text("utf-8")
    assert (text[:7], text[-6:]) == ("before\n", "after\n")
    assert text.count("| 甲\\_1 |") == text.count("| 合计 |") == len(EFFORTS)
    assert "- ✓ 直接可用占 90.00%（至少 80%）" in text
    for effort in EFFORTS:
        assert (tmp_path / f"page-{effort}.svg").read_text("utf-8").startswith("<svg xmlns=")


def test_writing_the_page_twice_changes_nothing(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(MARKS, "utf-8")
    write_page(told(), left_out(), page)
    once = page.read_bytes()
    write_page(told(), left_out(), page)
    assert page.read_bytes() == once


def test_a_page_without_marks_is_not_written(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("nothing", "utf-8")
    with pytest.raises(UsageError, match="没有样本集 confidence full 的位置"):
        write_page(told(), left_out(), page)
    assert page.read_text("utf-8") == "nothing"


def test_a_curve_is_drawn_as_a_picture_of_its_own_and_an_empty_one_is_none():
    assert svg([(0.1, 0.0), (0.5, 0.001), (1.0, 0.02)]).count("<polyline") == 1
    with pytest.raises(ValueError, match="without points"):
        svg([])


def test_where_the_real_reports_are_not_there_the_command_says_so(tmp_path, capsys):
    assert main(["report", "--documents", str(tmp_path / "none")]) == 2
    assert "没有这个文件夹" in capsys.readouterr().err


def test_the_fits_that_leave_a_report_out_are_not_the_shipped_ones_and_hold_for_the_same_model():
    for effort in EFFORTS:
        names = left_out()[effort]["without"]
        assert len(names) == 5
        fits = [fit_without(left_out(), effort, name) for name in names]
        assert shipped()[effort].digest not in {fit.digest for fit in fits}
        assert all(fit.model == shipped()[effort].model for fit in fits)


@pytest.mark.seeds
@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real reports are not in this repository")
def test_the_page_is_what_the_command_writes(tmp_path):
    page = tmp_path / PAGE.name
    shutil.copy(PAGE, page)
    write_page(readings(SEEDS), left_out(), page)
    for made in sorted(tmp_path.iterdir()):
        assert made.read_text("utf-8") == PAGE.with_name(made.name).read_text("utf-8"), "make confidence"

"""Runs side by side: what differs, whether that may be chance, and which leaves changed."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from evals.reporting.compare import compare_markdown, compare_page
from evals.reporting.contract import Discordant, Paired
from evals.reporting.side import side_by_side
from extractor.errors import UsageError
from tests.evals.reporting import sample


def test_a_difference_is_judged_by_the_way_in_which_its_measure_is_better():
    side = side_by_side(sample.side_runs(), sample.paired())
    turns = {row.name: row.cells[1].turn for part in side.parts for row in part.rows if row.cells[1].turn}
    assert turns == {"F1": "better", "错值率": "better", "漏读率": "chance", "精确率": "worse", "读入词元": "unknown"}
    assert all(row.cells[0].turn is None for part in side.parts for row in part.rows)


def test_the_page_has_a_row_a_measure_and_a_column_a_run():
    tree = LexborHTMLParser(compare_page(sample.side_runs(), sample.paired()))
    table = tree.css("table.compare")[0]
    assert [head.text() for head in table.css("thead th")] == ["指标", "基线（基线）", "提示词二", "<b>三</b>"]
    first = table.css("tbody tr")[0].css("td")
    assert [cell.css_first("b").text() for cell in first] == ["91.55%", "92.69%", "—"]
    assert "差 +1.23 点（+0.40 ～ +2.10）" in first[1].text()
    assert "▲ 显著变好" in first[1].text()
    assert "差" not in first[2].text()


def test_the_picture_has_a_lane_a_run_for_f1_and_for_wrong_values():
    tree = LexborHTMLParser(compare_page(sample.side_runs(), sample.paired()))
    f1, wrong = tree.css("svg")
    assert [len(picture.css(".dot")) for picture in (f1, wrong)] == [2, 3]
    assert [len(picture.css(".whisker")) for picture in (f1, wrong)] == [2, 3]
    assert "提示词二" in f1.text()


def test_fixed_and_broken_leaves_are_listed_and_hostile_strings_are_text():
    html = compare_page(sample.side_runs(), sample.paired())
    tree = LexborHTMLParser(html)
    fixed, broken = tree.css("details.changes")
    assert [len(one.css("li")) for one in (fixed, broken)] == [4, 1]
    assert "<i>行</i> / 决算数" in broken.text()
    assert not tree.css("script, i, img")
    markdown = compare_markdown(sample.side_runs(), sample.paired())
    assert "\\<script\\>alert(1)\\</script\\>局.html S7 / \\<i\\>行\\</i\\> / 决算数：对 → 漏" in markdown
    assert "| F1 | 91.55% | 92.69%<br>+1.23 点（+0.40 ～ +2.10）<br>▲ 显著变好 | — |" in markdown


def test_long_lists_say_how_many_more_there_are():
    leaf = Discordant(document="甲", key=("S2", "行", "列"), before="对", after="漏")
    paired = [Paired(run="提示词二", lines=(), broken=(leaf,) * 203), Paired(run="三", lines=())]
    assert "还有 3 项" in compare_page(sample.side_runs(), paired)
    assert "还有 3 项" in compare_markdown(sample.side_runs(), paired)


def test_runs_of_one_name_are_told_apart_by_their_place():
    runs = [sample.summary("跑"), sample.summary("跑", without=("column_swap",))]
    side = side_by_side(runs, sample.paired()[:1])
    assert [cell.turn for cell in side.parts[0].rows[0].cells] == [None, "better"]


def test_what_cannot_be_compared_is_said():
    runs = sample.side_runs()
    runs[1] = runs[1].model_copy(update={"suite": "real"})
    side = side_by_side(runs, sample.paired())
    assert side.notes == (
        "提示词二 的样本集是 real，基线的是 fiction：只能比共有的报告",
        "提示词二：有 1 份报告只有一次运行读过",
        "<b>三</b>：没有与基线成对比较，只列各自的数",
    )


def test_one_run_cannot_be_compared():
    with pytest.raises(UsageError, match="两次以上"):
        compare_page(sample.side_runs()[:1], [])
    with pytest.raises(ValueError, match="2 comparisons"):
        compare_page(sample.side_runs(), [])

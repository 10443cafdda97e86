"""Forms that fell apart into words: what counting and sums tell, and what they leave open."""

from collections import Counter
from decimal import Decimal

import pytest
from askers import report

from evals.press.make import report as press
from extractor.merge import merge
from extractor.outline import outline
from extractor.reading import read
from extractor.tables.form import drafts_of
from extractor.tables.pieces import pieces_of
from extractor.tables.statutory import read_forms
from tests.tables.printed import TITLES

COVER = "洛川市航标管理局2031年度部门决算\n第二部分 附表\n"
T5 = "金额单位：万元\n科目编码 科目名称 本年支出合计 基本支出 项目支出\n栏次 1 2 3\n"
T1 = """金额单位：万元
项目 行次 决算数 项目 行次 决算数
一、一般公共预算财政拨款收入 1 120.50 一、一般公共服务支出 32
五、事业收入 5 4.00 十三、交通运输支出 44 124.50
本年收入合计 27 124.50 本年支出合计 58 124.50
总计 31 124.50 总计 62 124.50
"""
T2_HEAD = "项目 本年收入合计 财政拨款收入 上级补助收入 事业收入 经营收入 附属单位上缴收入 其他收入\n科目编码 科目名称\n"
T2 = (
    T2_HEAD
    + "合计 124.50 120.50 4.00\n214 交通运输支出 124.50 120.50 4.00\n2140136 水路运输管理支出 124.50 120.50 4.00\n"
)
T6 = """科目编码 科目名称 金额 科目编码 科目名称 金额
301 工资福利支出 60.30 302 商品和服务支出 20.00
30101 基本工资 60.30 30201 办公费 12.00
30102 津贴补贴 30202 印刷费 8.00
人员经费合计 60.30 公用经费合计 20.00
"""
T7 = "项目 预算数 决算数\n合计 5.00 2.54\n1、因公出国（境）费\n3、公务用车购置及运行费 5.00 2.54\n（1）公务用车运行维护费 5.00 2.54\n"
ROWS = [
    "合计 12.00 7.00 5.00",
    "214 交通运输支出 7.50 2.50 5.00",
    "2140101 行政运行 2.50 2.50",
    "2140136 管理 5.00 5.00",
]


def shown(*forms, empty=()):
    """(place, row, column) -> printed, and the words that stay open."""
    text = COVER + "".join(f"{TITLES[place]}\n{body}\n" for place, body in forms)
    document = report(text)
    pieces = pieces_of([document], [outline(document)])
    found, _ = read_forms([document], pieces, frozenset(empty), {}, "万元")
    entries = {(e.place, e.row, e.column): e.cell.text for form in found for e in form.reading.entries}
    return entries, [(e.row, e.cell.text) for form in found for e in form.reading.stray]


def t5(*rows):
    return shown(("T5", T5 + "\n".join(rows) + "\n"))


def test_a_line_with_as_many_figures_as_columns_is_read_in_order():
    found, left = t5(*ROWS[:2], "221 住房保障支出 4.50 4.50 0.00")
    assert found["T5", "214", "项目支出"] == "5.00"
    assert found["T5", "221", "项目支出"] == "0.00"
    assert left == []


def test_a_lone_part_is_placed_where_the_lines_above_leave_one_place():
    found, left = t5(*ROWS, "221 住房保障支出 4.50 4.50")
    assert found["T5", "2140101", "基本支出"] == "2.50"
    assert found["T5", "2140136", "项目支出"] == "5.00"
    assert found["T5", "221", "基本支出"] == "4.50"
    assert left == []


def test_where_two_placements_add_up_the_part_stays_open_and_the_total_is_read():
    found, left = t5("合计 8.00 4.00 4.00", "214 交通运输支出 4.00 4.00", "221 住房保障支出 4.00 4.00")
    assert found["T5", "214", "本年支出合计"] == "4.00"
    assert left == [("214", "4.00"), ("221", "4.00")]


def test_as_many_figures_as_columns_that_do_not_add_up_are_not_believed():
    found, left = t5(*ROWS, "221 住房保障支出 4.50 3.00 3.00")
    assert ("T5", "221", "基本支出") not in found
    assert left == [("221", "4.50"), ("221", "3.00"), ("221", "3.00")]


def test_a_code_in_three_words_is_joined():
    found, _ = t5(
        "合计 7.50 2.50 5.00", "214 01 36 水路运输管理支出 7.50 2.50 5.00", "214 01 公路水路运输 7.50 2.50 5.00"
    )
    assert {row for _, row, _ in found} == {"合计", "2140136", "21401"}


def test_both_halves_of_t1_are_told_by_their_labels_and_line_numbers_are_no_money():
    found, left = shown(("T1", T1))
    assert left == []
    assert found == {
        ("T1", "一般公共预算财政拨款收入", "决算数"): "120.50",
        ("T1", "事业收入", "决算数"): "4.00",
        ("T1", "交通运输支出", "决算数"): "124.50",
        ("T1", "本年收入合计", "决算数"): "124.50",
        ("T1", "本年支出合计", "决算数"): "124.50",
        ("T1", "收入总计", "决算数"): "124.50",
        ("T1", "支出总计", "决算数"): "124.50",
    }


def test_sources_that_t1_leaves_blank_are_no_columns_of_t2():
    found, left = shown(("T1", T1), ("T2", T2))
    assert found["T2", "合计", "事业收入"] == "4.00"
    assert left == []
    alone, open_ = shown(("T2", T2))
    assert ("T2", "合计", "事业收入") not in alone
    assert len(open_) == 6


def test_economic_subjects_are_told_by_their_codes():
    found, left = shown(("T6", T6))
    assert {row for _, row, _ in found} == {"301", "302", "30101", "30201", "30202", "人员经费合计", "公用经费合计"}
    assert found["T6", "30202", "决算数"] == "8.00"
    assert left == []


def test_an_item_of_t7_takes_the_figures_behind_it_and_none_of_the_next_one_s():
    found, _ = shown(("T7", T7))
    assert {row for _, row, _ in found} == {"合计", "公务用车购置及运行维护费", "公务用车运行维护费"}
    assert found["T7", "公务用车运行维护费", "预算数"] == "5.00"


def test_a_fund_declared_empty_is_no_column_of_t4():
    body = "项目 决算数 项目 合计 一般公共预算财政拨款 政府性基金预算财政拨款 国有资本经营预算财政拨款\n"
    rows = "一、一般公共预算财政拨款 9.00 八、社会保障和就业支出 4.00 4.00\n本年收入合计 9.00 九、卫生健康支出 5.00 5.00\n总计 9.00 总计 9.00 9.00\n"
    found, left = shown(("T4", body + rows), empty={"T8", "T9"})
    assert found["T4", "卫生健康支出", "一般公共预算财政拨款"] == "5.00"
    assert left == []
    assert ("T4", "卫生健康支出", "一般公共预算财政拨款") not in shown(("T4", body + rows))[0]


@pytest.mark.parametrize("mark", [" ", "\n"], ids=["a line a row", "a line a word"])
def test_whole_reports_fallen_apart_are_read_in_large_part_and_nothing_wrong_is_called_sure(mark):
    counts: Counter[str] = Counter()
    for seed in range(24):
        made = press(seed, rows=12 + seed)
        rows = [
            mark.join("".join(cell.text.split()) for cell in sheet.cells if cell.row == row and cell.text.strip())
            for sheet in made.sheets
            for row in range(sheet.rows)
        ]
        paragraphs = [p.text for p in made.front], rows, [p.text for p in made.narrative]
        reading = read([report("\n".join(line for part in paragraphs for line in part))])
        drafts = [draft for form in reading.statutory for draft in drafts_of(form, reading.form_unit)]
        facts = {(f.place, f.row, f.column): f for f in merge(drafts, reading.documents)}
        gold = {(g.place, g.row, g.column): g.value for g in made.gold if g.place[0] == "T" and g.state == "value"}
        counts["gold"] += len(gold)
        counts["right"] += sum(key in facts and Decimal(facts[key].value) == value for key, value in gold.items())
        counts["wrong"] += sum(key in facts and Decimal(facts[key].value) != value for key, value in gold.items())
        counts["invented"] += len(facts.keys() - gold.keys())
        counts["sure"] += sum(fact.confidence.band == "AUTO" for fact in facts.values())
    assert counts["sure"] == 0
    assert counts["right"] >= (0.8 if mark == " " else 0.6) * counts["gold"]
    assert counts["wrong"] + counts["invented"] <= 0.002 * counts["gold"]

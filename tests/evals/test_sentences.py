"""The sentence reader held against gold: right, wrong, a mere name, and who of two readers is wrong."""

from decimal import Decimal

from askers import section

from evals import sentences
from evals.scoring.leaf import GoldLeaf
from extractor.reading import read

REPORT = section("支出决算情况说明", "本年支出合计90万元，其中：基本支出60万元，占66.67%。")
RIGHT = (
    GoldLeaf(("S3", "本年支出", "决算数"), "value", Decimal(900_000)),
    GoldLeaf(("S3", "基本支出", "决算数"), "value", Decimal(600_000)),
    GoldLeaf(("S3", "基本支出", "占比"), "value", Decimal("66.67")),
)


def counted(*labels, document=REPORT):
    return sentences.count(read([document]), labels)


def test_claims_that_gold_holds_are_right_and_hit_their_figures():
    found = counted(*RIGHT)
    assert (found.gold, found.hit, found.right, found.wrong) == (3, 3, 3, [])
    assert (found.precision, found.recall) == (1, 1)
    assert (found.both, found.both_wrong, found.apart) == (3, 0, 0)


def test_a_claim_with_another_value_is_wrong_and_its_figure_missed():
    found = counted(GoldLeaf(RIGHT[0].key, "value", Decimal(1)), *RIGHT[1:])
    assert found.wrong == ["S3/本年支出/决算数 900000（bare）"]
    assert (found.hit, found.missed, found.both_wrong) == (2, {"S3": 1}, 1)


def test_a_right_value_of_other_characters_is_wrong():
    start = REPORT.text.index("60万元")
    other = GoldLeaf(("S3", "项目支出", "决算数"), "value", Decimal(600_000), start=start, end=start + 2)
    assert len(counted(*RIGHT, other).wrong) == 1


def test_an_unscored_figure_counts_for_nothing():
    found = counted(*RIGHT[1:], GoldLeaf(RIGHT[0].key, "unscored", start=REPORT.text.index("90万元")))
    assert (found.right, found.wrong) == (2, [])


def test_a_name_without_its_printed_ending_is_counted_apart():
    document = section("一般公共预算财政拨款支出决算情况说明", "行政运行支出7万元。")
    found = counted(GoldLeaf(("S5", "行政运行", "决算数"), "value", Decimal(70_000)), document=document)
    assert (found.right, found.wrong, found.named) == (0, [], 1)


def test_the_table_has_a_line_a_report_and_their_sum(tmp_path, capsys):
    (tmp_path / "a.txt").write_text(REPORT.text, "utf-8")
    lines = ["place,row,column,state,printed,value,unit", "S3,本年支出,决算数,value,90,900000,万元", ""]
    (tmp_path / "a.csv").write_text("\n".join(lines), "utf-8")
    assert sentences.main(["--gold", str(tmp_path), "--reports", str(tmp_path), "--wrong", "--missed"]) == 0
    said = capsys.readouterr().out
    assert "全部" in said
    assert "错 a S3/基本支出/占比 66.67（share）" in said


def test_the_press_is_read_in_every_layout_asked_for():
    layouts = dict(sentences.pressed(1, 5, ["liaoning", "hubei"]))
    assert set(layouts) == {"liaoning", "hubei"}
    assert all(not one.wrong and one.recall > 0.8 for one in layouts.values())

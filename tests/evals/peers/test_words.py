"""Names of other systems become names of the dictionary; values stay exact."""

from decimal import Decimal

import pytest

from evals.peers.words import is_money, leaf, measure, number, printed_numbers, row

S7_COLUMNS = {"预算数", "决算数", "完成率", "比上年增减额", "比上年增减率", "批次"}


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("1,234.50万元", "1234.50"),
        ("98.00%", "98.00"),
        ("-3.7", "-3.7"),
        ("12批次、86人次", None),
        ("无", None),
    ],
)
def test_a_number_is_the_one_number_said(said, meant):
    assert number(said) == (None if meant is None else Decimal(meant))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("决算数", ("决算数", False)),
        ("2023年度支出决算", ("决算数", False)),
        ("全年预算数", ("预算数", False)),
        ("完成预算的", ("完成率", False)),
        ("较上年减少额", ("比上年增减额", True)),
        ("比上年增加额", ("比上年增减额", False)),
        ("比去年下降率", ("比上年增减率", True)),
        ("满意度", None),
    ],
)
def test_a_measure_is_taken_by_its_usual_words_and_a_decrease_is_heard(said, meant):
    assert measure(said, S7_COLUMNS) == meant


def test_a_measure_the_row_does_not_have_is_none():
    assert measure("占比", S7_COLUMNS) is None


PATH = "农林水支出/林业和草原/事业机构"
SECTION = "科目编码\t科目名称\t合计\n20805\t行政事业单位养老支出\t36.50\n2130205\t森林资源培育\t202.00\n"


@pytest.mark.parametrize(
    ("place", "said", "known", "meant"),
    [
        ("S2", "财政拨款收入", {"财政拨款收入", "其他收入"}, "财政拨款收入"),
        ("S2", "1.财政拨款收入", {"财政拨款收入", "其他收入"}, "财政拨款收入"),
        ("S2", "收入合计", {"本年收入", "其他收入"}, "本年收入"),
        ("S7", "“三公”经费", {"三公经费", "公务接待费"}, "三公经费"),
        ("T5", "2130205 森林资源培育", {"2130205", "213"}, "2130205"),
        ("T5", "森林资源培育", {"2130205", "213"}, "2130205"),
        ("T5", "2130299", {"2130205", "213"}, None),
        ("S5", "农林水支出（类）林业和草原（款）事业机构（项）", {PATH}, PATH),
        ("S5", "事业机构", {PATH, "基本支出"}, PATH),
        ("S13", "林木良种培育", {"项目:林木良种培育"}, "项目:林木良种培育"),
        ("S2", "利息", {"财政拨款收入", "其他收入"}, None),
    ],
)  # fmt: skip
def test_a_row_is_taken_by_name_wording_code_or_the_end_of_its_path(place, said, known, meant):
    assert row(place, said, known, SECTION) == meant


@pytest.mark.parametrize(
    ("key", "money"),
    [
        (("S2", "本年收入", "决算数"), True),
        (("S2", "本年收入", "占比"), False),
        (("S7", "国内公务接待", "批次"), False),
        (("T5", "208", "基本支出"), True),
        (("S12", "车辆", "数量"), False),
        (("S12", "车辆", "价值"), True),
        (("S0", "人员编制", "合计"), False),
    ],
)
def test_money_is_told_from_rates_and_counts(key, money):
    assert is_money(key) is money
    assert leaf(key, Decimal("2.5"), "万元").value == (25_000 if money else Decimal("2.5"))
    assert leaf(key, Decimal("2.5"), "元").value == Decimal("2.5")


def test_numbers_printed_are_magnitudes_without_thousands_marks():
    assert printed_numbers("2024年 5,120.00 与 -3.7") == {Decimal(2024), Decimal("5120"), Decimal("3.7")}

"""Heads of columns and labels of rows, in the wordings the provinces print."""

import pytest

from extractor.tables.heads import (
    bare,
    class_names,
    class_of,
    column_names,
    column_of,
    columns_of,
    row_of,
    total_and_parts,
)
from extractor.tables.matrix import Column


@pytest.mark.parametrize(
    ("place", "title", "column"),
    [
        ("T1", "收入>决算数", "决算数"),
        ("T1", "支出>金额", "决算数"),
        ("T1", "决算数（万元）", "决算数"),
        ("T2", "本年收入合计", "本年收入合计"),
        ("T2", "合计", "本年收入合计"),
        ("T2", "本年收入>小计", "本年收入合计"),
        ("T2", "财政拨款", "财政拨款收入"),
        ("T2", "事业收入>小计", "事业收入"),
        ("T2", "事业收入>其中：教育收费", "事业收入其中教育收费"),
        ("T2", "附属单位缴款", "附属单位上缴收入"),
        ("T2", "上级>补助>收入", "上级补助收入"),
        ("T2", "其他>收入", "其他收入"),
        ("T3", "经营>支出", "经营支出"),
        ("T5", "基本>支出", "基本支出"),
        ("T2", "其它收入", "其他收入"),
        ("T3", "上缴上级支出", "上缴上级支出"),
        ("T3", "对附属单位补助", "对附属单位补助支出"),
        ("T4", "支出>小计", "合计"),
        ("T4", "支出>一般公共预算财政拨款", "一般公共预算财政拨款"),
        ("T4", "政府性基金", "政府性基金预算财政拨款"),
        ("T4", "国有资本经营预算", "国有资本经营预算财政拨款"),
        ("T5", "本年支出>合计", "本年支出合计"),
        ("T5", "本年支出>基本支出", "基本支出"),
        ("T8", "本年支出>小计", "本年支出"),
        ("T8", "本年支出>项目支出", "项目支出"),
        ("T8", "年初结转和结余", "年初结转和结余"),
        ("T8", "期末结余", "年末结转和结余"),
        ("T6", "人员经费>决算数", "人员经费"),
        ("T6", "金额", "决算数"),
        ("T7", "2031年度决算数", "决算数"),
        ("T7", "预算数>合计", "预算数"),
        ("T10", "数量（辆）", "数量"),
    ],
)
def test_a_head_names_its_column_in_every_known_wording(place, title, column):
    assert column_of(place, title) == column


@pytest.mark.parametrize(
    ("place", "title"),
    [
        ("T1", "行次"),
        ("T1", "项目"),
        ("T5", "科目名称"),
        ("T5", "备注"),
        ("T3", "本年收入"),
        ("T7", "项目"),
        ("T2", ""),
    ],
)
def test_another_head_names_no_column(place, title):
    assert column_of(place, title) is None


def test_a_head_that_two_columns_share_is_given_to_the_first():
    columns = [
        Column(0, ("科目编码",)),
        Column(1, ("合计",)),
        Column(2, ("基本支出",)),
        Column(3, ("合计",)),
        Column(4, ()),
    ]
    assert columns_of("T5", columns) == {1: "本年支出合计", 2: "基本支出"}


@pytest.mark.parametrize(
    ("label", "plain"),
    [
        ("一、一般公共预算财政拨款收入", "一般公共预算财政拨款收入"),
        ("二十四、债务付息支出", "债务付息支出"),
        ("（一）基本支出", "基本支出"),
        ("1.公务接待费", "公务接待费"),
        ("（2）公务用车运行维护费", "公务用车运行维护费"),
        ("其中：事业收入", "事业收入"),
        ("　八、社会保障\n　和就业支出", "社会保障和就业支出"),
        ("加：年初结转和结余", "年初结转和结余"),
    ],
)
def test_a_label_is_taken_without_its_ordinal_and_white_space(label, plain):
    assert bare(label) == plain


@pytest.mark.parametrize(
    ("place", "side", "label", "row"),
    [
        ("T1", "left", "一、财政拨款收入", "一般公共预算财政拨款收入"),
        ("T1", "left", "八、其他收入", "其他收入"),
        ("T1", "left", "使用非财政拨款结余（含专用结余）", "使用非财政拨款结余"),
        ("T1", "left", "年初结转结余", "年初结转和结余"),
        ("T1", "left", "总计", "收入总计"),
        ("T1", "right", "总计", "支出总计"),
        ("T1", "right", "期末结转和结余", "年末结转和结余"),
        ("T4", "left", "年初财政拨款结转和结余", "年初财政拨款结转和结余"),
        ("T4", "left", "二、政府性基金预算财政拨款", "政府性基金预算财政拨款"),
        ("T4", "right", "本年支出合计", "本年支出合计"),
        ("T6", "rows", "人员经费合计", "人员经费合计"),
        ("T7", "rows", "（1）公务用车购置费", "公务用车购置费"),
        ("T7", "rows", "2.公务用车运行维护费", "公务用车运行维护费"),
        ("T7", "rows", "公务用车购置及运行费", "公务用车购置及运行维护费"),
        ("T7", "rows", "因公出国（境）费用", "因公出国（境）费"),
    ],
)
def test_a_label_names_its_row_in_every_known_wording(place, side, label, row):
    assert row_of(place, side, label) == row


@pytest.mark.parametrize(
    ("place", "side", "label"),
    [
        ("T1", "left", "本年支出合计"),
        ("T1", "right", "本年收入合计"),
        ("T6", "rows", "人员经费"),
        ("T7", "rows", "差旅费"),
    ],
)
def test_another_label_names_no_row(place, side, label):
    assert row_of(place, side, label) is None


def test_a_class_is_named_as_printed_where_its_name_is_known_old_names_too():
    assert class_of("八、社会保障和就业支出") == "社会保障和就业支出"
    assert all(class_of(name) == name for name in class_names())


def test_a_class_with_a_slip_in_its_name_is_the_one_it_clearly_means():
    assert class_of("社会保障和就业业支出") == "社会保障和就业支出"


@pytest.mark.parametrize("label", ["结余分配", "本年支出合计", "办公费", "云溪县档案馆"])
def test_what_is_no_class_is_none(label):
    assert class_of(label) is None


@pytest.mark.parametrize("place", ["T2", "T3", "T4", "T5", "T8", "T9"])
def test_total_and_parts_are_columns_of_the_form(place):
    total, parts = total_and_parts(place)
    assert {total, *parts} <= set(column_names(place))
    assert total not in parts


@pytest.mark.parametrize("place", ["T1", "T6", "T7", "T10"])
def test_a_form_whose_columns_are_no_sum_has_no_total(place):
    assert total_and_parts(place) == ("", ())

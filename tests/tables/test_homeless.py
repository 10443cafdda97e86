"""Tables under no form's title: told by the words over them, by their heads and rows, or left to the model."""

import pytest
from askers import report

from extractor.outline import outline
from extractor.tables.homeless import find_homes
from extractor.tables.pieces import pieces_of
from tests.tables.printed import tabs

COVER = "洛川市航标管理局2031年度部门决算\n第二部分 附表\n"
SPENDING = [
    ["编码", "名称", "本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"],
    ["", "合计", "331.50", "31.50", "300.00", "", "", ""],
    ["2140123", "航道维护", "300.00", "", "300.00", "", "", ""],
    ["2210201", "住房公积金", "31.50", "31.50", "", "", "", ""],
]
SHORT = [[*row[:5]] for row in SPENDING]
ECONOMIC = [
    ["科目编码", "科目名称", "金额"],
    ["301", "工资福利支出", "12.00"],
    ["30101", "基本工资", "7.00"],
    ["30102", "津贴补贴", "5.00"],
    ["302", "商品和服务支出", "3.00"],
]
BALANCE = [
    ["项目", "决算数", "项目", "决算数"],
    ["一、一般公共预算财政拨款收入", "9.00", "八、社会保障和就业支出", "9.00"],
    ["本年收入合计", "9.00", "本年支出合计", "9.00"],
    ["总计", "9.00", "总计", "9.00"],
]
STRANGE = [["名目", "甲", "乙"], ["一号", "3.00", "4.00"], ["二号", "5.00", "6.00"]]


def homes(text):
    document = report(text)
    found, left = find_homes([document], pieces_of([document], [outline(document)]))
    return [form.place for form in found], [one.title for one in left]


@pytest.mark.parametrize(
    ("rows", "place"), [(SPENDING, "T3"), (ECONOMIC, "T6"), (BALANCE, "T1")], ids=["T3", "T6", "T1"]
)
def test_heads_and_rows_that_only_one_form_has_tell_it(rows, place):
    assert homes(COVER + tabs(rows)) == ([place], [])


def test_heads_that_several_forms_have_tell_none():
    assert homes(COVER + tabs(SHORT))[0] == []


def test_words_of_the_line_above_tell_a_form_whose_heads_do_not():
    assert homes(f"{COVER}2031年一般公共预算支出一览表\n{tabs(SHORT)}") == (["T5"], [])


def test_a_table_nobody_can_tell_is_left_with_its_title():
    assert homes(f"{COVER}各类名目一览表\n{tabs(STRANGE)}") == ([], ["各类名目一览表"])


def test_a_table_that_does_not_add_up_is_not_told_by_its_heads():
    rows = [SPENDING[0], ["", "合计", "999.00", "31.50", "300.00", "", "", ""], *SPENDING[2:]]
    assert homes(COVER + tabs(rows))[0] == []


def test_a_form_that_is_there_already_takes_no_second_table():
    titled = f"支出决算表\n{tabs(SPENDING)}第三部分 附表\n"
    assert homes(COVER + titled + tabs(SPENDING))[0] == []

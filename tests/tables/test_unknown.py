"""An unknown layout: what the model is shown of it, and that its answer is believed only where the form adds up."""

import pytest

from extractor.tables.entry import FormReading
from extractor.tables.form import Form
from extractor.tables.unknown import MAX_HEADS, adds_up, believed, form_question, heads_question, unknown_heads
from tests.tables.printed import TITLES, form_of, placed, shown, tabs

STRANGE = ["编号", "名目", "总盘", "保运转", "办专项"]
ROWS = [
    ["", "合计", "23.00", "20.00", "3.00"],
    ["2012604", "档案馆", "15.00", "12.00", "3.00"],
    ["2210201", "住房公积金", "8.00", "8.00", ""],
]
TRUTH = {"本年支出合计": "总盘", "基本支出": "保运转", "项目支出": "办专项"}


def strange(*rows, head=STRANGE):
    return form_of("T5", tabs([head, *(rows or ROWS)]))


def asked(*rows, head=STRANGE):
    return unknown_heads(strange(*rows, head=head), "T5/t1")


def test_a_form_whose_figures_stand_under_unknown_heads_is_asked_about():
    one = asked()
    assert one.id == "T5/t1?h"
    assert one.heads == {"总盘": 2, "保运转": 3, "办专项": 4}


@pytest.mark.parametrize("head", [["本年支出合计", "基本支出", "项目支出"], ["本年支出合计", "基本支出", "办专项"]])
def test_a_form_of_which_most_is_understood_is_not_asked_about(head):
    assert asked(head=["科目编码", "科目名称", *head]) is None


def test_a_form_read_by_labels_is_not_asked_about():
    assert (
        unknown_heads(form_of("T7", tabs([["名目", "总盘", "实际"], ["公务接待费", "1.00", "0.50"]])), "T7/t1") is None
    )


def test_a_form_without_a_table_or_wider_than_any_form_is_not_asked_about():
    assert unknown_heads(Form("T5", [], None, FormReading("T5")), "T5/t1") is None
    wide = [[*row, *["1.00"] * MAX_HEADS] for row in ROWS]
    assert asked(*wide, head=[*STRANGE, *[f"栏{chr(0x7532 + n)}" for n in range(MAX_HEADS)]]) is None


def test_the_question_shows_title_and_heads_and_never_a_figure():
    question = heads_question(asked())
    said = question.messages[-1].content
    assert TITLES["T5"] in said
    assert "总盘、保运转、办专项" in said
    assert not any(number in said for row in ROWS for number in row[2:] if number)
    assert (question.id, question.prompt) == ("T5/t1?h", "heads")


def test_the_same_template_with_other_figures_asks_the_same_question():
    other = [[*row[:2], *[number and "7.00" for number in row[2:]]] for row in ROWS]
    assert heads_question(asked()).messages == heads_question(asked(*other)).messages


def test_every_column_of_the_form_is_a_key_whose_answer_is_one_of_the_heads():
    schema = heads_question(asked()).answer_model.model_json_schema(by_alias=True)
    assert set(schema["properties"]) == set(TRUTH)
    assert schema["properties"]["基本支出"]["enum"] == ["总盘", "保运转", "办专项", None]


def test_a_table_without_a_title_is_asked_which_form_it_is_by_its_heads():
    question = form_question("other/t1?f", "附表", strange().matrices[0])
    schema = question.answer_model.model_json_schema(by_alias=True)
    assert "编号、名目、总盘、保运转、办专项" in question.messages[-1].content
    assert set(TITLES.values()) >= {"收入决算表"} <= set(schema["properties"]["表格"]["enum"])


def test_an_answer_under_which_the_form_adds_up_is_believed_and_goes_to_a_person():
    form = believed(asked(), TRUTH)
    assert shown(form.reading) == {
        "合计": {"本年支出合计": "23.00", "基本支出": "20.00", "项目支出": "3.00"},
        "2012604": {"本年支出合计": "15.00", "基本支出": "12.00", "项目支出": "3.00"},
        "2210201": {"本年支出合计": "8.00", "基本支出": "8.00"},
    }
    assert form.reading.stray == []
    assert {entry.flags for entry in form.reading.entries} == {("heads_by_model",)}
    assert {entry.reasons for entry in form.reading.entries} == {("表头由模型认出，经本表合计关系核对",)}


WRONG = {
    "total and part swapped": {**TRUTH, "本年支出合计": "保运转", "基本支出": "总盘"},
    "one head twice": {**TRUTH, "项目支出": "保运转"},
    "a single column": {"本年支出合计": "总盘", "基本支出": None, "项目支出": None},
    "no head of the table": dict.fromkeys(TRUTH, "别的"),
    "nothing": {},
    "null": dict.fromkeys(TRUTH),
    "a part left out": {**TRUTH, "项目支出": None},
}


@pytest.mark.parametrize("answer", WRONG.values(), ids=WRONG)
def test_an_answer_that_leaves_a_sum_open_is_not_believed(answer):
    assert believed(asked(), answer) is None


def test_without_a_total_row_nothing_proves_an_answer():
    assert believed(asked(*ROWS[1:]), TRUTH) is None


def test_a_form_that_does_not_add_up_itself_proves_no_answer():
    assert believed(asked(ROWS[0], ROWS[1], ["2210201", "住房公积金", "9.00", "8.00", ""]), TRUTH) is None


COLUMNS = ("本年支出合计", "基本支出", "项目支出")


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        ({"合计": ("5.00", "5.00", ""), "201": ("5.00", "5.00", "")}, True),
        ({"合计": ("5.00", "5.00", "")}, False),
        ({"201": ("5.00", "5.00", ""), "221": ("1.00", "1.00", "")}, False),
        ({"合计": ("5.00", "", ""), "201": ("5.00", "", "")}, False),
        ({"合计": ("5.00", "5.00", ""), "201": ("4.00", "4.00", "")}, False),
        ({"合计": ("", "5.00", ""), "201": ("", "5.00", "")}, False),
    ],
)
def test_a_form_adds_up_where_rows_and_columns_do_and_there_is_something_to_try(rows, verdict):
    assert adds_up(placed("T5", COLUMNS, rows)) is verdict

"""The ledger of forms: each stands in it once; what declares a form empty, and what only looks as if it did."""

import pytest
from askers import REPORT, report

from extractor.forms import EXPECTED, forms_of, merge_forms
from extractor.outline import outline

COVER = "洛川市航标管理局2031年度部门决算\n"


def states(text):
    document = report(text)
    return {form.place: form for form in forms_of(outline(document), document)}


def state(text, place):
    return states(text)[place].state


def form_with(body, title="政府性基金预算财政拨款收入支出决算表"):
    return (
        f"{COVER}{title}\n公开08表\n项目\t本年收入\t本年支出\n{body}\n收入支出决算总表\n项目\t决算数\n收入总计\t5.00\n"
    )


def section_with(body, title="政府性基金预算财政拨款收入支出决算情况说明"):
    return f"{COVER}第三部分 情况说明\n一、{title}\n{body}\n二、收入决算情况说明\n本年收入合计5万元。\n"


def test_every_expected_form_stands_in_the_ledger_once_and_in_order():
    document = report(REPORT)
    ledger = forms_of(outline(document), document)
    assert [form.place for form in ledger] == list(EXPECTED)
    assert {form.place for form in ledger if form.state == "found"} >= {
        "S0",
        "S1",
        "S2",
        "S3",
        "S5",
        "S7",
        "S11",
        "S12",
    }
    assert {form.state for form in ledger if form.place.startswith("T")} == {"missing"}


def test_a_found_section_says_its_title_and_its_range():
    form = states(REPORT)["S2"]
    assert (form.state, form.title) == ("found", "二、收入决算情况说明")
    assert REPORT[form.start : form.end].startswith("二、收入决算情况说明\n本年收入合计")
    missing = states(REPORT)["T1"]
    assert (missing.title, missing.start, missing.end) == (None, None, None)


@pytest.mark.parametrize(
    "note",
    [
        "注：本表为空表。",
        "说明：该表是空表，现公开空表。",
        "本单位无政府性基金预算财政拨款收支，故公开空表。",
        "注：2031年度没有使用政府性基金预算安排的支出，以空表列示。",
        "本部门2031年度未安排政府性基金预算支出。",
    ],
)
def test_a_form_that_says_it_is_empty_is_declared_empty(note):
    assert state(form_with(note), "T8") == "declared_empty"


CONDITIONAL = ["注：如本表为空，则我单位本年度无此类支出。", "若本表为空，表示没有支出。", "如为空表，请注明原因。"]


@pytest.mark.parametrize("note", CONDITIONAL)
def test_a_note_for_the_case_of_an_empty_form_declares_nothing_under_a_filled_one(note):
    assert state(form_with(f"合计\t12.50\t12.50\n{note}"), "T8") == "found"
    assert state(form_with(f"合计\t0.00\t0.00\n{note}"), "T8") == "found"


def test_such_a_note_under_a_form_without_a_single_figure_declares_it_empty_by_what_it_says_of_the_case():
    assert state(form_with(f"合计\t\t\n{CONDITIONAL[0]}"), "T8") == "declared_empty"
    assert state(form_with(f"合计\t\t\n{CONDITIONAL[2]}"), "T8") == "found"


def test_a_form_with_figures_is_not_empty_whatever_a_note_says():
    assert state(form_with("合计\t12.50\t12.50\n注：本单位无其他支出。"), "T8") == "found"


@pytest.mark.parametrize(
    "said",
    [
        "本部门无政府性基金预算财政拨款收支。",
        "本单位没有使用政府性基金预算安排的支出。",
        "我局2031年度未发生政府性基金支出。",
    ],
)
def test_a_section_that_says_there_is_nothing_is_declared_empty(said):
    assert state(section_with(said), "S8") == "declared_empty"


@pytest.mark.parametrize(
    "said",
    [
        "政府性基金支出12.50万元，没有结余收入。",
        "政府性基金预算财政拨款支出为0。本部门无其他收支。",
        "政府性基金收入0万元，支出0万元。",
        "详见附表。",
    ],
)
def test_a_section_with_a_figure_or_a_printed_zero_is_found(said):
    assert state(section_with(said), "S8") == "found"


def test_a_section_that_must_have_figures_cannot_declare_itself_empty():
    assert state(section_with("本部门无事业收入。", "支出决算情况说明"), "S3") == "found"


CHECKLIST = f"""{COVER}第二部分 公开表格目录
序号 内容 是否空表 原因
表1 收入支出决算总表 否
表2 收入决算表 否
表3 支出决算表 否
表4 财政拨款收入支出决算总表 否
表5 一般公共预算财政拨款支出决算表 否
表6 一般公共预算财政拨款基本支出决算表 否
表7 一般公共预算财政拨款“三公”经费支出决算表 否
表8 政府性基金预算财政拨款收入支出决算表 是 不涉及
表9 国有资本经营预算财政拨款支出决算表 是 无此项支出
第三部分 情况说明
一、收入决算情况说明
本年收入合计5万元。
"""


def test_a_checklist_marks_the_empty_forms_and_no_others():
    found = {place: form.state for place, form in states(CHECKLIST).items() if form.state == "declared_empty"}
    assert set(found) == {"T8", "T9"}


def test_a_form_the_checklist_lists_as_filled_but_nobody_printed_is_missing():
    assert state(CHECKLIST.replace("表3 支出决算表 否\n", ""), "T3") == "missing"


def test_documents_of_one_record_complete_each_other():
    text, tables = report(section_with("本部门无政府性基金预算财政拨款收支。")), report(form_with("合计\t12.50"))
    ledgers = [forms_of(outline(document), document) for document in (text, tables)]
    joined = {form.place: form.state for form in merge_forms(ledgers)}
    assert (joined["S8"], joined["T8"], joined["T1"], joined["T2"]) == ("declared_empty", "found", "found", "missing")
    assert [form.place for form in merge_forms(ledgers)] == list(EXPECTED)


@pytest.mark.parametrize("body", ["", "（见附件）\n", "[图片]\n"])
def test_a_form_of_which_only_the_title_stands_there_is_unreadable(body):
    text = f"{COVER}第二部分 决算表\n收入支出决算总表\n{body}支出决算表\n项目\t支出\n合计\t5.00\n"
    found = states(text)
    assert (found["T1"].state, found["T1"].title) == ("unreadable", "收入支出决算总表")
    assert found["T3"].state == "found"


def test_a_title_without_a_table_that_says_it_is_empty_is_declared_empty():
    text = f"{COVER}第二部分 决算表\n国有资本经营预算财政拨款支出决算表\n本单位无此项支出，以空表列示。\n"
    assert state(text, "T9") == "declared_empty"


def test_a_section_needs_no_table():
    assert state(section_with("支出5.00万元。"), "S8") == "found"


def test_a_form_one_document_lacks_and_another_prints_without_its_table_is_unreadable():
    bare = f"{COVER}第二部分 决算表\n收入决算表\n\n支出决算表\n项目\t支出\n合计\t5.00\n"
    documents = [report(section_with("支出5.00万元。")), report(bare)]
    joined = {one.place: one.state for one in merge_forms([forms_of(outline(one), one) for one in documents])}
    assert (joined["T2"], joined["T3"], joined["T4"]) == ("unreadable", "found", "missing")

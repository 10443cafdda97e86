"""What code cannot tell of a table is asked: what is believed, and the entry every question leaves."""

from askers import USAGE, Asked, report

from extractor.outline import outline
from extractor.tables.asking import ask_tables
from extractor.tables.homeless import find_homes
from extractor.tables.pieces import pieces_of
from extractor.tables.statutory import read_forms
from tests.tables.printed import document_of, shown, tabs
from tests.tables.test_unknown import ROWS, STRANGE, TRUTH

KNOWN = ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"]
FORM = {"表格": "一般公共预算财政拨款支出决算表"}


def ask(document, answers, **how):
    """Forms by place, entries by id, and the asker: the document's tables, asked about as the pipeline does."""
    pieces = pieces_of([document], [outline(document)])
    housed, loose = find_homes([document], pieces)
    forms, _ = read_forms([document], pieces, frozenset(), {}, "元", housed)
    asker, replies = Asked(answers, **how), {}
    found, entries = ask_tables([document], forms, loose, asker, replies)
    assert asker.ids() == list(replies) == [entry.id for entry in entries]
    return {form.place: form for form in found}, {entry.id: entry for entry in entries}, asker


def tables(head):
    return document_of(("T3", tabs([KNOWN, *ROWS])), ("T5", tabs([head, *ROWS])))


def test_forms_that_are_understood_ask_nothing():
    forms, entries, asker = ask(tables(KNOWN), lambda _: TRUTH)
    assert (list(forms), entries, asker.asked) == (["T3", "T5"], {}, [])


def test_a_believed_answer_gives_the_form_its_figures_and_leaves_an_entry():
    document = tables(STRANGE)
    forms, entries, _ = ask(document, lambda _: TRUTH)
    entry = entries["T5/t1?h"]
    assert shown(forms["T5"].reading)["合计"]["本年支出合计"] == "23.00"
    assert {one.flags for one in forms["T5"].reading.entries} == {("heads_by_model",)}
    assert {one.flags for one in forms["T3"].reading.entries} == {()}
    assert (entry.place, entry.document, entry.prompt) == ("T5", "tables.txt", "heads")
    assert (entry.status, entry.reason, entry.answer, entry.usage) == ("ok", None, TRUTH, USAGE)
    assert document.text[entry.start : entry.end].startswith("编号")


def test_an_answer_that_does_not_add_up_changes_nothing_and_its_entry_says_why():
    forms, entries, _ = ask(tables(STRANGE), lambda _: {**TRUTH, "项目支出": None})
    assert forms["T5"].reading.entries == []
    assert (entries["T5/t1?h"].status, entries["T5/t1?h"].reason) == ("ok", "模型所认的表与本表的合计关系不合，未采信")


def test_a_question_that_failed_changes_nothing_and_its_entry_has_its_status():
    forms, entries, _ = ask(tables(STRANGE), lambda _: TRUTH, ends={"T5/t1?h": "failed"})
    assert forms["T5"].reading.entries == []
    entry = entries["T5/t1?h"]
    assert (entry.status, entry.reason, entry.answer) == ("failed", "假的：failed", None)


HOMELESS = report(f"云溪县档案馆\n附件甲\n金额单位：万元\n{tabs([STRANGE, *ROWS])}")


def test_a_table_without_a_title_is_first_asked_for_its_form_and_then_for_its_columns():
    forms, entries, _ = ask(HOMELESS, lambda question: TRUTH if question.id.endswith("?h") else FORM)
    assert list(entries) == ["other/t1?f", "T5/t1?h"]
    assert shown(forms["T5"].reading)["2012604"]["基本支出"] == "12.00"
    assert (entries["other/t1?f"].place, entries["other/t1?f"].prompt) == ("other", "form")
    assert entries["other/t1?f"].reason is None


def test_a_form_that_is_there_already_takes_no_second_table():
    document = report(f"附件甲\n金额单位：万元\n{tabs([STRANGE, *ROWS])}\f{tables(KNOWN).text}")
    forms, entries, _ = ask(document, lambda _: FORM)
    assert len(forms["T5"].pieces) == 1
    assert entries["other/t1?f"].reason == "模型所认的表与本表的合计关系不合，未采信"


def test_a_table_that_is_none_of_the_forms_stays_one_of_none():
    forms, entries, asker = ask(HOMELESS, lambda _: {"表格": None})
    assert (forms, asker.ids()) == ({}, ["other/t1?f"])
    assert entries["other/t1?f"].status == "ok"

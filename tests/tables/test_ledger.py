"""Every table of a statutory form is in the ledger, with the figures that became no fact."""

from extractor.outline import outline
from extractor.tables.ledger import form_entries
from extractor.tables.pieces import pieces_of
from extractor.tables.statutory import read_forms
from tests.tables.printed import document_of, tabs

HEAD = ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"]
ROW = ["2012604", "档案馆", "15.00", "12.00", "3.00"]


def entries(*tables):
    document = document_of(*((place, tabs(rows)) for place, rows in tables))
    forms, _ = read_forms([document], pieces_of([document], [outline(document)]), frozenset(), {}, "元")
    return form_entries(forms, [document.name]), document


def test_a_table_that_was_read_is_ok_and_its_range_holds_its_rows():
    (entry,), document = entries(("T5", [HEAD, ROW]))
    assert (entry.id, entry.place, entry.document, entry.prompt) == ("T5/t1", "T5", "tables.txt", "code")
    assert (entry.status, entry.reason, entry.unused_numbers) == ("ok", None, ())
    assert "科目编码" in document.text[entry.start : entry.end]
    assert document.text[entry.start : entry.end].rstrip().endswith("3.00")


def test_every_form_has_an_entry_a_table():
    found, _ = entries(("T3", [HEAD, ROW]), ("T5", [HEAD, ROW]))
    assert [entry.id for entry in found] == ["T3/t1", "T5/t1"]


def test_a_figure_that_nothing_places_is_listed_where_it_stands():
    (entry,), document = entries(("T5", [HEAD, ROW, ["", "", "1.11", "", ""]]))
    assert [(number.text, document.text[number.start : number.end]) for number in entry.unused_numbers] == [
        ("1.11", "1.11")
    ]
    assert entry.status == "ok"


def test_a_table_none_of_whose_figures_is_placed_failed_and_says_why():
    (entry,), _ = entries(("T5", [["编号", "名目", "总盘", "保运转", "办专项"], ROW]))
    assert (entry.status, len(entry.unused_numbers)) == ("failed", 3)
    assert entry.reason == "认不出这张表的表头或行名，表内的数都没有归位"


def test_a_table_without_a_figure_is_empty():
    (entry,), _ = entries(("T5", [HEAD, ["", "合计", "", "", ""]]))
    assert (entry.status, entry.unused_numbers) == ("empty", ())

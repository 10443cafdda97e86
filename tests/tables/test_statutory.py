"""The forms of a document: its tables joined, read, settled, and made drafts in 元 with evidence and doubts."""

from decimal import Decimal

import pytest
from askers import report

from extractor.outline import outline
from extractor.tables.form import MoneyUnit, drafts_of
from extractor.tables.pieces import pieces_of
from extractor.tables.statutory import read_forms
from extractor.tables.units import unit_of_forms
from schemas.document import Document, Stored
from tests.tables.printed import PRINTERS, TITLES, document_of, flags, form_of, pipes, shown, strays, tabs

HEAD = ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"]
ROWS = [
    ["", "合计", "23.00", "20.00", "3.00"],
    ["2012604", "档案馆", "15.00", "12.00", "3.00"],
    ["2210201", "住房公积金", "8.00", "8.00", ""],
]
TOTAL = Decimal(230_000)


def forms(*documents, empty=(), text=None, prose_unit="元"):
    pieces = pieces_of(documents, [outline(document) for document in documents])
    return read_forms(documents, pieces, frozenset(empty), text or {}, prose_unit)


def drafts(*documents, **context):
    found, unit = forms(*documents, **context)
    return {(d.place, d.row, d.column): d for form in found for d in drafts_of(form, unit)}


def only(document, **context):
    return drafts(document, **context)["T5", "合计", "本年支出合计"]


# --- drafts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("printer", PRINTERS.values(), ids=PRINTERS)
def test_every_figure_becomes_a_draft_in_yuan_whose_range_holds_its_digits(printer):
    document = document_of(("T5", printer([HEAD, *ROWS])))
    found = drafts(document)
    assert len(found) == 8
    assert all(document.text[d.start : d.end] == d.printed for d in found.values())
    assert found["T5", "2210201", "基本支出"].value == 80_000
    assert {(d.unit, d.source, d.match, d.chunk) for d in found.values()} == {("万元", "table", "exact", "T5/t1")}
    assert found["T5", "2012604", "基本支出"].label == "档案馆"


def test_the_brackets_of_a_negative_figure_are_not_in_its_range():
    document = document_of(("T5", tabs([HEAD, ["2012604", "档案馆", "（0.50）", "(0.50)", ""]])))
    draft = drafts(document)["T5", "2012604", "本年支出合计"]
    assert (draft.value, draft.printed, document.text[draft.start : draft.end]) == (-5_000, "0.50", "0.50")


def test_a_figure_broken_by_a_space_is_printed_without_it():
    draft = only(document_of(("T5", tabs([HEAD, ["", "合计", "1 023.00", "1 023.00", ""]]))))
    assert (draft.printed, draft.match, draft.value) == ("1023.00", "normalised", 10_230_000)


def test_the_figures_of_one_row_belong_together():
    found = drafts(document_of(("T5", tabs([HEAD, *ROWS]))))
    assert len({d.sentence for d in found.values()}) == len(ROWS)


def test_behind_a_rounded_cell_the_stored_number_is_the_value_and_what_is_shown_is_printed():
    document = document_of(("T5", tabs([HEAD, *ROWS])))
    (grid,) = document.grids
    grid = grid.model_copy(update={"stored": (Stored(row=1, column=2, value="23.0012"),)})
    draft = only(document.model_copy(update={"grids": (grid,)}))
    assert (draft.value, draft.printed) == (Decimal(230_012), "23.00")
    assert "display_rounded" in draft.flags
    assert draft.reasons == ()


def test_what_was_recognised_from_a_picture_says_so_and_goes_to_a_person():
    document = document_of(("T5", tabs([HEAD, *ROWS])))
    grids = tuple(grid.model_copy(update={"source": "ocr"}) for grid in document.grids)
    draft = only(document.model_copy(update={"grids": grids}))
    assert (draft.source, "ocr" in draft.flags, draft.reasons) == ("ocr", True, ("扫描件：文字由识别（OCR）得来",))


# --- the money unit --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "unit", "value"),
    [
        ("金额单位：万元", "万元", 230_000),
        ("单位：元", "元", 23),
        ("编制单位：云溪县档案馆　金额单位：人民币万元", "万元", 230_000),
        ("2031年度（单位：亿元）", "亿元", 2_300_000_000),
    ],
)
def test_the_unit_line_above_a_form_is_its_unit(line, unit, value):
    draft = only(document_of(("T5", tabs([HEAD, *ROWS])), unit=line))
    assert (draft.unit, draft.value, draft.reasons) == (unit, value, ())
    assert draft.flags == ("unit_from_heading",)


def test_a_unit_in_the_heads_is_the_forms_unit():
    head = [*HEAD[:2], "本年支出合计（万元）", *HEAD[3:]]
    assert only(document_of(("T5", tabs([head, *ROWS])), unit="公开表")).value == TOTAL


def test_a_form_without_a_unit_line_has_that_of_a_form_beside_it():
    text = f"{TITLES['T3']}\n金额单位：万元\n{tabs([HEAD, *ROWS])}\n{TITLES['T5']}\n{tabs([HEAD, *ROWS])}\n"
    draft = only(report(text))
    assert (draft.unit, draft.value, "unit_assumed" in draft.flags) == ("万元", TOTAL, False)


BARE = document_of(("T5", tabs([HEAD, *ROWS])), unit="公开表")


def test_without_any_unit_line_the_figures_the_text_prints_too_tell_the_unit():
    told = {("T5", "2012604"): Decimal(150_000), ("T5", "2210201"): Decimal(80_000), ("T5", "合计"): Decimal(1)}
    draft = only(BARE, text=told)
    assert (draft.unit, draft.value, draft.reasons) == ("万元", TOTAL, ())


def test_one_meeting_of_form_and_text_is_chance_and_the_unit_an_assumption_for_a_person():
    draft = only(BARE, text={("T5", "2012604"): Decimal(150_000)}, prose_unit="元")
    assert (draft.unit, draft.value) == ("元", 23)
    assert "unit_assumed" in draft.flags
    assert draft.reasons == ("表上没有印金额单位，按正文的单位",)


def test_no_form_at_all_has_the_units_of_the_text():
    assert unit_of_forms([], {}, "万元") == MoneyUnit("万元", assumed=True)


def test_counts_have_no_money_unit():
    table = tabs(
        [["项目", "计量单位", "数量", "面积"], ["一、车辆", "辆", "3", ""], ["二、房屋", "平方米", "", "120.5"]]
    )
    found = drafts(document_of(("T10", table), unit="公开表"))
    assert (found["T10", "车辆", "数量"].value, found["T10", "车辆", "数量"].unit) == (3, "辆")
    assert (found["T10", "房屋", "面积"].value, found["T10", "房屋", "面积"].unit) == (Decimal("120.5"), "平方米")
    assert {draft.flags for draft in found.values()} == {()}


# --- pages, notes and documents --------------------------------------------------------------------------------------


def continued(second, *, between="\f"):
    text = f"{TITLES['T5']}\n金额单位：万元\n{tabs([HEAD, *ROWS[:2]])}{between}{second}"
    return form_of_text(text)


def form_of_text(text):
    (form,) = forms(report(text))[0]
    return form


def test_a_table_goes_on_over_the_page_with_its_header():
    form = continued(tabs([HEAD, ROWS[2]]))
    assert list(shown(form.reading)) == ["合计", "2012604", "2210201"]
    assert len(form.pieces) == 2


def test_a_table_goes_on_over_the_page_without_its_header():
    form = continued(tabs([ROWS[2], ["2210203", "购房补贴", "1.00", "1.00", ""]]))
    assert shown(form.reading)["2210201"] == {"本年支出合计": "8.00", "基本支出": "8.00"}
    assert shown(form.reading)["2210203"] == {"本年支出合计": "1.00", "基本支出": "1.00"}


def test_a_page_of_words_alone_is_no_continuation():
    form = continued(tabs([["说明事项", "无"], ["附件", "无"]]))
    assert list(shown(form.reading)) == ["合计", "2012604"]


def test_notes_under_the_table_are_no_figures():
    form = form_of("T5", tabs([HEAD, *ROWS]) + "注：本表不含上年结转 4.00 万元。\n")
    assert (len(form.reading.entries), form.reading.stray) == (8, [])


def test_a_table_in_a_section_that_is_no_form_is_none():
    document = report(f"第三部分 情况说明\n一、支出决算情况说明\n{tabs([HEAD, *ROWS])}")
    assert forms(document)[0] == ()


def test_forms_of_several_documents_are_kept_apart():
    one, other = document_of(("T5", tabs([HEAD, *ROWS]))), document_of(("T3", pipes([HEAD, *ROWS])), name="more.md")
    found = drafts(one, other)
    assert (found["T5", "合计", "基本支出"].document, found["T3", "合计", "基本支出"].document) == (0, 1)


# --- placing ---------------------------------------------------------------------------------------------------------


def test_a_shifted_row_is_placed_by_its_sums_and_keeps_the_numbers_as_printed():
    form = form_of("T5", tabs([[*HEAD, ""], [*ROWS[0], ""], ["2012604", "档案馆", "", "15.00", "12.00", "3.00"]]))
    assert list(shown(form.reading)["2012604"].values()) == ["15.00", "12.00", "3.00"]
    assert set(flags(form.reading)) == {("2012604", column) for column in HEAD[2:]}


def torn() -> Document:
    return document_of(("T5", tabs([[*HEAD, ""], [*ROWS[0], ""], ["2012604", "档案馆", "15.00", "12.50", "", "3.00"]])))


def test_a_figure_that_nothing_places_stands_where_it_is_printed_and_goes_to_a_person():
    draft = drafts(torn())["T5", "2012604", "项目支出"]
    assert (draft.printed, "position_unclear" in draft.flags) == ("3.00", True)
    assert draft.reasons == ("单元格位置不明，暂按所印位置", "本行各列加总不平")


def test_a_figure_under_a_head_that_is_no_column_is_listed_and_no_fact():
    form = form_of("T5", tabs([[*HEAD, "备注"], ["2012604", "档案馆", "15.00", "12.50", "", "3.00"]]))
    assert strays(form.reading) == [("2012604", "", "3.00")]


def test_a_fund_declared_empty_gives_its_figure_back():
    head = [
        ["收入", "", "支出", "", "", "", ""],
        [
            "项目",
            "决算数",
            "项目",
            "合计",
            "一般公共预算财政拨款",
            "政府性基金预算财政拨款",
            "国有资本经营预算财政拨款",
        ],
    ]
    row = ["一、一般公共预算财政拨款", "8.00", "十九、住房保障支出", "8.00", "", "8.00", ""]
    document = document_of(("T4", tabs([*head, row])))
    assert ("T4", "住房保障支出", "政府性基金预算财政拨款") in drafts(document)
    moved = drafts(document, empty={"T8"})["T4", "住房保障支出", "一般公共预算财政拨款"]
    assert moved.flags[0] == "placed_by_empty_form"


def test_the_text_places_a_figure_in_the_forms_own_unit():
    head = ["科目编码", "科目名称", "决算数"]
    rows = [["302", "商品和服务支出", "8.50"], ["30201", "办公费", "8.50"], ["", "", "14.40"]]
    found = drafts(document_of(("T6", tabs([head, *rows]))), text={("T6", "301"): Decimal(144_000)})
    assert found["T6", "301", "决算数"].flags[0] == "placed_by_text"


def test_a_row_that_lost_a_cell_among_its_labels_is_placed_by_its_sums():
    head = ["功能分类科目编码", "", "", *HEAD[1:]]
    full = [["", "", "", *ROWS[0][1:]], ["201", "26", "04", *ROWS[1][1:]]]
    form = form_of("T5", tabs([head, ["类", "款", "项", "", "", "", ""], *full, ["221", "", *ROWS[2][1:]]]))
    assert shown(form.reading)["221"] == {"本年支出合计": "8.00", "基本支出": "8.00"}
    assert set(flags(form.reading)) == {("221", "本年支出合计"), ("221", "基本支出")}

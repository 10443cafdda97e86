"""The text as scoring looks at it."""

from decimal import Decimal

import pytest

from evals.scoring.source import SourceText, Span, source_of, tokens_in
from schemas.document import Document, Grid, Page, Stored

REPORT = """二、收入决算情况说明
本年收入1,2
34.50万元，下降3.1%。2031年人数18人。
收入支出决算总表
单位：万元
项目\t行次\t决算数
本年收入\t1\t1,234.50
其他收入\t2\t31.26
附件
"""


def document(text=REPORT, name="甲.txt", grids=()):
    page = Page(number=1, start=0, end=len(text))
    return Document(name=name, sha256="", media_type="text/plain", text=text, pages=(page,), grids=grids)


def grid(**more):
    start = REPORT.index("项目\t")
    return Grid(start=start, end=REPORT.index("附件"), layout="tabbed", **more)


@pytest.mark.parametrize("value", ["12345000", "-12345000", "3.1", "18", "312600", "31.26"])
def test_a_value_is_printed_in_any_unit_the_report_names_its_sign_apart(value):
    assert source_of([document()]).prints(Decimal(value))


@pytest.mark.parametrize("value", ["1234500", "11234.50", "123450000000", "3.10001"])
def test_a_value_that_no_number_of_the_text_says_is_not_printed(value):
    assert not source_of([document()]).prints(Decimal(value))


def test_sections_and_cells_know_their_offsets():
    source = source_of([document(grids=(grid(),))])
    assert source.place_at(REPORT.index("1,2\n34")) == "S2"
    at = REPORT.index("31.26")
    assert source.place_at(at) == "T1"
    assert source.cell_at(at + 2) == (at, at + 5)
    assert source.cell_at(REPORT.index("2031")) is None
    assert source.place_at(0) is None


def test_a_number_behind_a_cell_is_known_by_where_its_digits_end():
    stored = Stored(row=2, column=2, value="31.2649")
    source = source_of([document(grids=(grid(stored=(stored,)),))])
    assert source.stored == {REPORT.index("31.26") + 5: Decimal("31.2649")}
    assert source.prints(Decimal("31.2649"))


def test_a_second_file_stands_behind_the_first():
    source = source_of([document(), document(name="乙.txt", grids=(grid(),))])
    assert source.place_at(len(REPORT) + 1 + REPORT.index("31.26")) == "T1"
    assert source.text[len(REPORT) + 1 :] == REPORT
    assert all(start > len(REPORT) for start, _ in source.cells)


def test_annexes_are_labelled_with_performance():
    text = REPORT + "第四部分 附件\n一、项目支出绩效自评表\n得分98.5分\n"
    places = {section.place for section in source_of([document(text)]).sections}
    assert "annex" not in places


def test_tokens_end_at_tabs_and_go_on_over_lines():
    assert [(token.value, token.unit) for token in tokens_in(REPORT, 0, REPORT.index("收入支出决算"))] == [
        (Decimal("1234.50"), "万元"),
        (Decimal("3.1"), "%"),
        (Decimal("18"), "人"),
    ]
    assert [token.value for token in tokens_in("人数\t2031", 0, 7)] == [2031]  # alone in a cell it is no year
    start = REPORT.index("本年收入\t")
    assert [token.value for token in tokens_in(REPORT, start, REPORT.index("其他收入"))] == [1, Decimal("1234.50")]


def test_every_token_is_cut_where_it_stands():
    for token in tokens_in(REPORT, 0, len(REPORT)):
        digits = "".join(REPORT[token.start : token.end].split()).replace(",", "")
        assert Decimal(digits) == token.value


def test_a_text_without_sections_has_no_places():
    assert SourceText("12").place_at(0) is None
    assert SourceText("12", (Span(1, 2, "S1"),)).place_at(1) == "S1"

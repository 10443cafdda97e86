"""What names a figure is found where it stands: in a table by row and column, in a sentence by its words."""

import pytest

from extractor.review.desk.labels import named_in
from extractor.review.desk.where import Where
from schemas.document import Grid, Merge
from tests.records import REPORT, fact_at, record_of

FORM = """支出决算表
金额单位：万元
科目编码\t科目名称\t本年支出\t\t行次\t其他
\t\t基本支出\t项目支出\t\t
2070101\t科普活动\t310.75\t84.50\t7\t1.00
2070102\t展品维护\t110.25\t—\t8\t2.00
"""
GRID = Grid(
    start=FORM.index("科目编码"),
    end=len(FORM),
    layout="tabbed",
    merges=(Merge(row=0, column=2, width=2), Merge(row=0, column=0, height=2)),
)


def in_form(printed):
    record = record_of(FORM)
    document = record.documents[0].model_copy(update={"grids": (GRID,)})
    start = FORM.index(printed)
    where = Where(record.model_copy(update={"documents": (document,)}), 0, 0, len(FORM), GRID, None)
    return named_in(where, start, start + len(printed)), FORM


@pytest.mark.parametrize(
    ("printed", "row", "column"),
    [
        ("310.75", "2070101 › 科普活动", "本年支出 › 基本支出"),
        ("84.50", "2070101 › 科普活动", "本年支出 › 项目支出"),
        ("110.25", "2070102 › 展品维护", "本年支出 › 基本支出"),
        ("2.00", "2070102 › 展品维护", "其他"),
    ],
)
def test_a_cell_is_named_by_its_row_and_all_heads_over_it(printed, row, column):
    named, _ = in_form(printed)
    assert (named.row, named.column) == (row, column)
    assert named.unit == "单位：万元"


def test_the_spans_that_are_lit_are_the_words_themselves():
    named, text = in_form("84.50")
    words = [text[span.start : span.end] for span in named.spans]
    assert words == ["科普活动", "2070101", "本年支出", "项目支出", "单位：万元"]


def in_sentence(row, column, printed):
    start = REPORT.index(printed)
    record = record_of(REPORT)
    fact = fact_at(record.documents[0], start, start + len(printed), id=f"S1/{row}/{column}")
    return named_in(Where(record, 0, 0, len(REPORT), None, fact), start, start + len(printed))


def test_a_figure_of_a_sentence_is_named_by_the_words_before_it():
    named = in_sentence("财政/三公”经费", "决算数", "6.40")
    assert (named.row, named.column) == ("三公”经费", "决算数")


def test_a_row_the_text_does_not_say_is_not_made_up():
    named = in_sentence("无此名称", "无此列名称", "6.40")
    assert (named.row, named.column, named.spans) == ("", "", ())

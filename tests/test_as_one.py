"""Text and tables published apart make one record, in which each figure stands beside the other's."""

import pytest
from askers import REPORT, Asked, oracle, report
from form_report import HEAD, T1, printed

from extractor.pipeline import extract
from extractor.verify import verify

T5 = [
    HEAD,
    ["", "合计", "331.50", "31.50", "300.00"],
    ["214", "交通运输支出", "300.00", "", "300.00"],
    ["21403", "水路运输", "300.00", "", "300.00"],
    ["2210201", "住房公积金", "31.50", "31.50", ""],
]
T7 = [
    ["项目", "预算数", "决算数"],
    ["合计", "9.00", "6.25"],
    ["公务接待费", "1.00", "0"],
    ["因公出国（境）费", "8.00", "6.25"],
]
TEXT = report(REPORT, name="text.txt")
TABLES = report(
    "洛川市航标管理局2031年度部门决算表\n" + printed("T1", T1) + printed("T5", T5) + printed("T7", T7),
    name="tables.txt",
)


@pytest.fixture(scope="module")
def record():
    return extract([TEXT, TABLES], Asked(oracle([TEXT, TABLES]))).record


def test_the_record_holds_what_both_files_state(record):
    places = {fact.place for fact in record.facts}
    assert {"T1", "T5", "T7", "S1", "S2", "S3", "S5", "S7"} <= places
    assert [document.name for document in record.documents] == ["text.txt", "tables.txt"]


@pytest.mark.parametrize(
    ("indicator", "facts"),
    [
        ("total_income", {"T1/收入总计/决算数", "S1/收入总计/决算数"}),
        ("current_income", {"T1/本年收入合计/决算数", "S2/本年收入/决算数"}),
        ("current_expenditure", {"T1/本年支出合计/决算数", "S3/本年支出/决算数"}),
        ("three_public_budget", {"T7/合计/预算数", "S7/三公经费/预算数"}),
        ("three_public_final", {"T7/合计/决算数", "S7/三公经费/决算数"}),
        ("reception_final", {"T7/公务接待费/决算数", "S7/公务接待费/决算数"}),
        ("T5.2210201", {"T5/2210201/本年支出合计", "S5/住房保障支出/住房改革支出/住房公积金/决算数"}),
    ],
)
def test_a_figure_of_a_form_and_the_text_s_are_one_indicator_with_both_evidences(record, indicator, facts):
    one = next(found for found in record.indicators if found.id == indicator)
    assert facts <= set(one.facts)
    assert {evidence.document for evidence in one.evidence} == {"text.txt", "tables.txt"}
    assert one.value is not None


def test_a_form_of_either_file_is_found(record):
    states = {form.place: form.state for form in record.forms}
    assert (states["T1"], states["S1"], states["S8"], states["T2"]) == ("found", "found", "declared_empty", "missing")


def test_such_a_record_replays_to_the_same_bytes(record, tmp_path):
    from extractor.export import render

    path = tmp_path / "one.json"
    path.write_text(render(record, "json"), "utf-8")
    assert verify(path) == []

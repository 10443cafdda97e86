from dataclasses import replace
from decimal import Decimal

from small_report import REPORT

from evals.gold import read_documents, read_labels
from evals.press.gold import write_gold


def test_the_gold_reads_back_as_the_labels_of_the_report(tmp_path):
    read = read_labels(write_gold(REPORT, tmp_path))
    assert [(*label.key, label.state, label.printed, label.value, label.unit) for label in read] == [
        (gold.place, gold.row, gold.column, gold.state, gold.printed, gold.value, gold.unit) for gold in REPORT.gold
    ]
    assert all(label.start is None and label.end is None for label in read)


def test_a_carrier_that_stores_exact_numbers_makes_them_the_values(tmp_path):
    read = read_labels(write_gold(REPORT, tmp_path, exact=True))
    assert [label.value for label in read] == [Decimal("10012.34")] * 4


def test_a_fact_without_a_value_leaves_the_value_blank(tmp_path):
    empty = replace(
        REPORT.gold[0], row="空表", column="声明", state="declared_empty", printed="", value=None, stored=None
    )
    read = read_labels(write_gold(replace(REPORT, gold=(empty,)), tmp_path))
    assert [(label.state, label.value) for label in read] == [("declared_empty", None)]


def test_each_report_has_one_line_among_the_documents_however_often_it_is_written(tmp_path):
    for report in (REPORT, replace(REPORT, name="small-2", fiscal_year=2023), REPORT):
        write_gold(report, tmp_path)
    documents = read_documents(tmp_path / "documents.csv")
    assert {name: line["fiscal_year"] for name, line in documents.items()} == {"small-1": "2022", "small-2": "2023"}
    assert documents["small-1"]["level"] == "部门"
    assert len((tmp_path / "documents.csv").read_text(encoding="utf-8").splitlines()) == 3

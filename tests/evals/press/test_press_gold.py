from collections import Counter
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from small_report import REPORT

from evals.golden.labels import read_labels
from evals.golden.manifest import read_described
from evals.press import make
from evals.press.carriers import print_report
from evals.press.gold import exact_value, write_gold


def test_the_gold_reads_back_as_the_labels_of_the_report(tmp_path):
    read = read_labels(write_gold(REPORT, tmp_path))
    assert [(*label.key, label.state, label.printed, label.value, label.unit) for label in read] == [
        (gold.place, gold.row, gold.column, gold.state, gold.printed, gold.value, gold.unit) for gold in REPORT.gold
    ]
    assert all(label.start is None and label.end is None for label in read)


def test_a_carrier_that_stores_exact_numbers_makes_them_the_values(tmp_path):
    read = read_labels(write_gold(REPORT, tmp_path, exact=True))
    assert [label.value for label in read] == [Decimal("10012.34")] * 4


def test_a_number_printed_otherwise_than_it_rounds_keeps_its_printed_value_and_so_does_the_text():
    table = REPORT.gold[0]
    assert exact_value(replace(table, stored=Decimal("10050"))) == Decimal("10050")
    assert exact_value(replace(table, stored=Decimal("10051"))) == Decimal("10000")
    assert exact_value(replace(table, place="S1")) == Decimal("10000")
    assert exact_value(replace(table, stored=None)) == Decimal("10000")


@pytest.mark.parametrize(("seed", "unit"), [(3, "万元"), (4, "元")])
def test_the_exact_gold_of_a_made_report_is_what_its_workbook_stores(tmp_path, seed, unit):
    report = make.report(seed, money_unit=unit)
    book = openpyxl.load_workbook(print_report(report, "xlsx", tmp_path)[0])
    factor = {"万元": 10000, "元": 1}
    pages = dict(zip([sheet.place for sheet in report.sheets], book.worksheets, strict=False))
    for place, page in pages.items():
        kept = [cell.value for line in page.iter_rows() for cell in line if isinstance(cell.value, int | float)]
        stored = Counter(Decimal(str(value)) for value in kept)
        facts = [label for label in report.gold if label.place == place and label.state == "value"]
        gold = Counter(exact_value(label) / factor.get(label.unit, 1) for label in facts)
        assert not gold - stored


def test_a_fact_without_a_value_leaves_the_value_blank(tmp_path):
    empty = replace(
        REPORT.gold[0], row="空表", column="声明", state="declared_empty", printed="", value=None, stored=None
    )
    read = read_labels(write_gold(replace(REPORT, gold=(empty,)), tmp_path))
    assert [(label.state, label.value) for label in read] == [("declared_empty", None)]


def test_each_report_has_one_line_among_the_documents_however_often_it_is_written(tmp_path):
    for report in (REPORT, replace(REPORT, name="small-2", fiscal_year=2023), REPORT):
        write_gold(report, tmp_path)
    documents = read_described(tmp_path / "documents.csv")
    assert {name: line.fiscal_year for name, line in documents.items()} == {"small-1": 2022, "small-2": 2023}
    assert documents["small-1"].level == "部门"
    assert len((tmp_path / "documents.csv").read_text(encoding="utf-8").splitlines()) == 3

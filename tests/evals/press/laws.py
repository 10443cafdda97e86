"""What holds of every report a press makes, whichever press it is."""

import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest
from selectolax.lexbor import LexborHTMLParser

from evals.golden.labels import numbered_labels
from evals.press.carriers import CARRIERS, print_report
from evals.press.gold import exact_value, write_gold
from evals.press.model import Report, Sheet

T7_ROWS = {"合计", "因公出国（境）费", "公务用车购置及运行维护费", "公务用车购置费", "公务用车运行维护费", "公务接待费"}


def every_position_is_covered_once(sheet: Sheet) -> None:
    seen = Counter(
        (cell.row + down, cell.column + right)
        for cell in sheet.cells
        for down in range(cell.height)
        for right in range(cell.width)
    )
    assert set(seen) == {(row, column) for row in range(sheet.rows) for column in range(sheet.columns)}
    assert set(seen.values()) == {1}


def a_carrier_prints_every_cell(report: Report, carrier: str, folder: Path) -> None:
    if reason := CARRIERS[carrier].needs:
        pytest.skip(reason)
    text = squeezed(_text_in(carrier, print_report(report, carrier, folder)[0]))
    for sheet in report.sheets:
        for cell in sheet.cells:
            # A page breaks a long text over its lines, and a number over none.
            if carrier != "pdf_reportlab" or cell.kind == "number":
                assert squeezed(cell.text) in text, (sheet.place, cell)
    assert not [label for label in report.gold if label.printed not in text]


def a_workbook_stores_the_exact_gold(report: Report, folder: Path) -> None:
    book = openpyxl.load_workbook(print_report(report, "xlsx", folder)[0])
    pages = dict(zip([sheet.place for sheet in report.sheets], book.worksheets, strict=False))
    for place, page in pages.items():
        kept = [cell.value for line in page.iter_rows() for cell in line if isinstance(cell.value, int | float)]
        facts = [label for label in report.gold if label.place == place and label.state == "value"]
        factor = {"万元": 10000, "元": 1}
        gold = Counter(exact_value(label) / factor.get(label.unit, 1) for label in facts)
        assert not gold - Counter(Decimal(str(value)) for value in kept)


def the_gold_reads_back(report: Report, folder: Path) -> None:
    labels = [one.label for one in numbered_labels(write_gold(report, folder))]
    assert [(x.place, x.row, x.column, x.state, x.printed, x.number, x.unit) for x in labels] == [
        (x.place, x.row, x.column, x.state, x.printed, x.value, x.unit) for x in report.gold
    ]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def _text_in(carrier: str, path: Path) -> str:
    if carrier == "docx":
        document = docx.Document(str(path))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "".join([*(part.text for part in document.paragraphs), *cells])
    if carrier == "html":
        return LexborHTMLParser(path.read_text(encoding="utf-8")).text()
    if carrier == "pdf_reportlab":
        with pypdfium2.PdfDocument(str(path)) as document:
            return "".join(page.get_textpage().get_text_range() for page in document)
    return path.read_text(encoding="utf-8")

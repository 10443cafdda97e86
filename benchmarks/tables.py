"""Reading tables against a well-known reader of PDF: pdfplumber's text and tables of the same file are the measure.

A ratio holds on any machine, a second does not. Ours is all that code does of a report: loading, the outline, the
forms, and the narrative with them.
"""

import tempfile
from pathlib import Path

import pdfplumber
from rich.console import Console
from rich.table import Table

from benchmarks.timing import best
from evals.press.carriers import print_report
from evals.press.make import report
from extractor.load import load
from extractor.outline import outline
from extractor.reading import read

SEED, LAYOUT = 3, "ningxia"
PDF_ROWS, TEXT_ROWS = 140, 190
"""Functional rows: a PDF of 25 pages, and a text of 45 kB with one cell a line."""

PDF_RATIO, TEXT_RATIO = 1 / 3, 1 / 30
"""Shares of pdfplumber's time that are to be kept."""


def tables(console: Console) -> None:
    """Print seconds of both readers, and ours as a share."""
    with tempfile.TemporaryDirectory() as folder:
        pdf = _printed(Path(folder), "pdf_reportlab", PDF_ROWS)
        cells = _printed(Path(folder), "txt_cells", TEXT_ROWS)
        pages = len(load(pdf).pages)
        theirs = best(lambda: _plumbed(pdf), runs=3)
        shown = Table(title="读表用时（秒，取最好的一次，处理器时间）", title_justify="left")
        for head in ("文件", "load", "outline", "read（含 outline）", "load + read", "占 pdfplumber", "应不超过"):
            shown.add_column(head, justify="left" if head == "文件" else "right")
        _row(shown, f"PDF {pages} 页，{pdf.stat().st_size / 1000:.0f} kB", pdf, theirs, PDF_RATIO)
        _row(shown, f"一格一行的文本 {cells.stat().st_size / 1000:.0f} kB", cells, theirs, TEXT_RATIO)
        shown.add_row(f"pdfplumber 文字 + 表格，同一 PDF {pages} 页", "", "", "", f"{theirs:.3f}", "1", "")
    console.print(shown)


def _printed(folder: Path, carrier: str, rows: int) -> Path:
    (path,) = print_report(report(SEED, LAYOUT, rows=rows), carrier, folder / carrier)
    return path


def _row(shown: Table, name: str, path: Path, theirs: float, most: float) -> None:
    document = load(path)
    parts = [best(lambda: load(path)), best(lambda: outline(document)), best(lambda: read([document]))]
    ours = parts[0] + parts[2]
    share = f"1/{theirs / ours:.1f}"
    style = "green" if ours <= most * theirs else "red"
    shown.add_row(
        name, *(f"{part:.3f}" for part in parts), f"{ours:.3f}", f"[{style}]{share}[/]", f"1/{round(1 / most)}"
    )


def _plumbed(path: Path) -> None:
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.extract_tables()

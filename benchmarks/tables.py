"""Reading tables against a well-known reader of PDF: pdfplumber's text and tables of the same report are the measure.

A ratio holds on any machine, a second does not. Ours is what it takes until the forms are read: loading, the outline,
the tables. All that code does of a report, the narrative with it, is shown beside.
"""

import tempfile
from pathlib import Path
from typing import NamedTuple

import pdfplumber
from rich.console import Console
from rich.table import Table

from benchmarks.timing import best
from evals.press.carriers import print_report
from evals.press.make import report
from extractor import flat
from extractor.load import load
from extractor.outline import Section, outline
from extractor.reading import read
from extractor.tables import cells, heads
from extractor.tables.pieces import pieces_of
from extractor.tables.statutory import read_forms
from schemas.document import Document

SEED = 3
ROWS = {"ningxia": (140, 195), "heilongjiang": (175, 130), "shanghai": (175, 138)}
"""Functional rows by layout: for a PDF of 25 pages or so, and for a text of 45 kB with one cell a line."""

PDF_SHARE, TEXT_SHARE = 1 / 3, 1 / 30
"""Shares of pdfplumber's time that are to be kept."""


class Seconds(NamedTuple):
    """How long it takes to read a report."""

    load: float
    outline: float
    forms: float
    whole: float
    """Loading, and all that code reads."""

    @property
    def tables(self) -> float:
        """Until the forms are read."""
        return self.load + self.outline + self.forms


def tables(console: Console) -> None:
    """Print milliseconds of both readers, and ours as a share."""
    shown = Table(title="读表用时（毫秒，处理器时间，取最好的一次）", title_justify="left")
    for head in ("版式", "文件", "load", "outline", "表格", "合计", "占 pdfplumber", "应不超过", "连同正文"):
        shown.add_column(head, justify="left" if head in ("版式", "文件") else "right", no_wrap=True)
    with tempfile.TemporaryDirectory() as folder:
        for layout, (pdf_rows, text_rows) in ROWS.items():
            pdf = _printed(Path(folder), layout, "pdf_reportlab", pdf_rows)
            text = _printed(Path(folder), layout, "txt_cells", text_rows)
            theirs = best(lambda path=pdf: _plumbed(path), runs=3)
            pages = f"PDF {len(load(pdf).pages)} 页"
            _add(shown, layout, pages, _timed(pdf), theirs, PDF_SHARE)
            _add(shown, "", f"文本 {text.stat().st_size / 1000:.0f} kB", _timed(text), theirs, TEXT_SHARE)
            shown.add_row("", "pdfplumber", "", "", "", f"{theirs * 1000:.0f}", "1", "", "", end_section=True)
    console.print(shown)


def _printed(folder: Path, layout: str, carrier: str, rows: int) -> Path:
    (path,) = print_report(report(SEED, layout, rows=rows), carrier, folder / layout / carrier)
    return path


def _timed(path: Path) -> Seconds:
    document = load(path)
    sections = outline(document)
    return Seconds(
        best(lambda: load(path)),
        best(lambda: outline(document), before=afresh),
        best(lambda: _forms(document, sections), before=afresh),
        best(lambda: load(path)) + best(lambda: read([document]), before=afresh),
    )


def afresh() -> None:
    """Forget the words of the run before: a report is read once."""
    flat._remembered.cache_clear()
    flat._flattened.cache_clear()
    cells._cut_once.cache_clear()
    cells._remembered.cache_clear()
    heads._bared.cache_clear()
    heads._row_named.cache_clear()


def _forms(document: Document, sections: list[Section]) -> None:
    read_forms([document], pieces_of([document], [sections]), frozenset(), {}, "元")


def _add(shown: Table, layout: str, name: str, ours: Seconds, theirs: float, most: float) -> None:
    style = "green" if ours.tables <= most * theirs else "red"
    parts = (ours.load, ours.outline, ours.forms, ours.tables)
    share = f"[{style}]1/{theirs / ours.tables:.1f}[/]"
    cells = [f"{part * 1000:.1f}" for part in parts]
    shown.add_row(layout, name, *cells, share, f"1/{round(1 / most)}", f"{ours.whole * 1000:.1f}")


def _plumbed(path: Path) -> None:
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.extract_tables()

"""What the checks cost beside reading: all identities on a whole report, as a share of loading and reading its tables.

The narrative's figures come from the press, as a perfect model would give them; the forms' figures are those read.
"""

import tempfile
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.tables import ROWS, SEED, afresh
from benchmarks.timing import best
from evals.checked import book_of
from evals.press.carriers import print_report
from evals.press.make import report
from extractor.checks.book import Book
from extractor.checks.check import check
from extractor.checks.of_record import book_of_facts
from extractor.load import load
from extractor.merge import merge
from extractor.reading import Reading, read
from extractor.tables.form import drafts_of

SHARE = 0.05
"""Share of loading and reading that the checks are to keep within."""


def checks(console: Console) -> None:
    """Print milliseconds of reading and of checking, by layout and carrier."""
    shown = Table(title="核对用时（毫秒，处理器时间，取最好的一次）", title_justify="left")
    for head in ("版式", "文件", "数", "读", "核对", "占", "应不超过"):
        shown.add_column(head, justify="left" if head in ("版式", "文件") else "right", no_wrap=True)
    with tempfile.TemporaryDirectory() as folder:
        for layout, (pdf_rows, text_rows) in ROWS.items():
            for carrier, rows in (("pdf_reportlab", pdf_rows), ("docx", pdf_rows), ("txt_cells", text_rows)):
                made = report(SEED, layout, rows=rows)
                (path,) = print_report(made, carrier, Path(folder) / layout / carrier)
                reading = read([load(path)])
                told = book_of(made, text=False)
                reads = best(lambda path=path: read([load(path)]), before=afresh)
                book = _book(reading, told)
                checked = best(lambda book=book: check(_anew(book)))
                style = "green" if checked <= SHARE * reads else "red"
                numbers = f"{len(told.figures):,}", f"{reads * 1000:.0f}", f"{checked * 1000:.1f}"
                shown.add_row(layout, carrier, *numbers, f"[{style}]{checked / reads:.1%}[/]", f"{SHARE:.0%}")
    console.print(shown)


def _anew(book: Book) -> Book:
    """The book and its source as they come from reading, without what earlier runs remembered in them."""
    return replace(book, source=book.source and replace(book.source))


def _book(reading: Reading, told: Book) -> Book:
    """The book of what was read, with the narrative's figures as a perfect model would give them."""
    drafts = [*reading.drafts, *(d for form in reading.statutory for d in drafts_of(form, reading.form_unit))]
    facts = merge(drafts, reading.documents)
    book = book_of_facts(facts, reading.documents, reading.unit, reading.forms, reading.outlines)
    narrative = {key: figure for key, figure in told.figures.items() if key.place[0] == "S"}
    return replace(book, figures={**narrative, **book.figures})

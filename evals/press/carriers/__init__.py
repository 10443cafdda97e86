"""The carriers of the press: every way a report is printed into files, each by its name."""

from pathlib import Path

from evals.press.carriers.converted import write_chromium, write_libreoffice
from evals.press.carriers.markdown import write_markdown
from evals.press.carriers.ofd import write_ofd
from evals.press.carriers.old_excel import write_xls
from evals.press.carriers.packed import write_pdf_and_text, write_zip
from evals.press.carriers.paper import write_ruled, write_unruled
from evals.press.carriers.programs import CHROMIUM, LIBREOFFICE
from evals.press.carriers.scan import write_scan
from evals.press.carriers.spreadsheet import write_xlsx, write_xlsx_rounded
from evals.press.carriers.text import write_cells, write_spaced, write_tsv
from evals.press.carriers.web import write_html, write_html_plain
from evals.press.carriers.word import write_docx
from evals.press.carriers.writer import Writer
from evals.press.model import Report

CARRIERS: dict[str, Writer] = {
    "txt_cells": Writer(write_cells),
    "txt_spaced": Writer(write_spaced),
    "tsv": Writer(write_tsv),
    "markdown": Writer(write_markdown),
    "html": Writer(write_html),
    "html_plain": Writer(write_html_plain),
    "docx": Writer(write_docx),
    "xlsx": Writer(write_xlsx, stores_exact=True, separate=True),
    "xlsx_rounded": Writer(write_xlsx_rounded, separate=True),
    "xls": Writer(write_xls, stores_exact=True, separate=True),
    "pdf_reportlab": Writer(write_ruled),
    "pdf_reportlab_unruled": Writer(write_unruled),
    "pdf_chromium": Writer(write_chromium, programs=(CHROMIUM,), draws=True),
    "pdf_libreoffice": Writer(write_libreoffice, programs=(LIBREOFFICE,), draws=True),
    "pdf_txt": Writer(write_pdf_and_text, separate=True),
    "ofd": Writer(write_ofd),
    "zip": Writer(write_zip),
    "scan": Writer(write_scan, draws=True),
}


def print_report(report: Report, carrier: str, folder: Path) -> list[Path]:
    """Print a report into `folder`, which is made, and return the files; several are one report, to be read as one.

    Raises KeyError for an unknown carrier, RuntimeError where a program it needs is missing.
    """
    writer = CARRIERS[carrier]
    if writer.needs:
        raise RuntimeError(f"{carrier}: {writer.needs}")
    folder.mkdir(parents=True, exist_ok=True)
    return writer.write(report, folder)

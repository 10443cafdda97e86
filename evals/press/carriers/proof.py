"""Proof-reading of what another program printed: a figure it left out tests no reader."""

import re
from collections import Counter
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]

from evals.press.model import Report

FIGURE = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?")


def missing(report: Report, path: Path) -> Counter[str]:
    """Return the figures of the report's sheets that a PDF prints less often than they were put in."""
    put_in = Counter(
        figure for sheet in report.sheets for cell in sheet.cells for figure in FIGURE.findall(_numeric(cell.text))
    )
    return put_in - Counter(FIGURE.findall(_text(path)))


def _numeric(text: str) -> str:
    """Return a cell's text where it is a figure or a code; a number within words may be wrapped over lines."""
    return text if FIGURE.fullmatch(text) else ""


def _text(path: Path) -> str:
    """Return the characters of a PDF, whatever stands where."""
    pdf = pypdfium2.PdfDocument(str(path))
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)
    finally:
        pdf.close()

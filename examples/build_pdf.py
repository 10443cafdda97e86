"""Builds examples/jiangxi.pdf from examples/source/jiangxi.txt; same source, same bytes.

The source is plain text: `# ` begins a part, on a new page and centred; `## ` a section heading; `~ ` a centred line;
`---` a new page; consecutive lines with tabs are the rows of one ruled table; everything else is a paragraph. Lines
hold 28 characters and pages 22 lines, as official documents are printed; a number is never broken over two lines.
The font is one every reader of Chinese PDFs brings along, so no font file is needed; the text layer is real.

    python examples/build_pdf.py             writes jiangxi.pdf beside this file
"""

import io
import re
from itertools import groupby
from pathlib import Path

from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

HERE = Path(__file__).parent
SOURCE = HERE / "source" / "jiangxi.txt"
TARGET = HERE / "jiangxi.pdf"

FONT, SIZE, PITCH = "STSong-Light", 16, 28.9
"""Points; 三号 type on a pitch of 22 lines a page."""
LEFT, TOP, LINE = 73.6, 725.0, 28 * SIZE
"""Points from the left edge and from the bottom; a line holds 28 characters."""
LINES_A_PAGE = 22
CELL_SIZE, SHARES = 12, (0.52, 0.10, 0.20, 0.18)
"""Type of table cells, and the part of the line each column takes."""

WORD = re.compile(r"[0-9A-Za-z.,%+-]+|.")
NOT_FIRST = "，。、；：？！）”》"
NOT_LAST = "（“《"


def build(source: str) -> bytes:
    """Return the PDF that `source` describes."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    raw = io.BytesIO()
    # Neither clock nor compression: the bytes depend on the source and on reportlab alone.
    canvas = Canvas(raw, pagesize=A4, invariant=1, pageCompression=0)
    canvas.setTitle(source.splitlines()[0].removeprefix("# "))
    printer = _Printer(canvas)
    for is_table, lines in groupby(source.splitlines(), key=lambda line: "\t" in line):
        if is_table:
            printer.table([line.split("\t") for line in lines])
        else:
            for line in lines:
                printer.line(line)
    printer.end_page()
    canvas.save()
    return raw.getvalue()


class _Printer:
    """Puts lines on pages; `row` is the next free line of the page."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas, self.row = canvas, 0

    def line(self, text: str) -> None:
        if text == "---":
            self.end_page()
        elif text.startswith("# "):
            if self.row:
                self.end_page()
            self._centre(text[2:])
            self.row += 1
        elif text.startswith("~ "):
            self._centre(text[2:])
        else:
            for part in wrap(text.removeprefix("## ")):
                self._put(part, LEFT)

    def table(self, rows: list[list[str]]) -> None:
        edges = [LEFT + LINE * sum(SHARES[:column]) for column in range(len(SHARES) + 1)]
        top = self._baseline() + PITCH * 0.7
        self.canvas.setFont(FONT, CELL_SIZE)
        for row in rows:
            for cell, edge in zip(row, edges, strict=False):
                self.canvas.drawString(edge + 4, self._baseline(), cell)
            self.row += 1
        self.canvas.setLineWidth(0.5)
        self.canvas.grid(edges, [top - PITCH * line for line in range(len(rows) + 1)])

    def end_page(self) -> None:
        number = f"— {self.canvas.getPageNumber()} —"
        self.canvas.setFont(FONT, CELL_SIZE)
        self.canvas.drawCentredString(A4[0] / 2, 50, number)
        self.canvas.showPage()
        self.row = 0

    def _centre(self, text: str) -> None:
        self._put(text, (A4[0] - _width(text)) / 2)

    def _put(self, text: str, x: float) -> None:
        if self.row >= LINES_A_PAGE:
            self.end_page()
        self.canvas.setFont(FONT, SIZE)
        self.canvas.drawString(x, self._baseline(), text)
        self.row += 1

    def _baseline(self) -> float:
        return TOP - PITCH * self.row


def wrap(text: str) -> list[str]:
    """Break a paragraph into lines, the first set in by two characters."""
    lines, line = [], "　　"
    for word in WORD.findall(text):
        if _width(line + word) > LINE and word not in NOT_FIRST:
            # An opening bracket goes with what it opens.
            kept = line.rstrip(NOT_LAST)
            lines.append(kept)
            line = line[len(kept) :]
        line += word
    return [*lines, line]


def _width(text: str) -> float:
    return float(pdfmetrics.stringWidth(text, FONT, SIZE))


if __name__ == "__main__":
    TARGET.write_bytes(build(SOURCE.read_text(encoding="utf-8")))

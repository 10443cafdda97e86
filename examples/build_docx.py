"""Builds examples/liaoning.docx from examples/source/liaoning.txt; same source, same bytes.

The source is plain text: `# ` and `## ` begin headings, consecutive lines with tabs are the rows of one Word table,
an empty line ends a table, everything else is a paragraph.

    python examples/build_docx.py            writes liaoning.docx beside this file
"""

import datetime
import io
import zipfile
from itertools import groupby
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

HERE = Path(__file__).parent
SOURCE = HERE / "source" / "liaoning.txt"
TARGET = HERE / "liaoning.docx"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip entry can carry; a fixed one keeps the bytes the same."""


def build(source: str) -> bytes:
    """Return the Word file that `source` describes."""
    document = Document()
    _style(document)
    for is_table, lines in groupby(source.splitlines(), key=lambda line: "\t" in line):
        if is_table:
            _add_table(document, [line.split("\t") for line in lines])
        else:
            for line in lines:
                _add_line(document, line)
    raw = io.BytesIO()
    document.save(raw)
    return _without_clock(raw.getvalue())


def _style(document: WordDocument) -> None:
    font = document.styles["Normal"].font
    font.name = "FangSong"
    font.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    moment = datetime.datetime(2024, 9, 2, 9, 0, 0)
    properties = document.core_properties
    properties.author, properties.title = "霁川市交通运输局", "2023年度单位决算"
    properties.created = properties.modified = moment


def _add_line(document: WordDocument, line: str) -> None:
    if line.startswith("## "):
        document.add_heading(line[3:], level=2)
    elif line.startswith("# "):
        document.add_heading(line[2:], level=1)
    elif line.strip():
        document.add_paragraph(line)


def _add_table(document: WordDocument, rows: list[list[str]]) -> None:
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)), style="Table Grid")
    for word_row, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(word_row.cells, row, strict=False):
            cell.text = text


def _without_clock(docx: bytes) -> bytes:
    """Repack with a fixed time per entry; the zip writer stamps the present one."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return packed.getvalue()


if __name__ == "__main__":
    TARGET.write_bytes(build(SOURCE.read_text(encoding="utf-8")))

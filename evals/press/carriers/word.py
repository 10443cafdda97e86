"""Word documents, printed by python-docx."""

from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table, _Cell

from evals.press.carriers.aligned import points
from evals.press.carriers.columns import PADDING, Fit, fit
from evals.press.carriers.grid import Block, blocks, chance
from evals.press.model import Paragraph, Report, Sheet, SheetCell

FONT = "Noto Sans CJK SC"
ALIGNED = {
    "title": WD_ALIGN_PARAGRAPH.CENTER,
    "header": WD_ALIGN_PARAGRAPH.CENTER,
    "number": WD_ALIGN_PARAGRAPH.RIGHT,
}


ROOM = 842 - 2 * 36.0
"""Points between the margins of a lying A4 page."""


def write_docx(report: Report, folder: Path) -> list[Path]:
    """Print one document with headings and tables; merged cells are merged as Word merges them."""
    repeat = chance(report, "word").random() < 0.5
    return [save_docx(blocks(report), folder / f"{report.name}.docx", repeat=repeat)]


def save_docx(parts: list[Block], path: Path, *, repeat: bool = False, apart: bool = False) -> Path:
    """Print paragraphs and sheets, in their order, into a document on wide pages.

    `repeat`: the rows down to the headers stand again on each page a table runs over to; `apart`: each sheet begins a
    page.
    """
    document = docx.Document()
    _prepare(document)
    for part in parts:
        if isinstance(part, Sheet):
            if apart:
                document.add_paragraph().paragraph_format.page_break_before = True
            _table(document, part, repeat)
        else:
            _paragraph(document, part)
    document.save(str(path))
    return path


def _prepare(document: Document) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    # A4, lying.
    section.page_width, section.page_height = Pt(842), Pt(595)
    section.left_margin = section.right_margin = Pt(36)
    for name in ("Normal", "Heading 1", "Heading 2"):
        style = document.styles[name].element.get_or_add_rPr()
        fonts = style.get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia"):
            fonts.set(qn(script), FONT)


def _paragraph(document: Document, paragraph: Paragraph) -> None:
    if paragraph.level:
        document.add_heading(paragraph.text, paragraph.level)
    else:
        document.add_paragraph(paragraph.text)


def _table(document: Document, sheet: Sheet, repeat: bool) -> None:
    table = document.add_table(sheet.rows, sheet.columns, style="Table Grid")
    found = fit(sheet, ROOM, points)
    _lay_out(table, found)
    for row in list(table.rows)[: sheet.header_rows[1]] if repeat else ():
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    # Taken once: python-docx walks the whole table for every single cell it is asked for.
    grid = [list(row.cells) for row in table.rows]
    for cell in sheet.cells:
        target = grid[cell.row][cell.column]
        if cell.height > 1 or cell.width > 1:
            target = target.merge(grid[cell.row + cell.height - 1][cell.column + cell.width - 1])
        _fill(target, cell, Pt(found.size))
    document.add_paragraph()


def _lay_out(table: Table, found: Fit) -> None:
    """Set the columns' widths and cells' margins, so that no number is broken over two lines."""
    table.autofit = False
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        margin = OxmlElement(side)
        margin.set(qn("w:w"), str(round((PADDING - 1) * 20)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    # Word reads a table's properties in one order only, in which the look comes last.
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)
    for column, width in zip(table.columns, found.widths, strict=True):
        column.width = Pt(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, found.widths, strict=True):
            cell.width = Pt(width)


def _fill(target: _Cell, cell: SheetCell, size: Pt) -> None:
    paragraph = target.paragraphs[0]
    run = paragraph.add_run(cell.text)
    run.font.size = size
    run.bold = cell.kind == "title" or None
    paragraph.paragraph_format.space_after = Pt(0)
    if cell.kind in ALIGNED:
        paragraph.alignment = ALIGNED[cell.kind]

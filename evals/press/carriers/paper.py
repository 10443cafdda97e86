"""PDF by reportlab: tables with or without lines, long ones over several pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors  # type: ignore[import-untyped]
from reportlab.lib.pagesizes import A4, landscape  # type: ignore[import-untyped]
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # type: ignore[import-untyped]
from reportlab.platypus import PageBreak, SimpleDocTemplate, Spacer, Table  # type: ignore[import-untyped]
from reportlab.platypus import Paragraph as Flowing

from evals.press.carriers.columns import PADDING, Fit, fit, unbreakable
from evals.press.carriers.grid import Block, blocks, chance
from evals.press.model import Paragraph, Report, Sheet, SheetCell

FONT = "STSong-Light"
"""Every reader of Chinese PDFs brings it along, so no font file is needed."""
MARGIN = 42.0
"""Points."""
ALIGNED = {"title": 1, "header": 1, "number": 2}
"""reportlab's numbers: 0 left, 1 centre, 2 right."""
NOT_FIRST = "，。、；：？！）”》"
WHOLE = re.compile(r"[0-9A-Za-z.,%+-]+|.")


@dataclass(frozen=True)
class Press:
    """How a PDF is printed."""

    ruled: bool = True
    wide: bool = True
    """Lying pages."""
    repeat: bool = True
    """A table's headers stand again on each page it runs over to."""
    above: bool = False
    """Numbers stand one line above their row's label, as some programs set cells aligned to the top."""
    whole: bool = True
    """Numbers in paragraphs are not broken over two lines."""


def press_for(report: Report, *, ruled: bool) -> Press:
    """Choose the looks of a report by its seed; numbers above their rows only where no lines hold them together."""
    dice = chance(report, "paper")
    wide, repeat, above, whole = (dice.random() < part for part in (0.5, 0.5, 0.3, 0.6))
    return Press(ruled, wide, repeat, above and not ruled, whole)


def write_ruled(report: Report, folder: Path) -> list[Path]:
    """Print tables with lines."""
    return [save_pdf(blocks(report), folder / f"{report.name}.pdf", press_for(report, ruled=True))]


def write_unruled(report: Report, folder: Path) -> list[Path]:
    """Print tables without any line."""
    return [save_pdf(blocks(report), folder / f"{report.name}.pdf", press_for(report, ruled=False))]


def save_pdf(parts: list[Block], path: Path, press: Press) -> Path:
    """Print paragraphs and sheets, in their order; each sheet begins a page."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    size = landscape(A4) if press.wide else A4
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), MARGIN)
    # Without a clock: the same report gives the same bytes.
    document = SimpleDocTemplate(str(path), pagesize=size, invariant=1, **margins)
    # The frame keeps 6 points to itself on either side.
    room = size[0] - 2 * MARGIN - 12
    story: list[Any] = []
    for part in parts:
        if isinstance(part, Sheet):
            story += [*([PageBreak()] if story else []), *_sheet(part, room, press)]
        else:
            if story and isinstance(story[-1], Table):
                story.append(PageBreak())
            story += _paragraph(part, room, press)
    document.build(story, onFirstPage=_foot, onLaterPages=_foot)
    return path


def _foot(canvas: Any, document: Any) -> None:
    canvas.setFont(FONT, 9)
    canvas.drawCentredString(document.pagesize[0] / 2, MARGIN / 2, f"— {document.page} —")


def _measure(text: str, size: float) -> float:
    return float(pdfmetrics.stringWidth(text, FONT, size))


def _paragraph(paragraph: Paragraph, room: float, press: Press) -> list[Any]:
    size = {1: 18.0, 2: 14.0}.get(paragraph.level, 12.0)
    text = paragraph.text if paragraph.level else f"　　{paragraph.text}"
    lines = [escape(line) for line in _wrap(text, room, size, press.whole)]
    return [Flowing("<br/>".join(lines), _style(size, 1 if paragraph.level == 1 else 0)), Spacer(1, size / 2)]


def _wrap(text: str, room: float, size: float, whole: bool) -> Iterator[str]:
    line = ""
    for word in WHOLE.findall(text) if whole else text:
        if line and _measure(line + word, size) > room - size and word not in NOT_FIRST:
            yield line
            line = ""
        line += word
    yield line


def _style(size: float, alignment: int, indent: float = 0.0) -> ParagraphStyle:
    looks = {"fontName": FONT, "fontSize": size, "leading": size * 1.25, "leftIndent": indent}
    return ParagraphStyle("press", alignment=alignment, wordWrap="CJK", **looks)


def _sheet(sheet: Sheet, room: float, press: Press) -> list[Any]:
    """Three tables of the same columns: title and meta, headers and body, notes."""
    found = fit(sheet, room, _measure)
    start, end = sheet.header_rows[0], sheet.body_rows[1]
    ranges = [(0, start), (start, end), (end, sheet.rows)]
    return [_table(sheet, rows, found, press) for rows in ranges if rows[0] < rows[1]]


def _table(sheet: Sheet, rows: tuple[int, int], found: Fit, press: Press) -> Table:
    first, last = rows
    cells = [cell for cell in sheet.cells if first <= cell.row < last]
    texts: list[list[Any]] = [[""] * sheet.columns for _ in range(first, last)]
    style: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, -1), FONT, found.size, found.size * 1.25),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), PADDING - 1),
        ("RIGHTPADDING", (0, 0), (-1, -1), PADDING - 1),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
    ]
    is_body = first == sheet.header_rows[0]
    if is_body and press.ruled:
        style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
    for cell in cells:
        texts[cell.row - first][cell.column] = _content(cell, found.size)
        style += _cell_style(cell, first, found.size, press.above and cell.row in range(*sheet.body_rows))
        if cell.kind == "meta" and cell.column and cell.column + cell.width == sheet.columns:
            style.append(("ALIGN", *[(cell.column, cell.row - first)] * 2, "RIGHT"))
    repeated = sheet.header_rows[1] - first if is_body and press.repeat else 0
    return Table(texts, colWidths=list(found.widths), style=style, repeatRows=repeated)


def _content(cell: SheetCell, size: float) -> Any:
    # What stands above a table runs over its columns' edges instead of wrapping.
    if unbreakable(cell) or not cell.text or cell.kind == "meta":
        return cell.text
    text = escape(cell.text).replace("\n", "<br/>")
    indent = (len(cell.text) - len(cell.text.lstrip(" "))) * size / 2
    return Flowing(text, _style(size + 5 if cell.kind == "title" else size, ALIGNED.get(cell.kind, 0), indent))


def _cell_style(cell: SheetCell, first: int, size: float, above: bool) -> list[tuple[Any, ...]]:
    place = (cell.column, cell.row - first)
    commands: list[tuple[Any, ...]] = []
    if cell.width > 1 or cell.height > 1:
        commands.append(("SPAN", place, (cell.column + cell.width - 1, cell.row - first + cell.height - 1)))
    if cell.kind in ALIGNED:
        commands.append(("ALIGN", place, place, ("LEFT", "CENTER", "RIGHT")[ALIGNED[cell.kind]]))
    if above:
        commands.append(("VALIGN", place, place, "TOP"))
        if cell.kind != "number":
            commands.append(("TOPPADDING", place, place, size * 1.25 + 1.5))
    return commands

"""HTML: a tidy department web page, and one as careless editors paste them."""

from collections.abc import Callable
from html import escape
from pathlib import Path

from evals.press.carriers.grid import blocks, chance, rows
from evals.press.carriers.page import PAGE
from evals.press.model import Paragraph, Report, Sheet, SheetCell


def write_html(report: Report, folder: Path) -> list[Path]:
    """Print a department's web page: navigation and footer around it, rowspan and colspan, numbers in p or span."""
    path = folder / f"{report.name}.html"
    path.write_text(PAGE.format(title=escape(_title(report)), main=body(report)), encoding="utf-8", newline="\n")
    return [path]


def write_html_plain(report: Report, folder: Path) -> list[Path]:
    """Print a page of td-only tables and unclosed tags, in UTF-8 or, as older sites do, in GBK."""
    charset = chance(report, "charset").choice(["utf-8", "gb18030"])
    declared = {"utf-8": "utf-8", "gb18030": "gb2312"}[charset]
    lines = [
        f"<HTML><HEAD><META http-equiv=Content-Type content='text/html; charset={declared}'>",
        f"<TITLE>{escape(_title(report))}</TITLE><BODY>",
    ]
    for block in blocks(report):
        lines.append(f"<P>{escape(block.text)}" if isinstance(block, Paragraph) else _sloppy(block))
    path = folder / f"{report.name}.html"
    path.write_bytes("\n".join(lines).encode(charset))
    return [path]


def body(report: Report, *, repeat: bool = True, type_size: Callable[[Sheet], float] | None = None) -> str:
    """Return the report's paragraphs and tables as HTML.

    `repeat` puts the headers where printers repeat them; `type_size` gives a table's type in points.
    """
    wrap = chance(report, "wrap").choice(["p", "span"])
    parts = []
    for block in blocks(report):
        if isinstance(block, Paragraph):
            name = f"h{block.level}" if block.level else "p"
            parts.append(f"<{name}>{escape(block.text)}</{name}>")
        else:
            parts.append(_tidy(block, wrap, repeat, type_size))
    return "\n".join(parts)


def _title(report: Report) -> str:
    return f"{report.unit_name}{report.fiscal_year}年度决算公开"


def _tidy(sheet: Sheet, wrap: str, repeat: bool, type_size: Callable[[Sheet], float] | None) -> str:
    """A title in its own paragraph, then a table of three parts; notes stay rows of the table."""
    title_rows = {cell.row for cell in sheet.cells if cell.kind == "title"}
    titles = [cell.text for cell in sheet.cells if cell.kind == "title"]
    lines = [f'<p class="table-title"><strong>{escape(text)}</strong></p>' for text in titles]
    style = f' style="font-size: {type_size(sheet)}pt"' if type_size else ""
    lines.append(f'<table border="1" cellspacing="0"{style}>')
    # What stands above the headers goes with them: a browser shows a table's head before anything else of it.
    head, foot = ("<thead>", "</thead><tbody>") if repeat else ("<tbody>", "")
    lines.append(head)
    for row, pieces in enumerate(rows(sheet)):
        if row == sheet.header_rows[1]:
            lines.append(foot)
        if row not in title_rows:
            cells = [_tidy_cell(piece.cell, wrap) for piece in pieces if piece.is_first]
            lines.append(f"<tr>{''.join(cells)}</tr>")
    return "\n".join([*lines, "</tbody></table>"])


def _tidy_cell(cell: SheetCell, wrap: str) -> str:
    text = _visible(cell.text, "&nbsp;").replace("\n", "<br>") or "&nbsp;"
    if cell.kind == "number":
        text = f"<{wrap}>{text}</{wrap}>"
    name = "th" if cell.kind == "header" else "td"
    return f'<{name} class="{cell.kind}"{_spans(cell)}>{text}</{name}>'


def _sloppy(sheet: Sheet) -> str:
    lines = ["<TABLE border=1>"]
    for pieces in rows(sheet):
        cells = [piece.cell for piece in pieces if piece.is_first]
        shown = [_visible(cell.text, "&nbsp;").replace("\n", "<BR>") or "&nbsp" for cell in cells]
        lines.append("<TR>" + "".join(f"<TD{_spans(cell)}>{text}" for cell, text in zip(cells, shown, strict=True)))
    return "\n".join([*lines, "</TABLE>"])


def _visible(text: str, blank: str) -> str:
    """Escape a text; the spaces that set it in must not be taken for layout of the source."""
    inner = text.lstrip(" ")
    return blank * (len(text) - len(inner)) + escape(inner)


def _spans(cell: SheetCell) -> str:
    rows_ = f" rowspan={cell.height}" if cell.height > 1 else ""
    return rows_ + (f" colspan={cell.width}" if cell.width > 1 else "")

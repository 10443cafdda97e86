"""Markdown: a table's title and notes as text around a pipe table."""

from pathlib import Path

from evals.press.carriers.grid import blocks, padded
from evals.press.model import Paragraph, Report, Sheet


def write_markdown(report: Report, folder: Path) -> list[Path]:
    """Print headings with #, tables with pipes; a merged cell is padded with empty ones, as converters do."""
    path = folder / f"{report.name}.md"
    parts = [_paragraph(block) if isinstance(block, Paragraph) else _sheet(block) for block in blocks(report)]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8", newline="\n")
    return [path]


def _paragraph(paragraph: Paragraph) -> str:
    return "#" * paragraph.level + " " * bool(paragraph.level) + paragraph.text


def _sheet(sheet: Sheet) -> str:
    lines = padded(sheet)
    start, end = sheet.header_rows[0], sheet.body_rows[1]
    # Markdown knows no table without a header row: the first row becomes it, whatever it holds.
    table = [_row(line) for line in lines[start:end]]
    table.insert(1, "|" + " --- |" * sheet.columns)
    titles = {cell.row for cell in sheet.cells if cell.kind == "title"}
    above = ["### " * (row in titles) + _loose(line) for row, line in enumerate(lines[:start]) if any(line)]
    below = [_loose(line) for line in lines[end:] if any(line)]
    return "\n\n".join([*above, "\n".join(table), *below])


def _row(line: list[str]) -> str:
    return "".join(f"| {text.replace('|', chr(92) + '|')} " for text in line) + "|"


def _loose(line: list[str]) -> str:
    return "  ".join(text for text in line if text)

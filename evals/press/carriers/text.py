"""Plain text: one cell a line, columns aligned by spaces, or tabs."""

from pathlib import Path

from evals.press.carriers.aligned import aligned
from evals.press.carriers.grid import blocks, padded, rows
from evals.press.model import Paragraph, Report, Sheet


def write_cells(report: Report, folder: Path) -> list[Path]:
    """One cell a line opened by a tab, a blank line between rows, as word processors hand over their tables.

    A horizontally merged cell is said once and not padded; the lower rows of a vertically merged one are blank cells.
    """
    return _write(report, folder, "\n\n\n".join(_cells(block) for block in blocks(report)))


def write_spaced(report: Report, folder: Path) -> list[Path]:
    """Columns aligned by spaces, a Chinese character two wide, as programs print a page's layout as text."""
    return _write(report, folder, "\n\n".join(_spaced(block) for block in blocks(report)))


def write_tsv(report: Report, folder: Path) -> list[Path]:
    """One row a line with tabs between the cells; a merged cell is padded with empty ones."""
    return _write(report, folder, "\n\n".join(_tabbed(block) for block in blocks(report)))


def _cells(block: Paragraph | Sheet) -> str:
    if isinstance(block, Paragraph):
        return block.text
    return "\n\n".join("\n".join("\t" + piece.text for piece in line) for line in rows(block))


def _spaced(block: Paragraph | Sheet) -> str:
    return block.text if isinstance(block, Paragraph) else "\n".join(aligned(block))


def _tabbed(block: Paragraph | Sheet) -> str:
    return block.text if isinstance(block, Paragraph) else "\n".join("\t".join(line) for line in padded(block))


def _write(report: Report, folder: Path, text: str) -> list[Path]:
    path = folder / f"{report.name}.txt"
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
    return [path]

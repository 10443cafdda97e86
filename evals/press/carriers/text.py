"""Plain text: one cell a line, columns aligned by spaces, or tabs."""

from pathlib import Path
from random import Random

from evals.press.carriers.aligned import aligned
from evals.press.carriers.grid import blocks, chance, padded, rows
from evals.press.carriers.prose import page_lines
from evals.press.model import Paragraph, Report, Sheet


def write_cells(report: Report, folder: Path) -> list[Path]:
    """One cell a line opened by a tab, a blank line between rows, as word processors hand over their tables.

    A horizontally merged cell is said once and not padded; the lower rows of a vertically merged one are blank cells.
    """
    parts = [_cells(block) for block in blocks(report)]
    return _write(report, folder, "".join(parts).strip("\n"))


def write_spaced(report: Report, folder: Path) -> list[Path]:
    """Columns aligned by spaces, a Chinese character two wide, as programs print a page's layout as text.

    In half of the reports the paragraphs are broken into a page's lines too, with a blank line after each.
    """
    dice = chance(report, "prose")
    paged = dice.random() < 0.5
    parts = [_spaced(block, dice if paged else None) for block in blocks(report)]
    return _write(report, folder, "\n\n".join(parts))


def write_tsv(report: Report, folder: Path) -> list[Path]:
    """One row a line with tabs between the cells; a merged cell is padded with empty ones."""
    return _write(report, folder, "\n\n".join(_tabbed(block) for block in blocks(report)))


def _cells(block: Paragraph | Sheet) -> str:
    if isinstance(block, Paragraph):
        # A heading stands between blank lines, paragraphs follow one another without.
        return f"\n\n{block.text}\n\n" if block.level else f"{block.text}\n"
    return "\n\n" + "\n\n".join("\n".join("\t" + piece.text for piece in line) for line in rows(block)) + "\n\n\n"


def _spaced(block: Paragraph | Sheet, paged: Random | None) -> str:
    if isinstance(block, Sheet):
        return "\n".join(aligned(block))
    return "\n\n".join(page_lines(block.text, paged)) if paged else block.text


def _tabbed(block: Paragraph | Sheet) -> str:
    return block.text if isinstance(block, Paragraph) else "\n".join("\t".join(line) for line in padded(block))


def _write(report: Report, folder: Path, text: str) -> list[Path]:
    path = folder / f"{report.name}.txt"
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
    return [path]

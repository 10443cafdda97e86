"""PDF made by the programs that publish most real ones: a browser's print and an office suite's export."""

import tempfile
from collections import Counter
from html import escape
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]

from evals.press.carriers.aligned import points
from evals.press.carriers.columns import fit
from evals.press.carriers.grid import Block, blocks, chance
from evals.press.carriers.programs import chromium_pdf, libreoffice_pdfs
from evals.press.carriers.proof import missing
from evals.press.carriers.spreadsheet import save_xlsx
from evals.press.carriers.web import body
from evals.press.carriers.word import save_docx
from evals.press.carriers.word import write_docx as print_docx
from evals.press.model import Report

STYLE = """@page {{ size: A4 {side}; margin: 12mm }}
body {{ font-family: "Noto Serif CJK SC", "Noto Sans CJK SC", serif; font-size: 11pt; line-height: 1.5 }}
h1, .table-title {{ text-align: center }} .table-title {{ break-before: page }}
table {{ border-collapse: collapse; width: 100%; line-height: 1.25 }}
td, th {{ padding: 1pt 2pt; font-weight: normal }} td p, td span {{ margin: 0; white-space: nowrap }}
td.number {{ text-align: right }} td.meta, td.note {{ border: none }} tr {{ break-inside: avoid }}"""
ROOM = {"landscape": 770.0, "portrait": 520.0}
"""Points between the margins."""


def write_chromium(report: Report, folder: Path) -> list[Path]:
    """Print the tables as a browser prints them, their headers repeated on each page or not."""
    dice = chance(report, "browser")
    side, repeat = dice.choice(sorted(ROOM)), dice.random() < 0.5
    style = STYLE.format(side=side)
    head = f'<meta charset="utf-8"><title>{escape(report.unit_name)}</title><style>{style}</style>'
    with tempfile.TemporaryDirectory() as place:
        page = Path(place) / "page.html"
        text = body(report, repeat=repeat, type_size=lambda sheet: fit(sheet, ROOM[side], points).size)
        text = f'<!DOCTYPE html><html lang="zh-CN"><head>{head}</head><body>{text}</body></html>'
        page.write_text(text, encoding="utf-8")
        return [chromium_pdf(page, folder / f"{report.name}.pdf")]


def write_libreoffice(report: Report, folder: Path) -> list[Path]:
    """Export a Word document, or a workbook bound between the text's two halves, by the seed.

    LibreOffice loses the rest of some tables that run over a page. What lacks a figure is printed in a plainer way.
    Raises RuntimeError where none prints them all.
    """
    target = folder / f"{report.name}.pdf"
    lost: Counter[str] = Counter()
    first = _from_word if chance(report, "office").random() < 0.5 else _from_workbook
    for way in (first, _from_plain_word, _from_spaced_word, _from_workbook):
        with tempfile.TemporaryDirectory() as place:
            room = Path(place)
            printed = _bound(libreoffice_pdfs(way(report, room), room), target)
        lost = missing(report, printed)
        if not lost:
            return [printed]
    raise RuntimeError(f"LibreOffice leaves out {', '.join(sorted(lost)[:5])}")


def _from_word(report: Report, room: Path) -> list[Path]:
    return print_docx(report, room)


def _from_plain_word(report: Report, room: Path) -> list[Path]:
    """No header stands again on the next page."""
    return [save_docx(blocks(report), room / "plain.docx")]


def _from_spaced_word(report: Report, room: Path) -> list[Path]:
    """Each form begins a page."""
    return [save_docx(blocks(report), room / "spaced.docx", apart=True)]


def _from_workbook(report: Report, room: Path) -> list[Path]:
    book = save_xlsx(report, room / "tables.xlsx", exact=False, hidden=False)
    front, text = _document(report.front, room / "front.docx"), _document(report.narrative, room / "text.docx")
    return [*front, *([book, *text] if report.sheets_first else [*text, book])]


def _document(parts: tuple[Block, ...], path: Path) -> list[Path]:
    return [save_docx(list(parts), path)] if parts else []


def _bound(parts: list[Path], target: Path) -> Path:
    """Bind PDFs into one."""
    whole = pypdfium2.PdfDocument.new()
    for path in parts:
        part = pypdfium2.PdfDocument(str(path))
        whole.import_pages(part)
        part.close()
    whole.save(str(target))
    whole.close()
    return target

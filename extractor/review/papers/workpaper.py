"""The working paper (底稿) of a record: a workbook in which every figure carries its source, its checks and its hand.

签署页 · 重要指标 · a sheet a form and section · 逐项 · 核对发现 · 其他事项
"""

from extractor.review.papers.figures import figures
from extractor.review.papers.front import indicator_sheet, signing_sheet
from extractor.review.papers.grids import grid_sheets
from extractor.review.papers.lists import FIRST_ROW, LISTED, findings_sheet, list_sheet, others_sheet
from extractor.review.papers.workbook import Book
from extractor.review.store.clock import moment_of
from extractor.review.store.dossiers import Dossier


def workpaper(dossier: Dossier) -> bytes:
    """Return the .xlsx file of a record's working paper; the same record and history give the same bytes."""
    lines = figures(dossier)
    unit = dossier.final.unit
    book = Book(f"复核底稿 {unit.name or ''} {unit.year or ''}", moment_of(_last(dossier)))
    signing_sheet(book, dossier, lines)
    rows = {one.fact.id: at for at, one in enumerate(lines, FIRST_ROW)}
    indicator_sheet(book, dossier, lines, rows)
    grid_sheets(book, dossier.final, lines, rows, LISTED)
    list_sheet(book, lines)
    findings_sheet(book, dossier)
    others_sheet(book, dossier)
    return book.data()


def _last(dossier: Dossier) -> str:
    """The moment of the last thing that was done to the record: the paper has no clock of its own."""
    approval = dossier.final.approval
    times = [dossier.row.imported_at, *(one.decision.at for one in dossier.settled.values())]
    return max([*times, approval.at] if approval else times)

"""PDF with a text layer, page by page; pages without one are marked, so that they are not lost silently."""

import threading
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from extractor.errors import ScannedInput, Unreadable
from extractor.load.encoding import tidy
from extractor.load.loaded import Loaded
from extractor.load.ocr import DPI, can_read_pictures, read_picture, says_more
from extractor.load.page_text import NOTHING, OVERDRAWN, Carry, Laid, Pages, bound, tables_on
from extractor.load.pages import PAGE_BREAK, is_blank
from extractor.load.pdf_sheet import read_sheet
from extractor.load.pictures import FEW_CHARACTERS, OCR_REMEDY, PICTURE
from schemas.document import Document

PICTURE_PIXELS = 250_000
"""Pixels of all pictures of a page; half an A4 page at 72 dpi. An emblem is far below."""

MAX_DOTS = 4_700
"""Of the longer side of a page drawn for recognition: A2 at 200 dpi."""

OUTLINES, RECTANGLE = 200, 6
"""Drawn shapes; text exported as outlines has one a character. With so few pieces one is a line or box of a table."""

_pdfium = threading.Lock()  # PDFium is not thread-safe, not even across documents


def read_pdf(data: bytes, name: str) -> Loaded:
    """Return the text of all pages, each ended by a line feed and a form feed, lines in PDFium's order, and the tables.

    Raises Unreadable where a password is needed, ScannedInput where no page has readable text but some are pictures.
    """
    with _pdfium:
        try:
            pdf = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
                raise Unreadable("PDF 加了密码", where=name, remedy="请用密码打开，另存为不加密的 PDF 再试") from error
            raise
        try:
            drawn = Pages()
            carry = NOTHING
            for index in range(len(pdf)):
                carry = _add_page(drawn, pdf, index, name, carry)
            pages = drawn.done()
        finally:
            pdf.close()
    pictures = [number for number, page in enumerate(pages, start=1) if PICTURE in page.text]
    if pictures and all(PICTURE in page.text or is_blank(page.text) for page in pages):
        where = f"{name}，{page_list(tuple(pictures))}"
        raise ScannedInput("页面是图片（扫描件），没有文字层", where=where, remedy=OCR_REMEDY)
    return bound(pages)


def unread_pages(document: Document) -> tuple[int, ...]:
    """Return the numbers of the pages that are pictures and whose content is therefore not in `document.text`."""
    if document.media_type not in ("application/pdf", "application/ofd"):
        return ()
    return tuple(page.number for page in document.pages if PICTURE in document.text[page.start : page.end])


def page_list(numbers: tuple[int, ...]) -> str:
    """Name pages for a reader: 第 1、3-5 页."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return f"第 {'、'.join(str(run[0]) if len(run) == 1 else f'{run[0]}-{run[-1]}' for run in runs)} 页"


def _add_page(pages: Pages, pdf: pypdfium2.PdfDocument, index: int, name: str, before: Carry) -> Carry:
    """Add a page, with `PICTURE` behind it where what the page shows is not in the text."""
    try:
        page = pdf[index]
        textpage = page.get_textpage()
        text = textpage.get_text_range()
    except pypdfium2.PdfiumError as error:
        raise Unreadable(
            "PDF 页面已损坏", where=f"{name}，{page_list((index + 1,))}", remedy="请重新下载或另存一份再试"
        ) from error
    try:
        readable = sum(1 for char in text if not char.isspace() and not _is_unmapped(char))
        unmapped = sum(1 for char in text if _is_unmapped(char))
        if readable < FEW_CHARACTERS and (unmapped >= FEW_CHARACTERS or _is_drawn(page)):
            if can_read_pictures():
                seen, carry = read_picture(page.render(scale=_scale(page)).to_numpy(), _scale(page) * 72, before)
                if says_more(seen, readable):
                    pages.add(seen)
                    return carry
            pages.add(Laid(_as_printed(text) + PICTURE))
            return NOTHING
        sheet = read_sheet(page, textpage)
        tables, carry = tables_on(sheet, before)
        if tables:
            pages.draw(sheet, tables)
        else:
            pages.add(Laid(_as_printed(text) + (f"\n{OVERDRAWN}" if sheet.is_overdrawn else "")))
        return carry
    finally:
        textpage.close()
        page.close()


def _scale(page: Any) -> float:
    """Return how many dots a point is drawn with: fewer on a page larger than A3."""
    return float(min(DPI / 72, MAX_DOTS / max(*page.get_size(), 1)))


def _as_printed(text: str) -> str:
    """Undo what PDFium does to the text it reads.

    A hyphen before a line break comes as U+FFFE (or U+0002) and swallows the break, as if it hyphenated a word. In a
    report it is a minus or the dash of an empty cell, so both characters are put back.
    """
    text = text.replace("\ufffe", "-\n").replace("\x02", "-\n")
    return tidy(text).replace(PAGE_BREAK, "\n").replace(PICTURE, "")


def _is_unmapped(char: str) -> bool:
    """Whether a font gave no character: no ToUnicode table, or glyphs in a private area."""
    return char in ("\0", "\ufffd") or "\ue000" <= char <= "\uf8ff"


def _is_drawn(page: Any) -> bool:
    pixels = shapes = 0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH]):
        if item.type == raw.FPDF_PAGEOBJ_PATH:
            shapes += raw.FPDFPath_CountSegments(item) > RECTANGLE
        else:
            width, height = item.get_px_size()
            pixels += width * height
        if pixels >= PICTURE_PIXELS or shapes >= OUTLINES:
            return True
    return False

"""DOCX: paragraphs and tables in the order of the body, as printed after accepting all tracked changes."""

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn

from extractor.errors import ScannedInput
from extractor.load.numbering import Numbering
from extractor.load.pages import PAGE_BREAK, is_blank
from extractor.load.rows import Cell, is_layout, table_lines

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATE, _CHOICE, _FALLBACK = f"{_MC}AlternateContent", f"{_MC}Choice", f"{_MC}Fallback"
_REMOVED = frozenset(qn(name) for name in ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:instrText", "w:delText"))
_SAID = {qn("w:tab"): "\t", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-", qn("w:ptab"): "\t"}
_SOFT_BREAK = "\x1e"
"""Stands for a break that Word noted while laying out, or that a property asks for, until it is settled."""

_PICTURES = ("pic:blipFill", "w:pict")


def read_docx(data: bytes, name: str) -> str:
    """Return the text of a Word file. A page break is a form feed; without any, the file has one page.

    Raises ScannedInput where there are only pictures; what python-docx raises on a broken file is the caller's to
    translate.
    """
    document = docx.Document(io.BytesIO(data))
    body = document.element.body
    text = settle_breaks("".join(_Reader(Numbering(document)).blocks(body)))
    if is_blank(text) and any(next(body.iter(qn(tag)), None) is not None for tag in _PICTURES):
        remedy = "请先做文字识别（OCR），存为带文字层的 PDF 或文本文件再试"
        raise ScannedInput("文件里只有图片，没有文字", where=name, remedy=remedy)
    return text


def settle_breaks(text: str) -> str:
    """Make form feeds of noted breaks; one that only repeats the break before it, or opens the file, is dropped."""
    out: list[str] = []
    printed = False  # whether anything was printed since the last break
    for piece in re.split(f"([{PAGE_BREAK}{_SOFT_BREAK}])", text):
        if piece in (PAGE_BREAK, _SOFT_BREAK):
            if printed or piece == PAGE_BREAK:
                out.append(PAGE_BREAK)
            printed = False
        else:
            out.append(piece)
            printed = printed or not is_blank(piece)
    return "".join(out)


class _Reader:
    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering

    def blocks(self, parent: Any) -> Iterator[str]:
        """Give the lines of a body, cell or text box, each with its line feed."""
        for child in parent:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif isinstance(child.tag, str) and child.tag not in _REMOVED:
                yield from self.blocks(child)  # content controls, custom XML, insertions

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        properties = paragraph.find(qn("w:pPr"))
        if properties is not None and _is_on(properties.find(qn("w:pageBreakBefore"))):
            yield _SOFT_BREAK
        boxes: list[Any] = []
        text = "".join(self._runs(paragraph, boxes))
        if text.strip(" \t\n\f" + _SOFT_BREAK):
            label = self._numbering.label(paragraph)
            lead = len(text) - len(text.lstrip(_SOFT_BREAK + PAGE_BREAK))
            text = text[:lead] + label + text[lead:]
        yield text + "\n"
        for box in boxes:
            yield from self.blocks(box)
        section = properties.find(qn("w:sectPr")) if properties is not None else None
        if section is not None and _starts_page(section):
            yield _SOFT_BREAK

    def _runs(self, parent: Any, boxes: list[Any]) -> Iterator[str]:
        """Give the printed pieces of a paragraph; its text boxes are collected, to follow as lines of their own."""
        for child in parent:
            tag = child.tag
            if not isinstance(tag, str) or tag in _REMOVED:
                continue
            if tag == qn("w:t"):
                yield (child.text or "").replace("\r\n", "\n").replace("\r", "\n")
            elif tag in _SAID:
                yield _SAID[tag]
            elif tag == qn("w:br"):
                yield PAGE_BREAK if child.get(qn("w:type")) == "page" else "\n"
            elif tag == qn("w:lastRenderedPageBreak"):
                yield _SOFT_BREAK
            elif tag == qn("w:txbxContent"):
                boxes.append(child)
            elif tag == _ALTERNATE:
                yield from self._alternate(child, boxes)
            else:
                yield from self._runs(child, boxes)

    def _alternate(self, alternate: Any, boxes: list[Any]) -> Iterator[str]:
        """Read one of the two spellings of the same drawing: the modern one, unless only the old one says anything."""
        for kind in (_CHOICE, _FALLBACK):
            inner: list[Any] = []
            pieces = [piece for option in alternate.findall(kind) for piece in self._runs(option, inner)]
            if pieces or inner:
                boxes += inner
                yield from pieces
                return

    def _table(self, table: Any) -> Iterator[str]:
        rows, breaks = [], []
        for row in _children(table, qn("w:tr")):
            cells = [(cell, "".join(self.blocks(cell))) for cell in _children(row, qn("w:tc"))]
            breaks.append(any(PAGE_BREAK in text or _SOFT_BREAK in text for _, text in cells))
            rows.append([*_gap(row, "w:gridBefore"), *(_cell(cell, text) for cell, text in cells)])
        if is_layout(rows):
            yield from (cell.text for row in rows for cell in row)
            return
        for broken, line in zip(breaks, table_lines(rows), strict=True):
            # A page that ends inside a row is taken to end before it, so that the row stays one line.
            plain = line.replace(PAGE_BREAK, "").replace(_SOFT_BREAK, "")
            yield f"{_SOFT_BREAK if broken else ''}{plain}\n"


def _children(parent: Any, tag: str) -> Iterator[Any]:
    """Give rows or cells, also those inside content controls or tracked insertions, but not of inner tables."""
    for child in parent:
        if child.tag == tag:
            deleted = child.find(f"{qn('w:trPr')}/{qn('w:del')}")
            if deleted is None:
                yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins")):
            yield from _children(child, tag)


def _cell(cell: Any, text: str) -> Cell:
    properties = cell.find(qn("w:tcPr"))
    if properties is None:
        return Cell(text)
    merged = properties.find(qn("w:vMerge"))
    if merged is not None and merged.get(qn("w:val")) != "restart":
        text = ""  # the part of a merged cell below its first row shows nothing
    return Cell(text, width=_number(properties.find(qn("w:gridSpan"))))


def _gap(row: Any, name: str) -> list[Cell]:
    properties = row.find(qn("w:trPr"))
    gap = properties.find(qn(name)) if properties is not None else None
    return [Cell("", width=_number(gap))] if gap is not None and _number(gap) else []


def _number(element: Any) -> int:
    return int(element.get(qn("w:val")) or 1) if element is not None else 1


def _is_on(element: Any) -> bool:
    return element is not None and element.get(qn("w:val")) not in ("0", "false", "off")


def _starts_page(section: Any) -> bool:
    kind = section.find(qn("w:type"))
    return kind is None or kind.get(qn("w:val")) not in ("continuous", "nextColumn")

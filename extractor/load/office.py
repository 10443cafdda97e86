"""DOCX: paragraphs and tables in the order of the body, as printed after accepting all tracked changes."""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

import docx
from docx.oxml.ns import qn

from extractor.errors import ScannedInput
from extractor.load.loaded import Loaded
from extractor.load.numbering import Numbering
from extractor.load.pages import PAGE_BREAK, is_blank
from extractor.load.rows import MAX_SPAN, Cell, Table, is_layout, lay_out
from schemas.document import Grid

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATE, _CHOICE, _FALLBACK = f"{_MC}AlternateContent", f"{_MC}Choice", f"{_MC}Fallback"
_REMOVED = frozenset(qn(name) for name in ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:instrText", "w:delText"))
_SAID = {qn("w:tab"): "\t", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-", qn("w:ptab"): "\t"}
_SOFT_BREAK = "\x1e"
"""Stands for a break that Word noted while laying out, or that a property asks for, until it is settled."""

_ANY_BREAK = (PAGE_BREAK, _SOFT_BREAK)
_PICTURES = ("pic:blipFill", "w:pict")


class _Row(NamedTuple):
    """A row of a table that stands in the text as a line of its own."""

    table: Table
    number: int

    @property
    def line(self) -> str:
        return self.table.lines[self.number] + "\n"


_Piece = str | _Row


@dataclass
class _Slot:
    """A cell as it is read: what stands in it, and how far it spans."""

    pieces: list[_Piece]
    width: int = 1
    height: int = 1

    @property
    def text(self) -> str:
        return "".join(map(_said, self.pieces)).replace(_SOFT_BREAK, "")


def read_docx(data: bytes, name: str) -> Loaded:
    """Return the text and tables of a Word file. A page break is a form feed; without any, the file has one page.

    Raises ScannedInput where there are only pictures; what python-docx raises on a broken file is the caller's to
    translate.
    """
    document = docx.Document(io.BytesIO(data))
    body = document.element.body
    loaded = _loaded(_settled(_Reader(Numbering(document)).blocks(body)))
    if is_blank(loaded.text) and any(next(body.iter(qn(tag)), None) is not None for tag in _PICTURES):
        remedy = "请先做文字识别（OCR），存为带文字层的 PDF 或文本文件再试"
        raise ScannedInput("文件里只有图片，没有文字", where=name, remedy=remedy)
    return loaded


def _settled(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """Make form feeds of noted breaks; one that only repeats the break before it, or opens the file, is dropped."""
    printed = False  # whether anything was printed since the last break
    for piece in pieces:
        parts = [piece] if isinstance(piece, _Row) else re.split(f"([{PAGE_BREAK}{_SOFT_BREAK}])", piece)
        for part in parts:
            if part in (PAGE_BREAK, _SOFT_BREAK):
                if printed or part == PAGE_BREAK:
                    yield PAGE_BREAK
                printed = False
            elif part:
                yield part
                printed = printed or not is_blank(_said(part))


def _loaded(pieces: Iterable[_Piece]) -> Loaded:
    """Join the text. Rows of a table that follow each other are a grid; a break between two begins another."""
    text: list[str] = []
    grids: list[Grid] = []
    length = 0
    for table, group in groupby(list(pieces), key=lambda piece: id(piece.table) if isinstance(piece, _Row) else None):
        run = list(group)
        said = "".join(map(_said, run))
        first = run[0]
        if table is not None and isinstance(first, _Row):
            merges = first.table.part(first.number, first.number + len(run)).merges
            grids.append(Grid(start=length, end=length + len(said), layout="tabbed", merges=merges))
        text.append(said)
        length += len(said)
    return Loaded("".join(text), tuple(grids))


def _said(piece: _Piece) -> str:
    return piece.line if isinstance(piece, _Row) else piece


class _Reader:
    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering

    def blocks(self, parent: Any) -> Iterator[_Piece]:
        """Give the lines of a body, cell or text box, each with its line feed."""
        for child in parent:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif isinstance(child.tag, str) and child.tag not in _REMOVED:
                yield from self.blocks(child)  # content controls, custom XML, insertions

    def _paragraph(self, paragraph: Any) -> Iterator[_Piece]:
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

    def _table(self, table: Any) -> Iterator[_Piece]:
        rows: list[list[_Slot]] = []
        breaks: list[bool] = []
        above: dict[int, _Slot] = {}
        for row in _children(table, qn("w:tr")):
            cells = [(cell, list(self.blocks(cell))) for cell in _children(row, qn("w:tc"))]
            breaks.append(any(mark in _said(said) for _, pieces in cells for said in pieces for mark in _ANY_BREAK))
            slots, above = _slots(row, cells, above)
            rows.append(slots)
        laid = [[Cell(slot.text, slot.width, slot.height) for slot in row] for row in rows]
        if is_layout(laid):
            yield from (piece for row in rows for slot in row for piece in slot.pieces)
            return
        lines = lay_out(laid)
        for number, broken in enumerate(breaks):
            if broken:  # a page that ends inside a row is taken to end before it, so that the row stays one line
                yield _SOFT_BREAK
            yield _Row(lines, number)


def _slots(
    row: Any, cells: list[tuple[Any, list[_Piece]]], above: dict[int, _Slot]
) -> tuple[list[_Slot], dict[int, _Slot]]:
    """Return the cells of a row that begin in it, and those that the next row may go on, by column.

    `above` are those of the row before: one that this row goes on grows, and the part in this row shows nothing.
    """
    slots = [_Slot([]) for _ in range(min(_gap(row), MAX_SPAN))]
    column = len(slots)
    going: dict[int, _Slot] = {}
    for cell, pieces in cells:
        width, merged = _span(cell)
        origin = above.get(column)
        if merged == "continue" and origin is not None and origin.width == width:
            origin.height += 1
            going[column] = origin
        else:
            slot = _Slot([] if merged == "continue" else pieces, width)
            slots.append(slot)
            if merged == "restart":
                going[column] = slot
        column += width
    return slots, going


def _children(parent: Any, tag: str) -> Iterator[Any]:
    """Give rows or cells, also those inside content controls or tracked insertions, but not of inner tables."""
    for child in parent:
        if child.tag == tag:
            deleted = child.find(f"{qn('w:trPr')}/{qn('w:del')}")
            if deleted is None:
                yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins")):
            yield from _children(child, tag)


def _span(cell: Any) -> tuple[int, str]:
    """Return how many columns a cell spans, and whether it begins ("restart") or goes on ("continue") downwards."""
    properties = cell.find(qn("w:tcPr"))
    if properties is None:
        return 1, ""
    merged = properties.find(qn("w:vMerge"))
    kind = "" if merged is None else merged.get(qn("w:val")) or "continue"
    return max(_number(properties.find(qn("w:gridSpan")), 1), 1), kind


def _gap(row: Any) -> int:
    """Return how many columns of the table a row leaves free before its first cell."""
    properties = row.find(qn("w:trPr"))
    return 0 if properties is None else _number(properties.find(qn("w:gridBefore")), 0)


def _number(element: Any, default: int) -> int:
    value = "" if element is None else element.get(qn("w:val")) or ""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else default


def _is_on(element: Any) -> bool:
    return element is not None and element.get(qn("w:val")) not in ("0", "false", "off")


def _starts_page(section: Any) -> bool:
    kind = section.find(qn("w:type"))
    return kind is None or kind.get(qn("w:val")) not in ("continuous", "nextColumn")

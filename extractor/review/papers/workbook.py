"""A workbook of untrusted words: no cell runs, no name or note breaks it, and the same content gives the same bytes.

Styles are named, for an auditor may change one of them for the whole book.
"""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, cast
from unicodedata import east_asian_width
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from extractor.summary import plain

AUTHOR = "juesuan"
_LONGEST = 32_000
"""A cell holds 32,767 characters."""
_LONGEST_COMMENT = 2_000
_FORMULA = tuple("=+-@＝＋－＠\t\r")
_DIGITS = 15
"""What a spreadsheet program keeps of a number; a longer one is written as text, so that no digit of it is lost."""
_PLAIN = re.compile(r"-?\d{1,24}(?:\.\d{1,12})?", re.ASCII)
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_EPOCH = (2000, 1, 1, 0, 0, 0)
_FONT = "微软雅黑"
_THIN = Side(style="thin", color="B8C0CC")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_FILLS = {
    "head": "E3EAF3",
    "auto": None,
    "pending": "FFF4CC",
    "agreed": "E4F3E6",
    "changed": "FCE2D0",
    "gone": "ECECEC",
}

_A3, _A4 = 8, 9
_WRAPPED = frozenset({"文字", "代码", "居中", "项目"})
_LINE = 14
"""Points a line."""
_MOST_LINES = 8

Value = str | int | Decimal | None


def styles() -> tuple[NamedStyle, ...]:
    """Return the styles of the book: text, number and one a state of a figure."""
    made = [
        NamedStyle("题", font=Font(name=_FONT, size=15, bold=True, color="1F3A5F"), alignment=_across("left")),
        NamedStyle("注", font=Font(name=_FONT, size=9, color="5B6675"), alignment=_across("left")),
        NamedStyle(
            "表头", font=_font(bold=True), fill=_fill("head"), border=_BOX, alignment=_across("center", wrap=True)
        ),
        NamedStyle("文字", font=_font(), border=_BOX, alignment=_across("left", wrap=True)),
        NamedStyle("代码", font=Font(name="Consolas", size=8), border=_BOX, alignment=_across("left", wrap=True)),
        NamedStyle("居中", font=_font(), border=_BOX, alignment=_across("center", wrap=True)),
        NamedStyle("数", font=_font(), border=_BOX, alignment=_across("right")),
        NamedStyle(
            "项目", font=_font(bold=True), fill=_fill("head"), border=_BOX, alignment=_across("left", wrap=True)
        ),
    ]
    for state, name in STATES.items():
        made.append(NamedStyle(f"数·{name}", font=_font(), fill=_fill(state), border=_BOX, alignment=_across("right")))
        bad = _font(bold=True, color="B42318")
        made.append(NamedStyle(f"数·{name}·不符", font=bad, fill=_fill(state), border=_BOX, alignment=_across("right")))
    return tuple(made)


STATES = {"auto": "自动采用", "pending": "待处理", "agreed": "认可", "changed": "改动", "gone": "未列"}
"""How a figure stands, and the word in its style's name."""


class Book:
    """A workbook that is being written."""

    def __init__(self, title: str, moment: datetime) -> None:
        self._workbook = Workbook()
        self._workbook.remove(self._workbook.worksheets[0])
        for style in styles():
            self._workbook.add_named_style(style)
        stands = moment.replace(tzinfo=None, microsecond=0)
        properties = self._workbook.properties
        properties.title, properties.creator = text(title), AUTHOR
        properties.created = properties.modified = stands

    def sheet(self, name: str) -> "Sheet":
        """Add a sheet. Its name is made one that is allowed and that no other has."""
        return Sheet(self._workbook.create_sheet(sheet_name(name, self._workbook.sheetnames)))

    def data(self) -> bytes:
        """Return the file: the same content gives the same bytes."""
        out = io.BytesIO()
        with _Archive(out, "w", ZIP_DEFLATED) as archive:
            ExcelWriter(self._workbook, archive).write_data()
        return out.getvalue()


class Sheet:
    """A sheet that is being written, row by row."""

    def __init__(self, worksheet: Worksheet) -> None:
        self._sheet = worksheet
        self._widths: list[float] = []
        self.row = 0
        """The last row that was written."""

    @property
    def name(self) -> str:
        """The name as it stands on the tab."""
        return str(self._sheet.title)

    def add(self, values: Sequence[Value], kinds: Sequence[str] | str, formats: Mapping[int, str] | None = None) -> int:
        """Write a row. `kinds`: a style for all cells or one for each; `formats`: number formats by column from 0."""
        self.row += 1
        each = [kinds] * len(values) if isinstance(kinds, str) else kinds
        for at, (value, kind) in enumerate(zip(values, each, strict=True)):
            self.put(self.row, at + 1, value, kind, (formats or {}).get(at))
        wrapped = [at for at, kind in enumerate(each) if kind in _WRAPPED and at < len(self._widths)]
        lines = max((_lines(values[at], self._widths[at]) for at in wrapped), default=1)
        if lines > 1:
            self.height(self.row, _LINE * min(lines, _MOST_LINES) + 4)
        return self.row

    def put(self, row: int, column: int, value: Value, kind: str, form: str | None = None) -> None:
        """Write one cell. Text is never a formula, whatever it begins with."""
        cell = cast(Cell, self._sheet.cell(row, column))
        cell.style = kind
        if isinstance(value, str):
            said = text(value)
            cell.value = said
            cell.data_type = "s"
            if said.startswith(_FORMULA):
                cell.quotePrefix = True
        elif value is not None:
            cell.value = value
        if form is not None:
            cell.number_format = form

    def comment(self, row: int, column: int, words: str) -> None:
        """Hang a note on a cell, as large as its words."""
        said = "\n".join(text(line) for line in words.splitlines())[:_LONGEST_COMMENT]
        lines = sum(1 + len(line) // 26 for line in said.splitlines())
        note = Comment(said, AUTHOR, height=24 + 17 * lines, width=360)
        cast(Cell, self._sheet.cell(row, column)).comment = note

    def link(self, row: int, column: int, sheet: str, target: int) -> None:
        """Let a cell lead to a row of another sheet. Only within the book."""
        cell = cast(Cell, self._sheet.cell(row, column))
        kept = cell.value
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{sheet}'!A{target}")
        cell.value = kept

    def merge(self, row: int, first: int, last: int) -> None:
        """Make one cell of several in a row, as high as the words of the first need."""
        self._sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)
        lines = _lines(self._sheet.cell(row, first).value, sum(self._widths[first - 1 : last]))
        self.height(row, _LINE * min(lines, _MOST_LINES) + 4)

    def height(self, row: int, points: float) -> None:
        """Set the height of a row."""
        self._sheet.row_dimensions[row].height = points

    def widths(self, widths: Iterable[float]) -> None:
        """Set the widths of the columns, in characters (a Chinese one counts two); first, for rows are made to fit."""
        self._widths = list(widths)
        for at, width in enumerate(self._widths, 1):
            self._sheet.column_dimensions[get_column_letter(at)].width = width

    def freeze(self, row: int, column: int) -> None:
        """Keep the rows above `row` and the columns left of `column` in sight."""
        self._sheet.freeze_panes = f"{get_column_letter(column)}{row}"

    def filter(self, head: int, columns: int) -> None:
        """Let a reader filter by the heads of row `head`."""
        self._sheet.auto_filter.ref = f"A{head}:{get_column_letter(columns)}{max(self.row, head)}"

    def printed(
        self, head: int | None, footer: str, *, landscape: bool = True, large: bool = False, broad: int = 0
    ) -> None:
        """Set how it prints: A4, one page wide, the head repeated, what it is and the page below.

        `large`: A3; `broad`: two pages of A3 wide, with so many columns repeated on the second.
        """
        page = self._sheet.page_setup
        page.paperSize, page.orientation = _A3 if broad or large else _A4, "landscape" if landscape else "portrait"
        page.fitToWidth, page.fitToHeight = 2 if broad else 1, 0
        if broad:
            self._sheet.print_title_cols = f"A:{get_column_letter(broad)}"
        cast(Any, self._sheet.sheet_properties).pageSetUpPr.fitToPage = True
        margins = self._sheet.page_margins
        margins.left = margins.right = 0.4
        margins.top, margins.bottom, margins.footer = 0.5, 0.8, 0.4
        if head is not None:
            self._sheet.print_title_rows = f"{head}:{head}"
        below = cast(Any, self._sheet.oddFooter)
        below.left.text = text(footer)[:120].replace("&", "&&")
        below.right.text = "第 &P 页 共 &N 页"


def _lines(value: object, width: float) -> int:
    """How many lines words take in a column: a Chinese character is two columns wide."""
    if not isinstance(value, str):
        return 1
    columns = sum(2 if east_asian_width(letter) in "WFA" else 1 for letter in value)
    return max(1, -(-columns // max(1, int(width - 1))))


def number(value: str | None) -> Value:
    """Return decimal text as a number a spreadsheet program keeps exactly, else as the text it is."""
    if value is None or not _PLAIN.fullmatch(value):
        return value
    found = Decimal(value)
    return found if len(found.as_tuple().digits) <= _DIGITS else value


def text(words: str) -> str:
    """Return words as a cell may have them: one line, nothing unprintable, not too long."""
    return plain(" ".join(words.encode("utf-8", "replace").decode().split()))[:_LONGEST]


def sheet_name(wanted: str, taken: Iterable[str]) -> str:
    """Return a name that a sheet may have and that none of `taken` is."""
    name = _FORBIDDEN.sub("·", text(wanted)).strip() or "表"
    others = {one.casefold() for one in taken}
    for turn in range(1, 1000):
        tail = "" if turn == 1 else f" {turn}"
        found = name[: 31 - len(tail)] + tail
        if found.casefold() not in others:
            return found
    raise ValueError("too many sheets of one name")


class _Archive(ZipFile):
    """A ZIP without a clock: every entry has the same date."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_rest: Any, **_more: Any) -> None:
        entry = ZipInfo(str(getattr(zinfo_or_arcname, "filename", zinfo_or_arcname)), _EPOCH)
        entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o600 << 16
        super().writestr(entry, data)

    def write(self, filename: Any, arcname: Any = None, *_rest: Any, **_more: Any) -> None:
        with open(filename, "rb") as file:
            self.writestr(str(arcname), file.read())


def _font(*, bold: bool = False, color: str = "1B2430") -> Font:
    return Font(name=_FONT, size=10, bold=bold, color=color)


def _fill(state: str) -> PatternFill:
    color = _FILLS[state]
    return PatternFill("solid", fgColor=color) if color else PatternFill()


def _across(side: str, *, wrap: bool = False) -> Alignment:
    return Alignment(horizontal=side, vertical="center", wrap_text=wrap)

"""Worksheets as text: a sheet is a page, with one grid; what is hidden is left out, and said to be.

A workbook is read as it is printed. Hidden sheets, rows and columns are not: they hold drafts, last year's figures and
the checks of whoever filled it in. One line tells of each, so that nothing is missing without a word.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from extractor.errors import EmptyInput, TooLarge
from extractor.load.loaded import Loaded
from extractor.load.pages import PAGE_BREAK
from extractor.load.rows import one_line
from schemas.document import Grid, Merge, Stored

MAX_ROWS, MAX_COLUMNS = 20_000, 200
"""Rows and columns of a sheet; a form has a hundred rows and a dozen columns."""

MAX_AREA = 1_000_000
"""Cells of all sheets' grids together, and cells that are looked at."""

_HEAD = 8
"""Rows at the top of a sheet in which its title stands."""

_TITLE = re.compile(r"^(?!公开\d|财决)[^，。；：:]{2,40}表(?:[（(][^）)]*[）)])?$")
_CODE = re.compile(r"^[A-Za-z]{0,4}\d{1,3}(?:[-_.]\d{1,2})?[\s_.、：:\-]*(?=[\u4e00-\u9fff])")
_SOURCE = re.compile(r"[（(](?:公开|财决)[^）)]*[）)]$")
_GENERIC = re.compile(r"^(?:sheet|工作表|表格)\s*\d*(?:\s*[（(]\d+[）)])?$", re.I)


class Shown(NamedTuple):
    """What a cell shows, and the number stored in it where that is another."""

    text: str
    stored: str | None = None


class Area(NamedTuple):
    """A merged range: rows and columns from 0, half-open."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Sheet:
    """A worksheet as its file tells it; rows and columns from 0."""

    name: str
    where: str
    """The file, for errors."""
    hidden: bool = False
    cells: dict[tuple[int, int], Shown] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    unvalued: int = 0
    """Formulas whose result is not in the file."""

    def put(self, row: int, column: int, cell: Shown) -> None:
        """Add a cell that shows or stores something. Raises TooLarge where it stands beyond what is read."""
        text = cell.text if cell.text.strip() else ""
        if row >= MAX_ROWS or column >= MAX_COLUMNS:
            if text:
                raise too_large(f"{self.where}，工作表“{self.name}”")
        elif text or cell.stored is not None:
            self.cells[row, column] = Shown(text, cell.stored)


class _Table(NamedTuple):
    """The visible part of a sheet: every row as long as the others."""

    rows: list[list[Shown]]
    merges: tuple[Merge, ...]


def too_large(where: str) -> TooLarge:
    """Return the error for a sheet beyond all measure."""
    return TooLarge(
        f"工作表太大，超过 {MAX_ROWS:,} 行、{MAX_COLUMNS} 列或 {MAX_AREA:,} 格",
        where=where,
        remedy="请删去报表以外的行列，另存后再试",
    )


def bound(sheets: Iterable[Sheet], name: str) -> Loaded:
    """Return the text and the grids of a workbook.

    Raises EmptyInput where no visible sheet shows anything, TooLarge beyond `MAX_AREA`.
    """
    pages: list[tuple[list[str], Grid | None]] = []
    left_out: list[str] = []
    area = 0
    for sheet in sheets:
        if sheet.hidden:
            left_out.append(f"（隐藏的工作表“{one_line(sheet.name)}”未读）")
            continue
        table = _visible(sheet)
        area += len(table.rows) * len(table.rows[0]) if table.rows else 0
        if area > MAX_AREA:
            raise too_large(name)
        if table.rows:
            pages.append(_page(sheet, table))
    if not pages:
        raise EmptyInput("工作簿里没有可见的内容", where=name, remedy="请确认报表所在的工作表没有隐藏，另存后再试")
    pages[-1][0].extend(left_out)
    text, grids = "", []
    for lines, grid in pages:
        text += PAGE_BREAK if text else ""
        if grid is not None:
            grids.append(grid.model_copy(update={"start": grid.start + len(text), "end": grid.end + len(text)}))
        text += "".join(f"{line}\n" for line in lines)
    return Loaded(text, tuple(grids))


def _page(sheet: Sheet, table: _Table) -> tuple[list[str], Grid | None]:
    """Return the lines of a sheet, and its grid with offsets into them."""
    title = _title_line(sheet.name, table)
    lines = [title] if title else []
    grid = None
    if len(table.rows[0]) == 1:  # a cover, or the explanation written into a sheet: no table
        lines += [line for (cell,) in table.rows for line in cell.text.split("\n")]
    else:
        start = sum(len(line) + 1 for line in lines)
        rows = ["\t".join(one_line(cell.text) for cell in row) for row in table.rows]
        end = start + sum(len(row) + 1 for row in rows)
        stored = tuple(
            Stored(row=r, column=c, value=cell.stored)
            for r, row in enumerate(table.rows)
            for c, cell in enumerate(row)
            if cell.stored is not None
        )
        grid = Grid(start=start, end=end, layout="tabbed", merges=table.merges, stored=stored)
        lines += rows
    return [*lines, *_notes(sheet)], grid


def _title_line(name: str, table: _Table) -> str:
    """Return the sheet's name, less the code before it, unless the sheet's own first rows say its title.

    Forms are found by their title, and the code (Z01, GK01_) is no part of it.
    """
    title = _SOURCE.sub("", _CODE.sub("", one_line(name))).strip()
    head = ["".join(cell.text.split()) for row in table.rows[:_HEAD] for cell in row if cell.text]
    said = any("".join(title.split()) in text or _TITLE.match(text) for text in head)
    return "" if said or not title or _GENERIC.match(title) else title


def _notes(sheet: Sheet) -> list[str]:
    rows = {row for (row, column), cell in sheet.cells.items() if row in sheet.hidden_rows and cell.text}
    columns = {column for (row, column), cell in sheet.cells.items() if column in sheet.hidden_columns and cell.text}
    name, notes = one_line(sheet.name), []
    if rows or columns:
        parts = [f"{len(rows)} 行"] * bool(rows) + [f"{len(columns)} 列"] * bool(columns)
        notes.append(f"（工作表“{name}”隐藏的 {'、'.join(parts)}未读）")
    if sheet.unvalued:
        notes.append(f"（工作表“{name}”有 {sheet.unvalued} 个公式没有存下结果，未读）")
    return notes


def _visible(sheet: Sheet) -> _Table:
    """Return what a sheet shows, without the empty rows and columns after it."""
    bottom = max((row for row, _ in sheet.cells), default=-1) + 1
    right = max((column for _, column in sheet.cells), default=-1) + 1
    rows = [row for row in range(bottom) if row not in sheet.hidden_rows]
    columns = [column for column in range(right) if column not in sheet.hidden_columns]
    row_of, column_of = ({old: new for new, old in enumerate(kept)} for kept in (rows, columns))
    found = {
        (row_of[row], column_of[column]): cell
        for (row, column), cell in sheet.cells.items()
        if row in row_of and column in column_of
    }
    areas = _merged(sheet, rows, columns, found)
    height = max((row for (row, _), cell in found.items() if cell.text), default=-1) + 1
    width = max((column for (_, column), cell in found.items() if cell.text), default=-1) + 1
    if height * width > MAX_AREA:
        raise too_large(f"{sheet.where}，工作表“{sheet.name}”")
    merges = []
    for area in areas:
        tall, wide = min(area.bottom, height) - area.top, min(area.right, width) - area.left
        if tall > 0 and wide > 0 and tall * wide > 1:
            merges.append(Merge(row=area.top, column=area.left, height=tall, width=wide))
    nothing = Shown("")
    table = [[found.get((row, column), nothing) for column in range(width)] for row in range(height)]
    return _Table(table, tuple(merges))


def _merged(sheet: Sheet, rows: list[int], columns: list[int], found: dict[tuple[int, int], Shown]) -> list[Area]:
    """Return the merged ranges among the visible rows and columns, and leave in `found` only what they show.

    A range shows what its upper left cell holds, also where that one is hidden; what others hold is never seen.
    """
    areas = []
    taken: set[tuple[int, int]] = set()
    for merge in sheet.merges:
        top, bottom = bisect_left(rows, merge.top), bisect_left(rows, merge.bottom)
        left, right = bisect_left(columns, merge.left), bisect_left(columns, merge.right)
        spots = (bottom - top) * (right - left)
        if spots <= 0 or len(taken) + spots > MAX_AREA:
            continue
        covered = {(row, column) for row in range(top, bottom) for column in range(left, right)}
        if covered & taken:
            continue  # no program writes ranges that overlap
        taken |= covered
        for spot in covered:
            found.pop(spot, None)
        if (cell := sheet.cells.get((merge.top, merge.left))) is not None:
            found[top, left] = cell
        areas.append(Area(top, left, bottom, right))
    return sorted(areas)

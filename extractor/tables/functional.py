"""T2, T3, T5, T8, T9: a row a subject of the function classification, a column a source or kind of money.

Rows are known by their code, joined from up to three columns (类 款 项), never by their order.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractor.tables.cells import Cell, Row
from extractor.tables.entry import UNCODED, UNLISTED, Entry, FormReading
from extractor.tables.heads import bare, columns_of
from extractor.tables.matrix import Matrix, is_counter
from extractor.tables.sums import TOTAL
from schemas.subjects import function_by_path

PLACES = frozenset({"T2", "T3", "T5", "T8", "T9"})
_TOTAL_LABEL = re.compile(r"^(?:合计|总计|本年(?:收入|支出)合计|(?:收入|支出)合计|栏次合计)$")
_DIGITS = re.compile(r"^\d{1,7}$")
_BOTH = re.compile(r"^(?P<code>2\d{2}(?:\d{2}){0,2})[-—.、]?(?P<name>[^\d.,].*)$")
_SUBTOTAL = re.compile(r"^(?:小计|其中|其中：)$")
_ENOUGH = 0.6


@dataclass
class Line:
    """A body row: its keys, its name, and the figures by column index."""

    key: str
    """Joined code, 合计, the name where no code is printed, or "" where nothing is."""
    name: str
    row: Row
    also: str = ""
    """A second key on the same line: a torn table prints 合计 beside the first code."""
    figures: dict[int, Cell] = field(default_factory=dict)


def is_label(text: str) -> bool:
    """Whether a label opens the body."""
    return bool(_TOTAL_LABEL.match(text))


def read(place: str, matrices: Sequence[Matrix]) -> tuple[FormReading, dict[int, str]]:
    """Return the figures of a form by code and column, and which column index is which column."""
    reading = FormReading(place)
    columns: dict[int, str] = {}
    carried = ["", "", ""]
    for matrix in matrices:
        columns = columns_of(place, matrix.columns) or columns
        for line in lines_of(matrix, columns, carried):
            _place(place, line, columns, reading)
    if any(entry.row.isdigit() for entry in reading.entries):
        reading.entries[:] = [entry if _is_keyed(entry) else _uncoded(entry) for entry in reading.entries]
    return reading, columns


def _is_keyed(entry: Entry) -> bool:
    return entry.row.isdigit() or entry.row == TOTAL


def _uncoded(entry: Entry) -> Entry:
    """Doubt a row without a code in a form that prints codes: the code may stand where it was not seen."""
    return replace(entry, reasons=tuple(dict.fromkeys([*entry.reasons, UNCODED])))


def lines_of(matrix: Matrix, columns: dict[int, str], carried: list[str] | None = None) -> list[Line]:
    """Return the body rows with their keys; `carried`: 类, 款, 项 of the last row of the page before."""
    left = _label_columns(matrix, columns)
    counters = {c.index for c in matrix.columns if c.index < left and is_counter(matrix, c)}
    lines: list[Line] = []
    carried = ["", "", ""] if carried is None else carried
    for row in matrix.body:
        code, name, total = _keys([cell for cell in row if cell.column not in counters], left, carried)
        figures = {cell.column: cell for cell in row if cell.number is not None and _is_figure(cell, left)}
        lines.append(Line(TOTAL if total else code or name, name, row, also=code if total else "", figures=figures))
    return _untorn(lines)


def _is_figure(cell: Cell, left: int) -> bool:
    """Whether a number is one of the figures: it stands among them, or slipped before them and is no code."""
    return cell.column >= left or not _DIGITS.match(cell.flat)


def _label_columns(matrix: Matrix, columns: dict[int, str]) -> int:
    """Return the first column that is no label: the first known one, or the first where mostly figures stand."""
    known = min(columns, default=matrix.width)
    for index in range(known):
        cells = [row[index] for row in matrix.body if index < len(row) and row[index].text]
        figures = [cell for cell in cells if cell.number is not None and not _DIGITS.match(cell.flat)]
        if cells and len(figures) > _ENOUGH * len(cells):
            return index
    return known


def _keys(row: Sequence[Cell], left: int, carried: list[str]) -> tuple[str, str, bool]:
    """Return the joined code, the name and whether the row is the total; `carried`: 类, 款, 项 of the row before."""
    named = [cell for cell in row if cell.text and cell.number is None]
    labels = [cell for cell in row if cell.text and cell.column < left] or [c for c in named if not c.blank][:1]
    total = any(_TOTAL_LABEL.match(bare(cell.text)) for cell in named if cell.flat.endswith("计"))
    words = [cell for cell in labels if cell.number is None and not cell.blank and not _TOTAL_LABEL.match(cell.flat)]
    both = [found for cell in words if (found := _BOTH.match(cell.flat))]
    if both:  # code and name in one cell
        carried[:] = [both[0]["code"][:3], both[0]["code"][3:5], both[0]["code"][5:]]
        return both[0]["code"], both[0]["name"], total
    parts = [cell for cell in labels if _DIGITS.match(cell.flat)]
    return _joined(parts, carried), "".join(bare(cell.text) for cell in words), total


def _joined(parts: Sequence[Cell], carried: list[str]) -> str:
    """Join 类 款 项. A part printed alone belongs under the 类 and 款 of the rows above."""
    code = "".join(cell.flat for cell in parts)
    if not code:
        return ""
    if len(code) in (3, 5, 7) and code[0] in "23":
        carried[:] = [code[:3], code[3:5], code[5:]]
        return code
    if len(parts) == 1 and len(code) == 2 and carried[0]:
        depth = min(parts[0].column, 2) or 1
        carried[depth:] = [code, *[""] * (2 - depth)]
        return "".join(carried)
    if len(parts) == 2 and len(code) == 4 and carried[0]:
        carried[1:] = [code[:2], code[2:]]
        return "".join(carried)
    return code if len(code) in (3, 5, 7) else ""


def _untorn(lines: list[Line]) -> list[Line]:
    """Give back the code that stands on the total's line to the next line, where that has its name and no code."""
    out: list[Line] = []
    pending = ""
    for line in lines:
        key = line.key
        if pending and not key.isdigit() and key != TOTAL:
            key = pending
        out.append(line if key == line.key else replace(line, key=key))
        pending = line.also
    return out


def _place(place: str, line: Line, columns: dict[int, str], reading: FormReading) -> None:
    start = line.row[0].start
    key = "" if _SUBTOTAL.match(line.key) else line.key
    listed = not key or key.isdigit() or key == TOTAL or function_by_path(key) is not None
    for index, cell in line.figures.items():
        number = cell.number
        if number is None:
            continue
        reading.filled += 1
        reasons = () if listed else (UNLISTED,)
        entry = Entry(place, key, columns.get(index, ""), cell, number, start, line.name, reasons=reasons)
        (reading.entries if key and entry.column else reading.stray).append(entry)

"""T6: economic subjects in one, two or three blocks side by side, each code, name and figure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractor.tables.cells import Cell, Row
from extractor.tables.entry import BY_LABEL, UNLISTED, Entry, FormReading
from extractor.tables.heads import bare, column_of, row_of
from extractor.tables.matrix import Matrix
from schemas.subjects import economic_by_name

_CODE = re.compile(r"^3(?:0\d|1[0-3]|99)(?:\.?\d\d)?$|^[45]0\d$")
_BOTH = re.compile(r"^(?P<code>3\d\d(?:\d\d)?)[-—.、]?(?P<name>[^\d.,].*)$")
_PART = re.compile(r"^\d\d$")
PERSONNEL, PUBLIC = "人员经费合计", "公用经费合计"
_TOTAL = re.compile(r"合计|总计")
_ROW = {"人员经费": PERSONNEL, "公用经费": PUBLIC}


@dataclass(frozen=True)
class _Block:
    code: int
    end: int
    """Column after the block's last one."""
    figure: int | None
    """Column of its figures; None where the block prints none."""
    kinds: dict[int, str]
    """Columns that hold 人员经费 or 公用经费 alone, where one block splits them."""


def is_label(text: str) -> bool:
    """Whether a label opens the body."""
    return row_of("T6", "rows", text) is not None or text in {"合计", "总计"}


def total_row(label: str) -> str | None:
    """Return 人员经费合计 or 公用经费合计 where a label names it."""
    return row_of("T6", "rows", label)


def read(place: str, matrices: Sequence[Matrix]) -> tuple[FormReading, dict[int, str]]:
    """Return the figures by economic code, and which column index holds figures.

    A page that ends below its totals holds no code: the next one with its columns tells where the blocks are.
    """
    reading = FormReading(place)
    found = [_blocks(matrix) for matrix in matrices]
    told = (blocks for matrix, blocks in zip(matrices, found, strict=True) if matrix.columns == matrices[0].columns)
    blocks = next(filter(None, told), [])
    for matrix, own in zip(matrices, found, strict=True):
        blocks = own or blocks
        for row in matrix.body:
            _read_row(place, row, blocks, reading)
    return reading, {block.figure: "决算数" for block in blocks if block.figure is not None}


def _blocks(matrix: Matrix) -> list[_Block]:
    codes = [index for index in range(matrix.width) if _holds_codes(matrix, index)]
    out = []
    for code, end in zip(codes, [*codes[1:], matrix.width], strict=False):
        kinds = {c.index: name for c in matrix.columns if code < c.index < end and (name := column_of("T6", c.title))}
        titled = [index for index, name in kinds.items() if name == "决算数"]
        filled = [index for index in range(code + 1, end) if _holds_figures(matrix, index)]
        split = {i: n for i, n in kinds.items() if n in _ROW and len(codes) == 1}
        figure = next(iter(titled or filled), None)
        if split and not titled:
            figure = None
        out.append(_Block(code, end, figure if figure is not None or split else None, split))
    return out


def _holds_codes(matrix: Matrix, index: int) -> bool:
    """Whether most cells of a column are codes with a name: beside them, behind the 款, or in the same cell.

    A line of totals has no code; its 312.25 before 公用经费合计 is an amount.
    """
    rows = [row for row in matrix.body if index < len(row) and row[index].text and not _has_total(row)]
    named = sum(_is_code(row, row[index]) for row in rows)
    return named >= max(1, 0.5 * len(rows))


def _has_total(row: Row) -> bool:
    return any(cell.number is None and total_row(cell.text) for cell in row)


def _holds_figures(matrix: Matrix, index: int) -> bool:
    return any(index < len(row) and row[index].number is not None for row in matrix.body)


def _read_row(place: str, row: Row, blocks: Sequence[_Block], reading: FormReading) -> None:
    start = row[0].start
    totals = [cell for cell in row if cell.number is None and row_of("T6", "rows", cell.text)]
    if totals:
        _read_totals(place, row, totals, reading)
        return
    codes = [cell for cell in row if _is_code(row, cell)]
    if any(cell.column not in {block.code for block in blocks} for cell in codes):
        _read_slipped(place, row, codes, reading)
        return
    seen = len(reading.entries), len(reading.stray)
    for block in blocks:
        cells = [cell for cell in row if block.code <= cell.column < block.end]
        code, name, labelled = _key(cells, block)
        for cell in cells:
            number = cell.number
            if number is None or cell.column <= labelled or (not code and not name and not block.kinds):
                continue
            reading.filled += 1
            key, column = _target(cell, code, name, block)
            if key is not None:
                listed = bool(code) or key in _ROW.values() or bool(_TOTAL.fullmatch(name) or economic_by_name(name))
                reasons = () if listed else (UNLISTED,)
                entry = Entry(place, key, column, cell, number, start, name, reasons=reasons)
                (reading.entries if key and column else reading.stray).append(entry)
    known = {e.cell.start for e in (*reading.entries[seen[0] :], *reading.stray[seen[1] :])}
    if not any(cell.flat for block in blocks for cell in row if cell.column == block.code):
        for cell in row:
            number = cell.number
            if number is not None and cell.start not in known:
                reading.filled += 1
                reading.stray.append(Entry(place, "", "决算数", cell, number, start))


def _is_code(row: Row, cell: Cell) -> bool:
    """Whether a cell is a code, or opens one in two columns (类 款): a name follows. 301.50 alone may be an amount.

    So may 301.50 before the label of a total, which no code stands before.
    """
    if not (_CODE.match(cell.flat) or _BOTH.match(cell.flat)):
        return False
    if any(other.number is None and _BOTH.match(other.flat) for other in row):
        return bool(_BOTH.match(cell.flat))
    following = [other for other in row if cell.column < other.column <= cell.column + 3 and not other.blank]
    if len(cell.flat) == 3 and following and _PART.match(following[0].flat):
        following = following[1:]
    named = bool(following) and following[0].number is None and not total_row(following[0].text)
    return named and bool(_CODE.match(cell.flat))


def _read_slipped(place: str, row: Row, codes: Sequence[Cell], reading: FormReading) -> None:
    """A line whose codes slipped out of their columns: each code has the one figure behind it, before the next code."""
    for index, code in enumerate(codes):
        end = codes[index + 1].column if index + 1 < len(codes) else 10**6
        figures = [c for c in row if code.column < c.column < end and c.number is not None]
        name = next((bare(c.text) for c in row if c.column == code.column + 1), "")
        reading.filled += len(figures)
        for cell in figures:
            entry = Entry(
                place, code.flat.replace(".", ""), "决算数", cell, cell.number or Decimal(0), row[0].start, name
            )
            if len(figures) == 1:
                reading.entries.append(entry.moved(BY_LABEL))
            else:
                reading.stray.append(replace(entry, column=""))


def _key(cells: Sequence[Cell], block: _Block) -> tuple[str, str, int]:
    """Return a line's code, name, and the column behind which its figures stand."""
    filled = [cell for cell in cells if cell.text and not cell.blank]
    both = next((found for cell in filled[:1] if (found := _BOTH.match(cell.flat))), None)
    if both:
        return both["code"], both["name"], filled[0].column
    name = next((cell for cell in filled if cell.number is None and not _CODE.match(cell.flat)), None)
    digits = [c.flat.replace(".", "") for c in filled if name is None or c.column < name.column]
    code = "".join(digits) if digits and _CODE.match("".join(digits)) else ""
    if not code and digits and _CODE.match(digits[0]):
        code = digits[0]
    return code, bare(name.text) if name else "", name.column if name else block.code


def _target(cell: Cell, code: str, name: str, block: _Block) -> tuple[str | None, str]:
    """Return the row and column of a figure of a block; None where the same figure is said in another column."""
    total = _TOTAL.fullmatch(name)
    if cell.column in block.kinds:
        if total:
            return _ROW[block.kinds[cell.column]], "决算数"
        return (code or name, "决算数") if block.figure is None else (None, "")
    if total and block.kinds:
        return None, ""
    return code or name, "决算数" if cell.column == block.figure else ""


def _read_totals(place: str, row: Row, totals: Sequence[Cell], reading: FormReading) -> None:
    """人员经费合计 and 公用经费合计: the first figure to the right of each label, before the next label."""
    for index, label in enumerate(totals):
        end = totals[index + 1].column if index + 1 < len(totals) else 10**6
        key = row_of("T6", "rows", label.text) or ""
        figures = [c for c in row if label.column < c.column < end and c.number is not None]
        for cell in figures[:1]:
            number = cell.number
            if number is not None:
                reading.filled += 1
                reading.entries.append(Entry(place, key, "决算数", cell, number, row[0].start, bare(label.text)))

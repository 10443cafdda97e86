"""Rows of cells inside a narrative section, however the carrier printed them.

Four carriers of a small table in text: cells separated by tabs; one cell a line, each opened by a tab, a blank line
between rows (Word); markdown pipes; and columns set apart by spaces under a header line (PDF text).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

_HEADER_WORD = re.compile(r"决算|预算|增减|增长|同比|占比|比重|比例|完成率|执行率|执行数|得分|分值|金额|支出数|原因")
_FIRST = re.compile(r"^(?:项目|科目|名称|对应项目|序号|支出功能|功能分类|经济分类)")
_NUMERIC = re.compile(r"^[+\-]?[\d,]+(?:\.\d+)?%?$")


@dataclass(frozen=True)
class Cell:
    """A cell's text without outer white space, and its source range."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Block:
    """A table in the text: `start:end` is its whole range, to be kept out of the prose."""

    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class _Line:
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def find_blocks(text: str, start: int, end: int) -> list[Block]:
    """Return the tables of `text[start:end]` in reading order."""
    lines, position = [], start
    for line in text[start:end].splitlines(keepends=True):
        lines.append(_Line(position, line))
        position += len(line)
    blocks = _marked(lines, "\t", _tab_rows) + _marked(lines, "|", _pipe_rows) + _spaced(lines)
    return sorted(blocks, key=lambda block: block.start)


def _marked(lines: list[_Line], mark: str, rows_of: Callable[[list[_Line]], list[tuple[Cell, ...]]]) -> list[Block]:
    """Group lines that carry the mark (blank lines between them belong to the group)."""
    blocks = []
    for is_table, group in groupby(_carried(lines, mark), key=lambda pair: pair[1]):
        if not is_table:
            continue
        members = [line for line, _ in group]
        while members and not members[-1].text.strip():
            members.pop()
        rows = rows_of(members)
        if any(len(row) > 1 for row in rows):
            blocks.append(Block(members[0].start, members[-1].end, tuple(rows)))
    return blocks


def _carried(lines: list[_Line], mark: str) -> list[tuple[_Line, bool]]:
    carried, inside = [], False
    for line in lines:
        if line.text.strip() or "\t" in line.text:
            inside = mark in line.text
        carried.append((line, inside))
    return carried


def _tab_rows(lines: list[_Line]) -> list[tuple[Cell, ...]]:
    filled = [line for line in lines if line.text.strip("\r\n") != ""]
    if all(line.text.rstrip("\r\n").count("\t") <= 1 and line.text.startswith("\t") for line in filled):
        groups = groupby(lines, key=lambda line: line.text.strip("\r\n") != "")
        return [tuple(_cell(line.start, line.text) for line in group) for full, group in groups if full]
    return [_split(line, "\t") for line in filled]


def _pipe_rows(lines: list[_Line]) -> list[tuple[Cell, ...]]:
    rows = [_split(line, "|")[1:-1] for line in lines if line.text.strip()]
    return [row for row in rows if not all(re.fullmatch(r":?-*:?", cell.text) for cell in row)]


def _spaced(lines: list[_Line]) -> list[Block]:
    """A header line of spaced column titles, then lines of a label and as many numbers as it has number columns."""
    blocks, index = [], 0
    while index < len(lines):
        header = _split(lines[index], None)
        titled = sum(bool(_HEADER_WORD.search(cell.text)) for cell in header)
        if "\t" in lines[index].text or len(header) < 3 or titled < 2 or not _FIRST.match(header[0].text):
            index += 1
            continue
        numeric = [cell for cell in header[1:] if not re.search(r"原因|备注|说明", cell.text)]
        rows, last = [header], index
        for offset, line in enumerate(lines[index + 1 :], start=index + 1):
            cells = _split(line, None)
            numbers = [cell for cell in cells[1:] if _NUMERIC.match(cell.text)]
            if re.search(r"[。：]", line.text):
                break
            if len(numbers) == len(numeric) and cells[1 : 1 + len(numbers)] == tuple(numbers):
                rows.append((cells[0], *numbers))
            last = offset
        blocks.append(Block(lines[index].start, lines[last].end, tuple(rows)))
        index = last + 1
    return blocks


def _split(line: _Line, mark: str | None) -> tuple[Cell, ...]:
    pattern = re.compile(r"[^\s]+") if mark is None else re.compile(rf"[^{re.escape(mark)}\n]*")
    if mark is None:
        return tuple(_cell(line.start + m.start(), m[0]) for m in pattern.finditer(line.text))
    cells, position = [], line.start
    for part in line.text.rstrip("\r\n").split(mark):
        cells.append(_cell(position, part))
        position += len(part) + 1
    return tuple(cells)


def _cell(start: int, raw: str) -> Cell:
    text = raw.strip()
    lead = len(raw) - len(raw.lstrip()) if text else 0
    return Cell(text, start + lead, start + lead + len(text))

"""Tables whose columns are set apart by white space: where each column begins, from what is printed where.

A Chinese character is two columns wide. The columns of a table are the ranges that no line with figures crosses;
a header word that stands over a range without any figure is a column too.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import NamedTuple

from schemas.document import Grid

_CELL = re.compile(r"(?:合 +计|总 +计|小 +计|收 +入|支 +出|项 +目|栏 +次)(?= {2}|$)|\S+(?: \S+)*")
"""A single space stands inside a cell, two set cells apart; a few words are printed spread out: 总  计."""
_FIGURE = re.compile(r"^[(（]?[+\-]?(?:\d[\d,，]*\.\d+|\d{1,3}(?:,\d{3})+|0)[)）]?$")
_SENTENCE = re.compile(r"[。；，](?![^（(]{0,20}[）)])")
"""A mark of a sentence; inside brackets it is part of a label: （台，套）."""
_TITLE = re.compile(r"表(?:[（(][^）)]*[）)])?$|^第.部分|^[注备]|^\d*$")
_MIN_ROWS = 3
_MOST_BLANKS = 80
"""Rows in a row whose figures are all blank: a form names many subjects and fills few."""
_BESIDE = 4
"""Display columns between a head and the figures it heads without standing over them."""
_HEADER = 48
"""Lines above the first figures among which the header is looked for."""
_MOST_COLUMNS = 40
"""Cells of a line, and columns, above which there is no table; the widest statutory form has a dozen."""
_WIDE = re.compile("[\u2e80-\U0010ffff“”‘’—…①②③④⑤⑥⑦⑧⑨⑩]")


class Piece(NamedTuple):
    """One printed cell of a line: its offset range, and the display columns it covers."""

    text: str
    start: int
    end: int
    left: int
    right: int


def pieces(start: int, line: str) -> list[Piece]:
    """Return the cells of a line; `start`: the line's offset."""
    found: list[Piece] = []
    at = right = 0
    for m in _CELL.finditer(line.rstrip("\r\n\f").replace("\u3000", " ")):
        left = right + _width(line[at : m.start()])
        right = left + _width(line[m.start() : m.end()])
        at = m.end()
        found.append(Piece(m[0], start + m.start(), start + at, left, right))
    return found


def _width(text: str) -> int:
    """Return how many display columns a text covers."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def spaced_grids(lines: Sequence[tuple[int, str]], taken: Sequence[Grid]) -> list[Grid]:
    """Return the tables among `lines` (offset, line), leaving out what other grids hold."""
    lines = outside(lines, taken)
    cut = [_few(pieces(start, line)) if line and "\t" not in line else [] for start, line in lines]
    grids = []
    for first, last in _blocks(cut):
        top = _header_top(cut, first)
        stops = _stops(cut[top:first], cut[first : last + 1])
        if 2 <= len(stops) <= _MOST_COLUMNS:
            end = lines[last][0] + len(lines[last][1])
            grids.append(Grid(start=lines[top][0], end=end, layout="spaced", stops=stops))
    return grids


def outside(lines: Sequence[tuple[int, str]], grids: Sequence[Grid]) -> list[tuple[int, str]]:
    """Return the lines, empty where a grid holds them; a long grid leaves as many as keep headers from across it."""
    free = list(lines)
    for grid in grids:
        first = bisect_left(free, (grid.start,))
        end = bisect_left(free, (grid.end,))
        free[first:end] = [(start, "") for start, _ in free[first : min(first + _HEADER, end)]]
    return free


def _few(cells: list[Piece]) -> list[Piece]:
    return cells if len(cells) <= _MOST_COLUMNS else []


def has_figure(cells: Sequence[Piece]) -> bool:
    """Whether a line prints an amount."""
    return any(_FIGURE.match(cell.text) for cell in cells)


def _is_row(cells: Sequence[Piece]) -> bool:
    return len(cells) >= 2 and has_figure(cells) and not _is_prose(cells)


def _is_count(cells: Sequence[Piece]) -> bool:
    """Whether a line ends in a whole number: the vehicles of a form of assets, not a list of contents."""
    labelled = len(cells) >= 2 and not cells[0].text.isdigit() and all(cell.text != "栏次" for cell in cells)
    return labelled and cells[-1].text.isdigit() and not _is_prose(cells)


def _is_prose(cells: Sequence[Piece]) -> bool:
    return any(_SENTENCE.search(cell.text) for cell in cells)


def _is_title(cells: Sequence[Piece]) -> bool:
    return len(cells) == 1 and bool(_TITLE.search(cells[0].text.replace(" ", "")))


def _is_header(cells: Sequence[Piece]) -> bool:
    """Whether a line names two halves alike (项目 统计数 项目 统计数): it heads another table."""
    words = [cell.text for cell in cells]
    half = len(words) // 2
    return half >= 2 and words[:half] == words[half:] and not any(char.isdigit() for char in "".join(words))


def _blocks(cut: Sequence[Sequence[Piece]]) -> list[tuple[int, int]]:
    """Return (first, last) line of each run of rows with figures."""
    found: list[list[int]] = []
    for index, cells in enumerate(cut):
        if len(cells) < 2 or not (_is_row(cells) or (_is_count(cells) and _is_titled(cut, index))):
            continue
        if found and (_tail(cut, found[-1][-1], index) == index or _bridged(cut, found[-1][-1], index)):
            found[-1].append(index)
        else:
            found.append([index])
    kept = [rows for rows in found if len(rows) >= _MIN_ROWS or _is_titled(cut, rows[0])]
    return [(rows[0], _tail(cut, rows[-1], len(cut))) for rows in kept]


def _tail(cut: Sequence[Sequence[Piece]], last: int, most: int) -> int:
    """Return the last line of a table, up to `most`: rows of blanks or of whole numbers may follow its last amount."""
    while last < most and last + 1 < len(cut) and len(cut[last + 1]) >= 2 and not _is_prose(cut[last + 1]):
        last += 1
    return last


def _is_titled(cut: Sequence[Sequence[Piece]], first: int) -> bool:
    """Whether the name of a form stands over the header of a table that has a row or two."""
    above = next((cells for at in range(_header_top(cut, first) - 1, -1, -1) if (cells := cut[at])), ())
    return len(above) == 1 and above[0].text.replace(" ", "").endswith("表")


def _bridged(cut: Sequence[Sequence[Piece]], last: int, index: int) -> bool:
    """Whether two rows of figures belong to one table: between them stand only names, and rows of blanks."""
    between = [cells for cells in cut[last + 1 : index] if cells]
    broken = any(_is_prose(cells) or _is_title(cells) or _is_header(cells) for cells in between)
    return not broken and len(between) <= _MOST_BLANKS


def _header_top(cut: Sequence[Sequence[Piece]], first: int) -> int:
    """Return the first line of the header above a row, up to the title or the note of the table before."""
    top = first
    for index in range(first - 1, max(first - _HEADER, -1), -1):
        if _is_prose(cut[index]) or _is_title(cut[index]) or _is_row(cut[index]):
            break
        if cut[index]:
            top = index
    return top


@dataclass(eq=False)
class _Range:
    """Display columns that one table column covers, and the lines that print something there."""

    left: int
    right: int
    lines: set[int]
    headed: bool = False
    """Whether a head stands over it."""


def _stops(header: Sequence[Sequence[Piece]], body: Sequence[Sequence[Piece]]) -> tuple[int, ...]:
    """Return where each column begins: the middle of each gap between two columns."""
    ranges: list[_Range] = []
    for line, cells in sorted(enumerate(body), key=lambda pair: -len(pair[1])):
        for cell in cells if len(cells) > 1 and len(ranges) <= _MOST_COLUMNS else ():
            if "  " not in cell.text:  # 合    计 stands over 类 款 项 alike
                _take(ranges, cell, line)
    # 栏次 stand beside the figures, not over them: they are no heads.
    lines = [[cell for cell in cells if not cell.text.isdigit()] for cells in header if len(cells) > 1]
    for line, heads in enumerate(reversed(lines), start=len(body)):
        for cell in heads if len(ranges) <= _MOST_COLUMNS else ():
            _take(ranges, _over_headless(ranges, cell, lines), line, headed=True)
    ranges.sort(key=lambda r: r.left)
    return (0, *((one.right + other.left) // 2 for one, other in pairwise(ranges)))


def _over_headless(ranges: Sequence[_Range], cell: Piece, lines: Sequence[Sequence[Piece]]) -> Piece:
    """Stretch a head that stands just beside a column without a head of its own over that column."""
    if _touched(ranges, cell):
        return cell
    own = {id(over[0]) for heads in lines for head in heads if len(over := _touched(ranges, head)) == 1}
    bare = [r for r in ranges if not r.headed and id(r) not in own]
    near = min(bare, key=lambda r: max(r.left - cell.right, cell.left - r.right), default=None)
    if near is None or max(near.left - cell.right, cell.left - near.right) > _BESIDE:
        return cell
    return cell._replace(left=min(cell.left, near.right - 1), right=max(cell.right, near.left + 1))


def _touched(ranges: Sequence[_Range], cell: Piece) -> list[_Range]:
    return [r for r in ranges if r.left < cell.right and cell.left < r.right]


def _take(ranges: list[_Range], cell: Piece, line: int, *, headed: bool = False) -> None:
    """Let a piece widen the column it stands in, or open one. A piece over several columns belongs to none.

    Two ranges that no line fills at once are one column: short words of an indented list.
    """
    touched = _touched(ranges, cell)
    if any(not one.lines.isdisjoint(other.lines) for one, other in combinations(touched, 2)):
        return
    whole = max(touched, key=lambda held: len(held.lines), default=_Range(cell.left, cell.right, set()))
    for held in touched:
        ranges.remove(held)
        whole.lines |= held.lines
    whole.left = min(cell.left, *(held.left for held in touched)) if touched else cell.left
    whole.right = max(cell.right, *(held.right for held in touched)) if touched else cell.right
    whole.headed = headed or any(held.headed for held in touched)
    whole.lines.add(line)
    ranges.append(whole)

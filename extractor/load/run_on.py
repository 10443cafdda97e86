"""Tables whose cells a single space or a line break sets apart, and whose blank cells left no trace: a PDF's text.

Where a column stands cannot be told any more; `extractor.tables.run_on` tells it by counting and by sums.
"""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from schemas.document import Grid

_TOKEN = re.compile(r"\S+")
_FIGURE = re.compile(r"^[+\-]?(?:\d[\d,]*\.\d+|\d{1,3}(?:,\d{3})+|0)$")
_PROSE = re.compile(r"[。；，！？]|\d[万亿]?元")
_TITLE = re.compile(r"表(?:[（(][^）)]*[）)])?$|^第.部分|^[注备]")
_MIN_ROWS = 3
_MAX_GAP = 60
"""Lines without a figure that may stand between two rows: a form names many subjects and fills few."""
_HEADER = 30
_NUMBER = re.compile(r"^[+\-]?\d[\d,]*(?:\.\d+)?$")
_AMOUNT = re.compile(r"^[+\-]?\d[\d,]*\.\d{1,2}$")
_CODE = re.compile(r"^(?:[23]\d{2}(?:\d{2}){0,2}|3\d{2}\.\d{2})$")
_ALONE = 0.8
"""Share of lines with one word above which a table stands one cell a line."""
_LONGEST = 40
_MIN_AMOUNTS = 4
MAX_TOKENS = 60


class Token(NamedTuple):
    """A word of a line and its offset range."""

    text: str
    start: int
    end: int


def tokens(start: int, line: str) -> list[Token]:
    """Return the words of a line; `start`: its offset."""
    return [Token(m[0], start + m.start(), start + m.end()) for m in _TOKEN.finditer(line)][:MAX_TOKENS]


def run_on_grids(lines: Sequence[tuple[int, str]]) -> list[Grid]:
    """Return the tables among lines (offset, line); a line that another grid holds is given empty."""
    rows = [index for index, (_, line) in enumerate(lines) if _is_row(line)]
    blocks: list[list[int]] = []
    for index in rows:
        if blocks and _bridged(lines, blocks[-1][-1], index):
            blocks[-1].append(index)
        else:
            blocks.append([index])
    found = [_grid(lines, block[0], block[-1]) for block in blocks if len(block) >= _MIN_ROWS]
    free = [(start, "" if any(g.start <= start < g.end for g in found) else line) for start, line in lines]
    return [*found, *_lone_runs(free)]


def rows_of(lines: Sequence[tuple[int, str]]) -> list[list[Token]]:
    """Return the words row by row. Of one word a line, a row begins at a code, at 合计, at a word behind a figure."""
    cut = [words for start, line in lines if (words := tokens(start, line))]
    if sum(len(words) == 1 for words in cut) < _ALONE * len(cut):
        return cut
    rows: list[list[Token]] = []
    flat = [word for words in cut for word in words]
    for word, following in zip(flat, [*flat[1:], Token("", 0, 0)], strict=True):
        figure = bool(rows) and len(rows[-1]) > 1 and bool(_NUMBER.match(rows[-1][-1].text))
        behind = figure and not _NUMBER.match(word.text)
        if not rows or behind or word.text == "合计" or _opens(word, following):
            rows.append([])
        rows[-1].append(word)
    return rows


def _opens(word: Token, following: Token) -> bool:
    """Whether a word is a code that opens a row: a name, or the next part of the code, follows it."""
    return bool(_CODE.match(word.text)) and (not _NUMBER.match(following.text) or len(following.text) == 2)


def _is_lone(line: str) -> bool:
    """Whether a line is one word that may be a cell."""
    words = line.split()
    return len(words) == 1 and len(words[0]) <= _LONGEST and not _PROSE.search(line) and not _TITLE.search(words[0])


def _lone_runs(lines: Sequence[tuple[int, str]]) -> list[Grid]:
    """Return the runs of one cell a line: a dozen lines, some of them amounts."""
    filled = [(start, line) for start, line in lines if line.strip()]
    runs = [list(group) for lone, group in groupby(filled, key=lambda pair: _is_lone(pair[1])) if lone]
    kept = [run for run in runs if sum(bool(_AMOUNT.match(line.strip())) for _, line in run) >= _MIN_AMOUNTS]
    return [Grid(start=run[0][0], end=run[-1][0] + len(run[-1][1]), layout="run_on") for run in kept]


def _is_row(line: str) -> bool:
    words = line.split()
    if not 2 <= len(words) <= MAX_TOKENS or _PROSE.search(line):
        return False
    return any(_FIGURE.match(word) for word in words) and not _FIGURE.match(words[0])


def _bridged(lines: Sequence[tuple[int, str]], last: int, index: int) -> bool:
    between = [line.strip() for _, line in lines[last + 1 : index] if line.strip()]
    return len(between) <= _MAX_GAP and not any(_PROSE.search(line) or _TITLE.search(line) for line in between)


def _grid(lines: Sequence[tuple[int, str]], first: int, last: int) -> Grid:
    """Return the block with the header over it, up to the form's title or a sentence."""
    top = first
    for index in range(first - 1, max(first - _HEADER, -1), -1):
        line = lines[index][1].strip()
        if _PROSE.search(line) or _TITLE.search(line.replace(" ", "")):
            break
        top = index if line else top
    return Grid(start=lines[top][0], end=lines[last][0] + len(lines[last][1]), layout="run_on")

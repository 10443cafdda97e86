"""The tables of a plain text or Markdown file, found by how their cells are set apart.

tabs, one row a line or one cell a line (`extractor.tables` cuts them); Markdown pipes; columns of white space; words.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from extractor.load.columns import outside, spaced_grids
from extractor.load.run_on import run_on_grids
from schemas.document import Grid, GridLayout

MAX_TEXT = 8_000_000
"""Characters of a text in which tables are looked for; no report comes near it."""

_RULER = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")


def find_grids(text: str) -> tuple[Grid, ...]:
    """Return the tables of a text in reading order."""
    if len(text) > MAX_TEXT:
        return ()
    lines = list(_lines(text))
    marked = [grid for mark in "\t|" if mark in text for grid in _runs(lines, mark)]
    found = [*marked, *spaced_grids(lines, marked)]
    found += run_on_grids(list(outside(lines, found)))
    return tuple(sorted(found, key=lambda grid: grid.start))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    position = 0
    for line in text.splitlines(keepends=True):
        yield position, line
        position += len(line)


def _runs(lines: list[tuple[int, str]], mark: str) -> list[Grid]:
    """Group lines that carry the mark; blank lines between two of them belong to the group."""
    grids = []
    for is_table, group in groupby(_carried(lines, mark), key=lambda line: line[2]):
        if is_table:
            grids += _grid([(start, line) for start, line, _ in group], mark)
    return grids


def _carried(lines: list[tuple[int, str]], mark: str) -> Iterator[tuple[int, str, bool]]:
    inside = False
    for start, line in lines:
        if line.strip() or "\t" in line:
            inside = mark in line
        yield start, line, inside and "\f" not in line


def _grid(lines: list[tuple[int, str]], mark: str) -> list[Grid]:
    while lines and not lines[-1][1].strip("\r\n "):
        lines.pop()
    filled = [line for _, line in lines if line.strip("\r\n") != ""]
    if len(filled) < 2:
        return []
    layout: GridLayout = "piped" if mark == "|" else "tabbed"
    if mark == "\t" and all(line.startswith("\t") and line.count("\t") == 1 for line in filled):
        layout = "listed"
    if mark == "|" and not any(line.count("|") >= 2 for line in filled):
        return []
    return [Grid(start=lines[0][0], end=lines[-1][0] + len(lines[-1][1]), layout=layout)]


def is_ruler(line: str) -> bool:
    """Whether a Markdown line only separates the header from the body: | --- | :-: |."""
    return bool(_RULER.match(line))

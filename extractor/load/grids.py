"""The tables of a plain text or Markdown file, found by how their cells are set apart.

tabs, one row a line or one cell a line (`extractor.tables` cuts them); Markdown pipes; columns of white space; words.
"""

import re
from collections.abc import Sequence

from extractor.lines import lines_of
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
    lines = lines_of(text)
    tabbed = _runs(lines, "\t") if "\t" in text else []
    piped = _runs(lines, "|") if "|" in text else []
    marked = [*tabbed, *(grid for grid in piped if not any(_overlap(grid, other) for other in tabbed))]
    found = [*marked, *spaced_grids(lines, marked)]
    found += run_on_grids(outside(lines, found))
    return tuple(sorted(found, key=lambda grid: grid.start))


def _overlap(one: Grid, other: Grid) -> bool:
    """Whether two tables would share a line: where both marks stand, the tabs set the cells apart."""
    return one.start < other.end and other.start < one.end


def _runs(lines: Sequence[tuple[int, str]], mark: str) -> list[Grid]:
    """Group lines that carry the mark; blank lines between two of them belong to the group, a new page ends it."""
    grids: list[Grid] = []
    run: list[tuple[int, str]] = []
    inside = False
    for pair in lines:
        line = pair[1]
        if mark in line:
            inside = True
        elif inside and (line.strip() or "\t" in line):
            inside = False
        if inside and "\f" not in line:
            run.append(pair)
        elif run:
            grids += _grid(run, mark)
            run = []
    return grids + (_grid(run, mark) if run else [])


def _grid(lines: list[tuple[int, str]], mark: str) -> list[Grid]:
    while lines and not lines[-1][1].strip("\r\n "):
        lines.pop()
    filled = [line for _, line in lines if line.strip("\r\n") != ""]
    if len(filled) < 2:
        return []
    layout: GridLayout = "piped" if mark == "|" else "tabbed"
    if mark == "\t" and all(line.rfind("\t") == 0 for line in filled):
        layout = "listed"
    if mark == "|" and not any(line.count("|") >= 2 for line in filled):
        return []
    return [Grid(start=lines[0][0], end=lines[-1][0] + len(lines[-1][1]), layout=layout)]


def is_ruler(line: str) -> bool:
    """Whether a Markdown line only separates the header from the body: | --- | :-: |."""
    return bool(_RULER.match(line))

"""The cells of a loaded grid, cut back out of the text the way a reader of it does."""

from schemas.document import Document, Grid


def cells(document: Document, grid: Grid) -> list[list[str]]:
    lines = document.text[grid.start : grid.end].split("\n")
    assert lines.pop() == "", "a grid ends with its last line"
    assert grid.start == 0 or document.text[grid.start - 1] in "\n\f", "a grid begins with a line"
    return [line.split("\t") for line in lines]


def merged(grid: Grid) -> set[tuple[int, int, int, int]]:
    return {(merge.row, merge.column, merge.height, merge.width) for merge in grid.merges}

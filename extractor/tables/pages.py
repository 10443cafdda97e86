"""A form's table over several pages: what the pages after the first take from those before."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.tables.cells import Row
from extractor.tables.matrix import IsLabel, Matrix, arrange


def matrices_of(pages: Sequence[tuple[Sequence[Row], bool]], is_label: IsLabel) -> Iterator[tuple[int, Matrix]]:
    """Yield the rectangles of a form's tables, each with the index of the one it begins in.

    `pages`: the rows of each table, and whether they are listed one cell a line. A table without a header takes that
    of the table before; one whose header was torn by the end of the page gets both halves of it.
    """
    last: Matrix | None = None
    torn: Sequence[Row] = ()
    for index, (rows, listed) in enumerate(pages):
        matrix = arrange(rows, is_label, listed=listed)
        whole = _with_head(torn, rows, matrix, is_label) if torn else None
        matrix = whole or matrix or (_continued(rows, last, listed=listed) if last else None)
        torn = rows if matrix and not matrix.body and not listed else ()
        if matrix:
            last = matrix
            yield index - bool(whole), matrix


def _with_head(head: Sequence[Row], rows: Sequence[Row], alone: Matrix | None, is_label: IsLabel) -> Matrix | None:
    """Return `rows` under a header that began on the page before, if that gives them more heads.

    A header that stands on both pages was not torn: the first table is an empty one.
    """
    if {len(row) for row in head} != {len(row) for row in rows}:
        return None
    if alone and not {_words(row) for row in alone.header}.isdisjoint(map(_words, head)):
        return None
    whole = arrange((*head, *rows), is_label, listed=False)
    if whole is None or not whole.body or (alone and _heads(whole) <= _heads(alone)):
        return None
    return whole


def _words(row: Row) -> tuple[str, ...]:
    return tuple(cell.flat for cell in row if cell.text)


def _heads(matrix: Matrix) -> int:
    return sum(len(column.path) for column in matrix.columns)


def _continued(rows: Sequence[Row], last: Matrix, *, listed: bool) -> Matrix | None:
    """A table that goes on over the page without its header takes the columns of the page before."""
    kept = [row for row in rows if any(cell.text for cell in row)]
    if not any(cell.number is not None for row in kept for cell in row):
        return None
    return replace(last, body=tuple(kept), guessed=not listed and max(map(len, kept)) < last.width)

"""A loaded report: one immutable text, the pages it was printed on, and the tables in it."""

from bisect import bisect_right
from typing import Literal

from schemas._base import Value

GridLayout = Literal["tabbed", "listed", "piped", "spaced", "run_on"]
"""How a table stands in the text.

tabbed: one row a line, cells separated by tabs; listed: one cell a line, each line opened by a tab, a blank line
between rows (Word, saved as text); piped: Markdown; spaced: columns set apart by white space, at `Grid.stops`; run_on:
cells set apart by single spaces, blank ones lost, so that only their order is left.
"""


class Page(Value):
    """One page of the source, as a half-open range of `Document.text`."""

    number: int
    """Page number as a reader counts, from 1."""
    start: int
    """Offset of the page's first character."""
    end: int
    """Offset after the page's last character."""
    source: Literal["text", "ocr"] = "text"
    """ocr: the page is a picture, its characters were recognised."""


class Merge(Value):
    """A merged cell: it is said at its upper left, the other cells it covers are empty. Rows and columns from 0."""

    row: int
    column: int
    height: int = 1
    width: int = 1


class Stored(Value):
    """The number a spreadsheet stores in a cell, where it is not the number the cell shows."""

    row: int
    column: int
    value: str
    """Plain decimal, as the stored number's repr gives it, in the sheet's own unit."""


class Grid(Value):
    """A table of the text: whole lines of `Document.text[start:end]`, from which its cells are cut by `layout`.

    A grid may begin with the lines of its title and unit (a worksheet); a form that runs over pages is a grid a page.
    """

    start: int
    end: int
    layout: GridLayout
    source: Literal["text", "ocr"] = "text"
    """ocr: the characters were recognised from a picture."""
    merges: tuple[Merge, ...] = ()
    stored: tuple[Stored, ...] = ()
    stops: tuple[int, ...] = ()
    """Of a `spaced` grid: the display column (a Chinese character is two wide) at which each column begins."""


class Document(Value):
    """What a file says, independent of its carrier.

    `text` is never changed after loading: every offset in a record indexes it. A table of any carrier but plain text
    and Markdown stands in it one row a line, its cells separated by tabs.
    """

    name: str
    """File name without its folder."""
    sha256: str
    """Hex digest of the file's bytes."""
    media_type: str
    """IANA media type of the carrier, e.g. `application/pdf`."""
    text: str
    """Everything that was read, in reading order."""
    pages: tuple[Page, ...]
    """Pages in order, covering `text` without gaps; a carrier without pages has one."""
    grids: tuple[Grid, ...] = ()
    """The tables of `text` in reading order; they do not overlap."""

    def page_at(self, offset: int) -> int:
        """Return the number of the page that holds `offset`."""
        index = bisect_right([page.start for page in self.pages], offset) - 1
        return self.pages[max(index, 0)].number

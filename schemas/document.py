"""A loaded report: one immutable text, and the pages that text was printed on."""

from bisect import bisect_right

from schemas._base import Value


class Page(Value):
    """One page of the source, as a half-open range of `Document.text`."""

    number: int
    """Page number as a reader counts, from 1."""
    start: int
    """Offset of the page's first character."""
    end: int
    """Offset after the page's last character."""


class Document(Value):
    """What a file says, independent of its carrier.

    `text` is never changed after loading: every offset in a record indexes it. A table of an HTML or DOCX
    carrier stands in it one row a line, its cells separated by tabs; PDF text keeps the spacing of its page.
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

    def page_at(self, offset: int) -> int:
        """Return the number of the page that holds `offset`."""
        index = bisect_right([page.start for page in self.pages], offset) - 1
        return self.pages[max(index, 0)].number

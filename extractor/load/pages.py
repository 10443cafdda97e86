"""Pages of a text: a form feed ends a page and belongs to it."""

import re
from collections.abc import Collection

from schemas.document import Page

PAGE_BREAK = "\f"
_SHOWN = re.compile("[^\\s\ufeff\u200b\u200c\u200d\u2060]")


def paged(text: str, recognised: Collection[int] = ()) -> tuple[Page, ...]:
    """Return the pages of `text`, covering it without gaps; one page where no form feed stands.

    `recognised` are the numbers of the pages that were read from pictures.

    A form feed at the very end opens no further page, so a text that ends every page with one has as many pages.
    """
    starts = [0, *(found.end() for found in re.finditer(PAGE_BREAK, text))]
    if len(starts) > 1 and starts[-1] == len(text):
        starts.pop()
    ends = [*starts[1:], len(text)]
    return tuple(
        Page(number=i, start=s, end=e, source="ocr" if i in recognised else "text")
        for i, (s, e) in enumerate(zip(starts, ends, strict=True), start=1)
    )


def is_blank(text: str) -> bool:
    """Whether nothing of `text` would show on paper (zero-width marks count as nothing)."""
    return not _SHOWN.search(text)

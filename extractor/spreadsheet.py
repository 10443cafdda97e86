"""Cells as a spreadsheet program may have them: a text that it would run as a formula is marked as text."""

import re

from extractor.summary import plain

_FORMULA = tuple("=+-@＝＋－＠")
"""What a spreadsheet program takes a cell for a formula by; white space at the front is gone from every cell."""
_NUMBER = re.compile(r"[+\-＋－]?\d[\d,，]*(?:[.．]\d+)?[%％\u4e00-\u9fff]{0,2}")


def harmless(cell: str) -> str:
    """Return a cell on one line that no spreadsheet program runs.

    What begins like a formula and is no number gets an apostrophe in front; a number stays the number it is.
    """
    text = plain(" ".join(cell.split()))
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text

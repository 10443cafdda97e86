"""Pages read from pictures, where the extra `juesuan[ocr]` is installed; nothing of it is imported before."""

from importlib.util import find_spec
from typing import Any

from extractor.load.page_text import Carry, Laid, lay, tables_on

DPI = 200
"""At which pages of a PDF are drawn for recognition."""


def can_read_pictures() -> bool:
    """Whether the libraries of the extra are installed."""
    return find_spec("rapidocr_onnxruntime") is not None


def read_picture(picture: Any, dpi: float, before: Carry) -> tuple[Laid, Carry]:
    """Return the text and tables of a picture: an array of grey values, or of blue, green and red ones.

    `dpi` is in dots an inch; `before` and the second value are what a page leaves to the next.
    """
    from extractor.load.ocr_page import recognise  # the extra may be missing, and takes a second to import

    sheet = recognise(picture, dpi)
    tables, carry = tables_on(sheet, before)
    return lay(sheet, tables, "ocr"), carry


def says_more(page: Laid, characters: int) -> bool:
    """Whether a picture's text has more than the `characters` that were known; else the picture is not read."""
    return sum(not char.isspace() for char in page.text) > characters

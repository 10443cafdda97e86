"""Characters of a picture of a page, where the extra `juesuan[ocr]` is installed; nothing of it is imported before."""

from importlib.util import find_spec
from typing import Any, NamedTuple

from extractor.load.geometry import Sheet

DPI = 200
"""At which pages of a PDF are drawn for recognition."""


class Seen(NamedTuple):
    """A page read from a picture: what it shows, and its lines where no table is."""

    sheet: Sheet
    characters: int


def can_read_pictures() -> bool:
    """Whether the libraries of the extra are installed."""
    return find_spec("rapidocr_onnxruntime") is not None


def read_picture(picture: Any, dpi: float) -> Seen:
    """Return what a picture shows: an array of grey values, or of blue, green and red ones, `dpi` dots an inch."""
    from extractor.load.ocr_page import recognise  # the extra may be missing, and takes a second to import

    sheet = recognise(picture, dpi)
    return Seen(sheet, len(sheet.glyphs))

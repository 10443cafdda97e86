"""Files that are pictures of pages: PNG, JPEG, TIFF of one or more pages, BMP; read by recognition alone."""

import io
from collections.abc import Iterator
from typing import Any

from extractor.errors import EmptyInput, ScannedInput, TooLarge
from extractor.load.loaded import Loaded
from extractor.load.ocr import can_read_pictures, read_picture
from extractor.load.page_text import NOTHING, Laid, bound
from extractor.load.pages import is_blank
from extractor.load.pictures import OCR_REMEDY

MAX_PIXELS = 120_000_000
"""Of one picture; an A3 page at 600 dpi has 70 million."""

MAX_PAGES = 500
"""Of a TIFF."""

A4_WIDTH, A4_HEIGHT = 210 / 25.4, 297 / 25.4
"""Inches, of 210 by 297 mm; a picture that does not say its size is taken for such a page."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
)


def image_type(data: bytes) -> str | None:
    """Return the media type of a picture that is read, or None."""
    if data.startswith(b"BM") and data[6:10] == b"\0\0\0\0":
        return "image/bmp"
    return next((media_type for magic, media_type in _MAGIC if data.startswith(magic)), None)


def read_image(data: bytes, name: str) -> Loaded:
    """Return the text and tables of a picture file, a page each picture.

    Raises ScannedInput where recognition is not installed, TooLarge over the limits of this module, EmptyInput where
    nothing is recognised; what the picture library raises on a broken file is the caller's to translate.
    """
    if not can_read_pictures():
        raise ScannedInput("这是图片，没有文字层", where=name, remedy=OCR_REMEDY)
    pages: list[Laid] = []
    carry = NOTHING
    for picture, dpi in pictures_of(data, name):
        page, carry = read_picture(picture, dpi, carry)
        pages.append(page)
    loaded = bound(pages)
    if is_blank(loaded.text):
        raise EmptyInput("图片里没有认出文字", where=name, remedy="请确认图片清晰、是报告的页面")
    return loaded


def pictures_of(data: bytes, name: str) -> Iterator[tuple[Any, float]]:
    """Yield each picture of a file as grey values, with its dots an inch. Raises TooLarge beyond the limits."""
    import numpy as np  # the extra brings both
    from PIL import Image, ImageOps, ImageSequence

    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF", "BMP")) as image:
        for number, frame in enumerate(ImageSequence.Iterator(image), start=1):
            if number > MAX_PAGES:
                raise TooLarge(f"图片超过 {MAX_PAGES} 页", where=name, remedy="请拆分文件")
            if frame.width * frame.height > MAX_PIXELS:
                raise TooLarge("图片太大", where=name, remedy="请把图片缩小到每英寸 300 点以下再试")
            grey = ImageOps.exif_transpose(_on_white(frame)).convert("L")
            yield np.asarray(grey), _dpi(grey.width, grey.height)


def _on_white(frame: Any) -> Any:
    """Return a picture without transparency: what is clear is paper."""
    from PIL import Image

    if "A" not in frame.getbands() and "transparency" not in frame.info:
        return frame
    paper = Image.new("RGBA", frame.size, "white")
    paper.alpha_composite(frame.convert("RGBA"))
    return paper


def _dpi(width: int, height: int) -> float:
    """Return dots an inch as if it were an A4 page; what files say of it is seldom true."""
    short, long = min(width, height), max(width, height)
    return max(short / A4_WIDTH, long / A4_HEIGHT, 20.0)

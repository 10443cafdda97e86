"""A scanned report: pages drawn, worn a little, and bound as pictures without any text."""

import io
import tempfile
from pathlib import Path
from random import Random

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image, ImageChops
from reportlab.lib.utils import ImageReader  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from evals.press.carriers.grid import blocks, chance
from evals.press.carriers.paper import press_for, save_pdf
from evals.press.model import Report

DPI, POINTS = 200, 72
SKEW = 0.3
"""Degrees, at most and either way."""
NOISE = 6.0
"""Of 255 shades of grey, one standard deviation."""


def write_scan(report: Report, folder: Path) -> list[Path]:
    """Print with lines, then scan: 200 dots per inch in grey, light noise, a skew of up to 0.3 degrees a page."""
    path = folder / f"{report.name}.pdf"
    dice = chance(report, "scan")
    with tempfile.TemporaryDirectory() as place:
        source = save_pdf(blocks(report), Path(place) / "source.pdf", press_for(report, ruled=True))
        document = pypdfium2.PdfDocument(str(source))
        canvas = Canvas(str(path), invariant=1)
        for page in document:
            image = worn(page.render(scale=DPI / POINTS, grayscale=True).to_pil(), dice)
            canvas.setPageSize(page.get_size())
            canvas.drawImage(ImageReader(_jpeg(image)), 0, 0, *page.get_size())
            canvas.showPage()
        canvas.save()
        document.close()
    return [path]


def worn(image: Image.Image, dice: Random) -> Image.Image:
    """Turn a clean page by a little and lay noise over it; the same dice give the same page."""
    turned = image.convert("L").rotate(dice.uniform(-SKEW, SKEW), Image.Resampling.BICUBIC, fillcolor=255)
    # A small tile of noise, repeated: Pillow's own noise knows no seed, and a page of dice takes seconds.
    side = 256
    shades = bytes(min(255, max(0, round(dice.gauss(128, NOISE)))) for _ in range(side * side))
    tile = Image.frombytes("L", (side, side), shades)
    noise = Image.new("L", turned.size)
    for left in range(0, turned.width, side):
        for top in range(0, turned.height, side):
            noise.paste(tile, (left, top))
    # Grey 128 leaves a page as it is; what is darker or lighter shifts it.
    return ImageChops.add(turned, noise, scale=1, offset=-128)


def _jpeg(image: Image.Image) -> io.BytesIO:
    raw = io.BytesIO()
    image.save(raw, "JPEG", quality=70)
    raw.seek(0)
    return raw

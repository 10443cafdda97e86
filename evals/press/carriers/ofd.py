"""OFD, the state's own page format (GB/T 33190), written by hand from a page printed as PDF.

Every line of a cell becomes a text object and every rule a path, in millimetres from the upper left; the font is named
and not embedded, as most writers do with SimSun. Third-party writers were tried and lose both scale and rules.
"""

import itertools
import tempfile
import uuid
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]

from evals.press.carriers.grid import blocks, chance
from evals.press.carriers.paper import FONT, press_for, save_pdf
from evals.press.model import Report

MM = 25.4 / 72
"""Millimetres in a point."""
SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
FONT_ID, FIRST_ID = 1, 100
NEWEST = (2023, 9, 8, 9, 30, 0)


def write_ofd(report: Report, folder: Path) -> list[Path]:
    """Print pages with lines or without, by the seed, as a PDF first and then object by object as OFD."""
    path = folder / f"{report.name}.ofd"
    press = press_for(report, ruled=chance(report, "ofd").random() < 0.7)
    numbers = itertools.count(FIRST_ID)
    with tempfile.TemporaryDirectory() as place:
        source = pypdfium2.PdfDocument(str(save_pdf(blocks(report), Path(place) / "source.pdf", press)))
        pages = [_page(page, lambda: next(numbers)) for page in source]
        boxes = [_box(*page.get_size()) for page in source]
        source.close()
    files = {"OFD.xml": _entrance(report), "Doc_0/PublicRes.xml": _resources()}
    files["Doc_0/Document.xml"] = _document(boxes, lambda: next(numbers))
    files |= {f"Doc_0/Pages/Page_{place}/Content.xml": page for place, page in enumerate(pages)}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, NEWEST), HEAD + text, zipfile.ZIP_DEFLATED)
    return [path]


def _entrance(report: Report) -> str:
    name = uuid.uuid5(uuid.NAMESPACE_OID, report.name).hex
    facts = f"<ofd:DocID>{name}</ofd:DocID><ofd:Title>{escape(report.unit_name)}</ofd:Title>"
    info = f"<ofd:DocInfo>{facts}<ofd:CreationDate>{report.fiscal_year + 1}-09-08</ofd:CreationDate></ofd:DocInfo>"
    root = "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
    return f'<ofd:OFD {SPACE} Version="1.0" DocType="OFD"><ofd:DocBody>{info}{root}</ofd:DocBody></ofd:OFD>'


def _resources() -> str:
    font = f'<ofd:Font ID="{FONT_ID}" FontName="宋体" FamilyName="宋体"/>'
    return f'<ofd:Res {SPACE} BaseLoc="Res"><ofd:Fonts>{font}</ofd:Fonts></ofd:Res>'


def _document(boxes: list[str], number: Callable[[], int]) -> str:
    pages = "".join(
        f'<ofd:Page ID="{number()}" BaseLoc="Pages/Page_{place}/Content.xml"/>' for place in range(len(boxes))
    )
    area = f"<ofd:PageArea><ofd:PhysicalBox>{boxes[0]}</ofd:PhysicalBox></ofd:PageArea>"
    common = f"<ofd:MaxUnitID>{number()}</ofd:MaxUnitID>{area}<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
    data = f"<ofd:CommonData>{common}</ofd:CommonData>"
    return f"<ofd:Document {SPACE}>{data}<ofd:Pages>{pages}</ofd:Pages></ofd:Document>"


def _page(page: Any, number: Callable[[], int]) -> str:
    width, height = page.get_size()
    layer = f'<ofd:Layer ID="{number()}" Type="Body">{"".join(_objects(page, height, number))}</ofd:Layer>'
    area = f"<ofd:Area><ofd:PhysicalBox>{_box(width, height)}</ofd:PhysicalBox></ofd:Area>"
    return f"<ofd:Page {SPACE}>{area}<ofd:Content>{layer}</ofd:Content></ofd:Page>"


def _objects(page: Any, height: float, number: Callable[[], int]) -> Iterator[str]:
    textpage = page.get_textpage()
    for found in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_PATH), textpage=textpage):
        if isinstance(found, pypdfium2.PdfTextObj):
            if text := found.extract().strip(" \r\n"):
                yield _text(text, found, height, number())
        else:
            yield _rule(found.get_bounds(), height, number())


def _text(text: str, found: Any, height: float, number: int) -> str:
    """A line of text; its baseline and size are those of the PDF, its characters' widths those of the font."""
    matrix = found.get_matrix()
    size = found.get_font_size() * matrix.a
    widths = [pdfmetrics.stringWidth(char, FONT, size) for char in text]
    box = _numbers(matrix.e, height - matrix.f - size * 0.88, sum(widths), size * 1.15)
    steps = f' DeltaX="{_numbers(*widths[:-1])}"' if len(text) > 1 else ""
    code = f'<ofd:TextCode X="0" Y="{_numbers(size * 0.88)}"{steps}>{escape(text)}</ofd:TextCode>'
    looks = f'ID="{number}" Boundary="{box}" Font="{FONT_ID}" Size="{_numbers(size)}"'
    return f"<ofd:TextObject {looks}>{code}</ofd:TextObject>"


def _rule(bounds: tuple[float, float, float, float], height: float, number: int) -> str:
    left, bottom, right, top = bounds
    box = _numbers(left, height - top, right - left, top - bottom)
    # Along the middle of what the PDF drew as a line of some thickness.
    lying = right - left >= top - bottom
    thick = (top - bottom) if lying else (right - left)
    end = (right - left, thick / 2) if lying else (thick / 2, top - bottom)
    start = (0.0, thick / 2) if lying else (thick / 2, 0.0)
    path = f"<ofd:AbbreviatedData>M {_numbers(*start)} L {_numbers(*end)}</ofd:AbbreviatedData>"
    return f'<ofd:PathObject ID="{number}" Boundary="{box}" LineWidth="{_numbers(thick)}">{path}</ofd:PathObject>'


def _box(width: float, height: float) -> str:
    return _numbers(0, 0, width, height)


def _numbers(*points: float) -> str:
    """Points as millimetres, in words of an XML attribute."""
    return " ".join(f"{point * MM:.3f}".rstrip("0").rstrip(".") for point in points)

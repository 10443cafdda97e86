"""Pictures of pages: scans in a PDF and picture files, with recognition and without it."""

import io
from itertools import chain

import pytest
from PIL import Image, ImageDraw, ImageFont

from extractor.errors import EmptyInput, InputError, ScannedInput
from extractor.load import load_bytes, ocr, unread_pages
from schemas.document import Document
from tests.load.cutting import cells
from tests.load.printing import LEFT, Rows, said, spans, t1

needs_ocr = pytest.mark.skipif(not ocr.can_read_pictures(), reason="recognition (juesuan[ocr]) is not installed")
DPI = 200
EDGES = (120, 620, 700, 980, 1260, 1340, 1590)


def font() -> ImageFont.FreeTypeFont:
    for path in (
        "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
        "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
        "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    ):
        try:
            return ImageFont.truetype(path, 26)
        except OSError:
            continue
    pytest.skip("no Chinese font here")


def drawn(rows: Rows) -> Image.Image:
    """A page of A4 at 200 dots an inch with a title and a ruled form."""
    image = Image.new("L", (1653, 2339), 250)
    draw, letters = ImageDraw.Draw(image), font()
    draw.text((700, 140), "收入支出决算总表", 10, font=letters)
    draw.text((120, 200), "公开01表", 10, font=letters)
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            if cell is LEFT:
                continue
            height, width = spans(rows, i, j)
            x0, x1, y = EDGES[j], EDGES[j + width], 260 + 46 * i
            draw.rectangle((x0, y, x1, y + 46 * height), outline=20, width=2)
            long = draw.textlength(str(cell), font=letters)
            draw.text((x1 - 10 - long if "." in str(cell) else x0 + 10, y + 3), str(cell), 10, font=letters)
    draw.text((120, 290 + 46 * len(rows)), "注：本表反映收支，收入总计等于支出总计。", 10, font=letters)
    return image


def as_file(image: Image.Image, kind: str, **options: int) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def numbers(rows: list[list[str]]) -> list[str]:
    return [cell for cell in chain(*rows) if cell and not cell.strip("-0123456789.,")]


def read(document: Document) -> list[list[str]]:
    return [row for grid in document.grids for row in cells(document, grid)]


@needs_ocr
def test_a_scanned_form_is_read_cell_by_cell_and_says_that_it_was_recognised() -> None:
    document = load_bytes(as_file(drawn(t1()), "PDF", resolution=DPI), "扫描.pdf")
    (grid,) = document.grids
    assert grid.source == "ocr"
    assert [page.source for page in document.pages] == ["ocr"]
    assert unread_pages(document) == ()
    found = read(document)
    assert [len(row) for row in found] == [6] * len(t1())
    assert numbers(found) == numbers(said(t1()))
    assert document.text.startswith("收入支出决算总表\n公开01表\n")
    assert "收入总计等于支出总计" in document.text[grid.end :]


@needs_ocr
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP"])
def test_a_picture_file_is_a_page(kind: str) -> None:
    document = load_bytes(as_file(drawn(t1()), kind), "扫描")
    assert document.media_type == f"image/{kind.lower()}"
    assert [page.source for page in document.pages] == ["ocr"]
    assert numbers(read(document)) == numbers(said(t1()))


@needs_ocr
def test_a_leaning_scan_is_straightened() -> None:
    leaning = drawn(t1()).rotate(0.8, resample=Image.Resampling.BICUBIC, fillcolor=250)
    assert numbers(read(load_bytes(as_file(leaning, "PNG"), "a.png"))) == numbers(said(t1()))


@needs_ocr
@pytest.mark.parametrize("turn", [90, 270])
def test_a_page_scanned_lying_is_turned_upright(turn: int) -> None:
    lying = drawn(t1()).rotate(turn, expand=True)
    assert numbers(read(load_bytes(as_file(lying, "PNG"), "a.png"))) == numbers(said(t1()))


@needs_ocr
def test_a_picture_without_text_has_none() -> None:
    with pytest.raises(EmptyInput):
        load_bytes(as_file(Image.new("L", (800, 1000), 250), "PNG"), "a.png")


@needs_ocr
def test_a_damaged_picture_is_refused() -> None:
    data = as_file(drawn(t1()), "PNG")
    with pytest.raises(InputError):
        load_bytes(data[:3_000], "a.png")


def test_without_recognition_the_remedy_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("images", "pdf"):
        monkeypatch.setattr(f"extractor.load.{module}.can_read_pictures", lambda: False)
    blank = Image.new("L", (800, 1000), 200)
    for data in (as_file(blank, "PNG"), as_file(blank, "PDF")):
        with pytest.raises(ScannedInput) as caught:
            load_bytes(data, "扫描")
        assert "pip install 'juesuan[ocr]'" in caught.value.remedy


@needs_ocr
@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("1.234,567。89", "1,234,567.89"),
        ("12，50", "12.50"),
        ("2101501", "2101501"),
        ("本年收人合计", "本年收入合计"),
        ("接收人员", "接收人员"),
        ("部门决箅", "部门决算"),
    ],
)
def test_what_is_read_for_a_like_character_is_set_right(seen: str, meant: str) -> None:
    from extractor.load.ocr_page import _figure, corrected

    assert corrected(_figure(seen)) == meant

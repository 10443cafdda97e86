"""Fictional reports in every carrier, made on the spot."""

import io
from collections.abc import Callable, Sequence

import docx
import pytest
from docx.document import Document as WordDocument
from hypothesis import settings
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

settings.register_profile("loading", deadline=None)  # parsers of whole files have no time of their own
settings.load_profile("loading")

SCAN = "<scan>"

FINAL_ACCOUNT = """青禾市粮食和物资储备局
2023年度部门决算

第一部分 部门概况
一、主要职责
（一）组织编制本市粮食流通规划，按规定执行年初预算。

第二部分 2023年度部门决算表
一、收入支出决算总表
二、收入决算表
三、支出决算表

第三部分 2023年度部门决算情况说明
一、收入支出决算总体情况说明
2023年度收入总计812.40万元，支出总计812.40万元，比上年增加31.20万元。
二、一般公共预算财政拨款支出决算情况说明
年初预算为700.00万元，支出决算为760.15万元，完成年初预算的108.59%。
三、“三公”经费支出决算情况说明
“三公”经费预算为6.00万元，支出决算为4.50万元，完成预算的75.00%。
"""


@pytest.fixture
def final_account() -> str:
    return FINAL_ACCOUNT


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    """Return a maker of PDFs: each page is a list of lines, or of SCAN for a picture of a page."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))

    def make(pages: Sequence[Sequence[str]], *, password: str | None = None) -> bytes:
        out = io.BytesIO()
        canvas = Canvas(out, encrypt=password, invariant=1)
        for page in pages:
            canvas.setFont("STSong-Light", 12)
            for number, line in enumerate(page):
                if line == SCAN:
                    picture = ImageReader(Image.new("L", (800, 1000), 200))
                    canvas.drawImage(picture, 0, 0, width=595, height=842)
                else:
                    canvas.drawString(60, 800 - 20 * number, line)
            canvas.showPage()
        canvas.save()
        return out.getvalue()

    return make


@pytest.fixture
def make_docx() -> Callable[[Callable[[WordDocument], None]], bytes]:
    """Return a maker of Word files from a function that fills an empty one."""

    def make(fill: Callable[[WordDocument], None]) -> bytes:
        document = docx.Document()
        fill(document)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return make

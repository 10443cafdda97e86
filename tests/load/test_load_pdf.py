from collections.abc import Callable

import pytest

from extractor.errors import EmptyInput, ScannedInput, Unreadable
from extractor.load import load_bytes, unread_pages
from extractor.load.pdf import _as_printed, page_list

Maker = Callable[..., bytes]
SCAN = "<scan>"
PAGE = ["青禾市粮食局2023年度部门决算", "收入总计812.40万元，支出总计812.40万元，比上年增加31.20万元，增长3.99%。"]


def test_pages_are_read_in_order_and_cover_the_text(make_pdf: Maker) -> None:
    document = load_bytes(make_pdf([PAGE, ["第二页１２．３０"], ["第三页"]]), "报告.pdf")
    assert document.media_type == "application/pdf"
    pages = [document.text[page.start : page.end] for page in document.pages]
    assert pages == ["\n".join(PAGE) + "\n\f", "第二页１２．３０\n\f", "第三页\n\f"]
    assert document.page_at(document.text.index("第三页")) == 3


def test_a_minus_at_a_line_end_is_kept(make_pdf: Maker) -> None:
    """PDFium takes it for a hyphen: a dash for an empty cell, or a sign, would be lost and two lines glued."""
    lines = ["公务接待费-", "12.50万元", *PAGE]
    assert load_bytes(make_pdf([lines]), "a.pdf").text.startswith("公务接待费-\n12.50万元\n")


def test_what_pdfium_puts_into_a_text_is_undone() -> None:
    assert _as_printed("甲\ufffe乙\x02丙\r\n丁\f戊\ufffc\0") == "甲-\n乙-\n丙\n丁\n戊"


def test_a_scan_names_its_pages_and_the_remedy(make_pdf: Maker) -> None:
    with pytest.raises(ScannedInput) as caught:
        load_bytes(make_pdf([[SCAN], [], [SCAN, "- 3 -"]]), "扫描.pdf")
    assert caught.value.where == "扫描.pdf，第 1、3 页"
    assert "文字识别" in caught.value.remedy


def test_scanned_pages_among_others_are_listed_and_blank_ones_are_not(make_pdf: Maker) -> None:
    document = load_bytes(make_pdf([PAGE, [SCAN, "公开01表"], [], [SCAN], PAGE]), "a.pdf")
    assert unread_pages(document) == (2, 4)
    assert "公开01表" in document.text


def test_a_picture_behind_a_page_of_text_is_no_scan(make_pdf: Maker) -> None:
    assert unread_pages(load_bytes(make_pdf([[SCAN, *PAGE]]), "a.pdf")) == ()


def test_a_text_file_has_no_unread_pages() -> None:
    assert unread_pages(load_bytes("甲\ufffc乙".encode(), "a.txt")) == ()


def test_a_pdf_of_blank_pages_is_empty(make_pdf: Maker) -> None:
    with pytest.raises(EmptyInput):
        load_bytes(make_pdf([[], []]), "a.pdf")


def test_a_pdf_with_a_password_says_so(make_pdf: Maker) -> None:
    with pytest.raises(Unreadable, match="加了密码") as caught:
        load_bytes(make_pdf([PAGE], password="x1"), "密.pdf")
    assert "不加密" in caught.value.remedy


def test_a_pdf_cut_in_the_middle_is_read_whole_or_refused(make_pdf: Maker) -> None:
    data = make_pdf([PAGE, PAGE])
    with pytest.raises((Unreadable, EmptyInput)):
        load_bytes(data[: len(data) // 4], "a.pdf")


def test_the_same_pdf_gives_the_same_document(make_pdf: Maker) -> None:
    data = make_pdf([PAGE, [SCAN]])
    assert load_bytes(data, "a.pdf") == load_bytes(data, "a.pdf")


@pytest.mark.parametrize(
    ("numbers", "said"), [((1,), "第 1 页"), ((1, 2, 3, 7), "第 1-3、7 页"), ((2, 4, 5), "第 2、4-5 页")]
)
def test_pages_are_named_in_runs(numbers: tuple[int, ...], said: str) -> None:
    assert page_list(numbers) == said

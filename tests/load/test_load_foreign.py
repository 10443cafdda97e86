import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from docx.document import Document as WordDocument
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from extractor.errors import InputError, TooLarge, Unreadable
from extractor.load import carriers, load_bytes, soffice
from tests.load.books import xls, xlsx

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.fixture(autouse=True, scope="module")
def no_libreoffice() -> Iterator[None]:
    """Keep LibreOffice, where it is installed, from being started for rubbish."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(soffice.shutil, "which", lambda _name: None)
        yield


def packed(*members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in members:
            archive.writestr(member, "<x/>" * 5000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "what", "remedy"),
    [
        (OLE2 + "WordDocument".encode("utf-16-le"), "旧版 Word", "LibreOffice"),
        (OLE2 + "WordDocument".encode("utf-16-le"), "旧版 Word", "另存为 .docx"),
        (OLE2 + "PowerPoint Document".encode("utf-16-le"), "PowerPoint", "PDF"),
        (OLE2 + "EncryptedPackage".encode("utf-16-le"), "密码", "去掉密码"),
        (OLE2, "旧版 Office", "另存为"),
        (packed("[Content_Types].xml", "xl/workbook.bin"), ".xlsb", "另存为 .xlsx"),
        (packed("ppt/presentation.xml"), "PowerPoint", "PDF"),
        (packed("OFD.xml"), "OFD", "转换为 PDF"),
        (packed("决算/报告.txt"), "压缩包", "解压"),
        (packed("word/报告.txt"), "压缩包", "解压"),
        (b"Rar!\x1a\x07\x01\0", "RAR", "解压"),
        (b"GIF89a" + bytes(50), "GIF", "文字识别"),
        (b"RIFF1234WEBP" + bytes(50), "WebP", "文字识别"),
        (b"{\\rtf1 x}", "RTF", "LibreOffice"),
        (bytes(range(256)) * 40, "认不出文件类型", "可读取的类型"),
        (b"\x7fELF" + bytes(4000), "认不出文件类型", "可读取的类型"),
    ],
)
def test_a_kind_that_is_not_read_is_named_with_its_remedy(data: bytes, what: str, remedy: str) -> None:
    with pytest.raises(Unreadable) as caught:
        load_bytes(data, "报告.txt")
    assert what in caught.value.what
    assert remedy in caught.value.remedy
    assert caught.value.where == "报告.txt"


def test_the_content_decides_against_the_suffix(final_account: str) -> None:
    assert load_bytes(f"<!DOCTYPE html><p>{final_account}".encode(), "a.txt").media_type == "text/html"
    assert load_bytes(final_account.encode(), "a.pdf").media_type == "text/plain"
    assert load_bytes(final_account.encode(), "a.html").media_type == "text/plain"


def test_a_zip_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed("[Content_Types].xml", "word/document.xml")
    monkeypatch.setattr(carriers, "MAX_BYTES", 10_000)
    assert len(data) < 10_000
    with pytest.raises(TooLarge):
        load_bytes(data, "a.docx")


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\nrubbish",
        b"PK\x03\x04rubbish",
        packed("[Content_Types].xml", "word/document.xml"),
    ],
)
def test_a_broken_file_is_unreadable_and_keeps_the_cause(data: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        load_bytes(data, "坏.bin")
    assert caught.value.__cause__ is not None
    assert caught.value.remedy


@given(st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"\xff\xfe", b"{\\rtf"]), st.binary(max_size=300))
def test_no_bytes_end_in_a_traceback(start: bytes, rest: bytes) -> None:
    survives(start + rest)


_WHOLE: list[bytes] = []
"""The files to damage, made once: a ZIP holds the time it was made, and an example must be the same when replayed."""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.data())
def test_no_damage_to_a_file_ends_in_a_traceback(
    make_pdf: Callable[..., bytes], make_docx: Callable[..., bytes], data: st.DataObject
) -> None:
    if not _WHOLE:
        _WHOLE.extend([make_pdf([["部门决算"], ["12.30"]]), make_docx(_fill), xlsx(_enter), xls(_write)])
    whole = data.draw(st.sampled_from(_WHOLE))
    damaged = bytearray(whole[: data.draw(st.integers(len(whole) // 2, len(whole)))])
    for _ in range(data.draw(st.integers(1, 20))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    survives(bytes(damaged))


def _fill(document: WordDocument) -> None:
    document.add_paragraph("部门决算", style="List Number")
    document.add_table(1, 2).cell(0, 0).text = "12.30"


def _enter(book: Workbook) -> None:
    book.worksheets[0].append(["部门决算", 12.3])
    book.worksheets[0].merge_cells("A2:B3")


def _write(book: Any) -> None:
    book.add_sheet("部门决算").write_merge(0, 1, 0, 1, 12.3)


def survives(data: bytes) -> None:
    """Load `data`, or fail in the way a user can act on."""
    refusal = None
    try:
        document = load_bytes(data, "x")
    except InputError as error:
        refusal = error
    if refusal is None:
        assert document.pages[-1].end == len(document.text)
    else:
        assert all((refusal.what, refusal.where, refusal.remedy))

"""Kinds of files that are not read, each with what a person can do about it."""

import io
import zipfile
from typing import NoReturn

from extractor.errors import Unreadable

_AS_DOCX = "请用 Word 或 WPS 打开，另存为 .docx 或导出为 PDF 后再试"
_AS_PDF = "请打开后导出为 PDF 再试"
_AS_XLSX = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再试"
_UNPACK = "请先解压，再对其中的报告文件逐个运行"
_UNLOCK = "请去掉密码后另存，再试"
_OCR = "请先做文字识别（OCR），存为带文字层的 PDF 或文本文件再试"

_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"GIF8", "GIF 图片", _OCR),
    (b"Rar!", "RAR 压缩包", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包", _UNPACK),
    (b"\x1f\x8b", "gzip 压缩包", _UNPACK),
)
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of every Office file before 2007."""

_OLE2_REFUSED: dict[str | None, tuple[str, str]] = {
    "EncryptedPackage": ("加了密码的 Office 文件", _UNLOCK),
    "PowerPoint Document": ("旧版 PowerPoint 文件（.ppt）", _AS_PDF),
}
_ZIP_MEMBERS: tuple[tuple[str, str, str], ...] = (
    ("xl/", "这种 Excel 文件（.xlsb）", _AS_XLSX),
    ("ppt/", "PowerPoint 文件（.pptx）", _AS_PDF),
    ("META-INF/manifest.xml", "OpenDocument 文件", _AS_DOCX),
)


def refuse_foreign(data: bytes, name: str) -> None:
    """Raise Unreadable where the first bytes tell a kind that is not read; return where they do not."""
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        raise Unreadable("不能读取 WebP 图片", where=name, remedy=_OCR)
    for magic, kind, remedy in _MAGIC:
        if data.startswith(magic):
            raise Unreadable(f"不能读取{_gap(kind)}{kind}", where=name, remedy=remedy)


def refuse_ole2(stream: str | None, name: str) -> NoReturn:
    """Raise Unreadable for an old Office file that is not read; `stream` is the one that tells its kind."""
    kind, remedy = _OLE2_REFUSED.get(stream, ("旧版 Office 文件", _AS_DOCX))
    raise Unreadable(f"不能读取{_gap(kind)}{kind}", where=name, remedy=remedy)


def locked(kind: str, name: str) -> Unreadable:
    """Return the error for a file that needs a password."""
    return Unreadable(f"{kind}加了密码", where=name, remedy=_UNLOCK)


def refuse_foreign_zip(data: bytes, name: str) -> NoReturn:
    """Raise Unreadable for a ZIP container that is no document; `zipfile` errors are the caller's to translate."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.namelist()
    for start, kind, remedy in _ZIP_MEMBERS:
        if any(member.startswith(start) for member in members):
            raise Unreadable(f"不能读取{_gap(kind)}{kind}", where=name, remedy=remedy)
    raise archive_of_files(name)


def archive_of_files(name: str) -> Unreadable:
    """Return the error for an archive where one document is wanted."""
    return Unreadable("压缩包不能当作一份报告读", where=name, remedy="请解压后对其中的报告文件运行")


def unknown(name: str) -> Unreadable:
    """Return the error for bytes of no known kind."""
    kinds = "PDF、Word（.docx .doc .wps .rtf）、Excel（.xlsx .xls .et）、.ods、.ofd、.html、.txt、.md、图片、.zip"
    return Unreadable("认不出文件类型", where=name, remedy=f"可读取的类型：{kinds}；请转换后再试")


def _gap(kind: str) -> str:
    """Return the space that Chinese typesetting puts before a Latin word."""
    return " " if kind[0].isascii() else ""

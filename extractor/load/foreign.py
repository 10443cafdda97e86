"""Kinds of files that are not read, each with what a person can do about it."""

import io
import zipfile

from extractor.errors import Unreadable

_AS_DOCX = "请用 Word 或 WPS 打开，另存为 .docx 或导出为 PDF 后再试"
_AS_PDF = "请打开后导出为 PDF 再试"
_UNPACK = "请先解压，再对其中的报告文件逐个运行"
_OCR = "请先做文字识别（OCR），存为带文字层的 PDF 或文本文件再试"

_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "RTF 文件", _AS_DOCX),
    (b"\x89PNG", "PNG 图片", _OCR),
    (b"\xff\xd8\xff", "JPEG 图片", _OCR),
    (b"GIF8", "GIF 图片", _OCR),
    (b"II*\0", "TIFF 图片", _OCR),
    (b"MM\0*", "TIFF 图片", _OCR),
    (b"Rar!", "RAR 压缩包", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包", _UNPACK),
    (b"\x1f\x8b", "gzip 压缩包", _UNPACK),
)
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE2_STREAMS: tuple[tuple[str, str, str], ...] = (  # the encrypted container first: it may hold any of the others
    ("EncryptedPackage", "加了密码的 Office 文件", "请去掉密码后另存，再试"),
    ("WordDocument", "旧版 Word 文件（.doc）", _AS_DOCX),
    ("Workbook", "旧版 Excel 文件（.xls）", _AS_PDF),
    ("PowerPoint Document", "旧版 PowerPoint 文件（.ppt）", _AS_PDF),
)
_ZIP_MEMBERS: tuple[tuple[str, str, str], ...] = (
    ("xl/", "Excel 文件（.xlsx）", _AS_PDF),
    ("ppt/", "PowerPoint 文件（.pptx）", _AS_PDF),
    ("OFD.xml", "OFD 文件", "请用 OFD 阅读器转换为 PDF 再试"),
    ("META-INF/manifest.xml", "OpenDocument 文件", _AS_DOCX),
)


def refuse_foreign(data: bytes, name: str) -> None:
    """Raise Unreadable where the first bytes tell a kind that is not read; return where they do not."""
    if data.startswith(_OLE2):
        for stream, kind, remedy in _OLE2_STREAMS:
            if stream.encode("utf-16-le") in data:
                raise Unreadable(f"不能读取{_gap(kind)}{kind}", where=name, remedy=remedy)
        raise Unreadable("不能读取旧版 Office 文件（.doc、.xls、.wps 等）", where=name, remedy=_AS_DOCX)
    if data.startswith(b"BM") and data[6:10] == b"\0\0\0\0":
        raise Unreadable("不能读取 BMP 图片", where=name, remedy=_OCR)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        raise Unreadable("不能读取 WebP 图片", where=name, remedy=_OCR)
    for magic, kind, remedy in _MAGIC:
        if data.startswith(magic):
            raise Unreadable(f"不能读取{_gap(kind)}{kind}", where=name, remedy=remedy)


def refuse_foreign_zip(data: bytes, name: str) -> None:
    """Raise Unreadable for every ZIP container but a Word file; `zipfile` errors are the caller's to translate."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.namelist()
    if "[Content_Types].xml" in members and any(member.startswith("word/") for member in members):
        return
    for start, kind, remedy in _ZIP_MEMBERS:
        if any(member.startswith(start) for member in members):
            raise Unreadable(f"不能读取{_gap(kind)}{kind}", where=name, remedy=remedy)
    raise Unreadable("不能读取压缩包", where=name, remedy=_UNPACK)


def unknown(name: str) -> Unreadable:
    """Return the error for bytes of no known kind."""
    return Unreadable(
        "认不出文件类型", where=name, remedy="可读取的类型：带文字层的 PDF、.docx、.html、.txt、.md；请转换后再试"
    )


def _gap(kind: str) -> str:
    """Return the space that Chinese typesetting puts before a Latin word."""
    return " " if kind[0].isascii() else ""

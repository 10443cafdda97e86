"""Office files before 2007: XLS is read, DOC and RTF go through LibreOffice, the rest is refused by name."""

import io

from xlrd.compdoc import CompDoc  # type: ignore[import-untyped]

from extractor.load.foreign import OLE2, locked, refuse_ole2
from extractor.load.loaded import Loaded
from extractor.load.office import read_docx
from extractor.load.soffice import convert
from extractor.load.xls import read_xls

XLS = "application/vnd.ms-excel"
DOC = "application/msword"
RTF = "application/rtf"

_STREAMS = ("EncryptedPackage", "WordDocument", "Workbook", "Book", "PowerPoint Document")
_FLAGS, _IS_ENCRYPTED = 0x0B, 0x01
"""Byte of a Word file's first block that holds the flag, and the flag."""


def is_legacy(data: bytes) -> bool:
    """Whether the first bytes are those of an old Office file or of RTF."""
    return data.startswith((OLE2, b"{\\rtf"))


def read_legacy(data: bytes, name: str) -> tuple[str, Loaded]:
    """Return the media type, text and tables of an old Office file.

    Raises Unreadable where it is encrypted, of a kind that is not read, or LibreOffice is needed and cannot do it.
    """
    if data.startswith(b"{\\rtf"):
        return RTF, read_docx(convert(data, ".rtf", ".docx", name), name)
    main, is_locked = _told(data)
    if main in ("Workbook", "Book"):
        return XLS, read_xls(data, name)
    if main == "WordDocument":
        if is_locked:
            raise locked("Word 文件", name)
        return DOC, read_docx(convert(data, ".doc", ".docx", name), name)
    refuse_ole2(main, name)


def _told(data: bytes) -> tuple[str | None, bool]:
    """Return the stream that tells the kind of an OLE2 file, and whether it is a Word file that needs a password.

    Only streams at the root tell: a document may hold others.
    """
    try:
        held = CompDoc(data, logfile=io.StringIO())
        names = {held.dirlist[child].name for child in held.dirlist[0].children}
        head = held.get_named_stream("WordDocument") or b"" if "WordDocument" in names else b""
    except Exception:  # a broken directory: the names stand somewhere in the bytes
        names, head = {stream for stream in _STREAMS if stream.encode("utf-16-le") in data}, b""
    is_locked = len(head) > _FLAGS + 1 and bool(head[_FLAGS] & _IS_ENCRYPTED)
    return next((stream for stream in _STREAMS if stream in names), None), is_locked

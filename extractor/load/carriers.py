"""The door: which carrier a file is, by its content before its suffix, and the reader of that carrier."""

import hashlib
import re
from pathlib import Path, PurePath

from extractor.errors import EmptyInput, InputError, TooLarge, Unreadable
from extractor.load.archive import Member, is_archive, members, read_member, refuse_bomb
from extractor.load.encoding import bom_of, decode, is_binary, tidy
from extractor.load.foreign import archive_of_files, refuse_foreign, unknown
from extractor.load.grids import find_grids
from extractor.load.images import image_type, read_image
from extractor.load.legacy import is_legacy, read_legacy
from extractor.load.loaded import Loaded
from extractor.load.markup import read_html
from extractor.load.packages import read_package
from extractor.load.pages import is_blank, paged
from extractor.load.pdf import read_pdf
from schemas.document import Document

MAX_BYTES = 200 * 1024**2
"""Largest file read, in bytes; for a .docx or .xlsx also what it unpacks to."""

MAX_CHARACTERS = 4_000_000
"""Longest text read; a thousand-page report has a third of it."""

SNIFFED = 200_000
"""Bytes that are looked at to tell text from a binary."""

HTML = "text/html"
PDF = "application/pdf"

_HTML_START = re.compile(r"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|meta)\b", re.I | re.S)
_HTML_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")
_BROKEN = "请确认下载完整、能用阅读软件打开；另存一份或转换为 PDF 后再试"


def load(path: Path) -> Document:
    """Read a report file.

    Raises InputError where there is no such file, TooLarge over `MAX_BYTES`, EmptyInput, ScannedInput or Unreadable
    where its content cannot be read.
    """
    path = Path(path)
    try:
        if path.is_dir():
            raise InputError("这是一个文件夹，不是文件", where=str(path), remedy="请给出文件夹里的报告文件")
        if not path.is_file():
            raise InputError("找不到文件", where=str(path), remedy="请检查路径和文件名")
        if path.stat().st_size > MAX_BYTES:
            raise _too_large(path.name)
        if is_archive(path):
            members(path)  # says what ails it, if anything does
            raise archive_of_files(path.name)
        data = path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise InputError("文件打不开", where=str(path), remedy="请检查读取权限和磁盘") from error
    return load_bytes(data, path.name)


def load_member(member: Member) -> Document:
    """Read a report out of an archive. Raises as `load` does."""
    return load_bytes(read_member(member), member.name)


def load_bytes(data: bytes, name: str) -> Document:
    """Read a report from its bytes; `name` is kept (without folders) and its suffix is asked only where bytes are mute.

    Raises TooLarge, EmptyInput, ScannedInput or Unreadable.
    """
    name = _plain(PurePath(name.replace("\\", "/")).name)
    if len(data) > MAX_BYTES:
        raise _too_large(name)
    if not data:
        raise EmptyInput("文件是空的", where=name, remedy="请重新下载")
    try:
        media_type, (text, grids, recognised) = _read(data, name)
    except InputError:
        raise
    except Exception as error:  # a parser may fail in any way on a broken file: never a traceback
        raise Unreadable("文件已损坏或格式不规范，读不出来", where=name, remedy=_BROKEN) from error
    if len(text) > MAX_CHARACTERS:
        what = f"文字超过 {MAX_CHARACTERS // 10_000} 万字上限"
        raise TooLarge(what, where=name, remedy="请拆分文件，一份报告一个文件")
    if is_blank(text):
        raise EmptyInput("文件里没有文字", where=name, remedy="请确认文件内容；如果内容是图片，请先做文字识别（OCR）")
    digest = hashlib.sha256(data).hexdigest()
    return Document(
        name=name, sha256=digest, media_type=media_type, text=text, pages=paged(text, recognised), grids=grids
    )


def _read(data: bytes, name: str) -> tuple[str, Loaded]:
    """Return the media type of `data`, its text and its tables."""
    if b"%PDF-" in data[:1024]:
        return PDF, read_pdf(data, name)
    if data.startswith(b"PK\x03\x04"):
        refuse_bomb(data, MAX_BYTES, name)
        return read_package(data, name)
    if is_legacy(data):
        return read_legacy(data, name)
    if media_type := image_type(data):
        return media_type, read_image(data, name)
    refuse_foreign(data, name)
    suffix = PurePath(name).suffix.lower()
    if _is_html(data, suffix):
        return HTML, read_html(data, name)
    text = _read_text(data, name)
    return "text/markdown" if suffix in (".md", ".markdown") else "text/plain", Loaded(text, find_grids(text))


def _read_text(data: bytes, name: str) -> str:
    if bom_of(data) is None and is_binary(data[:SNIFFED].decode("latin-1")):
        raise unknown(name)
    text = decode(data)
    if text is None:
        raise Unreadable("认不出文字编码，或文件已损坏", where=name, remedy="请用文本编辑器打开，另存为 UTF-8 编码")
    if is_binary(text):
        raise unknown(name)
    return tidy(text)


def _is_html(data: bytes, suffix: str) -> bool:
    bom = bom_of(data)
    encoding, skip = bom or ("latin-1", 0)
    start = data[skip : skip + 4096].decode(encoding, errors="replace")
    if _HTML_START.match(start):
        return True
    return suffix in _HTML_SUFFIXES and b"<" in data and not is_binary(start)


def _too_large(name: str) -> TooLarge:
    limit = MAX_BYTES // 1024**2
    return TooLarge(f"文件超过 {limit} MB 上限", where=name, remedy="请拆分文件，或去掉其中的大图片")


def _plain(name: str) -> str:
    """Return a name that JSON can carry: a file name that is not valid UTF-8 loses its odd bytes."""
    return name.encode("utf-8", errors="surrogateescape").decode("utf-8", errors="replace")

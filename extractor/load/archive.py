"""ZIP archives of report files: what is in one, and one member's bytes. Nothing is unpacked to disk."""

import io
import zipfile
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from extractor.errors import InputError, TooLarge, Unreadable

MAX_BYTES = 200 * 1024**2
"""Largest archive, and the most that its members unpack to together, in bytes."""

MAX_MEMBERS = 500
"""Files of an archive; an office that publishes all its units' reports in one has a few dozen."""

_MAX_ENTRIES = 20_000
"""Entries of any directory in the file, those of documents among the members included."""

_MAGIC = b"PK\x03\x04"
_EMPTY = b"PK\x05\x06"
_ENTRY = b"PK\x01\x02"
_DOCUMENTS = frozenset({"[Content_Types].xml", "OFD.xml", "META-INF/manifest.xml"})
"""Members that make a ZIP file one document, not an archive of files."""

_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2})
_ENCRYPTED, _UTF8 = 0x1, 0x800
_SMALLER = "请分成几个压缩包，或解压后对文件夹运行"


class Member(NamedTuple):
    """A file in an archive."""

    archive: Path
    name: str
    """Its name in the archive, with folders; only ever shown, never written to."""
    place: int
    """Its place in the archive's directory."""

    def __str__(self) -> str:
        return f"{self.archive}：{self.name}"

    @property
    def path(self) -> PurePosixPath:
        """The name as a path, for its stem and suffix."""
        return PurePosixPath(self.name)


def is_archive(path: Path) -> bool:
    """Whether a file is a ZIP archive of files, and no document that a ZIP container holds."""
    try:
        with path.open("rb") as source:
            if source.read(4) not in (_MAGIC, _EMPTY) or path.stat().st_size > MAX_BYTES:
                return False
        with zipfile.ZipFile(path) as opened:
            return not _DOCUMENTS & set(opened.namelist())
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        return False


def members(path: Path) -> tuple[Member, ...]:
    """Return the files of an archive by name, without the litter that systems leave (__MACOSX, .DS_Store, ~$).

    Raises TooLarge over the limits of this module, Unreadable where the archive is broken or needs a password.
    """
    try:
        with zipfile.ZipFile(path) as opened:
            entries = list(enumerate(opened.infolist()))
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError) as error:
        raise Unreadable("压缩包已损坏，打不开", where=path.name, remedy="请重新下载，或解压后对文件夹运行") from error
    files = [(index, entry) for index, entry in entries if not entry.is_dir()]
    _check([entry for _, entry in files], path.name)
    found = [Member(path, _name(entry), index) for index, entry in files]
    return tuple(sorted(member for member in found if not _is_litter(member.path)))


def read_member(member: Member) -> bytes:
    """Return the bytes of a member. Raises Unreadable where they are broken or packed in a way that is not read."""
    try:
        with zipfile.ZipFile(member.archive) as opened:
            entry = opened.infolist()[member.place]
            if entry.compress_type not in _METHODS:
                raise NotImplementedError
            _check([entry], member.name)
            return opened.read(entry)  # stops at the size that was declared, which is within the limit
    except InputError:
        raise
    except Exception as error:  # a broken stream fails in many ways
        raise Unreadable(
            "压缩包里的文件已损坏，或压缩方法不常见", where=str(member), remedy="请解压后对文件夹运行"
        ) from error


def refuse_bomb(data: bytes, limit: int, name: str) -> None:
    """Raise TooLarge where a ZIP file unpacks to more than `limit` bytes or has entries beyond count."""
    if data.count(_ENTRY) > _MAX_ENTRIES:
        raise TooLarge(f"压缩文件里有超过 {_MAX_ENTRIES:,} 个条目", where=name, remedy="请另存一份再试")
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        if sum(entry.file_size for entry in opened.infolist()) > limit:
            size = limit // 1024**2
            raise TooLarge(f"文件解开后超过 {size} MB 上限", where=name, remedy="请拆分文件，或去掉其中的大图片")


def _check(entries: list[zipfile.ZipInfo], name: str) -> None:
    if len(entries) > MAX_MEMBERS:
        raise TooLarge(f"压缩包里超过 {MAX_MEMBERS} 个文件", where=name, remedy=_SMALLER)
    if sum(entry.file_size for entry in entries) > MAX_BYTES:
        raise TooLarge(f"压缩包解开后超过 {MAX_BYTES // 1024**2} MB 上限", where=name, remedy=_SMALLER)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise Unreadable("压缩包加了密码", where=name, remedy="请解压后对文件夹运行")


def _name(entry: zipfile.ZipInfo) -> str:
    """Return a member's name. Without the flag for UTF-8 it is what the packing system wrote: UTF-8 or GBK."""
    name = entry.filename
    if not entry.flag_bits & _UTF8:
        raw = name.encode("cp437", errors="replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                return raw.decode(encoding).replace("\\", "/")
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")


def _is_litter(path: PurePosixPath) -> bool:
    return "__MACOSX" in path.parts or path.name.startswith((".", "~$"))

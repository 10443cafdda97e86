"""OFD (GB/T 33190): a ZIP of XML files; every text object says where each of its characters stands, in millimetres."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree  # type: ignore[import-untyped]

from extractor.errors import ScannedInput, Unreadable
from extractor.load.images import pictures_of
from extractor.load.loaded import Loaded
from extractor.load.ocr import can_read_pictures, read_picture, says_more
from extractor.load.ofd_sheet import page_sheet
from extractor.load.page_text import NOTHING, Carry, Laid, Pages, bound, lay, tables_on
from extractor.load.pages import is_blank
from extractor.load.pictures import FEW_CHARACTERS, OCR_REMEDY, PICTURE

OFD = "application/ofd"

MAX_PAGES = 3_000
"""Pages of all documents in a file; more are no report."""

_BROKEN = "请确认下载完整、能用 OFD 阅读器打开；另存一份或转换为 PDF 后再试"


class _Package(NamedTuple):
    """The files of an OFD, by name."""

    archive: zipfile.ZipFile
    names: dict[str, str]
    """Real name by name in small letters: some writers spell a path in two ways."""

    def root(self, path: str) -> Any:
        """Return the root element of an XML file; no entity is resolved, nothing is fetched."""
        name = self.names[path.lower()]
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        return etree.fromstring(self.archive.read(name), parser)

    def has(self, path: str) -> bool:
        """Whether there is such a file."""
        return path.lower() in self.names


def read_ofd(data: bytes, name: str) -> Loaded:
    """Return the text of all pages of all documents in an OFD, each ended by a line feed and a form feed, and tables.

    Raises Unreadable where it is encrypted or broken, ScannedInput where its pages are pictures.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        package = _Package(archive, {entry.lower(): entry for entry in archive.namelist()})
        if package.has("encryptions.xml") or any(entry.flag_bits & 1 for entry in archive.infolist()):
            raise Unreadable("OFD 加了密码", where=name, remedy="请用 OFD 阅读器打开，另存为不加密的文件再试")
        try:
            pages = _pages(package, name)
        except (KeyError, ValueError, etree.XMLSyntaxError, zipfile.BadZipFile) as error:
            raise Unreadable("OFD 已损坏或格式不规范，读不出来", where=name, remedy=_BROKEN) from error
    if any(PICTURE in page.text for page in pages) and all(
        PICTURE in page.text or is_blank(page.text) for page in pages
    ):
        raise ScannedInput("页面是图片（扫描件），没有文字层", where=name, remedy=OCR_REMEDY)
    return bound(pages)


def _pages(package: _Package, name: str) -> list[Laid]:
    pages = Pages()
    count = 0
    for path in _documents(package):
        carry = NOTHING
        folder = posixpath.dirname(path)
        document = package.root(path)
        templates = {item.get("ID"): _joined(folder, item.get("BaseLoc")) for item in document.iter("{*}TemplatePage")}
        media = _media(package, document, folder)
        for item in document.iter("{*}Page"):
            count += 1
            if count > MAX_PAGES:
                raise ValueError("too many pages")
            content = package.root(_joined(folder, item.get("BaseLoc")))
            sheet = page_sheet([*_templates(package, content, templates), content])
            if len(sheet.glyphs) < FEW_CHARACTERS and (pictures := _pictures(content, media)):
                page, carry = _seen(package, pictures, carry, name)
                if page and says_more(page, len(sheet.glyphs)):
                    pages.add(page)
                    continue
                pages.add(Laid(lay(sheet, ()).text + PICTURE))
                carry = NOTHING
                continue
            tables, carry = tables_on(sheet, carry)
            pages.draw(sheet, tables)
    return pages.done()


def _media(package: _Package, document: Any, folder: str) -> dict[str, str]:
    """Return the paths of the pictures in a document, by their numbers."""
    found: dict[str, str] = {}
    for item in document.iter("{*}PublicRes", "{*}DocumentRes"):
        path = _joined(folder, item.text)
        if not package.has(path):
            continue
        root = package.root(path)
        base = _joined(posixpath.dirname(path), root.get("BaseLoc") or ".")
        for media in root.iter("{*}MultiMedia"):
            file = next(media.iter("{*}MediaFile"), None)
            if file is not None and file.text:
                found[media.get("ID")] = _joined(base, file.text)
    return found


def _pictures(content: Any, media: dict[str, str]) -> list[str]:
    """Return the paths of a page's pictures that cover more than a fifth of it; an emblem does not."""
    area = next(content.iter("{*}PhysicalBox"), None)
    page = [float(word) for word in (area.text or "").split()] if area is not None else [0.0, 0.0, 210.0, 297.0]
    found = []
    for item in content.iter("{*}ImageObject"):
        box = [float(word) for word in (item.get("Boundary") or "").split()]
        if len(box) == 4 and box[2] * box[3] > 0.2 * page[2] * page[3]:
            found.append(media.get(item.get("ResourceID"), ""))
    return found


def _seen(package: _Package, pictures: list[str], carry: Carry, name: str) -> tuple[Laid | None, Carry]:
    """Return the text of a page that is one picture, where it can be recognised."""
    if len(pictures) == 1 and package.has(pictures[0]) and can_read_pictures():
        data = package.archive.read(package.names[pictures[0].lower()])
        for picture, dpi in pictures_of(data, name):
            return read_picture(picture, dpi, carry)
    return None, carry


def _documents(package: _Package) -> list[str]:
    """Return the paths of the documents in the file, in order."""
    roots = [item.text or "" for item in package.root("OFD.xml").iter("{*}DocRoot")]
    if not roots:
        raise KeyError("DocRoot")
    return [_joined("", root) for root in roots]


def _templates(package: _Package, content: Any, templates: dict[str, str]) -> Iterator[Any]:
    """Yield the roots of the templates a page is printed over."""
    for item in content.iter("{*}Template"):
        path = templates.get(item.get("TemplateID"))
        if path and package.has(path):
            yield package.root(path)


def _joined(folder: str, location: str | None) -> str:
    """Return a path in the package; a leading slash means its root."""
    if not location:
        raise KeyError("BaseLoc")
    location = location.strip().replace("\\", "/")
    return posixpath.normpath(location.lstrip("/") if location.startswith("/") else posixpath.join(folder, location))

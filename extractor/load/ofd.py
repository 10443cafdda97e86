"""OFD (GB/T 33190): a ZIP of XML files; every text object says where each of its characters stands, in millimetres."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree  # type: ignore[import-untyped]

from extractor.errors import ScannedInput, Unreadable
from extractor.load.loaded import Loaded
from extractor.load.ofd_sheet import page_sheet
from extractor.load.page_text import NOTHING, Laid, bound, lay, tables_on
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
            pages = _pages(package)
        except (KeyError, ValueError, etree.XMLSyntaxError, zipfile.BadZipFile) as error:
            raise Unreadable("OFD 已损坏或格式不规范，读不出来", where=name, remedy=_BROKEN) from error
    if any(PICTURE in page.text for page in pages) and all(
        PICTURE in page.text or is_blank(page.text) for page in pages
    ):
        raise ScannedInput("页面是图片（扫描件），没有文字层", where=name, remedy=OCR_REMEDY)
    return bound(pages)


def _pages(package: _Package) -> list[Laid]:
    pages: list[Laid] = []
    for path in _documents(package):
        carry = NOTHING
        folder = posixpath.dirname(path)
        document = package.root(path)
        templates = {
            item.get("ID"): _joined(folder, item.get("BaseLoc")) for item in document.iter("{*}TemplatePage")
        }
        for item in document.iter("{*}Page"):
            if len(pages) >= MAX_PAGES:
                raise ValueError("too many pages")
            content = package.root(_joined(folder, item.get("BaseLoc")))
            sheet = page_sheet([*_templates(package, content, templates), content])
            tables, carry = tables_on(sheet, carry)
            laid = lay(sheet, tables)
            few = sum(1 for glyph in sheet.glyphs) < FEW_CHARACTERS
            if few and next(content.iter("{*}ImageObject"), None) is not None:
                laid = laid._replace(text=laid.text + PICTURE)
            pages.append(laid)
    return pages


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

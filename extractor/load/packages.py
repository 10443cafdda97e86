"""ZIP containers that are one document: which kind one is, by its members, and the reader of that kind."""

import io
import zipfile

from extractor.load.foreign import refuse_foreign_zip
from extractor.load.loaded import Loaded
from extractor.load.ofd import OFD, read_ofd
from extractor.load.office import read_docx
from extractor.load.soffice import convert
from extractor.load.xlsx import read_xlsx

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLSM = "application/vnd.ms-excel.sheet.macroEnabled.12"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
ODT = "application/vnd.oasis.opendocument.text"

_CONTENTS = "[Content_Types].xml"


def media_type_of(data: bytes) -> str | None:
    """Return the IANA media type of a document in a ZIP container; None for any other, an archive of files too."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = set(archive.namelist())
        if "OFD.xml" in members:
            return OFD
        if _CONTENTS in members:
            if "xl/workbook.xml" in members:
                return XLSM if b"macroEnabled" in _head(archive, _CONTENTS) else XLSX
            return DOCX if any(member.startswith("word/") for member in members) else None
        if "mimetype" in members and "META-INF/manifest.xml" in members:
            said = _head(archive, "mimetype").decode("ascii", errors="replace").strip()
            return said if said in (ODS, ODT) else None
    return None


def read_package(data: bytes, name: str) -> tuple[str, Loaded]:
    """Return the media type, text and tables of a document in a ZIP container.

    Raises Unreadable for every other container; what is broken raises as its reader does.
    """
    media_type = media_type_of(data)
    if media_type == DOCX:
        return media_type, read_docx(data, name)
    if media_type in (XLSX, XLSM):
        return media_type, read_xlsx(data, name)
    if media_type == OFD:
        return media_type, read_ofd(data, name)
    if media_type == ODS:
        return media_type, read_xlsx(convert(data, ".ods", ".xlsx", name), name)
    if media_type == ODT:
        return media_type, read_docx(convert(data, ".odt", ".docx", name), name)
    refuse_foreign_zip(data, name)


def _head(archive: zipfile.ZipFile, member: str) -> bytes:
    with archive.open(member) as source:
        return source.read(1024**2)

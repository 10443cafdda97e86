"""What openpyxl does not tell of a worksheet that it reads cell by cell: merged ranges, what is hidden, lost results.

Its other way of reading tells, but makes an object for every cell of a merged range and for every styled row, and a
sheet may have a million of them.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from lxml import etree  # type: ignore[import-untyped]

from extractor.load.sheets import MAX_COLUMNS, MAX_ROWS, Area

MAX_MERGES = 50_000
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_FALSE = ("", "0", "false")


@dataclass
class Marks:
    """What stands beside the cells; rows and columns from 0."""

    merges: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    shows_zeros: bool = True
    unvalued: int = 0


def sheet_marks(archive: zipfile.ZipFile) -> dict[str, Marks]:
    """Return the marks of every worksheet by its name. What is broken raises as `zipfile` and `lxml` do."""
    parts = [part for kind, part in _targets(archive, "").values() if kind == "officeDocument"]
    found: dict[str, Marks] = {}
    for book in parts[:1]:
        targets = _targets(archive, book)
        with archive.open(book) as source:
            for element in _elements(source):
                if _local(element.tag) != "sheet":
                    continue
                link = next((value for key, value in element.attrib.items() if _local(key) == "id"), "")
                kind, part = targets.get(link, ("", ""))
                if kind == "worksheet":
                    with archive.open(part) as sheet:
                        found[element.get("name", "")] = _marks(sheet)
    return found


def _marks(source: IO[bytes]) -> Marks:
    marks = Marks()
    row = -1
    for element in _elements(source):
        tag = _local(element.tag)
        if tag == "c":
            marks.unvalued += _lacks_its_result(element)
        elif tag == "row":
            row = int(element.get("r", row + 2)) - 1
            if element.get("hidden", "") not in _FALSE and row < MAX_ROWS:
                marks.hidden_rows.add(row)
        elif tag == "col" and _is_closed(element):
            first, last = int(element.get("min", 1)), int(element.get("max", 1))
            marks.hidden_columns.update(range(first - 1, min(last, MAX_COLUMNS)))
        elif tag == "mergeCell" and len(marks.merges) < MAX_MERGES:
            area = _area(element.get("ref", ""))
            if area is not None:
                marks.merges.append(area)
        elif tag == "sheetView" and element.get("showZeros", "1") in _FALSE:
            marks.shows_zeros = False
    return marks


def _lacks_its_result(cell: Any) -> bool:
    """Whether a cell is a formula that was never worked out; one that gave an empty text has an empty value."""
    if next(cell.iterchildren("{*}f"), None) is None:
        return False
    value = next(cell.iterchildren("{*}v"), None)
    return value is None or (not value.text and cell.get("t") != "str")


def _is_closed(column: Any) -> bool:
    return column.get("hidden", "") not in _FALSE or column.get("width") in ("0", "0.0")


def _area(reference: str) -> Area | None:
    found = _RANGE.fullmatch(reference)
    if found is None:
        return None
    left, top, right, bottom = found.groups()
    right, bottom = right or left, bottom or top
    return Area(int(top) - 1, _column(left), min(int(bottom), MAX_ROWS), min(_column(right) + 1, MAX_COLUMNS))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _targets(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Return the relations of a part of the package: by id, the last word of the kind and the part it leads to."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in archive.namelist():
        return {}
    found = {}
    with archive.open(path) as source:
        for element in _elements(source):
            if _local(element.tag) == "Relationship":
                target = posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip("/")
                found[element.get("Id", "")] = (element.get("Type", "").rpartition("/")[2], target)
    return found


def _elements(source: IO[bytes]) -> Iterator[Any]:
    """Give the elements of an XML file as they end; each is forgotten once its parent's next child has ended."""
    for _, element in etree.iterparse(source, events=("end",), resolve_entities=False, no_network=True, load_dtd=False):
        if not isinstance(element.tag, str):
            continue
        yield element
        if _local(element.tag) not in ("f", "v", "is", "t", "r"):  # the parts of a cell are asked for with the cell
            element.clear(keep_tail=False)
            while element.getprevious() is not None:
                del element.getparent()[0]


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]

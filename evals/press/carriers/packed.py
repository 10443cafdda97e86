"""Reports of several files: tables and text apart, or everything in a zip archive."""

import tempfile
import zipfile
from pathlib import Path

from evals.press.carriers.grid import chance
from evals.press.carriers.paper import press_for, save_pdf
from evals.press.carriers.spreadsheet import write_xlsx_rounded
from evals.press.carriers.word import write_docx
from evals.press.model import Report

UTF8 = 0x800
"""The flag by which an archive says that a name is in UTF-8."""
NAMES = {".docx": "部门决算说明", ".txt": "部门决算说明", ".xlsx": "部门决算公开表", ".pdf": "部门决算公开表"}
NEWEST = (2023, 9, 8, 9, 30, 0)
"""No clock: the same report gives the same archive."""


def write_pdf_and_text(report: Report, folder: Path) -> list[Path]:
    """Print the tables as PDF with lines and the paragraphs as plain text."""
    tables = save_pdf(list(report.sheets), folder / f"{report.name}.pdf", press_for(report, ruled=True))
    text = folder / f"{report.name}-text.txt"
    lines = [paragraph.text for paragraph in (*report.front, *report.narrative)]
    text.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return [tables, text]


def write_zip(report: Report, folder: Path) -> list[Path]:
    """Pack one of the other carriers under Chinese names, in UTF-8 or, as older packers do, in GBK without a flag."""
    dice = chance(report, "zip")
    write = dice.choice([write_docx, write_xlsx_rounded, write_pdf_and_text])
    gbk, inside = dice.random() < 0.5, dice.choice(["", "附件/"])
    path = folder / f"{report.name}.zip"
    with tempfile.TemporaryDirectory() as place, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in write(report, Path(place)):
            name = f"{inside}{report.unit_name}{report.fiscal_year}年度{NAMES[file.suffix]}{file.suffix}"
            archive.writestr(_Entry(name, gbk), file.read_bytes(), zipfile.ZIP_DEFLATED)
    return [path]


class _Entry(zipfile.ZipInfo):
    """A file in an archive whose name may be written in GBK, which zipfile itself never does."""

    def __init__(self, name: str, gbk: bool) -> None:
        super().__init__(name, NEWEST)
        self.gbk = gbk

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        """Called by zipfile for both places where the name stands."""
        if self.gbk:
            return self.filename.encode("gbk"), self.flag_bits & ~UTF8
        return self.filename.encode("utf-8"), self.flag_bits | UTF8

"""Old formats through LibreOffice; where it is not installed only the refusals are tested."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from docx.document import Document as WordDocument
from openpyxl import Workbook

from extractor.errors import Unreadable
from extractor.load import load_bytes, soffice
from tests.load.books import FORM, xlsx
from tests.load.cutting import cells, merged

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
needs_libreoffice = pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed")

RTF = rb"{\rtf1\ansi\deff0{\fonttbl{\f0 SimSun;}}\u25910?\u20837?\u20915?\u31639?\u34920?\par 812.40\par}"


def fill(document: WordDocument) -> None:
    document.add_paragraph("收入支出决算总表")
    table = document.add_table(3, 3)
    for index, cell in enumerate(table._cells):
        cell.text = f"{index}.00"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "决算数"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "项目"
    document.add_paragraph("注：甲")  # as every file of Word has one: LibreOffice loses a table at the very end


def old(data: bytes, suffix: str, target: str) -> bytes:
    """Return a modern file in an old format, as LibreOffice writes it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(soffice._KINDS, ".docx", ("", "MS Word 2007 XML"))
        patch.setitem(soffice._KINDS, ".xlsx", ("", "Calc MS Excel 2007 XML"))
        return soffice.convert(data, suffix, target, "a")


@needs_libreoffice
def test_an_old_word_file_is_read_with_its_tables(make_docx: Callable[..., bytes]) -> None:
    data = old(make_docx(fill), ".docx", ".doc")
    for name in ("报告.doc", "报告.wps", "报告.txt"):
        document = load_bytes(data, name)
        assert document.media_type == "application/msword"
        (grid,) = document.grids
        assert cells(document, grid) == [["项目", "决算数", ""], ["", "4.00", "5.00"], ["6.00", "7.00", "8.00"]]
        assert merged(grid) == {(0, 0, 2, 1), (0, 1, 1, 2)}
        assert document.text.startswith("收入支出决算总表\n")


@needs_libreoffice
def test_rtf_is_read() -> None:
    document = load_bytes(RTF, "a.rtf")
    assert (document.media_type, document.text) == ("application/rtf", "收入决算表\n812.40\n")


@needs_libreoffice
def test_an_open_document_sheet_is_read_as_a_workbook_is() -> None:
    def form(book: Workbook) -> None:
        for row in FORM:
            book.worksheets[0].append(row)
        book.worksheets[0].merge_cells("A1:D1")

    document = load_bytes(old(xlsx(form), ".xlsx", ".ods"), "a.ods")
    assert document.media_type == "application/vnd.oasis.opendocument.spreadsheet"
    assert cells(document, document.grids[0])[8] == ["总计", "822.404", "总计", "822.4"]
    assert merged(document.grids[0]) == {(0, 0, 1, 4)}


@needs_libreoffice
def test_what_libreoffice_cannot_read_is_refused() -> None:
    with pytest.raises(Unreadable):
        load_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") * 99, "a.doc")


def test_without_libreoffice_both_ways_out_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soffice.shutil, "which", lambda _name: None)
    with pytest.raises(Unreadable, match=r"RTF.*安装 LibreOffice.*另存为 \.docx"):
        load_bytes(RTF, "a.rtf")


def pretend(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    """Put a script in the place of LibreOffice."""
    program = folder / "soffice"
    program.write_text(f"#!{sys.executable}\n{script}", "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(soffice.shutil, "which", lambda _name: str(program))


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
def test_one_that_does_not_end_is_ended_with_all_it_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    left = tmp_path / "pid"
    script = f"""
import pathlib, subprocess, time
child = subprocess.Popen(["sleep", "600"])
pathlib.Path({str(left)!r}).write_text(str(child.pid))
time.sleep(600)
"""
    pretend(monkeypatch, tmp_path, script)
    monkeypatch.setattr(soffice, "TIMEOUT", 2)
    with pytest.raises(Unreadable, match="2 秒"):
        load_bytes(RTF, "a.rtf")
    time.sleep(0.2)
    state = subprocess.run(["ps", "-o", "stat=", "-p", left.read_text()], capture_output=True, text=True).stdout
    assert state.strip() in ("", "Z")


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
def test_it_runs_in_a_folder_of_its_own_that_is_gone_afterwards(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen = tmp_path / "seen"
    script = (
        f"import os, pathlib, sys; pathlib.Path({str(seen)!r}).write_text(os.environ['HOME'] + chr(10) + str(sys.argv))"
    )
    pretend(monkeypatch, tmp_path, script)
    with pytest.raises(Unreadable, match="LibreOffice"):
        load_bytes(RTF, "a.rtf")
    home, words = seen.read_text().split("\n")
    assert not Path(home).exists()
    assert "UserInstallation=file://" in words
    assert "--headless" in words

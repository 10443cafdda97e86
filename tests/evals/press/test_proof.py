"""What another program printed is proof-read: no report is given out that lacks a figure that was put in."""

from collections import Counter

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas
from small_report import REPORT

from evals.press.carriers import converted
from evals.press.carriers.proof import FIGURE, missing


def _figures():
    return [cell.text for sheet in REPORT.sheets for cell in sheet.cells if FIGURE.fullmatch(cell.text)]


def _printed(path, figures):
    canvas = Canvas(str(path), invariant=1)
    for at, figure in enumerate(figures):
        canvas.drawString(40 + 130 * (at % 4), 800 - 12 * (at // 4), figure)
    canvas.save()
    return path


def test_a_figure_that_is_printed_once_too_rarely_is_missing(tmp_path):
    figures = _figures()
    assert not missing(REPORT, _printed(tmp_path / "whole.pdf", figures))
    figures.remove("90.07")
    assert missing(REPORT, _printed(tmp_path / "short.pdf", figures)) == Counter({"90.07": 1})


def _office(monkeypatch, losses):
    """Stand in for LibreOffice: each call leaves out the last so many figures."""
    calls = []

    def convert(sources, folder):
        calls.append([source.name for source in sources])
        figures = _figures()
        return [_printed(folder / "out.pdf", figures[: len(figures) - losses[len(calls) - 1]])]

    monkeypatch.setattr(converted, "libreoffice_pdfs", convert)
    return calls


def test_what_loses_a_figure_is_printed_in_a_plainer_way(monkeypatch, tmp_path):
    calls = _office(monkeypatch, [3, 0])
    (path,) = converted.write_libreoffice(REPORT, tmp_path)
    assert len(calls) == 2
    assert calls[1] == ["plain.docx"]
    assert len(pypdfium2.PdfDocument(str(path))) == 1
    assert not missing(REPORT, path)


def test_a_report_that_no_way_prints_whole_is_not_given_out(monkeypatch, tmp_path):
    _office(monkeypatch, [3, 1, 1, 1])
    with pytest.raises(RuntimeError, match="leaves out"):
        converted.write_libreoffice(REPORT, tmp_path)

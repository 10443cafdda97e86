"""Pages: PDF by three printers, OFD and scans, read back by somebody else's reader."""

import logging
import re
import zipfile
from collections import Counter
from dataclasses import replace
from xml.etree import ElementTree

import easyofd
import pdfplumber
import pypdfium2
import pytest
from small_report import REPORT

from evals.press import make
from evals.press.carriers import CARRIERS, print_report
from evals.press.carriers.columns import fit
from evals.press.carriers.paper import Press, save_pdf
from evals.press.carriers.programs import has_chinese_font

PROSE = [paragraph.text for paragraph in REPORT.front + REPORT.narrative]
PRINTERS = ["pdf_reportlab", "pdf_reportlab_unruled", "pdf_chromium", "pdf_libreoffice"]
OFD = "{http://www.ofdspec.org/2016}"
WHOLE = re.compile(r"(?<![0-9.,])-?[0-9][0-9,]*(?:\.[0-9]+)?(?![0-9.,])")

# The font is not embedded, of which pdfminer complains once a page.
logging.getLogger("pdfminer").setLevel(logging.ERROR)


def printed(carrier, folder, report=REPORT):
    if reason := CARRIERS[carrier].needs:
        pytest.skip(reason)
    return print_report(report, carrier, folder)


def pages(path):
    # pdfium and not pdfminer: browsers' PDFs name some characters by their radicals, which only the former undoes.
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def numbers(sheets):
    return Counter(
        cell.text for sheet in sheets for cell in sheet.cells if cell.kind == "number" and WHOLE.match(cell.text)
    )


def squeezed(text):
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("carrier", PRINTERS)
@pytest.mark.parametrize("seed", [1, 2, 4])
def test_the_text_layer_holds_every_number_whole_and_all_the_prose(tmp_path, carrier, seed):
    (path,) = printed(carrier, tmp_path, replace(REPORT, seed=seed))
    text = "\n".join(pages(path))
    assert not numbers(REPORT.sheets) - Counter(WHOLE.findall(text))
    assert all(squeezed(words) in squeezed(text) for words in PROSE)
    assert all(squeezed(sheet.title) in squeezed(text) for sheet in REPORT.sheets)


@pytest.mark.parametrize("carrier", PRINTERS)
@pytest.mark.parametrize(("seed", "unit"), [(13, "元"), (12, "万元")])
def test_no_number_of_a_whole_report_is_cut_or_off_the_page(tmp_path, carrier, seed, unit):
    report = make.report(seed, money_unit=unit)
    (path,) = printed(carrier, tmp_path, report)
    with pdfplumber.open(path) as document:
        assert all(char["x0"] >= 0 and char["x1"] <= page.width for page in document.pages for char in page.chars)
        # Print may set a code so close to the number before it that words do not tell them apart: positions do.
        read = Counter(word["text"] for page in document.pages for word in page.extract_words(x_tolerance=1.2))
    expected = numbers(report.sheets)
    assert sum((expected - read).values()) == 0


def test_only_the_ruled_printer_draws_lines(tmp_path):
    lines = {}
    for carrier in PRINTERS[:2]:
        with pdfplumber.open(printed(carrier, tmp_path)[0]) as document:
            lines[carrier] = sum(len(page.lines) + len(page.rects) for page in document.pages)
    assert lines["pdf_reportlab"] > 50
    assert lines["pdf_reportlab_unruled"] == 0


@pytest.mark.parametrize("repeat", [True, False])
def test_a_long_table_runs_over_pages_with_its_headers_repeated_or_not(tmp_path, repeat):
    report = make.report(3, "liaoning", rows=150)
    sheet = next(sheet for sheet in report.sheets if sheet.place == "T2")
    read = pages(save_pdf([sheet], tmp_path / "long.pdf", Press(repeat=repeat)))
    held = [text for text in read if "科目名称" in text]
    assert len(read) > 2
    assert len(held) == (len(read) if repeat else 1)


def test_numbers_may_stand_one_line_above_their_row(tmp_path):
    found = {}
    for above in (True, False):
        path = save_pdf([REPORT.sheets[0]], tmp_path / "above.pdf", Press(ruled=False, above=above))
        with pdfplumber.open(path) as document:
            words = document.pages[-1].extract_words()
        tops = {word["text"]: word["top"] for word in words}
        found[above] = tops["八、社会保障和就业支出"] - tops["103.40"]
    assert abs(found[False]) < 2
    assert 8 < found[True] < 16


def test_headers_of_narrow_columns_wrap_over_at_most_four_lines():
    sheet = REPORT.sheets[3]
    found = fit(sheet, 420, lambda text, size: len(text) * size)
    headers = [cell for cell in sheet.cells if cell.kind == "header" and cell.width == 1]
    assert sum(found.widths) <= 420.01
    assert all(len(cell.text) * found.size <= 4 * found.widths[cell.column] for cell in headers)
    assert any(len(cell.text) * found.size > found.widths[cell.column] for cell in headers)


def test_a_table_that_fits_no_page_is_refused():
    with pytest.raises(ValueError, match="T7 does not fit"):
        fit(REPORT.sheets[3], 60, lambda text, size: len(text) * size)


def test_tables_and_text_apart_share_no_word(tmp_path):
    tables, text = printed("pdf_txt", tmp_path)
    assert text.read_text(encoding="utf-8").splitlines() == PROSE
    read = "\n".join(pages(tables))
    assert not numbers(REPORT.sheets) - Counter(WHOLE.findall(read))
    assert not any(squeezed(words) in squeezed(read) for words in PROSE)


def test_the_same_report_gives_the_same_pdf_and_ofd(tmp_path):
    for carrier in ("pdf_reportlab", "ofd"):
        first = printed(carrier, tmp_path)[0].read_bytes()
        assert printed(carrier, tmp_path)[0].read_bytes() == first


def ofd_page(path, number):
    """Texts and rules of an OFD page, each with its box in millimetres, and the page's own box."""
    with zipfile.ZipFile(path) as archive:
        root = ElementTree.fromstring(archive.read(f"Doc_0/Pages/Page_{number}/Content.xml"))
    texts = [("".join(item.itertext()), box_of(item)) for item in root.iter(f"{OFD}TextObject")]
    rules = [box_of(item) for item in root.iter(f"{OFD}PathObject")]
    return texts, rules, [float(word) for word in root.find(f"{OFD}Area/{OFD}PhysicalBox").text.split()]


def box_of(item):
    return [float(word) for word in item.get("Boundary").split()]


def test_an_ofd_holds_every_cell_where_the_page_shows_it(tmp_path):
    (path,) = printed("ofd", tmp_path)
    with zipfile.ZipFile(path) as archive:
        listed = ElementTree.fromstring(archive.read("Doc_0/Document.xml")).findall(f"{OFD}Pages/{OFD}Page")
        assert all(f"Doc_0/{page.get('BaseLoc')}" in archive.namelist() for page in listed)
    read = [ofd_page(path, number) for number in range(len(listed))]
    texts = [text for page, _, _ in read for text, _ in page]
    assert not numbers(REPORT.sheets) - Counter(texts)
    assert all(squeezed(words) in squeezed("".join(texts)) for words in PROSE)
    for page, rules, (_, _, wide, high) in read:
        assert sorted((wide, high)) == pytest.approx([210, 297], abs=0.2)
        for left, top, width, height in [*(box for _, box in page), *rules]:
            assert 0 <= left <= left + width <= wide
            assert 0 <= top <= top + height <= high
    places = dict(read[1][0])
    assert places["一、一般公共预算财政拨款收入"][1] == pytest.approx(places["一、一般公共服务支出"][1], abs=0.1)
    assert places["一、一般公共预算财政拨款收入"][0] < places["1,100.00"][0]


def test_some_ofd_pages_are_ruled_and_some_are_not(tmp_path):
    found = [ofd_page(printed("ofd", tmp_path, replace(REPORT, seed=seed))[0], 1)[1] for seed in range(1, 12)]
    assert {len(rules) > 10 for rules in found} == {True, False}


def test_somebody_elses_reader_opens_an_ofd(tmp_path):
    (path,) = printed("ofd", tmp_path)
    document = easyofd.OFD()
    document.read(str(path), fmt="path")
    (read,) = document.data
    texts = [text["text"] for page in read["page_info"].values() for text in page["text_list"]]
    assert not numbers(REPORT.sheets) - Counter(texts)
    assert len(read["page_info"][1]["line_list"]) == len(ofd_page(path, 1)[1])


def test_a_scan_is_pictures_of_the_pages_at_200_dots_per_inch(tmp_path):
    (path,) = printed("scan", tmp_path, replace(REPORT, sheets=REPORT.sheets[:1]))
    with pdfplumber.open(path) as document:
        assert len(document.pages) == 3
        for page in document.pages:
            assert page.chars == []
            (image,) = page.images
            assert image["srcsize"][0] == pytest.approx(page.width / 72 * 200, abs=2)
    page = pypdfium2.PdfDocument(path)[1].render(scale=1, grayscale=True).to_pil()
    shades = page.getcolors(256)
    # Ink, and noise on the paper.
    assert min(shade for _, shade in shades) < 100
    assert len([shade for _, shade in shades if shade > 200]) > 10


@pytest.mark.skipif(not has_chinese_font(), reason="no Chinese font")
def test_pages_without_an_embedded_font_are_drawn_with_one_of_the_system(tmp_path):
    path = save_pdf([REPORT.front[0]], tmp_path / "title.pdf", Press())
    page = pypdfium2.PdfDocument(path)[0].render(scale=1, grayscale=True).to_pil()
    dark = sum(count for count, shade in page.getcolors(256) if shade < 128)
    assert dark > 300

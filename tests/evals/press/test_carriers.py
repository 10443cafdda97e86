"""Every carrier's files, read back by somebody else's reader, hold the cells that went in."""

import csv
import re
import zipfile
from collections import Counter
from dataclasses import replace

import docx
import pytest
from selectolax.lexbor import LexborHTMLParser
from small_report import REPORT

from evals.press import make
from evals.press.carriers import CARRIERS, print_report
from evals.press.carriers.__main__ import main
from evals.press.carriers.aligned import width
from evals.press.carriers.grid import one_line, padded, rows
from evals.press.layouts import NAMES
from evals.press.model import Paragraph

PROSE = [paragraph.text for paragraph in REPORT.front + REPORT.narrative]
SEEDS = range(1, 7)


def printed(carrier, folder, seed=1):
    if reason := CARRIERS[carrier].needs:
        pytest.skip(reason)
    return print_report(replace(REPORT, seed=seed), carrier, folder)


def squeezed(text):
    return re.sub(r"\s", "", text)


def spread(sheet):
    """The sheet as a full grid in which every position of a merged cell holds its text."""
    grid = [[""] * sheet.columns for _ in range(sheet.rows)]
    for cell in sheet.cells:
        for row in range(cell.row, cell.row + cell.height):
            for column in range(cell.column, cell.column + cell.width):
                grid[row][column] = cell.text
    return grid


def test_the_small_sheets_cover_every_position_once():
    for sheet in REPORT.sheets:
        assert sum(cell.height * cell.width for cell in sheet.cells) == sheet.rows * sheet.columns
        assert sum(piece.cell.width for line in rows(sheet) for piece in line) == sheet.rows * sheet.columns


def test_cells_a_line_come_back_as_rows_between_blank_lines(tmp_path):
    (path,) = printed("txt_cells", tmp_path)
    read = [part.split("\n") for part in re.split(r"\n\n+", path.read_text(encoding="utf-8")) if part.startswith("\t")]
    expected = [["\t" + piece.text for piece in line] for sheet in REPORT.sheets for line in rows(sheet)]
    assert read == expected
    assert ["\t类", "\t款", "\t项", "\t", "\t", "\t小计", "\t其中：教育收费"] in read


def test_aligned_columns_are_two_spaces_apart_and_numbers_end_where_their_column_does(tmp_path):
    (path,) = printed("txt_spaced", tmp_path)
    lines = path.read_text(encoding="utf-8").split("\n")
    read = [re.split(r"  +", line.strip()) for line in lines]
    for sheet in REPORT.sheets:
        for line in padded(sheet):
            assert [text for text in line if text] in read
    sums = [line for line in lines if "1,203.40" in line]
    ends = {width(line[: match.end()]) for line in sums for match in re.finditer(r"1,203\.40", line)}
    assert len(sums) == 2
    assert len(ends) == 2


@pytest.mark.parametrize("layout", NAMES)
def test_the_aligned_rows_of_a_made_report_split_into_its_cells(tmp_path, layout):
    report = make.report(6, layout)
    (path,) = print_report(report, "txt_spaced", tmp_path)
    lines = path.read_text(encoding="utf-8").split("\n")
    read = [[text.strip() for text in re.split("  +", line.strip())] for line in lines]
    for sheet in report.sheets:
        expected = [[text.strip() for text in line if text.strip()] for line in padded(sheet)]
        assert all(line in read for line in expected if line)


def test_the_prose_of_aligned_text_is_whole_or_broken_into_short_lines_that_break_no_number(tmp_path):
    long = Paragraph("2022年度收入总计1203.40万元，支出总计1203.40万元，与2021年度相比增加103.40万元，增长9.4%。" * 3)
    broken = set()
    for seed in SEEDS:
        (path,) = print_report(replace(REPORT, seed=seed, sheets=(), narrative=(long,)), "txt_spaced", tmp_path)
        lines = path.read_text(encoding="utf-8").strip().split("\n")
        assert long.text in "".join(lines).replace(" ", "")
        assert sum(line.count("1203.40") for line in lines) == 6
        broken.add(len(lines) > 5)
        if len(lines) > 5:
            assert max(map(width, lines)) <= 60
    assert broken == {True, False}


def test_tab_separated_rows_come_back_through_csv(tmp_path):
    (path,) = printed("tsv", tmp_path)
    read = list(csv.reader(path.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    expected = [line for sheet in REPORT.sheets for line in padded(sheet)]
    assert [line for line in read if len(line) > 1] == expected


def test_markdown_tables_come_back_through_a_markdown_parser(tmp_path):
    markdown = pytest.importorskip("markdown_it")
    (path,) = printed("markdown", tmp_path)
    page = LexborHTMLParser(markdown.MarkdownIt("commonmark").enable("table").render(path.read_text(encoding="utf-8")))
    tables = [[[cell.text() for cell in row.css("td,th")] for row in table.css("tr")] for table in page.css("table")]
    assert tables == [padded(sheet)[sheet.header_rows[0] : sheet.body_rows[1]] for sheet in REPORT.sheets]
    assert [node.text() for node in page.css("h3")] == [sheet.title for sheet in REPORT.sheets]


@pytest.mark.parametrize("carrier", ["html", "html_plain"])
@pytest.mark.parametrize("seed", SEEDS)
def test_web_tables_come_back_with_their_spans(tmp_path, carrier, seed):
    (path,) = printed(carrier, tmp_path, seed)
    raw = path.read_bytes()
    page = LexborHTMLParser(raw.decode("gb18030" if b"gb2312" in raw else "utf-8"))
    titled = carrier == "html"
    for sheet, table in zip(REPORT.sheets, page.css("table"), strict=True):
        read = [
            [
                (cell.text().strip(), cell.attributes.get("rowspan", "1"), cell.attributes.get("colspan", "1"))
                for cell in row.css("td,th")
            ]
            for row in table.css("tr")
        ]
        expected = [
            [
                (one_line(piece.cell.text), str(piece.cell.height), str(piece.cell.width))
                for piece in line
                if piece.is_first
            ]
            for line in rows(sheet)
        ]
        assert read == expected[1 if titled else 0 :]
    text = squeezed(page.body.text())
    assert all(squeezed(words) in text for words in PROSE + [sheet.title for sheet in REPORT.sheets])


def test_a_plain_web_page_has_neither_header_cells_nor_closing_tags(tmp_path):
    (path,) = printed("html_plain", tmp_path)
    raw = path.read_bytes().lower()
    assert b"<th" not in raw
    assert b"</td" not in raw


def test_web_pages_come_in_both_charsets(tmp_path):
    raws = [printed("html_plain", tmp_path, seed)[0].read_bytes() for seed in SEEDS]
    assert {b"charset=gb2312" in raw for raw in raws} == {True, False}


def test_word_tables_come_back_with_their_merged_cells(tmp_path):
    (path,) = printed("docx", tmp_path)
    document = docx.Document(str(path))
    read = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    assert read == [spread(sheet) for sheet in REPORT.sheets]
    assert [paragraph.text for paragraph in document.paragraphs if paragraph.text] == PROSE


def test_archives_hold_whole_reports_under_chinese_names_in_both_encodings(tmp_path):
    flags, suffixes = set(), set()
    for seed in range(1, 30):
        (path,) = printed("zip", tmp_path, seed)
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            for entry in archive.infolist():
                flagged = bool(entry.flag_bits & 0x800)
                name = entry.filename if flagged else entry.filename.encode("cp437").decode("gbk")
                assert name.rpartition("/")[2].startswith("云溪县档案馆2022年度部门决算")
                flags.add(flagged)
            names = archive.namelist()
        suffixes.add(tuple(sorted(name.rpartition(".")[2] for name in names)))
    assert flags == {True, False}
    assert suffixes == {("docx",), ("docx", "xlsx"), ("pdf", "txt")}


def test_what_an_archive_holds_is_what_the_carrier_inside_prints(tmp_path):
    for seed in range(1, 30):
        (path,) = printed("zip", tmp_path, seed)
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if len(names) == 1:
                archive.extract(names[0], tmp_path)
                tables = docx.Document(str(tmp_path / names[0])).tables
                assert [len(table.rows) for table in tables] == [sheet.rows for sheet in REPORT.sheets]
                return
    pytest.fail("no archive of a single document among 29")


def test_tables_and_text_stand_in_separate_files_where_the_carrier_says_so(tmp_path):
    separate = {name for name, carrier in CARRIERS.items() if carrier.separate}
    assert separate == {"xlsx", "xlsx_rounded", "xls", "pdf_txt"}
    for name in separate:
        tables, text = printed(name, tmp_path / name)
        assert tables.suffix in (".xlsx", ".xls", ".pdf")
        assert text.suffix in (".docx", ".txt")


def test_only_spreadsheets_of_unrounded_numbers_store_exact_ones():
    assert {name for name, carrier in CARRIERS.items() if carrier.stores_exact} == {"xlsx", "xls"}


def test_a_carrier_whose_program_is_missing_says_so_and_refuses(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "chromium" in CARRIERS["pdf_chromium"].needs
    assert "soffice" in CARRIERS["pdf_libreoffice"].needs
    assert CARRIERS["docx"].needs is None
    with pytest.raises(RuntimeError, match="pdf_chromium: not installed"):
        print_report(REPORT, "pdf_chromium", tmp_path)


def test_an_unknown_carrier_is_refused(tmp_path):
    with pytest.raises(KeyError):
        print_report(REPORT, "papyrus", tmp_path)


def test_the_command_prints_files_and_gold_into_a_folder_a_carrier(tmp_path, capsys):
    assert main(["tsv", "xlsx", "--seed", "3", "--layout", "liaoning", "--folder", str(tmp_path)]) == 0
    made = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    name = "liaoning-00003"
    assert made == {
        f"tsv/{name}.txt",
        f"tsv/gold/{name}.csv",
        "tsv/gold/documents.csv",
        f"xlsx/{name}.xlsx",
        f"xlsx/{name}-text.docx",
        f"xlsx/gold/{name}.csv",
        "xlsx/gold/documents.csv",
    }
    assert capsys.readouterr().out.startswith("tsv: ")


def test_the_command_refuses_a_carrier_it_does_not_know(tmp_path, capsys):
    with pytest.raises(SystemExit):
        main(["papyrus", "--folder", str(tmp_path)])
    assert "没有这种载体：papyrus" in capsys.readouterr().err


@pytest.mark.parametrize("layout", NAMES)
@pytest.mark.parametrize("carrier", ["txt_cells", "tsv", "markdown", "html", "html_plain"])
def test_every_printed_number_of_a_made_report_stands_in_its_text_carriers(tmp_path, carrier, layout):
    report = make.report(5, layout)
    (path,) = print_report(report, carrier, tmp_path)
    raw = path.read_bytes()
    text = raw.decode("gb18030" if b"charset=gb2312" in raw else "utf-8")
    cells = Counter(cell.strip() for cell in re.split(r"[\t\n|]|<[^>]*>", text))
    printed_numbers = Counter(
        one_line(cell.text).strip()
        for sheet in report.sheets
        for cell in sheet.cells
        if cell.kind == "number" and cell.text
    )
    assert printed_numbers
    assert not printed_numbers - cells

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from extractor.errors import EmptyInput, ScannedInput, Unreadable
from extractor.load import load_bytes
from extractor.load.numbering import chinese
from schemas.document import Document
from tests.load.cutting import cells, merged

Maker = Callable[[Callable[[WordDocument], None]], bytes]
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def body_of(make_docx: Maker, *blocks: str) -> str:
    return word(make_docx, *blocks).text


def word(make_docx: Maker, *blocks: str) -> Document:
    """Load a Word file whose body is the given WordprocessingML."""

    def fill(document: WordDocument) -> None:
        body = document.element.body
        for block in blocks:
            opening, rest = block.split(">", 1) if not block.split(">", 1)[0].endswith("/") else (block[:-2], "")
            end = ">" if rest else "/>"
            body.insert(len(body) - 1, parse_xml(f"{opening} {nsdecls('w')} {MC}{end}{rest}"))

    return load_bytes(make_docx(fill), "报告.docx")


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_paragraphs_and_tables_come_in_the_order_of_the_body(make_docx: Maker) -> None:
    def fill(document: WordDocument) -> None:
        document.add_paragraph("一、收入决算表")
        table = document.add_table(2, 3)
        for cell, text in zip(table._cells, ["项目", "决算数", "", "收入\n合计", "1,234.56", "无"], strict=True):
            cell.text = text
        document.add_paragraph("　　注：本表单位为万元，１２３")

    document = load_bytes(make_docx(fill), "报告.docx")
    assert document.media_type.endswith("wordprocessingml.document")
    assert document.text.splitlines() == [
        "一、收入决算表", "项目\t决算数\t", "收入 合计\t1,234.56\t无", "　　注：本表单位为万元，１２３",
    ]  # fmt: skip
    assert len(document.pages) == 1


def test_merged_cells_are_not_repeated(make_docx: Maker) -> None:
    def fill(document: WordDocument) -> None:
        table = document.add_table(3, 3)
        for index, cell in enumerate(table._cells):
            cell.text = f"{index}"
        table.cell(0, 1).merge(table.cell(0, 2)).text = "决算数"
        table.cell(0, 0).merge(table.cell(1, 0)).text = "项目"

    text = load_bytes(make_docx(fill), "a.docx").text
    assert text.splitlines() == ["项目\t决算数\t", "\t4\t5", "6\t7\t8"]


def test_a_table_of_one_cell_keeps_its_paragraphs(make_docx: Maker) -> None:
    def fill(document: WordDocument) -> None:
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "第一段"
        cell.add_paragraph("第二段")

    assert load_bytes(make_docx(fill), "a.docx").text.splitlines() == ["第一段", "第二段"]


def test_tracked_deletions_are_left_out_and_insertions_are_in(make_docx: Maker) -> None:
    text = body_of(
        make_docx,
        f'<w:p>{run("决算为")}<w:del w:id="1" w:author="a"><w:r><w:delText>99</w:delText></w:r></w:del>'
        f'<w:moveFrom w:id="2" w:author="a">{run("88")}</w:moveFrom>'
        f'<w:ins w:id="3" w:author="a">{run("77")}</w:ins>{run("元")}</w:p>',
    )
    assert text == "决算为77元\n"


def test_deleted_rows_are_left_out(make_docx: Maker) -> None:
    row = "<w:tr>{}<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>"
    gone = '<w:trPr><w:del w:id="1" w:author="a"/></w:trPr>'
    assert body_of(make_docx, f"<w:tbl>{row.format('', '甲')}{row.format(gone, '乙')}</w:tbl>") == "甲\t\n"


def test_a_text_box_is_read_once_after_its_paragraph(make_docx: Maker) -> None:
    box = f"<w:txbxContent><w:p>{run('盒中文字')}</w:p></w:txbxContent>"
    drawing = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    text = body_of(make_docx, f"<w:p>{run('前')}<w:r>{drawing}</w:r>{run('后')}</w:p>")
    assert text.splitlines() == ["前后", "盒中文字"]


def test_content_controls_tabs_breaks_and_hyphens_are_read(make_docx: Maker) -> None:
    text = body_of(
        make_docx,
        f"<w:sdt><w:sdtContent><w:p>{run('控件')}</w:p></w:sdtContent></w:sdt>",
        "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/><w:t>1</w:t></w:r></w:p>",
        f'<w:p><w:hyperlink w:anchor="x">{run("链接")}</w:hyperlink><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>',
    )
    assert text == "控件\n甲\t乙\n丙-1\n链接\n"


def test_explicit_page_breaks_make_pages(make_docx: Maker) -> None:
    def fill(document: WordDocument) -> None:
        document.add_paragraph("第一页").add_run().add_break(WD_BREAK.PAGE)
        document.add_paragraph("第二页")

    document = load_bytes(make_docx(fill), "a.docx")
    assert [document.text[page.start : page.end] for page in document.pages] == ["第一页\f", "\n第二页\n"]


def test_a_break_that_word_noted_as_well_is_counted_once(make_docx: Maker) -> None:
    text = body_of(
        make_docx,
        f"<w:p><w:r><w:lastRenderedPageBreak/></w:r>{run('一')}<w:r><w:br w:type='page'/></w:r></w:p>",
        f"<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:lastRenderedPageBreak/></w:r>{run('二')}</w:p>",
        f"<w:p><w:pPr><w:sectPr/></w:pPr>{run('二续')}</w:p>",
        f"<w:p><w:r><w:lastRenderedPageBreak/></w:r>{run('三')}</w:p>",
    )
    assert [page.split() for page in text.split("\f")] == [["一"], ["二", "二续"], ["三"]]


def test_a_page_that_ends_in_a_row_does_not_break_the_row(make_docx: Maker) -> None:
    cell = "<w:tc><w:p>{}<w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    broken = "<w:r><w:lastRenderedPageBreak/></w:r>"
    rows = f"<w:tr>{cell.format('', '甲')}{cell.format('', '1')}</w:tr>"
    rows += f"<w:tr>{cell.format(broken, '乙')}{cell.format(broken, '2')}</w:tr>"
    assert body_of(make_docx, f"<w:tbl>{rows}</w:tbl>") == "甲\t1\n\f乙\t2\n"


def numbered(document: WordDocument, *levels: tuple[str, str, str]) -> str:
    """Add a list with the given (format, text, suffix) levels and return its id."""
    numbering = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:suff w:val="{gap}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (kind, text, gap) in enumerate(levels)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="900">{inner}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="900"><w:abstractNumId w:val="900"/></w:num>'))
    return "900"


def item(document: WordDocument, text: str, num_id: str, depth: int) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    num_pr = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{num_id}"/></w:numPr>'
    properties.append(parse_xml(num_pr))


def test_automatic_numbers_are_printed_before_their_paragraphs(make_docx: Maker) -> None:
    def fill(document: WordDocument) -> None:
        levels = [
            ("chineseCounting", "%1、", "nothing"),
            ("chineseCounting", "（%2）", "nothing"),
            ("decimal", "%3.", "tab"),
        ]
        num_id = numbered(document, *levels)
        for text, depth in [
            ("收入", 0),
            ("财政", 1),
            ("事业", 1),
            ("5万元", 2),
            ("6万元", 2),
            ("支出", 0),
            ("基本", 1),
        ]:
            item(document, text, num_id, depth)

    assert load_bytes(make_docx(fill), "a.docx").text.splitlines() == [
        "一、收入", "（一）财政", "（二）事业", "1. 5万元", "2. 6万元", "二、支出", "（一）基本",
    ]  # fmt: skip


def test_a_number_never_grows_together_with_a_figure(make_docx: Maker) -> None:
    def fill(document: WordDocument) -> None:
        item(document, "5万元", numbered(document, ("decimal", "%1.", "nothing")), 0)

    assert load_bytes(make_docx(fill), "a.docx").text == "1. 5万元\n"


def test_bullets_and_unknown_number_formats_print_nothing(make_docx: Maker) -> None:
    def fill(document: WordDocument) -> None:
        num_id = numbered(document, ("bullet", "•", "tab"), ("hebrew1", "%2.", "tab"))
        item(document, "甲", num_id, 0)
        item(document, "乙", num_id, 1)

    assert load_bytes(make_docx(fill), "a.docx").text == "甲\n乙\n"


def test_a_style_numbers_its_paragraphs(make_docx: Maker) -> None:
    def fill(document: WordDocument) -> None:
        document.add_paragraph("甲", style="List Number")
        document.add_paragraph("乙", style="List Number")

    assert load_bytes(make_docx(fill), "a.docx").text == "1. 甲\n2. 乙\n"


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (105, "一百零五"), (110, "一百一十"), (1001, "一千零一")],
)
def test_chinese_counts_are_spelt(number: int, words: str) -> None:
    assert chinese(number) == words


def test_a_word_file_of_pictures_is_a_scan_and_one_of_nothing_is_empty(make_docx: Maker) -> None:
    picture = io.BytesIO()
    Image.new("L", (9, 9)).save(picture, "PNG")
    with pytest.raises(ScannedInput):
        load_bytes(make_docx(lambda document: _add_picture(document, picture)), "a.docx")
    with pytest.raises(EmptyInput):
        load_bytes(make_docx(lambda _: None), "a.docx")


def _add_picture(document: WordDocument, picture: io.BytesIO) -> None:
    document.add_picture(picture)


def test_the_same_file_gives_the_same_document(make_docx: Maker) -> None:
    data = make_docx(lambda document: document.add_paragraph("甲") and None)
    assert load_bytes(data, "a.docx") == load_bytes(data, "a.docx")


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run(text)}</w:p></w:tc>"


def tr(*inner: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(inner)}</w:tr>"


BEGIN, GO_ON, TWO = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'


def test_merged_cells_are_known_by_height_and_width(make_docx: Maker) -> None:
    document = word(
        make_docx,
        f"<w:p>{run('收入决算表')}</w:p>",
        f"<w:tbl>{tr(tc('项目', BEGIN), tc('决算数', TWO + BEGIN))}{tr(tc('', GO_ON), tc('x', TWO + GO_ON))}"
        f"{tr(tc('', GO_ON), tc('合计'), tc('基本'))}{tr(tc('支出'), tc('3.00'), tc('2.00'))}</w:tbl>",
        f"<w:p>{run('注：甲')}</w:p>",
    )
    (grid,) = document.grids
    assert cells(document, grid) == [
        ["项目", "决算数", ""],
        ["", "", ""],
        ["", "合计", "基本"],
        ["支出", "3.00", "2.00"],
    ]
    assert merged(grid) == {(0, 0, 3, 1), (0, 1, 2, 2)}
    assert document.text.startswith("收入决算表\n项目\t")


def test_a_part_of_a_merged_cell_that_nothing_begins_is_an_empty_cell(make_docx: Maker) -> None:
    rows = tr(tc("甲", GO_ON), tc("1")) + tr(tc("乙", BEGIN), tc("2")) + tr(tc("丙", TWO + GO_ON), tc("3"))
    document = word(make_docx, f"<w:tbl>{rows}</w:tbl>")
    assert cells(document, document.grids[0]) == [["", "1", ""], ["乙", "2", ""], ["", "", "3"]]
    assert merged(document.grids[0]) == {(2, 0, 1, 2)}


def test_columns_left_free_before_and_after_a_row_are_empty_cells(make_docx: Maker) -> None:
    before, after = '<w:gridBefore w:val="2"/>', '<w:gridAfter w:val="1"/>'
    rows = tr(tc("甲"), tc("乙"), tc("丙")) + tr(tc("丁"), properties=before) + tr(tc("戊"), tc("己"), properties=after)
    document = word(make_docx, f"<w:tbl>{rows}</w:tbl>")
    assert cells(document, document.grids[0]) == [["甲", "乙", "丙"], ["", "", "丁"], ["戊", "己", ""]]
    assert document.grids[0].merges == ()


def test_rows_and_cells_in_content_controls_and_tables_in_cells_are_read(make_docx: Maker) -> None:
    inner = f"<w:tbl>{tr(tc('子'), tc('1.00'))}</w:tbl>"
    cell = f"<w:tc>{inner}<w:p/></w:tc>"
    rows = f"<w:sdt><w:sdtContent>{tr(tc('甲'), tc('乙'))}</w:sdtContent></w:sdt>"
    rows += tr(f"<w:sdt><w:sdtContent>{tc('丙')}</w:sdtContent></w:sdt>", cell)
    document = word(make_docx, f"<w:tbl>{rows}</w:tbl>")
    assert [cells(document, grid) for grid in document.grids] == [[["甲", "乙"], ["丙", "子 1.00"]]]


def test_a_table_in_a_layout_table_is_a_grid(make_docx: Maker) -> None:
    inner = f"<w:tbl>{tr(tc('子'), tc('1.00'))}</w:tbl>"
    outer = f"<w:tbl><w:tr><w:tc><w:p>{run('前')}</w:p>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    document = word(make_docx, outer)
    assert [cells(document, grid) for grid in document.grids] == [[["子", "1.00"]]]
    assert document.text == "前\n子\t1.00\n\n"


def test_a_table_over_two_pages_is_a_grid_a_page(make_docx: Maker) -> None:
    broken = "<w:tc><w:p><w:r><w:lastRenderedPageBreak/><w:t>2.00</w:t></w:r></w:p></w:tc>"
    rows = tr(tc("甲", BEGIN), tc("1.00")) + tr(tc("", GO_ON), tc("1.50"))
    rows += tr(tc("", GO_ON), broken) + tr(tc("", GO_ON), tc("2.50"))
    document = word(make_docx, f"<w:tbl>{rows}</w:tbl>")
    first, second = document.grids
    assert cells(document, first) == [["甲", "1.00"], ["", "1.50"]]
    assert cells(document, second) == [["", "2.00"], ["", "2.50"]]
    assert (merged(first), merged(second)) == ({(0, 0, 2, 1)}, {(0, 0, 2, 1)})
    assert document.text[second.start - 1] == "\f"
    assert [document.page_at(grid.start) for grid in document.grids] == [1, 2]


def test_a_span_that_is_no_number_counts_as_one(make_docx: Maker) -> None:
    wild = '<w:gridSpan w:val="99999999999999"/>'
    document = word(make_docx, f"<w:tbl>{tr(tc('甲', wild), tc('乙'))}</w:tbl>")
    assert cells(document, document.grids[0]) == [["甲", "乙"]]


def test_tables_nested_without_end_are_refused(make_docx: Maker) -> None:
    data = make_docx(lambda document: document.add_paragraph("标记") and None)
    deep = "<w:tbl><w:tr><w:tc>" * 5000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 5000
    with pytest.raises(Unreadable):
        load_bytes(patched(data, "word/document.xml", b"<w:body>", b"<w:body>" + deep.encode()), "a.docx")


def test_an_entity_of_a_word_file_reads_no_other_file(make_docx: Maker, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("不可外传", "utf-8")
    data = make_docx(lambda document: document.add_paragraph("甲标记乙") and None)
    data = patched(data, "word/document.xml", "标记".encode(), b"&x;")
    declared = f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "{secret.as_uri()}">]><w:document'.encode()
    data = patched(data, "word/document.xml", b"<w:document", declared)
    assert "不可外传" not in load_bytes(data, "a.docx").text


def patched(data: bytes, member: str, old: bytes, new: bytes) -> bytes:
    """Return a ZIP file with something in one of its members replaced, once."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            content = source.read(item)
            if item.filename == member:
                assert old in content
                content = content.replace(old, new, 1)
            target.writestr(item, content)
    return out.getvalue()

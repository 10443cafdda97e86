"""OFD files made on the spot: millimetres, templates, several documents, and what a broken one says."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

import pytest

from extractor.errors import InputError, ScannedInput, TooLarge, Unreadable
from extractor.load import load_bytes, ocr, unread_pages
from extractor.load.ofd_sheet import _deltas, _subpaths
from tests.load.cutting import cells
from tests.load.printing import LEFT, Rows, said, spans, t1

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE = 3.2


def text(x: float, y: float, words: str, *, size: float = SIZE, matrix: str = "") -> str:
    """A text object whose base line is at `y`; equal distances are told as a repeat."""
    steps = [size if ord(char) >= 0x2E80 else size / 2 for char in words[:-1]]
    delta = f"g {len(steps)} {steps[0]}" if len(set(steps)) == 1 else " ".join(str(step) for step in steps)
    turn = f' CTM="{matrix}"' if matrix else ""
    return (
        f'<ofd:TextObject Boundary="{x} {y - size} 100 {size * 1.2}" Font="1" Size="{size}"{turn}>'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="{delta}">{escape(words)}</ofd:TextCode></ofd:TextObject>'
    )


def box(x: float, y: float, width: float, height: float) -> str:
    return (
        f'<ofd:PathObject Boundary="{x} {y} {width} {height}" LineWidth="0.2"><ofd:AbbreviatedData>'
        f"M 0 0 L {width} 0 L {width} {height} L 0 {height} C</ofd:AbbreviatedData></ofd:PathObject>"
    )


def form(rows: Rows, edges: Sequence[float], top: float, pitch: float = 6) -> str:
    parts = []
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            if cell is LEFT:
                continue
            height, width = spans(rows, i, j)
            x, y = edges[j], top + pitch * i
            parts.append(box(x, y, edges[j + width] - x, pitch * height))
            if cell:
                parts.append(text(x + 1, y + 4.5, str(cell)))
    return "".join(parts)


def page(content: str, template: str = "") -> str:
    over = f'<ofd:Template TemplateID="{template}"/>' if template else ""
    area = "<ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area>"
    layer = f"<ofd:Content><ofd:Layer ID='1'>{content}</ofd:Layer></ofd:Content>"
    return f"<ofd:Page {NAMESPACE}>{area}{over}{layer}</ofd:Page>"


def packed(documents: Sequence[Sequence[str]], template: str = "", extra: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        roots = "".join(
            f"<ofd:DocBody><ofd:DocRoot>Doc_{i}/Document.xml</ofd:DocRoot></ofd:DocBody>" for i in range(len(documents))
        )
        archive.writestr("OFD.xml", f"<ofd:OFD {NAMESPACE}>{roots}</ofd:OFD>")
        for i, pages in enumerate(documents):
            refs = "".join(
                f'<ofd:Page ID="{10 + j}" BaseLoc="/Doc_{i}/Pages/Page_{j}/Content.xml"/>' for j in range(len(pages))
            )
            common = '<ofd:TemplatePage ID="5" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if template else ""
            resources = "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
            archive.writestr(
                f"Doc_{i}/Document.xml",
                f"<ofd:Document {NAMESPACE}><ofd:CommonData>{common}{resources}</ofd:CommonData>"
                f"<ofd:Pages>{refs}</ofd:Pages></ofd:Document>",
            )
            for j, content in enumerate(pages):
                archive.writestr(f"Doc_{i}/Pages/Page_{j}/Content.xml", content)
            if template:
                archive.writestr(f"Doc_{i}/Tpls/Tpl_0/Content.xml", template)
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    return out.getvalue()


EDGES = (10, 68, 78, 105, 158, 168, 198)


def test_pages_hold_prose_and_forms() -> None:
    content = text(60, 20, "收入支出决算总表", size=5) + form(t1(), EDGES, 40) + text(10, 120, "注：本表反映收支。")
    document = load_bytes(packed([[page(content), page(text(20, 30, "本年收入12.30万元。"))]]), "a.ofd")
    assert document.media_type == "application/ofd"
    (grid,) = document.grids
    assert cells(document, grid) == said(t1())
    assert document.text[: grid.start] == "收入支出决算总表\n"
    assert document.text[grid.end :] == "注：本表反映收支。\n\f本年收入12.30万元。\n\f"
    assert [one.number for one in document.pages] == [1, 2]


def test_a_template_is_part_of_its_pages_and_several_documents_are_one_text() -> None:
    plain = page(text(20, 30, "本年收入12.30万元。"), template="5")
    document = load_bytes(packed([[plain], [plain]], template=page(text(20, 20, "云溪县档案馆"))), "a.ofd")
    assert document.text == "云溪县档案馆\n本年收入12.30万元。\n\f" * 2


def test_a_form_turned_by_its_matrix_is_read_upright() -> None:
    parts = []
    rows: Rows = [["项目", "预算数", "决算数"], ["基本支出", "12.50", "13.60"], ["项目支出", "5.00", "4.00"]]
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            parts.append(box(50 + 10 * i, 200 - 40 * j - 40, 10, 40))
            parts.append(text(57 + 10 * i, 200 - 40 * j - 2 + SIZE, str(cell), matrix=f"0 -1 1 0 {-SIZE} 0"))
    document = load_bytes(packed([[page("".join(parts))]]), "a.ofd")
    assert [cells(document, grid) for grid in document.grids] == [said(rows)]


def test_distances_repeat_and_paths_end_at_curves() -> None:
    assert _deltas("2 g 3 3.5 1", 9) == [2, 3.5, 3.5, 3.5, 1]
    assert len(_deltas("g 999999999 1", 4)) <= 10_000
    assert list(_subpaths("M 0 0 L 5 0 B 6 0 7 0 8 1 L 9 1 C")) == [[(0, 0), (5, 0)], [(8, 1), (9, 1), (8, 1)]]


PICTURE = '<ofd:ImageObject Boundary="0 0 210 297" ResourceID="7"/>'


def test_a_page_that_is_a_picture_is_a_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.load.ofd.can_read_pictures", lambda: False)
    with pytest.raises(ScannedInput) as caught:
        load_bytes(packed([[page(PICTURE)]]), "a.ofd")
    assert "juesuan[ocr]" in caught.value.remedy
    document = load_bytes(packed([[page(PICTURE), page(text(20, 30, "本年收入12.30万元。"))]]), "a.ofd")
    assert unread_pages(document) == (1,)


@pytest.mark.skipif(not ocr.can_read_pictures(), reason="recognition (juesuan[ocr]) is not installed")
def test_a_page_that_is_a_picture_is_recognised() -> None:
    from tests.load.test_load_ocr import drawn

    out = io.BytesIO()
    drawn(t1()).save(out, "PNG")
    media = '<ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>scan.png</ofd:MediaFile></ofd:MultiMedia>'
    resources = f'<ofd:Res {NAMESPACE} BaseLoc="Res"><ofd:MultiMedias>{media}</ofd:MultiMedias></ofd:Res>'
    extra = {"Doc_0/DocumentRes.xml": resources.encode(), "Doc_0/Res/scan.png": out.getvalue()}
    document = load_bytes(packed([[page(PICTURE)]], extra=extra), "a.ofd")
    assert [one.source for one in document.pages] == ["ocr"]
    assert "8,487,807.53" in document.text


def test_an_encrypted_one_says_so() -> None:
    with pytest.raises(Unreadable, match="加了密码"):
        load_bytes(packed([[page("")]], extra={"Encryptions.xml": b"<a/>"}), "a.ofd")


BOMB = '<!DOCTYPE a [<!ENTITY b "xxxxxxxxxx"><!ENTITY c "&b;&b;&b;&b;">]>' + page(text(20, 30, "&c;")).replace(
    "&amp;c;", "&c;"
)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "<broken",
        page(text(20, 30, "甲")).replace('Size="3.2"', 'Size="x"'),
        page(box(1, 1, 5, 5)).replace("M 0 0", "Z 0 0"),
        BOMB,
    ],
)
def test_a_damaged_one_is_refused_with_a_remedy(content: str) -> None:
    with pytest.raises(InputError) as caught:
        load_bytes(packed([[content]]), "a.ofd")
    assert caught.value.remedy


def test_a_page_that_is_missing_is_damage() -> None:
    data = packed([[page(text(20, 30, "甲"))]])
    with pytest.raises(Unreadable) as caught:
        load_bytes(data.replace(b"Page_0", b"Page_9"), "a.ofd")
    assert "OFD" in caught.value.remedy


def test_one_that_unpacks_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.load.carriers.MAX_BYTES", 3_000)
    with pytest.raises(TooLarge):
        load_bytes(packed([[page(text(20, 30, "甲" * 2_000))]]), "a.ofd")

import codecs
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extractor.errors import EmptyInput, InputError, TooLarge, Unreadable
from extractor.load import carriers, load, load_bytes
from extractor.load.encoding import decode, is_binary
from extractor.load.pages import paged
from schemas.document import Document

ROW = "青禾市粮食局２０２３年度\t１２３．４５万元（①）\n　　其中：公务接待费 0.80\n"
TEXT = st.text(st.characters(codec="utf-8"), max_size=100).filter(lambda text: not is_binary(text))
HAN = st.text(st.sampled_from("青禾市粮食局年度部门决算收入支出万元增加减少，。0123456789.%（）\n"), min_size=1)


def test_a_clean_utf8_file_is_its_own_text(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes(ROW.encode())
    document = load(path)
    assert (document.name, document.media_type, document.text) == ("报告.txt", "text/plain", ROW)


@given(TEXT)
@example("a\u2028b\x85c\u200bd\v")
def test_utf8_text_survives_but_for_nul_and_carriage_returns(text: str) -> None:
    document = load_bytes(("部门" + text).encode(), "a.txt")
    assert document.text == "部门" + text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")


@given(HAN)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_chinese_round_trips_in_every_encoding(encoding: str, text: str) -> None:
    assert decode(("青禾市" + text).encode(encoding)) == "青禾市" + text


@given(HAN)
@pytest.mark.parametrize(("bom", "codec"), [(codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")])
def test_utf16_needs_its_mark(bom: bytes, codec: str, text: str) -> None:
    assert decode(bom + text.encode(codec)) == text


def test_characters_that_only_gb18030_has_are_read() -> None:
    line = "青禾市䶮岭镇２０２３年度部门决算"
    assert load_bytes(line.encode("gb18030"), "a.txt").text == line


def test_a_damaged_utf8_file_is_refused_and_not_read_as_gb18030() -> None:
    damaged = ("决算" * 20).encode()[:-1] + b"A"
    assert damaged.decode("gb18030").startswith("鍐崇畻")  # no error: only its looks betray it
    with pytest.raises(Unreadable, match="编码"):
        load_bytes(damaged, "a.txt")


def test_line_ends_become_line_feeds_and_nul_goes() -> None:
    assert load_bytes("甲\r\n乙\r丙\0丁\n".encode(), "a.md").text == "甲\n乙\n丙丁\n"


def test_a_form_feed_stays_and_ends_its_page() -> None:
    document = load_bytes("第一页\n\f第二页\n\f".encode(), "a.txt")
    assert [document.text[page.start : page.end] for page in document.pages] == ["第一页\n\f", "第二页\n\f"]
    assert [document.page_at(at) for at in (0, 4, 5, 9)] == [1, 1, 2, 2]


def test_without_form_feeds_there_is_one_page() -> None:
    (page,) = load_bytes("一行".encode(), "a.txt").pages
    assert (page.number, page.start, page.end) == (1, 0, 2)


@given(st.text(st.sampled_from("甲1\f\n"), max_size=40))
def test_pages_cover_the_text_without_gaps(text: str) -> None:
    pages = paged(text)
    document = Document(name="a", sha256="", media_type="text/plain", text=text, pages=pages)
    assert "".join(text[page.start : page.end] for page in pages) == text
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        assert "\f" not in text[page.start : page.end][:-1]
        assert all(document.page_at(at) == page.number for at in range(page.start, page.end))


@given(TEXT)
def test_the_same_bytes_give_the_same_document(text: str) -> None:
    data = ("部门" + text).encode()
    assert load_bytes(data, "a.md") == load_bytes(data, "a.md")


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n\f", codecs.BOM_UTF8, "　\u200b\n".encode()])
def test_a_file_with_nothing_in_it_is_empty(data: bytes) -> None:
    with pytest.raises(EmptyInput):
        load_bytes(data, "a.txt")


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "大.txt"
    path.write_bytes(b"123456")
    monkeypatch.setattr(carriers, "MAX_BYTES", 5)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("read"))
    with pytest.raises(TooLarge, match=r"大\.txt"):
        load(path)
    with pytest.raises(TooLarge):
        load_bytes(b"123456", "大.txt")


def test_a_missing_file_and_a_folder_say_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="找不到文件"):
        load(tmp_path / "没有.txt")
    with pytest.raises(InputError, match="文件夹"):
        load(tmp_path)


def test_a_name_loses_its_folders_and_bytes_that_are_no_text() -> None:
    assert load_bytes(b"x", "a\\b/c.txt").name == "c.txt"
    assert load_bytes(b"x", b"\xbe\xf6.txt".decode("utf-8", "surrogateescape")).name.endswith(".txt")
    assert "\udcbe" not in load_bytes(b"x", b"\xbe\xf6.txt".decode("utf-8", "surrogateescape")).name

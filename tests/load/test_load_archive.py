import struct
import zipfile
from pathlib import Path

import pytest

from extractor.errors import InputError, TooLarge, Unreadable
from extractor.load import Member, archive, is_archive, load, load_member, members
from tests.load.books import xlsx


def packed(path: Path, *files: tuple[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files:
            target.writestr(name, content)
    return path


def test_members_come_by_name_with_their_folders_and_without_litter(tmp_path: Path) -> None:
    names = ("乙/说明.txt", "甲.txt", "__MACOSX/._甲.txt", ".DS_Store", "~$表.xlsx", "乙/")
    path = packed(tmp_path / "a.zip", *((name, "x") for name in names))
    assert is_archive(path)
    assert [member.name for member in members(path)] == ["乙/说明.txt", "甲.txt"]


def test_a_member_is_loaded_under_its_own_name(tmp_path: Path, final_account: str) -> None:
    path = packed(tmp_path / "a.zip", ("决算/报告.txt", final_account))
    (member,) = members(path)
    document = load_member(member)
    assert (document.name, document.text) == ("报告.txt", final_account)
    assert str(member) == f"{path}：决算/报告.txt"


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_without_the_mark_of_utf_8_are_decoded(tmp_path: Path, encoding: str) -> None:
    raw = "青禾市部门决算.txt".encode(encoding)
    path = packed(tmp_path / "a.zip", ("x" * len(raw), "甲"))
    path.write_bytes(path.read_bytes().replace(b"x" * len(raw), raw))
    assert [member.name for member in members(path)] == ["青禾市部门决算.txt"]


def test_documents_in_zip_containers_are_no_archives(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(xlsx(lambda book: book.worksheets[0].append(["甲"])))
    (tmp_path / "a.txt").write_text("甲", "utf-8")
    assert not is_archive(tmp_path / "a.zip")
    assert not is_archive(tmp_path / "a.txt")
    assert not is_archive(tmp_path / "nowhere.zip")


def test_no_name_leads_out_of_the_archive(tmp_path: Path, final_account: str) -> None:
    path = packed(tmp_path / "a.zip", ("../../up.txt", final_account), ("/etc/up.txt", final_account))
    before = sorted(tmp_path.parent.rglob("*"))
    assert [load_member(member).name for member in members(path)] == ["up.txt", "up.txt"]
    assert sorted(tmp_path.parent.rglob("*")) == before


def test_too_many_members_are_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", *((f"{number}.txt", "x") for number in range(501)))
    with pytest.raises(TooLarge, match="500"):
        members(path)


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = packed(tmp_path / "a.zip", ("a.txt", bytes(30_000)), ("b.txt", bytes(30_000)))
    monkeypatch.setattr(archive, "MAX_BYTES", 50_000)
    with pytest.raises(TooLarge):
        members(path)
    with pytest.raises(TooLarge):
        load(path)


def test_a_member_that_is_longer_than_it_says_is_not_read_on(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", ("a.txt", "甲" * 50_000))
    data = path.read_bytes().replace(struct.pack("<L", 150_000), struct.pack("<L", 30))
    path.write_bytes(data)
    (member,) = members(path)
    with pytest.raises(Unreadable):
        load_member(member)


def test_encrypted_archives_and_broken_ones_say_so(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", ("a.txt", "甲"))
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(Unreadable, match="密码"):
        members(path)
    with pytest.raises(Unreadable, match="密码"):
        load(path)
    path.write_bytes(bytes(data)[:-30])
    with pytest.raises(Unreadable, match="损坏"):
        members(path)


def test_damaged_members_and_strange_packing_are_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", ("a.txt", "甲乙丙" * 500))
    data = bytearray(path.read_bytes())
    data[40:60] = bytes(20)
    path.write_bytes(data)
    with pytest.raises(Unreadable, match="压缩方法"):
        load_member(members(path)[0])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as target:
        target.writestr("a.txt", "甲")
    with pytest.raises(Unreadable, match="压缩方法"):
        load_member(members(path)[0])


def test_an_archive_is_no_single_report(tmp_path: Path, final_account: str) -> None:
    inner = packed(tmp_path / "b.zip", ("报告.txt", final_account))
    with pytest.raises(Unreadable, match="压缩包"):
        load(inner)
    outer = packed(tmp_path / "a.zip", ("b.zip", inner.read_bytes()))
    with pytest.raises(Unreadable, match="压缩包"):
        load_member(members(outer)[0])


def test_a_member_of_an_archive_that_went_away_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        load_member(Member(tmp_path / "nowhere.zip", "a.txt", 0))

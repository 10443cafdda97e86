"""A file that cannot be written is an error of ours that names it, whoever writes."""

import pytest

from extractor import show
from extractor.errors import UsageError
from extractor.export import write_text
from extractor.writing import writing
from tests.records import record_of


def test_what_the_system_says_against_writing_is_told_in_chinese(tmp_path):
    (tmp_path / "a.txt").touch()
    with pytest.raises(UsageError, match=r"写不了文件：.*文件.*a\.txt/b\.json"), writing(tmp_path / "a.txt" / "b.json"):
        (tmp_path / "a.txt" / "b.json").write_text("", "utf-8")


def test_records_and_pages_are_written_so(tmp_path):
    (tmp_path / "a.txt").touch()
    with pytest.raises(UsageError, match=r"a\.txt/b\.json"):
        write_text(tmp_path / "a.txt" / "b.json", "")
    with pytest.raises(UsageError, match=r"a\.txt/b\.html"):
        show.write(record_of(), tmp_path / "a.txt" / "b.html")

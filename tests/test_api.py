"""Reading from Python."""

import zipfile
from pathlib import Path

import pytest

import extractor
from extractor.errors import NotAnAccount

ROOT = Path(__file__).parent.parent


def test_a_report_becomes_a_record_in_one_call():
    record = extractor.extract(ROOT / "examples" / "heilongjiang.txt", replay=ROOT / "cassettes" / "examples")
    assert record.unit.name == "青岚市水务局"
    assert record.status == "complete"


def test_the_files_of_an_archive_are_one_report(tmp_path):
    report = (ROOT / "examples" / "heilongjiang.txt").read_text("utf-8")
    half = report.index("\n", len(report) // 2) + 1
    path = tmp_path / "决算.zip"
    with zipfile.ZipFile(path, "w") as target:
        target.writestr("1.txt", report[:half])
        target.writestr("2.txt", report[half:])
    record = extractor.extract(path, replay=ROOT / "cassettes" / "examples")
    assert [document.name for document in record.documents] == ["1.txt", "2.txt"]
    assert record.unit.name == "青岚市水务局"


def test_what_is_no_account_is_refused(tmp_path):
    recipe = tmp_path / "recipe.txt"
    recipe.write_text("面粉三百克，水两百克，酵母三克。揉匀，发酵，蒸二十分钟。" * 5, encoding="utf-8")
    with pytest.raises(NotAnAccount):
        extractor.extract(recipe, replay=ROOT / "cassettes" / "examples")


def test_the_package_offers_what_it_lists():
    assert extractor.__all__ == ["extract"]
    assert not hasattr(extractor, "something_else")

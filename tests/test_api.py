"""Reading from Python."""

from pathlib import Path

import pytest

import extractor
from extractor.errors import NotAnAccount

ROOT = Path(__file__).parent.parent


def test_a_report_becomes_a_record_in_one_call():
    record = extractor.extract(ROOT / "examples" / "heilongjiang.txt", replay=ROOT / "cassettes" / "examples")
    assert record.unit.name == "青岚市水务局"
    assert record.status == "complete"


def test_what_is_no_account_is_refused(tmp_path):
    recipe = tmp_path / "recipe.txt"
    recipe.write_text("面粉三百克，水两百克，酵母三克。揉匀，发酵，蒸二十分钟。" * 5, encoding="utf-8")
    with pytest.raises(NotAnAccount):
        extractor.extract(recipe, replay=ROOT / "cassettes" / "examples")


def test_the_package_offers_what_it_lists():
    assert extractor.__all__ == ["extract"]
    assert not hasattr(extractor, "something_else")

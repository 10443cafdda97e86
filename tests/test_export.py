"""Records as files and back, and facts as rows."""

import csv
import io
import json

import pytest

from extractor.errors import RecordError, UsageError
from extractor.export import COLUMNS, as_format, read_record, render, write_text
from tests.records import busy_record, record_of

RECORD = busy_record()


def test_a_record_comes_back_from_its_file_as_it_was(tmp_path):
    path = tmp_path / "new folder" / "a.json"
    write_text(path, render(RECORD, "json"))
    assert read_record(path) == RECORD
    assert render(read_record(path), "json") == path.read_text("utf-8")
    assert [item.name for item in path.parent.iterdir()] == ["a.json"]


def test_csv_has_the_label_guides_columns_and_the_band():
    text = render(RECORD, "csv")
    assert text.startswith("\ufeffplace,row,column,state,printed,value,unit,start,end,note,band\n")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    facts, empty = rows[: len(RECORD.facts)], rows[len(RECORD.facts) :]
    assert [(row["place"], row["row"], row["column"]) for row in facts] == [
        (fact.place, fact.row, fact.column) for fact in RECORD.facts
    ]
    text = RECORD.documents[0].text
    assert all("".join(text[int(row["start"]) : int(row["end"])].split()) == row["printed"] for row in facts)
    assert {row["band"] for row in facts} == {"AUTO", "REVIEW", "MUST"}
    assert [(row["place"], row["row"], row["state"], row["value"]) for row in empty] == [
        ("T8", "空表", "declared_empty", "")
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "＝"])
def test_no_text_of_the_csv_is_taken_for_a_formula_and_numbers_stay_numbers(start):
    fact = next(fact for fact in RECORD.facts if fact.value.startswith("-"))
    evil = {name: f'{start}HYPERLINK("x")' for name in ("place", "row", "column", "unit", "printed")}
    flags = (f"{start}1+1",)
    signed = fact.model_copy(update={"printed": "-12.30"})
    record = RECORD.model_copy(update={"facts": (fact.model_copy(update={**evil, "flags": flags}), signed)})
    first, second = list(csv.DictReader(io.StringIO(render(record, "csv").removeprefix("\ufeff"))))[:2]
    assert all(first[name].startswith("'") for name in (*evil, "note"))
    assert (first["value"], second["value"], second["printed"]) == (fact.value, fact.value, "-12.30")
    assert json.loads(render(record, "jsonl").splitlines()[0])["row"] == evil["row"]  # JSON is data and stays as it is


def test_jsonl_says_the_same_one_object_a_line():
    lines = [json.loads(line) for line in render(RECORD, "jsonl").splitlines()]
    assert len(lines) == len(RECORD.facts) + 1
    assert all(tuple(line) == COLUMNS for line in lines)
    assert lines[0]["value"] == RECORD.facts[0].value
    assert "空表" in render(RECORD, "jsonl")


@pytest.mark.parametrize("form", ["json", "jsonl", "csv"])
def test_the_same_record_gives_the_same_characters(form):
    assert render(record_of(), form) == render(record_of(), form)


def test_xlsx_is_refused_with_a_way_out():
    with pytest.raises(UsageError, match="csv") as caught:
        as_format("xlsx")
    assert caught.value.exit_code == 2


def test_an_unknown_format_names_the_known_ones():
    with pytest.raises(UsageError, match="json、jsonl、csv"):
        as_format("yaml")


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b'{"schema_version": "9"}', b"[1]"])
def test_a_file_that_is_no_record_is_an_error_that_names_it(tmp_path, content):
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(RecordError) as caught:
        read_record(path)
    assert caught.value.where == str(path)
    assert caught.value.exit_code == 3


def test_a_record_that_is_not_there_is_an_error_of_ours(tmp_path):
    with pytest.raises(RecordError, match="读不到记录文件：没有这个文件"):
        read_record(tmp_path / "none.json")

"""Which files of a call are records, and which records may be believed."""

import json

import pytest

from extractor.checks.record_files import Meant, meant, sound
from extractor.errors import RecordError, UsageError
from extractor.export import render
from tests.checks.faulty import faulty_record
from tests.records import busy_record

RECORD = faulty_record()


def kept(path, record=RECORD):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(render(record, "json"), "utf-8")
    return path


def with_fact(**change):
    """The record with its first fact changed."""
    return RECORD.model_copy(update={"facts": (RECORD.facts[0].model_copy(update=change), *RECORD.facts[1:])})


def test_a_folder_stands_for_its_records_and_what_is_none_is_passed_over_by_name(tmp_path):
    record = kept(tmp_path / "out" / "a.json")
    (tmp_path / "out" / "a.run.json").write_text("{}", "utf-8")
    others = {"findings.json": '{"reports": []}', "list.json": "[1]", "package.json": '{"name": "x"}'}
    for name, text in others.items():
        (tmp_path / "out" / name).write_text(text, "utf-8")
    assert meant([tmp_path / "out"]) == Meant((record,), tuple(tmp_path / "out" / name for name in others))


def test_a_broken_record_of_a_folder_is_not_passed_over(tmp_path):
    record = kept(tmp_path / "a.json")
    record.write_text(record.read_text("utf-8")[:-40], "utf-8")
    (tmp_path / "b.json").write_text('{"facts": []}', "utf-8")
    assert meant([tmp_path]) == Meant((record, tmp_path / "b.json"), ())


def test_what_is_named_itself_is_meant_whatever_it_holds(tmp_path):
    path = tmp_path / "findings.json"
    path.write_text('{"reports": []}', "utf-8")
    assert meant([path, path]) == Meant((path,), ())


def test_no_record_at_all_is_a_misuse_that_names_the_folder(tmp_path):
    (tmp_path / "findings.json").write_text('{"reports": []}', "utf-8")
    with pytest.raises(UsageError, match=f"没有记录.*{tmp_path.name}"):
        meant([tmp_path])


def test_records_true_to_their_text_are_sound(tmp_path):
    for record in (RECORD, busy_record()):
        assert sound(kept(tmp_path / "a.json", record)) == record


@pytest.mark.parametrize("change", [{"printed": "9,999.99"}, {"value": "99999900"}])
def test_a_figure_that_does_not_stand_in_the_text_makes_a_record_a_changed_one(tmp_path, change):
    path = kept(tmp_path / "a.json", with_fact(**change))
    with pytest.raises(RecordError, match=r"对不上：S1/收入总计/决算数 的第 1 处出处.*a\.json.*verify") as caught:
        sound(path)
    assert "等" not in caught.value.what


def test_of_much_evidence_that_is_off_the_first_is_named_and_all_is_counted(tmp_path):
    document = RECORD.documents[0]
    shifted = document.model_copy(update={"text": f"。{document.text[:-1]}"})
    with pytest.raises(RecordError, match=f"等 {len(RECORD.facts)} 处"):
        sound(kept(tmp_path / "a.json", RECORD.model_copy(update={"documents": (shifted,)})))


@pytest.mark.parametrize("value", ["1e999999999", "NaN", "三", "1" * 40])
def test_a_value_that_is_no_plain_number_makes_a_record_a_broken_one(tmp_path, value):
    with pytest.raises(RecordError, match="不是数"):
        sound(kept(tmp_path / "a.json", with_fact(value=value)))


def test_a_record_no_reader_writes_is_a_broken_one(tmp_path):
    with pytest.raises(RecordError, match="没有位置"):
        sound(kept(tmp_path / "a.json", with_fact(place="")))
    pageless = RECORD.documents[0].model_copy(update={"pages": ()})
    with pytest.raises(RecordError, match="一页也没有"):
        sound(kept(tmp_path / "a.json", RECORD.model_copy(update={"documents": (pageless,)})))


def test_a_record_of_another_schema_is_told_from_what_is_none(tmp_path):
    path = kept(tmp_path / "a.json")
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), "schema_version": "9"}), "utf-8")
    with pytest.raises(RecordError, match="另一版本"):
        sound(path)

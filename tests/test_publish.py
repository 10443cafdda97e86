"""The published JSON Schemas are those of the models, and records keep to them."""

import json

import pytest

from schemas import publish
from tests.records import busy_record


@pytest.mark.parametrize("name", publish.names())
def test_the_committed_schema_is_the_models_own(name):
    committed = (publish.FOLDER / f"{name}.schema.json").read_text("utf-8")
    assert committed == publish.json_schema(name), "run: python -m schemas.publish"


def test_no_published_file_is_left_without_a_model():
    assert {path.name for path in publish.FOLDER.iterdir()} == {f"{name}.schema.json" for name in publish.names()}


def test_every_field_of_a_record_stands_in_its_schema():
    schema = json.loads(publish.json_schema("record"))
    assert set(schema["properties"]) == set(json.loads(busy_record().model_dump_json()))
    assert {"documents", "unit", "facts", "chunks"} <= set(schema["required"])
    assert schema["additionalProperties"] is False


def test_a_schema_says_what_its_fields_mean():
    fact = json.loads(publish.json_schema("record"))["$defs"]["Fact"]["properties"]
    assert "decimal" in fact["value"]["description"]


def test_what_a_person_may_leave_out_is_not_required_and_what_decides_a_label_is():
    label = json.loads(publish.json_schema("label"))["$defs"]["Label"]
    assert set(label["required"]) == {"place", "row", "column", "state"}
    assert label["additionalProperties"] is False
    needed = {rule["if"]["properties"]["state"]["const"]: rule["then"] for rule in label["allOf"]}
    assert needed["value"]["required"] == ["printed", "value", "unit"]
    assert needed["declared_empty"]["properties"]["row"] == {"const": "空表"}
    assert needed["absent"]["properties"]["value"] == {"const": ""}
    suite = json.loads(publish.json_schema("suite"))
    assert set(suite["required"]) == {"name", "title"}
    assert set(suite["$defs"]["SuiteEntry"]["required"]) == {"name", "sha256", "labels"}

"""Label files: read with their lines, written back, and refused with the line and the remedy."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from evals.golden.labels import numbered_labels, read_labels, write_labels
from evals.scoring.leaf import GoldLeaf
from extractor.errors import SuiteError
from schemas.publish import json_schema
from tests.evals.golden.suites import AT, HEAD, LABELS

EXAMPLES = sorted(
    path for path in (Path(__file__).parents[3] / "examples" / "gold").glob("*.csv") if path.stem != "documents"
)


def written(folder, text, name="labels.csv"):
    path = folder / name
    path.write_text(text, "utf-8", newline="\n")
    return path


def test_every_field_of_a_label_is_read(tmp_path):
    leaves = read_labels(written(tmp_path, LABELS))
    assert leaves[0] == GoldLeaf(
        ("S2", "本年收入", "决算数"), "value", Decimal(125000), "12.50", "万元", AT, AT + 5, decoy=False
    )
    assert leaves[1].value == Decimal(-5000)
    assert (leaves[1].start, leaves[1].end) == (None, None)
    assert [leaf.state for leaf in leaves[3:]] == ["unscored", "declared_empty", "absent"]
    assert all(leaf.value is None for leaf in leaves[3:])


def test_a_label_knows_the_line_it_stands_on(tmp_path):
    assert [row.line for row in numbered_labels(written(tmp_path, LABELS))] == [2, 3, 4, 5, 6, 7]


def test_quotes_notes_and_a_mark_of_excel_are_no_obstacle(tmp_path):
    text = f'\ufeff{HEAD},note,quote\nS2,本年收入,决算数,value,1,1,元,,,odd,"合计1元，其中"\n'
    assert len(read_labels(written(tmp_path, text))) == 1


@pytest.mark.parametrize("suffix", ["csv", "json"])
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_what_is_written_reads_as_the_same_labels(tmp_path, path, suffix):
    leaves = read_labels(path)
    target = tmp_path / f"again.{suffix}"
    write_labels(target, leaves)
    assert read_labels(target) == leaves
    assert len(leaves) >= 60


def test_decoys_are_not_written(tmp_path):
    decoy = GoldLeaf(("S2", "经营收入", "决算数"), "absent", decoy=True)
    target = tmp_path / "labels.csv"
    write_labels(target, [*read_labels(written(tmp_path, LABELS, "first.csv")), decoy])
    assert "S2,经营收入" not in target.read_text("utf-8")


def test_notes_and_quotes_are_not_written(tmp_path):
    source = written(tmp_path, f"{HEAD},note,quote\nS2,本年收入,决算数,value,1,1,元,,,怪,某句话\n")
    target = tmp_path / "again.csv"
    write_labels(target, [row.label for row in numbered_labels(source)])
    assert target.read_text("utf-8") == f"{HEAD}\nS2,本年收入,决算数,value,1,1,元,,\n"


def test_labels_in_json_are_the_schemas(tmp_path):
    entry = {"place": "S2", "row": "本年收入", "column": "决算数", "state": "value", "printed": "1", "value": "1"}
    text = json.dumps({"$schema": "label.schema.json", "labels": [{**entry, "unit": "元"}]})
    assert read_labels(written(tmp_path, text, "labels.json"))[0].value == 1
    schema = json.loads(json_schema("label"))
    assert set(entry) <= set(schema["$defs"]["Label"]["properties"])
    assert set(schema["properties"]) == {"$schema", "labels"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("place,row\nS2,甲\n", ["缺少列", "column、state"]),
        (f"{HEAD}\nS2,甲,决算数,valeu,1,1,元,,\n", ["第 2 行", "S2/甲/决算数", "state", "declared_empty"]),
        (f"{HEAD}\nS2,甲,决算数,value,1,一,元,,\n", ["第 2 行", "value", "写法不对"]),
        (f"{HEAD}\nS2,甲,决算数,value,1,1,元,甲,\n", ["start", "不是整数"]),
        (f"{HEAD}\nS2,甲,决算数,value,1,1,元\n", ["第 2 行", "格数"]),
        (f"{HEAD}\nS2,甲,决算数,value,1,1,元,,\nS2,乙,决算数,value,1,234,1234,元,,\n", ["第 3 行", "格数", "引号"]),
        (f"{HEAD}\nS2,,决算数,value,1,1,元,,\n", ["row", "空"]),
        (f"{HEAD},comment\nS2,甲,决算数,value,1,1,元,,,x\n", ["comment", "不认识"]),
    ],
)
def test_a_row_out_of_form_is_named_with_its_line_and_the_remedy(tmp_path, text, said):
    with pytest.raises(SuiteError) as caught:
        read_labels(written(tmp_path, text))
    message = str(caught.value)
    assert "labels.csv" in message
    assert all(part in message for part in said), message
    assert caught.value.remedy
    assert caught.value.exit_code == 2


def test_a_fault_of_a_json_file_names_the_entry(tmp_path):
    entry = {"place": "S2", "row": "甲", "column": "决算数", "state": "value"}
    path = written(tmp_path, json.dumps({"labels": [entry, {**entry, "state": "x"}]}), "labels.json")
    with pytest.raises(SuiteError, match="第 2 条"):
        read_labels(path)


def test_a_missing_file_and_one_that_is_not_utf8_are_told_apart(tmp_path):
    with pytest.raises(SuiteError, match="没有标注文件"):
        read_labels(tmp_path / "none.csv")
    (tmp_path / "gbk.csv").write_bytes(LABELS.encode("gb18030"))
    with pytest.raises(SuiteError, match="UTF-8"):
        read_labels(tmp_path / "gbk.csv")

"""A baseline: small, readable in a diff, and read back with every verdict a comparison needs."""

import json

import pytest

from evals.running.baseline import Baseline, baseline_of, read_baseline, write_baseline
from evals.statistics.paired import compare
from extractor.errors import RecordError
from tests.evals.running.small import LEAVES, NAMES, Reader, graded, suite, valued

OTHER = ("S2", "其他收入", "决算数")


@pytest.fixture
def outcome(tmp_path):
    """A run with a wrong value, an omission and a crash."""
    edit = {"anfang": valued(OTHER, "446199"), "banli": valued(OTHER, None)}
    return graded(suite(tmp_path / "suite"), tmp_path / "run", Reader(edit=edit, fails={"chuhe": ValueError("坏")}))


def made(outcome):
    return baseline_of(outcome.folder.plan(), outcome.summary, outcome.folder.verdicts())


def test_a_baseline_comes_back_from_its_file_as_it_was(outcome, tmp_path):
    baseline = made(outcome)
    write_baseline(tmp_path / "b.json", baseline)
    assert read_baseline(tmp_path / "b.json") == baseline
    assert (baseline.suite, baseline.f1) == ("small", outcome.summary.total.f1)
    assert list(baseline.documents) == list(NAMES)


def test_against_its_own_run_nothing_moved(outcome):
    verdicts = outcome.folder.verdicts()
    found = compare(made(outcome).verdicts(), verdicts, documents_before=NAMES, documents_after=NAMES)
    assert (found.fixed, found.broken, found.moved, found.relabelled) == ((), (), (), ())
    assert (found.deltas["f1"].point, found.deltas["wrong_value_rate"].point) == (0, 0)


def test_every_verdict_but_n_is_kept_with_its_letter_gold_and_value(outcome):
    kept = {(one.document, one.key): (one.letter, one.gold, one.given) for one in made(outcome).verdicts()}
    first = {(v.document, v.key): (v.letter, v.gold, v.given) for v in outcome.folder.verdicts() if v.letter != "N"}
    assert kept == first
    assert len(kept) == 3 * LEAVES
    assert kept["anfang", OTHER] == ("W", "446100", "446199")
    assert kept["banli", OTHER] == ("O", "446100", None)


def test_a_leaf_is_a_line_so_that_a_diff_shows_it(outcome, tmp_path):
    write_baseline(tmp_path / "b.json", made(outcome))
    lines = (tmp_path / "b.json").read_text("utf-8").splitlines()
    assert sum('"其他收入", "决算数"' in line for line in lines) == 3
    assert '   ["S2", "其他收入", "决算数", "W", "446100", "446199"],' in lines
    assert '   ["S2", "本年收入", "决算数", "C", "7901100"],' in lines


def test_a_run_without_a_single_leaf_makes_a_baseline_too(outcome, tmp_path):
    empty = made(outcome).model_copy(update={"leaves": {}})
    write_baseline(tmp_path / "b.json", empty)
    assert read_baseline(tmp_path / "b.json") == empty
    assert json.loads((tmp_path / "b.json").read_text("utf-8"))["leaves"] == {}


@pytest.mark.parametrize("content", ["", "{", '{"suite": "small"}', "[]", "\ud800"])
def test_what_is_no_baseline_says_how_to_make_one(content, tmp_path):
    path = tmp_path / "b.json"
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(RecordError, match="不是一份可用的基线") as caught:
        read_baseline(path)
    assert "juesuan eval baseline" in caught.value.remedy
    with pytest.raises(RecordError):
        read_baseline(tmp_path / "missing.json")


def test_a_leaf_of_another_shape_is_no_baseline(outcome):
    data = made(outcome).model_dump(mode="json")
    data["leaves"]["anfang"][0] = ["S2", "本年收入"]
    with pytest.raises(ValueError, match="leaves"):
        Baseline.model_validate_json(json.dumps(data))

"""A baseline: small, readable in a diff, and read back with every verdict a comparison needs."""

import json
from dataclasses import replace

import pytest

from evals.running.baseline import Baseline, baseline_of, read_baseline, write_baseline
from evals.scoring.leaf import LeafVerdict
from evals.statistics.paired import Scored, compare
from extractor.errors import RecordError, UsageError
from tests.evals.running.small import NAMES, Reader, graded, suite, valued

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


def held(baseline, verdicts):
    return compare(baseline.scored(verdicts), Scored.of(verdicts, NAMES))


def test_against_its_own_run_nothing_moved(outcome):
    found = held(made(outcome), outcome.folder.verdicts())
    assert (found.fixed, found.broken, found.moved, found.relabelled) == ((), (), (), ())
    assert {delta.point for delta in found.deltas.values()} <= {0, None}
    assert (found.deltas["f1"].point, found.deltas["row_exact"].point) == (0, 0)


def test_held_against_a_baseline_every_later_run_is_as_held_against_the_run_itself(outcome, tmp_path):
    now = {"anfang": valued(("S2", "本年收入", "决算数"), "1"), "chuhe": valued(OTHER, "5")}
    later = graded(suite(tmp_path / "suite"), tmp_path / "later", Reader(edit=now)).folder.verdicts()
    through, itself = held(made(outcome), later), compare(Scored.of(outcome.folder.verdicts()), Scored.of(later))
    for name in ("fixed", "broken", "moved"):
        assert names(getattr(through, name)) == names(getattr(itself, name)) != []
    assert through.deltas == itself.deltas
    before = {(one.document, one.key): (one.before.letter, one.before.given) for one in through.fixed}
    assert before["anfang", OTHER] == ("W", "446199")
    assert before["banli", OTHER] == ("O", None)


def names(changes):
    return [(one.document, one.key) for one in changes]


def test_a_leaf_with_another_label_and_one_without_a_label_are_relabelled_and_no_loss(outcome):
    verdicts = outcome.folder.verdicts()
    mended, unlabelled = ("banli", ("S2", "本年收入", "决算数")), ("banli", ("S2", "事业收入", "决算数"))
    later = []
    for one in verdicts:
        if (one.document, one.key) == mended:
            one = replace(one, letter="W", gold="1")
        if (one.document, one.key) == unlabelled:
            one = replace(one, letter="H", gold=None)
        later.append(one)
    found = held(made(outcome), later)
    assert names(found.relabelled) == sorted([mended, unlabelled])
    assert found.broken == ()


def test_a_value_invented_beside_a_labelled_key_is_broken_and_gone_again_fixed(outcome):
    beside = LeafVerdict("banli", OTHER, "H", "H", given="7")
    verdicts = outcome.folder.verdicts()
    assert names(held(made(outcome), [*verdicts, beside]).broken) == [("banli", OTHER)]
    with_it = baseline_of(outcome.folder.plan(), outcome.summary, [*verdicts, beside])
    assert names(held(with_it, verdicts).fixed) == [("banli", OTHER)]
    assert held(with_it, [*verdicts, beside]).broken == ()


def test_what_was_not_right_is_a_line_and_what_was_right_is_not_there(outcome, tmp_path):
    write_baseline(tmp_path / "b.json", made(outcome))
    lines = (tmp_path / "b.json").read_text("utf-8").splitlines()
    assert '    ["S2", "其他收入", "决算数", "W", "446100", "446199"]' in lines
    assert '    ["S2", "其他收入", "决算数", "O", "446100", null]' in lines
    assert sum('"本年收入"' in line for line in lines) == 1  # of the report that crashed
    assert sum(line.startswith('    "S2": "') for line in lines) == len(NAMES)


def test_a_run_without_a_single_leaf_makes_a_baseline_too(outcome, tmp_path):
    empty = made(outcome).model_copy(update={"documents": {}})
    write_baseline(tmp_path / "b.json", empty)
    assert read_baseline(tmp_path / "b.json") == empty
    assert json.loads((tmp_path / "b.json").read_text("utf-8"))["documents"] == {}


@pytest.mark.parametrize("content", ["", "{", '{"suite": "small"}', "[]", "\ud800"])
def test_what_is_no_baseline_says_how_to_make_one(content, tmp_path):
    path = tmp_path / "b.json"
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(RecordError, match="不是一份可用的基线") as caught:
        read_baseline(path)
    assert "juesuan eval baseline" in caught.value.remedy


def test_a_baseline_that_is_not_there_says_so(tmp_path):
    with pytest.raises(UsageError, match="没有这个文件"):
        read_baseline(tmp_path / "missing.json")


def test_a_leaf_of_another_shape_is_no_baseline(outcome):
    data = made(outcome).model_dump(mode="json")
    data["documents"]["anfang"]["leaves"][0] = ["S2", "本年收入"]
    with pytest.raises(ValueError, match="leaves"):
        Baseline.model_validate_json(json.dumps(data))

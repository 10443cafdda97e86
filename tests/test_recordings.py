"""The six example reports, replayed from the embedded model's recorded answers: no model, no network."""

from pathlib import Path

import pytest

from evals.golden.identity import identity_verdicts
from evals.golden.suite import load_suite
from evals.record import main as record
from evals.record import prune
from evals.scoring.judge import judge
from evals.scoring.metrics import F1, count
from evals.scoring.of_record import prediction_of
from evals.scoring.source import documents_of_record, source_of_record
from extractor.answers_store import FolderStore
from extractor.ask import Asker
from extractor.evidence import fact_problems
from extractor.export import render
from extractor.load import load
from extractor.pipeline import extract
from extractor.verify import verify

ROOT = Path(__file__).parent.parent
RECORDED = ROOT / "cassettes" / "examples"
NAMES = "heilongjiang.txt jiangxi.pdf liaoning.docx ningxia.md shaanxi.html shanghai.md xichuan.txt"
REPORTS = NAMES.split()
FICTION = load_suite(ROOT / "evals" / "suites" / "fiction")


def replayed(name):
    return extract([load(ROOT / "examples" / name)], Asker(None, FolderStore.replay(RECORDED)))


@pytest.mark.parametrize("name", REPORTS)
def test_a_recorded_report_is_read_as_its_gold_says(name):
    found = replayed(name).record
    (document,) = [one for one in FICTION.documents if one.path.name == name]
    leaves, empty = prediction_of(found)
    verdicts = judge(document.name, document.labels, leaves, source_of_record(found), empty=empty)
    assert found.status == "complete"
    assert F1.of(count(verdicts)) >= 0.95
    assert [v for v in verdicts if v.wrong and v.band == "AUTO"] == []
    identity = identity_verdicts(found, document.identity)
    assert [(one.field, one.letter) for one in identity] == [(field, "C") for field in FICTION.critical_identity]
    assert list(fact_problems(found.facts, documents_of_record(found))) == []


@pytest.mark.parametrize("name", REPORTS[:2])
def test_a_recorded_report_replays_to_the_same_bytes_and_verifies(name, tmp_path):
    first, second = replayed(name), replayed(name)
    assert render(first.record, "json") == render(second.record, "json")
    assert first.run["replayed"] == len(first.run["chunks"]) > 0
    path = tmp_path / "record.json"
    path.write_text(render(first.record, "json"), encoding="utf-8")
    assert verify(path, ROOT / "examples" / name) == []


def test_no_recorded_answer_is_left_that_no_example_asks_for(tmp_path):
    copy = tmp_path / "examples"
    copy.mkdir()
    for file in RECORDED.glob("*.json"):
        (copy / file.name).write_bytes(file.read_bytes())
    assert prune(copy, [ROOT / "examples" / name for name in REPORTS]) == 0
    assert prune(copy, [ROOT / "examples" / REPORTS[0]]) > 0


def test_recording_one_section_forgets_only_its_answers(tmp_path):
    from evals.record import forget

    copy = tmp_path / "examples"
    copy.mkdir()
    for file in RECORDED.glob("*.json"):
        (copy / file.name).write_bytes(file.read_bytes())
    before = len(list(copy.glob("*.json")))
    gone = forget(copy, [ROOT / "examples" / "heilongjiang.txt"], "S7")
    assert gone > 0
    assert len(list(copy.glob("*.json"))) == before - gone


def test_recording_without_a_model_says_what_is_missing(tmp_path):
    from extractor.errors import ModelUnavailable

    with pytest.raises(ModelUnavailable):
        record([str(tmp_path / "new"), str(ROOT / "examples" / "heilongjiang.txt")])

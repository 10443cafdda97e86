"""The six example reports, replayed from the embedded model's recorded answers: no model, no network."""

from pathlib import Path

import pytest

from evals.gold import read_documents, read_labels
from evals.grade import evidence_errors, grade, identity_errors, tally
from evals.record import main as record
from evals.record import prune
from extractor.answers_store import FolderStore
from extractor.ask import Asker
from extractor.export import render
from extractor.load import load
from extractor.pipeline import extract
from extractor.verify import verify

ROOT = Path(__file__).parent.parent
RECORDED = ROOT / "cassettes" / "examples"
NAMES = "heilongjiang.txt jiangxi.pdf liaoning.docx ningxia.md shaanxi.html shanghai.md xichuan.txt"
REPORTS = NAMES.split()


def replayed(name):
    return extract([load(ROOT / "examples" / name)], Asker(None, FolderStore.replay(RECORDED)))


@pytest.mark.parametrize("name", REPORTS)
def test_a_recorded_report_is_read_as_its_gold_says(name):
    found = replayed(name).record
    stem = name.partition(".")[0]
    verdicts = grade(found, read_labels(ROOT / "examples" / "gold" / f"{stem}.csv"))
    counts = tally(verdicts)
    assert found.status == "complete"
    assert counts.f1 >= 0.95
    assert [v for v in verdicts if v.verdict in "WH" and v.band == "AUTO"] == []
    assert identity_errors(found, read_documents(ROOT / "examples" / "gold" / "documents.csv")[stem]) == []
    assert evidence_errors(found) == []


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

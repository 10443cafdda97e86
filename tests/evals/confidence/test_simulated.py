"""The simulated model: what its clause prints, and at given rates something else."""

from collections import Counter

from askers import REPORT, report

from evals.confidence.simulated import Rates, SimulatedModel
from extractor.pipeline import extract

NEVER = Rates(0.0, 0.0, 0.0, 0.0)


def read(rates, seed=1, text=REPORT):
    documents = [report(text)]
    return extract(documents, SimulatedModel(documents, seed, {"model": "none"}, rates)).record


def test_a_model_that_never_errs_gives_every_clause_its_number():
    record = read(NEVER)
    assert record.status == "complete"
    assert not any(chunk.ungrounded for chunk in record.chunks)
    assert not any(chunk.unused_numbers for chunk in record.chunks if chunk.place in ("S1", "S2", "S3"))


def test_the_same_seed_answers_the_same_and_another_one_otherwise():
    wild = Rates(0.3, 0.3, 0.2, 0.0)
    assert read(wild) == read(wild)
    assert [chunk.answer for chunk in read(wild).chunks] != [chunk.answer for chunk in read(wild, seed=2).chunks]


def test_a_neighbours_number_is_no_fact_and_a_failed_question_is_told():
    lying = read(Rates(silent=0.0, neighbour=1.0, swapped=0.0, failed=0.0))
    assert sum(len(chunk.ungrounded) for chunk in lying.chunks) > 3
    broken = Counter(chunk.status for chunk in read(Rates(failed=1.0)).chunks)
    assert broken["failed"] > 3

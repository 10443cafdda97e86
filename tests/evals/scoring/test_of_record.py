"""What a record predicts, and what it cost."""

from decimal import Decimal

import pytest

from evals.scoring.grounding import is_supported
from evals.scoring.of_record import Prices, Process, expense, prediction_of, process_of
from evals.scoring.source import source_of_record
from schemas.record import Form, LedgerChunk, Usage
from tests.records import record_of


def chunk(status, attempts, prompt="overall"):
    usage = Usage(attempts=attempts, prompt_tokens=100 * attempts, completion_tokens=10 * attempts)
    return LedgerChunk(
        id="S1/1", place="S1", document="report.txt", start=0, end=1, prompt=prompt, status=status, usage=usage
    )


def test_every_fact_is_a_leaf_whose_citation_says_its_value():
    record = record_of()
    leaves, empty = prediction_of(record)
    assert [leaf.key for leaf in leaves] == [(fact.place, fact.row, fact.column) for fact in record.facts]
    assert [leaf.value for leaf in leaves] == [Decimal(fact.value) for fact in record.facts]
    assert {leaf.band for leaf in leaves} == {"AUTO", "REVIEW", "MUST"}
    assert all(is_supported(leaf, source_of_record(record)) for leaf in leaves)
    assert empty == frozenset()


def test_facts_of_a_second_file_stand_behind_the_first_in_the_text_of_both():
    first, second = record_of(name="一.txt"), record_of(name="二.txt")
    record = first.model_copy(update={"documents": first.documents + second.documents, "facts": second.facts})
    leaves, _ = prediction_of(record)
    source = source_of_record(record)
    assert min(leaf.start for leaf in leaves) > len(first.documents[0].text)
    assert all(source.text[leaf.start : leaf.end] == leaf.quote for leaf in leaves)


def test_only_forms_that_say_so_are_empty():
    forms = (Form(place="T8", state="declared_empty"), Form(place="T9", state="missing"))
    assert prediction_of(record_of().model_copy(update={"forms": forms})).empty == {"T8"}


def test_tries_are_counted_over_the_chunks_that_were_asked():
    chunks = (
        chunk("ok", 1),
        chunk("ok", 3),
        chunk("invalid", 3),
        chunk("skipped_budget", 0),
        chunk("empty", 0),
        chunk("ok", 0, prompt="code"),
    )
    process = process_of(record_of().model_copy(update={"chunks": chunks}))
    # 7 attempts were sent: 700 and 70 tokens; the question that was never sent counts as one try without a retry.
    assert process == Process(4, 1, 2, 8, 700, 70, None)
    assert process.retries == 4  # 0 + 2 + 2 + 0


@pytest.mark.parametrize(
    ("run", "seconds"),
    [
        ({"seconds": 9.0, "seconds_asking": 8.0, "seconds_recorded": 8.0, "replayed": 0}, 9.0),
        ({"seconds": 0.5, "seconds_asking": 0.0, "seconds_recorded": 80.0, "replayed": 3}, 80.5),
        ({"seconds": 5.0, "seconds_asking": 4.0, "seconds_recorded": 84.0, "replayed": 3}, 85.0),
        ({}, None),
    ],
)
def test_a_replayed_answer_takes_as_long_as_when_it_was_recorded(run, seconds):
    assert process_of(record_of(), run).seconds == seconds


def test_process_measures_of_a_run():
    run = [Process(4, 2, 3, 6, 1_000_000, 100_000, 10.0), Process(6, 6, 6, 6, 3_000_000, 300_000, 30.0)]
    measured = expense(run, right=50, prices=Prices(Decimal("2"), Decimal("8")))
    assert measured.valid_first_try == 8 / 10
    assert measured.valid_at_last == 9 / 10
    assert measured.error_rate == 1 / 10
    assert measured.retries_per_document == 2 / 2
    assert (measured.prompt_tokens, measured.completion_tokens) == (4_000_000, 400_000)
    assert measured.seconds_p50 == 20.0
    assert measured.seconds_p95 == pytest.approx(29.0)  # 10 + 0.95 · 20
    assert measured.cost == Decimal("11.2")  # 4 · 2 + 0.4 · 8
    assert measured.cost_per_document == Decimal("5.6")
    assert measured.cost_per_right_leaf == Decimal("0.224")


def test_nothing_read_has_no_shares_no_seconds_and_no_cost():
    nothing = expense([], right=0)
    assert nothing.valid_first_try is None
    assert nothing.retries_per_document is None
    assert nothing.seconds_p50 is None
    assert nothing.cost is None
    assert expense([Process(1, 1, 1, 1, 1, 1, None)], 0, Prices(Decimal(1), Decimal(1))).cost_per_right_leaf is None

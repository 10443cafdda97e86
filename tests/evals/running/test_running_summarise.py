"""The summary of a run: its totals, groups, measures and documents, against counts done by hand."""

import pytest

from evals.golden.suite import load_suite
from evals.running.certainty import confidence_summary
from evals.running.intervals import interval, measured
from evals.running.run import Terms
from evals.running.summarise import model_name
from evals.running.summary import Summary
from evals.scoring.leaf import LeafVerdict
from evals.scoring.metrics import MEASURES
from evals.scoring.of_record import Prices
from evals.statistics.bootstrap import Interval
from extractor.effort import NOBODY
from tests.evals.running.small import LEAVES, NAMES, Reader, graded, suite, valued

OTHER = ("S2", "其他收入", "决算数")
RATIOS = {one.name: one for one in MEASURES}


@pytest.fixture
def summary(tmp_path):
    """Of 21 leaves one is wrong, one omitted, 19 right; nothing invented."""
    edit = {"anfang": valued(OTHER, "446199"), "chuhe": valued(OTHER, None)}
    return graded(suite(tmp_path / "suite"), tmp_path / "run", Reader(edit=edit)).summary


def test_the_headline_is_what_the_letters_give(summary):
    measures = {one.id: one for one in summary.measures}
    assert (summary.total.C, summary.total.W, summary.total.O, summary.total.H) == (19, 1, 1, 0)
    assert measures["precision"].value == pytest.approx(19 / 20)
    assert measures["recall"].value == pytest.approx(19 / 21)
    assert measures["f1"].value == pytest.approx(2 * 19 / 41)
    assert measures["wrong_rate"].value == pytest.approx(1 / 21)  # of what gold gives
    assert measures["wrong_rate"].better == measures["omission_rate"].better == "down"
    assert measures["f1"].better == "up"


def test_every_measure_says_over_how_much_it_was_counted(summary):
    measures = {one.id: one for one in summary.measures}
    assert (measures["precision"].over, measures["recall"].over, measures["f1"].over) == (20, 21, 41)
    assert measures["f1"].interval.documents == 3
    assert measures["f1"].interval.lower <= measures["f1"].value <= measures["f1"].interval.upper


def test_groups_add_up_to_the_whole(summary):
    for groups in (summary.places, summary.fields, summary.slices["carrier"]):
        assert [sum(getattr(one, letter) for one in groups) for letter in "CWOH"] == [19, 1, 1, 0]
    assert {one.name: one.O for one in summary.slices["carrier"]} == {"txt": 0, "scan": 1}
    assert sum(one.C + one.W for one in summary.bands) == 20
    assert {(one.recall, one.f1, one.omission_rate) for one in summary.bands} == {(None, None, None)}
    assert sum(summary.wrong_kinds.values()) == 1


def test_a_band_is_counted_under_the_code_its_leaves_carry(tmp_path):
    outcome = graded(suite(tmp_path / "suite"), tmp_path / "run")
    given = [one for one in outcome.folder.verdicts() if one.given_any]
    assert given
    for band in outcome.summary.bands:  # the page lists a count's leaves by this name
        assert band.C + band.W + band.H == sum((one.band or "") == band.name for one in given) > 0
    assert sum(band.C + band.W + band.H for band in outcome.summary.bands) == len(given)


def test_documents_tell_their_own_letters_and_what_they_cost(summary):
    first, second, third = summary.documents
    assert [one.name for one in summary.documents] == list(NAMES)
    assert (first.counted.W, second.counted.C, third.counted.O) == (1, LEAVES, 1)
    assert [one.exact for one in summary.documents] == [False, True, False]
    assert (second.calls, second.prompt_tokens, second.completion_tokens) == (8, 800, 80)


def test_cost_is_counted_where_prices_are_given_and_else_left_open(tmp_path, summary):
    process = {one.id: one for one in summary.process}
    assert (process["cost_per_document"].value, process["prompt_tokens"].value) == (None, 2400)
    outcome = graded(suite(tmp_path / "suite"), tmp_path / "dear", terms=Terms(prices=Prices(1, 2)))
    process = {one.id: one.value for one in outcome.summary.process}
    assert process["cost_per_document"] == pytest.approx((800 + 2 * 80) / 1e6)
    assert process["cost_per_right_leaf"] == pytest.approx(3 * (800 + 2 * 80) / 1e6 / 21)


def test_gates_stand_in_the_summary_and_it_reads_back(summary):
    assert [one.passed for one in summary.gates] == [True, False, False]
    assert Summary.model_validate_json(summary.model_dump_json()) == summary


def test_a_run_over_nothing_has_no_measure_rather_than_nought_or_one(tmp_path):
    reader = Reader(fails={name: ValueError("坏") for name in NAMES})
    summary = graded(suite(tmp_path / "suite"), tmp_path / "run", reader).summary
    measures = {one.id: one for one in summary.measures}
    assert (measures["precision"].value, measures["recall"].value) == (None, 0)
    assert summary.confidence.note.startswith("0 个有分数的数")


@pytest.mark.parametrize(
    ("identity", "name"),
    [
        ({}, "不用模型"),
        ({"engine": "x", "weights_sha256": "0123456789abcdef"}, "内置模型（权重 01234567）"),
        ({"model": "some-model", "base_url": "x"}, "some-model"),
        ({"b": 2, "a": 1}, "a=1，b=2"),
    ],
)
def test_a_model_is_called_as_a_person_calls_it(identity, name):
    assert model_name(identity) == name


def test_a_ratio_over_no_document_has_neither_value_nor_interval():
    found = measured(RATIOS["precision"], [])
    assert (found.value, found.interval, found.over) == (None, None, 0)
    assert interval(Interval(None, None, 0.5, 1, "一份")) is None


def test_no_error_at_all_is_bounded_and_not_said_to_be_nought_for_sure():
    documents = [{"C": 100, "W": 0, "O": 0, "H": 0} for _ in range(5)]
    found = measured(RATIOS["wrong_rate"], documents)
    assert (found.value, found.over, found.interval.lower) == (0, 500, 0)
    assert 0 < found.interval.upper < 0.01


def test_confidence_is_measured_over_what_was_given_and_few_errors_are_said_to_be_few():
    letters = ["C"] * 18 + ["W"] * 2
    verdicts = [
        LeafVerdict(f"d{n % 4}", ("S2", f"r{n}", "决算数"), letter, letter, given="1", band="AUTO", score=1 - n / 40)
        for n, letter in enumerate(letters)
    ]
    found = confidence_summary([*verdicts, LeafVerdict("d0", ("S2", "r", "决算数"), "O", "O", gold="1")])
    measures = {one.id: one for one in found.measures}
    assert measures["auroc"].value == 1  # both errors have the lowest scores
    assert measures["residual"].value == pytest.approx(2 / 20)
    assert measures["auroc"].over == 20
    assert "20 个有分数的数，其中 2 个错" in found.note
    assert "只作参考" in found.note
    assert sum(one.leaves for one in found.bins) == 20


def test_where_no_model_is_used_every_question_stays_unanswered_and_says_so(tmp_path):
    from evals.running.run import begin
    from extractor.wiring import Choices
    from tests.evals.running.small import unwatched

    loaded = suite(tmp_path / "suite", top="model = false")
    with begin(loaded, tmp_path / "run", Choices()) as begun:
        assert begun.predict(unwatched, only={"banli"}).read == ("banli",)
        assert begun.folder.plan().replayed, "nothing is left to chance where nobody is asked"
    record = begun.folder.record("banli")
    assert record.status == "failed"
    assert {chunk.reason for chunk in record.chunks if chunk.status == "failed"} == {NOBODY}
    assert record.provenance.model == {"model": "none"}
    assert not begun.folder.done("anfang")
    assert load_suite(tmp_path / "suite").model is False

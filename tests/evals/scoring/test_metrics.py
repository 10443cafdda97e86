"""Measures over nothing, over documents, and as arrays."""

from decimal import Decimal

import numpy as np

from evals.scoring.judge import judge
from evals.scoring.leaf import GoldLeaf, LeafVerdict, PredictedLeaf
from evals.scoring.metrics import MEASURES, Ratio, columns, count, measure, shown, total
from evals.scoring.source import SourceText

COLUMNS = ("决算数", "占比")


def verdict(letter, document="甲", row="甲", column="决算数"):
    return LeafVerdict(document, ("S2", row, column), letter, letter)


def judged(name, *given):
    """A document whose gold is row 甲 with 决算数 1 and 占比 2."""
    gold = [GoldLeaf(("S2", "甲", column), "value", Decimal(at)) for at, column in enumerate(COLUMNS, start=1)]
    return judge(
        name, gold, [PredictedLeaf(("S2", row, column), Decimal(v)) for row, column, v in given], SourceText("")
    )


PERFECT = (("甲", "决算数", 1), ("甲", "占比", 2))


def test_measures_over_nothing_are_nothing_not_nought_and_not_one():
    empty = measure([])
    assert set(empty.values()) == {one.name for one in MEASURES} | {"macro_f1"}
    assert all(value is None for value in empty.values().values())
    assert shown(None) == "—"
    assert shown(0.98765) == "0.9877"


def test_a_document_that_gives_nothing_has_no_precision_but_a_recall_of_nought():
    silent = measure(judged("甲"))
    assert silent["precision"] is None
    assert (silent["recall"], silent["f1"], silent["omission_rate"]) == (0, 0, 1)
    assert silent["support"] is None
    assert silent["row_precision"] is None
    assert silent["row_recall"] == 0


def test_rightly_empty_answers_do_not_inflate_accuracy():
    assert (
        measure([verdict("C"), verdict("W", row="乙"), *[verdict("N", row=f"无{at}") for at in range(98)]])[
            "leaf_accuracy"
        ]
        == 0.5
    )


def test_a_row_is_exact_without_anything_wrong_missing_or_invented_in_it():
    for given, exact in (
        (PERFECT, 1),
        (PERFECT[:1], 0),
        ((*PERFECT[:1], ("甲", "占比", 3)), 0),
        ((*PERFECT, ("甲", "增幅", 3)), 0),
        ((*PERFECT, ("乙", "决算数", 3)), 1),
    ):
        assert measure(judged("甲", *given))["row_exact"] == exact


def test_a_document_is_exact_without_anything_wrong_missing_or_invented_in_it():
    found = judged("甲", *PERFECT) + judged("乙", *PERFECT, ("乙", "决算数", 3)) + judged("丙")
    assert measure(found)["document_exact"] == 1 / 3
    assert measure(found, ["甲", "乙", "丙", "丁"])["document_exact"] == 2 / 4


def test_the_counts_of_documents_add_up_to_those_of_the_run():
    found = [judged("甲", *PERFECT), judged("乙", ("甲", "占比", 20), ("乙", "决算数", 3))]
    run = measure([one for mine in found for one in mine])
    assert total(map(count, found)) == run.counts
    assert list(run.documents) == ["甲", "乙"]
    assert run["recall"] == 2 / 4


def test_arrays_give_nan_over_nothing():
    counts = [count(judged("甲", *PERFECT)), count(judged("乙"))]
    ratio = Ratio("precision", "", {"C": 1}, {"C": 1, "W": 1, "H": 1})
    np.testing.assert_array_equal(ratio.over(columns(counts, ratio.names)), [1.0, np.nan])
    # A draw of a bootstrap: how often each document was drawn, times its counts.
    draws = np.array([[2, 0], [1, 1], [0, 2]])
    drawn = {name: draws @ column for name, column in columns(counts, ratio.names).items()}
    np.testing.assert_array_equal(ratio.over(drawn), [1.0, 1.0, np.nan])


def test_a_colon_in_a_column_does_not_hide_its_field():
    assert measure([verdict("C", column="年初:其中")]).by("field")["S2/年初:其中"]["f1"] == 1

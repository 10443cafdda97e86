"""Letters counted by document, and every measure of them by hand."""

import numpy as np
import pytest
from scored_leaves import verdict

from evals.statistics.rates import MEASURES, letter_counts

# C, W, O, H, N
COUNTS = np.array([6.0, 1.0, 3.0, 2.0, 8.0])
BY_HAND = {
    "precision": 6 / 9,  # 6 / (6 + 1 + 2)
    "recall": 6 / 10,  # 6 / (6 + 1 + 3)
    "f1": 12 / 19,  # 12 / (12 + 2 + 3 + 2)
    "leaf_accuracy": 6 / 12,  # 6 / (6 + 1 + 3 + 2)
    "wrong_value_rate": 1 / 10,
    "omission_rate": 3 / 10,
    "hallucination_rate": 2 / 10,  # 2 / (2 + 8)
}


@pytest.mark.parametrize("name", MEASURES)
def test_each_measure_is_as_worked_out_by_hand(name):
    assert float(MEASURES[name](COUNTS)) == pytest.approx(BY_HAND[name])


@pytest.mark.parametrize("name", MEASURES)
def test_each_measure_takes_many_samples_at_once(name):
    many = MEASURES[name](np.stack([COUNTS, 2 * COUNTS, np.zeros(5)]))
    assert many[:2] == pytest.approx([BY_HAND[name]] * 2)
    assert np.isnan(many[2])


def test_letters_are_counted_document_by_document():
    found = letter_counts([verdict("C"), verdict("C"), verdict("N"), verdict("W", document="b")], documents=["c"])
    assert found.documents == ("a", "b", "c")
    assert found.counts.tolist() == [[2, 0, 0, 0, 1], [0, 1, 0, 0, 0], [0, 0, 0, 0, 0]]


def test_no_verdicts_are_no_documents():
    assert letter_counts([]).counts.shape == (0, 5)

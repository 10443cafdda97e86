"""Intervals of measures: what a faultless run may claim."""

from collections import Counter

import pytest

from evals.running.intervals import measured
from evals.scoring.metrics import MEASURES

BY_NAME = {one.name: one for one in MEASURES}


def counts(**letters):
    return Counter(letters)


def test_a_share_without_a_fault_is_bounded_by_how_many_were_seen_not_by_itself():
    # 40 right of 40 in two documents: no draw can be below 1, the exact bound is 0.05 ** (1 / 40).
    found = measured(BY_NAME["precision"], [counts(C=10), counts(C=30)])
    assert (found.value, found.interval.upper) == (1, 1)
    assert found.interval.lower == pytest.approx(0.05 ** (1 / 40))


def test_f1_counts_a_right_leaf_once():
    found = measured(BY_NAME["f1"], [counts(C=10), counts(C=30)])
    assert found.interval.lower == pytest.approx(0.05 ** (1 / 40))


def test_one_document_without_a_fault_has_the_exact_bound_and_one_with_a_fault_no_interval():
    assert measured(BY_NAME["recall"], [counts(C=20)]).interval.lower == pytest.approx(0.05 ** (1 / 20))
    assert measured(BY_NAME["recall"], [counts(C=20, O=1)]).interval is None


def test_a_share_with_a_fault_keeps_its_bootstrap():
    # Documents of 10 right and of 9 right with one omitted: drawn both alike, or one of each.
    found = measured(BY_NAME["recall"], [counts(C=10), counts(C=9, O=1)])
    assert (found.interval.lower, found.value, found.interval.upper) == (0.9, 0.95, 1)

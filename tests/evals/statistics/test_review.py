"""Review load, yield and what stays in AUTO, by hand."""

import pytest
from scored_leaves import verdict

from evals.statistics.review import review_of

PLANTED = [
    verdict("C", document="a", band="AUTO"),
    verdict("C", document="a", band="AUTO"),
    verdict("W", document="a", band="REVIEW"),
    verdict("C", document="a", band="REVIEW"),
    verdict("H", document="b", band="MUST"),
    verdict("W", document="b", band="AUTO"),
    verdict("C", document="c", band="AUTO"),
    verdict("O", document="c"),
    verdict("C", document="c"),
    verdict("N", document="d"),
]


def test_what_review_costs_and_finds():
    found = review_of(PLANTED)
    assert (found.leaves, found.reviewed, found.passed, found.unbanded) == (7, 3, 4, 1)
    assert found.load == pytest.approx(3 / 7)
    # a and b of a, b, c, d
    assert found.document_load == pytest.approx(2 / 4)
    assert found.review_yield == pytest.approx(2 / 3)
    assert found.caught == pytest.approx(2 / 3)


def test_what_stays_wrong_after_review_is_what_was_let_through():
    found = review_of(PLANTED)
    assert found.residual == pytest.approx(1 / 4)
    # P(at most one error in 4) = (1-p)^4 + 4p(1-p)^3 = 0.05 at p = 0.7514
    assert found.residual_upper == pytest.approx(0.7514, abs=1e-4)


def test_where_nothing_goes_to_review_its_yield_is_undefined():
    found = review_of([verdict("C", band="AUTO")])
    assert found.review_yield is None
    assert found.caught is None
    assert (found.load, found.document_load, found.residual) == (0, 0, 0)


def test_a_system_without_bands_has_no_review():
    found = review_of([verdict("C"), verdict("W")])
    assert (found.leaves, found.unbanded) == (0, 2)
    assert (found.load, found.review_yield, found.residual, found.residual_upper) == (None, None, None, None)

"""Exact bounds against numbers worked out by hand, the published table and scipy's own test."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from evals.statistics.bounds import upper_bound, upper_bound_without_error


@pytest.mark.parametrize(("leaves", "percent"), [(100, "2.95"), (300, "0.99"), (600, "0.50"), (1000, "0.30")])
def test_a_hundred_leaves_without_error_may_still_hide_three_in_a_hundred(leaves, percent):
    assert f"{100 * upper_bound_without_error(leaves):.2f}" == percent


def test_the_bound_without_error_is_that_of_clopper_and_pearson():
    # P(no error in 2) = (1 - p)^2 = 0.05 at p = 1 - 0.05^(1/2) = 1 - 0.223607
    assert upper_bound(0, 2) == pytest.approx(0.776393, abs=1e-6)
    assert upper_bound_without_error(2) == pytest.approx(0.776393, abs=1e-6)


def test_one_error_in_two_leaves_is_bounded_by_the_root_of_its_binomial():
    # P(at most one error in 2) = 1 - p^2 = 0.05 at p = 0.95^(1/2) = 0.974679
    assert upper_bound(1, 2) == pytest.approx(0.974679, abs=1e-6)


def test_where_every_leaf_is_wrong_the_bound_is_one():
    assert upper_bound(3, 3) == 1.0


def test_no_leaves_have_no_bound():
    assert upper_bound(0, 0) is None
    assert upper_bound_without_error(0) is None


@pytest.mark.parametrize(("errors", "leaves", "confidence"), [(-1, 3, 0.95), (4, 3, 0.95), (1, 3, 1.0), (1, 3, 0.0)])
def test_counts_that_are_no_share_are_refused(errors, leaves, confidence):
    with pytest.raises(ValueError, match="not a share"):
        upper_bound(errors, leaves, confidence)


def test_a_negative_count_is_refused():
    with pytest.raises(ValueError, match="not a count"):
        upper_bound_without_error(-1)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_bound_is_scipys_exact_one(counts):
    errors, leaves = counts
    exact = binomtest(errors, leaves, alternative="less").proportion_ci(0.95, "exact").high
    assert upper_bound(errors, leaves) == pytest.approx(exact, abs=1e-9)

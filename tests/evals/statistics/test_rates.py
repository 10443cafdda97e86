"""Ratios of arrays: many samples at once, and nothing over nothing."""

import numpy as np
import pytest

from evals.statistics.rates import ratio


def test_many_samples_are_divided_at_once_and_nothing_over_nothing_is_no_number():
    found = ratio(np.array([1.0, 3.0, 0.0]), np.array([2.0, 4.0, 0.0]))
    assert found[:2].tolist() == pytest.approx([0.5, 0.75])
    assert np.isnan(found[2])


def test_one_whole_serves_many_parts():
    assert ratio(np.array([1.0, 2.0]), np.array(4.0)).tolist() == [0.25, 0.5]

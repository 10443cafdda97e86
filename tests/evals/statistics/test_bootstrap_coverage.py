"""Does the 95% interval hold the truth in 95% of the cases? Correlated leaves, a few hundred times."""

from math import sqrt

import numpy as np
import pytest

from evals.statistics.bootstrap import bootstrap
from evals.statistics.rates import ratio

LEAVES = 60
EXPERIMENTS = 300
ERROR = 0.1


def share(counts):
    return ratio(counts[..., 0], counts[..., 1])


def experiment(documents, spread, seed):
    """How often both intervals hold the true rate, and their mean widths.

    A document's own error rate is drawn around the true one (Beta of mean 0.1; the greater `spread`, the more alike
    documents are), its leaves then err independently. The naive interval takes all leaves as independent (Wilson).
    """
    random = np.random.default_rng(seed)
    held, widths = [], []
    for _ in range(EXPERIMENTS):
        rates = random.beta(ERROR * spread, (1 - ERROR) * spread, size=documents)
        errors = random.binomial(LEAVES, rates)
        found = bootstrap(np.stack([errors, np.full(documents, LEAVES)], axis=-1).astype(float), share, resamples=500)
        low, high = wilson(int(errors.sum()), documents * LEAVES)
        held.append((found.lower <= ERROR <= found.upper, low <= ERROR <= high))
        widths.append((found.upper - found.lower, high - low))
    return np.mean(held, axis=0), np.mean(widths, axis=0)


def wilson(errors, leaves, z=1.959964):
    rate, weight = errors / leaves, z * z / leaves
    half = z * sqrt(rate * (1 - rate) / leaves + weight / (4 * leaves))
    return (rate + weight / 2 - half) / (1 + weight), (rate + weight / 2 + half) / (1 + weight)


def test_the_interval_over_documents_holds_the_truth_where_the_naive_one_is_too_narrow():
    (held, naive), (width, naive_width) = experiment(documents=30, spread=5, seed=11)
    assert 0.9 <= held <= 0.97
    assert naive < 0.6
    assert width > 2 * naive_width


def test_where_leaves_are_independent_both_are_equally_wide():
    (held, naive), (width, naive_width) = experiment(documents=30, spread=1e6, seed=12)
    assert held >= 0.88
    assert naive >= 0.92
    assert width == pytest.approx(naive_width, rel=0.1)


@pytest.mark.parametrize(("documents", "percent"), [(5, 77), (10, 83), (20, 91)])
def test_with_few_documents_it_is_too_narrow_as_its_note_says(documents, percent):
    (held, _), _ = experiment(documents, spread=5, seed=13)
    assert round(100 * held) == percent
    assert held < 0.95

"""Intervals by the percentile bootstrap over documents.

Leaves of one document share a layout, a carrier and a reader's mood: they are right or wrong together. So whole
documents are drawn, with replacement. A draw is a row of a weight matrix (how often each document was drawn), and the
counts of all draws are one product: draws × documents times documents × counts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from evals.statistics.bounds import upper_bound_without_error
from evals.statistics.rates import Floats, Measure, ratio

RESAMPLES = 2000
SEED = 20240229
"""The same documents are drawn for every measure and every run over as many documents."""

LEVEL = 0.95
LEAST_DEFINED = 0.95
"""Share of the draws in which a measure must be defined; with less, what is left of them is not a sample."""

FEW = 20
"""Documents below which the interval says that it is too narrow: of correlated leaves in 5, 10, 20 and 30 documents it
held the truth in 77, 83, 91 and 94% of 300 experiments (tests/evals/statistics/test_bootstrap_coverage.py)."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A measure with its 95% interval, both as shares."""

    lower: float | None
    upper: float | None
    point: float | None
    """The measure on the documents as they are; None where it is undefined."""
    n_documents: int
    note: str = ""
    """Chinese: why there is no interval, or what to keep in mind of it."""


@lru_cache(maxsize=8)
def resampling_weights(n_documents: int, resamples: int = RESAMPLES, seed: int = SEED) -> Floats:
    """Return how often each document is drawn: draws × documents, every row adds up to the documents.

    The array is shared and cannot be written to.
    """
    drawn = np.random.default_rng(seed).multinomial(n_documents, np.full(n_documents, 1 / n_documents), size=resamples)
    weights = drawn.astype(np.float64)
    weights.flags.writeable = False
    return weights


def bootstrap(counts: Floats, measure: Measure, *, resamples: int = RESAMPLES, seed: int = SEED) -> Interval:
    """Return the interval of a measure of the summed counts.

    `counts` are documents × counts. With fewer than two documents there is a point, no interval, and a note.
    """
    point = _number(measure(counts.sum(axis=0)))
    if reason := too_few(len(counts)):
        return Interval(None, None, point, len(counts), reason)
    return percentile(measure(resampling_weights(len(counts), resamples, seed) @ counts), point, len(counts))


def bootstrap_rate(counts: Floats, errors: int, leaves: Callable[[Floats], Floats]) -> Interval:
    """Return the interval of an error rate: column `errors` over `leaves` of the counts.

    Where no draw can show an error because there is none, the upper end is the exact bound, not nought.
    """
    found = bootstrap(counts, lambda summed: ratio(summed[..., errors], leaves(summed)))
    if found.point != 0:
        return found
    n = int(leaves(counts.sum(axis=0)))
    note = f"{n} 处中没有一处错误：上界为 1-0.05^(1/n)，视各处为相互独立"
    return Interval(0.0, upper_bound_without_error(n), 0.0, len(counts), note)


def too_few(documents: int) -> str:
    """Return why so few documents give no interval; empty where they are enough."""
    return f"只有 {documents} 份文件：至少两份才有区间" if documents < 2 else ""


def percentile(draws: Floats, point: float | None, documents: int) -> Interval:
    """Return the middle 95% of a measure's draws (one axis); nan are draws in which it is undefined."""
    defined = draws[~np.isnan(draws)]
    if point is None:
        return Interval(None, None, None, documents, "没有可算的数")
    if len(defined) < LEAST_DEFINED * len(draws):
        share = 1 - len(defined) / len(draws)
        return Interval(None, None, point, documents, f"{share:.0%} 的重抽样里没有定义：太少的文件里有它要的数")
    tail = 100 * (1 - LEVEL) / 2
    lower, upper = np.percentile(defined, [tail, 100 - tail])
    note = f"只有 {documents} 份文件：区间偏窄" if documents < FEW else ""
    return Interval(float(lower), float(upper), point, documents, note)


def _number(value: Floats) -> float | None:
    """A measure of one sample; None for nan."""
    return None if np.isnan(value) else float(value)

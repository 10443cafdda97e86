"""Measures with their intervals: the ratios of `evals.scoring.metrics` drawn by `evals.statistics.bootstrap`."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from evals.running.summary import Direction, Interval, Measure
from evals.scoring.metrics import Counts, Ratio, total
from evals.statistics.bootstrap import Interval as Drawn
from evals.statistics.bootstrap import bootstrap, bootstrap_rate
from evals.statistics.bounds import upper_bound_without_error
from evals.statistics.rates import Floats

ERRORS = frozenset({"wrong_rate", "omission_rate", "hallucination_rate"})
"""Rates of errors: less is better, and none at all is bounded exactly."""


def measured(ratio: Ratio, documents: Sequence[Counts]) -> Measure:
    """Return a measure over documents with its interval and what it was counted over."""
    names = sorted(ratio.names)
    matrix = np.array([[one[name] for name in names] for one in documents], dtype=np.float64).reshape(-1, len(names))

    def over(summed: Floats) -> Floats:
        return ratio.over({name: summed[..., at] for at, name in enumerate(names)})

    def leaves(summed: Floats) -> Floats:
        return np.asarray(sum(weight * summed[..., names.index(name)] for name, weight in ratio.bottom.items()))

    if ratio.name in ERRORS:
        drawn = bootstrap_rate(matrix, names.index(next(iter(ratio.top))), leaves)
    else:
        drawn = without_fault(bootstrap(matrix, over), sum(total(documents).get(name, 0) for name in ratio.top))
    better: Direction = "down" if ratio.name in ERRORS else "up"
    whole = sum(weight * total(documents).get(name, 0) for name, weight in ratio.bottom.items())
    return Measure(
        id=ratio.name, name=ratio.title, value=drawn.point, over=whole, interval=interval(drawn), better=better
    )


def without_fault(drawn: Drawn, counted: int) -> Drawn:
    """Return the interval of a share of which nothing is wrong: no draw can show a fault, so its end is the exact one.

    `counted`: what is right, each thing once; all of them are taken as independent.
    """
    if drawn.point != 1 or not counted:
        return drawn
    most = upper_bound_without_error(counted)
    assert most is not None
    return replace(
        drawn, lower=1 - most, upper=1.0, note=f"{counted} 处没有一处不对：下界为 0.05^(1/n)，视各处为相互独立"
    )


def interval(drawn: Drawn) -> Interval | None:
    """Return the interval of a draw, None where it has none."""
    if drawn.lower is None or drawn.upper is None:
        return None
    return Interval(lower=drawn.lower, upper=drawn.upper, documents=drawn.n_documents)

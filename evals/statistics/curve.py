"""The risk-coverage curve: how many of the most confident leaves can be taken, and how many of them are wrong."""

from dataclasses import dataclass
from math import ceil

import numpy as np

from evals.statistics.bounds import upper_bound
from evals.statistics.rates import Floats
from evals.statistics.scores import Blocks, Scores

POINTS = 200
"""Most points of a curve that is drawn."""

_SLACK = 1e-9
"""Of leaves: what binary fractions may be off."""


@dataclass(frozen=True, slots=True)
class Point:
    """One place of the curve; all are shares."""

    coverage: float
    risk: float
    """Errors among the leaves taken, over the leaves taken; expected, where the cut goes through equal scores."""
    generalised_risk: float
    """The same errors over all leaves."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The most that a threshold of the score can take within a limit of risk."""

    limit: float
    coverage: float
    """Share of the scored leaves; 0 where no threshold holds the limit."""
    threshold: float | None
    """Leaves that score at least this much are taken. A threshold never cuts through equal scores."""
    leaves: int
    errors: int
    upper: float | None
    """Exact upper bound of their error rate. Optimistic: the threshold was chosen on the same leaves."""
    documents: float
    """Share of the documents with scored leaves of which every one is taken: nobody need open them."""


def curve(blocks: Blocks, points: int = POINTS) -> tuple[Point, ...]:
    """Return evenly spread points of the curve, the first at one leaf, the last at all of them."""
    n = int(blocks.counts[0].sum())
    spread = np.unique(np.linspace(1, n, min(points, n)).round()) if n else np.empty(0)
    errors = _errors_among(blocks, spread)
    return tuple(
        Point(float(k / n), float(wrong / k), float(wrong / n)) for k, wrong in zip(spread, errors, strict=True)
    )


def risk_at(blocks: Blocks, coverage: float) -> float | None:
    """Return the expected error rate of the most confident leaves that make up a coverage; None without leaves.

    Raises ValueError where the coverage is not above 0 and at most 1.
    """
    if not 0 < coverage <= 1:
        raise ValueError(f"a coverage is above 0 and at most 1, not {coverage}")
    n = int(blocks.counts[0].sum())
    if n == 0:
        return None
    k = ceil(coverage * n - _SLACK)
    return float(_errors_among(blocks, np.array([k], dtype=np.float64))[0] / k)


def accepted_within(scores: Scores, blocks: Blocks, limit: float) -> Accepted | None:
    """Return the most that can be taken with an error rate of at most `limit`; None without leaves."""
    leaves, errors = np.cumsum(blocks.counts, axis=-1)
    if not len(leaves):
        return None
    holds = np.flatnonzero(errors <= limit * leaves + _SLACK)
    if not len(holds):
        return Accepted(limit, 0.0, None, 0, 0, None, 0.0)
    last = holds[-1]
    threshold, taken, wrong = float(blocks.least[last]), int(leaves[last]), int(errors[last])
    left = set(scores.document[scores.score < threshold].tolist())
    all_documents = set(scores.document.tolist())
    untouched = (len(all_documents) - len(left)) / len(all_documents)
    return Accepted(limit, float(taken / leaves[-1]), threshold, taken, wrong, upper_bound(wrong, taken), untouched)


def _errors_among(blocks: Blocks, first: Floats) -> Floats:
    """Expected errors among the first k leaves: straight lines within blocks of equal score."""
    leaves, errors = np.cumsum(blocks.counts, axis=-1)
    return np.asarray(np.interp(first, np.append(0.0, leaves), np.append(0.0, errors)), dtype=np.float64)

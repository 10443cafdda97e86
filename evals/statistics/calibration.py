"""Whether a score means what it says: of leaves that score 0.9, are nine in ten right?"""

from dataclasses import dataclass

import numpy as np

from evals.statistics.bootstrap import Interval, bootstrap
from evals.statistics.rates import ratio
from evals.statistics.scores import Scores

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Leaves of neighbouring scores; the bins of a run hold as many leaves each, or one more."""

    leaves: int
    lowest: float
    highest: float
    confidence: float
    """Mean score."""
    accuracy: float
    """Share of right ones; expected, where a bin's edge goes through equal scores."""


def bins_of(scores: Scores, bins: int = BINS) -> tuple[Bin, ...]:
    """Return bins of equal mass, lowest scores first; with fewer leaves than bins, a bin a leaf."""
    n = len(scores.score)
    if n == 0:
        return ()
    order = np.argsort(scores.score, kind="stable")
    score = scores.score[order]
    _, ends = np.unique(score[::-1], return_index=True)
    ends = n - ends  # leaves up to and with each distinct score
    wrong = np.cumsum(scores.error[order])[ends - 1]
    sizes = [len(part) for part in np.array_split(score, min(bins, n))]
    edges = np.append(0, np.cumsum(sizes))
    errors = np.diff(np.interp(edges, np.append(0, ends), np.append(0, wrong)))
    return tuple(
        Bin(size, float(score[end - size]), float(score[end - 1]), float(score[end - size : end].mean()), 1 - found)
        for size, end, found in zip(sizes, edges[1:].tolist(), (errors / sizes).tolist(), strict=True)
    )


def calibration_error(bins: tuple[Bin, ...]) -> float | None:
    """Return ECE: the mean distance of accuracy from confidence over the leaves; None without leaves.

    It has no interval: every draw of a bootstrap adds its own chance to the distances, so all of them lie too high.
    """
    leaves = sum(one.leaves for one in bins)
    return sum(one.leaves * abs(one.accuracy - one.confidence) for one in bins) / leaves if leaves else None


def brier(scores: Scores) -> Interval:
    """Return the mean square of score less truth (1 right, 0 wrong), with its interval over documents."""
    squares = (scores.score - ~scores.error) ** 2
    documents = len(scores.documents)
    counts = np.stack(
        [
            np.bincount(scores.document, weights=squares, minlength=documents),
            np.bincount(scores.document, minlength=documents).astype(np.float64),
        ],
        axis=-1,
    )
    return bootstrap(counts, lambda summed: ratio(summed[..., 0], summed[..., 1]))

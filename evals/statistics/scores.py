"""Given leaves with their scores, as arrays, and the counts by score that every measure of ranking is a function of.

A score belongs to a given value: omitted and absent leaves have none and never enter. An error is W or H.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array

from evals.scoring.leaf import LeafVerdict
from evals.statistics.bootstrap import Interval, percentile, resampling_weights, too_few
from evals.statistics.rates import Floats, Measure

_CELLS = 4_000_000
"""Most numbers of one array of draws; more draws go in turns."""


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """Given leaves with a score, in no particular order."""

    documents: tuple[str, ...]
    """All documents of the run, also those without such a leaf."""
    score: Floats
    error: NDArray[np.bool_]
    document: NDArray[np.intp]
    """Index into `documents`."""
    unscored: int
    """Given leaves without a score."""


@dataclass(frozen=True, slots=True, eq=False)
class Blocks:
    """Leaves and errors counted by block of equal score, most confident first.

    Neighbouring scores at which no document has an error are one block: their order changes no measure of ranking.
    """

    least: Floats
    """Lowest score of each block."""
    counts: Floats
    """(2, blocks): leaves, and errors among them."""
    by_document: coo_array
    """(documents, 2 · blocks): the leaves of each block, then the errors."""


def scores_of(verdicts: Sequence[LeafVerdict]) -> Scores:
    """Take the given leaves with a score; raises ValueError for a score that is not from 0 to 1."""
    names = tuple(sorted({verdict.document for verdict in verdicts}))
    index = {name: at for at, name in enumerate(names)}
    given = [verdict for verdict in verdicts if verdict.given_any]
    scored = [(v.score, v.wrong, index[v.document]) for v in given if v.score is not None]
    score = np.array([one for one, _, _ in scored], dtype=np.float64)
    if bad := [one for one in score.tolist() if not 0 <= one <= 1]:
        raise ValueError(f"a score is from 0 to 1, not {bad[0]}")
    error = np.array([wrong for _, wrong, _ in scored], dtype=np.bool_)
    document = np.array([at for _, _, at in scored], dtype=np.intp)
    return Scores(names, score, error, document, len(given) - len(scored))


def blocks_of(scores: Scores) -> Blocks:
    """Count leaves and errors by block."""
    levels, level = np.unique(-scores.score, return_inverse=True)
    erring = np.bincount(level, weights=scores.error, minlength=len(levels)) > 0
    begins = np.ones(len(levels), dtype=np.bool_)
    begins[1:] = erring[1:] | erring[:-1]
    block_of_level = np.cumsum(begins) - 1
    blocks = int(begins.sum())
    ends = np.append(begins[1:], True)
    block = block_of_level[level]
    row = np.concatenate([scores.document, scores.document[scores.error]])
    column = np.concatenate([block, blocks + block[scores.error]])
    cells = coo_array((np.ones(len(row)), (row, column)), shape=(len(scores.documents), 2 * blocks))
    cells.sum_duplicates()
    counts = np.bincount(column, minlength=2 * blocks).astype(np.float64).reshape(2, blocks)
    return Blocks(-levels[ends[: len(levels)]], counts, cells)


def bootstrap_scores(scores: Scores, blocks: Blocks, measures: dict[str, Measure]) -> dict[str, Interval]:
    """Return the interval over documents of measures of counts (..., 2, blocks)."""
    documents = len(scores.documents)
    points = {name: float(measure(blocks.counts)) for name, measure in measures.items()}
    known = {name: None if np.isnan(point) else point for name, point in points.items()}
    if reason := too_few(documents):
        return {name: Interval(None, None, point, documents, reason) for name, point in known.items()}
    weights = resampling_weights(documents)
    by_document = blocks.by_document.tocsr()
    turn = max(1, _CELLS // max(1, by_document.shape[1]))
    draws: dict[str, list[Floats]] = {name: [] for name in measures}
    for start in range(0, len(weights), turn):
        chosen = weights[start : start + turn]
        drawn = (chosen @ by_document).reshape(len(chosen), *blocks.counts.shape)
        for name, measure in measures.items():
            draws[name].append(measure(drawn))
    return {name: percentile(np.concatenate(parts), known[name], documents) for name, parts in draws.items()}

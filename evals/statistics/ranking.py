"""How well a score tells right values from wrong ones, from leaves and errors by block of equal score.

Each measure takes counts (..., 2, blocks), most confident block first, and gives (...); nan where it is undefined.
Where scores are equal their order is unknown: a pair counts half, and the curve runs through the expected number of
errors of a random order.
"""

import numpy as np

from evals.statistics.rates import Floats, ratio


def _split(counts: Floats) -> tuple[Floats, Floats]:
    return counts[..., 0, :], counts[..., 1, :]


def auroc(counts: Floats) -> Floats:
    """Return the chance that a right value scores above a wrong one, a tie counting half; nan without both kinds."""
    leaves, errors = _split(counts)
    right, wrong = leaves - errors, errors.sum(axis=-1)
    below = wrong[..., None] - np.cumsum(errors, axis=-1)
    return ratio((right * (below + errors / 2)).sum(axis=-1), right.sum(axis=-1) * wrong)


def auprc_error(counts: Floats) -> Floats:
    """Return the average precision of finding errors, least confident first; nan without both kinds.

    Chance level is the share of errors, not a half.
    """
    leaves, errors = (one[..., ::-1] for one in _split(counts))
    n, wrong = leaves.sum(axis=-1), errors.sum(axis=-1)
    precision = ratio(np.cumsum(errors, axis=-1), np.cumsum(leaves, axis=-1))
    found = ratio((errors * np.nan_to_num(precision)).sum(axis=-1), wrong)
    return np.where(wrong < n, found, np.nan)


def aurc(counts: Floats) -> Floats:
    """Return the mean over k of the error rate of the k most confident leaves; nan without leaves."""
    leaves, errors = _split(counts)
    return ratio(_summed_risk(leaves, errors), leaves.sum(axis=-1))


def excess_aurc(counts: Floats) -> Floats:
    """Return AURC less that of the perfect order, all errors last; nan without both kinds."""
    leaves, errors = _split(counts)
    n, wrong = leaves.sum(axis=-1), errors.sum(axis=-1)
    perfect_leaves = np.stack([n - wrong, wrong], axis=-1)
    perfect_errors = np.stack([np.zeros_like(wrong), wrong], axis=-1)
    excess = ratio(_summed_risk(leaves, errors) - _summed_risk(perfect_leaves, perfect_errors), n)
    return np.where((wrong > 0) & (wrong < n), excess, np.nan)


def augrc(counts: Floats) -> Floats:
    """Return the mean over k of the errors among the k most confident leaves over all leaves; nan without leaves."""
    leaves, errors = _split(counts)
    before = np.cumsum(errors, axis=-1) - errors
    # Within a block of m leaves and e errors: sum over j = 1..m of before + e j / m.
    summed = (leaves * before + errors * (leaves + 1) / 2).sum(axis=-1)
    return ratio(summed, leaves.sum(axis=-1) ** 2)


def _summed_risk(leaves: Floats, errors: Floats) -> Floats:
    """Sum over k of the expected error rate of the first k leaves.

    Within a block that follows K leaves and E errors, with rate r, the j-th leaf brings (E + r j) / (K + j), which is
    r + (E - r K) / (K + j): the sum over the block is its errors and E - r K times a piece of the harmonic series.
    """
    n, wrong = np.cumsum(leaves, axis=-1), np.cumsum(errors, axis=-1)
    n_before, wrong_before = n - leaves, wrong - errors
    rate = np.nan_to_num(ratio(errors, leaves))
    most = int(n[..., -1].max()) if n.size else 0
    harmonic = np.concatenate([[0.0], np.cumsum(1 / np.arange(1, most + 1))])
    piece = harmonic[n.astype(np.intp)] - harmonic[n_before.astype(np.intp)]
    return np.asarray((errors + (wrong_before - rate * n_before) * piece).sum(axis=-1), dtype=np.float64)

"""Exact upper bounds of an error rate, for where a bootstrap has nothing to draw from: few errors, or none.

Both take the leaves as independent. Leaves of one document are not, so the true bound lies higher.
"""

from scipy.special import betaincinv

CONFIDENCE = 0.95
"""One-sided: the true rate lies above the bound with at most 5%."""


def upper_bound(errors: int, leaves: int, confidence: float = CONFIDENCE) -> float | None:
    """Return the one-sided Clopper-Pearson upper bound of a rate, 0 to 1; None where there are no leaves.

    It is the rate at which `errors` or fewer would be seen with probability 1 - `confidence`.
    Raises ValueError where the counts are no share or the confidence is not between 0 and 1.
    """
    if not 0 <= errors <= leaves or not 0 < confidence < 1:
        raise ValueError(f"not a share or not a confidence: {errors} of {leaves}, {confidence}")
    if leaves == 0:
        return None
    return 1.0 if errors == leaves else float(betaincinv(errors + 1, leaves - errors, confidence))


def upper_bound_without_error(leaves: int, confidence: float = CONFIDENCE) -> float | None:
    """Return the upper bound where not one of the leaves is wrong: 1 - 0.05^(1/n); None where there are no leaves.

    Raises ValueError for a negative count.
    """
    if leaves < 0:
        raise ValueError(f"not a count: {leaves}")
    return float(1 - (1 - confidence) ** (1 / leaves)) if leaves else None

"""Ratios of arrays of counts.

Counts add up over documents, so any resampling of documents is one product of matrices. A measure takes an array whose
last axis are counts, whatever stands before it, and gives nan where it is undefined.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Measure = Callable[[Floats], Floats]
"""From counts (..., counts) to a measure (...), nan where it is undefined."""


def ratio(part: Floats, whole: Floats) -> Floats:
    """Return part / whole, nan where the whole is nought."""
    part, whole = np.broadcast_arrays(part, whole)
    shares: Floats = np.divide(part, whole, out=np.full(whole.shape, np.nan), where=whole != 0)
    return shares

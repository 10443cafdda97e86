"""Verdicts counted document by document, and the measures that are functions of those counts.

Counts add up over documents, so any resampling of documents is one product of matrices. A measure takes an array whose
last axis are the five letters, whatever stands before it, and gives nan where it is undefined.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evals.scoring.leaf import LeafVerdict, Letter

Floats = NDArray[np.float64]
Measure = Callable[[Floats], Floats]
"""From counts (..., letters) to a measure (...), nan where it is undefined."""

LETTERS: tuple[Letter, ...] = ("C", "W", "O", "H", "N")


@dataclass(frozen=True, slots=True, eq=False)
class DocumentCounts:
    """What adds up over documents."""

    documents: tuple[str, ...]
    counts: Floats
    """Documents × counts."""


def letter_counts(verdicts: Iterable[LeafVerdict], documents: Iterable[str] = ()) -> DocumentCounts:
    """Count the letters of every document, in the order of `LETTERS`.

    `documents` names those that belong to the run whether or not a verdict speaks of them.
    """
    found = Counter((verdict.document, verdict.letter) for verdict in verdicts)
    names = tuple(sorted({document for document, _ in found} | set(documents)))
    rows = [[float(found[name, letter]) for letter in LETTERS] for name in names]
    return DocumentCounts(names, np.array(rows, dtype=np.float64).reshape(len(names), len(LETTERS)))


def ratio(part: Floats, whole: Floats) -> Floats:
    """Return part / whole, nan where the whole is nought."""
    part, whole = np.broadcast_arrays(part, whole)
    shares: Floats = np.divide(part, whole, out=np.full(whole.shape, np.nan), where=whole != 0)
    return shares


def _letters(counts: Floats) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    right, wrong, omitted, invented, nothing = np.moveaxis(counts, -1, 0)
    return right, wrong, omitted, invented, nothing


def precision(counts: Floats) -> Floats:
    """C / (C + W + H)."""
    c, w, _, h, _ = _letters(counts)
    return ratio(c, c + w + h)


def recall(counts: Floats) -> Floats:
    """C / (C + W + O)."""
    c, w, o, _, _ = _letters(counts)
    return ratio(c, c + w + o)


def f1(counts: Floats) -> Floats:
    """2C / (2C + 2W + O + H)."""
    c, w, o, h, _ = _letters(counts)
    return ratio(2 * c, 2 * c + 2 * w + o + h)


def leaf_accuracy(counts: Floats) -> Floats:
    """C / (C + W + O + H)."""
    c, w, o, h, _ = _letters(counts)
    return ratio(c, c + w + o + h)


def wrong_value_rate(counts: Floats) -> Floats:
    """W / (C + W + O)."""
    c, w, o, _, _ = _letters(counts)
    return ratio(w, c + w + o)


def omission_rate(counts: Floats) -> Floats:
    """O / (C + W + O)."""
    c, w, o, _, _ = _letters(counts)
    return ratio(o, c + w + o)


def hallucination_rate(counts: Floats) -> Floats:
    """H / (H + N)."""
    _, _, _, h, n = _letters(counts)
    return ratio(h, h + n)


MEASURES: Mapping[str, Measure] = {
    "precision": precision,
    "recall": recall,
    "f1": f1,
    "leaf_accuracy": leaf_accuracy,
    "wrong_value_rate": wrong_value_rate,
    "omission_rate": omission_rate,
    "hallucination_rate": hallucination_rate,
}

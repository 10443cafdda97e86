"""The threshold of AUTO: the lowest score from which the upper bound of the error rate stays within the limit.

It has to hold in every stratum for itself: reports as they are read and reports with slips, forms and narrative. A
stratum of which even error-free labels would be too few to promise the limit is left out, and said.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evals.confidence.labelled import Item
from evals.statistics.bootstrap import bootstrap_rate
from evals.statistics.bounds import upper_bound, upper_bound_without_error
from evals.statistics.rates import Floats

LIMIT = 0.005


@dataclass(frozen=True)
class Risk:
    """Errors among the accepted facts of one stratum."""

    name: str
    facts: int
    errors: int
    naive: float | None
    """Upper bound that takes the facts as independent (Clopper-Pearson); None without facts."""
    by_document: float | None
    """Upper end of the bootstrap over documents; None where there are too few."""

    @property
    def upper(self) -> float | None:
        """The larger of the two bounds."""
        known = [one for one in (self.naive, self.by_document) if one is not None]
        return max(known) if known else None

    @property
    def too_few(self) -> bool:
        """Whether even without an error so few facts could not promise the limit."""
        return not self.facts or (upper_bound_without_error(self.facts) or 1.0) > LIMIT

    @property
    def holds(self) -> bool:
        """Whether the limit is promised."""
        return self.upper is not None and self.upper <= LIMIT


@dataclass(frozen=True)
class Chosen:
    """A threshold and what it promises."""

    threshold: float | None
    """None: no threshold holds the limit in every stratum that has labels enough."""
    risks: tuple[Risk, ...]
    """By stratum, at the threshold; without one, over all that the rules accept."""


def choose(items: Sequence[Item], score: Floats) -> Chosen:
    """Choose the threshold of what the rules accept; `score`: each item's, from a fold that had not seen it."""
    kept = [at for at, item in enumerate(items) if item.band == "AUTO"]
    accepted, scores = [items[at] for at in kept], np.round(score[kept], 4)
    strata = _strata(accepted)
    everything = tuple(_risk(name, [accepted[at] for at in inside]) for name, inside in strata.items())
    wrong = sorted({float(one) for one, item in zip(scores, accepted, strict=True) if not item.right})
    above = [float(scores[scores > one].min()) for one in wrong if (scores > one).any()]
    for threshold in (0.0, *above):
        risks = tuple(
            _risk(name, [accepted[at] for at in inside if scores[at] >= threshold]) for name, inside in strata.items()
        )
        if all(risk.holds or full.too_few for risk, full in zip(risks, everything, strict=True)):
            return Chosen(threshold, risks)
    return Chosen(None, everything)


def _strata(items: Sequence[Item]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for at, item in enumerate(items):
        source = "recorded" if item.source in ("examples", "real") else item.source
        found.setdefault(f"{source} {'forms' if item.key.startswith('T') else 'narrative'}", []).append(at)
    return dict(sorted(found.items()))


def _risk(name: str, items: Sequence[Item]) -> Risk:
    documents = sorted({item.document for item in items})
    index = {document: at for at, document in enumerate(documents)}
    counts = np.zeros((len(documents), 2))
    for item in items:
        counts[index[item.document]] += (1.0, float(not item.right))
    errors = int(counts[:, 1].sum())
    naive = upper_bound(errors, len(items))
    drawn = bootstrap_rate(counts, 1, lambda summed: summed[..., 0]).upper if items else None
    return Risk(name, len(items), errors, naive, drawn)

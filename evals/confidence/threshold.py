"""The threshold of AUTO: the lowest score from which the upper bound of the error rate stays within the limit.

It has to hold in every stratum for itself: reports as they are read and reports with slips, forms and narrative. A
stratum of which even error-free labels would be too few to promise the limit is left out, and said.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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


@dataclass(frozen=True, eq=False)
class _Stratum:
    """The accepted facts of one stratum, as arrays."""

    name: str
    score: Floats
    wrong: Floats
    document: NDArray[np.intp]
    documents: int

    def risk(self, threshold: float) -> Risk:
        """Return the risk of the facts that score at least `threshold`; documents left without one do not count."""
        taken = self.score >= threshold
        counts = np.zeros((self.documents, 2))
        np.add.at(counts, self.document[taken], np.column_stack([np.ones(int(taken.sum())), self.wrong[taken]]))
        counts = counts[counts[:, 0] > 0]
        facts, errors = int(taken.sum()), int(self.wrong[taken].sum())
        drawn = bootstrap_rate(counts, 1, lambda summed: summed[..., 0]).upper if facts else None
        return Risk(self.name, facts, errors, upper_bound(errors, facts), drawn)


def choose(items: Sequence[Item], score: Floats) -> Chosen:
    """Choose the threshold of what the rules accept; `score`: each item's, from a fold that had not seen it."""
    strata = _strata(items, np.round(score, 4))
    everything = tuple(stratum.risk(0.0) for stratum in strata)
    if all(risk.holds or risk.too_few for risk in everything):
        return Chosen(0.0, everything)
    scores = np.concatenate([stratum.score for stratum in strata])
    wrong = np.concatenate([stratum.score[stratum.wrong > 0] for stratum in strata])
    for below in np.unique(wrong):
        if not (scores > below).any():
            break
        threshold = float(scores[scores > below].min())
        risks = tuple(stratum.risk(threshold) for stratum in strata)
        if all(risk.holds or full.too_few for risk, full in zip(risks, everything, strict=True)):
            return Chosen(threshold, risks)
    return Chosen(None, everything)


def _strata(items: Sequence[Item], score: Floats) -> list[_Stratum]:
    """Part the facts that the rules accept by where their labels come from, forms from narrative."""
    inside: dict[str, list[int]] = {}
    for at, item in enumerate(items):
        if item.band == "AUTO":
            source = "recorded" if item.source in ("examples", "real") else item.source
            name = f"{source} {'forms' if item.key.startswith('T') else 'narrative'}"
            inside.setdefault(name, []).append(at)
    found = []
    for name, places in sorted(inside.items()):
        documents = {name: at for at, name in enumerate(sorted({items[at].document for at in places}))}
        found.append(
            _Stratum(
                name,
                score[places],
                np.array([float(not items[at].right) for at in places]),
                np.array([documents[items[at].document] for at in places], dtype=np.intp),
                len(documents),
            )
        )
    return found

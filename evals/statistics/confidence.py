"""Everything a run says of its own confidence, over the given leaves with a score; an error is W or H."""

from collections.abc import Sequence
from dataclasses import dataclass

from evals.scoring.leaf import LeafVerdict
from evals.statistics.bootstrap import Interval
from evals.statistics.calibration import Bin, bins_of, brier, calibration_error
from evals.statistics.curve import Accepted, Point, accepted_within, curve, risk_at
from evals.statistics.ranking import augrc, auprc_error, aurc, auroc, excess_aurc
from evals.statistics.rates import Measure
from evals.statistics.review import Review, review_of
from evals.statistics.scores import blocks_of, bootstrap_scores, scores_of

LIMITS = (0.005, 0.01)
"""Risks at which coverage is told."""
COVERAGES = (0.8, 0.9)
"""Coverages at which risk is told."""

_RANKING: dict[str, Measure] = {
    "auroc": auroc,
    "auprc_error": auprc_error,
    "aurc": aurc,
    "excess_aurc": excess_aurc,
    "augrc": augrc,
}


@dataclass(frozen=True, slots=True)
class Confidence:
    """How far the scores and bands of a run can be trusted. What is undefined is None, never 0 or 1.

    Without both right and wrong leaves AUROC, AUPRC and E-AURC are undefined; AURC, AUGRC and the risks are not: a run
    without an error has a risk of nought.
    """

    leaves: int
    """Given leaves with a score."""
    errors: int
    unscored: int
    """Given leaves without a score."""
    auroc: Interval
    auprc_error: Interval
    """Chance level is errors / leaves."""
    aurc: Interval
    excess_aurc: Interval
    augrc: Interval
    brier: Interval
    calibration_error: float | None
    bins: tuple[Bin, ...]
    curve: tuple[Point, ...]
    risks: tuple[tuple[float, float | None], ...]
    """(coverage, risk) at each of `COVERAGES`."""
    accepted: tuple[Accepted, ...]
    """The most taken within each of `LIMITS`; empty without scores."""
    review: Review

    @property
    def error_rate(self) -> float | None:
        """Share of the scored leaves that are wrong."""
        return self.errors / self.leaves if self.leaves else None


def confidence_of(verdicts: Sequence[LeafVerdict]) -> Confidence:
    """Measure the scores and bands of a run; raises ValueError for a score that is not from 0 to 1."""
    scores = scores_of(verdicts)
    blocks = blocks_of(scores)
    bins = bins_of(scores)
    within = [accepted_within(scores, blocks, limit) for limit in LIMITS]
    return Confidence(
        leaves=len(scores.score),
        errors=int(scores.error.sum()),
        unscored=scores.unscored,
        **bootstrap_scores(scores, blocks, _RANKING),
        brier=brier(scores),
        calibration_error=calibration_error(bins),
        bins=bins,
        curve=curve(blocks),
        risks=tuple((coverage, risk_at(blocks, coverage)) for coverage in COVERAGES),
        accepted=tuple(one for one in within if one is not None),
        review=review_of(verdicts),
    )

"""What bands and scores come to: coverage, what is wrong in AUTO, what a person is shown, how large the list is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from evals.confidence.labelled import Item, is_here, verdicts_of
from evals.golden.suite import SuiteDocument
from evals.scoring.leaf import LeafVerdict, Letter
from evals.statistics.confidence import confidence_of
from extractor.confidence.absences import absences
from extractor.confidence.audit import FLAG
from extractor.confidence.score import Fit
from extractor.confidence.weigh import outcomes_of, weighed
from schemas.record import Record

ASKED = ("number", "ungrounded", "chunk", "form")
"""Absences that a person is asked about; a key answered null is asked by its number."""
SHOWN = ("number", "chunk", "form")
"""Absences that show where a missing figure is."""


@dataclass(frozen=True)
class Reading:
    """One report read, weighed by a fit, and held against gold."""

    name: str
    facts: int
    auto: int
    audited: int
    asked: int
    """Things not found that a person is asked about."""
    verdicts: tuple[LeafVerdict, ...]
    """With the fit's bands and scores."""
    missing: int
    shown: int
    """Missing figures that the record itself points at."""

    @property
    def wrong(self) -> int:
        """Facts that gold does not hold."""
        return sum(one.wrong for one in self.verdicts)

    @property
    def wrong_auto(self) -> int:
        """Of those, the ones nobody is shown."""
        return sum(one.wrong and one.band == "AUTO" for one in self.verdicts)

    @property
    def list(self) -> int:
        """Everything a person must look at."""
        return self.facts - self.auto + self.asked


def reading_of(document: SuiteDocument, record: Record, fit: Fit | None) -> Reading:
    """Weigh a report's record by a fit and hold it against gold."""
    done = weighed(record, outcomes_of(record), fit)
    record = record.model_copy(update={"facts": tuple(one.fact for one in done)})
    verdicts = verdicts_of(record, document.labels, document.name)
    missing = absences(record)
    gold = {leaf.key: leaf for leaf in document.labels}
    lost = [one for one in verdicts if one.letter == "O"]
    pointing = [absence for absence in missing if absence.kind in SHOWN]
    shown = [one for one in lost if any(is_here(one, gold.get(one.key), absence) for absence in pointing)]
    bands = [fact.confidence.band for fact in record.facts]
    return Reading(
        document.name,
        len(bands),
        bands.count("AUTO"),
        sum(FLAG in fact.flags for fact in record.facts),
        sum(absence.kind in ASKED for absence in missing),
        tuple(one for one in verdicts if one.given_any and one.score is not None),
        len(lost),
        len(shown),
    )


def told(verdicts: Sequence[LeafVerdict]) -> dict[str, Any]:
    """Return the measures of scored verdicts as JSON: counts, AUTO with both bounds, AUROC, the curve."""
    found = confidence_of(verdicts)
    return {
        "facts": found.leaves,
        "documents": len({one.document for one in verdicts}),
        "wrong": found.errors,
        "auto": found.review.passed,
        "wrong_auto": found.review.errors_passed,
        "auroc": [_round(one) for one in (found.auroc.point, found.auroc.lower, found.auroc.upper)],
        "brier": _round(found.brier.point),
        "ece": _round(found.calibration_error),
        "curve": [[round(point.coverage, 4), round(point.risk, 6)] for point in found.curve],
    }


def as_verdicts(items: Iterable[tuple[Item, float]]) -> list[LeafVerdict]:
    """Return scored items as verdicts, for `evals.statistics`."""
    found = []
    for item, chance in items:
        place, _, rest = item.key.partition("/")
        row, _, column = rest.rpartition("/")
        letter: Letter = "C" if item.right else "W"
        found.append(
            LeafVerdict(item.document, (place, row, column), letter, letter, band=item.band, score=round(chance, 4))
        )
    return found


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)

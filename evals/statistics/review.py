"""What the bands cost and what they catch: given values that go to a person, and errors among them and beside them."""

from collections.abc import Sequence
from dataclasses import dataclass

from evals.scoring.leaf import LeafVerdict
from evals.statistics.bounds import upper_bound


@dataclass(frozen=True, slots=True)
class Review:
    """Given leaves with a band, counted; AUTO goes through, REVIEW and MUST go to a person."""

    leaves: int
    reviewed: int
    errors_reviewed: int
    errors_passed: int
    """W and H among AUTO."""
    documents: int
    """All of the run."""
    documents_reviewed: int
    """With at least one leaf to review: one bad figure opens the whole report."""
    unbanded: int
    """Given leaves without a band: in none of these counts."""

    @property
    def passed(self) -> int:
        """Leaves in AUTO."""
        return self.leaves - self.reviewed

    @property
    def load(self) -> float | None:
        """Share of leaves to review."""
        return _share(self.reviewed, self.leaves)

    @property
    def document_load(self) -> float | None:
        """Share of documents with something to review."""
        return _share(self.documents_reviewed, self.documents)

    @property
    def review_yield(self) -> float | None:
        """Errors per reviewed leaf."""
        return _share(self.errors_reviewed, self.reviewed)

    @property
    def caught(self) -> float | None:
        """Share of all errors that review sees."""
        return _share(self.errors_reviewed, self.errors_reviewed + self.errors_passed)

    @property
    def residual(self) -> float | None:
        """Error rate that stays in AUTO when every reviewed leaf is set right."""
        return _share(self.errors_passed, self.passed)

    @property
    def residual_upper(self) -> float | None:
        """Exact upper bound of `residual`."""
        return upper_bound(self.errors_passed, self.passed)


def review_of(verdicts: Sequence[LeafVerdict]) -> Review:
    """Count what goes to review."""
    given = [verdict for verdict in verdicts if verdict.given_any]
    banded = [verdict for verdict in given if verdict.band is not None]
    reviewed = [verdict for verdict in banded if verdict.band != "AUTO"]
    caught = sum(verdict.wrong for verdict in reviewed)
    return Review(
        leaves=len(banded),
        reviewed=len(reviewed),
        errors_reviewed=caught,
        errors_passed=sum(verdict.wrong for verdict in banded) - caught,
        documents=len({verdict.document for verdict in verdicts}),
        documents_reviewed=len({verdict.document for verdict in reviewed}),
        unbanded=len(given) - len(banded),
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None

"""One system's outcomes graded, and the facts its row and its remarks are made of."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from evals.peers.outcome import Cost, Failure, Outcome
from evals.peers.suite import Report
from evals.peers.words import is_money, printed_numbers
from evals.scoring.judge import judge
from evals.scoring.leaf import LeafVerdict, PredictedLeaf
from evals.scoring.metrics import Measures, measure
from extractor.numbers import SCALE, parse


def verdicts_of(outcome: Outcome, report: Report) -> list[LeafVerdict]:
    """Grade one report: the judge of every evaluation, the same for every system."""
    return judge(report.name, report.labels, outcome.leaves, report.source, empty=outcome.empty)


@dataclass(frozen=True)
class Scores:
    """A system over the reports that were recorded."""

    system: str
    measures: Measures
    cost: Cost
    failures: Counter[Failure]
    given: int
    """Values given: C + W + H, declared empty places apart."""
    cited: int
    """Of those, with offsets."""
    cited_right: int
    """Of those, the text at the offsets is the number given."""
    unprinted: int
    """Values given that the report prints nowhere, in whatever unit it prints."""
    unnamed: int
    split: int
    """Numbers a system's own chunking cut in two."""
    faults: int
    """Figures that do not add up, planted in the reports."""
    flagged: int
    """Of those, pointed out."""
    accused: int
    """Figures pointed out that were not planted."""
    unrecorded: tuple[str, ...]
    """Reports with a call that was never recorded: they count nowhere."""


def score(system: str, outcomes: Sequence[Outcome], reports: Sequence[Report]) -> Scores:
    """Grade a system's outcomes, one a report, in their order."""
    pairs = [(outcome, report) for outcome, report in zip(outcomes, reports, strict=True) if outcome.recorded]
    leaves = [(leaf, report) for outcome, report in pairs for leaf in outcome.leaves]
    cost = Cost()
    for outcome, _ in pairs:
        cost += outcome.cost
    return Scores(
        system,
        measure(verdict for outcome, report in pairs for verdict in verdicts_of(outcome, report)),
        cost,
        Counter(failure for outcome, _ in pairs for failure in outcome.failures),
        given=len(leaves),
        cited=sum(leaf.start is not None for leaf, _ in leaves),
        cited_right=sum(_is_cited(leaf, report) for leaf, report in leaves),
        unprinted=sum(not _is_printed(leaf, report) for leaf, report in leaves),
        unnamed=sum(outcome.unnamed for outcome, _ in pairs),
        split=sum(outcome.split for outcome, _ in pairs),
        faults=sum(len(report.faults) for _, report in pairs),
        flagged=sum(len(report.faults & outcome.flagged) for outcome, report in pairs),
        accused=sum(len(outcome.flagged - report.faults) for outcome, report in pairs),
        unrecorded=tuple(outcome.document for outcome in outcomes if not outcome.recorded),
    )


def _magnitude(leaf: PredictedLeaf, report: Report) -> Decimal:
    scale = SCALE[report.money_unit] if is_money(leaf.key) else Decimal(1)
    return abs(leaf.value) / scale


def _is_printed(leaf: PredictedLeaf, report: Report) -> bool:
    return _magnitude(leaf, report) in printed_numbers(report.document.text)


def _is_cited(leaf: PredictedLeaf, report: Report) -> bool:
    if leaf.start is None or leaf.end is None:
        return False
    try:
        return abs(parse(report.document.text[leaf.start : leaf.end])) == _magnitude(leaf, report)
    except ArithmeticError:
        return False

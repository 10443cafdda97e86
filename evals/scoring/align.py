"""Which predicted row is which gold row of a place. Source: methods of the harness, row alignment.

1. The same words; then the same code or normalised path. Rows of one name keep their order of appearance.
2. Of what is left, the assignment with the most equal leaf cells (Hungarian). Similar names only settle ties: all
   bonuses of a place together weigh less than one cell, and a pair without an equal cell is no pair.

Every pair says how it was made, so that a reader can tell what a lenient alignment forgave.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from scipy.optimize import linear_sum_assignment

from evals.scoring.leaf import Pairing
from evals.scoring.names import plain, row_name

Cells = Mapping[str, Decimal | None]
"""Column -> value of the leaves of one row; None where gold gives the column no value."""
Rows = Mapping[str, Cells]
"""Row -> its cells, in the order of appearance."""


class Partner(NamedTuple):
    """The gold row of a predicted row, and how it was found."""

    row: str
    how: Pairing


def align(place: str, gold: Rows, predicted: Rows) -> dict[str, Partner]:
    """Return the gold row of every predicted row of one place that has one; no gold row is given twice."""
    partners = {row: Partner(row, "key") for row in predicted if row in gold}
    open_gold = [row for row in gold if row not in partners]
    open_predicted = [row for row in predicted if row not in partners]
    if not (open_gold and open_predicted):
        return partners
    partners |= _by_name(place, gold, open_gold, open_predicted)
    taken = {partner.row for partner in partners.values()}
    left_gold = [row for row in open_gold if row not in taken]
    left_predicted = [row for row in open_predicted if row not in partners]
    return partners | _assigned(gold, predicted, left_gold, left_predicted)


def _by_name(place: str, gold: Rows, left: Iterable[str], right: Iterable[str]) -> dict[str, Partner]:
    named: dict[tuple[str, str], list[str]] = defaultdict(list)
    # A row that gives values is looked at before one that only says that nothing is there.
    for row in sorted(left, key=lambda row: (not _has_value(gold[row]), row_name(place, row).ordinal)):
        named[row_name(place, row)[:2]].append(row)
    partners = {}
    for row in sorted(right, key=lambda row: row_name(place, row).ordinal):
        how, name, _ = row_name(place, row)
        if waiting := named.get((how, name)):
            partners[row] = Partner(waiting.pop(0), how)
    return partners


def _has_value(cells: Cells) -> bool:
    return any(value is not None for value in cells.values())


def _assigned(gold: Rows, predicted: Rows, left: Sequence[str], right: Sequence[str]) -> dict[str, Partner]:
    # Sorted, so that the order in which a system lists its rows cannot settle a tie.
    left, right = sorted(left), sorted(right)
    equal = equal_cells([gold[row] for row in left], [predicted[row] for row in right])
    some_left, some_right = np.flatnonzero(equal.any(axis=1)), np.flatnonzero(equal.any(axis=0))
    if not len(some_left):
        return {}
    equal = equal[np.ix_(some_left, some_right)]
    alike = process.cdist(
        [plain(left[at]) for at in some_left], [plain(right[at]) for at in some_right], scorer=fuzz.ratio
    )
    weight = equal + alike / 100 / (min(equal.shape) + 1)
    pairs = zip(*linear_sum_assignment(weight, maximize=True), strict=True)
    return {right[some_right[b]]: Partner(left[some_left[a]], "assigned") for a, b in pairs if equal[a, b]}


def equal_cells(left: Sequence[Cells], right: Sequence[Cells]) -> NDArray[np.int64]:
    """Return how many cells of the same column and value each left row shares with each right row."""
    where: dict[tuple[str, Decimal], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, rows in enumerate((left, right)):
        for at, cells in enumerate(rows):
            for column, value in cells.items():
                if value is not None:
                    where[plain(column), value][side].append(at)
    shared = np.zeros((len(left), len(right)), dtype=np.int64)
    for ours, theirs in where.values():
        if ours and theirs:
            shared[np.ix_(ours, theirs)] += 1
    return shared

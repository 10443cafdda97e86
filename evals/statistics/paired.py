"""Two runs over the same documents: how much the measures moved, by how much that may be chance, and which leaves.

Both runs are drawn with the same documents, so what makes a document hard for both cancels out.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from evals.scoring.leaf import Key, LeafVerdict
from evals.statistics.bootstrap import Interval, bootstrap
from evals.statistics.rates import LETTERS, MEASURES, DocumentCounts, Floats, Measure, letter_counts

Address = tuple[str, Key, int]
"""Document, key, and which of several verdicts on that key, from 0."""


@dataclass(frozen=True, slots=True)
class Change:
    """One leaf in both runs; None where a run has no verdict on it: gold has no such leaf and the run gave nothing."""

    document: str
    key: Key
    before: LeafVerdict | None
    after: LeafVerdict | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became better and worse from one run to another, over the documents they share."""

    documents: tuple[str, ...]
    only_before: tuple[str, ...]
    """Documents of one run only: in no figure and no list."""
    only_after: tuple[str, ...]
    deltas: dict[str, Interval]
    """After less before, by name of the measure, as shares."""
    fixed: tuple[Change, ...]
    """Was W, O or H, is right now."""
    broken: tuple[Change, ...]
    """Was right, is W, O or H now."""
    moved: tuple[Change, ...]
    """Right in neither, by another letter or another value: an omission that became a wrong value stands here."""
    relabelled: tuple[Change, ...]
    """Gold is not the same in both runs, so neither run became better or worse by it. It does move the deltas."""


def compare(
    before: Sequence[LeafVerdict],
    after: Sequence[LeafVerdict],
    *,
    documents_before: Iterable[str] = (),
    documents_after: Iterable[str] = (),
) -> Comparison:
    """Compare two graded runs. The documents of a run are those of its verdicts and those named besides."""
    was, now = letter_counts(before, documents_before), letter_counts(after, documents_after)
    shared = tuple(sorted(set(was.documents) & set(now.documents)))
    counts = np.concatenate([_rows(was, shared), _rows(now, shared)], axis=-1)
    lists = _changes(before, after, set(shared))
    return Comparison(
        documents=shared,
        only_before=tuple(sorted(set(was.documents) - set(shared))),
        only_after=tuple(sorted(set(now.documents) - set(shared))),
        deltas={name: bootstrap(counts, _difference(measure)) for name, measure in MEASURES.items()},
        **{name: tuple(lists[name]) for name in ("fixed", "broken", "moved", "relabelled")},
    )


def _rows(run: DocumentCounts, documents: Sequence[str]) -> Floats:
    """The counts of these documents, in their order."""
    index = {name: at for at, name in enumerate(run.documents)}
    return run.counts[[index[name] for name in documents]]


def _difference(measure: Measure) -> Measure:
    """After less before, of counts that hold those of both runs side by side."""

    def delta(counts: Floats) -> Floats:
        return measure(counts[..., len(LETTERS) :]) - measure(counts[..., : len(LETTERS)])

    return delta


def _changes(
    before: Iterable[LeafVerdict], after: Iterable[LeafVerdict], documents: set[str]
) -> dict[str, list[Change]]:
    was, now = _by_address(before, documents), _by_address(after, documents)
    lists: dict[str, list[Change]] = {"fixed": [], "broken": [], "moved": [], "relabelled": []}
    for address in sorted(was.keys() | now.keys()):
        change = Change(address[0], address[1], was.get(address), now.get(address))
        if name := _list_of(change.before, change.after):
            lists[name].append(change)
    return lists


def _list_of(before: LeafVerdict | None, after: LeafVerdict | None) -> str | None:
    """Which list a leaf belongs in; None where both runs did the same."""
    if _gold(before) != _gold(after):
        return "relabelled"
    was, now = (verdict.letter if verdict else "N" for verdict in (before, after))
    right_before, right_after = was in ("C", "N"), now in ("C", "N")
    if right_before and right_after:
        return None
    if right_before != right_after:
        return "fixed" if right_after else "broken"
    same = was == now and before is not None and after is not None and before.given == after.given
    return None if same else "moved"


def _gold(verdict: LeafVerdict | None) -> str | None:
    """Gold of a leaf; none where the run has no verdict, for a run has one on every leaf that gold gives."""
    return verdict.gold if verdict else None


def _by_address(verdicts: Iterable[LeafVerdict], documents: set[str]) -> dict[Address, LeafVerdict]:
    seen: Counter[tuple[str, Key]] = Counter()
    found: dict[Address, LeafVerdict] = {}
    for verdict in verdicts:
        if verdict.document in documents:
            place = verdict.document, verdict.key
            found[(*place, seen[place])] = verdict
            seen[place] += 1
    return found

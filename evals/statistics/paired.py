"""Two runs over the same documents: how much the measures moved, by how much that may be chance, and which leaves.

Both runs are drawn with the same documents, so what makes a document hard for both cancels out.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from evals.scoring.leaf import Key, LeafVerdict
from evals.scoring.metrics import MEASURES, Counts, Ratio, measure
from evals.statistics.bootstrap import Interval, bootstrap
from evals.statistics.rates import Floats

Address = tuple[str, Key, int]
"""Document, key, and which of several verdicts on that key, from 0."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A graded run as a comparison needs it."""

    counts: Mapping[str, Counts]
    """By document, of all documents of the run: see `evals.scoring.metrics.count`."""
    verdicts: Sequence[LeafVerdict]

    @classmethod
    def of(cls, verdicts: Sequence[LeafVerdict], documents: Iterable[str] = ()) -> "Scored":
        """Count a run. Its documents are those of its verdicts and those named besides."""
        return cls(measure(verdicts, documents).documents, verdicts)


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


def compare(before: Scored, after: Scored) -> Comparison:
    """Compare two graded runs."""
    shared = tuple(sorted(before.counts.keys() & after.counts.keys()))
    lists = _changes(before.verdicts, after.verdicts, set(shared))
    return Comparison(
        documents=shared,
        only_before=tuple(sorted(before.counts.keys() - set(shared))),
        only_after=tuple(sorted(after.counts.keys() - set(shared))),
        deltas={one.name: _delta(one, before, after, shared) for one in MEASURES},
        **{name: tuple(lists[name]) for name in ("fixed", "broken", "moved", "relabelled")},
    )


def _delta(ratio: Ratio, before: Scored, after: Scored, documents: Sequence[str]) -> Interval:
    """After less before, drawn over counts that hold those of both runs side by side."""
    names = sorted(ratio.names)
    rows = [[run.counts[document][name] for run in (before, after) for name in names] for document in documents]
    counts = np.array(rows, dtype=np.float64).reshape(len(documents), 2 * len(names))

    def difference(summed: Floats) -> Floats:
        was, now = (
            ratio.over({name: summed[..., side * len(names) + at] for at, name in enumerate(names)}) for side in (0, 1)
        )
        return now - was

    return bootstrap(counts, difference)


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

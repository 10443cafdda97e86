"""Measures from verdicts. Every measure is a ratio of two weighted sums of counts, and the counts of documents add up.

So the same table of formulas gives the value of one run, of a place or a field, and, over a matrix with a row a
document, of every draw of a bootstrap. An empty denominator gives None (NaN in arrays), never 0 or 1.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from evals.scoring.leaf import LeafVerdict
from evals.scoring.names import EMPTY

Counts = Counter[str]
"""Counts of one document, or of several added up: see `count`."""


@dataclass(frozen=True)
class Ratio:
    """A measure: weighted counts over weighted counts."""

    name: str
    title: str
    """What it is called in a Chinese table."""
    top: Mapping[str, int]
    bottom: Mapping[str, int]

    def of(self, counts: Mapping[str, int], prefix: str = "") -> float | None:
        """Return the measure, or None over nothing. `prefix`: `place:S2:` or `field:S2/占比:` for a part."""
        top, whole = (
            sum(weight * counts.get(prefix + name, 0) for name, weight in side.items())
            for side in (self.top, self.bottom)
        )
        return top / whole if whole else None

    def over(self, columns: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
        """Return the measure for arrays of counts, NaN over nothing. Every name of the formula must be a column."""
        top, whole = (
            np.sum([weight * columns[name] for name, weight in side.items()], axis=0)
            for side in (self.top, self.bottom)
        )
        result: NDArray[np.float64] = np.divide(top, whole, out=np.full(np.shape(whole), np.nan), where=whole != 0)
        return result

    @property
    def names(self) -> frozenset[str]:
        """The counts it is made of."""
        return frozenset(self.top) | frozenset(self.bottom)


_GOLD = {"C": 1, "W": 1, "O": 1}
_GIVEN = {"C": 1, "W": 1, "H": 1}
_F1 = {"C": 2, "W": 2, "O": 1, "H": 1}


def _strict(weights: Mapping[str, int]) -> dict[str, int]:
    return {f"strict:{letter}": weight for letter, weight in weights.items()}


LETTERED = (
    Ratio("precision", "精确率", {"C": 1}, _GIVEN),
    Ratio("recall", "召回率", {"C": 1}, _GOLD),
    Ratio("f1", "F1", {"C": 2}, _F1),
    Ratio("leaf_accuracy", "逐项正确率", {"C": 1}, {**_GOLD, "H": 1}),
    Ratio("wrong_rate", "错值率", {"W": 1}, _GOLD),
    Ratio("omission_rate", "漏读率", {"O": 1}, _GOLD),
)
"""What letters alone give: also by place and by field."""

F1, WRONG = (next(one for one in LETTERED if one.name == name) for name in ("f1", "wrong_rate"))
INVENTED = Ratio("invented_rate", "多出率", {"H": 1}, _GOLD)
"""Values that gold does not have, over those it has: it may exceed 1."""

MEASURES = (
    *LETTERED,
    Ratio("hallucination_rate", "无中生有率", {"slot:H": 1}, {"slot:H": 1, "slot:N": 1}),
    Ratio("strict_precision", "严格精确率", {"strict:C": 1}, _strict(_GIVEN)),
    Ratio("strict_recall", "严格召回率", {"strict:C": 1}, _strict(_GOLD)),
    Ratio("strict_f1", "严格 F1", {"strict:C": 2}, _strict(_F1)),
    Ratio("round_ok", "舍入后相等率", {"C": 1, "round_ok": 1}, _GOLD),
    Ratio("row_precision", "行精确率", {"rows:matched": 1}, {"rows:given": 1}),
    Ratio("row_recall", "行召回率", {"rows:matched": 1}, {"rows:gold": 1}),
    Ratio("row_f1", "行 F1", {"rows:matched": 2}, {"rows:given": 1, "rows:gold": 1}),
    Ratio("row_exact", "整行全对率", {"rows:exact": 1}, {"rows:gold": 1}),
    Ratio("document_exact", "整份全对率", {"documents:exact": 1}, {"documents": 1}),
    Ratio("support", "出处支持率", {"supported": 1}, {"judged": 1}),
    Ratio("support_of_right", "正确值的出处支持率", {"supported:C": 1}, {"judged:C": 1}),
    Ratio("citation", "引注正确率", {"cited": 1}, {"citable": 1}),
    Ratio("citation_by_offsets", "引注正确率（按标注位置）", {"cited:offsets": 1}, {"citable:offsets": 1}),
    Ratio("offsets_share", "有标注位置的占比", {"citable:offsets": 1}, {"citable": 1}),
)
"""All measures of a run that are ratios. Macro F1 is a mean of ratios: `Measures.macro_f1`."""


def count(verdicts: Iterable[LeafVerdict]) -> Counts:
    """Count the verdicts of ONE document.

    C W O H N, `strict:C` …; `W:sign`, `H:ungrounded` …; `slot:H`, `slot:N` where gold says the address is absent;
    `place:S2:C` …, `field:S2/占比:C` …; rows, supported and cited leaves; the document, and whether it is exact.
    A row is matched where gold and prediction both give one of its leaves, and exact where all of them are C.
    """
    letters: Counter[tuple[str, str, str]] = Counter()
    strict: Counter[str] = Counter()
    counts: Counts = Counter()
    rows: dict[tuple[str, str], set[str]] = defaultdict(set)
    given_rows: set[tuple[str, str]] = set()
    for one in verdicts:
        place, row, column = one.key
        letters[place, column, one.letter] += 1
        strict[one.strict] += 1
        if one.kind is not None or one.absent:
            _count_faults(one, counts)
        if one.supported is not None:
            _count_source(one, counts)
            given_rows.add((place, row))
        if one.letter != "N" and row != EMPTY:
            rows[place, row].add(one.letter)
    for (place, column, letter), number in letters.items():
        for name in (letter, f"place:{place}:{letter}", f"field:{place}/{column}:{letter}"):
            counts[name] += number
    counts.update({f"strict:{letter}": number for letter, number in strict.items()})
    gold = [found for found in rows.values() if not found.isdisjoint("CWO")]
    counts["rows:gold"] = len(gold)
    counts["rows:given"] = len(given_rows)
    counts["rows:matched"] = sum(not found.isdisjoint("CW") for found in gold)
    counts["rows:exact"] = sum(found == {"C"} for found in gold)
    counts["documents"] = 1
    counts["documents:exact"] = int(not (counts["W"] or counts["O"] or counts["H"]))
    return counts


def _count_faults(one: LeafVerdict, counts: Counts) -> None:
    if one.kind is not None:
        counts[f"{one.letter}:{one.kind}"] += 1
        counts["round_ok"] += one.round_ok
    if one.absent:
        counts[f"slot:{one.letter}"] += 1


def _count_source(one: LeafVerdict, counts: Counts) -> None:
    counts["judged"] += 1
    counts["supported"] += bool(one.supported)
    if one.cited is None:
        return
    counts["judged:C"] += 1
    counts["supported:C"] += bool(one.supported)
    counts["citable"] += 1
    counts["cited"] += one.cited
    if one.by_offsets:
        counts["citable:offsets"] += 1
        counts["cited:offsets"] += one.cited


def total(counts: Iterable[Counts]) -> Counts:
    """Add up the counts of documents."""
    whole: Counts = Counter()
    for one in counts:
        whole.update(one)
    return whole


def columns(counts: Sequence[Counts], names: Iterable[str]) -> dict[str, NDArray[np.float64]]:
    """Return the named counts as arrays with an entry a document: what a bootstrap draws from."""
    return {name: np.array([one[name] for one in counts], dtype=np.float64) for name in names}


@dataclass(frozen=True)
class Measures:
    """The measures of a run, and the counts they are made of."""

    counts: Counts
    """Of all documents together."""
    documents: Mapping[str, Counts]
    """Of each document: what a bootstrap draws from."""

    def __getitem__(self, name: str) -> float | None:
        """Return a measure by its name, None over nothing. Raises KeyError where there is none of the name."""
        return self.macro_f1 if name == "macro_f1" else _BY_NAME[name].of(self.counts)

    @property
    def macro_f1(self) -> float | None:
        """The mean F1 of the fields, a field being one column of one place; None where there is none."""
        scores = [score for one in self.by("field").values() if (score := one["f1"]) is not None]
        return fmean(scores) if scores else None

    def by(self, part: Literal["place", "field"]) -> dict[str, dict[str, float | None]]:
        """Return the measures of letters place by place, or field by field (`S2/占比`), in the order first seen."""
        names = (name.split(":") for name in self.counts if name.startswith(part + ":"))
        parts = dict.fromkeys(name for _, *middle, _ in names for name in [":".join(middle)])
        return {one: {each.name: each.of(self.counts, f"{part}:{one}:") for each in LETTERED} for one in parts}

    def kinds(self, letter: Literal["W", "H"]) -> dict[str, int]:
        """Return how often each kind of wrong (W) or invented (H) value occurred, the most frequent first."""
        found = {name[2:]: number for name, number in self.counts.items() if name.startswith(letter + ":")}
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))

    def values(self) -> dict[str, float | None]:
        """Return every measure by name."""
        return {one.name: one.of(self.counts) for one in MEASURES} | {"macro_f1": self.macro_f1}


_BY_NAME = {one.name: one for one in MEASURES}


def measure(verdicts: Iterable[LeafVerdict], documents: Iterable[str] = ()) -> Measures:
    """Return the measures of the verdicts of any number of documents.

    `documents`: names of all documents; one without any verdict counts as exact, one that is not named at all is not
    there.
    """
    sorted_out: dict[str, list[LeafVerdict]] = {name: [] for name in documents}
    for one in verdicts:
        sorted_out.setdefault(one.document, []).append(one)
    counted = {name: count(mine) for name, mine in sorted_out.items()}
    return Measures(total(counted.values()), counted)


def shown(value: float | None, digits: int = 4) -> str:
    """Return a measure for print: — where there was nothing to measure."""
    return "—" if value is None else f"{value:.{digits}f}"

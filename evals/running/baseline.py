"""The baseline a run is held against, in a file that only an explicit command writes: small enough to be committed.

A comparison needs the counts of every document, the leaves that were not right, and, of the right ones, only that their
gold is still the same: of these a fingerprint is kept, and the leaf itself stands in the run that is compared.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from evals.running.plan import Plan
from evals.running.summary import Summary
from evals.scoring.leaf import Key, LeafVerdict
from evals.scoring.metrics import MEASURES, Counts, count
from evals.statistics.paired import Scored
from extractor.errors import RecordError, UsageError
from extractor.export import write_text
from extractor.reasons import of_os
from schemas._base import Value

Leaf = tuple[str, str, str, str, str | None, str | None]
"""Place, row, column, letter (W, O or H), gold, given."""
_KEY, FINGERPRINT = 6, 10
"""Hexadecimal digits of a fingerprint: of the key, and with those of the gold value. Of the thousand leaves of a report
two share those of the key in about three reports of a hundred, and only where their labels change does it matter."""
_COUNTED = frozenset().union(*(one.names for one in MEASURES))


class BaselineDocument(Value):
    """One document of the baseline."""

    sha256: str
    """Of its file."""
    counts: dict[str, int]
    """What the measures are made of; those that are 0 are left out."""
    gold: dict[str, str]
    """By place, the fingerprints of its gold leaves, one behind the other."""
    leaves: tuple[Leaf, ...]
    """Those that were not right."""


class Baseline(Value):
    """A run to compare with."""

    suite: str
    plan_digest: str
    model: str
    f1: float | None
    wrong_rate: float | None
    gold: str
    """SHA-256 of all labels it was scored by."""
    documents: dict[str, BaselineDocument]
    """Reports that were scored."""

    def scored(self, after: Sequence[LeafVerdict]) -> Scored:
        """Return it as a run to be compared with a later one, of which the leaves that were right are taken."""
        later: dict[str, list[LeafVerdict]] = {}
        for one in after:
            later.setdefault(one.document, []).append(one)
        verdicts = [v for name, one in self.documents.items() for v in _verdicts(name, one, later.get(name, ()))]
        return Scored({name: Counts(one.counts) for name, one in self.documents.items()}, verdicts)


def baseline_of(plan: Plan, summary: Summary, verdicts: Iterable[LeafVerdict]) -> Baseline:
    """Make a run the baseline."""
    by_document: dict[str, list[LeafVerdict]] = {one.name: [] for one in plan.documents if one.given}
    for one in verdicts:
        by_document[one.document].append(one)
    sha256 = {one.name: one.sha256 for one in plan.documents}
    return Baseline(
        suite=summary.suite,
        plan_digest=summary.plan_digest,
        model=summary.model,
        f1=summary.total.f1,
        wrong_rate=summary.total.wrong_rate,
        gold=plan.gold,
        documents={name: _document(sha256[name], mine) for name, mine in by_document.items()},
    )


def _document(sha256: str, verdicts: Sequence[LeafVerdict]) -> BaselineDocument:
    counts = count(verdicts)
    gold: dict[str, list[str]] = {}
    for one in verdicts:
        if one.gold is not None:
            gold.setdefault(one.key[0], []).append(_fingerprint(one.key, one.gold))
    return BaselineDocument(
        sha256=sha256,
        counts={name: counts[name] for name in sorted(_COUNTED) if counts[name]},
        gold={place: "".join(mine) for place, mine in gold.items()},
        leaves=tuple((*one.key, one.letter, one.gold, one.given) for one in verdicts if one.letter in "WOH"),
    )


def _fingerprint(key: Key, gold: str) -> str:
    parts = hashlib.sha256("/".join(key).encode()), hashlib.sha256(gold.encode())
    return parts[0].hexdigest()[:_KEY] + parts[1].hexdigest()[: FINGERPRINT - _KEY]


def _verdicts(name: str, document: BaselineDocument, later: Sequence[LeafVerdict]) -> Iterator[LeafVerdict]:
    """The verdicts of a document of the baseline, as far as a comparison with a later run needs them."""
    prints = [text[at : at + FINGERPRINT] for text in document.gold.values() for at in range(0, len(text), FINGERPRINT)]
    known = {one[:_KEY]: one for one in prints}
    wrong = {leaf[:3]: leaf for leaf in document.leaves if leaf[3] != "H"}
    seen: set[Key] = set()
    for one in later:
        if one.key in seen or one.letter == "N":
            continue
        seen.add(one.key)
        leaf = wrong.pop(one.key, None)
        if leaf is not None:
            yield _verdict(name, leaf)
        elif (mark := known.get(_fingerprint(one.key, "")[:_KEY])) is not None:
            same = one.gold is not None and mark == _fingerprint(one.key, one.gold)
            gold = one.gold if same else _OTHER
            yield LeafVerdict(name, one.key, "C", "C", gold=gold, given=gold)
    for leaf in [*wrong.values(), *(leaf for leaf in document.leaves if leaf[3] == "H")]:
        yield _verdict(name, leaf)


_OTHER = "（标注已改）"
"""Stands for a gold value that is no longer the same."""


def _verdict(document: str, leaf: Leaf) -> LeafVerdict:
    place, row, column, letter, gold, given = leaf
    return LeafVerdict(document, (place, row, column), letter, letter, gold=gold, given=given)  # type: ignore[arg-type]


def write_baseline(path: Path, baseline: Baseline) -> None:
    """Write it with a line a place and a line a leaf that was not right, so that a diff shows what changed.

    Raises UsageError where it cannot be written.
    """
    data = baseline.model_dump(mode="json")
    documents = data.pop("documents")
    head = json.dumps(data, ensure_ascii=False, indent=1).removesuffix("\n}")
    whole = ",\n".join(f"  {_json(name)}: {{\n{_lines(one)}\n  }}" for name, one in documents.items())
    write_text(path, f'{head},\n "documents": {{\n{whole}\n }}\n}}\n')


def _lines(document: dict[str, object]) -> str:
    leaves, gold = document["leaves"], document["gold"]
    assert isinstance(leaves, list)
    assert isinstance(gold, dict)
    lines = [f'   "{name}": {_json(document[name])}' for name in ("sha256", "counts")]
    places = ",\n".join(f"    {_json(place)}: {_json(text)}" for place, text in gold.items())
    lines.append(f'   "gold": {{\n{places}\n   }}')
    mine = ",\n".join(f"    {_json(leaf)}" for leaf in leaves)
    lines.append(f'   "leaves": [\n{mine}\n   ]' if mine else '   "leaves": []')
    return ",\n".join(lines)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def read_baseline(path: Path) -> Baseline:
    """Read a baseline. Raises UsageError where the file cannot be read, RecordError where it is no baseline."""
    try:
        return Baseline.model_validate_json(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"读不了基线：{of_os(error)}", where=str(path), remedy=_REMEDY) from error
    except (UnicodeDecodeError, ValidationError) as error:
        raise RecordError("这不是一份可用的基线", where=str(path), remedy=_REMEDY) from error


_REMEDY = "用 juesuan eval baseline RUN -o FILE 写一份"

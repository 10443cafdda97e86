"""The baseline a run is held against: its verdicts and its headline, in a file that only an explicit command writes."""

import json
from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from evals.running.plan import Plan
from evals.running.summary import Summary
from evals.scoring.leaf import LeafVerdict
from extractor.errors import RecordError
from extractor.export import write_text
from schemas._base import Value

_SHAPE = ("place", "row", "column", "letter", "gold", "given")
Leaf = tuple[str, str, str, str, str | None] | tuple[str, str, str, str, str | None, str | None]


class Baseline(Value):
    """A run to compare with: small enough to be committed."""

    suite: str
    plan_digest: str
    model: str
    f1: float | None
    wrong_rate: float | None
    gold: str
    """SHA-256 of all labels it was scored by."""
    documents: dict[str, str]
    """Reports that were scored, each with the SHA-256 of its file."""
    shape: tuple[str, ...] = _SHAPE
    leaves: dict[str, tuple[Leaf, ...]]
    """By document, every verdict but N in the order of `shape`; without `given` where that is gold's own value."""

    def verdicts(self) -> list[LeafVerdict]:
        """Return the leaves as verdicts."""
        return [_verdict(document, leaf) for document, leaves in self.leaves.items() for leaf in leaves]


def baseline_of(plan: Plan, summary: Summary, verdicts: Iterable[LeafVerdict]) -> Baseline:
    """Make a run the baseline."""
    leaves: dict[str, list[Leaf]] = {}
    for one in verdicts:
        if one.letter != "N":
            leaves.setdefault(one.document, []).append(_leaf(one))
    return Baseline(
        suite=summary.suite,
        plan_digest=summary.plan_digest,
        model=summary.model,
        f1=summary.total.f1,
        wrong_rate=summary.total.wrong_rate,
        gold=plan.gold,
        documents={one.name: one.sha256 for one in plan.documents if one.given},
        leaves={name: tuple(mine) for name, mine in leaves.items()},
    )


def _leaf(one: LeafVerdict) -> Leaf:
    head = (*one.key, one.letter, one.gold)
    return head if one.given == one.gold else (*head, one.given)


def _verdict(document: str, leaf: Leaf) -> LeafVerdict:
    place, row, column, letter, gold = leaf[:5]
    given = gold if len(leaf) == 5 else leaf[5]
    return LeafVerdict(document, (place, row, column), letter, letter, gold=gold, given=given)  # type: ignore[arg-type]


def write_baseline(path: Path, baseline: Baseline) -> None:
    """Write it with a line a leaf, so that a diff shows which leaves changed. Raises UsageError where it cannot be."""
    data = baseline.model_dump(mode="json")
    leaves = data.pop("leaves")
    head = json.dumps(data, ensure_ascii=False, indent=1).removesuffix("\n}")
    parts = [
        f"  {json.dumps(name, ensure_ascii=False)}: [\n"
        + ",\n".join(f"   {json.dumps(leaf, ensure_ascii=False)}" for leaf in mine)
        + "\n  ]"
        for name, mine in leaves.items()
    ]
    whole = ",\n".join(parts)
    write_text(path, f'{head},\n "leaves": {{\n{whole}\n }}\n}}\n')


def read_baseline(path: Path) -> Baseline:
    """Read a baseline. Raises RecordError where it is none."""
    try:
        return Baseline.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        raise RecordError(
            "这不是一份可用的基线", where=str(path), remedy="用 juesuan eval baseline RUN -o FILE 写一份"
        ) from error

"""The baseline a run is held against: its verdicts and its headline, in a file that only an explicit command writes."""

import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from evals.running.summary import Summary
from evals.scoring.leaf import LeafVerdict
from extractor.errors import RecordError
from extractor.export import write_text
from schemas._base import Value

_SHAPE = ("document", "place", "row", "column", "letter", "gold", "given")


class Baseline(Value):
    """A run to compare with: small enough to be committed."""

    suite: str
    plan_digest: str
    model: str
    f1: float | None
    wrong_rate: float | None
    documents: tuple[str, ...]
    shape: tuple[str, ...] = _SHAPE
    leaves: tuple[tuple[str, str, str, str, str, str | None, str | None], ...]
    """Every verdict but N, in the order of `shape`."""

    def verdicts(self) -> list[LeafVerdict]:
        """Return the leaves as verdicts."""
        return [
            LeafVerdict(document, (place, row, column), letter, letter, gold=gold, given=given)  # type: ignore[arg-type]
            for document, place, row, column, letter, gold, given in self.leaves
        ]


def baseline_of(summary: Summary, verdicts: Sequence[LeafVerdict]) -> Baseline:
    """Make a run the baseline."""
    return Baseline(
        suite=summary.suite,
        plan_digest=summary.plan_digest,
        model=summary.model,
        f1=summary.total.f1,
        wrong_rate=summary.total.wrong_rate,
        documents=tuple(one.name for one in summary.documents if one.state != "not_given"),
        leaves=tuple(
            (one.document, *one.key, one.letter, one.gold, one.given) for one in verdicts if one.letter != "N"
        ),
    )


def write_baseline(path: Path, baseline: Baseline) -> None:
    """Write it with a line a leaf, so that a diff shows which leaves changed. Raises UsageError where it cannot be."""
    data = baseline.model_dump(mode="json")
    leaves = data.pop("leaves")
    head = json.dumps(data, ensure_ascii=False, indent=1).removesuffix("\n}")
    lines = ",\n".join(f"  {json.dumps(leaf, ensure_ascii=False)}" for leaf in leaves)
    write_text(path, f'{head},\n "leaves": [\n{lines}\n ]\n}}\n')


def read_baseline(path: Path) -> Baseline:
    """Read a baseline. Raises RecordError where it is none."""
    try:
        return Baseline.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        raise RecordError(
            "这不是一份可用的基线", where=str(path), remedy="用 juesuan eval baseline RUN -o FILE 写一份"
        ) from error

"""Runs side by side: each against the first, over the documents they share."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evals.reporting.contract import Discordant, Paired, PairedLine
from evals.running.folder import RunFolder
from evals.running.summary import Summary
from evals.scoring.leaf import LeafVerdict
from evals.scoring.metrics import MEASURES, Ratio
from evals.statistics.bootstrap import Interval
from evals.statistics.paired import Change, Comparison, Scored, compare
from extractor.errors import UsageError

_WORDS = {"C": "对", "W": "错", "O": "漏", "H": "多", "N": "无"}


@dataclass(frozen=True)
class Side:
    """One run to compare."""

    summary: Summary
    verdicts: Sequence[LeafVerdict]
    files: Mapping[str, str]
    """Documents that were scored, each with the SHA-256 of its file."""
    asked: bool = True
    """Whether every answer was asked of a model for this run: none was recorded before or taken from the cache."""

    @classmethod
    def of(cls, folder: RunFolder) -> "Side":
        """Read a graded run. Raises UsageError where it is not graded, RecordError where a file is broken."""
        plan = folder.plan()
        given = {one.name: one.sha256 for one in plan.documents if one.given}
        anew = not plan.replayed and not any(folder.cost(name).get("replayed") for name in given)
        return cls(folder.summary(), folder.verdicts(), given, anew)

    @property
    def documents(self) -> list[str]:
        """Documents that were scored."""
        return list(self.files)


def paired(first: Side, other: Side) -> Paired:
    """Hold a run against the first.

    Raises UsageError where they have no report in common, or call two files by one name.
    """
    shared = [name for name in first.documents if name in other.files]
    if not shared:
        raise UsageError(
            f"{first.summary.run} 和 {other.summary.run} 没有共同的报告", remedy="请比较同一样本集的几次运行"
        )
    if apart := [name for name in shared if first.files[name] != other.files[name]]:
        raise UsageError(
            f"{first.summary.run} 和 {other.summary.run} 里的 {_names(apart)} 不是同一份文件",
            remedy="请比较同一样本集的几次运行",
        )
    found = compare(Scored.of(first.verdicts, first.documents), Scored.of(other.verdicts, other.documents))
    return paired_of(other.summary.run, found)


def stability(sides: Sequence[Side]) -> str | None:
    """Say how often the runs agree, and whether that is the model's stability; None where nothing was given."""
    same = agreement(sides)
    if same is None:
        return None
    said = f"{len(sides)} 次运行给出同一个值的占比：{same:.2%}"
    if {one.summary.plan_digest for one in sides} != {sides[0].summary.plan_digest}:
        return f"{said}（各次的模型、提示或程序不同）"
    if all(one.asked for one in sides):
        return f"{said}（稳定性：同一模型逐题重新问）"
    return f"{said}（有的回答是录下的或缓存的，量不出模型稳不稳：请用 --live --fresh 各跑一次）"


def paired_of(run: str, found: Comparison) -> Paired:
    """Put a comparison into the words of the report."""
    return Paired(
        run=run,
        lines=tuple(_line(one, found.deltas[one.name]) for one in MEASURES),
        fixed=tuple(map(_discordant, found.fixed)),
        broken=tuple(map(_discordant, found.broken)),
        note=_note(found),
    )


def agreement(sides: Sequence[Side]) -> float | None:
    """Return the share of leaves to which all runs gave the same value, over leaves any run gave one.

    Only the documents that all runs scored count.
    Over several runs of one plan with a live model this is their stability; None where nothing was given.
    """
    shared = set(sides[0].documents).intersection(*(side.documents for side in sides))
    given = [
        {(v.document, v.key): v.given for v in side.verdicts if v.given_any and v.document in shared} for side in sides
    ]
    leaves = set().union(*given)
    if not leaves:
        return None
    return sum(len({one.get(leaf) for one in given}) == 1 for leaf in leaves) / len(leaves)


def _line(measure: Ratio, drawn: Interval) -> PairedLine:
    known = drawn.lower is not None and drawn.upper is not None
    apart = known and (drawn.lower > 0 or drawn.upper < 0)  # type: ignore[operator]
    return PairedLine(
        id=measure.name,
        name=measure.title,
        difference=drawn.point,
        lower=drawn.lower,
        upper=drawn.upper,
        significant=bool(apart),
    )


def _discordant(change: Change) -> Discordant:
    return Discordant(document=change.document, key=change.key, before=_said(change.before), after=_said(change.after))


def _said(verdict: LeafVerdict | None) -> str:
    if verdict is None:
        return _WORDS["N"]
    return f"{_WORDS[verdict.letter]} {verdict.given}" if verdict.given is not None else _WORDS[verdict.letter]


def _note(found: Comparison) -> str | None:
    said = [f"共有的报告 {len(found.documents)} 份"]
    said += [f"只在前者的：{_names(found.only_before)}"] if found.only_before else []
    said += [f"只在后者的：{_names(found.only_after)}"] if found.only_after else []
    if found.relabelled:
        said.append(f"标注不同的 {len(found.relabelled)} 处，它们也在差里")
    if found.moved:
        said.append(f"两次都不对、但不一样的 {len(found.moved)} 处")
    return "；".join(said)


def _names(names: Iterable[str]) -> str:
    return "、".join(names)

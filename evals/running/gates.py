"""Gates of a run: hard ones that know no chance, statistical ones against a baseline, and the budget.

A gate takes plain figures and says whether they may pass; nothing here reads a run. One that had nothing to look at
passes with a warning, so that an empty suite is not taken for a sound one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from evals.statistics.bootstrap import Interval

Kind = Literal["hard", "statistical", "budget"]

NOTABLE = 0.005
"""A measure that is worse by more than half a point on these documents is worth a look, chance or not."""

_LISTED = 5
"""Leaves or documents a message names."""

_EPSILON = 1e-12
"""What a difference of two equal shares may come out as."""


@dataclass(frozen=True, slots=True)
class GateResult:
    """What one gate says."""

    name: str
    """Chinese."""
    kind: Kind
    passed: bool
    warn: bool
    """Passed, and yet worth a look."""
    message: str
    """Chinese, with the figures it was judged by."""


def canaries_gate(checked: int, wrong: Sequence[str]) -> GateResult:
    """Hard: every critical leaf and identity of the canaries is right. `wrong` names those that are not."""
    name = "金丝雀"
    if not checked:
        return _nothing(name, "hard", "没有金丝雀可查")
    if wrong:
        return _failed(name, "hard", f"{checked} 处关键数据里错了 {len(wrong)} 处：{_listed(wrong)}")
    return _passed(name, "hard", f"{checked} 处关键数据全对")


def ungrounded_gate(auto: int, ungrounded: Sequence[str]) -> GateResult:
    """Hard: no value in AUTO is without support in the cited text. `ungrounded` names those that are."""
    name = "无出处的直接可用值"
    if ungrounded:
        message = f"{auto:,} 个直接可用的值里有 {len(ungrounded)} 个在所引原文中找不到：{_listed(ungrounded)}"
        return _failed(name, "hard", message)
    if not auto:
        return _nothing(name, "hard", "没有直接可用的值可查")
    return _passed(name, "hard", f"{auto:,} 个直接可用的值都有出处")


def evidence_gate(documents: int, misplaced: Sequence[str]) -> GateResult:
    """Hard: every fact of every record stands where its evidence says, of whatever band. `misplaced`: those not so."""
    name = "出处复切"
    if misplaced:
        return _failed(name, "hard", f"{len(misplaced)} 处出处切不出所记的数：{_listed(misplaced)}")
    if not documents:
        return _nothing(name, "hard", "没有记录可查")
    return _passed(name, "hard", f"{documents} 份记录的出处都切得出所记的数")


def bounds_gate(held: Sequence[str], missed: Sequence[str]) -> GateResult:
    """Hard: the run reaches the bounds of its suite. Both: a measure, its value and its bound, in Chinese."""
    name = "及格线"
    if missed:
        return _failed(name, "hard", f"不及格：{_listed(missed)}")
    return _passed(name, "hard", "；".join(held)) if held else _nothing(name, "hard", "没有可算的数")


def schema_gate(documents: int, invalid: Sequence[str]) -> GateResult:
    """Hard: every document has a record that its schema accepts. `invalid` names those without one."""
    name = "记录合乎结构"
    if invalid:
        return _failed(name, "hard", f"{documents} 份里有 {len(invalid)} 份不合：{_listed(invalid)}")
    if not documents:
        return _nothing(name, "hard", "没有记录可查")
    return _passed(name, "hard", f"{documents} 份记录都合乎结构")


def f1_gate(delta: Interval) -> GateResult:
    """Statistical: fails where the whole interval of the paired change of F1 lies below nought."""
    return _change_gate("F1 变化", delta, better=1)


def wrong_value_gate(delta: Interval) -> GateResult:
    """Statistical: fails where the whole interval of the paired change of the wrong-value rate lies above nought."""
    return _change_gate("错值率变化", delta, better=-1)


def broken_gate(documents: int, broken: Sequence[str]) -> GateResult:
    """Hard, where answers are replayed: nothing is left to chance, so a leaf that was right stays right.

    `broken` names the leaves that became worse and the documents that are gone.
    """
    name = "与基线逐项相比"
    if broken:
        return _failed(name, "hard", f"重放的 {documents} 份里变坏 {len(broken)} 处：{_listed(broken)}")
    if not documents:
        return _nothing(name, "hard", "与基线没有共同的报告")
    return _passed(name, "hard", f"重放的 {documents} 份没有一处变坏")


def cost_gate(per_document: float | None, most: float, unit: str) -> GateResult:
    """Budget: the mean cost of a document is at most `most`; `per_document` is None where nothing was counted."""
    return _budget_gate("每份费用", per_document, most, unit)


def latency_gate(p95: float | None, most: float) -> GateResult:
    """Budget: 95% of the documents take at most `most` seconds."""
    return _budget_gate("每份用时 p95", p95, most, "秒")


def verdict_line(results: Sequence[GateResult]) -> str:
    """Return the one line that says what became of a run."""
    failed = [result.name for result in results if not result.passed]
    warned = [result.name for result in results if result.passed and result.warn]
    if not results:
        return "门禁：没有设任何一项"
    line = f"✗ 门禁不过：{'、'.join(failed)}" if failed else f"✓ 门禁通过：{len(results)} 项"
    return f"{line}；提醒：{'、'.join(warned)}" if warned else line


def exit_code(results: Sequence[GateResult]) -> int:
    """Return 1 where any gate failed, else 0."""
    return 0 if all(result.passed for result in results) else 1


def _change_gate(name: str, delta: Interval, better: Literal[1, -1]) -> GateResult:
    """Judge a paired change; `better` is the sign of a change for the better."""
    if delta.point is None:
        return _nothing(name, "statistical", f"与基线无从比较：{delta.note}")
    notable = better * delta.point < -NOTABLE - _EPSILON
    figures = f"{_points(delta.point)}（{delta.n_documents} 份文件）"
    if delta.lower is None or delta.upper is None:
        return GateResult(name, "statistical", True, True, f"{figures}；没有区间，不作判断：{delta.note}")
    figures = f"{figures}，95% 区间 {_points(delta.lower)} 至 {_points(delta.upper)}"
    figures = f"{figures}；{delta.note}" if delta.note else figures
    best_case = max(better * delta.lower, better * delta.upper)
    if best_case < -_EPSILON:
        return _failed(name, "statistical", f"比基线差，不像是偶然：{figures}")
    if notable:
        half = f"{NOTABLE * 100:g} 个百分点"
        return GateResult(name, "statistical", True, True, f"比基线差了不止 {half}，可能是偶然：{figures}")
    return _passed(name, "statistical", figures)


def _budget_gate(name: str, value: float | None, most: float, unit: str) -> GateResult:
    if value is None:
        return _nothing(name, "budget", "没有可算的数")
    figures = f"{value:.4g} {unit}，上限 {most:.4g} {unit}"
    if value > most:
        return _failed(name, "budget", f"超出：{figures}")
    return _passed(name, "budget", figures)


def _passed(name: str, kind: Kind, message: str) -> GateResult:
    return GateResult(name, kind, True, False, message)


def _failed(name: str, kind: Kind, message: str) -> GateResult:
    return GateResult(name, kind, False, False, message)


def _nothing(name: str, kind: Kind, message: str) -> GateResult:
    return GateResult(name, kind, True, True, message)


def _points(share: float) -> str:
    """A change of a share in points, signed."""
    return f"{share * 100:+.2f} 个百分点" if abs(share) > _EPSILON else "0 个百分点"


def _listed(names: Sequence[str]) -> str:
    more = f" 等 {len(names)} 处" if len(names) > _LISTED else ""
    return "、".join(names[:_LISTED]) + more

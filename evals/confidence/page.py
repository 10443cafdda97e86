"""The page of confidence: the tables of the real reports and of the press, the targets, and the pictures beside it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.confidence.measure import Reading
from evals.confidence.picture import svg
from evals.confidence.targets import bounds, of_press, of_real, summed
from evals.results import put
from extractor.export import write_text
from schemas.record import Effort

PAGE = Path("docs/confidence.md")
NAMES: Mapping[Effort, str] = {"full": "全问（默认）", "low": "少问（--effort low）", "none": "不用模型（--no-llm）"}
_SOURCES = {
    "press": "虚构报告，照样读",
    "slips": "虚构报告，3% 的数被读错",
    "noise": "虚构报告，识别错字",
    "examples": "示例七份，录下的回答",
    "real": "真实五份，录下的回答",
}
_REAL_HEAD = (
    "报告", "数", "直接可用", "占比", "其中错", "95% 上界（各数独立）", "区间上端（按报告）", "错数", "错而要看",
    "漏数", "漏而指出", "要人看的", "占数的比例", "抽检",
)  # fmt: skip
_PRESS_HEAD = ("样本", "报告", "数", "错数", "直接可用", "其中错", "AUROC", "95% 区间（按报告）", "Brier")
_STRATA_HEAD = ("样本", "直接可用", "其中错", "95% 上界（各数独立）", "区间上端（按报告）", "≤ 0.5%")


def write_page(readings: Mapping[Effort, Sequence[Reading]], kept: Mapping[str, Any], page: Path) -> None:
    """Put the tables into a page, between its marks, and the pictures into its folder. Raises UsageError: no marks."""
    text = page.read_text(encoding="utf-8")
    for effort, read in readings.items():
        text = put(text, f"confidence {effort}", _tables(effort, read, kept[effort], page.stem))
        write_text(page.with_name(f"{page.stem}-{effort}.svg"), svg(kept[effort]["told"]["slips"]["curve"]))
    write_text(page, text)


def _tables(effort: Effort, read: Sequence[Reading], kept: Mapping[str, Any], stem: str) -> str:
    whole = summed(read)
    lines = [
        f"### {NAMES[effort]}",
        *(f"- {line}" for line in (*of_real(read), *of_press(kept["told"]))),
        _table(_REAL_HEAD, [_line(one) for one in (*read, whole)]),
        _table(_PRESS_HEAD, [_told(name, kept["told"][name]) for name in _SOURCES if name in kept["told"]]),
        _threshold(kept["promise"]),
        _table(_STRATA_HEAD, [_stratum(one) for one in kept["promise"]["strata"] if one["facts"]]),
        f"![风险与覆盖]({stem}-{effort}.svg)",
    ]
    return "\n\n".join(lines).replace("\n\n- ", "\n- ").replace("\n- ", "\n\n- ", 1)


def _line(one: Reading) -> tuple[str, ...]:
    naive, drawn = bounds([one])
    return (
        one.name, str(one.facts), str(one.auto), _share(one.auto, one.facts), str(one.wrong_auto), _percent(naive),
        _percent(drawn), str(one.wrong), str(one.wrong - one.wrong_auto), str(one.missing), str(one.shown),
        str(one.list), _share(one.list, one.facts), str(one.audited),
    )  # fmt: skip


def _told(name: str, one: Mapping[str, Any]) -> tuple[str, ...]:
    point, lower, upper = one["auroc"]
    span = "—" if lower is None else f"{lower:.4f} ～ {upper:.4f}"
    shown = "—" if point is None else f"{point:.4f}"
    counts = (f"{one[key]:,}" for key in ("documents", "facts", "wrong", "auto", "wrong_auto"))
    return (_SOURCES[name], *counts, shown, span, f"{one['brier']:.4f}")


def _threshold(promise: Mapping[str, Any]) -> str:
    limit = promise["threshold"]
    if limit is None:
        return "没有一个门槛能在每一组样本里守住 0.5%：分档只按规则，不作此承诺。"
    few = [one["name"] for one in promise["strata"] if one["too_few"]]
    said = (
        f"直接可用的门槛：可信度 {limit:.4f}。下面是留出版式上的错率。"
        if limit
        else "规则已守住 0.5%，不另设门槛。下面是留出版式上的错率。"
    )
    return said + (f"数太少而不足以承诺的组：{'、'.join(few)}。" if few else "")


def _stratum(one: Mapping[str, Any]) -> tuple[str, ...]:
    promised = "数太少" if one["too_few"] else "✓" if one["holds"] else "✗"
    return (
        one["name"],
        f"{one['facts']:,}",
        str(one["wrong"]),
        _percent(one["naive"]),
        _percent(one["by_document"]),
        promised,
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [" | ".join(head), " | ".join(["---", *["---:"] * (len(head) - 1)]), *(" | ".join(row) for row in rows)]
    return "\n".join(f"| {line} |".replace("_", "\\_") for line in lines)


def _share(part: int, whole: int) -> str:
    return _percent(part / whole if whole else None)


def _percent(value: float | None) -> str:
    return "—" if value is None else f"{value:.2%}"

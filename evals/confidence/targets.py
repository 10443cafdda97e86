"""What the confidence has to hold, each with what it is and whether the counts are enough to promise it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from evals.confidence.measure import Reading, told
from evals.confidence.threshold import LIMIT
from evals.statistics.bootstrap import bootstrap_rate
from evals.statistics.bounds import upper_bound

COVERAGE, SURFACED, LIST, AUROC = 0.80, 0.97, 0.25, 0.93
_FEW = 10
"""Errors below which a ranking measure says little."""
_RANKED = ("press", "slips", "noise")


def summed(read: Sequence[Reading]) -> Reading:
    """Return several readings as one."""
    return Reading(
        "合计",
        sum(one.facts for one in read),
        sum(one.auto for one in read),
        sum(one.audited for one in read),
        sum(one.asked for one in read),
        tuple(verdict for one in read for verdict in one.verdicts),
        sum(one.missing for one in read),
        sum(one.shown for one in read),
    )


def bounds(read: Sequence[Reading]) -> tuple[float | None, float | None]:
    """Return the upper bounds of the error rate in AUTO: facts independent, and documents drawn."""
    documents = sorted({verdict.document for one in read for verdict in one.verdicts})
    counts = np.zeros((len(documents), 2))
    for one in read:
        for verdict in one.verdicts:
            if verdict.band == "AUTO":
                counts[documents.index(verdict.document)] += (1.0, float(verdict.wrong))
    accepted, wrong = (int(one) for one in counts.sum(axis=0)) if documents else (0, 0)
    if len(documents) < 2 or not accepted:
        return upper_bound(wrong, accepted), None
    return upper_bound(wrong, accepted), bootstrap_rate(counts, 1, lambda drawn: drawn[..., 0]).upper


def of_real(read: Sequence[Reading]) -> Iterator[str]:
    """Yield a line a target, over the real reports together."""
    whole = summed(read)
    yield _held(
        whole.auto / whole.facts >= COVERAGE, f"直接可用占 {whole.auto / whole.facts:.2%}（至少 {COVERAGE:.0%}）"
    )
    naive, drawn = bounds(read)
    accepted = sum(one.band == "AUTO" for one in whole.verdicts)
    worst = max(one for one in (naive, drawn, 0.0) if one is not None)
    said = f"直接可用的 {accepted} 个有标注的数里错 {whole.wrong_auto} 个；上界 {worst:.2%}"
    yield _held(worst <= LIMIT, f"{said}（至多 {LIMIT:.1%}）")
    trouble, shown = whole.wrong + whole.missing, whole.wrong - whole.wrong_auto + whole.shown
    share = shown / trouble if trouble else 1.0
    yield _held(share >= SURFACED, f"错、漏 {trouble} 处，摆到人面前的 {shown} 处，{share:.2%}（至少 {SURFACED:.0%}）")
    yield _held(
        whole.list / whole.facts <= LIST,
        f"要人看的 {whole.list} 处，占数的 {whole.list / whole.facts:.2%}（至多 {LIST:.0%}）",
    )
    ranked = told(whole.verdicts)
    yield _ranking("真实报告", ranked)


def of_press(sources: Mapping[str, Any]) -> Iterator[str]:
    """Yield a line on the ranking of each simulated source."""
    names = {"press": "虚构报告照样读", "slips": "虚构报告读错 3%", "noise": "虚构报告识别错字"}
    for name in _RANKED:
        if name in sources:
            yield _ranking(names[name], sources[name])


def _ranking(name: str, measured: Mapping[str, Any]) -> str:
    point, lower, upper = measured["auroc"]
    if point is None:
        return f"— {name}：{measured['facts']:,} 个数里错 {measured['wrong']} 个，AUROC 无从算起，不作承诺"
    span = "" if lower is None else f"，95% 区间 {lower:.4f} ～ {upper:.4f}"
    few = "；错的太少，只作参考" if measured["wrong"] < _FEW else ""
    return _held(point >= AUROC, f"{name}：AUROC {point:.4f}{span}，错 {measured['wrong']} 个（至少 {AUROC}）{few}")


def _held(good: bool, text: str) -> str:
    return f"{'✓' if good else '✗'} {text}"

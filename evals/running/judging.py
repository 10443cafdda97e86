"""Which gates a run has to pass, from what was scored: the rules themselves are in `evals.running.gates`."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from evals.golden.suite import Suite
from evals.running.baseline import Baseline
from evals.running.gates import (
    GateResult,
    bounds_gate,
    broken_gate,
    canaries_gate,
    cost_gate,
    evidence_gate,
    f1_gate,
    latency_gate,
    schema_gate,
    ungrounded_gate,
    wrong_value_gate,
)
from evals.running.grade import GradedDocument
from evals.scoring.metrics import F1, INVENTED, WRONG, count, total
from evals.scoring.of_record import Prices, expense
from evals.statistics.paired import Comparison, Scored, compare
from extractor.errors import UsageError
from schemas.suite import Bounds


@dataclass(frozen=True)
class Budget:
    """What a document may cost."""

    cost: float | None = None
    """In the currency of the prices."""
    seconds: float | None = None
    """At the 95th percentile."""


def judge_run(
    suite: Suite,
    graded: Sequence[GradedDocument],
    *,
    baseline: Baseline | None = None,
    replayed: bool = False,
    budget: Budget = Budget(),
    prices: Prices | None = None,
) -> list[GateResult]:
    """Return what every gate says. `replayed`: nothing was left to chance, so no leaf may become worse.

    Raises UsageError where the baseline is of another suite, or of another file under a report's name.
    """
    taken = [one for one in graded if one.state != "not_given"]
    gates = [_schema(taken, model=suite.model)]
    gates += _canaries(suite, taken)
    auto = [v for one in taken for v in one.verdicts if v.band == "AUTO" and v.given_any]
    loose = [f"{v.document} {'/'.join(v.key)}" for v in auto if v.supported is False]
    gates.append(ungrounded_gate(len(auto), loose))
    read = [one for one in taken if one.state == "scored"]
    gates.append(evidence_gate(len(read), [f"{one.document.name} {said}" for one in read for said in one.misplaced]))
    if suite.bounds != Bounds():
        gates.append(bounds_gate(*_bounds(suite.bounds, taken)))
    if baseline is not None:
        require_same(baseline, suite)
        left_out = {one.name for one in suite.documents} - {one.document.name for one in graded}
        gates += _against(baseline, taken, left_out, replayed=replayed)
    return gates + _budget(taken, budget, prices)


def compared(baseline: Baseline, graded: Sequence[GradedDocument]) -> Comparison:
    """Compare a run with a baseline over the documents of both."""
    taken = [one for one in graded if one.state != "not_given"]
    after = [v for one in taken for v in one.verdicts]
    names = [one.document.name for one in taken]
    return compare(baseline.scored(after), Scored.of(after, names))


def _schema(taken: Sequence[GradedDocument], *, model: bool) -> GateResult:
    """A record is due of every document, and, where a model is asked, an answer to every question."""
    bad = [one.document.name for one in taken if one.state == "crashed" or (model and one.record_status != "complete")]
    return schema_gate(len(taken), bad)


def _canaries(suite: Suite, taken: Sequence[GradedDocument]) -> list[GateResult]:
    if not suite.critical_identity and not any(one.document.critical for one in taken):
        return []
    wrong = [line for one in taken for line in one.critical_wrong]
    checked = sum(len(one.document.critical) for one in taken)
    for one in taken:
        fields = [field for field in one.identity if field.field in suite.critical_identity]
        checked += len(fields)
        wrong += [f"{one.document.name} {field.field}" for field in fields if field.letter != "C"]
    return [canaries_gate(checked, wrong)]


def _bounds(bounds: Bounds, taken: Sequence[GradedDocument]) -> tuple[list[str], list[str]]:
    """Return what holds and what does not."""
    each = {one.document.name: count(one.verdicts) for one in taken}
    counts = total(each.values())
    lines = [_bound("F1", F1.of(counts), least=bounds.f1)]
    each_f1 = sorted((value, name) for name, one in each.items() if (value := F1.of(one)) is not None)
    # Only the lowest of those that hold is told: the others hold by it.
    told_of = [pair for pair in each_f1 if bounds.f1_each is None or pair[0] < bounds.f1_each] or each_f1[:1]
    lines += [_bound(f"{name} F1", value, least=bounds.f1_each) for value, name in told_of]
    lines += [_bound("错值率", WRONG.of(counts), most=bounds.wrong_rate)]
    lines += [_bound("多出率", INVENTED.of(counts), most=bounds.invented_rate)]
    told = [line for line in lines if line is not None]
    return [said for holds, said in told if holds], [said for holds, said in told if not holds]


def _bound(
    name: str, value: float | None, *, least: float | None = None, most: float | None = None
) -> tuple[bool, str] | None:
    """Return whether a measure holds its bound, and both in words; None where there is no bound, or no measure."""
    if value is None:
        return None
    if least is not None:
        return value >= least, f"{name} {value:.2%}，至少 {least:.2%}"
    return None if most is None else (value <= most, f"{name} {value:.2%}，至多 {most:.2%}")


def require_same(baseline: Baseline, suite: Suite) -> None:
    """Raise UsageError where a baseline is of another suite, or of another file under a report's name."""
    if baseline.suite != suite.name:
        raise UsageError(f"这是样本集 {baseline.suite} 的基线，不是 {suite.name} 的", remedy="请换一份 --baseline")
    now = {one.name: one.sha256 for one in suite.documents}
    other = [name for name, one in baseline.documents.items() if now.get(name, one.sha256) != one.sha256]
    if other:
        raise UsageError(
            f"基线里的 {'、'.join(other)} 是另一份文件",
            where=suite.name,
            remedy="核对过新的一次运行后，用 juesuan eval baseline 重定基线",
        )


def _against(
    baseline: Baseline, taken: Sequence[GradedDocument], left_out: Container[str], *, replayed: bool
) -> list[GateResult]:
    """`left_out`: reports that this run was not to read, by its slices; any other that is gone is a loss."""
    comparison = compared(baseline, taken)
    gates = [f1_gate(comparison.deltas["f1"]), wrong_value_gate(comparison.deltas["wrong_rate"])]
    if replayed:
        broken = [f"{one.document} {'/'.join(one.key)}" for one in comparison.broken]
        gone = [name for name in comparison.only_before if name not in left_out]
        gates.append(broken_gate(len(comparison.documents), [*broken, *gone]))
    return gates


def _budget(taken: Sequence[GradedDocument], budget: Budget, prices: Prices | None) -> list[GateResult]:
    spent = expense([one.process for one in taken if one.process], 0, prices)
    gates = []
    if budget.cost is not None:
        per_document = None if spent.cost_per_document is None else float(spent.cost_per_document)
        gates.append(cost_gate(per_document, budget.cost, "元"))
    if budget.seconds is not None:
        gates.append(latency_gate(spent.seconds_p95, budget.seconds))
    return gates

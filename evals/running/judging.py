"""Which gates a run has to pass, from what was scored: the rules themselves are in `evals.running.gates`."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from evals.golden.suite import Suite
from evals.running.baseline import Baseline
from evals.running.gates import (
    GateResult,
    broken_gate,
    canaries_gate,
    cost_gate,
    f1_gate,
    latency_gate,
    schema_gate,
    ungrounded_gate,
    wrong_value_gate,
)
from evals.running.grade import GradedDocument
from evals.scoring.of_record import Prices, expense
from evals.statistics.paired import Comparison, compare
from extractor.errors import UsageError


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
    if baseline is not None:
        _require_same(baseline, suite)
        left_out = {one.name for one in suite.documents} - {one.document.name for one in graded}
        gates += _against(baseline, taken, left_out, replayed=replayed)
    return gates + _budget(taken, budget, prices)


def compared(baseline: Baseline, graded: Sequence[GradedDocument]) -> Comparison:
    """Compare a run with a baseline over the documents of both."""
    taken = [one for one in graded if one.state != "not_given"]
    after = [v for one in taken for v in one.verdicts]
    names = [one.document.name for one in taken]
    return compare(baseline.verdicts(), after, documents_before=baseline.documents, documents_after=names)


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


def _require_same(baseline: Baseline, suite: Suite) -> None:
    if baseline.suite != suite.name:
        raise UsageError(f"这是样本集 {baseline.suite} 的基线，不是 {suite.name} 的", remedy="请换一份 --baseline")
    now = {one.name: one.sha256 for one in suite.documents}
    other = [name for name, sha256 in baseline.documents.items() if now.get(name, sha256) != sha256]
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
    gates = [f1_gate(comparison.deltas["f1"]), wrong_value_gate(comparison.deltas["wrong_value_rate"])]
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

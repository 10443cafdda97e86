"""From graded documents to the summary of a run."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from evals.running.certainty import confidence_summary
from evals.running.gates import GateResult
from evals.running.grade import GradedDocument
from evals.running.intervals import measured
from evals.running.plan import Plan
from evals.running.summary import Counted, Direction, DocumentSummary, GateLine, Measure, Summary
from evals.scoring.checkpower import POWER
from evals.scoring.leaf import LeafVerdict
from evals.scoring.metrics import LETTERED, MEASURES, Counts, count, measure
from evals.scoring.of_record import Expense, Prices, expense

HEADLINE = ("f1", "precision", "recall", "wrong_rate", "omission_rate", "hallucination_rate")
"""What is read first."""


def summarise(
    graded: Sequence[GradedDocument],
    plan: Plan,
    run: str,
    *,
    prices: Prices | None = None,
    gates: Sequence[GateResult] = (),
) -> Summary:
    """Return everything that is to be told of a run."""
    taken = [one for one in graded if one.state != "not_given"]
    verdicts = [verdict for one in taken for verdict in one.verdicts]
    counts = {one.document.name: count(one.verdicts) for one in taken}
    right = sum(one.letter == "C" for one in verdicts)
    spent = expense([one.process for one in taken if one.process], right, prices)
    return Summary(
        suite=plan.suite,
        title=plan.suite_title,
        run=run,
        plan_digest=plan.digest,
        model=model_name(plan.model),
        versions=plan.versions,
        total=counted("全部", verdicts),
        strict_total=_strict(verdicts),
        measures=_measures(list(counts.values()), verdicts),
        places=grouped(verdicts, lambda one: one.key[0], _by_place),
        fields=grouped(verdicts, lambda one: one.key[2]),
        slices=_slices(taken),
        wrong_kinds=measure(verdicts).kinds("W"),
        invented_kinds=measure(verdicts).kinds("H"),
        bands=tuple(map(_of_given, grouped([v for v in verdicts if v.given_any], lambda one: one.band or ""))),
        confidence=confidence_summary(verdicts),
        process=_process(spent, right),
        checks=tuple(measured(ratio, [one.checks for one in taken if one.checks is not None]) for ratio in POWER),
        documents=tuple(_document(one) for one in graded),
        gates=tuple(_line(gate) for gate in gates),
    )


def counted(name: str, verdicts: Iterable[LeafVerdict]) -> Counted:
    """Count verdicts and say what letters alone give."""
    return _counted(name, count(verdicts))


def _counted(name: str, counts: Counts, prefix: str = "") -> Counted:
    letters = {letter: counts.get(prefix + letter, 0) for letter in "CWOHN"}
    rates = {ratio.name: ratio.of(counts, prefix) for ratio in LETTERED if ratio.name != "leaf_accuracy"}
    return Counted.model_validate({"name": name, **letters, **rates})


def _of_given(counted: Counted) -> Counted:
    """Take out what needs the omitted leaves: they have no band, so a band has no recall."""
    return counted.model_copy(update={"recall": None, "f1": None, "omission_rate": None})


def _strict(verdicts: Iterable[LeafVerdict]) -> Counted:
    return _counted("严格", count(verdicts), "strict:")


def grouped(
    verdicts: Iterable[LeafVerdict],
    by: Callable[[LeafVerdict], str],
    order: Callable[[str], object] | None = None,
) -> tuple[Counted, ...]:
    """Count verdicts group by group: in the given order, or the largest first."""
    groups: dict[str, list[LeafVerdict]] = {}
    for one in verdicts:
        groups.setdefault(by(one), []).append(one)
    lines = [counted(name, mine) for name, mine in groups.items()]
    if order is not None:
        return tuple(sorted(lines, key=lambda line: order(line.name)))  # type: ignore[arg-type,return-value]
    return tuple(sorted(lines, key=lambda line: (-(line.C + line.W + line.O + line.H), line.name)))


def _by_place(place: str) -> tuple[bool, int]:
    return place[0] != "T", int(place[1:])


def _measures(counts: Sequence[Counts], verdicts: Sequence[LeafVerdict]) -> tuple[Measure, ...]:
    by_name = {ratio.name: measured(ratio, counts) for ratio in MEASURES}
    macro = Measure(id="macro_f1", name="各栏平均 F1", value=measure(verdicts).macro_f1)
    first = [by_name.pop(name) for name in HEADLINE]
    return (*first, macro, *by_name.values())


def _slices(graded: Sequence[GradedDocument]) -> dict[str, tuple[Counted, ...]]:
    names = sorted({name for one in graded for name in one.document.slices})
    found = {}
    for name in names:
        values = sorted({one.document.slices[name] for one in graded if name in one.document.slices})
        found[name] = tuple(
            counted(value, [v for one in graded if one.document.slices.get(name) == value for v in one.verdicts])
            for value in values
        )
    return found


def _process(spent: Expense, right: int) -> tuple[Measure, ...]:
    asked, read, timed = spent.questions, spent.documents, spent.timed
    lines: list[tuple[str, str, float | None, int | None, str, Direction]] = [
        ("valid_first_try", "一次答对格式", spent.valid_first_try, asked, "share", "up"),
        ("valid_at_last", "重问后答对格式", spent.valid_at_last, asked, "share", "up"),
        ("error_rate", "没有答出的提问", spent.error_rate, asked, "share", "down"),
        ("retries_per_document", "每份重问次数", spent.retries_per_document, read, "number", "down"),
        ("prompt_tokens", "读入词元", spent.prompt_tokens, None, "count", "down"),
        ("completion_tokens", "写出词元", spent.completion_tokens, None, "count", "down"),
        ("seconds_p50", "每份用时中位数", spent.seconds_p50, timed, "seconds", "down"),
        ("seconds_p95", "每份用时 p95", spent.seconds_p95, timed, "seconds", "down"),
        ("cost_per_document", "每份费用", _number(spent.cost_per_document), read, "number", "down"),
        ("cost_per_right_leaf", "每个对的数的费用", _number(spent.cost_per_right_leaf), right, "number", "down"),
    ]
    return tuple(
        Measure.model_validate({"id": id_, "name": name, "value": value, "over": over, "kind": kind, "better": better})
        for id_, name, value, over, kind, better in lines
    )


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


def _document(one: GradedDocument) -> DocumentSummary:
    counts = counted(one.document.name, one.verdicts) if one.state != "not_given" else None
    return DocumentSummary(
        name=one.document.name,
        slices=one.document.slices,
        state=one.state,
        crash=one.crash,
        counted=counts,
        exact=None if counts is None else counts.W + counts.O + counts.H == 0,
        identity_errors=one.identity_errors,
        record_status=one.record_status,
        seconds=one.process.seconds if one.process else None,
        calls=one.process.attempts if one.process else None,
        prompt_tokens=one.process.prompt_tokens if one.process else None,
        completion_tokens=one.process.completion_tokens if one.process else None,
    )


def _line(gate: GateResult) -> GateLine:
    return GateLine(
        id=gate.name, name=gate.name, kind=gate.kind, passed=gate.passed, warning=gate.warn, message=gate.message
    )


def model_name(identity: Mapping[str, object]) -> str:
    """Return what a person calls a model, from its identity."""
    if not identity:
        return "不用模型"
    if weights := identity.get("weights_sha256"):
        return f"内置模型（权重 {str(weights)[:8]}）"
    if model := identity.get("model"):
        return str(model)
    return "，".join(f"{key}={value}" for key, value in sorted(identity.items()))

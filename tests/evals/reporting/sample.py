"""A plausible run over six fictional reports, made by a rule one can follow: 300 leaves, a crash, one not given."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from evals.reporting.contract import Discordant, Paired, PairedLine
from evals.running.summary import (
    Bin,
    ConfidenceSummary,
    Counted,
    CurvePoint,
    DocumentSummary,
    GateLine,
    Interval,
    Measure,
    Summary,
)
from evals.scoring.leaf import LeafVerdict

HOSTILE = "<script>alert(1)</script>局.html"
"""A document's name as somebody who means harm would choose it."""
DOCUMENTS = ("青山市档案局.pdf", "白水县水利局.docx", HOSTILE, "红岩市民政局.xlsx")
CRASHED = "黄土县林业局.doc"
NOT_GIVEN = "蓝田市统计局.pdf"
CARRIERS = {
    DOCUMENTS[0]: {"载体": "PDF", "layout": "seen"},
    DOCUMENTS[1]: {"载体": "Word", "layout": "seen"},
    DOCUMENTS[2]: {"载体": "网页", "layout": "unseen"},
    DOCUMENTS[3]: {"载体": "表格", "layout": "unseen"},
    CRASHED: {"载体": "Word", "layout": "unseen"},
    NOT_GIVEN: {"载体": "PDF", "layout": "seen"},
}
ROWS = ("社会保障和就业支出", "卫生健康支出", "住房保障支出", "公务接待费", "办公费", "差旅费")
COLUMNS = ("年初预算", "决算数")
PLACES = ("S2", "S5", "S7", "T4", "T7")


def leaves_of(document: str) -> tuple[list[LeafVerdict], str]:
    """Return the verdicts of one report, and its text: sixty labelled leaves, some of them wrong or omitted."""
    seed = DOCUMENTS.index(document)
    text = f"{document}\n𠮷日部门决算说明\n"
    found = []
    for place in PLACES:
        for number, row in enumerate(ROWS):
            for column in COLUMNS:
                value = f"{(seed + 1) * 100 + number * 10 + len(found)}.{seed}0"
                start = len(text) + len(row) + len(column) + 1
                text += f"{row}{column}为{value}万元，用于保障机构正常运转和完成年度任务<b>。</b>\n"
                span = (start, start + len(value))
                found.append(_verdict(document, (place, row, column), value, span, len(found) + seed * 7))
    found += _invented(document, text)
    return found, text


def _verdict(document: str, key: tuple[str, str, str], value: str, span: tuple[int, int], turn: int) -> LeafVerdict:
    if turn % 23 == 11:
        return LeafVerdict(document, key, "O", "O", gold=value, gold_span=span)
    if turn % 31 == 5:
        other = (max(0, span[0] - 30), max(2, span[1] - 30))
        return LeafVerdict(
            document, key, "W", "W", kind="column_swap" if turn % 2 else "digit", gold=value, given=f"9{value}",
            gold_span=span, given_span=other, supported=False, band="REVIEW", score=round(0.55 + turn % 10 / 50, 3),
        )  # fmt: skip
    sure = turn % 5 != 0
    aligned = turn % 20 == 3
    return LeafVerdict(
        document, key, "C", "W" if aligned else "C", gold=value, given=value, gold_span=span, given_span=span,
        given_key=(key[0], f"{key[1]}合计", key[2]) if aligned else None, pairing="assigned" if aligned else "key",
        supported=True, cited=True, by_offsets=True, band="AUTO" if sure else "REVIEW",
        score=round(0.93 + turn % 7 / 100, 3) if sure else round(0.7 + turn % 20 / 100, 3),
    )  # fmt: skip


def _invented(document: str, text: str) -> list[LeafVerdict]:
    """Twelve decoys a report, of which one is given a value; of the third report it is printed nowhere."""
    found = [LeafVerdict(document, ("S7", f"诱饵{number}", "决算数"), "N", "N", decoy=True) for number in range(11)]
    kind = "ungrounded" if document == HOSTILE else "grounded_elsewhere"
    start = text.index("𠮷")
    span = None if kind == "ungrounded" else (start, start + 3)
    found.append(
        LeafVerdict(
            document,
            ("S7", "公务用车<img src=x onerror=alert(2)>", "决算数"),
            "H",
            "H",
            kind=kind,
            given="12.00",
            decoy=True,
            supported=False,
            given_span=span,
            band="MUST",
            score=0.31,
        )
    )
    return found


def crashed_leaves() -> list[LeafVerdict]:
    """Twelve leaves of the report that gave no record: all left out."""
    return [LeafVerdict(CRASHED, ("S2", row, column), "O", "O", gold="1.00") for row in ROWS for column in COLUMNS]


def verdicts() -> list[LeafVerdict]:
    """Return all verdicts of the run."""
    return [leaf for document in DOCUMENTS for leaf in leaves_of(document)[0]] + crashed_leaves()


def sources() -> dict[str, str]:
    """Return the loaded texts; the workbook's is not given."""
    return {document: leaves_of(document)[1] for document in DOCUMENTS[:3]}


def counted(name: str, leaves: Iterable[LeafVerdict]) -> Counted:
    """Count verdicts by hand, as methods §1 has them."""
    letters = [leaf.letter for leaf in leaves]
    c, w, o, h, n = (letters.count(letter) for letter in "CWOHN")
    gold = c + w + o

    def share(top: int, bottom: int) -> float | None:
        return top / bottom if bottom else None

    return Counted(
        name=name, C=c, W=w, O=o, H=h, N=n, precision=share(c, c + w + h), recall=share(c, gold),
        f1=share(2 * c, 2 * c + 2 * w + o + h), wrong_rate=share(w, gold), omission_rate=share(o, gold),
    )  # fmt: skip


def summary(run: str = "2026-11-青山", model: str = "内置模型", *, without: Sequence[str] = ()) -> Summary:
    """Return the summary of the run; `without`: kinds of wrong values that this run does not make."""
    leaves = [leaf for leaf in verdicts() if leaf.kind not in without]
    total = counted("合计", leaves)
    gold = total.C + total.W + total.O
    return Summary(
        suite="fiction",
        title="虚构报告：青山等六家",
        run=run,
        plan_digest="0f" * 32,
        model=model,
        versions={"juesuan": "0.1.0", "记录格式": "1"},
        total=total,
        strict_total=counted("合计", [replace(leaf, letter=leaf.strict) for leaf in leaves]),
        measures=(
            Measure(id="f1", name="F1", value=total.f1, over=gold, interval=_around(total.f1, 0.03)),
            Measure(id="precision", name="精确率", value=total.precision, over=total.C + total.W + total.H),
            Measure(id="wrong_rate", name="错值率", value=total.wrong_rate, over=gold,
                    interval=_around(total.wrong_rate, 0.012), better="down"),
            Measure(id="omission_rate", name="漏读率", value=total.omission_rate, over=gold, better="down"),
            Measure(id="hallucination_rate", name="诱饵上的多出率", value=total.H / (total.H + total.N),
                    over=total.H + total.N, better="down"),
            Measure(id="row_exact", name="整行全对", value=0.8125, over=128),
            Measure(id="identity_rate", name="单位与年度全对", value=None),
        ),
        places=_by(leaves, lambda leaf: leaf.key[0]),
        fields=_by(leaves, lambda leaf: f"{leaf.key[0]}/{leaf.key[2]}"),
        slices={
            name: _by(leaves, lambda leaf, name=name: CARRIERS[leaf.document][name]) for name in ("载体", "layout")
        },
        wrong_kinds=_kinds(leaves, "W"),
        invented_kinds=_kinds(leaves, "H"),
        bands=_by([leaf for leaf in leaves if leaf.band], lambda leaf: leaf.band),
        confidence=confidence(leaves),
        process=(
            Measure(id="schema_first", name="首次合格的回答", value=0.9412, over=51),
            Measure(id="tokens", name="读入词元", value=48211, kind="count", better="down"),
            Measure(id="p95", name="最慢的 5%", value=12.34, kind="seconds", better="down"),
            Measure(id="cost_per_correct", name="每个对的项的花费（元）", value=0.00042, kind="number", better="down"),
        ),
        checks=(Measure(id="check_power", name="错值中落在不平的等式里的", value=0.6, over=10),),
        documents=_documents(leaves),
        gates=(
            GateLine(id="canary", name="要紧的项", kind="hard", passed=True, message="12 项都对"),
            GateLine(id="ungrounded", name="无出处却放行的值", kind="hard", passed=False, message="1 项：<b>12.00</b>"),
            GateLine(id="f1", name="F1 没有下降", kind="statistical", passed=True, warning=True, message="降 0.6 点"),
        ),
    )  # fmt: skip


def confidence(leaves: Iterable[LeafVerdict]) -> ConfidenceSummary:
    """Return ten bins of equal mass and the curve, worked out the plain way."""
    scored = sorted((leaf.score, leaf.wrong) for leaf in leaves if leaf.score is not None)
    size = len(scored) / 10
    parts = [scored[round(i * size) : round((i + 1) * size)] for i in range(10)]
    points, errors = [], 0
    for number, (_, wrong) in enumerate(reversed(scored), 1):
        errors += wrong
        points.append(CurvePoint(coverage=number / len(scored), risk=errors / number))
    return ConfidenceSummary(
        measures=(
            Measure(id="auroc", name="AUROC", value=0.9731, kind="number", over=len(scored)),
            Measure(id="ece", name="校准误差 ECE", value=0.0412, better="down"),
            Measure(id="coverage_1", name="风险 ≤ 1% 时可收下", value=0.7,
                    interval=Interval(lower=0.4, upper=0.9, documents=5)),
        ),
        bins=tuple(
            Bin(lower=part[0][0], upper=part[-1][0], confidence=sum(score for score, _ in part) / len(part),
                accuracy=1 - sum(wrong for _, wrong in part) / len(part), leaves=len(part))
            for part in parts
        ),
        curve=tuple(points),
    )  # fmt: skip


def _around(value: float, half: float) -> Interval:
    return Interval(lower=max(0, value - half), upper=min(1, value + half), documents=5)


def _by(leaves, key) -> tuple[Counted, ...]:
    groups: dict[str, list[LeafVerdict]] = {}
    for leaf in leaves:
        groups.setdefault(key(leaf), []).append(leaf)
    return tuple(counted(name, found) for name, found in groups.items())


def _kinds(leaves, letter: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for leaf in leaves:
        if leaf.letter == letter:
            found[leaf.kind] = found.get(leaf.kind, 0) + 1
    return found


def _documents(leaves) -> tuple[DocumentSummary, ...]:
    scored = [
        DocumentSummary(
            name=name, slices=CARRIERS[name], state="scored", exact=False, record_status="complete",
            counted=counted(name, [leaf for leaf in leaves if leaf.document == name]),
            identity_errors=("年度应为 2023，读成 2022",) if name == HOSTILE else (),
            seconds=12.5 + number, calls=9, prompt_tokens=12000 + number, completion_tokens=None if number else 800,
        )
        for number, name in enumerate(DOCUMENTS)
    ]  # fmt: skip
    return (
        *scored,
        DocumentSummary(name=CRASHED, slices=CARRIERS[CRASHED], state="crashed", crash="LoadError：文件已加密",
                        counted=counted(CRASHED, [leaf for leaf in leaves if leaf.document == CRASHED])),
        DocumentSummary(name=NOT_GIVEN, slices=CARRIERS[NOT_GIVEN], state="not_given"),
    )  # fmt: skip


def side_runs() -> list[Summary]:
    """Return a baseline, a run without swapped columns, and one whose measures are not all known."""
    base, other = summary("基线"), summary("提示词二", "另一模型", without=("column_swap",))
    third = summary("<b>三</b>", "很长很长的模型名字-instruct-2026")
    unknown = [
        one.model_copy(update={"value": None, "interval": None} if one.id == "f1" else {}) for one in third.measures
    ]
    return [base, other, third.model_copy(update={"measures": tuple(unknown)})]


def paired() -> list[Paired]:
    """Return what a paired bootstrap might say of them."""
    key = ("S5", "差旅费", "决算数")
    return [
        Paired(
            run="提示词二",
            lines=(
                _line("f1", 0.0123, (0.004, 0.021), significant=True),
                _line("wrong_rate", -0.0119, (-0.02, -0.003), significant=True),
                _line("omission_rate", 0.001, (-0.01, 0.012), significant=False),
                _line("precision", -0.02, (-0.03, -0.01), significant=True),
                _line("tokens", -1200, (None, None), significant=False),
            ),
            fixed=tuple(Discordant(document=name, key=key, before="错 9372.20", after="对") for name in DOCUMENTS),
            broken=(Discordant(document=HOSTILE, key=("S7", "<i>行</i>", "决算数"), before="对", after="漏"),),
            note="有 1 份报告只有一次运行读过",
        ),
        Paired(run="<b>三</b>", lines=()),
    ]  # fmt: skip


def _line(measure, difference, interval, *, significant) -> PairedLine:
    lower, upper = interval
    return PairedLine(
        id=measure, name=measure, difference=difference, lower=lower, upper=upper, significant=significant
    )

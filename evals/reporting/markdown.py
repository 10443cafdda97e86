"""A run's numbers as Markdown, for docs/results.md and the summary page of a CI run."""

from collections.abc import Iterable, Mapping, Sequence

from evals.reporting import words
from evals.running.summary import Counted, DocumentSummary, Measure, Summary
from extractor.checks.lines import clean

_SPECIAL = str.maketrans({letter: f"\\{letter}" for letter in "\\`*_[]<>|#~"} | {"&": "&amp;"})


def render_markdown(summary: Summary) -> str:
    """Return the whole summary; every string of a document is escaped."""
    parts = [
        f"# {cell(summary.title)}",
        _about(summary),
        _gates(summary),
        *section("总的数", _measures(summary.measures)),
        *section("按位置", counted_table("位置", summary.places, words.titled, (summary.total, summary.strict_total))),
        *section("按指标", counted_table("指标", summary.fields)),
        *(
            part
            for name, groups in summary.slices.items()
            for part in section(
                f"按{cell(words.slice_name(name))}", counted_table(words.slice_name(name), groups, words.part_name)
            )
        ),
        *section("按可信程度", counted_table("可信程度", summary.bands, words.band_name)),
        *section("错值的种类", _kinds(summary.wrong_kinds)),
        *section("多出的值的种类", _kinds(summary.invented_kinds)),
        *section("可信度靠不靠得住", _measures(summary.confidence.measures), summary.confidence.note),
        *section("可信度分档", _bins(summary)),
        *section("过程与代价", _measures(summary.process)),
        *section("核对的效力", _measures(summary.checks)),
        *section("各份报告", _documents(summary.documents)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def cell(text: str) -> str:
    """Return a string as Markdown shows it: on one line, with nothing in it that Markdown or HTML would act on."""
    return clean(text).translate(_SPECIAL)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], left: int = 1) -> str:
    """Return a table, its first `left` columns aligned left; nothing without rows. Cells are taken as they are."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    if not lines:
        return ""
    rule = ["---"] * left + ["---:"] * (len(heads) - left)
    return "\n".join([f"| {' | '.join(heads)} |", f"| {' | '.join(rule)} |", *lines])


def section(title: str, body: str, note: str | None = None) -> list[str]:
    """Return a heading and what stands under it; nothing where there is nothing."""
    found = [part for part in (cell(note) if note else "", body) if part]
    return [f"## {title}", *found] if found else []


def counted_table(
    head: str,
    groups: Sequence[Counted],
    name: words.Naming = str,
    totals: tuple[Counted, Counted] | None = None,
) -> str:
    """Return verdicts and rates a group a line; `totals`: of all leaves, with and without row alignment."""
    letters = words.letters()
    heads = [
        cell(head),
        *(f"{words.LETTERS[letter]} {letter}" for letter in letters),
        *(title for _, title in words.RATES),
    ]
    rows = [_counted(cell(name(one.name)), one) for one in groups]
    if rows and totals:
        rows += [_counted("**合计**", totals[0]), _counted("不对齐行时", totals[1])]
    return table(heads, rows)


def _counted(name: str, counted: Counted) -> list[str]:
    numbers = [f"{words.count_of(counted, letter):,}" for letter in words.letters()]
    return [name, *numbers, *(words.shown(getattr(counted, key)) for key, _ in words.RATES)]


def _about(summary: Summary) -> str:
    versions = [f"{name} {version}" for name, version in summary.versions.items()]
    parts = [f"样本集 {summary.suite}", f"运行 {summary.run}", f"作答模型 {summary.model}", *versions]
    return "；".join(map(cell, parts)) + f"；计划 `{clean(summary.plan_digest[:12])}`"


def _gates(summary: Summary) -> str:
    _, shape, said = words.gate_verdict(summary.gates)
    lines = [
        f"- {words.gate_sign(gate)} {words.GATES[gate.kind]} {cell(gate.name)}：{cell(gate.message)}"
        for gate in words.gates_in_order(summary.gates)
    ]
    return "\n".join([f"**{shape} {said}**", "", *lines] if lines else [f"**{shape} {said}**"])


def _measures(measures: Iterable[Measure]) -> str:
    rows = (
        [
            cell(one.name),
            words.shown(one.value, one.kind),
            words.spread(one.interval, one.kind),
            words.base(one),
        ]
        for one in measures
    )
    return table(["指标", "数值", "95% 区间", "计数基数"], rows)


def _kinds(kinds: Mapping[str, int]) -> str:
    return table(["种类", "项数"], ([cell(words.kind_name(kind)), f"{number:,}"] for kind, number in kinds.items()))


def _bins(summary: Summary) -> str:
    rows = (
        [
            f"第 {number} 档",
            f"{one.lower:.3f}",
            f"{one.upper:.3f}",
            words.shown(one.confidence),
            words.shown(one.accuracy),
            f"{one.leaves:,}",
        ]
        for number, one in enumerate(summary.confidence.bins, 1)
    )
    return table(["档", "分数从", "到", "平均可信度", "实际正确", "项数"], rows)


def _documents(documents: Sequence[DocumentSummary]) -> str:
    states = words.by_state(documents)
    heads = [
        "报告",
        "对 C",
        "错 W",
        "漏 O",
        "多 H",
        "F1",
        "错值率",
        "全对",
        "记录",
        "秒",
        "提问",
        "读入词元",
        "写出词元",
    ]
    parts = [table(heads, map(_document, states["scored"]))]
    parts += [
        f"- ▲ 中断：{cell(one.name)}：{cell(one.crash or '原因没有记下')}（应有的 {_omitted(one)} 项都算漏）"
        for one in states["crashed"]
    ]
    parts += [f"- ○ 没有给原件：{cell(one.name)}（不计入任何数）" for one in states["not_given"]]
    parts += [
        f"- ▲ {cell(one.name)}：{'；'.join(map(cell, one.identity_errors))}" for one in documents if one.identity_errors
    ]
    first, rest = parts[0], "\n".join(parts[1:])
    return "\n\n".join(part for part in (first, rest) if part)


def _omitted(document: DocumentSummary) -> str:
    return words.NOTHING if document.counted is None else f"{document.counted.O:,}"


def _document(one: DocumentSummary) -> list[str]:
    counted = one.counted
    numbers = (
        [words.NOTHING] * 4 if counted is None else [f"{words.count_of(counted, x):,}" for x in words.FAULTS_AND_RIGHT]
    )
    return [
        cell(one.name),
        *numbers,
        words.shown(counted.f1 if counted else None),
        words.shown(counted.wrong_rate if counted else None),
        words.yes_no(one.exact),
        cell(words.RECORDS.get(one.record_status or "", one.record_status or words.NOTHING)),
        words.NOTHING if one.seconds is None else f"{one.seconds:.1f}",
        *(words.shown(number, "count") for number in (one.calls, one.prompt_tokens, one.completion_tokens)),
    ]

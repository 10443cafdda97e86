"""A run's numbers on the terminal, within 120 columns, and readable where the output is a file."""

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from evals.reporting import words
from evals.running.summary import Counted, DocumentSummary, Measure, Summary
from evals.scoring.leaf import LeafVerdict
from extractor.checks.lines import clean

_NAME = 34
"""Most columns a name may take; Chinese characters take two."""
_FIELDS = 20
"""Most fields listed: those with most wrong, invented and omitted leaves."""
_LISTED = 20
"""Most leaves listed of a letter."""
_STYLES = {"failed": "bold red", "warned": "yellow", "passed": "green", "none": "dim"}


def print_summary(summary: Summary, console: Console) -> None:
    """Print the summary: gates first, then the headline, the tables, confidence, cost, and the crashed documents."""
    title = f"{clean(summary.title)}  {clean(summary.run)}  {clean(summary.model)}"
    console.print(Text(title, style="bold"), soft_wrap=True)
    _print_gates(summary, console)
    _print_measures("总的数", summary.measures, console)
    _print_counted("按位置", "位置", summary.places, words.titled, console, (summary.total, summary.strict_total))
    _print_counted(*_worst_fields(summary.fields), str, console)
    for name, groups in summary.slices.items():
        _print_counted(f"按{words.slice_name(name)}", words.slice_name(name), groups, words.part_name, console)
    _print_counted("按可信程度", "可信程度", summary.bands, words.band_name, console)
    _print_kinds("错值", summary.wrong_kinds, console)
    _print_kinds("多出的值", summary.invented_kinds, console)
    _print_measures("可信度靠不靠得住", summary.confidence.measures, console)
    if summary.confidence.note:
        console.print(Text(clean(summary.confidence.note), style="dim"))
    _print_measures("过程与代价", summary.process, console)
    _print_measures("核对的效力", summary.checks, console)
    _print_documents(summary.documents, console)


def print_faults(verdicts: Iterable[LeafVerdict], console: Console) -> None:
    """Print the leaves that are not right, worst first: wrong, invented, omitted, so many of each."""
    found = list(verdicts)
    for letter in ("W", "H", "O"):
        mine = [one for one in found if one.letter == letter]
        if mine:
            console.print(Text(f"{words.LETTERS[letter]} {letter} {len(mine):,} 项", style="bold"))
        for one in mine[:_LISTED]:
            console.print(Text(f"  {clean(_fault(one))}"), soft_wrap=True)
        if len(mine) > _LISTED:
            console.print(Text(f"  还有 {len(mine) - _LISTED:,} 项，在网页与 verdicts.jsonl 里", style="dim"))


def _fault(one: LeafVerdict) -> str:
    gold = "应没有" if one.gold is None else f"应为 {one.gold}"
    said = f"{one.document} {'/'.join(one.key)}：{gold}，{'没有读出' if one.given is None else f'读成 {one.given}'}"
    more = [words.kind_name(one.kind) if one.kind else "", words.band_name(one.band) if one.band else ""]
    return " · ".join([said, *filter(None, more)])


def grid(title: str, heads: Iterable[str], *, wrap: bool = False) -> Table:
    """Return a table whose first column is a name and whose others are figures, kept on one line unless `wrap`."""
    table = Table(title=Text(clean(title)), title_justify="left", title_style="bold")
    for number, head in enumerate(heads):
        if number:
            table.add_column(Text(clean(head)), justify="right", no_wrap=not wrap, overflow="fold")
        else:
            table.add_column(Text(clean(head)), max_width=_NAME, overflow="fold")
    return table


def _print_gates(summary: Summary, console: Console) -> None:
    state, shape, said = words.gate_verdict(summary.gates)
    console.print(Text(f"{shape} {said}", style=_STYLES[state]))
    for gate in words.gates_in_order(summary.gates):
        line = f"  {words.gate_sign(gate)}  {words.GATES[gate.kind]} {clean(gate.name)}：{clean(gate.message)}"
        console.print(Text(line), soft_wrap=True)


def _print_measures(title: str, measures: Sequence[Measure], console: Console) -> None:
    if not measures:
        return
    table = grid(title, ("指标", "数值", "95% 区间", "计数基数"))
    for one in measures:
        table.add_row(
            Text(clean(one.name)),
            words.shown(one.value, one.kind),
            words.spread(one.interval, one.kind),
            words.base(one),
        )
    console.print(table)


def _worst_fields(fields: Sequence[Counted]) -> tuple[str, str, list[Counted]]:
    """Return title, head and the fields with most leaves that are not right; all of them where they are few."""
    if len(fields) <= _FIELDS:
        return "按指标", "指标", list(fields)
    worst = sorted(fields, key=lambda one: one.W + one.H + one.O, reverse=True)[:_FIELDS]
    return f"按指标：{len(fields)} 个中不对最多的 {_FIELDS} 个", "指标", worst


def _print_counted(
    title: str,
    head: str,
    groups: Sequence[Counted],
    name: words.Naming,
    console: Console,
    totals: tuple[Counted, Counted] | None = None,
) -> None:
    if not groups:
        return
    letters = [f"{words.LETTERS[letter]} {letter}" for letter in words.letters()]
    table = grid(title, (head, *letters, *(rate for _, rate in words.RATES)))
    for one in groups:
        table.add_row(Text(clean(name(one.name))), *_cells(one))
    if totals:
        table.add_section()
        table.add_row("合计", *_cells(totals[0]), style="bold")
        table.add_row("不对齐行时", *_cells(totals[1]), style="dim")
    console.print(table)


def _cells(counted: Counted) -> list[str]:
    numbers = [f"{words.count_of(counted, letter):,}" for letter in words.letters()]
    return numbers + [words.shown(getattr(counted, key)) for key, _ in words.RATES]


def _print_kinds(title: str, kinds: Mapping[str, int], console: Console) -> None:
    if kinds:
        said = "；".join(f"{clean(words.kind_name(kind))} {number:,}" for kind, number in kinds.items())
        console.print(Text(f"{title}：{said}"), soft_wrap=True)


def _print_documents(documents: Sequence[DocumentSummary], console: Console) -> None:
    states = words.by_state(documents)
    if states["scored"]:
        table = grid("各份报告", ("报告", "对 C", "错 W", "漏 O", "多 H", "F1", "错值率", "全对", "秒", "提问", "词元"))
        for one in states["scored"]:
            table.add_row(Text(clean(one.name)), *_document(one))
        console.print(table)
    for one in documents:
        for error in one.identity_errors:
            console.print(Text(f"▲ {clean(one.name)}：{clean(error)}"), soft_wrap=True)
    for one in states["crashed"]:
        why = clean(one.crash or "原因没有记下")
        console.print(Text(f"▲ 中断，全部算漏：{clean(one.name)}：{why}", style="red"), soft_wrap=True)
    for one in states["not_given"]:
        console.print(Text(f"○ 没有给原件，不计入：{clean(one.name)}", style="dim"), soft_wrap=True)


def _document(one: DocumentSummary) -> list[str]:
    counted = one.counted
    numbers = (
        [words.NOTHING] * 4 if counted is None else [f"{words.count_of(counted, x):,}" for x in words.FAULTS_AND_RIGHT]
    )
    tokens = [number for number in (one.prompt_tokens, one.completion_tokens) if number is not None]
    return [
        *numbers,
        words.shown(counted.f1 if counted else None),
        words.shown(counted.wrong_rate if counted else None),
        words.yes_no(one.exact),
        words.NOTHING if one.seconds is None else f"{one.seconds:.1f}",
        words.shown(one.calls, "count"),
        words.shown(sum(tokens) if tokens else None, "count"),
    ]

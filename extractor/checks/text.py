"""Findings on a terminal: gravest first, each with its source, and at the end what was tried."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.text import Text

from extractor.checks.check import Tally
from extractor.checks.lines import GRAVITY, Line, Quote, Report, clean, formula_of, lines_of
from extractor.checks.registry import identities
from extractor.show.words import SEVERITIES, SEVERITY_SHAPES, VERDICTS

_STYLES = {"error": "bold red", "warning": "bold yellow", "info": "bold"}
_INDENT = "    "
_NAMED = 6
"""Places named of a list that may be long."""


def text_of(reports: Sequence[Report], *, everything: bool = False) -> list[Text]:
    """Return the lines for all reports, one after another. `everything`: hints and untried identities one by one."""
    return [line for report in reports for line in _report(report, everything=everything)]


def _report(report: Report, *, everything: bool) -> Iterator[Text]:
    lines = lines_of(report)
    pages = len(report.documents) > 1 or any(len(document.pages) > 1 for document in report.documents)
    yield Text("")
    yield Text(f"{clean(report.name)}：{_counted(lines)}" if lines or not report.notes else report.name, style="bold")
    for line in lines:
        if everything or line.finding.severity != "info":
            yield from _finding(line, pages=pages, several=len(report.documents) > 1)
    if not everything:
        yield from _folded(lines)
    if report.checked.tallies:
        yield from _tried(report.checked.tallies, everything=everything)
    for note in report.notes:
        yield Text(clean(note))


def _counted(lines: Sequence[Line]) -> str:
    counts = Counter(line.finding.severity for line in lines)
    told = "，".join(f"{SEVERITIES[severity]} {counts[severity]}" for severity in GRAVITY if counts[severity])
    return told or "没有发现"


def _finding(line: Line, *, pages: bool, several: bool) -> Iterator[Text]:
    finding = line.finding
    yield Text("")
    heading = Text(f"{SEVERITY_SHAPES[finding.severity]} {line.number} ", style=_STYLES[finding.severity])
    heading.append(f"{SEVERITIES[finding.severity]} {line.checks}")
    heading.append(f"  {line.where}")
    yield heading
    if line.quote:
        yield _quoted(line.quote, pages=pages, several=several)
    if line.printed or line.expected:
        yield _figures(line)
    yield Text(f"{_INDENT}{VERDICTS[finding.verdict]}：{line.message}")
    if line.cause:
        yield Text(f"{_INDENT}原因：{line.cause}")
    if line.repeats:
        yield Text(f"{_INDENT}同样的数还印在：{_some(line.repeats)}")
    if line.suspects:
        yield Text(f"{_INDENT}也可能错在：{_some(line.suspects)}")


def _quoted(quote: Quote, *, pages: bool, several: bool) -> Text:
    text = Text(_INDENT)
    text.append("" if quote.own else "对照处：", style="dim")
    text.append(f"“{quote.before}", style="dim")
    text.append(f"【{quote.figure}】", style="bold")  # brackets: a file and a printer know no colour
    text.append(f"{quote.after}”", style="dim")
    where = [quote.document] if several else []
    where += [f"第 {quote.page} 页"] if pages else []
    text.append(f"  {' '.join(where)}" if where else "")
    return text


def _figures(line: Line) -> Text:
    text = Text(_INDENT)
    text.append(f"所印 {line.printed}" if line.printed else "没有印")
    if line.expected:
        text.append(" → 应为 ")
        text.append(line.expected, style="bold green")
    return text


def _some(names: Sequence[str]) -> str:
    shown = "；".join(names[:_NAMED])
    return f"{shown} 等 {len(names)} 处" if len(names) > _NAMED else shown


def _folded(lines: Iterable[Line]) -> Iterator[Text]:
    """Hints, as a count by identity."""
    hints = Counter(line.finding.checks[0] for line in lines if line.finding.severity == "info")
    if hints:
        yield Text("")
        heading = Text(f"{SEVERITY_SHAPES['info']} {SEVERITIES['info']} {hints.total()} 条", style=_STYLES["info"])
        heading.append("（--all 逐条列出）", style="dim")
        yield heading
    for check, count in hints.items():
        yield Text(f"{_INDENT}{clean(check)} {formula_of(check)}：{count} 条")


def _tried(tallies: Mapping[str, Tally], *, everything: bool) -> Iterator[Text]:
    """What became of the identities: held, failed, not tried."""
    whole = len(identities())
    tried = [check for check, tally in tallies.items() if tally.tried]
    failed = [check for check in tried if tallies[check].failed]
    untried = [check for check in tallies if check not in tried]
    yield Text("")
    if everything:
        for check in untried:
            yield Text(f"{_INDENT}未核 {check} {formula_of(check)}：{_lacking(tallies[check])}", style="dim")
    elif untried:
        yield Text(f"{_INDENT}未核（报告里没有所需的数；--all 列出各缺什么）：{' '.join(untried)}", style="dim")
    chosen = f"{whole} 条恒等式" if len(tallies) == whole else f"{whole} 条恒等式中按设置取 {len(tallies)} 条"
    failing = f"（{' '.join(failed)}）" if failed else ""
    yield Text(
        f"{chosen}：核对 {len(tried)} 条，其中相符或只有提示 {len(tried) - len(failed)} 条、不符 {len(failed)} 条{failing}；"
        f"未核 {len(untried)} 条"
    )


def _lacking(tally: Tally) -> str:
    return _some([clean(missing) for missing in tally.missing]) or "报告里没有它所说的内容"

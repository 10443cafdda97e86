"""`python -m evals.findings`: the checks against what is known to be wrong in labelled reports.

A finding is right where it names a listed fault: the same place, row and column (or those of a row that lists the same
fault), or, where the list names no row, the same place and an overlapping quote. Recall counts each fault of kind S and
O that is an error or a warning once; precision counts every error and warning found.
"""

import argparse
import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table

from extractor.checks.check import Checked, check
from extractor.checks.of_labels import book_of_labels
from extractor.checks.of_record import book_of_record
from extractor.export import read_record
from schemas.record import Finding

GRAVE = frozenset({"error", "warning"})
RECALL = {"facts": 0.95, "grid": 0.80, "prose": 0.80}
RECALL_READ = 0.90
PRECISION = 0.95


@dataclass(frozen=True)
class Listed:
    """One row of the list of known faults."""

    doc: str
    check: str
    kind: str
    severity: str
    needs: str
    place: str
    row: str
    column: str
    printed: str
    expected: str
    quote: str
    fault: int
    """Rows that list the same fault share a number."""
    span: tuple[int, int] | None = None
    """Where the quote stands in the loaded text, in a list that gives offsets for it."""


@dataclass
class Scores:
    """What became of the listed faults and of the findings of one report."""

    name: str
    wanted: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    """needs -> faults to be found."""
    found: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    missed: list[Listed] = field(default_factory=list)
    right: list[Finding] = field(default_factory=list)
    unlisted: list[Finding] = field(default_factory=list)
    grave: list[Finding] = field(default_factory=list)
    """Findings above info on what is only rounding or a habit of percentages: there must be none."""
    unrecovered: list[tuple[Listed, str | None]] = field(default_factory=list)
    """Damage whose listed value the finding does not carry."""


def read_listed(path: Path) -> list[Listed]:
    """Read the list; `same fault as …` in a note joins a row to the fault it names.

    A list without quote and note has `fault` (a number that the rows of one fault share), `start` and `end` instead.
    """
    rows: list[Listed] = []
    faults: dict[tuple[str, str], int] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            key = ",".join((row["place"], row["row"], row["column"]))
            same = re.search(r"same fault as ([^;:]+)", row.get("note", ""))
            fault = faults.get((row["doc"], same[1].strip()), number) if same else int(row.get("fault") or number)
            faults.setdefault((row["doc"], key), fault)
            names = ("doc", "check", "kind", "severity", "needs", "place", "row", "column", "printed", "expected")
            span = (int(row["start"]), int(row["end"])) if row.get("start") else None
            known = {name: row[name] for name in names}
            rows.append(Listed(**known, quote=row.get("quote", ""), fault=fault, span=span))
    return rows


def matches(finding: Finding, listed: Listed, text: str) -> bool:
    """Whether a finding is about a listed row."""
    if listed.row:
        key = f"{listed.place}/{listed.row}/{listed.column}"
        blamed = f"{finding.place}/{finding.row}/{finding.column}"
        if blamed == key or key in finding.repeats:
            return True
        return not finding.row and finding.place == listed.place and _overlaps(finding, listed, text)
    return finding.place == listed.place and _overlaps(finding, listed, text)


def _overlaps(finding: Finding, listed: Listed, text: str) -> bool:
    where = listed.span or span_of(listed.quote, text)
    if where is None:
        return False
    return any(one.start < where[1] and where[0] < one.end for one in finding.evidence)


def span_of(quote: str, text: str) -> tuple[int, int] | None:
    """Return where a quote stands in the text, white space apart."""
    plain = re.sub(r"\s", "", quote)
    offsets = [at for at, letter in enumerate(text) if not letter.isspace() and letter not in "|"]
    flat = "".join(text[at] for at in offsets)
    at = flat.find(plain.replace("|", ""))
    return None if at < 0 or not plain else (offsets[at], offsets[at + len(plain) - 1] + 1)


def score(name: str, checked: Checked, listed: Sequence[Listed], text: str) -> Scores:
    """Hold the findings of one report against the list."""
    scores = Scores(name)
    hits: dict[int, list[Finding]] = defaultdict(list)
    for number, row in enumerate(listed):
        hits[number] = [finding for finding in checked.findings if matches(finding, row, text)]
    faults: dict[int, list[int]] = defaultdict(list)
    for number, row in enumerate(listed):
        faults[row.fault].append(number)
    for fault, numbers in faults.items():
        rows = [listed[n] for n in numbers if listed[n].kind in "SO" and listed[n].severity in GRAVE]
        if not rows:
            continue
        scores.wanted[rows[0].needs].add(fault)
        if any(f.severity in GRAVE for n in numbers for f in hits[n]):
            scores.found[rows[0].needs].add(fault)
        else:
            scores.missed.append(rows[0])
    named = {id(finding) for found in hits.values() for finding in found}
    for finding in checked.findings:
        if finding.severity in GRAVE:
            (scores.right if id(finding) in named else scores.unlisted).append(finding)
    for number, row in enumerate(listed):
        if row.kind in {"ROUND", "P"}:
            others = [m for m, other in enumerate(listed) if other.kind not in {"ROUND", "P"} and other.row == row.row]
            known = {id(f) for m in others for f in hits[m]}
            scores.grave += [f for f in hits[number] if f.severity in GRAVE and id(f) not in known]
        if row.kind == "O" and row.expected and hits[number]:
            values = [finding.expected for finding in hits[number]]
            if row.expected.lstrip("+") not in [(value or "").lstrip("+") for value in values]:
                scores.unrecovered.append((row, values[0]))
    return scores


def report(scores: Sequence[Scores], console: Console) -> list[str]:
    """Print recall, precision and every miss; return what does not hold."""
    table = Table(title="核对结果与已知差错", title_justify="left")
    for column in ("报告", "facts", "grid", "prose", "列入的", "未列入的", "精确率"):
        table.add_column(column, justify="left" if column == "报告" else "right")
    for one in [*scores, _sum(scores)]:
        shown = [f"{len(one.found[need])}/{len(one.wanted[need])}" for need in RECALL]
        total = len(one.right) + len(one.unlisted)
        precision = f"{len(one.right) / total:.3f}" if total else "—"
        table.add_row(one.name, *shown, str(len(one.right)), str(len(one.unlisted)), precision)
    console.print(table)
    for one in scores:
        for row in one.missed:
            _line(
                console,
                f"漏 {one.name} {row.check} {row.needs} {row.place}/{row.row}/{row.column} {row.printed} {row.quote}",
            )
        for finding in one.unlisted:
            _line(console, f"多 {one.name} {finding.severity} {finding.id} {finding.printed} {finding.message}")
        for finding in one.grave:
            _line(console, f"过重 {one.name} {finding.id}")
        for row, given in one.unrecovered:
            _line(console, f"未复原 {one.name} {row.place}/{row.row}/{row.column} 应为 {row.expected}，给出 {given}")
    return _failures(_sum(scores))


def tally_of(doc: str, checked: Checked) -> Table:
    """Return how often each identity was tried on one report, held, held by rounding, failed, and was left open."""
    table = Table(title=f"{doc}：逐条恒等式", title_justify="left")
    for column in ("恒等式", "试", "相符", "舍入之内", "不符", "未核"):
        table.add_column(column, justify="left" if column == "恒等式" else "right")
    for id_, one in checked.tallies.items():
        table.add_row(id_, *map(str, (one.tried, one.held, one.rounding, one.failed, one.untried)))
    tried = sum(one.tried > 0 for one in checked.tallies.values())
    table.caption = f"{len(checked.tallies)} 条中试了 {tried} 条"
    return table


def _line(console: Console, text: str) -> None:
    console.print(text, markup=False, highlight=False, soft_wrap=True)


def _sum(scores: Sequence[Scores]) -> Scores:
    total = Scores("全部")
    for at, one in enumerate(scores):
        for need in RECALL:
            total.wanted[need] |= {at * 10_000 + fault for fault in one.wanted[need]}
            total.found[need] |= {at * 10_000 + fault for fault in one.found[need]}
        total.missed += one.missed
        total.right += one.right
        total.unlisted += one.unlisted
        total.grave += one.grave
        total.unrecovered += one.unrecovered
    return total


def _failures(total: Scores, *, read: bool = False) -> list[str]:
    found = []
    for need, bound in RECALL.items():
        wanted, got = len(total.wanted[need]), len(total.found[need])
        least = RECALL_READ if read and need == "facts" else bound
        if wanted and got / wanted < least:
            found.append(f"召回（{need}）{got}/{wanted} < {least}")
    every = len(total.right) + len(total.unlisted)
    if every and len(total.right) / every < PRECISION:
        found.append(f"精确率 {len(total.right)}/{every} < {PRECISION}")
    found += [f"四舍五入之内的差额报成了差错：{f.id}" for f in total.grave]
    found += [] if read else [f"没有复原：{row.place}/{row.row}/{row.column}" for row, _ in total.unrecovered]
    return found


def main(argv: Sequence[str] | None = None) -> int:
    """Score the checks on labels (and reports), or on records of our own; return 1 where a bound does not hold."""
    parser = argparse.ArgumentParser(prog="python -m evals.findings", description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, help="folder with labels and findings.csv")
    parser.add_argument("--reports", type=Path, required=True, help="folder with the reports")
    parser.add_argument("--records", type=Path, help="take facts from these records instead of the labels")
    parser.add_argument(
        "--tally", nargs="*", default=(), metavar="DOC", help="print what was tried of these, by identity"
    )
    parser.add_argument("--only", nargs="*", default=(), metavar="DOC")
    arguments = parser.parse_args(argv)
    listed = read_listed(arguments.gold / "findings.csv")
    console = Console(width=None if sys.stdout.isatty() else 140)
    scores = []
    for labels in sorted(path for path in arguments.gold.glob("*.csv") if path.stem not in {"documents", "findings"}):
        doc = labels.stem.partition("_")[0]
        if arguments.only and doc not in arguments.only:
            continue
        source = next(path for path in _reports(arguments.reports, labels.stem))
        if arguments.records:
            book = book_of_record(read_record(arguments.records / f"{labels.stem}.json"))
        else:
            book = book_of_labels(labels, source)
        text = book.source.documents[0].text if book.source else ""
        checked = check(book)
        if doc in arguments.tally:
            console.print(tally_of(doc, checked))
        scores.append(score(doc, checked, [row for row in listed if row.doc == doc], text))
    report(scores, console)
    failures = _failures(_sum(scores), read=arguments.records is not None)
    for failure in failures:
        console.print(f"✗ {failure}", style="red", markup=False, soft_wrap=True)
    return 1 if failures else 0


def _reports(folder: Path, stem: str) -> Iterable[Path]:
    return sorted(folder.glob(f"{stem}.*"))


if __name__ == "__main__":
    sys.exit(main())

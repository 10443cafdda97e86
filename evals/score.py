"""`python -m evals.score RECORDS --gold DIR [--gate]`: the table of C, W, O, H by report and place, and its gate."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evals.gold import read_documents, read_labels
from evals.grade import Tally, Verdict, by_place, evidence_errors, grade, identity_errors, tally
from schemas.record import Provenance, Record, Unit


@dataclass(frozen=True)
class Gate:
    """Bounds a release has to hold on the real reports."""

    f1: float = 0.90
    f1_each: float = 0.80
    wrong: float = 0.02
    invented: float = 0.03


@dataclass(frozen=True)
class Graded:
    """One report graded."""

    name: str
    record: Record
    run: dict[str, float]
    verdicts: list[Verdict]
    errors: list[str]
    """Identity and evidence that do not hold."""


def grade_folder(records: Path, gold: Path, only: Sequence[str] = ()) -> list[Graded]:
    """Grade every report that has gold, or `only` those. A record that is not there counts as all omitted."""
    documents = read_documents(gold / "documents.csv")
    graded = []
    for labels in sorted(path for path in gold.glob("*.csv") if path.stem not in {"documents", "findings"}):
        if only and labels.stem not in only:
            continue
        wanted = documents.get(labels.stem) or documents[labels.stem.partition("_")[0]]
        path = records / f"{labels.stem}.json"
        if not path.is_file():
            print(f"没有记录：{path}", file=sys.stderr)
            missing = [Verdict("O", e.key, str(e.value), None, None) for e in read_labels(labels) if e.state == "value"]
            graded.append(Graded(labels.stem, _nothing(), {}, missing, ["没有记录"]))
            continue
        record = Record.model_validate_json(path.read_text(encoding="utf-8"))
        run = path.with_suffix(".run.json")
        errors = identity_errors(record, wanted) + [f"出处对不上：{fact}" for fact in evidence_errors(record)]
        if record.status != "complete":
            errors.append(f"记录不完整：{record.status}")
        cost = json.loads(run.read_text(encoding="utf-8")) if run.is_file() else {}
        graded.append(Graded(labels.stem, record, cost, grade(record, read_labels(labels)), errors))
    return graded


def _nothing() -> Record:
    unit = Unit(name=None, year=None, level=None, money_unit=None, precision=None)
    provenance = Provenance(model={}, prompts={}, versions={})
    return Record(
        documents=(), unit=unit, status="failed", provenance=provenance, facts=(), indicators=(), forms=(), chunks=()
    )


def failures(graded: Sequence[Graded], gate: Gate) -> list[str]:
    """Return what of the gate does not hold; empty when all does."""
    total = tally([v for report in graded for v in report.verdicts])
    found = [] if graded else ["没有可评的报告"]
    if total.f1 < gate.f1:
        found.append(f"总 F1 {total.f1:.4f} < {gate.f1}")
    if total.share("W") > gate.wrong:
        found.append(f"错值率 {total.share('W'):.2%} > {gate.wrong:.0%}")
    if total.share("H") > gate.invented:
        found.append(f"多出率 {total.share('H'):.2%} > {gate.invented:.0%}")
    for report in graded:
        score = tally(report.verdicts).f1
        if score < gate.f1_each:
            found.append(f"{report.name} F1 {score:.4f} < {gate.f1_each}")
        found += [f"{report.name} {error}" for error in report.errors]
    return found


def _row(table: Table, name: str, place: str, counts: Tally, style: str | None = None) -> None:
    cells = [str(counts[verdict]) for verdict in "CWOH"]
    table.add_row(name, place, str(counts.gold), *cells, f"{counts.f1:.4f}", style=style)


def print_scores(graded: Sequence[Graded], console: Console) -> None:
    """Print the table by report and place, what is wrong by name, and the cost of each report."""
    table = Table(title="严格比对：位置、行、列、值全等", title_justify="left")
    for column in ("报告", "位置", "应有", "C 对", "W 错", "O 漏", "H 多", "F1"):
        table.add_column(column, justify="left" if column in ("报告", "位置") else "right")
    for report in graded:
        for place, counts in by_place(report.verdicts).items():
            _row(table, report.name[:16], place, counts)
        _row(table, report.name[:16], "合计", tally(report.verdicts), "bold")
        table.add_section()
    total = tally([v for report in graded for v in report.verdicts])
    _row(table, "全部", "", total, "bold green")
    console.print(table)
    console.print(f"错值率 W {total.share('W'):.2%}；多出率 H {total.share('H'):.2%}；漏读率 O {total.share('O'):.2%}")
    for report in graded:
        for verdict in report.verdicts:
            if verdict.verdict != "C":
                key = "/".join(verdict.key)
                line = f"{verdict.verdict} {report.name[:16]} {key}：应为 {verdict.gold}，读出 {verdict.given}"
                console.print(f"{line} {verdict.band or ''}", markup=False, highlight=False, soft_wrap=True)
    _print_cost(graded, console)


def _print_cost(graded: Sequence[Graded], console: Console) -> None:
    table = Table(title="代价", title_justify="left")
    for column in ("报告", "提问", "读入词元", "写出词元", "录制时提问用秒", "本次用秒"):
        table.add_column(column, justify="left" if column == "报告" else "right")
    for report in graded:
        run = report.run
        cells = [run.get("calls"), run.get("prompt_tokens"), run.get("completion_tokens")]
        cells += [run.get("seconds_recorded"), run.get("seconds")]
        table.add_row(report.name[:16], *["—" if cell is None else f"{cell:,}" for cell in cells])
    console.print(table)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the scores; with `--gate`, return 1 where the gate does not hold."""
    parser = argparse.ArgumentParser(prog="python -m evals.score", description=__doc__)
    parser.add_argument("records", type=Path)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--gate", action="store_true", help="exit with 1 where the gate does not hold")
    parser.add_argument("--only", nargs="*", default=(), metavar="NAME", help="grade these reports alone")
    arguments = parser.parse_args(argv)
    graded = grade_folder(arguments.records, arguments.gold, arguments.only)
    console = Console(width=None if sys.stdout.isatty() else 120)
    print_scores(graded, console)
    found = failures(graded, Gate())
    for failure in found:
        console.print(f"✗ {failure}", style="red", markup=False, soft_wrap=True)
    if not found:
        console.print("✓ 全部门槛都守住了", style="green")
    return 1 if arguments.gate and found else 0


if __name__ == "__main__":
    sys.exit(main())

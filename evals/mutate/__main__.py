"""`python -m evals.mutate`: damaged files are read; nothing but our own errors, in bounded time and memory.

Reports of the press are printed in every carrier, damaged from a seed (bytes, lines, cells, spans, packages), loaded
and read, some into a whole record. One case is tried again with `--only N` (the same seed and carriers); `--keep
FOLDER` leaves its files there.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from evals.mutate.cases import case, known_carriers, print_bases
from evals.mutate.crew import Limits, try_all
from evals.mutate.trial import MOST_MB, Outcome, Verdict
from evals.press.carriers import CARRIERS

_BAD: tuple[Verdict, ...] = ("crashed", "slow", "big")
_ALL: tuple[Verdict, ...] = ("read", "refused", *_BAD)


def report_of(outcomes: Sequence[Outcome], console: Console, seconds: int) -> None:
    """Print what became of all, by carrier and by way of damage."""
    for title, name_of in (("按载体", _carrier), ("按破坏方式", _change)):
        console.print(_table(title, outcomes, name_of, seconds))


def _carrier(outcome: Outcome) -> str:
    return outcome.case.carrier


def _change(outcome: Outcome) -> str:
    return outcome.case.change


def _table(title: str, outcomes: Sequence[Outcome], name_of: Callable[[Outcome], str], seconds: int) -> Table:
    table = Table(title=title, title_justify="left")
    heads = (
        "",
        "试",
        "读",
        "拒",
        "崩溃",
        f"超 {seconds} 秒",
        f"超 {MOST_MB} MB",
        "最慢（秒）",
        "最大（MB）",
        "拒绝的原因",
    )
    for head in heads:
        table.add_column(head, justify="left" if head in (heads[0], heads[-1]) else "right")
    groups: dict[str, list[Outcome]] = {}
    for outcome in sorted(outcomes, key=name_of):
        groups.setdefault(name_of(outcome), []).append(outcome)
    for name, group in [*groups.items(), ("合计", list(outcomes))]:
        counts = Counter(outcome.verdict for outcome in group)
        reasons = Counter(outcome.what for outcome in group if outcome.verdict == "refused")
        table.add_row(
            name,
            f"{len(group):,}",
            *(f"{counts[verdict]:,}" for verdict in _ALL),
            f"{max((outcome.seconds for outcome in group), default=0):.1f}",
            f"{max((outcome.megabytes for outcome in group), default=0):.0f}",
            "，".join(f"{reason} {count}" for reason, count in reasons.most_common()),
        )
    return table


def faults_of(outcomes: Sequence[Outcome], console: Console, shown: int, again: str) -> None:
    """Print the cases that went wrong, one of each place they went wrong at first."""
    bad = sorted((o for o in outcomes if o.verdict in _BAD), key=lambda o: o.case.number)
    seen: Counter[str] = Counter(_place(outcome) for outcome in bad)
    for place, count in seen.most_common():
        same = [outcome for outcome in bad if _place(outcome) == place]
        numbers = " ".join(str(outcome.case.number) for outcome in same[:shown])
        first = same[0]
        console.print(f"✗ {count} × {first.verdict} {first.what} {place}", style="red", markup=False, soft_wrap=True)
        console.print(f"    {first.case.carrier}/{first.case.change}，{first.seconds:.1f} 秒，{first.megabytes:.0f} MB")
        console.print(f"    python -m evals.mutate{again} --only {numbers}", highlight=False, soft_wrap=True)


def _place(outcome: Outcome) -> str:
    """Return where in the project it went wrong."""
    lines = [line.strip() for line in outcome.told.splitlines() if "/extractor/" in line or "/schemas/" in line]
    if not lines:
        return ""
    last = lines[-1] if outcome.told.lstrip().startswith("Traceback") else lines[0]
    name = next((last[last.rindex(at) + 1 :] for at in ("/extractor/", "/schemas/") if at in last), last)
    return name.replace('"', "")


def main(arguments: Sequence[str] | None = None) -> int:
    """Try damaged files; exit 1 where one crashes, takes too long or too much memory."""
    parser = argparse.ArgumentParser(prog="python -m evals.mutate", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--carriers", nargs="*", default=list(known_carriers()))
    parser.add_argument("--bases", type=int, default=6, help="reports printed in each carrier")
    parser.add_argument("--seconds", type=int, default=Limits.seconds, help="processor time a file may take")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", type=int, nargs="*", help="numbers of cases to try again")
    parser.add_argument("--keep", type=Path, help="leave the files of the cases named by --only here")
    parser.add_argument("--shown", type=int, default=8, help="how many cases of one fault to name")
    chosen = parser.parse_args(arguments)
    console = Console(width=160 if not sys.stdout.isatty() else None)
    for name, writer in CARRIERS.items():
        if writer.needs:
            console.print(f"略过 {name}：{writer.needs}", style="yellow")
    started = time.monotonic()
    outcomes = _run(chosen, console)
    report_of(outcomes, console, chosen.seconds)
    default = tuple(chosen.carriers) == known_carriers()
    again = f" --seed {chosen.seed} --bases {chosen.bases}"
    faults_of(outcomes, console, chosen.shown, again if default else f"{again} --carriers {' '.join(chosen.carriers)}")
    if chosen.only is not None:
        for outcome in outcomes:
            console.print(outcome.told, markup=False, highlight=False)
    console.print(f"{len(outcomes)} 份，{time.monotonic() - started:.0f} 秒")
    return int(any(outcome.verdict in _BAD for outcome in outcomes))


def _run(chosen: argparse.Namespace, console: Console) -> list[Outcome]:
    """Print the reports, damage and try them, with a bar that says how long it will take."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with (
        tempfile.TemporaryDirectory() as folder,
        Progress(*columns, console=console, disable=not console.is_terminal) as bar,
    ):
        printing = bar.add_task("印报告", total=chosen.bases * len(chosen.carriers))
        bases = print_bases(chosen.carriers, chosen.seed, chosen.bases, Path(folder), lambda: bar.advance(printing))
        bar.update(printing, visible=False)
        numbers = range(chosen.count) if chosen.only is None else chosen.only
        cases = [case(number, chosen.seed, bases) for number in numbers]
        if chosen.keep:
            for one in cases:
                one.write(chosen.keep / str(one.number))
        task = bar.add_task("读坏文件", total=len(cases))
        outcomes = []
        for outcome in try_all(cases, min(chosen.workers, len(cases)), Limits(chosen.seconds)):
            outcomes.append(outcome)
            bar.advance(task)
    return outcomes


if __name__ == "__main__":
    sys.exit(main())

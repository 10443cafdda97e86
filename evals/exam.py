"""`python -m evals.exam`: reports of the press are printed in every carrier and layout and read back, cell by cell.

Only the statutory forms are looked at, and no model is asked. A cell is right where its place, row, column and value
are those of the press; one that is missing is omitted, one the press does not have is invented.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import cycle, islice
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from evals.press import heldout, heldout2
from evals.press.carriers import CARRIERS, print_report
from evals.press.gold import exact_value
from evals.press.layouts import NAMES
from evals.press.make import report as press
from evals.press.model import Report
from extractor.errors import JuesuanError
from extractor.jobs import documents_of, expanded
from extractor.merge import merge
from extractor.reading import read
from extractor.tables.form import drafts_of
from schemas.fact import Fact

Key = tuple[str, str, str]
HELD_OUT = (*heldout.NAMES, *heldout2.NAMES)
MAKERS = dict.fromkeys(heldout.NAMES, heldout.report) | dict.fromkeys(heldout2.NAMES, heldout2.report)
"""Layouts written by somebody who had not seen the reader; docs/held-out.md has their first runs."""
APART = frozenset({"scan"})
"""Carriers that are tried only when they are named: read, but not to the last cell."""


@dataclass(frozen=True)
class Sitting:
    """One report to print and read back."""

    seed: int
    carrier: str
    layout: str
    rows: int | None = None


@dataclass(frozen=True)
class Result:
    """What became of its cells."""

    sitting: Sitting
    right: int = 0
    wrong: tuple[str, ...] = ()
    omitted: tuple[str, ...] = ()
    invented: tuple[str, ...] = ()
    failure: str = ""
    unsure: int = 0
    """Right cells below band AUTO."""
    sure_wrong: int = 0
    """Wrong or invented cells in band AUTO."""

    @property
    def perfect(self) -> bool:
        """Whether every cell is right and none invented."""
        return not (self.wrong or self.omitted or self.invented or self.failure)


def sittings(count: int, seed: int, carriers: Sequence[str], layouts: Sequence[str]) -> Iterator[Sitting]:
    """Yield reports that go round the carriers and, more slowly, the layouts."""
    pairs = [(carrier, layout) for layout in layouts for carrier in carriers]
    for index, (carrier, layout) in enumerate(islice(cycle(pairs), count)):
        yield Sitting(seed + index, carrier, layout, rows=500 if index % 97 == 96 else None)


def sit(one: Sitting) -> Result:
    """Print one report, read it back, and compare the forms cell by cell."""
    made = MAKERS.get(one.layout, press)(one.seed, one.layout, rows=one.rows)
    with tempfile.TemporaryDirectory() as folder:
        paths = print_report(made, one.carrier, Path(folder) / made.name)
        try:
            reading = read(documents_of(source for path in paths for source in expanded(path)))
        except JuesuanError as error:
            return Result(one, failure=str(error))
        except Exception as error:  # a crash of one report is a result too, and the worst one
            return Result(one, failure=f"{type(error).__name__}: {error}")
    drafts = [draft for form in reading.statutory for draft in drafts_of(form, reading.form_unit)]
    facts = {(f.place, f.row, f.column): f for f in merge(drafts, reading.documents)}
    empty = {form.place for form in reading.forms if form.state == "declared_empty"}
    return compare(one, made, facts, empty)


def compare(one: Sitting, made: Report, facts: dict[Key, Fact], empty: set[str]) -> Result:
    """Hold what was read against the press's gold."""
    exact = CARRIERS[one.carrier].stores_exact
    gold: dict[Key, Decimal] = {}
    unscored = {(label.place, label.row, label.column) for label in made.gold if label.state == "unscored"}
    undeclared = []
    for label in made.gold:
        if label.place[0] != "T":
            continue
        if label.state == "value":
            value = exact_value(label) if exact else label.value
            gold[label.place, label.row, label.column] = Decimal(value or 0)
        elif label.state == "declared_empty" and label.place not in empty:
            undeclared.append(f"{label.place} 未认出空表")
    wrong, omitted, right, unsure, sure = [], list(undeclared), 0, 0, 0
    for key, value in gold.items():
        fact = facts.get(key)
        if fact is None:
            omitted.append(f"{'/'.join(key)} {value}")
        elif Decimal(fact.value) != value:
            wrong.append(f"{'/'.join(key)} {value} 读成 {fact.value}")
            sure += fact.confidence.band == "AUTO"
        else:
            right += 1
            unsure += fact.confidence.band != "AUTO"
    extra = {key: fact for key, fact in facts.items() if key not in gold and key not in unscored}
    invented = [f"{'/'.join(key)} {fact.value}" for key, fact in extra.items()]
    sure += sum(fact.confidence.band == "AUTO" for fact in extra.values())
    return Result(one, right, tuple(wrong), tuple(omitted), tuple(invented), "", unsure, sure)


@dataclass
class Sum:
    """Counts of several sittings."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, result: Result) -> None:
        """Count one more."""
        self.counts.update(
            reports=1,
            perfect=result.perfect,
            right=result.right,
            wrong=len(result.wrong),
            omitted=len(result.omitted),
            invented=len(result.invented),
            failed=bool(result.failure),
            unsure=result.unsure,
            sure_wrong=result.sure_wrong,
        )


def _table(title: str, sums: dict[str, Sum]) -> Table:
    table = Table(title=title, title_justify="left")
    heads = ("", "报告", "全对", "C 对", "W 错", "O 漏", "H 多", "读不了", "对而待复核", "错而可用")
    for head in heads:
        table.add_column(head, justify="left" if not head else "right")
    keys = ("reports", "perfect", "right", "wrong", "omitted", "invented", "failed", "unsure", "sure_wrong")
    for name, one in sums.items():
        table.add_row(name, *(f"{one.counts[key]:,}" for key in keys))
    return table


def run(plan: Sequence[Sitting], console: Console, workers: int) -> list[Result]:
    """Sit all, with a bar that says how long it will take."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("考试", total=len(plan))
        results = []
        with ProcessPoolExecutor(workers) as pool:
            for result in pool.map(sit, plan, chunksize=4):
                results.append(result)
                bar.advance(task)
    return results


def good_enough(results: Sequence[Result], least: float) -> bool:
    """Whether `least` of all cells are right and no wrong or invented one is in band AUTO; with 1.0, all are right."""
    whole = Sum()
    for result in results:
        whole.add(result)
    cells = sum(whole.counts[key] for key in ("right", "wrong", "omitted"))
    share = whole.counts["right"] / cells if cells else 0.0
    return share >= least and not whole.counts["sure_wrong"] and (least < 1 or all(r.perfect for r in results))


def report_of(results: Sequence[Result], console: Console, shown: int) -> None:
    """Print the tables and the first faults."""
    by_carrier: dict[str, Sum] = {}
    by_layout: dict[str, Sum] = {}
    whole = Sum()
    for result in results:
        by_carrier.setdefault(result.sitting.carrier, Sum()).add(result)
        by_layout.setdefault(result.sitting.layout, Sum()).add(result)
        whole.add(result)
    console.print(_table("按载体", {**by_carrier, "合计": whole}))
    console.print(_table("按版式", by_layout))
    bad = [result for result in results if not result.perfect]
    for result in bad[:shown]:
        one = result.sitting
        console.print(f"✗ --seed {one.seed} --carriers {one.carrier} --layouts {one.layout}", style="red")
        faults = [("读不了", [result.failure] if result.failure else []), ("W", result.wrong), ("O", result.omitted)]
        for mark, lines in (*faults, ("H", result.invented)):
            for line in lines[:4]:
                console.print(f"    {mark} {line}", markup=False, highlight=False, soft_wrap=True)
            if len(lines) > 4:
                console.print(f"    {mark} … 共 {len(lines)}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Sit an exam; exit 1 where a cell is not right."""
    parser = argparse.ArgumentParser(prog="python -m evals.exam", description=__doc__)
    able = [name for name, writer in CARRIERS.items() if not writer.needs]
    parser.add_argument("--count", type=int, default=len(able) * len(NAMES))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--carriers", nargs="*", default=[name for name in able if name not in APART])
    parser.add_argument("--layouts", nargs="*", default=list(NAMES), help=f"also {' '.join(HELD_OUT)}")
    parser.add_argument("--shown", type=int, default=12, help="how many faulty reports to tell of")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--least", type=float, default=1.0, help="share of cells that must be right")
    chosen = parser.parse_args(arguments)
    console = Console(width=120)
    for name, writer in CARRIERS.items():
        if writer.needs:
            console.print(f"略过 {name}：{writer.needs}", style="yellow")
    plan = list(sittings(chosen.count, chosen.seed, chosen.carriers, chosen.layouts))
    started = time.monotonic()
    results = run(plan, console, chosen.workers)
    report_of(results, console, chosen.shown)
    good = good_enough(results, chosen.least)
    console.print(f"{len(results)} 份，{time.monotonic() - started:.0f} 秒；{'✓ 通过' if good else '✗ 未通过'}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

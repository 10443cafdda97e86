"""`python -m evals.checked`: the checks on reports of the press, consistent ones and ones with a planted fault.

A consistent report must give no error and no warning although its identities are really tried. A planted fault counts
where an oracle that knows nothing of the checks says an identity covers it: it is found where some error or warning is
new, and rightly blamed where that names the planted figure.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from evals.checked_rivals import has_rival
from evals.press.carriers import print_report
from evals.press.faults import KINDS, plant
from evals.press.layouts import NAMES
from evals.press.make import report as press
from evals.press.model import Report
from evals.press.oracle import instances, printed_names
from extractor.checks.book import Book, Figure, Key
from extractor.checks.check import Tally, check
from extractor.checks.of_record import make_book
from extractor.checks.registry import identities
from extractor.checks.source import Source
from extractor.load import load
from schemas.record import Finding, Form, Unit

_BY_FUNCTION = frozenset({"T2", "T3", "T5", "T8", "T9"})
GRAVE = frozenset({"error", "warning"})
FOUND = 0.98
"""Share of planted faults that are found, and of those that can be told apart, that are blamed on the right figure."""
TRIED = 0.95
_ROUNDS = 40
"""Reports drawn for one planted fault before a kind is given up."""


@dataclass(frozen=True)
class Clean:
    """One consistent report checked."""

    seed: int
    layout: str
    tallies: dict[str, Tally]
    grave: tuple[str, ...]
    applicable: frozenset[str]
    """Identities that the oracle finds the report subject to."""

    @property
    def silent(self) -> frozenset[str]:
        """Applicable identities that were not tried."""
        return frozenset(id_ for id_ in self.applicable if not self.tallies[id_].tried)


@dataclass(frozen=True)
class Planting:
    """One planted fault and what the checks said."""

    kind: str
    seed: int
    layout: str
    what: str
    found: bool
    blamed: bool
    suspected: bool
    """Among the figures that the finding lists because the sums do not tell them apart."""
    rivalled: bool = False
    """Not blamed, and the oracle finds another figure of which one slip would explain the broken identities too."""
    said: str = ""


def book_of(made: Report, *, text: bool = True) -> Book:
    """Return the book of a report of the press: its gold as figures, and with `text` its printed pages as source."""
    names = {
        (sheet.place, code): name
        for sheet in made.sheets
        if sheet.place in _BY_FUNCTION
        for code, name in printed_names(sheet)
    }
    figures = [
        Figure(
            Key(label.place, label.row, label.column),
            label.value,
            label.unit,
            label.printed,
            label=names.get((label.place, label.row), ""),
        )
        for label in made.gold
        if label.state == "value" and label.value is not None
    ]
    unit = Unit(
        name=made.unit_name, year=made.fiscal_year, level=made.level, money_unit=made.money_unit, precision="0.01"
    )
    forms = [Form(place=label.place, state="declared_empty") for label in made.gold if label.state == "declared_empty"]
    return make_book(figures, unit, forms, _source(made, unit, forms) if text else None)


def _source(made: Report, unit: Unit, forms: Sequence[Form]) -> Source:
    with tempfile.TemporaryDirectory() as folder:
        paths = print_report(made, "txt_cells", Path(folder) / made.name)
        return Source(tuple(load(path) for path in paths), unit, tuple(forms))


def clean(seed: int, *, text: bool) -> Clean:
    """Check one consistent report."""
    layout = NAMES[seed % len(NAMES)]
    made = press(seed, layout)
    checked = check(book_of(made, text=text))
    grave = tuple(f"{one.severity} {one.id} {one.message}" for one in checked.findings if one.severity in GRAVE)
    applicable = frozenset(found.check for found in instances(made))
    return Clean(seed, layout, checked.tallies, grave, applicable)


def planted(kind: str, start: int) -> Planting | None:
    """Plant one fault of a kind that an identity covers, and check the report; none where there is no place for it."""
    for seed in range(start, start + _ROUNDS):
        layout = NAMES[seed % len(NAMES)]
        made = press(seed, layout)
        try:
            damaged = plant(made, kind, seed)
        except ValueError:
            continue
        if damaged.planted[-1].checks:
            return _judge(kind, seed, made, damaged)
    return None


def _judge(kind: str, seed: int, made: Report, damaged: Report) -> Planting:
    fault = damaged.planted[-1]
    text = kind in {"wrong_name"}
    before = {one.id for one in check(book_of(made, text=text)).findings if one.severity in GRAVE}
    found = [
        one for one in check(book_of(damaged, text=text)).findings if one.severity in GRAVE and one.id not in before
    ]
    key = f"{fault.place}/{fault.row}/{fault.column}"
    blamed = any(_blames(one, key, kind) for one in found)
    return Planting(
        kind,
        seed,
        made.layout,
        f"{key} {fault.true} → {fault.printed} {' '.join(fault.checks)}",
        bool(found),
        blamed,
        any(key in one.suspects for one in found),
        not blamed and has_rival(made, damaged),
        "；".join(f"{one.id} {one.printed}→{one.expected}" for one in found[:4]),
    )


def _blames(finding: Finding, key: str, kind: str) -> bool:
    """Whether a finding names the planted figure; of cells and rows that changed places, one of the row's."""
    blamed = f"{finding.place}/{finding.row}/{finding.column}"
    if kind in {"shifted_cell", "swapped_rows", "wrong_name"}:
        return key.rpartition("/")[0] in {one.rpartition("/")[0] for one in (blamed, *finding.repeats)}
    return key in {blamed, *finding.repeats}


@dataclass
class Sums:
    """Counts over all reports."""

    tried: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    reports: Counter[str] = field(default_factory=Counter)
    """Reports in which an identity was tried at least once."""
    grave: list[Clean] = field(default_factory=list)
    applicable: int = 0
    silent: Counter[str] = field(default_factory=Counter)

    @property
    def share_tried(self) -> float:
        """Share of the applicable identities, summed over reports, that were tried."""
        return 1 - self.silent.total() / self.applicable if self.applicable else 1.0

    def add(self, one: Clean) -> None:
        """Count one report."""
        for id_, tally in one.tallies.items():
            self.tried[id_] += tally.tried
            self.held[id_] += tally.held + tally.rounding
            self.failed[id_] += tally.failed
            self.reports[id_] += tally.tried > 0
        self.applicable += len(one.applicable)
        self.silent.update(one.silent)
        if one.grave:
            self.grave.append(one)


def _run(jobs: Sequence[int], work: partial[Clean], console: Console, title: str, workers: int) -> Iterator[Clean]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with (
        Progress(*columns, console=console, disable=not console.is_terminal) as bar,
        ProcessPoolExecutor(workers) as pool,
    ):
        task = bar.add_task(title, total=len(jobs))
        for result in pool.map(work, jobs, chunksize=8):
            bar.advance(task)
            yield result


def print_clean(sums: Sums, count: int, console: Console) -> None:
    """Print how often each identity was tried, and every error or warning."""
    table = Table(title=f"{count} 份自洽的报告", title_justify="left")
    for head in ("恒等式", "试过的报告", "试", "成立", "不成立"):
        table.add_column(head, justify="left" if head == "恒等式" else "right")
    for id_ in identities():
        table.add_row(id_, str(sums.reports[id_]), *(f"{c[id_]:,}" for c in (sums.tried, sums.held, sums.failed)))
    console.print(table)
    silent = "、".join(f"{id_}（{count} 份）" for id_, count in sums.silent.most_common())
    console.print(f"应试的恒等式试了 {sums.share_tried:.2%}{f'；没试的：{silent}' if silent else ''}")
    console.print(f"有错误或警告的报告：{len(sums.grave)} 份")
    for one in sums.grave[:20]:
        for line in one.grave[:3]:
            console.print(f"✗ --seed {one.seed} ({one.layout}) {line}", markup=False, highlight=False, soft_wrap=True)


def print_planted(plantings: Sequence[Planting], console: Console, shown: int) -> bool:
    """Print what became of each kind of fault; return whether every kind is found and blamed often enough.

    A fault that another figure's slip explains as well is found, but which of the two is wrong nobody can say.
    """
    table = Table(title="种下的差错（有恒等式覆盖的）", title_justify="left")
    for head in ("差错", "种下", "发现", "指对", "列为嫌疑", "另一数同样说得通", "指对率", "可定者指对率"):
        table.add_column(head, justify="left" if head == "差错" else "right")
    good = True
    for kind in dict.fromkeys(one.kind for one in plantings):
        mine = [one for one in plantings if one.kind == kind]
        found, right = sum(one.found for one in mine), sum(one.blamed for one in mine)
        suspected = sum(one.suspected and not one.blamed for one in mine)
        open_ones = sum(one.rivalled for one in mine)
        told = right / max(1, len(mine) - open_ones)
        missed = max(1, int((1 - FOUND) * len(mine)))  # of a small sample one may be missed
        good = good and right + open_ones >= len(mine) - missed and found >= len(mine) - missed
        table.add_row(
            kind, *map(str, (len(mine), found, right, suspected, open_ones)), f"{right / len(mine):.3f}", f"{told:.3f}"
        )
    console.print(table)
    for one in [one for one in plantings if not one.blamed][:shown]:
        mark = "≈" if one.rivalled else "✗"
        line = f"{mark} {one.kind} --seed {one.seed} ({one.layout}) {one.what}：{one.said or '没有发现'}"
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    return good


def main(argv: Sequence[str] | None = None) -> int:
    """Check consistent reports and planted faults; return 1 where a bound does not hold."""
    parser = argparse.ArgumentParser(prog="python -m evals.checked", description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="consistent reports")
    parser.add_argument("--faults", type=int, default=20, help="planted faults of each kind")
    parser.add_argument("--kinds", nargs="*", default=[kind for kind in KINDS if kind != "missing_table"])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--shown", type=int, default=20)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--figures-only", action="store_true", help="do not print and read the pages: faster")
    chosen = parser.parse_args(argv)
    console = Console(width=None if sys.stdout.isatty() else 130)
    started = time.monotonic()
    sums = Sums()
    seeds = range(chosen.seed, chosen.seed + chosen.count)
    for one in _run(seeds, partial(clean, text=not chosen.figures_only), console, "自洽", chosen.workers):
        sums.add(one)
    if chosen.count:
        print_clean(sums, chosen.count, console)
    plantings: list[Planting] = []
    with ProcessPoolExecutor(chosen.workers) as pool:
        for kind in chosen.kinds:
            starts = [chosen.seed + 1_000_003 + 97 * n for n in range(chosen.faults)]
            plantings += [one for one in pool.map(partial(planted, kind), starts, chunksize=4) if one]
    good = print_planted(plantings, console, chosen.shown) if plantings else True
    clean_enough = not sums.grave and sums.share_tried >= TRIED
    console.print(f"用时 {time.monotonic() - started:.0f} 秒；{'✓ 通过' if good and clean_enough else '✗ 未通过'}")
    return 0 if good and clean_enough else 1


if __name__ == "__main__":
    sys.exit(main())

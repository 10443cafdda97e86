"""`python -m evals.sentences [--gold DIR --reports DIR] [--press N]`: the sentence reader alone against gold.

right: a claim that gold holds for that row, column and value (at those characters, where the label says which). wrong:
any other claim. Precision is right / (right + wrong), recall the labelled figures of the prose that some claim hits;
figures that small tables and annexes print are no prose. A claim that differs in nothing but the
支出 behind a 项 printed without its path is counted apart: the dictionary keeps the printed name, the press the subject's. Beside it: what the clause grammar, the first reader, says
of the same characters, and who of the two is wrong.
"""

import argparse
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evals.exam import MAKERS
from evals.gold import Label, read_labels
from evals.press.carriers import print_report
from evals.press.layouts import NAMES
from evals.press.make import report as press
from extractor.jobs import documents_of, expanded
from extractor.reading import Reading, read
from extractor.sentences.figure import SentenceFigure
from extractor.sentences.first import clause_figures
from extractor.sentences.read import read_sentences

CARRIER = "tsv"
"""Press reports are read from text: what is measured is the sentence, not the carrier."""
Key = tuple[str, str, str]


@dataclass
class Count:
    """What became of the claims of one document, or of several."""

    gold: int = 0
    hit: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    named: int = 0
    """Claims right but for a 项's name: the dictionary keeps it as printed (…支出), the press gives the subject's own."""
    both: int = 0
    """Figures both readers claim alike."""
    both_wrong: int = 0
    apart: int = 0
    """Figures they claim differently."""
    apart_first_wrong: int = 0
    """Of those: the first reader is wrong, the second right."""
    missed: Counter[str] = field(default_factory=Counter)
    """Labelled figures without a claim, by place."""

    def __add__(self, other: "Count") -> "Count":
        """Add up two counts."""
        return Count(
            self.gold + other.gold,
            self.hit + other.hit,
            self.right + other.right,
            self.wrong + other.wrong,
            self.named + other.named,
            self.both + other.both,
            self.both_wrong + other.both_wrong,
            self.apart + other.apart,
            self.apart_first_wrong + other.apart_first_wrong,
            self.missed + other.missed,
        )

    @property
    def precision(self) -> float:
        """Right among the claims; 1 where nothing is claimed."""
        claims = self.right + len(self.wrong)
        return self.right / claims if claims else 1.0

    @property
    def recall(self) -> float:
        """Labelled figures of the prose that are claimed rightly."""
        return self.hit / self.gold if self.gold else 1.0


@dataclass(frozen=True)
class Gold:
    """The narrative labels of one document: by key without `#2`, and by where they stand."""

    of: dict[Key, list[Label]]
    at: dict[int, list[Label]]
    prose: list[Label]

    @classmethod
    def of_labels(cls, labels: Sequence[Label], reading: Reading) -> "Gold":
        """Arrange labels; those printed in the small tables of `reading`, or in an annex, are not looked for."""
        tables = [(entry.start, entry.end) for entry in reading.tables]
        of: dict[Key, list[Label]] = defaultdict(list)
        at: dict[int, list[Label]] = defaultdict(list)
        prose = []
        for label in labels:
            if not label.place.startswith("S"):
                continue
            of[label.place, label.row.partition("#")[0], label.column].append(label)
            if label.start is not None:
                at[label.start].append(label)
            in_table = label.start is not None and any(a <= label.start < b for a, b in tables)
            if label.state == "value" and not in_table and not label.row.startswith("附件"):
                prose.append(label)
        return cls(of, at, prose)

    def is_name(self, figure: SentenceFigure) -> bool:
        """Whether a claim that gold does not hold is held under the subject's name without the printed 支出."""
        row = figure.row.removesuffix("支出")
        same = self.of[figure.place, row, figure.column] if figure.place == "S5" and row != figure.row else []
        return any(one.value == figure.value for one in same)

    def judge(self, figure: SentenceFigure) -> bool | None:
        """Return whether gold holds a claim; None where gold leaves it unscored."""
        same = [one for one in self.of[figure.place, figure.row, figure.column] if one.value == figure.value]
        here = self.at.get(figure.start, [])
        if not same and any(one.state == "unscored" for one in here):
            return None
        return bool(same) and (not here or any(one in same for one in here))


def count(reading: Reading, labels: Sequence[Label]) -> Count:
    """Hold the sentence reader's claims on one document against its labels."""
    gold, found, hit = Gold.of_labels(labels, reading), Count(), set()
    first = {(one.start, one.end): one for one in clause_figures(reading)}
    for figure in read_sentences(reading):
        judged = gold.judge(figure)
        if judged is None:
            continue
        if not judged and gold.is_name(figure):
            found.named += 1
            continue
        if judged:
            found.right += 1
            hit |= {one.key for one in gold.of[figure.place, figure.row, figure.column] if one.value == figure.value}
        else:
            found.wrong.append(f"{figure.place}/{figure.row}/{figure.column} {figure.value}（{figure.pattern}）")
        _beside(found, figure, first.get((figure.start, figure.end)), gold, judged)
    found.gold, found.hit = len(gold.prose), sum(one.key in hit for one in gold.prose)
    found.missed = Counter(one.place for one in gold.prose if one.key not in hit)
    return found


def _beside(found: Count, figure: SentenceFigure, first: SentenceFigure | None, gold: Gold, judged: bool) -> None:
    if first is None:
        return
    if _said(first) == _said(figure):
        found.both += 1
        found.both_wrong += not judged
    else:
        found.apart += 1
        found.apart_first_wrong += bool(judged and gold.judge(first) is False)


def _said(figure: SentenceFigure) -> tuple[str, str, str, Decimal]:
    return figure.place, figure.row, figure.column, figure.value


def labelled(gold: Path, reports: Path) -> Iterator[tuple[str, Count]]:
    """Yield the counts of every report in `reports` that has labels in `gold`."""
    for path in sorted(reports.iterdir()):
        labels = gold / f"{path.stem}.csv"
        if labels.is_file() and path.suffix != ".csv":
            yield path.stem[:16], count(read(documents_of(expanded(path))), read_labels(labels))


def pressed(number: int, seed: int) -> Iterator[tuple[str, Count]]:
    """Yield the counts of `number` fictional reports of every layout, those once held out included."""
    for layout in [*NAMES, *MAKERS]:
        total = Count()
        for ordinal in range(number):
            made = MAKERS.get(layout, press)(seed + ordinal, layout)
            with tempfile.TemporaryDirectory() as folder:
                paths = print_report(made, CARRIER, Path(folder) / made.name)
                reading = read(documents_of(source for path in paths for source in expanded(path)))
            labels = [
                Label(one.place, one.row, one.column, one.state, one.printed, one.value, one.unit, None, None)
                for one in made.gold
            ]
            total += count(reading, labels)
        yield layout, total


def table(title: str, counts: Sequence[tuple[str, Count]], console: Console) -> Count:
    """Print a table of counts, and return their sum."""
    shown = Table(title=title, title_justify="left")
    for column in (
        "报告",
        "应有",
        "读中",
        "称对",
        "称错",
        "精确率",
        "召回率",
        "两读同",
        "同而错",
        "两读异",
        "异中一读错",
    ):
        shown.add_column(column, justify="left" if column == "报告" else "right")
    total = sum((one for _, one in counts), Count())
    for name, one in [*counts, ("全部", total)]:
        cells = [one.gold, one.hit, one.right, len(one.wrong), one.named, f"{one.precision:.4f}", f"{one.recall:.4f}"]
        cells += [one.both, one.both_wrong, one.apart, one.apart_first_wrong]
        shown.add_row(name, *map(str, cells), style="bold" if name == "全部" else None)
    console.print(shown)
    return total


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables; with `--wrong` also every wrong claim, with `--missed` what is missed by place."""
    parser = argparse.ArgumentParser(prog="python -m evals.sentences", description=__doc__)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--reports", type=Path)
    parser.add_argument("--press", type=int, default=0, metavar="N", help="fictional reports a layout")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--wrong", action="store_true", help="list every wrong claim")
    parser.add_argument("--missed", action="store_true", help="count what is missed, by place")
    arguments = parser.parse_args(argv)
    if (arguments.gold is None) != (arguments.reports is None):
        parser.error("--gold and --reports belong together")
    console = Console(width=None if sys.stdout.isatty() else 120)
    groups = []
    if arguments.gold:
        groups.append((f"句读：{arguments.gold.name}", list(labelled(arguments.gold, arguments.reports))))
    if arguments.press:
        groups.append((f"句读：每种版式 {arguments.press} 份虚构报告", list(pressed(arguments.press, arguments.seed))))
    for title, counts in groups:
        total = table(title, counts, console)
        for name, one in counts if arguments.wrong else ():
            for line in one.wrong:
                console.print(f"错 {name} {line}", markup=False, highlight=False, soft_wrap=True)
        if arguments.missed:
            told = "，".join(f"{place} {number}" for place, number in sorted(total.missed.items()))
            console.print(f"未读中：{told}", soft_wrap=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

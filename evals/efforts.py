"""`python -m evals.efforts --gold DIR --reports DIR --replay DIR`: what asking less costs and saves, from recordings.

Every report is read at full effort, at low effort and without a model; of each record: questions, tokens, the seconds
asking took when it was recorded, verdicts against gold, how many of the narrative's facts the second read bears out or
contradicts, and whether `juesuan verify` finds it true to itself.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from rich.console import Console
from rich.table import Table

from evals.golden.labels import read_labels
from evals.scoring.judge import judge
from evals.scoring.leaf import GoldLeaf
from evals.scoring.of_record import prediction_of
from evals.scoring.source import source_of_record
from extractor.answers_store import FolderStore
from extractor.ask import Asker
from extractor.export import render
from extractor.jobs import documents_of, expanded
from extractor.pipeline import extract
from extractor.sentences.second import AGREES, DIFFERS
from extractor.verify import verify
from schemas.record import Effort, Record

COLUMNS = (
    "报告",
    "投入",
    "提问",
    "词元",
    "录制时提问用秒",
    "应有",
    "C",
    "W",
    "O",
    "H",
    "F1",
    "二读同",
    "二读异",
    "复核",
)


@dataclass
class Cost:
    """What one effort took and gave, of one report or of several."""

    calls: int = 0
    tokens: int = 0
    seconds: float = 0.0
    letters: Counter[str] = field(default_factory=Counter)
    """Verdicts: C right, W wrong, O omitted, H invented."""
    agrees: int = 0
    differs: int = 0
    true: bool = True

    def __add__(self, other: "Cost") -> "Cost":
        """Add up two costs."""
        return Cost(
            self.calls + other.calls,
            self.tokens + other.tokens,
            self.seconds + other.seconds,
            self.letters + other.letters,
            self.agrees + other.agrees,
            self.differs + other.differs,
            self.true and other.true,
        )

    @property
    def f1(self) -> float:
        """2C / (2C + 2W + O + H); 1 over nothing."""
        right, rest = 2 * self.letters["C"], 2 * self.letters["W"] + self.letters["O"] + self.letters["H"]
        return right / (right + rest) if right + rest else 1.0


def costs(gold: Path, reports: Path, replay: Path) -> Iterator[tuple[str, Effort, Cost]]:
    """Yield what every effort takes and gives, report by report."""
    store = FolderStore.replay(replay)
    for path in sorted(reports.iterdir()):
        labels = gold / f"{path.stem}.csv"
        if path.suffix == ".csv" or not labels.is_file():
            continue
        documents = documents_of(expanded(path))
        for effort in get_args(Effort):
            done = extract(documents, Asker(None, store), effort=effort)
            flags = [flag for fact in done.record.facts for flag in fact.flags]
            with tempfile.TemporaryDirectory() as folder:
                written = Path(folder) / "record.json"
                written.write_text(render(done.record, "json"), "utf-8")
                problems = verify(written)
            run = done.run
            yield (
                path.stem[:16],
                effort,
                Cost(
                    run["calls"],
                    run["prompt_tokens"] + run["completion_tokens"],
                    run["seconds_recorded"],
                    _letters(done.record, read_labels(labels)),
                    flags.count(AGREES),
                    flags.count(DIFFERS),
                    not problems,
                ),
            )


def _letters(record: Record, labels: Sequence[GoldLeaf]) -> Counter[str]:
    prediction = prediction_of(record)
    verdicts = judge("", labels, prediction.leaves, source_of_record(record), empty=prediction.empty)
    return Counter(one.letter for one in verdicts)


def show(rows: Sequence[tuple[str, Effort, Cost]], title: str, console: Console) -> None:
    """Print a line a report and effort, and the sum of each effort."""
    table = Table(title=title, title_justify="left")
    for column in COLUMNS:
        table.add_column(column, justify="left" if column in {"报告", "投入"} else "right")
    total = {effort: sum((cost for _, named, cost in rows if named == effort), Cost()) for effort in get_args(Effort)}
    for name, effort, cost in [*rows, *(("全部", effort, cost) for effort, cost in total.items())]:
        cells = [f"{cost.calls}", f"{cost.tokens:,}", f"{cost.seconds:.0f}"]
        cells += [str(sum(cost.letters[letter] for letter in "CWO")), *(str(cost.letters[one]) for one in "CWOH")]
        cells += [f"{cost.f1:.4f}", str(cost.agrees), str(cost.differs), "✓" if cost.true else "✗"]
        table.add_row(name, effort, *cells, style="bold" if name == "全部" else None)
    console.print(table)
    full, low = total["full"], total["low"]
    if full.calls:
        saved = f"低投入少问 {1 - low.calls / full.calls:.1%} 的问题，少用 {1 - low.tokens / full.tokens:.1%} 的词元"
        console.print(f"{saved}；F1 {full.f1:.4f} → {low.f1:.4f}，不用模型 {total['none'].f1:.4f}")


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; the exit code is 1 where a record is not true to itself."""
    parser = argparse.ArgumentParser(prog="python -m evals.efforts", description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--reports", type=Path, required=True)
    parser.add_argument("--replay", type=Path, required=True)
    arguments = parser.parse_args(argv)
    rows = list(costs(arguments.gold, arguments.reports, arguments.replay))
    show(rows, f"投入：{arguments.reports.name}", Console(width=None if sys.stdout.isatty() else 140))
    return 0 if all(cost.true for _, _, cost in rows) else 1


if __name__ == "__main__":
    sys.exit(main())

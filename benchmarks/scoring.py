"""What scoring costs: a thousand fictional documents of 500 leaves judged against gold, and counted for the bootstrap.

The predictions are those of a system that is mostly right: one leaf in twenty is wrong, missing or invented, one row in
twenty goes by another wording, and every figure is cited.
"""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from rich.console import Console
from rich.table import Table

from evals.scoring.judge import judge
from evals.scoring.leaf import GoldLeaf, PredictedLeaf
from evals.scoring.metrics import MEASURES, Counts, columns, count, total
from evals.scoring.source import SourceText, Span

DOCUMENTS = 1_000
PLACES = ("T1", "T2", "T3", "T4", "T5", "S2", "S3", "S5", "S7", "S13")
ROWS = 10
COLUMNS = ("决算数", "年初预算", "占比", "比上年增减额", "比上年增减率")
DECOYS = 50
LIMIT = 60
"""Seconds that all of it may take."""
SEED = 5


@dataclass(frozen=True)
class Case:
    """One document: its gold, what a system gave, and its text."""

    gold: list[GoldLeaf]
    given: list[PredictedLeaf]
    source: SourceText


def cases(number: int, seed: int = SEED) -> Iterator[Case]:
    """Yield fictional documents, each with `len(PLACES) * ROWS * len(COLUMNS)` gold leaves and some decoys."""
    for at in range(number):
        yield _case(random.Random(seed * 1_000_003 + at))


def _case(draw: random.Random) -> Case:
    gold: list[GoldLeaf] = []
    given: list[PredictedLeaf] = []
    pieces: list[str] = []
    sections: list[Span] = []
    length = 0
    for place in PLACES:
        began = length
        for row in range(ROWS):
            name = str(2_080_501 + row) if place in ("T2", "T3", "T5") else f"虚构支出/第{row}款/第{row}项"
            other = draw.random() < 0.05
            for column in COLUMNS:
                percent = column in ("占比", "比上年增减率")
                number = Decimal(draw.randrange(1, 10_000 if percent else 10_000_000)).scaleb(-2)
                printed, unit = f"{number:,.2f}", "%" if percent else "万元"
                value = number if percent else number * 10_000
                pieces.append(printed + unit + "，")
                leaf = GoldLeaf((place, name, column), "value", value, printed, unit, length, length + len(printed))
                length += len(pieces[-1])
                gold.append(leaf)
                given += _answers(draw, leaf, name + "（项）" if other else name)
        sections.append(Span(began, length, place))
        gold += [
            GoldLeaf((place, f"没有的行{row}", COLUMNS[0]), "absent", decoy=True)
            for row in range(DECOYS // len(PLACES))
        ]
    return Case(gold, given, SourceText("".join(pieces), tuple(sections)))


def _answers(draw: random.Random, leaf: GoldLeaf, row: str) -> Iterator[PredictedLeaf]:
    place, _, column = leaf.key
    assert leaf.value is not None
    answer = PredictedLeaf((place, row, column), leaf.value, leaf.printed, leaf.unit, leaf.start, leaf.end)
    fate = draw.random()
    if fate < 0.02:
        yield replace(answer, value=leaf.value * draw.choice((10, -1, 3)))
    elif fate >= 0.04:
        yield answer
    if fate > 0.99:
        yield replace(answer, key=(place, f"多出的行{draw.randrange(3)}", column))


def scoring(console: Console) -> None:
    """Print the seconds of judging and of counting, and what came of it."""
    judged = counted = 0.0
    leaves = verdicts = 0
    counts: list[Counts] = []
    for at, case in enumerate(cases(DOCUMENTS)):
        started = time.process_time()
        found = judge(f"文件{at}", case.gold, case.given, case.source)
        between = time.process_time()
        counts.append(count(found))
        counted += time.process_time() - between
        judged += between - started
        leaves += sum(leaf.state == "value" for leaf in case.gold)
        verdicts += len(found)
    started = time.process_time()
    whole = total(counts)
    columns(counts, {name for one in MEASURES for name in one.names})
    counted += time.process_time() - started
    seconds = judged + counted
    table = Table(title="评分用时（秒，处理器时间，一个进程）", title_justify="left")
    for head in ("文件", "标注的数", "判定", "对齐与判定", "计数", "合计", "应不超过"):
        table.add_column(head, justify="right")
    style = "green" if seconds <= LIMIT else "red"
    shown = (f"{DOCUMENTS:,}", f"{leaves:,}", f"{verdicts:,}", f"{judged:.1f}", f"{counted:.1f}")
    table.add_row(*shown, f"[{style}]{seconds:.1f}[/]", str(LIMIT))
    console.print(table)
    letters = "，".join(f"{letter} {whole[letter]:,}" for letter in "CWOHN")
    console.print(f"{letters}；出处支持 {whole['supported']:,}/{whole['judged']:,}")

"""Runs side by side as rows and columns: what a comparison's page, Markdown and terminal all show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from evals.reporting import words
from evals.reporting.contract import Discordant, Paired, PairedLine
from evals.running.summary import Measure, Summary
from extractor.errors import UsageError

Turn = Literal["better", "worse", "other", "chance", "unknown"]
"""Where a significant difference leads; `other`: neither way is better; `unknown`: there is no interval to say."""

TURNS: dict[Turn, str] = {
    "better": "▲ 显著变好",
    "worse": "▼ 显著变差",
    "other": "◆ 显著不同",
    "chance": "○ 不显著",
    "unknown": "没有区间",
}


@dataclass(frozen=True)
class Cell:
    """A measure of one run, and its difference to the baseline where there is one."""

    value: str
    spread: str
    difference: str
    """With its interval; empty for the baseline and for what was not compared in pairs."""
    turn: Turn | None
    """None where there is no difference."""


@dataclass(frozen=True)
class Row:
    """A measure over all runs."""

    name: str
    better: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Part:
    """Rows of one kind."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Side:
    """Runs side by side, the baseline first."""

    heads: tuple[str, ...]
    models: tuple[str, ...]
    parts: tuple[Part, ...]
    paired: tuple[Paired, ...]
    """The comparisons that were made, in the order of the runs."""
    notes: tuple[str, ...]


def side_by_side(summaries: Sequence[Summary], paired: Sequence[Paired]) -> Side:
    """Arrange runs, the first being the baseline; `paired`: the comparison of each further run, in their order.

    Raises UsageError with fewer than two runs, ValueError where the comparisons are not one a further run.
    """
    if len(summaries) < 2:
        raise UsageError("要两次以上的运行才能比较", remedy="请给出两个以上的运行文件夹，第一个是基线")
    if len(paired) != len(summaries) - 1:
        raise ValueError(f"{len(summaries)} runs need {len(summaries) - 1} comparisons, not {len(paired)}")
    lines = [{}, *({line.id: line for line in one.lines} for one in paired)]
    measures = [
        ("总的数", [one.measures for one in summaries]),
        ("可信度", [one.confidence.measures for one in summaries]),
        ("过程与代价", [one.process for one in summaries]),
        ("核对的效力", [one.checks for one in summaries]),
    ]
    parts = (Part(title, _rows(groups, lines)) for title, groups in measures)
    return Side(
        heads=tuple(one.run for one in summaries),
        models=tuple(one.model for one in summaries),
        parts=tuple(part for part in parts if part.rows),
        paired=tuple(one for one in paired if one.lines or one.fixed or one.broken),
        notes=tuple(_notes(summaries, paired)),
    )


def changes(paired: Paired) -> tuple[tuple[str, str, tuple[Discordant, ...]], ...]:
    """Return the lists of one run as (sign, title, leaves)."""
    return ("✓", "修好的项", paired.fixed), ("✗", "弄坏的项", paired.broken)


def _rows(groups: Sequence[Sequence[Measure]], lines: Sequence[dict[str, PairedLine]]) -> tuple[Row, ...]:
    """One row a measure that any run has, in the order first seen."""
    runs = [{one.id: one for one in group} for group in groups]
    known = {one.id: one for group in reversed(groups) for one in reversed(group)}
    order = dict.fromkeys(one.id for group in groups for one in group)
    return tuple(
        Row(
            known[id_].name,
            words.DIRECTIONS[known[id_].better],
            tuple(_cell(run.get(id_), line.get(id_), known[id_]) for run, line in zip(runs, lines, strict=True)),
        )
        for id_ in order
    )


def _cell(measure: Measure | None, line: PairedLine | None, known: Measure) -> Cell:
    value = words.shown(measure.value if measure else None, known.kind)
    spread = words.spread(measure.interval if measure else None, known.kind)
    if line is None or line.difference is None:
        return Cell(value, spread, "", None)
    unit = " 点" if known.kind == "share" else ""
    difference = f"{words.signed(line.difference, known.kind)}{unit}"
    if line.lower is not None and line.upper is not None:
        difference += f"（{words.signed(line.lower, known.kind)} ～ {words.signed(line.upper, known.kind)}）"
    return Cell(value, spread, difference, _turn(line, known))


def _turn(line: PairedLine, measure: Measure) -> Turn:
    if line.lower is None or line.upper is None:
        return "unknown"
    if not line.significant or not line.difference:
        return "chance"
    if measure.better == "none":
        return "other"
    return "better" if (line.difference > 0) == (measure.better == "up") else "worse"


def _notes(summaries: Sequence[Summary], paired: Sequence[Paired]) -> list[str]:
    first = summaries[0]
    notes = [
        f"{one.run} 的样本集是 {one.suite}，基线的是 {first.suite}：只能比共有的报告"
        for one in summaries[1:]
        if one.suite != first.suite
    ]
    notes += [f"{one.run}：{one.note}" for one in paired if one.note]
    notes += [f"{one.run}：没有与基线成对比较，只列各自的数" for one in paired if not one.lines]
    return notes

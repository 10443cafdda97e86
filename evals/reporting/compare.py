"""Models, prompts or releases side by side: a table and a picture, and which leaves were fixed and broken."""

from collections.abc import Sequence

from markupsafe import Markup
from rich.console import Console
from rich.text import Text

from evals.reporting.chart import Lanes, intervals
from evals.reporting.contract import Discordant, Paired
from evals.reporting.markdown import cell, section, table
from evals.reporting.page import PACKAGE, templates
from evals.reporting.side import TURNS, Cell, changes, side_by_side
from evals.reporting.terminal import grid
from evals.running.summary import Summary
from extractor.checks.lines import clean
from extractor.show.shell import asset, policy

PICTURED = ("f1", "wrong_rate")
"""The measures of the picture: how much is right, and how much is dangerously wrong."""
_LISTED = 200
"""Most changed leaves listed in Markdown and on the page, of each list."""
_PRINTED = 20
"""The same on the terminal."""


def compare_page(summaries: Sequence[Summary], paired: Sequence[Paired], stable: str | None = None) -> str:
    """Return one self-contained HTML page without a script. The first summary is the baseline.

    `paired`: the comparison of each further run with the baseline, in the order of the runs; one without lines where it
    was not made. `stable`: how often the runs agree, in words. Raises UsageError with fewer than two runs.
    """
    style = asset("report.css", PACKAGE)
    return templates().get_template("compare.html").render(
        policy=policy(style),
        style=Markup(style),
        side=side_by_side(summaries, paired),
        stable=stable,
        pictures=pictures(summaries),
        changes=changes,
        turns=TURNS,
        listed=_LISTED,
    )  # fmt: skip


def pictures(summaries: Sequence[Summary]) -> list[Lanes]:
    """Return a picture of each of the measures of `PICTURED` that a run has, with the intervals of the runs."""
    found = []
    for wanted in PICTURED:
        measures = [next((one for one in summary.measures if one.id == wanted), None) for summary in summaries]
        name = next((one.name for one in measures if one), wanted)
        runs = [
            (summary.run, one.value if one else None, one.interval if one else None)
            for summary, one in zip(summaries, measures, strict=True)
        ]
        found.append(intervals(name, runs))
    return [one for one in found if one is not None]


def compare_markdown(summaries: Sequence[Summary], paired: Sequence[Paired], stable: str | None = None) -> str:
    """Return the comparison as Markdown; `stable`: how often the runs agree, in words.

    Raises UsageError with fewer than two runs.
    """
    side = side_by_side(summaries, paired)
    heads = ["指标", *map(cell, side.heads)]
    parts = [f"# 并排比较：{'、'.join(map(cell, side.heads))}", f"基线：{cell(side.heads[0])}"]
    parts += [f"- {cell(note)}" for note in (*side.notes, *([stable] if stable else []))]
    for part in side.parts:
        rows = ([cell(row.name), *(_line(one, "<br>") for one in row.cells)] for row in part.rows)
        parts += section(part.title, table(heads, rows))
    for one in side.paired:
        for sign, title, leaves in changes(one):
            lines = [f"- {cell(_change(leaf))}" for leaf in leaves[:_LISTED]]
            if len(leaves) > _LISTED:
                lines.append(f"- 还有 {len(leaves) - _LISTED:,} 项")
            parts += section(f"{sign} {cell(one.run)} {title}：{len(leaves):,}", "\n".join(lines))
    return "\n\n".join(parts) + "\n"


def print_compare(summaries: Sequence[Summary], paired: Sequence[Paired], console: Console) -> None:
    """Print the comparison. Raises UsageError with fewer than two runs."""
    side = side_by_side(summaries, paired)
    for note in side.notes:
        console.print(Text(f"◆ {clean(note)}", style="yellow"), soft_wrap=True)
    for part in side.parts:
        shown = grid(part.title, ("指标", *side.heads), wrap=True)
        for row in part.rows:
            shown.add_row(Text(clean(row.name)), *(Text(_line(one, "\n")) for one in row.cells))
        console.print(shown)
    for one in side.paired:
        for sign, title, leaves in changes(one):
            console.print(Text(f"{sign} {clean(one.run)} {title}：{len(leaves):,}", style="bold"), soft_wrap=True)
            for leaf in leaves[:_PRINTED]:
                console.print(Text(f"  {clean(_change(leaf))}"), soft_wrap=True)
            if len(leaves) > _PRINTED:
                console.print(Text(f"  还有 {len(leaves) - _PRINTED:,} 项", style="dim"))


def _line(one: Cell, newline: str) -> str:
    return newline.join((one.value, one.difference, TURNS[one.turn])) if one.turn else one.value


def _change(leaf: Discordant) -> str:
    return f"{leaf.document} {' / '.join(leaf.key)}：{leaf.before} → {leaf.after}"

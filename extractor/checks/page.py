"""Findings as one HTML page that needs nothing else: no script, no network, no other file."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from extractor.checks.lines import GRAVITY, Line, Report, clean, formula_of, lines_of
from extractor.show.shell import asset, environment, policy
from extractor.show.words import SEVERITIES, SEVERITY_SHAPES, VERDICTS


@dataclass(frozen=True)
class Untried:
    """An identity that could not be tried, and for want of what."""

    check: str
    formula: str
    missing: str


@dataclass(frozen=True)
class Part:
    """One report on the page."""

    name: str
    lines: tuple[Line, ...]
    tried: int
    failed: int
    untried: tuple[Untried, ...]
    notes: tuple[str, ...]


def page_of(reports: Sequence[Report]) -> str:
    """Return the page. Every string of a report is untrusted and escaped; the page allows itself only its own style."""
    style = asset("findings.css")
    parts = [_part(report) for report in reports]
    counts = Counter(line.finding.severity for part in parts for line in part.lines)
    return environment().get_template("findings.html").render(
        policy=policy(style),
        style=Markup(style),
        parts=parts,
        counts=[(severity, SEVERITIES[severity], SEVERITY_SHAPES[severity], counts[severity]) for severity in GRAVITY],
        names=SEVERITIES,
        shapes=SEVERITY_SHAPES,
        verdicts=VERDICTS,
        formulas={check: formula_of(check) for part in parts for line in part.lines for check in line.finding.checks},
    )  # fmt: skip


def _part(report: Report) -> Part:
    tallies = report.checked.tallies
    tried = [tally for tally in tallies.values() if tally.tried]
    untried = tuple(
        Untried(check, formula_of(check), "；".join(map(clean, tally.missing)))
        for check, tally in tallies.items()
        if not tally.tried
    )
    failed = sum(tally.failed > 0 for tally in tried)
    return Part(clean(report.name), tuple(lines_of(report)), len(tried), failed, untried, report.notes)

"""Findings as files: JSON and SARIF for programs, CSV for a spreadsheet, HTML for a browser."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any, Literal

from extractor.checks.lines import Line, Report, lines_of
from extractor.errors import UsageError
from extractor.show.quotes import chosen
from extractor.spreadsheet import harmless

Format = Literal["text", "json", "csv", "html", "sarif"]
FORMATS: tuple[Format, ...] = ("text", "json", "csv", "html", "sarif")
COLUMNS = (
    "report", "number", "severity", "verdict", "checks", "place", "row", "column", "printed", "expected", "cause",
    "message", "quote", "document", "page", "start", "end", "repeats", "suspects", "id",
)  # fmt: skip


def as_format(name: str) -> Format:
    """Return the format of that name. Raises UsageError for one that is not written."""
    for form in FORMATS:
        if name == form:
            return form
    raise UsageError(f"不支持的输出格式 {name}", remedy=f"可选：{'、'.join(FORMATS)}")


def render(reports: Sequence[Report], form: Format) -> str:
    """Return reports in a format other than text; the same reports give the same characters."""
    if form == "json":
        return as_json({"reports": [_report(report) for report in reports]})
    if form == "csv":
        return _csv(reports)
    if form == "html":
        from extractor.checks.page import page_of

        return page_of(reports)
    from extractor.checks.sarif import sarif_of

    return as_json(sarif_of(reports))


def as_json(value: Any) -> str:
    """Write JSON with its Chinese as it is, and what could paint or move a terminal as an escape: no less is said."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return "".join(_escaped(letter) for letter in text) + "\n"


def _escaped(letter: str) -> str:
    if letter.isprintable() or letter in "\n\u3000\u00a0":
        return letter
    units = letter.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at] << 8 | units[at + 1]:04x}" for at in range(0, len(units), 2))


def _report(report: Report) -> dict[str, Any]:
    return {
        "name": report.name,
        "documents": [{"name": one.name, "sha256": one.sha256} for one in report.documents],
        "findings": [line.finding.model_dump(mode="json") for line in lines_of(report)],
        "tallies": {check: asdict(tally) for check, tally in report.checked.tallies.items()},
        "notes": list(report.notes),
    }


def _csv(reports: Sequence[Report]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for report in reports:
        for line in lines_of(report):
            writer.writerow([harmless(str(cell)) for cell in _cells(report.name, line)])
    return "\ufeff" + out.getvalue()


def _cells(report: str, line: Line) -> Iterator[str | int]:
    finding, quote, evidence = line.finding, line.quote, chosen(line.finding)
    yield from (report, line.number, finding.severity, finding.verdict, line.checks, line.place, line.row, line.column)
    yield from (line.printed, line.expected, line.cause, line.message)
    yield f"{quote.before}【{quote.figure}】{quote.after}" if quote else ""
    yield from (evidence.document, evidence.page, evidence.start, evidence.end) if evidence else ("", "", "", "")
    yield from ("；".join(line.repeats), "；".join(line.suspects), finding.id)

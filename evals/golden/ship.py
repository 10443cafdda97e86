"""`python -m evals.golden.ship GOLD REPORTS SUITE`: labels of reports that are not ours to show, as data of a suite.

Of a folder of gold (labels, documents.csv, findings.csv) everything is left behind that repeats the reports' words: the
quotes and notes. What a quote was for, finding the fault in the text, its offsets do; what a note said of rows that
list the same fault, a number does.
"""

import argparse
import csv
import sys
from collections.abc import Sequence
from pathlib import Path

from evals.findings import read_listed, span_of
from evals.golden.labels import numbered_labels, write_labels, write_rows
from evals.golden.manifest import DESCRIBED
from extractor.load import load

FINDINGS = (
    *("doc", "check", "kind", "severity", "needs", "place", "row", "column", "printed", "expected", "cause"),
    *("fault", "start", "end"),
)
"""Columns of a shipped list of faults; rows with one `fault` list the same one."""


def ship(gold: Path, reports: Path, suite: Path) -> None:
    """Write labels/, documents.csv and findings.csv into a suite's folder. Raises SuiteError, OSError."""
    (suite / "labels").mkdir(parents=True, exist_ok=True)
    texts = {path.stem: load(path).text for path in sorted(reports.iterdir()) if path.is_file()}
    for name in texts:
        write_labels(suite / "labels" / f"{name}.csv", [row.label for row in numbered_labels(gold / f"{name}.csv")])
    with (gold / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        # The name of a real department stays out as its report does.
        kept = [{k: "" if k == "unit_name" else row[k] for k in DESCRIBED} for row in csv.DictReader(file)]
    write_rows(suite / "documents.csv", DESCRIBED, kept)
    write_rows(suite / "findings.csv", FINDINGS, _findings(gold / "findings.csv", texts))


def _findings(path: Path, texts: dict[str, str]) -> list[dict[str, object]]:
    by_doc = {name.partition("_")[0]: text for name, text in texts.items()}
    with path.open(encoding="utf-8-sig", newline="") as file:
        raw = list(csv.DictReader(file))
    rows: list[dict[str, object]] = []
    for given, listed in zip(raw, read_listed(path), strict=True):
        start, end = span_of(listed.quote, by_doc[listed.doc]) or ("", "")
        kept: dict[str, object] = {name: given[name] for name in FINDINGS if name in given}
        rows.append({**kept, "fault": listed.fault, "start": start, "end": end})
    return rows


def main(argv: Sequence[str] | None = None) -> int:
    """Write the data of one suite."""
    parser = argparse.ArgumentParser(prog="python -m evals.golden.ship", description=__doc__)
    for name in ("gold", "reports", "suite"):
        parser.add_argument(name, type=Path)
    chosen = parser.parse_args(argv)
    ship(chosen.gold, chosen.reports, chosen.suite)
    return 0


if __name__ == "__main__":
    sys.exit(main())

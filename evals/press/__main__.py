"""Print a fictional report for a person to look at: `python -m evals.press --seed 7 --layout liaoning`."""

import argparse
import sys
from collections.abc import Sequence

from evals.press.layouts import NAMES
from evals.press.make import report
from evals.press.model import Report, Sheet


def sheet_text(sheet: Sheet) -> str:
    """Return a sheet with a line a row and ` | ` between cells; a spanning cell stands at its upper left only."""
    rows: list[list[str]] = [[] for _ in range(sheet.rows)]
    for cell in sheet.cells:
        rows[cell.row].append(cell.text or "·")
    return "\n".join(" | ".join(row) for row in rows)


def report_text(report: Report) -> str:
    """Return the whole report as text: front, sheets and explanation in the report's order, then its faults."""
    forms = "\n\n".join(sheet_text(sheet) for sheet in report.sheets)
    told = "\n".join("#" * part.level + " " * bool(part.level) + part.text for part in report.narrative)
    front = "\n".join("#" * part.level + " " * bool(part.level) + part.text for part in report.front)
    parts = [front, forms, told] if report.sheets_first else [front, told, forms]
    faults = "\n".join(
        f"! {fault.kind} {fault.place},{fault.row},{fault.column}: {fault.printed!r} for {fault.true!r} "
        f"breaks {', '.join(fault.checks) or 'nothing'}"
        for fault in report.planted
    )
    return "\n\n".join(part for part in [*parts, faults] if part)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one report."""
    parser = argparse.ArgumentParser(prog="python -m evals.press", description="打印一份虚构的部门决算报告")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--layout", choices=NAMES)
    parser.add_argument("--rows", type=int)
    parser.add_argument("--money-unit", choices=("元", "万元"))
    parser.add_argument("--fault", action="append", default=[])
    chosen = parser.parse_args(arguments)
    made = report(
        chosen.seed, chosen.layout, rows=chosen.rows, money_unit=chosen.money_unit, faults=tuple(chosen.fault)
    )
    sys.stdout.write(report_text(made) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

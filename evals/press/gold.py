"""Writes what a printed report states, in the gold format that reports labelled by hand use."""

import csv
from decimal import Decimal
from pathlib import Path

from evals.press.model import Label, Report

COLUMNS = ("place", "row", "column", "state", "printed", "value", "unit", "start", "end", "note")
DOCUMENT_COLUMNS = ("doc", "unit_name", "fiscal_year", "level", "money_unit", "precision", "kind")


def write_gold(report: Report, folder: Path, *, exact: bool = False) -> Path:
    """Write `<name>.csv` and the report's line of `documents.csv` into `folder`; return the former.

    `exact`: the report was printed by a carrier that stores exact numbers, which are then the facts' values.
    A report written before is replaced; the lines of others in `documents.csv` stay.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{report.name}.csv"
    _write(path, COLUMNS, [_line(label, exact) for label in report.gold])
    _write_document(report, folder / "documents.csv")
    return path


def exact_value(label: Label) -> Decimal | None:
    """Return what a spreadsheet stores for a fact: the exact number, if it is a table's and printed as it rounds.

    A number misprinted on purpose is stored as printed, for a spreadsheet cannot show what it does not hold; and the
    text beside the tables knows only printed numbers.
    """
    if label.stored is None or label.value is None or not label.place.startswith("T"):
        return label.value
    last_digit = Decimal(1).scaleb(-len(label.printed.partition(".")[2])) * (10000 if label.unit == "万元" else 1)
    return label.stored if abs(label.stored - label.value) * 2 <= last_digit else label.value


def _line(label: Label, exact: bool) -> dict[str, str]:
    value = exact_value(label) if exact else label.value
    return {
        "place": label.place,
        "row": label.row,
        "column": label.column,
        "state": label.state,
        "printed": label.printed,
        "value": "" if value is None else format(value, "f"),
        "unit": label.unit,
    }


def _write_document(report: Report, path: Path) -> None:
    lines: list[dict[str, str]] = []
    if path.exists():
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = [line for line in csv.DictReader(file) if line["doc"] != report.name]
    line = {
        "doc": report.name,
        "unit_name": report.unit_name,
        "fiscal_year": str(report.fiscal_year),
        "level": report.level,
        "money_unit": report.money_unit,
        "precision": "0.01",
        "kind": "决算",
    }
    _write(path, DOCUMENT_COLUMNS, sorted([*lines, line], key=lambda line: line["doc"]))


def _write(path: Path, columns: tuple[str, ...], lines: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)

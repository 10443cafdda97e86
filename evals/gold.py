"""Gold labels in the CSV format of the dictionary of facts."""

import csv
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

State = Literal["value", "declared_empty", "absent", "unscored"]


@dataclass(frozen=True)
class Label:
    """One printed figure or declared absence, as an annotator saw it."""

    place: str
    row: str
    column: str
    state: State
    printed: str
    value: Decimal | None
    unit: str
    start: int | None
    end: int | None

    @property
    def key(self) -> tuple[str, str, str]:
        """(place, row, column)."""
        return self.place, self.row, self.column


def read_labels(path: Path) -> list[Label]:
    """Read one report's labels. Raises KeyError or ValueError where the file is out of form."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [_label(row) for row in csv.DictReader(file)]


def _label(row: dict[str, str]) -> Label:
    state = row["state"]
    if state not in ("value", "declared_empty", "absent", "unscored"):
        raise ValueError(f"state {state!r} in {row}")
    return Label(
        place=row["place"],
        row=row["row"],
        column=row["column"],
        state=state,  # type: ignore[arg-type]
        printed=row["printed"],
        value=Decimal(row["value"]) if row["value"] else None,
        unit=row["unit"],
        start=int(row["start"]) if row["start"] else None,
        end=int(row["end"]) if row["end"] else None,
    )


def read_documents(path: Path) -> dict[str, dict[str, str]]:
    """Read `documents.csv`: what each document is, by the start of its name."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["doc"]: row for row in csv.DictReader(file)}

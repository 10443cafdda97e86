"""Label files: read with the line of every label, written back without anything that is not a label's.

CSV in the format of the dictionary of facts, or JSON (`{"$schema": …, "labels": […]}`), which an editor checks as it is
typed; `juesuan schema label` prints the schema of both.
"""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from evals.golden.invalid import invalid
from evals.golden.manifest import unread
from evals.scoring.leaf import GoldLeaf
from extractor.errors import SuiteError
from schemas.label import Label, LabelFile

COLUMNS = ("place", "row", "column", "state", "printed", "value", "unit", "start", "end")
"""What a label file of ours has; `note` and `quote` are an annotator's own."""
REQUIRED = ("place", "row", "column", "state", "printed", "value", "unit")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A label and where it stands in its file."""

    label: Label
    line: int
    """Of a CSV: the line its row ends on, from 1; of JSON: the ordinal of the entry, from 1."""


def read_labels(path: Path) -> tuple[GoldLeaf, ...]:
    """Read a label file in its own order. Raises SuiteError where it is missing or out of form."""
    return tuple(leaf(numbered.label) for numbered in numbered_labels(path))


def numbered_labels(path: Path) -> tuple[Numbered, ...]:
    """Read a label file, each label with its line. Raises SuiteError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise SuiteError("没有标注文件", where=str(path), remedy="请新建它，或改正 suite.toml 里的 labels") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SuiteError(f"标注文件读不了：{unread(error)}", where=str(path), remedy="请存成 UTF-8") from None
    return _from_json(text, path) if path.suffix == ".json" else _from_csv(text, path)


def _from_csv(text: str, path: Path) -> tuple[Numbered, ...]:
    reader = csv.DictReader(text.splitlines(keepends=True))
    missing = [name for name in REQUIRED if name not in (reader.fieldnames or ())]
    if missing:
        raise SuiteError(
            f"标注文件缺少列：{'、'.join(missing)}", where=str(path), remedy=f"首行应为 {','.join(COLUMNS)}"
        )
    found = []
    for row in reader:
        where = f"{path}，第 {reader.line_num} 行"
        if None in row or None in row.values():
            raise SuiteError("这一行的格数与首行不同", where=where, remedy="含逗号的格子要加引号")
        try:
            found.append(Numbered(Label.model_validate(row), reader.line_num))
        except ValidationError as error:
            key = "/".join((row["place"], row["row"], row["column"]))
            raise invalid(error, f"{where}，{key}", lambda _: "") from None
    return tuple(found)


def _from_json(text: str, path: Path) -> tuple[Numbered, ...]:
    try:
        file = LabelFile.model_validate_json(text)
    except ValidationError as error:
        raise invalid(
            error, str(path), lambda loc: f"第 {int(loc[1]) + 1} 条" if len(loc) > 1 and loc[0] == "labels" else ""
        ) from None
    return tuple(Numbered(label, number) for number, label in enumerate(file.labels, 1))


def leaf(label: Label) -> GoldLeaf:
    """Return a label as the evaluation's value."""
    return GoldLeaf(
        key=label.key,
        state=label.state,
        value=label.number if label.state == "value" else None,
        printed=label.printed,
        unit=label.unit,
        start=label.start,
        end=label.end,
    )


def label_of(leaf: GoldLeaf) -> Label:
    """Return a leaf as the label that would give it."""
    place, row, column = leaf.key
    return Label(
        place=place,
        row=row,
        column=column,
        state=leaf.state,
        printed=leaf.printed,
        value="" if leaf.value is None else format(leaf.value, "f"),
        unit=leaf.unit,
        start=leaf.start,
        end=leaf.end,
    )


def write_labels(path: Path, labels: Iterable[Label | GoldLeaf]) -> None:
    """Write labels, as CSV or, where the name ends so, as JSON, without note and quote.

    Decoys, which nobody labelled, are left out. Reading the file back gives the same leaves.
    """
    kept = [label_of(one) if isinstance(one, GoldLeaf) else one for one in labels if not getattr(one, "decoy", False)]
    rows = [{name: "" if (given := getattr(label, name)) is None else given for name in COLUMNS} for label in kept]
    if path.suffix == ".json":
        filled = [{name: given for name, given in row.items() if given != ""} for row in rows]
        path.write_text(json.dumps({"labels": filled}, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")
    else:
        write_rows(path, COLUMNS, rows)


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> None:
    """Write a CSV as all of ours are: UTF-8, a header, a line feed a row."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)

"""Records as files: the JSON record itself, and its facts as rows in the words of the label guide."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from extractor.errors import RecordError, UsageError
from extractor.reasons import of_form, of_os
from extractor.spreadsheet import harmless
from extractor.writing import writing
from schemas.fact import Fact
from schemas.record import Form, Record

Format = Literal["json", "jsonl", "csv"]
FORMATS: tuple[Format, ...] = ("json", "jsonl", "csv")
COLUMNS = ("place", "row", "column", "state", "printed", "value", "unit", "start", "end", "note", "band")
"""The label guide's columns, and the band of confidence behind them."""

Row = dict[str, str | int | None]


def render(record: Record, form: Format) -> str:
    """Return the record in a format; the same record gives the same characters.

    `json` is the whole record; `jsonl` and `csv` are its facts, one a line, and the forms that declare themselves
    empty. `csv` begins with a byte order mark, so that spreadsheet programs read the Chinese as Chinese, and no cell of
    it is one that they take for a formula.
    """
    if form == "json":
        return record.model_dump_json(indent=1) + "\n"
    if form == "jsonl":
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows(record))
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows(record):
        writer.writerow({name: harmless(cell) if isinstance(cell, str) else cell for name, cell in row.items()})
    return "\ufeff" + out.getvalue()


def rows(record: Record) -> Iterator[Row]:
    """Yield the facts as rows, then each form that declares itself empty (row 空表, column 声明)."""
    for fact in record.facts:
        yield _fact_row(fact)
    for form in record.forms:
        if form.state == "declared_empty":
            yield _empty_row(form)


def as_format(name: str) -> Format:
    """Return the format of that name. Raises UsageError for one that is not written."""
    for form in FORMATS:
        if name == form:
            return form
    hint = "xlsx 尚未支持，可用 csv（表格软件能直接打开）" if name == "xlsx" else f"可选：{'、'.join(FORMATS)}"
    raise UsageError(f"不支持的输出格式 {name}", remedy=hint)


def read_record(path: Path) -> Record:
    """Read a record file. Raises RecordError where it is no record, or one of another version of the schema."""
    try:
        return Record.model_validate_json(path.read_bytes())
    except OSError as error:
        raise RecordError(f"读不到记录文件：{of_os(error)}", where=str(path), remedy="请核对路径和权限") from error
    except ValidationError as error:
        other = error.errors(include_url=False)[0]["loc"] == ("schema_version",)
        remedy = "记录由另一版本的 juesuan 写出，请重新 extract" if other else "记录由 juesuan extract 写出"
        raise RecordError(f"不是 juesuan 的记录：{of_form(error)}", where=str(path), remedy=remedy) from error


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all, making its folder. Raises UsageError where it cannot be written."""
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.partial")
        fresh.write_text(text, "utf-8", newline="\n")
        fresh.replace(path)


def _fact_row(fact: Fact) -> Row:
    first = fact.evidence[0]
    return {
        "place": fact.place,
        "row": fact.row,
        "column": fact.column,
        "state": "value",
        "printed": fact.printed,
        "value": fact.value,
        "unit": fact.unit,
        "start": first.start,
        "end": first.end,
        "note": " ".join(fact.flags),
        "band": fact.confidence.band,
    }


def _empty_row(form: Form) -> Row:
    row: Row = dict.fromkeys(COLUMNS)
    row.update(place=form.place, row="空表", column="声明", state="declared_empty", start=form.start, end=form.end)
    return row

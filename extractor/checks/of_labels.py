"""The book of a label file: figures an annotator wrote down, held against the report they were labelled in."""

import csv
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

from extractor.checks.book import Book, Figure, Key
from extractor.checks.of_record import figure_of, is_possible, make_book
from extractor.checks.source import Source
from extractor.errors import InputError
from extractor.identity import identify
from extractor.load import load
from extractor.merge import merge
from extractor.reading import read
from extractor.tables.form import drafts_of
from schemas.document import Document
from schemas.fact import Evidence, Fact
from schemas.record import Form

STATES = ("value", "declared_empty", "absent", "unscored")
_SHOWN = 3
"""Labels that are named where many are off."""
COLUMNS = ("place", "row", "column", "state", "printed", "value", "unit", "start", "end")


def book_of_labels(labels: Path, report: Path) -> Book:
    """Return the book of a label file (the dictionary's CSV) and the report it is about; notes are never read.

    What labels cannot carry is read from the report by code: which forms are declared empty, the names beside codes,
    and which figures stand in a wrong cell. Raises InputError where the file is out of form.
    """
    document = load(report)
    reading = read([document])
    printed = [draft for form in reading.statutory for draft in drafts_of(form, reading.form_unit)]
    seen = {(fact.place, fact.row, fact.column): fact for fact in merge(printed, reading.documents)}
    rows = _rows(labels)
    _require_states(rows, labels)
    _require_printed(rows, document, labels)
    figures = [_figure(row, document, seen, labels) for row in rows if row["state"] == "value"]
    forms = _with_declared(reading.forms, {row["place"] for row in rows if row["state"] == "declared_empty"})
    unit = identify([document], [document.text])
    unit = unit.model_copy(update=reading.unit.model_dump(exclude_none=True))
    return make_book(figures, unit, forms, Source((document,), unit, forms))


def _rows(labels: Path) -> list[dict[str, str]]:
    try:
        with labels.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"读不了标注文件：{error}", where=str(labels), remedy="请给出 UTF-8 的 CSV 标注文件"
        ) from error
    if not rows:
        raise InputError(
            "标注文件里一条标注也没有", where=str(labels), remedy=f"列应为 {','.join(COLUMNS)}，每个数一行"
        )
    if not set(COLUMNS) <= set(rows[0]):
        lacking = "、".join(sorted(set(COLUMNS) - set(rows[0])))
        raise InputError(f"标注文件缺列：{lacking}", where=str(labels), remedy=f"列应为 {','.join(COLUMNS)}")
    return rows


def _require_states(rows: Sequence[dict[str, str]], labels: Path) -> None:
    for number, row in enumerate(rows, start=2):
        if row["state"] not in STATES:
            told = f"第 {number} 行的 state“{row['state']}”不在 {'、'.join(STATES)} 之中"
            raise InputError(told, where=str(labels), remedy="请改正后再核对")


def _require_printed(rows: Sequence[dict[str, str]], document: Document, labels: Path) -> None:
    """Raise InputError where labels name figures that the report does not print: they are of another report."""
    bare = re.sub(r"[\s,，]", "", document.text)
    off = [row for row in rows if row["state"] == "value" and not _stands(row, document.text, bare)]
    if off:
        told = "；".join(f"{row['place']}/{row['row']}/{row['column']} {row['printed']}" for row in off[:_SHOWN])
        raise InputError(
            f"{len(off)} 条标注的数在报告 {document.name} 里对不上：{told}",
            where=str(labels),
            remedy="请确认 --source 就是标注的那份报告，start、end 是数字在其文字里的起止",
        )


def _stands(row: dict[str, str], text: str, bare: str) -> bool:
    digits = re.sub(r"[\s,，]", "", row["printed"])
    if not (row["start"] or row["end"]):
        return digits in bare
    if not (row["start"].isdigit() and row["end"].isdigit()):
        return False
    return re.sub(r"[\s,，]", "", text[int(row["start"]) : int(row["end"])]) == digits


def _figure(row: dict[str, str], document: Document, seen: dict[tuple[str, str, str], Fact], labels: Path) -> Figure:
    key = Key(row["place"], row["row"], row["column"])
    try:
        value = Decimal(row["value"])
    except InvalidOperation as error:
        raise InputError(
            f"{key} 的值“{row['value']}”不是数", where=str(labels), remedy="value 一列写普通小数"
        ) from error
    if not is_possible(value):
        raise InputError(f"{key} 的值“{row['value']}”不可能", where=str(labels), remedy="value 一列写普通小数")
    figure = Figure(key, value, row["unit"], re.sub(r"\s", "", row["printed"]), tuple(_evidence(row, document)))
    fact = seen.get((key.place, key.row, key.column))
    if fact is None:
        return figure
    read_as = figure_of(fact)
    evidence = figure.evidence or read_as.evidence
    return replace(figure, flags=read_as.flags, label=read_as.label, evidence=evidence)


def _evidence(row: dict[str, str], document: Document) -> list[Evidence]:
    if not row["start"] or not row["end"]:
        return []
    start, end = int(row["start"]), int(row["end"])
    return [
        Evidence(
            document=document.name,
            start=start,
            end=end,
            page=document.page_at(start),
            text=document.text[start:end],
            match="exact",
            source="table" if row["place"].startswith("T") else "text",
        )
    ]


def _with_declared(forms: Sequence[Form], empty: set[str]) -> tuple[Form, ...]:
    return tuple(form.model_copy(update={"state": "declared_empty"}) if form.place in empty else form for form in forms)

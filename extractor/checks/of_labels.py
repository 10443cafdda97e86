"""The book of a label file: figures an annotator wrote down, held against the report they were labelled in."""

import csv
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from extractor.checks.book import Book, Figure, Key
from extractor.checks.of_record import figure_of, make_book
from extractor.checks.source import Source
from extractor.errors import InputError
from extractor.evidence import digits
from extractor.identity import identify
from extractor.load import load
from extractor.merge import merge
from extractor.numbers import SCALE, parse
from extractor.reading import read
from extractor.reasons import of_bytes, of_os
from extractor.tables.form import drafts_of
from schemas.document import Document
from schemas.fact import Evidence, Fact
from schemas.record import Form

STATES = ("value", "declared_empty", "absent", "unscored")
_SHOWN = 3
"""Labels that are named where many are off."""
_LONGEST = 40
_BEYOND = ""
"""Key of the cells a row has beyond its head; no column of ours is called so."""
_PLAIN = re.compile(r"[+-]?\d{1,18}(?:\.\d{1,40})?", re.ASCII)
"""No more digits than a figure of any department: exact sums of more would be damage."""
_PRINTED = re.compile(r"[+-]?\d[\d,]{0,24}(?:\.\d{1,24})?", re.ASCII)
_OFFSET = re.compile(r"\d{1,9}", re.ASCII)
_NEEDED = ("place", "row", "column", "printed", "value", "unit")
COLUMNS = ("place", "row", "column", "state", "printed", "value", "unit", "start", "end")
_REMEDY = f"列应为 {','.join(COLUMNS)}，每个数一行；格式见 docs/labels.md"


def book_of_labels(labels: Path, report: Path) -> Book:
    """Return the book of a label file (the dictionary's CSV) and the report it is about; notes are never read.

    What labels cannot carry is read from the report by code: which forms are declared empty, the names beside codes,
    and which figures stand in a wrong cell. Raises InputError where the file is out of form.
    """
    rows = _rows(labels)
    document = load(report)
    reading = read([document])
    printed = [draft for form in reading.statutory for draft in drafts_of(form, reading.form_unit)]
    seen = {(fact.place, fact.row, fact.column): fact for fact in merge(printed, reading.documents)}
    _require_printed(rows, document, labels)
    figures = [_figure(row, document, seen) for row in rows if row["state"] == "value"]
    forms = _with_declared(reading.forms, {row["place"] for row in rows if row["state"] == "declared_empty"})
    unit = identify([document], [document.text])
    unit = unit.model_copy(update=reading.unit.model_dump(exclude_none=True))
    return make_book(figures, unit, forms, Source((document,), unit, forms))


def _rows(labels: Path) -> list[dict[str, str]]:
    """Return the rows of a label file; the first that is not one raises InputError with its line."""
    try:
        with labels.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="", restkey=_BEYOND)
            _require_columns(reader.fieldnames or (), labels)
            rows = []
            for row in reader:
                if off := _off(row):
                    raise InputError(f"第 {reader.line_num} 行{off}", where=str(labels), remedy=_REMEDY)
                rows.append(row)
    except OSError as error:
        raise InputError(f"读不了标注文件：{of_os(error)}", where=str(labels), remedy="请核对路径和权限") from error
    except UnicodeDecodeError as error:
        remedy = "请在表格软件里另存为“CSV UTF-8”"
        raise InputError(f"读不了标注文件：{of_bytes(error)}", where=str(labels), remedy=remedy) from error
    except csv.Error as error:
        raise InputError("读不了标注文件：不是 CSV", where=str(labels), remedy=_REMEDY) from error
    if not rows:
        raise InputError("标注文件里一条标注也没有", where=str(labels), remedy=_REMEDY)
    return rows


def _require_columns(names: Sequence[str], labels: Path) -> None:
    lacking = [column for column in COLUMNS if column not in names]
    if names and lacking:
        raise InputError(f"标注文件缺列：{'、'.join(lacking)}", where=str(labels), remedy=_REMEDY)


def _off(row: dict[str, str]) -> str:
    """Say what is off in a row; nothing where it is one."""
    if _BEYOND in row:
        return "的格数比表头多（含逗号的格要用双引号括起来）"
    if row["state"] not in STATES:
        return f"的 state“{row['state'][:_LONGEST]}”不在 {'、'.join(STATES)} 之中"
    empty = next((column for column in _NEEDED if row["state"] == "value" and not row[column].strip()), None)
    if empty:
        return f"的 {empty} 是空的"
    if not row["place"].strip():
        return "的 place 是空的"
    if row["state"] == "value" and (wrong := _off_value(row)):
        return wrong
    spot = next((column for column in ("start", "end") if row[column] and not _OFFSET.fullmatch(row[column])), None)
    return f"的 {spot}“{row[spot][:_LONGEST]}”不是字符的位置" if spot else ""


def _off_value(row: dict[str, str]) -> str:
    """Say how a value is not what is printed; one that a spreadsheet rounded in print is off by less than one step."""
    if not _PLAIN.fullmatch(row["value"]):
        return f"的 value“{row['value'][:_LONGEST]}”不是普通小数"
    read = digits(row["printed"])
    if not _PRINTED.fullmatch(read):
        return f"的 printed“{row['printed'][:_LONGEST]}”不是数（不写单位和百分号）"
    scale = SCALE.get(row["unit"], Decimal(1))
    worth = abs(parse(read)) * scale
    step = scale.scaleb(-len(read.partition(".")[2]))
    if abs(abs(Decimal(row["value"])) - worth) < step:
        return ""
    return f"的 value 应为 {worth:f}（所印 {read} {row['unit'][:_LONGEST]}；金额以元计，unit 写元、万元或亿元），写的是 {row['value']}"


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
    if not (row["start"] and row["end"]):
        return False
    return re.sub(r"[\s,，]", "", text[int(row["start"]) : int(row["end"])]) == digits


def _figure(row: dict[str, str], document: Document, seen: dict[tuple[str, str, str], Fact]) -> Figure:
    key = Key(row["place"], row["row"], row["column"])
    figure = Figure(
        key, Decimal(row["value"]), row["unit"], re.sub(r"\s", "", row["printed"]), tuple(_evidence(row, document))
    )
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

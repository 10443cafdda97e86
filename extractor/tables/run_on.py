"""Forms whose lines are words set apart by single spaces: no column is left, only order.

A line with as many figures as the form has columns is read in order. One with fewer is read where only one placement
that keeps the order adds up; its total is read anyway, for it stands first. What stays open is listed, never guessed.
"""

import re
from collections.abc import Sequence
from itertools import combinations

from extractor.tables import economic, functional, official
from extractor.tables.balance import is_listed_row, side_row
from extractor.tables.cells import Cell, Row
from extractor.tables.entry import BY_SUMS, Entry, FormReading
from extractor.tables.heads import bare, column_of, total_and_parts
from extractor.tables.run_on_parts import settle_parts
from extractor.tables.sums import TOTAL, row_adds_up

RUN_ON = "表格已散成文字，列位按个数与合计关系认定"
_CODE = re.compile(r"^(?:[23]\d{2}(?:\d{2}){0,2})$")
_DIGITS = re.compile(r"^\d{2,7}$|^3\d{2}\.\d{2}$")
_AMOUNT = re.compile(r"[.,．，]\d|^[+\-]?\d{4,}$|^0$")
_FUND_ORDER = ("年初结转和结余", "本年收入", "本年支出", "基本支出", "项目支出", "年末结转和结余")


def read(place: str, header: Sequence[Row], body: Sequence[Row], blank: frozenset[str] = frozenset()) -> FormReading:
    """Return what a form's lines state surely; `header` and `body`: its lines, a word a cell.

    `blank`: columns of which another form says that nothing stands in them.
    """
    reading = FormReading(place)
    words = [cell for row in header for cell in row if column_of(place, cell.flat) not in blank]
    reader = {"T1": _halves, "T4": _halves, "T6": _coded, "T7": _items}.get(place, _tree)
    if place != "T10":
        for row in body:
            reader(reading, row, words)
    settle_parts(reading)
    for cell in (cell for row in body for cell in row if cell.number is not None):
        reading.filled += _is_figure(cell)
    return reading


def _add(
    reading: FormReading, row: Row, key: str, column: str, cell: Cell, label: str, *, placed: bool = False
) -> None:
    number = cell.number
    if number is None:
        return
    entry = Entry(reading.place, key, column, cell, number, row[0].start, label, reasons=(RUN_ON,))
    entry = entry.moved(BY_SUMS) if placed else entry
    (reading.entries if key and column else reading.stray).append(entry)


def _columns(place: str, words: Sequence[Cell]) -> list[str]:
    """Return the form's columns that its heads name, in the order every province prints them.

    The heads' own order is no help: those of two header lines follow one another.
    """
    found = {name for word in words if (name := column_of(place, word.flat))}
    total, parts = total_and_parts(place)
    if place in {"T8", "T9"} and len(found) > len(parts) + 1:
        return [name for name in _FUND_ORDER if name in found]
    order = [total, *(name for part in parts for name in (part, f"{part}其中教育收费"))]
    return [name for name in order if name in found or name == total]


def _is_figure(cell: Cell) -> bool:
    """Whether a word is an amount: short whole numbers are 行次, 栏次 and parts of codes."""
    return cell.number is not None and bool(_AMOUNT.search(cell.flat))


def _code(row: Row) -> tuple[str, int]:
    """Return the code a line opens with, in one word or in the three of 类 款 项, and how many words it takes."""
    for count in (3, 2, 1):
        parts = [cell.flat.replace(".", "") for cell in row[:count]]
        if len(parts) == count and all(_DIGITS.match(part) for part in parts) and _CODE.match("".join(parts)):
            return "".join(parts), count
    return "", 0


def _tree(reading: FormReading, row: Row, words: Sequence[Cell]) -> None:
    """A line of T2, T3, T5, T8, T9: code, name, figures."""
    names = [cell for cell in row if cell.number is None and not cell.blank]
    code, length = _code(row)
    figures = [cell for cell in row[length:] if _is_figure(cell)]
    name = "".join(bare(cell.text) for cell in names)
    key = TOTAL if functional.is_label(name) else code
    columns = _columns(reading.place, words)
    chosen, sure = _placement(reading.place, figures, columns)
    for at, cell in enumerate(figures):
        column = chosen[at] if at < len(chosen) else ""
        _add(reading, row, key, column, cell, name, placed=not sure)


def _placement(place: str, figures: Sequence[Cell], columns: Sequence[str]) -> tuple[list[str], bool]:
    """Return the columns of a line's figures, and whether counting alone tells them."""
    total, _ = total_and_parts(place)
    if len(figures) == len(columns):
        values = {c: n for c, cell in zip(columns, figures, strict=True) if (n := cell.number) is not None}
        return (list(columns), True) if row_adds_up(place, values) is not False else ([], False)
    if not figures or len(figures) > len(columns) or columns[0] != total:
        return [], False
    numbers = [number for cell in figures if (number := cell.number) is not None]
    ways = ([total, *rest] for rest in combinations(columns[1:], len(figures) - 1))
    fits = [way for way in ways if row_adds_up(place, dict(zip(way, numbers, strict=True)))]
    return (fits[0], False) if len(fits) == 1 else ([total], False)


def _coded(reading: FormReading, row: Row, _words: Sequence[Cell]) -> None:
    """A line of T6: code, name and figure, two or three times over; 人员经费合计 and its figure."""
    key, label = "", ""
    for cell in row:
        named = economic.total_row(cell.text)
        if _CODE.match(cell.flat.replace(".", "")) and _DIGITS.match(cell.flat) and not named:
            key, label = cell.flat.replace(".", ""), ""
        elif named:
            key, label = named, bare(cell.text)
        elif _is_figure(cell):
            _add(reading, row, key, "决算数", cell, label)
            key = ""
        elif not cell.blank:
            label = bare(cell.text)


def _items(reading: FormReading, row: Row, words: Sequence[Cell]) -> None:
    """A line of T7: an item and its budget and final figure."""
    figures = [cell for cell in row if _is_figure(cell)]
    before = figures[0].start if figures else 0
    labels = [cell for cell in row if cell.number is None and not cell.blank and cell.start < before]
    item = official.item_of(labels[-1].text) if labels else None
    columns = list(dict.fromkeys(name for word in words if (name := column_of("T7", word.flat))))
    told = item and len(figures) == len(columns)
    for at, cell in enumerate(figures):
        _add(reading, row, item or "" if told else "", columns[at] if told else "", cell, "")


def _halves(reading: FormReading, row: Row, words: Sequence[Cell]) -> None:
    """A line of T1 or T4: a label, its 行次 and its figures, once or twice."""
    parts: list[tuple[Cell, list[Cell]]] = []
    for cell in row:
        if cell.number is None and not cell.blank:
            parts.append((cell, []))
        elif parts and _is_figure(cell):
            parts[-1][1].append(cell)
    for label, figures in parts:
        on_left = _is_left(reading, [part for part, _ in parts], label)
        key = side_row(reading.place, "left" if on_left else "right", label.text, opening=_opened(reading)) or ""
        alone = on_left or reading.place == "T1"
        chosen, sure = (["决算数"], True) if alone else _placement("T4", figures, _columns("T4", words))
        for cell, column in zip(figures, [*chosen, *[""] * len(figures)], strict=False):
            _add(reading, row, key if column else "", column, cell, bare(label.text), placed=not sure)


def _is_left(reading: FormReading, labels: Sequence[Cell], label: Cell) -> bool:
    """Whether a label is of the income: only income has it, or it is the first of two alike."""
    only_left, only_right = (is_listed_row(reading.place, side, label.text) for side in ("left", "right"))
    if only_left or only_right or side_row(reading.place, "left", label.text, opening=False) is None:
        return only_left
    if len(labels) > 1:
        return label is labels[0]
    return not any(entry.row == "收入总计" for entry in reading.entries)


def _opened(reading: FormReading) -> bool:
    return any(entry.row == "年初财政拨款结转和结余" for entry in reading.entries)

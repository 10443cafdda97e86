"""T7 (and T10): a few items, budget and final, printed as rows, as one long line, or as pairs side by side.

Whatever the layout, a figure's item and measure are named by its row's label and the heads over it together.
"""

import re
from collections.abc import Collection, Sequence

from extractor.tables.cells import Cell, Row
from extractor.tables.entry import Entry, FormReading
from extractor.tables.heads import bare, column_of, is_other, row_of
from extractor.tables.matrix import Column, Matrix, is_numbering
from schemas.vocabulary import labels

VEHICLES = "公务用车购置及运行维护费"
_UNIT = re.compile(r"辆|台|套|台（套）|台/套|个|件|人次|批次|人|次|元|万元|平方米")
_ALONE = re.compile(r"[（(]?[一二]?[）)]?、?(?:20\d\d年度?)?\D{2,8}")
_COUNT = re.compile(r"(?:数量?)?(?:合计)?(?:（[^）]{1,6}）)?$")
"""What a label of T10 says beside the asset's name: 车辆数合计（辆）."""


def is_label(text: str) -> bool:
    """Whether a label opens the body."""
    return row_of("T7", "rows", text) is not None and len(text) <= 24


def is_asset_label(text: str) -> bool:
    """Whether a label opens the body of T10."""
    return asset_of(text) is not None


def asset_of(label: str) -> str | None:
    """Return the row of T10 a label names, in the words of S12."""
    plain = bare(label)
    found = [
        (m.end() - m.start(), one.row)
        for one in labels("S12")
        for text in (_COUNT.sub("", plain), plain, f"{plain}面积")
        if (m := one.pattern.search(text)) and m.end() - m.start() >= len(text) - 4
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def item_of(label: str) -> str | None:
    """Return the item of T7 a label names."""
    return row_of("T7", "rows", label)


def read(place: str, matrices: Sequence[Matrix]) -> tuple[FormReading, dict[int, str]]:
    """Return the figures by item and measure, and which column index is which measure."""
    reading = FormReading(place)
    columns: dict[int, str] = {}
    for matrix in matrices:
        items, measures = _heads(place, [column for column in matrix.columns if not _names(matrix, column.index)])
        over_names = {column.index for column in matrix.columns if _item(place, column)}.difference(items)
        items, measures = _by_numbering(matrix, items, _halves(items, measures))
        measures = _this_year(matrix.columns, measures)
        columns = measures or columns
        stacked = next((m for text in reversed(matrix.lead) if (m := _measure_alone(place, text))), None)
        for row in matrix.body:
            alone = [cell for cell in row if cell.text]
            if len(alone) == 1 and (named := _measure_alone(place, alone[0].flat)):
                stacked = named
                continue
            known = dict.fromkeys(measures, stacked) if stacked else measures
            _read_row(place, row, items, known, reading, over_names)
    return reading, columns


def _heads(place: str, columns: Sequence[Column]) -> tuple[dict[int, str], dict[int, str]]:
    """Return column index -> item and column index -> measure, as far as the heads name them."""
    items, measures = {}, {}
    for column in columns:
        item = _item(place, column)
        if item:
            items[column.index] = item
        measure = column_of(place, column.title)
        if measure:
            measures[column.index] = measure
    if not measures and len(items) >= 2:
        measures = dict.fromkeys(items, "决算数" if place == "T7" else "数量")
    return items, measures


def _names(matrix: Matrix, column: int) -> bool:
    """Whether a column holds names and no figure: its head heads labels (车辆、设备 over 副省级以上领导干部用车)."""
    cells = [cell for row in matrix.body for cell in row if cell.column == column and cell.text and not cell.blank]
    return bool(cells) and all(cell.number is None for cell in cells)


def _measure_alone(place: str, text: str) -> str | None:
    """Return the measure that stands alone over a table of items: 预算数, 2031年度决算数."""
    return column_of(place, text) if place == "T7" and _ALONE.fullmatch(text) else None


def _this_year(columns: Sequence[Column], measures: dict[int, str]) -> dict[int, str]:
    """Of columns of the same measure for several years keep the latest year's."""
    years = {c.index: max(map(int, re.findall(r"20\d\d", c.title)), default=0) for c in columns if c.index in measures}
    latest = max((year for index, year in years.items() if measures[index] == "决算数"), default=0)
    return {i: m for i, m in measures.items() if m != "决算数" or years[i] in (0, latest)}


def _halves(items: dict[int, str], measures: dict[int, str]) -> dict[int, str]:
    """Budget and final stand in two halves, each naming all items: heads that slipped are put back over their half."""
    names = [items[index] for index in sorted(items)]
    half = len(names) // 2
    order = list(dict.fromkeys(measures[index] for index in sorted(measures)))
    if len(names) < 6 or names[:half] != names[half:] or len(order) != 2:
        return measures
    return {index: order[0] if at < half else order[1] for at, index in enumerate(sorted(items))}


def _by_numbering(
    matrix: Matrix, items: dict[int, str], measures: dict[int, str]
) -> tuple[dict[int, str], dict[int, str]]:
    """Where the line of 栏次 numbers as many columns as there are heads, the heads stand over those columns."""
    line = next((row for row in matrix.header if is_numbering(row)), ())
    numbered = [cell.column for cell in line if cell.number is not None]
    heads = sorted(items)
    if len(numbered) != len(heads) or numbered == heads or not set(heads) <= set(measures):
        return items, measures
    pairs = list(zip(heads, numbered, strict=True))
    return {new: items[old] for old, new in pairs}, {new: measures[old] for old, new in pairs}


def _item(place: str, column: Column) -> str | None:
    """The lowest head that names an item; 小计 and 合计 are of the head above them."""
    heads = list(reversed(column.path))
    for index, head in enumerate(heads):
        above = heads[index + 1 :]
        if head in {"小计", "合计"} and any(_row(place, other) for other in above):
            return next(row for other in above if (row := _row(place, other)))
        row = _row(place, head)
        if row:
            return row
    return None


def _row(place: str, head: str) -> str | None:
    if place == "T7":
        return row_of("T7", "rows", head)
    return "车辆" if head in {"小计", "合计"} else asset_of(head)


def _read_row(
    place: str,
    row: Row,
    items: dict[int, str],
    measures: dict[int, str],
    reading: FormReading,
    over_names: Collection[int] = (),
) -> None:
    words = [cell for cell in row if cell.text and cell.number is None and not cell.blank]
    across = len(set(items.values())) > 1  # the heads name the items; what stands before the line is a unit's name
    if across:
        measures = _line_measures(place, words, items, measures, over_names)
    for cell in row:
        number = cell.number
        if number is None or (words and cell.column < words[0].column):
            continue
        reading.filled += 1
        before = [word for word in words if word.column < cell.column and not _UNIT.fullmatch(word.flat)]
        label = before[-1] if before else None
        named = _row(place, label.text) if label else None
        item = items.get(cell.column, "") if across else named or ("" if label else items.get(cell.column, ""))
        column = measures.get(cell.column, "")
        entry = Entry(place, item, column, cell, number, row[0].start, bare(label.text) if label else "")
        (reading.entries if item and column else reading.stray).append(entry)


def _line_measures(
    place: str, words: Sequence[Cell], items: dict[int, str], measures: dict[int, str], over_names: Collection[int]
) -> dict[int, str]:
    """Return the measures of a line under heads that name the items: its label may be the measure (预算数), or a rate.

    A line with words under the items' heads is another table: 相关统计数. `over_names`: heads of items with names alone
    below them, as where a page holds no other line.
    """
    if any(word.column in items for word in words):
        return {}
    named = _measure_alone(place, words[0].flat) if words else None
    if named:
        return dict.fromkeys(items, named)
    if any(word.column in over_names for word in words):
        return {}
    return {} if words and is_other(words[0].text) else measures

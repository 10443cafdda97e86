"""Torn rows and shifted cells, put where the form's own sums say they belong.

Nothing is moved while the printed position adds up, and nothing is ever changed but the position: what is printed
stays. What is moved says so, and a person looks at it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, groupby

from extractor.tables.entry import BY_SUMS, UNCLEAR, Entry, FormReading
from extractor.tables.heads import total_and_parts
from extractor.tables.sums import TOTAL, gap, holds, row_adds_up, slack, tops

MAX_MOVED = 12
"""Most cells of a column among which a set is looked for that closes two columns at once."""
_BESIDE = 2
"""Cells by which a figure may stand beside the column it is taken for."""


def settle(reading: FormReading, columns: dict[int, str]) -> None:
    """Place what is torn within one form."""
    _shift_rows(reading, columns)
    _place_strays(reading, columns)
    _swap_total(reading)


def _lines(entries: Iterable[Entry]) -> list[list[Entry]]:
    ordered = sorted(entries, key=lambda e: (e.line, e.cell.start))
    return [list(group) for _, group in groupby(ordered, key=lambda e: (e.line, e.row))]


def _values(line: Sequence[Entry]) -> dict[str, Decimal]:
    return {entry.column: entry.number for entry in line if entry.column}


def _shift_rows(reading: FormReading, columns: dict[int, str]) -> None:
    """Move all figures of a row by one or two cells where only that makes the row add up."""
    total, _ = total_and_parts(reading.place)
    if not total:
        return
    placed: list[Entry] = []
    left: list[Entry] = []
    for line in _lines([*reading.entries, *reading.stray]):
        if (
            not line[0].row
            or (row_adds_up(reading.place, _values(line)) and all(e.column for e in line))
            or (total in _values(line) and row_adds_up(reading.place, _values(line)))
        ):
            moved = None
        else:
            moved = next((m for step in (-1, 1, -2, 2) if (m := _shifted(reading.place, line, columns, step))), None)
        for entry in moved or line:
            (placed if entry.row and entry.column else left).append(entry)
    reading.entries, reading.stray = placed, left


def _shifted(place: str, line: Sequence[Entry], columns: dict[int, str], step: int) -> list[Entry] | None:
    """Return the row with its figures moved by `step` cells, if every one lands in a column and the row adds up."""
    names = [columns.get(entry.cell.column + step) for entry in line]
    if len(line) < 2 or not all(names):
        return None
    moved = [entry.moved(BY_SUMS, column=name) for entry, name in zip(line, names, strict=True)]
    return moved if row_adds_up(place, _values(moved)) else None


def _place_strays(reading: FormReading, columns: dict[int, str]) -> None:
    """A figure beside the known columns belongs to the nearest empty one that makes its row add up."""
    _, parts = total_and_parts(reading.place)
    left: list[Entry] = []
    for stray in reading.stray:
        line = [e for e in reading.entries if e.line == stray.line and e.row == stray.row]
        free = sorted(
            ((abs(index - stray.cell.column), name) for index, name in columns.items() if name in parts),
            key=lambda pair: pair[0],
        )
        held = {entry.column for entry in line}
        name = next((name for _, name in free if name not in held), None)
        if stray.row and line and name and row_adds_up(reading.place, {**_values(line), name: stray.number}):
            reading.entries.append(stray.moved(BY_SUMS, column=name))
        else:
            left.append(stray)
    reading.stray = left


def _swap_total(reading: FormReading) -> None:
    """The label 合计 changed places with another row's: the row that is the sum of all others is the total."""
    total, _ = total_and_parts(reading.place)
    values = reading.values()
    if TOTAL not in values or not total or total not in values[TOTAL]:
        return
    off = gap(values, total)
    if off is None or abs(off) <= slack(values, total):
        return
    for row in values:
        if row == TOTAL or total not in values[row]:
            continue
        swapped = {**values, TOTAL: values[row], row: values[TOTAL]}
        closed = gap(swapped, total)
        if closed is not None and abs(closed) <= slack(swapped, total):
            _exchange(reading, TOTAL, row)
            return


def _exchange(reading: FormReading, one: str, other: str) -> None:
    rows = {one: other, other: one}
    labels = {entry.row: entry.label for entry in reading.entries}
    reading.replace_all(
        replace(e.moved(BY_SUMS, row=rows[e.row]), label=labels.get(rows[e.row], "")) if e.row in rows else e
        for e in reading.entries
    )


def move_cells(reading: FormReading, beside: FormReading | None) -> None:
    """Figures of one column printed in another: the set that closes both columns' sums, if it is the only one.

    `beside`: another form with the same rows (T3 for T5); where it prints the same figures, it says which cells.
    """
    _, parts = total_and_parts(reading.place)
    values = reading.values()
    gaps = {part: gap(values, part) for part in parts}
    open_ = {part: off for part, off in gaps.items() if off is not None and abs(off) > slack(values, part)}
    for over, excess in open_.items():
        short = next((part for part, off in open_.items() if part != over and off == -excess), None)
        if excess > 0 and short:
            _move(reading, over, short, excess, beside)
            return


def _move(reading: FormReading, over: str, short: str, excess: Decimal, beside: FormReading | None) -> None:
    values = reading.values()
    leaves = [row for row in tops(values) if over in values[row] and short not in values[row]]
    told = beside.values() if beside else {}
    sets = [rows for rows in [_told(leaves, told, over, short, values)] if rows and _sum(rows, values, over) == excess]
    if not sets and len(leaves) <= MAX_MOVED:
        sets = [
            list(rows)
            for size in range(1, len(leaves) + 1)
            for rows in combinations(leaves, size)
            if _sum(rows, values, over) == excess
        ]
    if len(sets) != 1:
        return
    chosen = set(sets[0])
    reading.replace_all(
        e.moved(BY_SUMS, column=short) if e.column == over and e.row in chosen else e for e in reading.entries
    )


def _told(
    leaves: Sequence[str],
    told: dict[str, dict[str, Decimal]],
    over: str,
    short: str,
    values: dict[str, dict[str, Decimal]],
) -> list[str]:
    return [
        row for row in leaves if row in told and over not in told[row] and told[row].get(short) == values[row][over]
    ]


def _sum(rows: Iterable[str], values: dict[str, dict[str, Decimal]], column: str) -> Decimal:
    return sum((values[row][column] for row in rows), Decimal(0))


def lift_parents(reading: FormReading) -> None:
    """T6: a figure printed one line below its 类: it is the sum of the other figures of that 类, which prints none."""
    values = {row: columns["决算数"] for row, columns in reading.values().items() if "决算数" in columns}
    for entry in list(reading.entries):
        parent = entry.row[:3]
        if len(entry.row) != 5 or not entry.row.isdigit() or parent in values:
            continue
        others = [number for row, number in values.items() if row[:3] == parent and row != entry.row]
        if len(others) >= 2 and holds(entry.number, others):
            index = reading.entries.index(entry)
            reading.entries[index] = replace(entry.moved(BY_SUMS, row=parent), label="")
            values[parent] = values.pop(entry.row)


def stand(reading: FormReading, columns: dict[int, str], headless: Callable[[Entry], bool]) -> None:
    """Let a figure that nothing places stand where it is printed: on its line, in the nearest column not taken there.

    Only a figure without a head over it: under heads nobody knows its position is clear, and its meaning is not. The
    other figures of its line may have slipped too, where they do not add up.
    """
    left: list[Entry] = []
    torn: set[tuple[int, str]] = set()
    for stray in reading.stray:
        line = [e for e in reading.entries if e.line == stray.line and e.row == stray.row]
        column = _nearest(stray, columns, {entry.column for entry in line})
        if not stray.row or stray.column or not column or not headless(stray):
            left.append(stray)
            continue
        reading.entries.append(stray.moved(UNCLEAR, column=column))
        if row_adds_up(reading.place, _values([*line, reading.entries[-1]])) is False:
            torn.add((stray.line, stray.row))
    reading.stray = left
    reading.replace_all(e.moved(UNCLEAR) if (e.line, e.row) in torn else e for e in reading.entries)


def _nearest(stray: Entry, columns: dict[int, str], held: set[str]) -> str | None:
    """Return the free column nearest to a figure, the one before it rather than the one behind: cells slip onwards."""
    at = stray.cell.column
    free = [(abs(index - at), index, name) for index, name in columns.items() if name not in held]
    distance, _, name = min(free, default=(_BESIDE + 1, 0, ""))
    return name if distance <= _BESIDE else None

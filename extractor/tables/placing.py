"""Torn rows and shifted cells, put where the form's own sums say they belong.

Nothing is moved while the printed position adds up, and nothing is ever changed but the position: what is printed
stays. What is moved says so, and a person looks at it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, pairwise

from extractor.tables.entry import BY_SUMS, UNCLEAR, Entry, FormReading
from extractor.tables.heads import total_and_parts
from extractor.tables.sums import TOTAL, UNIT, Values, gap, holds, open_columns, row_adds_up, slack, tops

MAX_MOVED = 12
"""Most cells of a column among which a set is looked for that closes two columns at once."""
_STEPS = (-1, 1, -2, 2)
"""By how many cells rows are tried to be moved, in this order."""
_BESIDE = 2
"""Cells by which a figure may stand beside the column it is taken for."""


def settle(reading: FormReading, columns: dict[int, str], headless: Callable[[Entry], bool]) -> None:
    """Place what is torn within one form. `headless`: no head stands over a figure, it fell out of the columns."""
    if total_and_parts(reading.place)[0]:
        _shift_rows(reading, columns, headless)
    _swap_total(reading)


def _lines(entries: Iterable[Entry]) -> list[list[Entry]]:
    lines: dict[tuple[int, int, str], list[Entry]] = {}
    for entry in entries:
        lines.setdefault(_line_of(entry), []).append(entry)
    return [sorted(lines[line], key=lambda e: e.cell.start) for line in sorted(lines)]


def _line_of(entry: Entry) -> tuple[int, int, str]:
    """Return what the figures of one row share."""
    return entry.cell.document, entry.line, entry.row


def _values(line: Sequence[Entry]) -> dict[str, Decimal]:
    return {entry.column: entry.number for entry in line if entry.column}


def _shift_rows(reading: FormReading, columns: dict[int, str], headless: Callable[[Entry], bool]) -> None:
    """Move the figures of a row by one or two cells where a figure fell out of its columns, or it does not add up."""
    placed: list[Entry] = []
    left = [stray for stray in reading.stray if not stray.column and not headless(stray)]
    known = {id(stray) for stray in left}
    for line in _lines([*reading.entries, *(stray for stray in reading.stray if id(stray) not in known)]):
        whole = all(entry.column for entry in line)
        stands = not line[0].row or (whole and row_adds_up(reading.place, _values(line)))
        tried = () if stands else (_shifted(reading.place, line, columns, step) for step in _STEPS)
        moved = next((one for one in tried if one), None)
        for entry in moved or line:
            (placed if entry.row and entry.column else left).append(entry)
    reading.entries, reading.stray = placed, left


def _shifted(place: str, line: Sequence[Entry], columns: dict[int, str], step: int) -> list[Entry] | None:
    """Return the row with its figures moved by `step` cells, if every one lands in a column and the row adds up.

    All of them; or, where one fell out of the columns, those from some cell on: where a cell slipped in, the figures
    before it stand where they should. They keep their order. Of two ways to add up none is believed.
    """
    if len(line) > len(columns):  # no place for all of them
        return None
    cuts = range(len(line)) if any(not entry.column for entry in line) else range(1)
    for tried in (cuts[:1], cuts[1:]):
        found = [moved for cut in tried if (moved := _moved_from(place, line, columns, step, cut))]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _moved_from(place: str, line: Sequence[Entry], columns: dict[int, str], step: int, cut: int) -> list[Entry] | None:
    """Return a row whose figures from the `cut`th on are moved by `step` cells, if it then adds up."""
    homes = [entry.cell.column + (step if at >= cut else 0) for at, entry in enumerate(line)]
    names = [columns.get(home) for home in homes]
    if len(line) < 2 or not all(names) or any(a >= b for a, b in pairwise(homes)):
        return None
    moved = [
        entry.moved(BY_SUMS, column=name) if at >= cut else entry
        for at, (entry, name) in enumerate(zip(line, names, strict=True))
    ]
    return moved if row_adds_up(place, _values(moved)) else None


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
        if row == TOTAL or total not in values[row] or not _may_be_total(values, row, total, off):
            continue
        swapped = {**values, TOTAL: values[row], row: values[TOTAL]}
        closed = gap(swapped, total)
        if closed is not None and abs(closed) <= slack(swapped, total):
            _exchange(reading, TOTAL, row)
            return


def _may_be_total(values: Values, row: str, total: str, off: Decimal) -> bool:
    """Whether a row's total is near what all rows make: of a thousand rows hardly one is, and trying one takes long.

    `off`: by how much the rows are more than the printed total. A row is one of those summed, or below one of them.
    """
    printed, own = values[TOTAL][total], values[row][total]
    return min(abs(off + 2 * (printed - own)), abs(off + printed - own)) <= (len(values) + 1) * UNIT


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
    open_ = open_columns(values, parts)
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
    children: dict[str, dict[str, Decimal]] = {}
    for row, number in values.items():
        children.setdefault(row[:3], {})[row] = number
    for index, entry in enumerate(reading.entries):
        parent = entry.row[:3]
        if len(entry.row) != 5 or not entry.row.isdigit() or parent in values:
            continue
        others = [number for row, number in children.get(parent, {}).items() if row != entry.row]
        if len(others) >= 2 and holds(entry.number, others):
            reading.entries[index] = replace(entry.moved(BY_SUMS, row=parent), label="")
            values[parent] = entry.number


def stand(reading: FormReading, columns: dict[int, str], headless: Callable[[Entry], bool]) -> None:
    """Let a figure that nothing places stand where it is printed: on its line, in the nearest column not taken there.

    Only a figure without a head over it: under heads nobody knows its position is clear, and its meaning is not. The
    other figures of its line may have slipped too.
    """
    if not reading.stray:
        return
    left: list[Entry] = []
    torn: set[tuple[int, int, str]] = set()
    held: dict[tuple[int, int, str], set[str]] = {}
    for entry in reading.entries:
        held.setdefault(_line_of(entry), set()).add(entry.column)
    for stray in reading.stray:
        taken = held.setdefault(_line_of(stray), set())
        column = _nearest(stray, columns, taken)
        if not stray.row or stray.column or not column or not headless(stray):
            left.append(stray)
            continue
        reading.entries.append(stray.moved(UNCLEAR, column=column))
        taken.add(column)
        torn.add(_line_of(stray))
    reading.stray = left
    reading.replace_all(e.moved(UNCLEAR) if _line_of(e) in torn else e for e in reading.entries)


def _nearest(stray: Entry, columns: dict[int, str], held: set[str]) -> str | None:
    """Return the free column nearest to a figure, the one before it rather than the one behind: cells slip onwards."""
    at = stray.cell.column
    free = [(abs(index - at), index, name) for index, name in columns.items() if name not in held]
    distance, _, name = min(free, default=(_BESIDE + 1, 0, ""))
    return name if distance <= _BESIDE else None

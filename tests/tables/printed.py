"""Small fictional tables, printed as text the four ways a text file prints them, and read back.

reading("T5", HEAD, ["2010301", "行政运行", "5.00"])                 one module's reading, nothing settled
form_of("T5", tabs(rows))                                            a form of a document, settled within itself
"""

from collections.abc import Sequence
from decimal import Decimal

from askers import report

from extractor.load.grids import find_grids
from extractor.outline import outline
from extractor.tables import balance, economic, functional, official
from extractor.tables.cells import Cell, cut
from extractor.tables.entry import Entry, FormReading
from extractor.tables.form import Form
from extractor.tables.matrix import Matrix, arrange
from extractor.tables.pieces import pieces_of
from extractor.tables.statutory import read_form
from schemas.document import Document

TITLES = {
    "T1": "收入支出决算总表",
    "T2": "收入决算表",
    "T3": "支出决算表",
    "T4": "财政拨款收入支出决算总表",
    "T5": "一般公共预算财政拨款支出决算表",
    "T6": "一般公共预算财政拨款基本支出决算表",
    "T7": "一般公共预算财政拨款“三公”经费支出决算表",
    "T8": "政府性基金预算财政拨款收入支出决算表",
    "T9": "国有资本经营预算财政拨款支出决算表",
    "T10": "国有资产占用情况表",
}
_READERS = {
    **dict.fromkeys(functional.PLACES, functional),
    **dict.fromkeys(balance.PLACES, balance),
    "T6": economic,
    "T7": official,
    "T10": official,
}

Rows = Sequence[Sequence[str]]


def tabs(rows: Rows) -> str:
    return "".join("\t".join(row) + "\n" for row in rows)


def pipes(rows: Rows) -> str:
    lines = [f"| {' | '.join(row)} |\n" for row in rows]
    return lines[0] + "|---" * len(rows[0]) + "|\n" + "".join(lines[1:])


def listed(rows: Rows) -> str:
    """One cell a line, each opened by a tab, a blank line between rows: Word, saved as text."""
    return "\n".join("".join(f"\t{cell}\n" for cell in row) for row in rows)


def spaced(rows: Rows) -> str:
    widths = [max(_width(row[at]) for row in rows) for at in range(len(rows[0]))]
    return "".join(
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n"
        for row in rows
    )


def _width(text: str) -> int:
    return sum(2 if ord(char) >= 0x2E80 else 1 for char in text)


PRINTERS = {"tabs": tabs, "pipes": pipes, "one cell a line": listed, "spaces": spaced}


def matrix(place: str, text: str) -> Matrix | None:
    """The first table of a text as a rectangle."""
    (grid, *_) = find_grids(text)
    is_label = official.is_asset_label if place == "T10" else _READERS[place].is_label
    return arrange(cut(text, grid), is_label, listed=grid.layout == "listed")


def reading(place: str, *rows: Sequence[str]) -> FormReading:
    """What a form's module reads from rows printed with tabs, nothing moved."""
    return reading_of(place, tabs(rows))


def reading_of(place: str, *texts: str) -> FormReading:
    """What a form's module reads from tables, each a matrix with a header of its own."""
    found = [matrix(place, text) for text in texts]
    return _READERS[place].read(place, [one for one in found if one])[0]


def document_of(*parts: tuple[str, str], unit: str = "金额单位：万元", name: str = "tables.txt") -> Document:
    """A document of forms: (place, table as text)."""
    return report("".join(f"{TITLES[place]}\n公开表\n{unit}\n{table}\n" for place, table in parts), name=name)


def form_of(place: str, table: str, *, unit: str = "金额单位：万元") -> Form:
    """One form of a document, read and settled within itself."""
    document = document_of((place, table), unit=unit)
    return read_form([document], place, pieces_of([document], [outline(document)])[place])


def shown(found: FormReading) -> dict[str, dict[str, str]]:
    """Row -> column -> number as printed."""
    return {row: {c: str(number) for c, number in columns.items()} for row, columns in found.values().items()}


def strays(found: FormReading) -> list[tuple[str, str, str]]:
    """(row, column, printed) of the figures that nothing places."""
    return [(entry.row, entry.column, entry.cell.text) for entry in found.stray]


def flags(found: FormReading) -> dict[tuple[str, str], tuple[str, ...]]:
    """Flags of the placed figures that bear any."""
    return {(entry.row, entry.column): entry.flags for entry in found.entries if entry.flags}


def entry(place: str, row: str, column: str, number: str, *, line: int = 0, at: int = 0) -> Entry:
    """A figure by hand; `line`: its row of the table, `at`: its column."""
    start = 1000 * line + 10 * at
    cell = Cell(number, start, start + len(number), line, at)
    return Entry(place, row, column, cell, Decimal(number), 1000 * line)


def placed(place: str, columns: Sequence[str], rows: dict[str, Sequence[str]]) -> FormReading:
    """A reading by hand: row -> its figures under `columns`; "" is a blank cell."""
    found = FormReading(place)
    for line, (row, numbers) in enumerate(rows.items(), start=1):
        for at, (column, number) in enumerate(zip(columns, numbers, strict=True)):
            if number:
                found.entries.append(entry(place, row, column, number, line=line, at=at))
    return found

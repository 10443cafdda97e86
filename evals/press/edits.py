"""Change what a report prints, cells, words and gold together."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from evals.press.model import Label, Paragraph, Planted, Report, Sheet, SheetCell, Spot
from evals.press.printing import Money

NO_FIGURE = ("", "—")


@dataclass(frozen=True)
class Damage:
    """A report after a fault, and what the fault is; its checks are not known yet."""

    report: Report
    planted: Planted


def money_of(report: Report) -> Money:
    """Return how the report counts money."""
    return Money(report.money_unit)


def figures(sheet: Sheet) -> list[SheetCell]:
    """Return the cells that print an amount of money."""
    return [cell for cell in sheet.cells if cell.key and cell.stored is not None and cell.text not in NO_FIGURE]


def with_sheet(report: Report, old: Sheet, new: Sheet | None) -> Report:
    """Return the report with a sheet replaced (none: taken out), its gold too."""
    sheets = tuple(new if sheet is old else sheet for sheet in report.sheets)
    kept = tuple(sheet for sheet in sheets if sheet is not None)
    rest = tuple(label for label in report.gold if label.place != old.place)
    return replace(report, sheets=kept, gold=(*rest, *(() if new is None else new.gold)))


def with_texts(sheet: Sheet, texts: Mapping[tuple[int, int], str], money: Money) -> Sheet:
    """Return the sheet with other texts at (row, column) of number cells; stored values and gold follow."""
    cells = tuple(
        _printing(cell, texts[cell.row, cell.column]) if (cell.row, cell.column) in texts else cell
        for cell in sheet.cells
    )
    changed = [cell for cell in cells if (cell.row, cell.column) in texts]
    touched = {cell.key for cell in changed}
    gold = [label for label in sheet.gold if (label.row, label.column) not in touched]
    for cell in changed:
        if cell.key is not None and cell.text not in NO_FIGURE:
            value = money.worth(cell.text)
            gold.append(Label(sheet.place, *cell.key, "value", cell.text, value, money.unit))
    order = {cell.key: at for at, cell in enumerate(cells) if cell.key}
    gold.sort(key=lambda label: order.get((label.row, label.column), len(order)))
    return replace(sheet, cells=cells, gold=tuple(gold))


def _printing(cell: SheetCell, text: str) -> SheetCell:
    stored = None if text in NO_FIGURE else Decimal(text.replace(",", ""))
    return replace(cell, text=text, stored=stored)


def with_name(sheet: Sheet, cell: SheetCell, text: str) -> Sheet:
    """Return the sheet with another text in a label cell."""
    return replace(sheet, cells=tuple(replace(other, text=text) if other is cell else other for other in sheet.cells))


def with_words(paragraph: Paragraph, start: int, end: int, text: str) -> Paragraph:
    """Return the paragraph with other characters at [start, end), the places of its figures moved along."""
    by = len(text) - (end - start)

    def moved(at: int) -> int:
        return at + by if at >= end else at

    spots = tuple(
        replace(spot, start=moved(spot.start), end=moved(spot.end), word=(moved(spot.word[0]), moved(spot.word[1])))
        for spot in paragraph.spots
    )
    return replace(paragraph, text=paragraph.text[:start] + text + paragraph.text[end:], spots=spots)


def with_paragraph(report: Report, old: Paragraph, new: Paragraph) -> Report:
    """Return the report with a paragraph of the explanation replaced; its gold stays as it is."""
    return replace(report, narrative=tuple(new if part is old else part for part in report.narrative))


def label_of(report: Report, spot: Spot) -> Label:
    """Return the gold of a spot. Raises KeyError where there is none."""
    for label in report.gold:
        if (label.place, label.row, label.column) == (spot.place, spot.row, spot.column):
            return label
    raise KeyError(f"{spot.place},{spot.row},{spot.column}")


def with_label(report: Report, old: Label, new: Label) -> Report:
    """Return the report with a line of its gold replaced."""
    return replace(report, gold=tuple(new if label == old else label for label in report.gold))


def planted(place: str, row: str, column: str, printed: str, true: str) -> Planted:
    """Return a fault whose kind and checks are filled in when it is planted."""
    return Planted("", place, row, column, printed, true, ())

"""What one form cannot settle alone: another form, a fund declared empty, or the text places the cell."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from extractor.tables.entry import BY_EMPTY, BY_FORM, BY_TEXT, FormReading
from extractor.tables.heads import class_names, total_and_parts
from extractor.tables.placing import lift_parents, move_cells

GENERAL, FUND, CAPITAL = total_and_parts("T4")[1]
FUND_FORM = {FUND: "T8", CAPITAL: "T9"}

Told = Mapping[tuple[str, str], Decimal]
"""(place, row) -> amount in the form's unit, as the text prints it."""


@dataclass(frozen=True)
class Context:
    """What is known beside the forms' own figures."""

    empty: frozenset[str]
    """Forms that declare themselves empty."""
    text: Told
    """Amounts of the narrative, by the form's place and row that mean the same."""


def settle_across(forms: Mapping[str, FormReading], context: Context) -> None:
    """Place what other forms, declared-empty forms or the text can place."""
    if "T5" in forms:
        move_cells(forms["T5"], forms.get("T3"))
    if "T3" in forms:
        move_cells(forms["T3"], forms.get("T5"))
    if "T4" in forms:
        _out_of_empty_funds(forms["T4"], context.empty)
    if "T1" in forms and "T4" in forms:
        _relabel(forms["T1"], forms["T4"])
    if "T6" in forms:
        lift_parents(forms["T6"])
    for form in forms.values():
        _by_text(form, context.text)


def _out_of_empty_funds(form: FormReading, empty: frozenset[str]) -> None:
    """A figure under a fund whose own form is declared empty belongs to the general budget, where that is blank."""
    funds = {fund for fund, place in FUND_FORM.items() if place in empty}
    held = {(entry.row, entry.column) for entry in form.entries}
    form.replace_all(
        entry.moved(BY_EMPTY, column=GENERAL)
        if entry.column in funds and entry.number and (entry.row, GENERAL) not in held
        else entry
        for entry in form.entries
    )


def _relabel(form: FormReading, other: FormReading) -> None:
    """A 类 of T1 whose label slipped by a line: T4 prints the very figure for a 类 that T1 leaves blank.

    T1 holds everything T4 holds, so a 类 that T4 fills cannot be blank in T1.
    """
    ours = form.values()
    theirs = {row: columns["合计"] for row, columns in other.values().items() if "合计" in columns}
    blank = {number: row for row, number in theirs.items() if number and row in class_names() and row not in ours}
    form.replace_all(
        entry.moved(BY_FORM, row=blank[entry.number])
        if entry.row in class_names() and entry.row not in theirs and entry.number in blank
        else entry
        for entry in form.entries
    )


def _by_text(form: FormReading, told: Told) -> None:
    """A figure without a row takes the one row the text prints this very figure for, where the form lacks that row."""
    if not form.stray:
        return
    held = {entry.row for entry in form.entries}
    left = []
    for stray in form.stray:
        rows = [row for (place, row), amount in told.items() if place == form.place and amount == stray.number]
        if not stray.row and stray.column and len(set(rows)) == 1 and rows[0] not in held and stray.number:
            form.entries.append(stray.moved(BY_TEXT, row=rows[0]))
            held.add(rows[0])
        else:
            left.append(stray)
    form.stray = left

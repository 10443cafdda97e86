"""T1 and T4: two accounts side by side, or one under the other: income and spending, read half by half.

A line is known by its label, never by 行次: provinces number the lines differently.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.tables.balance_plan import Half, Plan, plan_of
from extractor.tables.cells import Cell, Row
from extractor.tables.entry import BY_LABEL, BY_PAIR, UNLISTED, Entry, FormReading
from extractor.tables.heads import bare, class_of, row_of, total_and_parts
from extractor.tables.matrix import Column, Matrix, is_numbering
from extractor.tables.slips import Straight, straightened

PLACES = frozenset({"T1", "T4"})
PAIRS = (
    ("本年收入合计", "本年支出合计"),
    ("年初财政拨款结转和结余", "年末财政拨款结转和结余"),
    ("收入总计", "支出总计"),
)
OPENING = "年初财政拨款结转和结余"
FUNDS = total_and_parts("T4")[1]
_SUM = re.compile(r"^合计$")
_SUM_OF_FUNDS = re.compile(r"财政拨款收入$")
"""Above the funds printed one by one in T1, it is their sum, which the dictionary has no row for."""


@dataclass
class _State:
    """What the lines above say: whether the opening balances have begun, the last total of spending, the side."""

    opening: bool = False
    spent: str = ""
    spending: bool = False
    """Of an account printed under the other: whether spending has begun."""


def is_label(text: str) -> bool:
    """Whether a label opens the body."""
    known = any(row_of(p, side, text) for p in PLACES for side in ("left", "right"))
    return known or class_of(text) is not None or bool(_SUM.match(bare(text)))


def is_listed_row(place: str, side: str, label: str) -> bool:
    """Whether a label is a row of one half and not of the other."""
    other = "right" if side == "left" else "left"
    return row_of(place, side, label) is not None and row_of(place, other, label) is None


def side_row(place: str, side: str, label: str, *, opening: bool) -> str | None:
    """Return the row a label names in one half; `opening`: the funds are those of the opening balances."""
    row = row_of(place, side, label)
    if side == "right":
        return row or class_of(label)
    return f"年初:{row}" if opening and row in FUNDS and place == "T4" else row


def read(place: str, matrices: Sequence[Matrix]) -> tuple[FormReading, dict[int, str]]:
    """Return the figures of both halves, and which column index of the right half is which column."""
    reading = FormReading(place)
    plan: Plan | None = None
    state = _State()
    labels = {bare(cell.text) for m in matrices for row in m.body for cell in row if cell.text and cell.number is None}
    grand = any("总计" in label for label in labels)
    split = place == "T1" and any(re.match("一般公共预算", label) for label in labels)
    plans = {whole.columns: plan_of(place, whole) for whole in _wholes(matrices)}
    for matrix in matrices:
        plan = plans[matrix.columns] or plan
        if plan is None:
            continue
        for index, line in enumerate(_straight(place, matrix, plan)):
            first = index == 0 and not _numbered(matrix)
            for entry in _entries(place, line.row, plan, state, grand=grand, first=first):
                reading.filled += 1
                entry = entry.moved(BY_LABEL) if entry.cell.start in line.moved else entry
                entry = replace(entry, row="") if split and _SUM_OF_FUNDS.match(entry.label) else entry
                (reading.entries if entry.row and entry.column else reading.stray).append(entry)
    return reading, plan.right.columns if plan else {}


def _straight(place: str, matrix: Matrix, plan: Plan) -> list[Straight]:
    """Return the rows of the body, those of accounts side by side with their cells put back where they slipped."""
    middle = plan.right.range.start
    if plan.stacked or middle == 0 or plan.left.range.start > 0:
        return [Straight(row, frozenset()) for row in matrix.body]

    def is_right(cell: Cell) -> bool:
        return bool(row_of(place, "right", cell.text) or class_of(cell.text))

    return straightened(matrix.body, middle, plan.counters, is_right)


def _wholes(matrices: Sequence[Matrix]) -> list[Matrix]:
    """Return each table with all its pages: one line alone does not say where the halves are."""
    tables: dict[tuple[Column, ...], list[Matrix]] = {}
    for matrix in matrices:
        tables.setdefault(matrix.columns, []).append(matrix)
    return [replace(pages[0], body=tuple(row for page in pages for row in page.body)) for pages in tables.values()]


def _numbered(matrix: Matrix) -> bool:
    """Whether the header's 栏次 line prints its numbers."""
    return any(is_numbering(row) and any(cell.number is not None for cell in row) for row in matrix.header)


def _entries(place: str, row: Row, plan: Plan, state: _State, *, grand: bool, first: bool) -> list[Entry]:
    """Return the figures of one line, and note what it says for the lines below."""
    left_label, right_label = _label(row, plan.left), _label(row, plan.right)
    if plan.stacked:
        state.spending = state.spending or _begins_spending(place, row)
        left_label, right_label = (None, left_label) if state.spending else (left_label, None)
    left, left_paired = _left_row(place, left_label, right_label, state, grand=grand)
    right, right_paired = _right_row(place, left_label, right_label, grand=grand)
    state.opening = state.opening or left == OPENING
    state.spent = right if right in {"本年支出合计", "年末财政拨款结转和结余"} else state.spent
    found = []
    for ordinal, cell in enumerate(_figures(row, plan, left_label), start=1):
        on_left = cell.column in plan.left.range and not (plan.stacked and state.spending)
        half, key, paired = (plan.left, left, left_paired) if on_left else (plan.right, right, right_paired)
        number = cell.number
        if number is None or cell.column not in half.range or (first and _is_numbering(cell, ordinal)):
            continue
        label = left_label if on_left else right_label
        key = "" if label and _is_anothers(row, label, cell) else key
        key, column = _key(place, key, half.columns.get(cell.column, half.fallback), state, on_left=on_left)
        entry = Entry(place, key, column, cell, number, row[0].start, bare(label.text) if label else "")
        entry = entry.moved(BY_PAIR) if paired and key else entry
        listed = not label or paired or _is_listed(place, label, on_left=on_left)
        found.append(entry if listed else replace(entry, reasons=(*entry.reasons, UNLISTED)))
    return found


def _figures(row: Row, plan: Plan, left_label: Cell | None) -> list[Cell]:
    """Return the cells with figures that are no 行次."""
    cells = [cell for cell in row if cell.number is not None and cell.column not in plan.counters]
    return [cell for cell in cells if not _is_counter(cell, left_label)]


def _label(row: Row, half: Half) -> Cell | None:
    cells = (cell for cell in row if cell.column in half.range)
    return next((cell for cell in cells if cell.text and cell.number is None and not cell.blank), None)


def _is_anothers(row: Row, label: Cell, figure: Cell) -> bool:
    """Whether another label stands between a half's label and a figure: a third account beside the two."""
    between = (cell for cell in row if label.column < cell.column < figure.column)
    return any(cell.text and cell.number is None and not cell.blank for cell in between)


def _is_counter(cell: Cell, label: Cell | None) -> bool:
    """A whole number in front of the line's label is its 行次."""
    return label is not None and cell.column < label.column and bool(re.fullmatch(r"\d{1,3}", cell.flat))


def _is_numbering(cell: Cell, ordinal: int) -> bool:
    """The number of a column (栏次), slipped into the first line because its own line lost it. It is never money."""
    return cell.flat == str(ordinal) and cell.text.isdigit()


def _begins_spending(place: str, row: Row) -> bool:
    """Whether a line of an account printed under the other opens the spending: its head, or its first row."""
    words = [cell for cell in row if cell.text and cell.number is None]
    if not words:
        return False
    text = words[0].text
    spends = class_of(text) or (row_of(place, "right", text) and not row_of(place, "left", text))
    return bool(spends) or bool(re.match(r"支出(?:项目|$)", bare(text)))


def _key(place: str, row: str, column: str, state: _State, *, on_left: bool) -> tuple[str, str]:
    """Return row and column of a figure in the dictionary's words, where funds stand as rows or as columns."""
    if place != "T4":
        return row, column
    if not on_left and row in FUNDS:  # funds as rows under a total of spending
        return (state.spent, row) if state.spent and column == "合计" else ("", "")
    if not on_left and column not in {"合计", *FUNDS}:  # spending has no other column
        return row, ""
    if on_left and column == "合计":
        return row, "决算数"
    if on_left and column in FUNDS:  # funds as columns of the income
        return {"本年收入合计": column, OPENING: f"年初:{column}"}.get(row, ""), "决算数"
    return row, column


def _is_listed(place: str, label: Cell, *, on_left: bool) -> bool:
    if _SUM.match(bare(label.text)) or row_of(place, "left", label.text):
        return True
    return not on_left and bool(row_of(place, "right", label.text) or class_of(label.text))


def _row(place: str, side: str, label: Cell, *, grand: bool) -> str | None:
    """Return the row a label names. A bare 合计 is the grand total, unless another line is called 总计."""
    if _SUM.match(bare(label.text)):
        return PAIRS[0 if grand else 2][0 if side == "left" else 1]
    return row_of(place, side, label.text)


def _left_row(place: str, left: Cell | None, right: Cell | None, state: _State, *, grand: bool) -> tuple[str, bool]:
    """Return the row of the left half, and whether it was taken from the other half's label."""
    if left is not None:
        row = _row(place, "left", left, grand=grand)
        if row:
            return (f"年初:{row}" if state.opening and row in FUNDS and place == "T4" else row), False
        paired = _partner(row_of(place, "right", left.text), to=0)
        return (paired, True) if paired and right is None else (bare(left.text), False)
    paired = _partner(_row(place, "right", right, grand=grand), to=0) if right is not None else ""
    return paired, bool(paired)


def _right_row(place: str, left: Cell | None, right: Cell | None, *, grand: bool) -> tuple[str, bool]:
    if right is not None:
        fund = row_of("T4", "left", right.text) if place == "T4" else None
        row = _row(place, "right", right, grand=grand) or class_of(right.text)
        return row or (fund if fund in FUNDS else None) or bare(right.text), False
    if left is None:
        return "", False
    own = row_of(place, "right", left.text) if not row_of(place, "left", left.text) else None
    paired = own or _partner(_row(place, "left", left, grand=grand), to=1)
    return paired, bool(paired)


def _partner(row: str | None, *, to: int) -> str:
    """Return the row that stands on the same line in the other half."""
    return next((pair[to] for pair in PAIRS if row == pair[1 - to]), "")

"""Forms as a tree of heads and rows of entries: labels, amounts that the gold knows, and amounts it leaves unscored."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from evals.press.grid import Grid
from evals.press.model import Label, SheetCell
from evals.press.printing import CENT


@dataclass(frozen=True)
class Head:
    """A head over one column, or over other heads."""

    text: str
    below: tuple["Head", ...] = ()

    @property
    def width(self) -> int:
        """Columns it stands over."""
        return sum(head.width for head in self.below) or 1

    @property
    def depth(self) -> int:
        """Rows of heads it needs."""
        return 1 + max((head.depth for head in self.below), default=0)


@dataclass(frozen=True)
class Amount:
    """Money in 元 with its gold key; no canonical key: unscored, under `columns` that a reader may call it by."""

    exact: Decimal
    row: str
    measure: str
    scored: bool = True
    aliases: tuple[tuple[str, str], ...] = ()
    """Further (row, column) under which a reading of an unscored amount is neither right nor wrong."""


@dataclass(frozen=True)
class Count:
    """A number that is no money (辆, 人次, %); `places` decimals are printed."""

    number: Decimal
    row: str
    measure: str
    unit: str
    scored: bool = True
    places: int = 0


@dataclass(frozen=True)
class Wide:
    """A label, or a head inside the body, over several columns."""

    text: str
    width: int
    head: bool = False


Entry = str | Amount | Count | Wide | None
"""A label's text, a number, a merged label, or a blank where a number would stand."""


def heads(grid: Grid, tops: Sequence[Head], numbers: Sequence[str] = ()) -> None:
    """Put heads down, a single one reaching to the last row of heads, then a row of `numbers` (栏次) if there is one.

    The rows from here on are the form's header rows.
    """
    start = grid.at
    band(grid, tops)
    if numbers:
        grid.row(list(numbers), "header")
    grid.header_rows = (start, grid.at)


def band(grid: Grid, tops: Sequence[Head]) -> None:
    """Put heads down from the first column on, and go on below them."""
    depth = max(head.depth for head in tops)
    start = grid.at
    _drawn(grid, tops, 0, depth)
    grid.at = start + depth


def _drawn(grid: Grid, tops: Sequence[Head], column: int, depth: int) -> None:
    for head in tops:
        grid.put(column, head.text, "header", head.width, 1 if head.below else depth)
        if head.below:
            grid.at += 1
            _drawn(grid, head.below, column, depth - 1)
            grid.at -= 1
        column += head.width


def fill(grid: Grid, lines: Sequence[Sequence[Entry]]) -> None:
    """Put rows of entries down; they are the form's body."""
    start = grid.at
    for line in lines:
        column = 0
        for entry in line:
            column += _put(grid, column, entry)
        grid.at += 1
    grid.body_rows = (start, grid.at)


def _put(grid: Grid, column: int, entry: Entry) -> int:
    """Put one entry down and return its width."""
    if entry is None:
        grid.put(column, "", "number")
    elif isinstance(entry, str):
        grid.put(column, entry, "label")
    elif isinstance(entry, Wide):
        grid.put(column, entry.text, "header" if entry.head else "label", entry.width)
        return entry.width
    elif isinstance(entry, Count):
        _count(grid, column, entry)
    elif entry.scored:
        grid.amount(column, entry.exact, entry.row, entry.measure)
    else:
        _unscored(grid, column, entry)
    return 1


def _unscored(grid: Grid, column: int, entry: Amount) -> None:
    """An amount the dictionary has no row or column for: its cell is about nothing in the gold."""
    text = grid.money.text(entry.exact)
    figure = text not in ("", "—")
    stored = entry.exact / grid.money.factor if figure else None
    grid.cells.append(SheetCell(grid.at, column, text, "number", stored=stored))
    for row, measure in ((entry.row, entry.measure), *entry.aliases) if figure else ():
        label = grid.money.label(grid.place, row, measure, text, entry.exact)
        grid.gold.append(replace(label, state="unscored"))


def _count(grid: Grid, column: int, entry: Count) -> None:
    text = f"{entry.number.quantize(CENT if entry.places else Decimal(1)):f}" if entry.number else "0"
    key = (entry.row, entry.measure) if entry.scored else None
    grid.cells.append(SheetCell(grid.at, column, text, "number", key=key))
    state = "value" if entry.scored else "unscored"
    grid.gold.append(
        Label(grid.place, entry.row, entry.measure, state, text, Decimal(text), entry.unit)  # type: ignore[arg-type]
    )


def beside(*blocks: tuple[Sequence[Sequence[Entry]], Sequence[Sequence[Entry]]]) -> list[list[Entry]]:
    """Join blocks of (rows, last rows) side by side; a short one gets blank rows before its last ones.

    Blocks must have as many last rows as one another; raises ValueError where they have not.
    """
    length = max(len(rows) for rows, _ in blocks)
    padded = [[*rows, *[blank((*rows, *last)[0])] * (length - len(rows)), *last] for rows, last in blocks]
    return [[entry for line in lines for entry in line] for lines in zip(*padded, strict=True)]


def blank(line: Sequence[Entry]) -> list[Entry]:
    """Return a row that prints nothing where `line` prints labels and numbers."""
    return ["" if isinstance(entry, str) else None for entry in line]

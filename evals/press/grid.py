"""A sheet under construction: cells by position, gold as the cells are filled."""

from dataclasses import dataclass, field
from decimal import Decimal

from evals.press.model import Kind, Label, Sheet, SheetCell
from evals.press.printing import Money


@dataclass
class Grid:
    """Cells of one form as they are put down, row by row; `at` is the row being filled."""

    place: str
    title: str
    columns: int
    money: Money
    at: int = 0
    cells: list[SheetCell] = field(default_factory=list)
    gold: list[Label] = field(default_factory=list)
    header_rows: tuple[int, int] = (0, 0)
    body_rows: tuple[int, int] = (0, 0)

    def put(self, column: int, text: str, kind: Kind, width: int = 1, height: int = 1) -> None:
        """Put a cell down in the current row."""
        self.cells.append(SheetCell(self.at, column, text, kind, height, width))

    def line(self, text: str, kind: Kind) -> None:
        """Fill a whole row with one cell and go on to the next."""
        self.put(0, text, kind, self.columns)
        self.at += 1

    def row(self, texts: list[str], kind: Kind) -> None:
        """Fill a row with cells of one column each and go on to the next."""
        for column, text in enumerate(texts):
            self.put(column, text, kind)
        self.at += 1

    def amount(self, column: int, exact: Decimal, row: str, measure: str, width: int = 1) -> None:
        """Put a money cell down: the figure with its gold, or what stands for nothing."""
        text = self.money.text(exact)
        figure = text not in ("", "—")
        stored = exact / self.money.factor if figure else None
        self.cells.append(SheetCell(self.at, column, text, "number", 1, width, stored, (row, measure)))
        if figure:
            self.gold.append(self.money.label(self.place, row, measure, text, exact))

    def count(self, column: int, number: Decimal | int, row: str, measure: str, unit: str) -> None:
        """Put a cell with a count down; 0 is printed as the layout prints nothing."""
        text = str(number) if number else {"0.00": "0"}.get(self.money.zero, self.money.zero)
        self.cells.append(SheetCell(self.at, column, text, "number", key=(row, measure)))
        if text not in ("", "—"):
            self.gold.append(Label(self.place, row, measure, "value", text, Decimal(text), unit))

    def sheet(self) -> Sheet:
        """Return the finished sheet. Raises ValueError where a position is covered not once."""
        seen: dict[tuple[int, int], int] = {}
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.height):
                for column in range(cell.column, cell.column + cell.width):
                    seen[row, column] = seen.get((row, column), 0) + 1
        wanted = {(row, column) for row in range(self.at) for column in range(self.columns)}
        if set(seen) != wanted or set(seen.values()) != {1}:
            raise ValueError(f"{self.place}: {sorted(wanted ^ set(seen))[:5]} or a position covered twice")
        cells = tuple(sorted(self.cells, key=lambda cell: (cell.row, cell.column)))
        return Sheet(
            self.place, self.title, self.at, self.columns, cells, self.header_rows, self.body_rows, tuple(self.gold)
        )

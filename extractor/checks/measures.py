"""The measures of a narrative row: its figure, its budgets and last year's, wherever the report prints them."""

from dataclasses import dataclass

from extractor.checks.book import Book, Key
from extractor.checks.rows import ALL, GENERAL_SPENDING, WHOLE
from extractor.checks.wording import are_apart

BUDGETS = ("年初预算", "预算数", "全年预算", "全年预算数", "调整预算")
FINALS = ("决算数", "执行数")
_CURRENT = {
    ("S1", "收入总计"): (("S1", "收支总计"), ("S1", "本年收入"), ("S2", "本年收入")),
    ("S1", "支出总计"): (("S1", "收支总计"), ("S1", "本年支出"), ("S3", "本年支出")),
    ("S2", "收入总计"): (("S2", "本年收入"),),
    ("S3", "支出总计"): (("S3", "本年支出"),),
}
"""A total that is printed only by its change -> the rows whose figure it may be a change of."""
_INCOME_OF_YEAR = (Key("S1", "本年收入", "决算数"), Key("S2", "本年收入", "决算数"), Key("T2", ALL, WHOLE["T2"]))
_SPENT_OF_YEAR = (Key("S1", "本年支出", "决算数"), Key("S3", "本年支出", "决算数"), Key("T3", ALL, WHOLE["T3"]))
_FISCAL_IN = (Key("S4", "财政拨款收入", "决算数"), Key("T4", "本年收入合计", "决算数"))
_FISCAL_OUT = (Key("S4", "财政拨款支出", "决算数"), Key("T4", "本年支出合计", ALL))
_OF_YEAR = {
    ("S1", "收入总计"): _INCOME_OF_YEAR,
    ("S2", "收入总计"): _INCOME_OF_YEAR,
    ("S1", "支出总计"): _SPENT_OF_YEAR,
    ("S3", "支出总计"): _SPENT_OF_YEAR,
    ("S1", "收支总计"): (*_INCOME_OF_YEAR, *_SPENT_OF_YEAR),
    ("S4", "财政拨款收支总计"): (*_FISCAL_IN, *_FISCAL_OUT),
    ("S4", "财政拨款收入"): (*_FISCAL_IN, Key("T4", "收入总计", "决算数")),
    ("S4", "财政拨款支出"): (*_FISCAL_OUT, Key("T4", "支出总计", ALL)),
}
"""A total with carried balances -> the figures of the year alone that a text may mean where it tells the change."""
_SPENDING = (("S4", "财政拨款支出"), ("S5", GENERAL_SPENDING))


@dataclass(frozen=True)
class Line:
    """One row of one section."""

    place: str
    row: str

    def key(self, column: str) -> Key:
        """Return the key of a measure."""
        return Key(self.place, self.row, column)


def lines(book: Book, *columns: str) -> list[Line]:
    """Return the rows of the narrative that print one of some measures."""
    return list(dict.fromkeys(Line(key.place, key.row) for column in columns for key in book.told(column)))


def finals(book: Book, line: Line) -> list[Key]:
    """Return the keys that may hold the row's figure of the year, the likeliest first."""
    own = [key for column in FINALS if (key := line.key(column)) in book]
    if own:
        return own
    base = line.row.partition("#")[0]
    found = [Key(place, row, "决算数") for place, row in _CURRENT.get((line.place, base), ())]
    if line.place == "S7":
        found.append(Key("T7", ALL if base == "三公经费" else base, "决算数"))
    return [key for key in found if key in book]


def of_the_year(book: Book, line: Line) -> list[Key]:
    """Return the figures that a total's change may belong to besides the total itself."""
    return [key for key in _OF_YEAR.get((line.place, line.row.partition("#")[0]), ()) if key in book]


def budgets(book: Book, line: Line) -> list[Key]:
    """Return the keys of the row's budgets, the opening one first."""
    own = [key for column in BUDGETS if (key := line.key(column)) in book]
    if own:
        return [*own, *_second_budget(book, line, own[0])]
    return _budget_of_twin(book, line)  # T7 prints 全年预算: it says nothing against a rate of 年初预算


def _second_budget(book: Book, line: Line, own: Key) -> list[Key]:
    """S7 and S11 have one column for all budgets: a second one (全年预算 beside 年初预算) stands in the row's repeat."""
    base = line.row.partition("#")[0]
    rows = (row for row in book.rows(line.place, "预算数") if row.partition("#")[0] == base and row != line.row)
    return [key for row in rows if are_apart(book, key := Key(line.place, row, "预算数"), own)]


def _budget_of_twin(book: Book, line: Line) -> list[Key]:
    """All fiscal spending and that of the general budget are one figure where there is no other fund."""
    if (line.place, line.row) not in _SPENDING:
        return []
    for place, row in _SPENDING:
        twin = Key(place, row, "决算数")
        key = twin.at("年初预算")
        if key in book and line.key("决算数") in book and book.value(twin) == book.value(line.key("决算数")):
            return [key]
    return []

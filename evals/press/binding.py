"""What every press does alike, whatever its layouts: a report from a seed, and the report that its parts make."""

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Literal, Protocol

from evals.press.accounts import Accounts
from evals.press.faults import plant
from evals.press.model import Label, Report, Sheet
from evals.press.narrative import Told
from evals.press.series import accounts

MoneyUnit = Literal["元", "万元"]


class Printer(Protocol):
    """Prints books in one of a press's layouts."""

    def __call__(
        self, books: Accounts, seed: int, layout: str, *, money_unit: MoneyUnit | None = None, name: str | None = None
    ) -> Report:
        """Return the report of `books`."""
        ...


@dataclass(frozen=True)
class Press:
    """A set of layouts and what prints them."""

    names: tuple[str, ...]
    """Of the layouts."""
    lot: str
    """With the seed, what a layout is drawn by."""
    printed: Printer

    def report(
        self,
        seed: int,
        layout: str | None = None,
        *,
        rows: int | None = None,
        money_unit: MoneyUnit | None = None,
        faults: tuple[str, ...] = (),
    ) -> Report:
        """Return the report of one fictional unit.

        `layout` is one of `names` (none: drawn from the seed), `rows` the length of the functional tree (5 to 500;
        none: drawn), `money_unit` the unit of all amounts (none: the layout's own, which may be one for the forms and
        another for the explanation). Raises ValueError for an unknown layout or fault, or fewer than 5 rows.
        """
        name = layout if layout is not None else Random(f"{self.lot} {seed}").choice(self.names)
        made = self.printed(accounts(seed, rows=rows), seed, name, money_unit=money_unit)
        for kind in faults:
            made = plant(made, kind, seed)
        return made


def bound(
    books: Accounts,
    seed: int,
    layout: str,
    sheets: tuple[Sheet, ...],
    told: Told,
    *,
    name: str,
    money_unit: MoneyUnit,
    sheets_first: bool,
    shown: Iterable[Label] | None = None,
) -> Report:
    """Return the report of forms and explanation. `shown`: the gold of the forms, where it is not all theirs."""
    labels = (label for sheet in sheets for label in sheet.gold) if shown is None else shown
    return Report(
        seed=seed,
        name=name,
        unit_name=books.unit_name,
        fiscal_year=books.year,
        level="部门" if books.units else ("本级" if books.unit_name.endswith("（本级）") else "单位"),
        money_unit=money_unit,
        layout=layout,
        front=told.front,
        sheets=sheets,
        narrative=told.narrative,
        gold=(*labels, *told.gold),
        sheets_first=sheets_first,
    )

"""Held-out layouts and wordings of the press: no rule of the reader was written with them in sight.

They measure how the reader does on templates it has not seen; use them for nothing else. They are named and printed
like the press's own reports, and never drawn by `evals.press.make.report`.
"""

from dataclasses import replace
from random import Random
from typing import Literal

from evals.press.accounts import Accounts
from evals.press.faults import plant
from evals.press.heldout.narrative import tell
from evals.press.heldout.page import Page, nothing
from evals.press.heldout.provinces import NAMES, PROVINCES
from evals.press.model import Report
from evals.press.printing import Money
from evals.press.series import accounts

__all__ = ["NAMES", "printed", "report"]


def report(
    seed: int,
    layout: str | None = None,
    *,
    rows: int | None = None,
    money_unit: Literal["元", "万元"] | None = None,
    faults: tuple[str, ...] = (),
) -> Report:
    """Return the report of one fictional unit in a held-out layout (none named: drawn from the seed).

    `rows` is the length of the functional tree (5 to 500; none: drawn), `money_unit` the unit of all amounts (none: the
    layout's own, which may be one for the forms and another for the explanation). Raises ValueError for an unknown
    layout or fault, or fewer than 5 rows.
    """
    name = layout if layout is not None else Random(f"held-out report {seed}").choice(NAMES)
    made = printed(accounts(seed, rows=rows), seed, name, money_unit=money_unit)
    for kind in faults:
        made = plant(made, kind, seed)
    return made


def printed(
    books: Accounts,
    seed: int,
    layout: str,
    *,
    money_unit: Literal["元", "万元"] | None = None,
    name: str | None = None,
) -> Report:
    """Return the report that prints `books`, a unit's or a department's, in a held-out layout.

    `name` is the file stem, to be given where one seed and layout print several books. Raises ValueError for an unknown
    layout and for books without a year before.
    """
    if layout not in PROVINCES:
        raise ValueError(f"no held-out layout {layout!r}; there are {', '.join(NAMES)}")
    province = PROVINCES[layout]
    if money_unit is not None:
        province = replace(province, money_unit=money_unit, told_unit=money_unit)
    money = Money(province.money_unit, province.zero, province.thousands)
    sheets = tuple(
        form(Page(books, province, money, place, nothing(books, place, province.meetings)))
        for place, form in province.forms.items()
    )
    told = tell(books, province, sheets, seed)
    return Report(
        seed=seed,
        name=name if name is not None else f"heldout-{layout}-{seed:05d}",
        unit_name=books.unit_name,
        fiscal_year=books.year,
        level="部门" if books.units else ("本级" if books.unit_name.endswith("（本级）") else "单位"),
        money_unit=province.money_unit,
        layout=layout,
        front=told.front,
        sheets=sheets,
        narrative=told.narrative,
        gold=(*(label for sheet in sheets for label in sheet.gold), *told.gold),
        sheets_first=province.sheets_first,
    )

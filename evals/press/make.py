"""The front door: a whole fictional report from a seed."""

from dataclasses import replace
from random import Random
from typing import Literal

from evals.press.accounts import Accounts
from evals.press.faults import plant
from evals.press.layouts import NAMES
from evals.press.layouts import layout as layout_named
from evals.press.model import Report
from evals.press.narrative import tell
from evals.press.printing import Money
from evals.press.series import accounts
from evals.press.sheets import sheets


def report(
    seed: int,
    layout: str | None = None,
    *,
    rows: int | None = None,
    money_unit: Literal["元", "万元"] | None = None,
    faults: tuple[str, ...] = (),
) -> Report:
    """Return the report of one fictional unit.

    `layout` is a name of `layouts.NAMES` (none: drawn from the seed), `rows` the length of the functional tree
    (5 to 500; none: drawn), `money_unit` the unit of all amounts (none: the layout's own). Raises ValueError for an
    unknown layout or fault, or fewer than 5 rows.
    """
    name = layout if layout is not None else Random(f"report {seed}").choice(NAMES)
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
    """Return the report that prints `books`, a unit's or a department's, in a layout.

    `seed` words the explanation; `name` is the file stem, to be given where one seed and layout print several books.
    Raises ValueError for an unknown layout and for books without a year before.
    """
    chosen = layout_named(layout, seed)
    if money_unit is not None:
        chosen = replace(chosen, money_unit=money_unit)
    money = Money(chosen.money_unit, chosen.zero, chosen.thousands)
    forms = sheets(books, chosen, money)
    told = tell(books, chosen, money, forms, seed)
    return Report(
        seed=seed,
        name=name if name is not None else f"{layout}-{seed:05d}",
        unit_name=books.unit_name,
        fiscal_year=books.year,
        level="部门" if books.units else ("本级" if books.unit_name.endswith("（本级）") else "单位"),
        money_unit=chosen.money_unit,
        layout=layout,
        front=told.front,
        sheets=forms,
        narrative=told.narrative,
        gold=(*(label for form in forms for label in form.gold), *told.gold),
        sheets_first=chosen.sheets_first,
    )

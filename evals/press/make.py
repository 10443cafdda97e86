"""The front door: a whole fictional report from a seed."""

from dataclasses import replace

from evals.press.accounts import Accounts
from evals.press.binding import MoneyUnit, Press, bound
from evals.press.layouts import NAMES
from evals.press.layouts import layout as layout_named
from evals.press.model import Report
from evals.press.narrative import tell
from evals.press.printing import Money
from evals.press.sheets import sheets


def printed(
    books: Accounts,
    seed: int,
    layout: str,
    *,
    money_unit: MoneyUnit | None = None,
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
    return bound(
        books,
        seed,
        layout,
        forms,
        told,
        name=name if name is not None else f"{layout}-{seed:05d}",
        money_unit=chosen.money_unit,
        sheets_first=chosen.sheets_first,
    )


report = Press(NAMES, "report", printed).report

"""Held-out layouts and wordings of the press: no rule of the reader was written with them in sight.

They measure how the reader does on templates it has not seen; use them for nothing else. They are named and printed
like the press's own reports, and never drawn by `evals.press.make.report`.
"""

from dataclasses import replace

from evals.press.accounts import Accounts
from evals.press.binding import MoneyUnit, Press, bound
from evals.press.heldout.narrative import tell
from evals.press.heldout.page import Page, nothing
from evals.press.heldout.provinces import NAMES, PROVINCES
from evals.press.model import Report
from evals.press.printing import Money

__all__ = ["NAMES", "printed", "report"]


def printed(
    books: Accounts,
    seed: int,
    layout: str,
    *,
    money_unit: MoneyUnit | None = None,
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
    return bound(
        books,
        seed,
        layout,
        sheets,
        told,
        name=name if name is not None else f"heldout-{layout}-{seed:05d}",
        money_unit=province.money_unit,
        sheets_first=province.sheets_first,
    )


report = Press(NAMES, "held-out report", printed).report

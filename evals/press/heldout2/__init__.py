"""A second round of held-out layouts of the press, which no rule of the reader was written with in sight.

They measure how the reader does on templates it has not seen; use them for nothing else. They are named and printed
like the press's own reports, and never drawn by `evals.press.make.report`.
"""

from dataclasses import replace

from evals.press import narrative
from evals.press.accounts import Accounts
from evals.press.binding import MoneyUnit, Press, bound
from evals.press.heldout.narrative import tell
from evals.press.heldout.page import Province
from evals.press.heldout2.page import Leaf, Template
from evals.press.heldout2.templates import NAMES, TEMPLATES
from evals.press.layouts import Layout
from evals.press.model import Report, Sheet
from evals.press.narrative import Told
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
    if layout not in TEMPLATES:
        raise ValueError(f"no held-out layout {layout!r}; there are {', '.join(NAMES)}")
    template = TEMPLATES[layout]
    if money_unit is not None:
        template = replace(template, money_unit=money_unit)
    money = Money(template.money_unit, template.zero, template.thousands)
    sheets = tuple(form(Leaf(books, template, money, place)) for place, form in template.forms.items())
    told = _told(books, template, sheets, seed)
    # What a form prints of a section's figures is left unscored only where the section does not tell them itself.
    known = {(label.place, label.row, label.column) for label in told.gold}
    shown = (label for sheet in sheets for label in sheet.gold if (label.place, label.row, label.column) not in known)
    return bound(
        books,
        seed,
        layout,
        sheets,
        told,
        name=name if name is not None else f"heldout2-{layout}-{seed:05d}",
        money_unit=template.money_unit,
        sheets_first=template.sheets_first,
        shown=shown,
    )


report = Press(NAMES, "second held-out report", printed).report


def _told(books: Accounts, template: Template, sheets: tuple[Sheet, ...], seed: int) -> Told:
    """Explain the accounts in held-out wordings under the template's outline, or in the press's own."""
    unit = template.money_unit
    if template.outline is None:
        layout = Layout(template.name, unit, meetings=template.meetings, sheets_first=template.sheets_first)
        return narrative.tell(books, layout, Money(unit), sheets, seed)
    province = Province(
        template.name,
        unit,
        unit,
        forms={},
        titles={},
        outline=template.outline,
        marks="",
        meetings=template.meetings,
        sheets_first=template.sheets_first,
    )
    return tell(books, province, sheets, seed)

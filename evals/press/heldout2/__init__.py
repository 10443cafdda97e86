"""A second round of held-out layouts of the press, which no rule of the reader was written with in sight.

They measure how the reader does on templates it has not seen; use them for nothing else. They are named and printed
like the press's own reports, and never drawn by `evals.press.make.report`.
"""

from dataclasses import replace
from random import Random
from typing import Literal

from evals.press import narrative
from evals.press.accounts import Accounts
from evals.press.faults import plant
from evals.press.heldout.narrative import tell
from evals.press.heldout.page import Province
from evals.press.heldout2.page import Leaf, Template
from evals.press.heldout2.templates import NAMES, TEMPLATES
from evals.press.layouts import Layout
from evals.press.model import Report, Sheet
from evals.press.narrative import Told
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
    layout's own). Raises ValueError for an unknown layout or fault, or fewer than 5 rows.
    """
    name = layout if layout is not None else Random(f"second held-out report {seed}").choice(NAMES)
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
    return Report(
        seed=seed,
        name=name if name is not None else f"heldout2-{layout}-{seed:05d}",
        unit_name=books.unit_name,
        fiscal_year=books.year,
        level="部门" if books.units else ("本级" if books.unit_name.endswith("（本级）") else "单位"),
        money_unit=template.money_unit,
        layout=layout,
        front=told.front,
        sheets=sheets,
        narrative=told.narrative,
        gold=(*shown, *told.gold),
        sheets_first=template.sheets_first,
    )


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

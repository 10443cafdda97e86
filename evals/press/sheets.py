"""Print accounts as the statutory forms of a layout."""

from collections.abc import Callable

from evals.press import forms_balance, forms_economic, forms_functional, forms_official
from evals.press.accounts import Accounts
from evals.press.forms_assets import assets
from evals.press.frame import Form
from evals.press.layouts import Layout, Place
from evals.press.line import Line
from evals.press.model import Sheet
from evals.press.printing import Money

_FORMS: dict[Place, Callable[[Form], Sheet]] = {
    "T1": forms_balance.balance,
    "T2": forms_functional.income,
    "T3": forms_functional.spending,
    "T4": forms_balance.fiscal,
    "T5": forms_functional.general,
    "T6": forms_economic.basic,
    "T7": forms_official.official,
    "T8": forms_functional.fund,
    "T9": forms_functional.capital,
    "T10": assets,
}


def sheets(books: Accounts, layout: Layout, money: Money) -> tuple[Sheet, ...]:
    """Return the layout's forms in its order, each with its gold."""
    return tuple(
        _FORMS[place](Form(books, layout, money, place, _empty(books, layout, place))) for place, _ in layout.numbers
    )


def _empty(books: Accounts, layout: Layout, place: Place) -> bool:
    """Whether a form has no amount to print."""
    total = books.line()
    if place == "T7":
        spent = books.official
        extra = (spent.meeting, spent.training) if layout.meetings else ()
        return not any(item.budget or item.final for item in (spent.total, spent.vehicle, *extra))
    if place == "T8":
        return not _any(total, "fund_opening", "fund_income", "fund_basic", "fund_project")
    if place == "T9":
        more = ("capital_opening", "capital_income") if layout.capital_full else ()
        return not _any(total, "capital_basic", "capital_project", *more)
    return False


def _any(line: Line, *names: str) -> bool:
    return any(getattr(line, name) for name in names)

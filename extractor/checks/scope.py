"""Whether S5 speaks of the general budget, as its title says, or of all fiscal money, as some reports do."""

import re
from collections.abc import Iterator

from extractor.checks.book import Book, Key
from extractor.checks.outcome import balance
from extractor.checks.rows import ALL, GENERAL, GENERAL_SPENDING, WHOLE, class_names, codes, under
from extractor.checks.wording import clause_before
from schemas.subjects import function_by_code

_WHOLES = (Key("T4", "本年支出合计", ALL), Key("S4", "财政拨款支出", "决算数"))
_GENERALS = (
    Key("T5", ALL, WHOLE["T5"]),
    Key("T4", "本年支出合计", GENERAL),
    Key("S4", GENERAL_SPENDING, "决算数"),
    Key("S5", GENERAL_SPENDING, "决算数"),
)
_GENERAL_SPENDING = re.compile(
    r"一般公共预算(?:财政拨款)?(?:本年|当年)?支出(?:决算)?(?:总计|合计|总额|数)?(?:为|共计|共|计|是)?$"
)
"""Right before a figure: a heading that speaks of the general budget may stand above any sentence."""
_FUND_FORMS = ("T8", "T9")


def all_fiscal(book: Book) -> Key | None:
    """Return the spending of all fiscal money; None where it is not known, or no more than the general budget's."""
    whole = next((key for key in _WHOLES if key in book), None)
    general = next((key for key in _GENERALS if key in book), None)
    if whole is None or general is None:
        return None
    return whole if book.value(whole) - book.value(general) > book.slack((whole, general)) else None


def is_of_all(book: Book, key: Key) -> bool:
    """Return whether a total of S5 is that of all fiscal money."""
    whole = all_fiscal(book)
    is_total = key.place == "S5" and key.row.partition("#")[0] == GENERAL_SPENDING and key.column == "决算数"
    return is_total and whole is not None and key in book and balance(book, "D9", key, [whole]).verdict != "fail"


def whole_of_s5(book: Book) -> Key | None:
    """Return the spending of all fiscal money where a total of S5, or its 类 together, are that; else None."""
    whole = all_fiscal(book)
    if whole is None:
        return None
    classes = [Key("S5", row, "决算数") for row in book.rows("S5", "决算数") if row in class_names()]
    listed = len(classes) > 1 and balance(book, "D9", whole, classes).verdict != "fail"
    totals = (Key("S5", row, "决算数") for row in book.rows("S5", "决算数"))
    return whole if listed or any(is_of_all(book, key) for key in totals) else None


def names_general(book: Book, key: Key) -> bool:
    """Return whether the clause of a figure calls it the general budget's."""
    return bool(_GENERAL_SPENDING.search(clause_before(book, key)))


def with_funds(book: Book, told: Key, form: Key) -> Iterator[list[Key]]:
    """Yield the figures that make up a figure of S5 if it is of all fiscal money; `form`: its like in T5."""
    whole = whole_of_s5(book)
    if whole is None or told.place != "S5" or form.place != "T5":
        return
    if form.row != ALL:
        subject = function_by_code(form.row) if len(form.row) == 3 else None
        if subject and Key("T4", subject.name, ALL) in book:
            yield [Key("T4", subject.name, ALL)]
        printed = under(codes(book, "T5"), form.row) or [form.row]
        funds = [
            Key(place, code, WHOLE[place]) for place in _FUND_FORMS for code in under(codes(book, place), form.row)
        ]
        yield [*(Key("T5", code, form.column) for code in printed), *funds]
    elif form.column == WHOLE["T5"]:
        yield [whole]
    else:
        yield [form, *(Key(place, ALL, form.column) for place in _FUND_FORMS)]

"""D8: budgets that completion rates imply add up."""

from collections.abc import Iterator
from decimal import Decimal

from extractor.checks.book import Book, Key
from extractor.checks.lists import leaves
from extractor.checks.outcome import Outcome, missing
from extractor.checks.ratio import Interval, last_place, percent, rounded_like, span

Tries = Iterator[Outcome]


_CUT = Decimal(1)
"""Share of a rate's last place by which it may be off where its further digits were cut off."""


def budget_of(book: Book, place: str, row: str, off: Decimal = Decimal("0.5")) -> Interval | None:
    """Return what a row's budget may be: as printed, else as its completion rate implies, `off` last places wrong."""
    stated = Key(place, row, "年初预算")
    if stated in book:
        return span(book, stated)
    rate, final = Key(place, row, "完成率"), Key(place, row, "决算数")
    if not book.has(rate, final) or not book.value(rate):
        return None
    printed, ulp = book.value(rate), last_place(book.figures[rate].printed)
    return percent(span(book, final), Interval(printed - ulp * off, printed + ulp * off))


def d8(book: Book) -> Tries:
    """Budget of the total = 基本 + 项目 = Σ items, where at least one of them is implied by a rate."""
    found = []
    for place in ("S4", "S5"):
        for whole in ("财政拨款支出", "一般公共预算财政拨款支出"):
            found += _halves(book, place, whole)
    yield from found or [missing("D8", "完成率推得的预算数")]


def _fits_if_cut(book: Book, place: str, whole: str, rows: tuple[str, ...]) -> bool:
    """Whether the budgets add up once each rate may be a whole last place off."""
    total, *parts = (budget_of(book, place, row, _CUT) for row in (whole, *rows))
    known = [part for part in parts if part is not None]
    return total is not None and len(known) == len(rows) == 2 and total.meets(known[0] + known[1])


def _halves(book: Book, place: str, whole: str) -> list[Outcome]:
    total = budget_of(book, place, whole)
    parts = {row: budget_of(book, place, row) for row in ("基本支出", "项目支出")}
    if total is None or any(part is None for part in parts.values()):
        return []
    basic, project = (part for part in parts.values() if part is not None)
    rates = tuple(
        key
        for row in (whole, *parts)
        if (key := Key(place, row, "完成率")) in book and Key(place, row, "年初预算") not in book
    )
    if not rates:
        return []
    if total.meets(basic + project):
        return [Outcome("D8", "pass", rates, rate=True)]
    if _fits_if_cut(book, place, whole, tuple(parts)):
        return [Outcome("D8", "rounding", rates, blame=rates[0], cause="truncated", rate=True)]
    wanted = {
        Key(place, "项目支出", "完成率"): total - basic,
        Key(place, "基本支出", "完成率"): total - project,
        Key(place, whole, "完成率"): basic + project,
    }
    known = [budget for row in leaves(book, "S5") if (budget := budget_of(book, "S5", row)) is not None]
    open_to = [key for key in wanted if key in rates]
    blamed = next((key for key in open_to if any(wanted[key].meets(budget) for budget in known)), open_to[0])
    true = percent(span(book, blamed.at("决算数")), wanted[blamed])
    expected = None if true is None else rounded_like(true.middle, book.figures[blamed])
    note = "由完成率推得的预算数，基本支出与项目支出之和不等于总数"
    return [
        Outcome(
            "D8", "fail", (blamed, *rates), blame=blamed, expected=expected, cause="wrong_base", note=note, rate=True
        )
    ]

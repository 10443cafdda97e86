"""Keep a fictional unit's books: a first year, and year after year from the one before, from a seed alone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from evals.press.accounts import Accounts
from evals.press.chance import around, cut, money, spread
from evals.press.line import ZERO, Line
from evals.press.offices import Office, holdings
from evals.press.subjects import CAPITAL_SUBJECTS, FUND_SUBJECTS, basic_subject, choose_subjects, rows_of

_PERSONNEL = (
    "30101 30102 30103 30107 30108 30109 30110 30111 30112 30113 30114 30199 30301 30302 30304 30305 30309 30399"
)
_PUBLIC = (
    "30201 30202 30203 30204 30205 30206 30207 30208 30209 30211 30212 30213 30214 30215 30216 30217 30218 30226 30227"
    " 30228 30229 30231 30239 30240 30299 31002 31007 31022 31299 39999"
)
_RARE = "30111 30114 30301 30304 30309 30208 30212 30218 30240 31007 31022 31299 39999"
_ALWAYS = "30101 30102 30201"
_SOURCES = ("superior", "service", "trading", "affiliated", "other")


@dataclass(frozen=True)
class Habits:
    """What kind of books a unit keeps from year to year."""

    codes: tuple[str, ...]
    scale: Decimal
    carries: bool
    """Whether appropriations are carried over from year to year."""
    sources: tuple[str, ...]
    """Of income that is no appropriation; empty: none."""


def habits(rng: Random, office: Office, rows: int | None) -> Habits:
    """Draw what a unit's books are like; `rows` is the length of its functional tree (at least 5)."""
    count = rows or rng.randint(9, 34)
    extra: tuple[str, ...] = ()
    if rng.random() < 0.35:
        extra += tuple(rng.sample(FUND_SUBJECTS, rng.randint(1, 2)))
    if rng.random() < 0.2:
        extra += (rng.choice(CAPITAL_SUBJECTS),)
    if rows_of(set(extra)) + 6 > count:
        extra = ()
    sources = tuple(source for source in _SOURCES if rng.random() < 0.4) if rng.random() < 0.55 else ()
    codes = choose_subjects(rng, office.main, count, extra)
    return Habits(codes, money(10 ** rng.uniform(6.4, 8.1)), rng.random() < 0.6, sources)


def first_year(rng: Random, office: Office, kept: Habits, year: int) -> Accounts:
    """Return books whose opening balances are drawn too, with no year before."""
    lines = {code: _line(rng, kept, code, _weight(rng, kept, code)) for code in kept.codes}
    main = next(iter(code for code in kept.codes if code.startswith(office.main)))
    lines[main] = _own_business(rng, kept, lines[main])
    openings = (around(rng, kept.scale / 10), around(rng, kept.scale / 20)) if kept.carries else (ZERO, ZERO)
    opening, own_opening = openings[0], openings[1] if kept.sources else ZERO
    return _close(rng, office, kept, Accounts(office.unit_name, year, lines, {}, opening, own_opening), main)


def next_year(rng: Random, office: Office, kept: Habits, before: Accounts) -> Accounts:
    """Return the books of the year after `before`, opened with its closing balances."""
    lines = {}
    for code, old in before.lines.items():
        amount = cut(rng, max(old.general, Decimal(1000)) * Decimal(str(round(rng.uniform(0.75, 1.4), 3))))
        fresh = _line(rng, kept, code, amount)
        lines[code] = replace(fresh, fund_opening=old.fund_closing, capital_opening=old.capital_closing)
    main = next(iter(code for code in kept.codes if code.startswith(office.main)))
    lines[main] = _own_business(rng, kept, lines[main])
    books = Accounts(office.unit_name, before.year + 1, lines, {}, before.general_closing, before.own_closing)
    return _close(rng, office, kept, replace(books, previous=before), main)


def _weight(rng: Random, kept: Habits, code: str) -> Decimal:
    """What the general budget pays for a 项 in the first year; the office's running costs most."""
    share = 0.04 if basic_subject(code) else 0.12
    if kept.codes[0] == code or code.endswith("01"):
        share *= 3
    return cut(rng, max(kept.scale * Decimal(str(round(rng.uniform(0.2, 1.6) * share, 4))), Decimal(20000)))


def _line(rng: Random, kept: Habits, code: str, amount: Decimal) -> Line:
    """Spend `amount` on a 项 from the budget that pays for it, and appropriate about as much."""
    if code in FUND_SUBJECTS or code in CAPITAL_SUBJECTS:
        income = cut(rng, amount * Decimal("1.1")) if kept.carries and rng.random() < 0.6 else amount
        basic = cut(rng, amount / 5) if rng.random() < 0.15 else ZERO
        if code in FUND_SUBJECTS:
            return Line(fund_income=max(income, amount), fund_basic=basic, fund_project=amount - basic)
        return Line(capital_income=max(income, amount), capital_basic=basic, capital_project=amount - basic)
    project = ZERO if basic_subject(code) else amount
    if project and rng.random() < 0.12:
        project = cut(rng, amount * Decimal("0.7"))
    income = amount
    if kept.carries and rng.random() < 0.4:
        income = cut(rng, amount * Decimal(str(round(rng.uniform(0.85, 1.2), 3))))
    budget = _budget(rng, amount)
    part = ZERO if not amount or not budget else (budget * project / amount).quantize(ZERO)
    adjusted = amount if rng.random() < 0.7 else cut(rng, amount * Decimal("1.08"))
    adjusted = max(adjusted, amount)
    return Line(
        general_income=income,
        general_basic=amount - project,
        general_project=project,
        budget_basic=budget - part,
        budget_project=part,
        adjusted_basic=amount - project,
        adjusted_project=adjusted - (amount - project),
    )


def _budget(rng: Random, final: Decimal) -> Decimal:
    """年初预算: none for one item in seven, all of it for one in six, or near the final amount, in whole hundreds."""
    chance = rng.random()
    if chance < 0.14:
        return ZERO
    if chance < 0.3:
        return final
    near = final * Decimal(str(round(rng.uniform(0.45, 1.3), 3)))
    return max((near / 100).quantize(Decimal(1)) * 100, Decimal(100)) + ZERO


def _own_business(rng: Random, kept: Habits, line: Line) -> Line:
    """Add income and spending that no appropriation pays for, where the unit has any."""
    if not kept.sources:
        return line
    amounts = {source: around(rng, kept.scale / 15) for source in kept.sources}
    education = cut(rng, amounts["service"] / 3) if "service" in amounts and rng.random() < 0.5 else ZERO
    free = sum((amount for source, amount in amounts.items() if source != "trading"), ZERO)
    used = cut(rng, free * Decimal(str(round(rng.uniform(0.5, 1), 3)))) if rng.random() < 0.7 else free
    upward = cut(rng, used / 10) if rng.random() < 0.12 else ZERO
    subsidy = cut(rng, used / 12) if rng.random() < 0.1 else ZERO
    basic = cut(rng, (used - upward - subsidy) * Decimal(str(round(rng.random(), 3))))
    return replace(
        line,
        **amounts,
        education=education,
        own_basic=basic,
        own_project=used - upward - subsidy - basic,
        upward=upward,
        subsidy=subsidy,
        trading_spending=cut(rng, amounts.get("trading", ZERO) * Decimal("0.9")),
    )


def _close(rng: Random, office: Office, kept: Habits, books: Accounts, main: str) -> Accounts:
    """Appropriate what is missing, spend or distribute a surplus now and then, and fill in what follows."""
    lines = dict(books.lines)
    missing = -min(books.general_closing, ZERO)
    if not kept.carries:  # what was opened is spent, what is left is handed back: income equals spending
        missing = -books.general_closing
    lines[main] = replace(lines[main], general_income=lines[main].general_income + missing)
    used = around(rng, kept.scale / 40) if kept.sources and rng.random() < 0.2 else ZERO
    lines[main] = replace(lines[main], own_project=lines[main].own_project + used)
    books = replace(books, lines=lines, surplus_used=used)
    if kept.sources and books.own_closing > 0 and rng.random() < 0.2:
        books = replace(books, distribution=cut(rng, books.own_closing / 2))
    books = replace(books, economic=_economic(rng, books.line().general_basic))
    return replace(books, **holdings(rng, office, books))


def _economic(rng: Random, basic: Decimal) -> Mapping[str, Decimal]:
    """Split 基本支出 over economic subjects, 人员 first."""
    personnel = cut(rng, basic * Decimal(str(round(rng.uniform(0.72, 0.93), 3))))
    amounts: dict[str, Decimal] = {}
    for codes, total in ((_PERSONNEL, personnel), (_PUBLIC, basic - personnel)):
        chosen = [code for code in codes.split() if code in _ALWAYS or rng.random() < (0.12 if code in _RARE else 0.8)]
        amounts |= spread(rng, total, chosen)
    return dict(sorted((code, amount) for code, amount in amounts.items() if amount))

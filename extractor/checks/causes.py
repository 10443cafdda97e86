"""Why a printed percentage is wrong: the slips departments make, tried one after another."""

from decimal import Decimal

from extractor.checks.book import ZERO, Figure
from extractor.checks.ratio import HUNDRED, Fit, Interval, fits, percent

GOOD: frozenset[Fit] = frozenset({"exact", "rounded", "truncated"})


def agrees(figure: Figure, true: Interval | None, value: Decimal | None = None) -> bool:
    """Return whether a percentage is printed as it should be, cut-off digits apart."""
    return fits(figure, true, value) in GOOD


def change_cause(rate: Figure, change: Interval, final: Interval, value: Decimal) -> str:
    """Name the slip behind a rate of change: `change` over the base `final − change` is what it should be."""
    size = change.magnitude()
    flipped = final + size if change.middle > 0 else final - size
    if agrees(rate, percent(size, final), value):
        return "delta_over_current_year"
    if size.middle and agrees(rate, percent(size, flipped), value):
        return "direction_word"
    if agrees(rate, percent(size - final, final), value):
        return "wrong_base"
    if agrees(rate, _plus_hundred(percent(size, final - change)), value):
        return "wrong_base"
    return _misprint(rate, percent(change, final - change))


def completion_cause(rate: Figure, final: Interval, budget: Interval, value: Decimal) -> str:
    """Name the slip behind a completion rate: `final / budget` is what it should be."""
    if agrees(rate, percent(final - budget, budget), value):
        return "growth_printed_as_completion"
    if agrees(rate, percent(budget, final), value):
        return "wrong_base"
    return _misprint(rate, percent(final, budget))


def _plus_hundred(rate: Interval | None) -> Interval | None:
    return None if rate is None else rate.magnitude() + Interval(HUNDRED, HUNDRED)


def _misprint(rate: Figure, true: Interval | None) -> str:
    """Return digits_swapped where the printed digits are the right ones in another order."""
    if true is None or rate.decimals > 4:
        return "other"
    right = abs(true.middle).quantize(Decimal(1).scaleb(-rate.decimals))
    printed = rate.printed.lstrip("+-").replace(",", "")
    same = sorted(str(right)) == sorted(printed) and str(right) != printed
    return "digits_swapped" if same and right != ZERO else "other"

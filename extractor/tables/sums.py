"""The sums inside a form, as printed: does a row add up, does a column, and by how much not.

Figures are rounded each on its own, so a sum of n figures may be off by (n + 1) / 2 of the last printed place
(domain page, section 2).
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from extractor.tables.heads import total_and_parts

UNIT = Decimal("0.01")
_HALF, _NOTHING = UNIT / 2, Decimal(0)
TOTAL = "合计"

Values = Mapping[str, Mapping[str, Decimal]]
"""row -> column -> number as printed."""


def holds(total: Decimal, parts: Iterable[Decimal]) -> bool:
    """Whether a total is the sum of its parts within what rounding allows."""
    terms = [part for part in parts if part]
    return abs(total - sum(terms, _NOTHING)) <= (len(terms) + 1) * _HALF


def row_adds_up(place: str, values: Mapping[str, Decimal]) -> bool | None:
    """Whether a row's total is the sum of its parts; None where it has no total, or the form has none."""
    total, parts = total_and_parts(place)
    if not total or total not in values:
        return None
    return holds(values[total], [values.get(part, _NOTHING) for part in parts])


def tops(rows: Iterable[str]) -> list[str]:
    """Return the codes that no shorter printed code holds."""
    codes = [row for row in rows if row.isdigit()]
    held = set(codes)
    return [c for c in codes if not ((len(c) > 3 and c[:3] in held) or (len(c) > 5 and c[:5] in held))]


def gap(values: Values, column: str, *, total: str = TOTAL) -> Decimal | None:
    """Return Σ of the top rows less the total row, in one column; None without a total row."""
    if total not in values:
        return None
    rows = [row for row in values if row != total and not row.isdigit()] + tops(values)
    return sum([values[row].get(column, _NOTHING) for row in rows], _NOTHING) - values[total].get(column, _NOTHING)


def open_columns(values: Values, columns: Iterable[str]) -> dict[str, Decimal]:
    """Return the gaps of those columns whose gap is more than rounding makes."""
    if TOTAL not in values:
        return {}
    top = tops(values)
    summed = [values[row] for row in [*(row for row in values if row != TOTAL and not row.isdigit()), *top]]
    most = [values[row] for row in top]
    found: dict[str, Decimal] = {}
    for column in columns:
        off = sum([row.get(column, _NOTHING) for row in summed], _NOTHING) - values[TOTAL].get(column, _NOTHING)
        if off and abs(off) > (sum(1 for row in most if row.get(column)) + 1) * _HALF:
            found[column] = off
    return found


def slack(values: Values, column: str) -> Decimal:
    """Return how far a column's gap may be from zero by rounding alone."""
    terms = sum(1 for row in tops(values) if values[row].get(column))
    return (terms + 1) * _HALF

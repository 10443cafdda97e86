"""Plant a named fault in a report: what it prints afterwards, its gold then, and the identities that break."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from evals.press import faults_tables, faults_text
from evals.press.edits import Damage
from evals.press.model import Report
from evals.press.oracle import newly_broken

_TABLES: dict[str, Callable[[Report, Random], Damage | None]] = {
    "digit": faults_tables.digit,
    "digit_lost": faults_tables.digit_lost,
    "digit_doubled": faults_tables.digit_doubled,
    "shifted_cell": faults_tables.shifted_cell,
    "unit": faults_tables.unit,
    "wrong_sum": faults_tables.wrong_sum,
    "missing_table": faults_tables.missing_table,
    "wrong_name": faults_tables.wrong_name,
    "swapped_rows": faults_tables.swapped_rows,
}
_TEXT: dict[str, Callable[[Report, Random], Damage | None]] = {
    "digit": faults_text.digit,
    "digit_lost": faults_text.digit_lost,
    "digit_doubled": faults_text.digit_doubled,
    "unit": faults_text.unit,
    "wrong_rate": faults_text.wrong_rate,
    "direction_word": faults_text.direction_word,
}
KINDS = tuple(dict.fromkeys([*_TABLES, *_TEXT]))
"""Names that `plant` knows."""


def plant(report: Report, kind: str, seed: int, *, where: str | None = None) -> Report:
    """Return the report with one more fault; `where` is "tables" or "text" (none: drawn from the seed).

    Raises ValueError for an unknown kind, and where the report has no place for it (no rate in the text, say).
    """
    rng = Random(f"fault {kind} {seed} {report.name} {len(report.planted)}")
    shops = [
        shop[kind] for name, shop in (("tables", _TABLES), ("text", _TEXT)) if kind in shop and where in (None, name)
    ]
    if not shops:
        raise ValueError(f"no fault {kind!r} in {where or 'a report'}; there are {', '.join(KINDS)}")
    rng.shuffle(shops)
    damage = next((found for shop in shops if (found := shop(report, rng)) is not None), None)
    if damage is None:
        raise ValueError(f"{report.name} has no place for {kind}")
    checks = newly_broken(report, damage.report)
    planted = replace(damage.planted, kind=kind, checks=checks)
    return replace(damage.report, planted=(*report.planted, planted))

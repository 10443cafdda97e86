"""Single units, several years, and departments of several units."""

from dataclasses import replace
from random import Random

from evals.press.accounts import Accounts
from evals.press.bookkeeping import first_year, habits, next_year
from evals.press.holdings import Assets, Official, People, Procurement
from evals.press.line import ZERO, Line
from evals.press.offices import Office, draw_office, subordinates


def series(seed: int, years: int, *, rows: int | None = None) -> tuple[Accounts, ...]:
    """Return `years` years of one unit: 年初 is the last year's 年末, and `previous` the whole year before.

    `rows` is the length of the functional tree, 5 to 500. Raises ValueError where rows is below 5 or years below 1.
    """
    rng = Random(f"office {seed}")
    return _years(Random(f"accounts {seed}"), draw_office(rng), years, rng.randint(2019, 2024), rows)


def _years(rng: Random, office: Office, years: int, last: int, rows: int | None) -> tuple[Accounts, ...]:
    if years < 1 or (rows is not None and rows < 5):
        raise ValueError(f"{years} years of {rows} rows")
    kept = habits(rng, office, rows)
    found = [first_year(rng, office, kept, last - years + 1)]
    while len(found) < years:
        found.append(next_year(rng, office, kept, found[-1]))
    return tuple(found)


def accounts(seed: int, *, rows: int | None = None) -> Accounts:
    """Return one unit's year, with the year before it in `previous`."""
    return series(seed, 2, rows=rows)[-1]


def units(seed: int, count: int, *, years: int = 2, rows: int | None = None) -> tuple[Accounts, ...]:
    """Return the last year of an office (named 本级) and of `count` - 1 units under it (at most 8 units in all)."""
    rng = Random(f"office {seed}")
    head = draw_office(rng)
    last = rng.randint(2019, 2024)
    members = (replace(head, unit_name=head.unit_name + "（本级）"), *subordinates(rng, head, count - 1))
    return tuple(
        _years(Random(f"accounts {seed} {number}"), office, years, last, rows)[-1]
        for number, office in enumerate(members)
    )


def department_of(units: tuple[Accounts, ...]) -> Accounts:
    """Return the department whose accounts are its units' added up, the year before too.

    Raises ValueError where the units' years differ or there are none.
    """
    if len({unit.year for unit in units}) != 1:
        raise ValueError("the units' years differ")
    lines: dict[str, Line] = {}
    for unit in units:
        for code, line in unit.lines.items():
            lines[code] = lines.get(code, Line()) + line
    codes = sorted({code for unit in units for code in unit.economic})
    before = [unit.previous for unit in units if unit.previous is not None]
    return Accounts(
        units[0].unit_name.removesuffix("（本级）"),
        units[0].year,
        dict(sorted(lines.items())),
        {code: sum((unit.economic.get(code, ZERO) for unit in units), ZERO) for code in codes},
        sum((unit.general_opening for unit in units), ZERO),
        sum((unit.own_opening for unit in units), ZERO),
        sum((unit.surplus_used for unit in units), ZERO),
        sum((unit.distribution for unit in units), ZERO),
        sum((unit.official for unit in units), Official()),
        sum((unit.people for unit in units), People()),
        sum((unit.procurement for unit in units), Procurement()),
        sum((unit.assets for unit in units), Assets()),
        tuple(project for unit in units for project in unit.projects),
        sum((unit.operating for unit in units), ZERO),
        units[0].score,
        tuple(unit.unit_name for unit in units),
        department_of(tuple(before)) if len(before) == len(units) else None,
    )

"""Which identities of the domain page a report breaks, from what it prints alone and independent of any checker.

Errors only: a difference that rounding, truncating or plugging a percentage explains breaks nothing.
"""

from collections.abc import Iterator

from evals.press.model import Report, Sheet
from evals.press.oracle_facts import Facts, Instance
from evals.press.oracle_tables import table_instances
from evals.press.oracle_text import text_instances
from schemas.vocabulary import functional_subjects


def instances(report: Report) -> Iterator[Instance]:
    """Yield every identity at every place of a report, held or broken."""
    facts = Facts(report)
    yield from table_instances(facts)
    yield from text_instances(facts)
    for sheet in report.sheets:
        if sheet.place in ("T2", "T3", "T5", "T8", "T9"):
            yield from _names(sheet)


def broken(report: Report) -> list[Instance]:
    """Return the identities that do not hold."""
    return [found for found in instances(report) if not found.holds]


def newly_broken(before: Report, after: Report) -> tuple[str, ...]:
    """Return the identities that hold in `before` and not in `after`, in order, each once."""
    known = {(found.check, found.keys) for found in broken(before)}
    fresh = {found.check for found in broken(after) if (found.check, found.keys) not in known}
    return tuple(sorted(fresh, key=lambda check: (check[0], int(check[1:]))))


def _names(sheet: Sheet) -> Iterator[Instance]:
    """B11: the name beside a code is the dictionary's."""
    shipped = {subject.code: {subject.name, *subject.old_names} for subject in functional_subjects()}
    for code, name in printed_names(sheet):
        if code in shipped:
            yield Instance("B11", ((sheet.place, code, "科目名称"),), name in shipped[code])


def printed_names(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Yield (joined code, name without indent) of the body rows of a form by function."""
    for row in range(*sheet.body_rows):
        labels = [cell.text for cell in sheet.cells if cell.row == row and cell.kind == "label"]
        code, name = "".join(labels[:-1]), labels[-1].strip() if labels else ""
        if code.isdigit():
            yield code, name

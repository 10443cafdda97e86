"""Items with labels, for the tests of fitting and of thresholds."""

from evals.confidence.labelled import Item
from extractor.confidence.absences import Absence


def item(key="S2/本年收入/决算数", *, document="d", group="g", source="press", right=True, band="AUTO", **row) -> Item:
    return Item(document, group, source, key, {name: float(value) for name, value in row.items()}, right, band)


def many(count: int, **given) -> list[Item]:
    """Items in ten documents of five groups."""
    return [item(document=f"d{at % 10}", group=f"g{at % 5}", **given) for at in range(count)]


def absence(kind="number", *, place="S2", printed="3.25", start=10, end=14) -> Absence:
    return Absence(kind, printed, place, "report.txt", start, end, printed)

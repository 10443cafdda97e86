"""A line of a panel, the lines of the findings (what, why, where a click leads), and the marks on facts they blame."""

from dataclasses import dataclass

from extractor.show.quotes import chosen
from extractor.show.spots import Spots
from extractor.show.words import CAUSES, SEVERITIES, SEVERITY_SHAPES, VERDICTS, place_title
from schemas.fact import Fact
from schemas.record import Finding, Record


@dataclass(frozen=True)
class Item:
    """A line of a panel."""

    title: str
    text: str
    sign: str = ""
    css: str = ""
    spot: int | None = None
    fact: int | None = None
    lit: str = ""
    """Spots that are lit beside `spot`, separated by spaces."""
    anchor: int | None = None
    """Index of the finding in the record, which marks on facts lead to."""


@dataclass(frozen=True)
class Mark:
    """What stands at a fact that a finding blames, and leads to the finding."""

    anchor: int
    """Index of the finding in the record."""
    css: str
    shape: str
    checks: str
    said: str
    """For a tooltip and a screen reader."""


def findings_of(record: Record, spots: Spots) -> tuple[Item, ...]:
    """Return the findings, gravest first."""
    index = {fact.id: i for i, fact in reversed(list(enumerate(record.facts)))}
    order = list(SEVERITIES)
    places = zip(range(len(record.findings)), spots.findings, strict=True)
    ranked = sorted(places, key=lambda pair: order.index(record.findings[pair[0]].severity))
    return tuple(_item(anchor, here, record, index) for anchor, here in ranked)


def marks_by_fact(record: Record) -> dict[str, tuple[Mark, ...]]:
    """Return what marks each fact that is to blame, or prints the same wrong figure, by its id; gravest first."""
    marks: dict[str, list[Mark]] = {}
    order = list(SEVERITIES)
    for anchor, finding in sorted(enumerate(record.findings), key=lambda pair: order.index(pair[1].severity)):
        checks = "、".join(finding.checks)
        said = f"{_sign(finding)} {checks} {finding.message}"
        mark = Mark(anchor, finding.severity, SEVERITY_SHAPES[finding.severity], checks, said)
        for key in dict.fromkeys((_blamed(finding), *finding.repeats)):
            marks.setdefault(key, []).append(mark)
    return {key: tuple(found) for key, found in marks.items()}


def _item(anchor: int, spots: tuple[int, ...], record: Record, index: dict[str, int]) -> Item:
    finding = record.findings[anchor]
    fact = next((index[key] for key in finding.facts if key in index), None)
    return Item(
        title=f"{VERDICTS[finding.verdict]}：{finding.message}",
        text=_details(finding, None if fact is None else record.facts[fact]),
        sign=_sign(finding),
        css=finding.severity,
        spot=spots[0] if spots else None,
        fact=fact,
        lit=" ".join(map(str, spots[1:])),
        anchor=anchor,
    )


def _blamed(finding: Finding) -> str:
    return f"{finding.place}/{finding.row}/{finding.column}"


def _sign(finding: Finding) -> str:
    return f"{SEVERITY_SHAPES[finding.severity]} {SEVERITIES[finding.severity]}"


def _details(finding: Finding, fact: Fact | None) -> str:
    place = f"{finding.place} {place_title(finding.place)}" if finding.place else ""
    shown = chosen(finding)
    again = [key for key in finding.repeats if key != _blamed(finding)]
    parts = [
        " / ".join(part for part in (place, finding.row, finding.column) if part),
        _figures(finding, fact.unit if fact and fact.id == _blamed(finding) else ""),
        f"原因：{CAUSES.get(finding.cause, finding.cause)}" if finding.cause and finding.cause != "other" else "",
        f"同样的数还印在 {'；'.join(again)}" if again else "",
        f"也可能错在 {'；'.join(finding.suspects)}" if finding.suspects else "",
        f"第 {shown.page} 页" if shown else "",
        f"核对 {'、'.join(finding.checks)}" if finding.checks else "",
    ]
    return " · ".join(part for part in parts if part)


def _figures(finding: Finding, unit: str) -> str:
    printed = f"所印 {finding.printed}{unit}" if finding.printed else ""
    expected = f"应为 {finding.expected}{unit}" if finding.expected else ""
    return " → ".join(part for part in (printed, expected) if part)

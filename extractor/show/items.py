"""A line of a panel, and the lines of the findings: what, why, and where a click leads."""

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


def findings_of(record: Record, spots: Spots) -> tuple[Item, ...]:
    """Return the findings, gravest first."""
    index = {fact.id: i for i, fact in reversed(list(enumerate(record.facts)))}
    order = list(SEVERITIES)
    ranked = sorted(zip(record.findings, spots.findings, strict=True), key=lambda pair: order.index(pair[0].severity))
    return tuple(_item(finding, here, record, index) for finding, here in ranked)


def findings_by_fact(record: Record) -> dict[str, list[str]]:
    """Return what is said of each fact that is to blame, by the fact's id."""
    said: dict[str, list[str]] = {}
    for finding in record.findings:
        for key in dict.fromkeys((_blamed(finding), *finding.repeats)):
            said.setdefault(key, []).append(f"{_sign(finding)} {'、'.join(finding.checks)} {finding.message}")
    return said


def _item(finding: Finding, spots: tuple[int, ...], record: Record, index: dict[str, int]) -> Item:
    fact = next((index[key] for key in finding.facts if key in index), None)
    return Item(
        title=f"{VERDICTS[finding.verdict]}：{finding.message}",
        text=_details(finding, None if fact is None else record.facts[fact]),
        sign=_sign(finding),
        css=finding.severity,
        spot=spots[0] if spots else None,
        fact=fact,
        lit=" ".join(map(str, spots[1:])),
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

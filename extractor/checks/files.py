"""Checks across files: this year's report against last year's, a department against its units.

X1  年初 of this year = 年末 of last year
X2  last year's figure that a change implies = last year's own report (either may be wrong, or restated since)
X3  部门 = Σ 所属单位, only where every unit's report is there; 本级 is one of the units, never compared with the whole
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.checks.book import ZERO, Book, Key
from extractor.checks.findings import amount
from extractor.checks.of_record import book_of_record
from extractor.checks.twins import headline_groups
from schemas.fact import Evidence
from schemas.record import Finding, Record

NAMES = {
    "X1": "本年年初 = 上年年末",
    "X2": "由增减额推得的上年数 = 上年报告所印（不等时两份都可能有误，也可能追溯调整过）",
    "X3": "部门 = 所属单位之和",
}
CHANGE, PRIOR = "比上年增减额", "上年决算数"
_CARRIED = (
    (("T1/年初结转和结余/决算数", "S1/年初结转和结余/决算数", "S2/年初结转和结余/决算数"),
     ("T1/年末结转和结余/决算数", "S1/年末结转和结余/决算数", "S3/年末结转和结余/决算数")),
    (("T4/年初财政拨款结转和结余/决算数", "S4/年初财政拨款结转和结余/决算数"),
     ("T4/年末财政拨款结转和结余/合计", "S4/年末财政拨款结转和结余/决算数")),
)  # fmt: skip
_SUMMED = (
    "T4/本年收入合计/决算数",
    "T4/本年支出合计/合计",
    "T5/合计/本年支出合计",
    "T5/合计/基本支出",
    "T5/合计/项目支出",
    "T7/合计/决算数",
)
"""Figures without transfers between the units: 上级补助 and 对附属单位补助 cancel out in a department's whole."""
_HALF = Decimal("0.5")


@dataclass(frozen=True)
class Named:
    """A record and the file it came from."""

    name: str
    record: Record
    book: Book

    @classmethod
    def of(cls, name: str, record: Record) -> "Named":
        """Return a record with its book."""
        return cls(name, record, book_of_record(record))


@dataclass(frozen=True)
class AcrossFinding:
    """A finding and the two files it is between; evidence and printed figure are of the first."""

    first: str
    second: str
    finding: Finding


@dataclass(frozen=True)
class Across:
    """What the checks across files come to."""

    findings: tuple[AcrossFinding, ...]
    tried: int
    held: int
    untried: tuple[str, ...]
    """Why something could not be tried, in Chinese."""


def across(records: Sequence[tuple[str, Record]]) -> Across:
    """Check records against each other; each is (file name, record)."""
    named = [Named.of(name, record) for name, record in records]
    findings: list[AcrossFinding] = []
    tried = 0
    untried: list[str] = []
    for older, newer in _years(named):
        for found in (*_carried(older, newer), *_implied(older, newer)):
            tried += 1
            findings += [found] if isinstance(found, AcrossFinding) else []
    for whole, units, lacking in _departments(named):
        if lacking:
            untried.append(f"{whole.name}：部门 = 所属单位之和没有试，{lacking}")
            continue
        for found in _sums(whole, units):
            tried += 1
            findings += [found] if isinstance(found, AcrossFinding) else []
    return Across(tuple(findings), tried, tried - len(findings), tuple(untried))


def _years(named: Sequence[Named]) -> Iterator[tuple[Named, Named]]:
    """Yield (last year, this year) of one unit at one level."""
    by_unit: dict[tuple[str, str | None], dict[int, Named]] = defaultdict(dict)
    for one in named:
        unit = one.record.unit
        if unit.name and unit.year:
            by_unit["".join(unit.name.split()), unit.level].setdefault(unit.year, one)
    for years in by_unit.values():
        for year in sorted(years):
            if year - 1 in years:
                yield years[year - 1], years[year]


def _key(text: str) -> Key:
    return Key(*text.split("/"))


def _printed(book: Book, keys: Sequence[str]) -> Key | None:
    return next((key for text in keys if (key := _key(text)) in book), None)


def _carried(older: Named, newer: Named) -> Iterator[AcrossFinding | None]:
    for openings, closings in _CARRIED:
        opening, closing = _printed(newer.book, openings), _printed(older.book, closings)
        if opening and closing:
            expected = older.book.value(closing)
            slack = _slack((newer.book, opening), (older.book, closing))
            yield _judged("X1", newer, older, opening, expected, slack, closing)


def _implied(older: Named, newer: Named) -> Iterator[AcrossFinding | None]:
    """The figure less its change, or last year's figure where it is told, against last year's report."""
    for group in headline_groups():
        before = next((key for key in group if key in older.book), None)
        if before is None:
            continue
        for key in (key for key in group if key.column == "决算数"):
            change, prior = key.at(CHANGE), key.at(PRIOR)
            if prior in newer.book:
                slack = _slack((newer.book, prior), (older.book, before))
                yield _judged("X2", newer, older, prior, older.book.value(before), slack, before)
            elif key in newer.book and change in newer.book:
                expected = newer.book.value(key) - older.book.value(before)
                slack = _slack((newer.book, key), (newer.book, change), (older.book, before))
                yield _judged("X2", newer, older, change, expected, slack, before)


def _slack(*figures: tuple[Book, Key]) -> Decimal:
    """Half a last place for every figure that is not zero, and half more: (n+1)/2."""
    steps = [book.step(key) for book, key in figures if book.value(key)]
    return sum(steps, ZERO) * _HALF


def _departments(named: Sequence[Named]) -> Iterator[tuple[Named, list[Named], str]]:
    """Yield (department, its units, what is lacking) for every department whose units' reports are among the files."""
    for whole in named:
        unit = whole.record.unit
        if unit.level != "部门" or not unit.year:
            continue
        units = [
            one
            for one in named
            if one is not whole and one.record.unit.year == unit.year and one.record.unit.level in ("单位", "本级")
            and _belongs(one, whole)
        ]  # fmt: skip
        units = list({"".join((one.record.unit.name or "").split()): one for one in units}.values())
        count = whole.book.figures.get(Key("S0", "决算单位", "个数"))
        if not units:
            continue
        if count is None:
            yield whole, units, "报告没有印所属单位个数"
        elif count.value != len(units):
            yield whole, units, f"所属单位 {count.printed} 个，这里只有 {len(units)} 个"
        else:
            yield whole, units, ""


def _belongs(one: Named, whole: Named) -> bool:
    """Whether a department's report names a unit, or the unit bears its name."""
    name, department = one.record.unit.name, whole.record.unit.name
    if not name or not department:
        return False
    text = "".join("".join(document.text.split()) for document in whole.record.documents)
    return name in text or name.startswith(department)


def _sums(whole: Named, units: Sequence[Named]) -> Iterator[AcrossFinding | None]:
    for text in _SUMMED:
        key = _key(text)
        if key in whole.book and all(unit.book.tries(key.place) for unit in units):
            expected = sum((unit.book.value(key) for unit in units), ZERO)
            slack = _slack((whole.book, key), *((unit.book, key) for unit in units))
            yield _judged("X3", whole, units[0], key, expected, slack, key, f" {len(units)} 个所属单位")


def _judged(
    check: str,
    first: Named,
    second: Named,
    key: Key,
    expected: Decimal,
    slack: Decimal,
    other: Key,
    by: str = "",
) -> AcrossFinding | None:
    """Return a finding where a figure is not what the other file makes it; None where it holds."""
    if abs(first.book.value(key) - expected) <= slack:
        return None
    figure = first.book.figures[key]
    evidence: tuple[Evidence, ...] = figure.evidence[:1]
    finding = Finding(
        id=f"{check}:{key}:{second.name}",
        checks=(check,),
        verdict="source_inconsistent",
        severity="error" if check == "X3" else "warning",
        place=key.place,
        row=key.row,
        column=key.column,
        printed=figure.printed,
        expected=amount(first.book, key, expected),
        cause="other",
        message=f"{NAMES[check]}：按{by or f'“{second.name}”'}的 {other} 应为 {amount(first.book, key, expected)}",
        facts=(figure.id,),
        repeats=(figure.id,),
        evidence=evidence,
    )
    return AcrossFinding(first.name, second.name, finding)

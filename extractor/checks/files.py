"""Checks across files: this year's report against last year's, a department against its units.

X1  年初 of this year = 年末 of last year
X2  last year's figure that a change implies = last year's own report (either may be wrong, or restated since)
X3  部门 = Σ 所属单位, only where every unit's report is there; 本级 is one of the units, never compared with the whole

What cannot be tried is told with its reason; a record that nothing was held against is named.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.checks.book import ZERO, Book, Key
from extractor.checks.findings import amount
from extractor.checks.measures import Line, of_the_year
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
    used: set[str] = set()
    pairs = ((f"{newer.name} 与 {older.name}", older, newer) for older, newer in _years(named))
    for names, older, newer in pairs:
        used |= {older.name, newer.name}
        for check, outcomes in (("X1", list(_carried(older, newer))), ("X2", list(_implied(older, newer)))):
            tried += len(outcomes)
            findings += [one for one in outcomes if one]
            untried += [] if outcomes else [f"{names}：{NAMES[check].partition('（')[0]}没有试，缺 {_NEEDED[check]}"]
    for whole, units, lacking in _departments(named):
        used |= {one.name for one in (whole, *units)}
        sums = [] if lacking else list(_sums(whole, units))
        tried += len(sums)
        findings += [one for one in sums if one]
        if not sums:
            untried.append(f"{whole.name}：{NAMES['X3']}没有试，{lacking or '缺 部门与各单位都印有的' + _NEEDED['X3']}")
    untried += _unpaired(named, used)
    return Across(tuple(findings), tried, tried - len(findings), tuple(untried))


_NEEDED = {
    "X1": "本年所印的年初结转和结余，或上年所印的年末结转和结余",
    "X2": "本年所印的增减额或上年决算数，或上年所印的同一数",
    "X3": "财政拨款收支、一般公共预算支出、“三公”经费合计",
}


_NO_UNIT = "没有读出单位名称或年度"
_TWICE = "同一单位同一年度已有一份报告"
_ALONE = "没有同一单位同一级次上一年度或下一年度的报告，也没有它所属部门或单位的报告"
_FEW = 6
"""Records named one by one."""


def _unpaired(named: Iterable[Named], used: set[str]) -> Iterator[str]:
    """Say of the records that nothing was held against why that is, a line a reason."""
    seen: set[tuple[str, str | None, int]] = set()
    reasons: dict[str, list[str]] = defaultdict(list)
    for one in named:
        unit = one.record.unit
        who = ("".join((unit.name or "").split()), unit.level, unit.year or 0)
        why = _NO_UNIT if not unit.name or not unit.year else _TWICE if who in seen else _ALONE
        seen.add(who)
        if one.name not in used:
            reasons[why].append(one.name)
    for why, names in reasons.items():
        more = f" 等 {len(names)} 份" if len(names) > _FEW else ""
        yield f"{'、'.join(names[:_FEW])}{more}：没有与其他报告核对，{why}"


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
                meant = _is_of_the_year(older, newer, change)
                yield None if meant else _judged("X2", newer, older, change, expected, slack, before)


def _is_of_the_year(older: Named, newer: Named, change: Key) -> bool:
    """Whether the change of a total is that of the year's income or spending, which the text may mean."""
    for now in of_the_year(newer.book, Line(change.place, change.row)):
        group = next((group for group in headline_groups() if now in group), (now,))
        before = next((key for key in group if key in older.book), None)
        if before:
            off = newer.book.value(now) - older.book.value(before) - newer.book.value(change)
            if abs(off) <= _slack((newer.book, now), (newer.book, change), (older.book, before)):
                return True
    return False


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
        if key in whole.book and all(_tells(unit.book, key) for unit in units):
            expected = sum((unit.book.value(key) for unit in units), ZERO)
            slack = _slack((whole.book, key), *((unit.book, key) for unit in units))
            yield _judged("X3", whole, units[0], key, expected, slack, key, f" {len(units)} 个所属单位")


def _tells(book: Book, key: Key) -> bool:
    """Whether a unit's form tells a figure; a blank cell is 0, but no total of T4 or T5 is blank where money was spent."""
    total = key.place == "T4" or key.column == "本年支出合计"
    return key in book or (book.tries(key.place) and not total)


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

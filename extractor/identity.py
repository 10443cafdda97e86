"""Whose report it is: unit, fiscal year, level, money unit and precision."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from extractor.flat import flat_text
from extractor.numbers import MONEY, numbers_in
from schemas.document import Document
from schemas.record import Unit

MoneyUnit = Literal["元", "万元", "亿元"]

_KIND = (
    r"(?:局|委员会|委(?!托)|厅|部(?!门|分)|办公室|办公厅|中心|院|站|所|队|支队|大队|总队|馆|学校|大学|学院|中学|小学|医院|法院|检察院|协会|联合会"
    r"|总工会|党校|银行|处|社|署|会|公司|团|政府|镇|乡|街道办事处|管委会)"
)
_NAME = rf"[\u4e00-\u9fff]{{2,28}}?{_KIND}"
_PLACE_START = re.compile(
    r"^(?!自治|治区|治州|治县|本|我|全|该|各)[\u4e00-\u9fff]{1,9}?(?:省|市|自治区|自治州|州|盟|县|旗|区|镇|乡|街道)"
)
_SUFFIX = r"(?P<suffix>（本级）|\(本级\)|市本级|区本级|县本级|本级|（机关）|机关)?"
_SITES = (
    (
        6,
        re.compile(
            rf"(?:^|\n)(?:第[一二]部分)?(?:20\d\d年度?)?(?P<name>{_NAME}){_SUFFIX}\n?(?:20\d\d年度?)?\n?(?:部门|单位)?(?:决算|概况)"
        ),
    ),
    (3, re.compile(rf"(?:^|\n)(?P<name>{_NAME}){_SUFFIX}\n?20\d\d年度?")),
    (
        2,
        re.compile(
            rf"(?:部门|单位|编制单位|公开部门)(?:（[^）]*）|名称)?：(?P<name>{_NAME}){_SUFFIX}(?=公开|\n|金额|财决|$)"
        ),
    ),
    (4, re.compile(rf"纳入(?P<name>{_NAME}){_SUFFIX}(?:20\d\d年度?)?部门决算")),
    (
        3,
        re.compile(
            rf"(?:^|[\n。，,看])(?P<name>{_NAME}){_SUFFIX}(?:20\d\d年度?|部门预算单位|部门决算|内设机构|为[一二三]级|系|是)"
        ),
    ),
)
_JUNK = re.compile(
    r"根据|公开部|决算公开|列入|按照|关于|负责|组织|贯彻|指导|国务院|中共|财政部门|本部门|本单位|我单位|上级|部门决算|决算|所属|纳入|其中|包括|以上|以下|会同|分别是"
)
_YEAR = re.compile(r"(20\d\d)年度?(?:[\u4e00-\u9fff（）]{0,14})?(?:决算|收入|支出|收支)")
_OWN_OFFICE = re.compile(r"（本级）|市本级|本级部门决算|无下属单位|没有下属单位|无所属单位")
_SINGLE = re.compile(r"单位决算")


def identify(documents: Sequence[Document], narrative: Sequence[str]) -> Unit:
    """Work out who reports, for which year, at which level, in which unit. `narrative`: flat texts of S sections."""
    text = "\n".join(_lines(document.text) for document in documents)
    name, own_office = _unit_name(text)
    prose = "\n".join(narrative)
    money_unit = _money_unit(prose or text)
    return Unit(
        name=name,
        year=_year(text),
        level=_level(text, own_office),
        money_unit=money_unit,
        precision=_precision(prose or text, money_unit),
    )


def _lines(text: str) -> str:
    return "\n".join(flat_text(line).strip("*#\n") for line in text.splitlines())


def _year(text: str) -> int | None:
    years = Counter(int(match[1]) for match in _YEAR.finditer(text.replace("\n", "")))
    return years.most_common(1)[0][0] if years else None


def _unit_name(text: str) -> tuple[str | None, bool]:
    """Vote: every telling site counts by its weight for each tail of its words that begins with a place's name.

    A tail wins with the most votes; of its longer forms the longest that keeps most of them (青岚市… over 岚市…, but
    not 除青岚市…). Raised suffixes (本级) are kept where most sites print them.
    """
    votes: Counter[str] = Counter()
    suffixed: Counter[str] = Counter()
    for weight, pattern in _SITES:
        for name, suffix in _site_names(pattern, text):
            for tail in _tails(name) or [name]:
                votes[tail] += weight
                suffixed[tail] += weight if suffix else 0
    placed = Counter({name: count for name, count in votes.items() if _PLACE_START.match(name)})
    votes = placed or votes
    if not votes:
        return None, False
    top = max(votes.values())
    best = max((name for name, count in votes.items() if count >= 0.6 * top), key=len)
    if suffixed[best] * 2 <= votes[best]:
        return best, False
    shown = re.search(rf"{re.escape(best)}([市区县]?本级)(?!部门决算)", text)
    return best + (shown[1] if shown else ""), True


def _site_names(pattern: re.Pattern[str], text: str) -> list[tuple[str, str]]:
    """Names at one kind of site; the heading of tables, printed on each of them, counts once a name."""
    found = [(m["name"], m["suffix"] or "") for m in pattern.finditer(text) if not _JUNK.search(m["name"])]
    return list(dict.fromkeys(found)) if "公开部门" in pattern.pattern else found


def _tails(name: str) -> list[str]:
    tails = [name[start:] for start in range(len(name) - 4)]
    return [tail for tail in tails if _PLACE_START.match(tail)]


def _level(text: str, own_office: bool) -> Literal["部门", "本级", "单位"]:
    if own_office or _OWN_OFFICE.search(text):
        return "本级"
    title = Counter(re.findall(r"(部门|单位)决算", text))
    return "单位" if title["单位"] > title["部门"] and _SINGLE.search(text) else "部门"


def _money_unit(text: str) -> MoneyUnit:
    """The unit most figures print; where none prints one, the one most headings name."""
    heading = Counter(re.findall(r"金额单位：(亿元|万元|元)", text))
    printed = Counter(number.unit for number in numbers_in(text) if number.is_money)
    ranked = (printed or heading).most_common(1)
    units: dict[str, MoneyUnit] = {"元": "元", "万元": "万元", "亿元": "亿元"}
    return units[ranked[0][0]] if ranked else "元"


def _precision(text: str, money_unit: str) -> str:
    """10^-k, k the most decimals that at least 5% of the money figures print."""
    figures = [n for n in numbers_in(text) if n.unit in MONEY and n.unit == money_unit]
    decimals = Counter(len(n.digits.partition(".")[2]) for n in figures)
    for places in sorted(decimals, reverse=True):
        if sum(c for d, c in decimals.items() if d >= places) >= 0.05 * len(figures):
            return format(0.1**places, f".{places}f") if places else "1"
    return "0.01"

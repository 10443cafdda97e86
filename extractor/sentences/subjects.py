"""The subject of a clause: a whole phrase that is a row of the dictionary, once what frames it is taken off.

Not a search for a label somewhere before a figure: what is left of the phrase must be a name, to the last character.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from schemas.vocabulary import functional_subjects, labels

_ORGAN = "局|委|厅|办|院|会|站|社|心|校|队|所|部|处|馆|中心|单位|部门|本级|机关|政府|学校|大学|公司|园|台|库|集团|联|团|协会"
_YEAR_LEAD = re.compile(r"(?P<before>[^\d，。；]{0,60}?)(?P<year>20\d\d)年(?:度|末|底|年末)?(?:的)?")
_OWN_LEAD = re.compile(
    rf"(?:本|我|全|该)(?:部门|单位|级|局|委|厅|办|院|校|中心|市|县|区|省|站|馆|会)(?:机关(?!运行))?(?:及所属单位|（本级）)?(?:的)?"
    rf"|[\u4e00-\u9fff]{{3,40}}?(?:{_ORGAN})++(?:（本级）|本级|市本级|机关(?!运行))?(?:及所属单位)?(?=[\u4e00-\u9fff“\0])"
)
_PLAIN_LEAD = re.compile(
    r"(?:\d{1,2}[.．、](?!\d)|（[一二三四五六七八九十\d]{1,3}）|[一二三四五六七八九十]{1,3}、|[①-⑳]|[、及和与]"
    r"|其中|主要包括|主要构成|具体包括|具体构成为|构成为|包括|分别为|分别是|以及|另外|同时|此外|即|：|:"
    r"|(?:部门|单位)(?=房屋|共|车辆|占)|(?:部门|单位)决算|截至|本年度|本年|当年|全年|年度|年末|年底|今年|上述|加上|加|减去|实现|发生|取得|按用途分为|按用途分|按用途划分|各项|累计|实际|共有|共计|共|总体|全部|全部为|用于|安排的|安排|开支的"
    r"|从支出性质看|按支出性质(?:划分|分)?|从收入来源看"
    r"|一般公共预算财政拨款|一般公共预算安排|一般公共预算|财政拨款|使用)"
)
_TAIL = re.compile(
    r"(?:为|是|共计|共|合计|总计|总额|计|约|达到|达|：|数额|数|决算|支出|收入|金额|经费|资金|实际|完成|实现|使用|发生|累计|有|财政拨款"
    r"|均|各|也|为人民币|情况说明|说明|情况|[.．、])$"
)
_YEAR_TAIL = re.compile(r"(?P<year>20\d\d)年度?的?$")
_MARK = re.compile(r"（\d*(类|款|项)）")
_NAME = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff（）《》、]{1,39}")
_ASIDE = re.compile(r"（[^（）]*）")
_END = "\0"
_BARE = frozenset({"收入", "支出"})


@dataclass(frozen=True)
class Subject:
    """A row, and the year its phrase names (None: none)."""

    row: str
    year: int | None = None


@lru_cache(maxsize=20_000)
def subject_of(phrase: str, place: str, follows: str = "1") -> Subject | None:
    """Return the row that a whole phrase names, or None where a part of it is not accounted for.

    `follows`: what stands behind it, one character: a figure unless told otherwise.
    """
    phrase = phrase.strip("\n")
    plain = _ASIDE.sub("", phrase)
    for text in dict.fromkeys((phrase, plain)):
        for body, year, framed in _bodies(text, place):
            row = _path(body) or _row(body, place, follows) or (_bare(body, place, framed) if "决算" not in text else None)
            if row:
                return Subject(row, year)
    return None


def frame_year(phrase: str, place: str) -> tuple[bool, int | None]:
    """Return (whether a phrase is nothing but frame, the year it names): 2021年度, 其中, 本部门."""
    lead: str | None = phrase.strip("\n") + _END
    year: int | None = None
    while lead and lead != _END:
        lead, year, _ = _shorter(lead, place, year, False)
    return lead == _END, year


def names_a_row(phrase: str, place: str) -> bool:
    """Return whether a row is named somewhere in a phrase, even if not all of the phrase is understood."""
    return bool(_any(place).search(phrase))


def _bodies(phrase: str, place: str) -> list[tuple[str, int | None, bool]]:
    """Return (what is left, year named, whether a frame was taken off) by how little was taken off."""
    found: list[tuple[str, int | None, bool]] = []
    lead: str | None = phrase
    year: int | None = None
    framed = False
    while lead:
        body: str | None = lead
        said = year
        while body:
            found.append((body, said, framed))
            tail, dated = _TAIL.search(body), _YEAR_TAIL.search(body)
            said = int(dated["year"]) if dated else said
            cut = dated or tail
            body = body[: cut.start()] if cut and cut.start() else None
        lead, year, framed = _shorter(lead, place, year, framed)
    return found


def _shorter(lead: str, place: str, year: int | None, framed: bool) -> tuple[str | None, int | None, bool]:
    """Take one frame off the front: a year and what stands before it, the unit's name, a word that opens a list."""
    dated = _YEAR_LEAD.match(lead)
    if dated and not names_a_row(dated["before"], place):
        return lead[dated.end() :], int(dated["year"]), True
    plain = _PLAIN_LEAD.match(lead)
    if plain:
        return lead[plain.end() :], year, framed or plain[0] in {"本年", "本年度", "当年", "全年", "今年"}
    own = _OWN_LEAD.match(lead)
    if own and not names_a_row(own[0], place):
        return lead[own.end() :], year, True
    return None, year, framed


@lru_cache(maxsize=20_000)
def _row(body: str, place: str, follows: str) -> str | None:
    """Return the row whose label is the whole body, the first one listed."""
    stood = f"，{body}{follows}"  # labels look around themselves: behind a stop, before what follows
    for row, pattern in _whole(place):
        if pattern.match(stood, 1):
            return row
    return body if place == "S5" and _is_function_name(body) else None


def _bare(body: str, place: str, framed: bool) -> str | None:
    """收入 or 支出 alone: the year's where a frame was taken off (2021年本部门收入), else the total."""
    if body == "项目" and place in {"S3", "S4"}:
        return "项目支出"
    if body not in _BARE:
        return None
    if place in {"S1", "S2", "S3"}:
        return f"本年{body}" if framed else f"{body}总计"
    return {"S8": f"政府性基金{body}", "S9": f"国有资本经营{body}", "S4": f"财政拨款{body}"}.get(place)


def _path(body: str) -> str | None:
    """Return the row of a printed path （类）（款）（项): its names joined by a slash; a 类 alone is a label."""
    parts = _MARK.split(body)
    names, marks, rest = parts[:-1:2], parts[1::2], parts[-1]
    if not marks or rest not in {"", "支出"} or marks == ["类"]:
        return None
    if sorted(marks, key="类款项".index) != marks or len(set(marks)) != len(marks):
        return None
    plain = [re.sub(r"[\d“”、，]", "", name) for name in names]
    whole = all(_NAME.fullmatch(name) for name in plain) and not _PLAIN_LEAD.match(plain[0])
    return "/".join(plain) if whole else None


@cache
def _whole(place: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The labels of a place as patterns that end before the last character."""
    return tuple((one.row, re.compile(rf"(?:{one.pattern.pattern})(?=.\Z)")) for one in labels(place))


@cache
def _any(place: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{label.pattern.pattern})" for label in labels(place)) or r"(?!)")


@cache
def _function_names() -> frozenset[str]:
    return frozenset(subject.name for subject in functional_subjects())


def _is_function_name(name: str) -> bool:
    known = _function_names()
    return name in known or name.removesuffix("支出") in known or f"{name}支出" in known

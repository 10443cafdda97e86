"""Sections of a report by title: statutory forms T1..T10 and narrative sections S0..S14, never by number.

Titles are lines that open with an ordinal (一、 （一） 第三部分) or are a form's name; a hard wrap inside a title is
survived. The table of contents repeats titles without bodies and loses against the real ones.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from extractor.flat import flat_text, flatten
from extractor.lines import lines_of
from schemas.document import Document
from schemas.vocabulary import places

_PART = re.compile(r"第[一二三四五六七八九十]{1,2}部分")
_TOP = re.compile(r"^(?:[#*\s\-]*)(?P<mark>[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十]{1,2}部分)")
_SUB = re.compile(r"^(?:[#*\s\-]*)(?P<mark>[（(][一二三四五六七八九十]{1,3}[）)])")
_FORM_MARK = re.compile(
    r"^(?:附?表(?:\d{1,2}|[一二三四五六七八九十]{1,3})[：:、]?|公开\d{1,2}表|20\d\d年度?)+|（[^）]*）$"
)
_RUN_ON = re.compile(r"^(?P<title>[^。：；，\n]{2,60}?(?:情况的?说明|情况|说明))[ 　]*[。：:][ 　]*(?=\S)")
_FORM = re.compile(
    r"^[^，。；：、\d]{2,40}决算(?:汇|明细|总)?(?:总)?表$|^国有资产占[有用][^，。；：]{0,6}表$"
    r"|^[^，。；：、\d]{0,30}三公[^，。；：\d]{0,24}表$|^政府采购[^，。；：、\d]{0,12}表$|^政府购买服务[^，。；：、\d]{0,12}表$"
)
_FRAGMENT = re.compile(r"^[^，。；：、\d|]{1,40}$")
_FEES = re.compile(r"(?<=费)、(?=会议|培训|[会培]?$)")
"""The list of fees in the title of T7 is no list of titles."""
_OPEN = re.compile(r"(?<=表)（[^）]*$")
"""What follows a form's title in brackets that the next line closes: 决算表（单 / 位：万元）."""
_BRACKET, _BRACKETED = re.compile(r"表（[^）]{0,8}$"), re.compile(r"^[^（）]{1,8}）$")
"""A form's title whose bracket the next line closes: 基本支出决算表（经济 / 科目）."""
_FORM_WORDS = re.compile(r"财政拨款|预算|经费|决算|国有资产|国有资本")
_ANNEX = re.compile(r"^(?:附[件录]|第[一二三四五六七八九十]部分附[件录])[\d一二三四五六]?[:：]?$|绩效自评表$")
_LIST_ENTRY = re.compile(r"[.…·]{3,}|\.{2,}|\d+$")
_TITLE_TAIL = re.compile(r"^[^，；：\d]{0,14}(?:说明|明|情况|况|表|释|件|成|置|责|能)[。：]?$")
_YEAR_UNIT = re.compile(r"[\s“”\"'‘’*#\-]|20\d\d年度?|（[^）]*）$|[。：:]+$")
_NUMBERED = re.compile(r"^(?:[#*\s\-]*)\d{1,2}\s*[.．、](?!\d)")
_MARK = re.compile(r"^[#*\-]*(?:[一二三四五六七八九十]{1,3}[、.．]|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.．、])")
_HAN = re.compile(r"[\u4e00-\u9fff]")
"""Every title has a Chinese character."""
_CLOSED = re.compile(r"(?:情况(?:的)?(?:说明)?|说明|表)[。：]?$")
DETAIL = frozenset({"S5", "S6", "S7", "S8", "S9", "S10", "S11", "S12", "S13"})


@dataclass(frozen=True)
class Section:
    """A titled range of the text. `start:end` holds the body without its title; place `other` is kept, not dropped."""

    place: str
    title: str
    title_start: int
    start: int
    end: int


@dataclass(frozen=True)
class _Heading:
    level: int
    title: str
    start: int
    end: int
    place: str


def outline(document: Document) -> list[Section]:
    """Return the sections of a report in reading order; their ranges cover the text from the first title on."""
    text = document.text
    headings = _place_headings(_headings(text))
    sections = []
    for index, heading in enumerate(headings):
        end = headings[index + 1].start if index + 1 < len(headings) else len(text)
        sections.append(Section(heading.place, heading.title, heading.start, heading.end, end))
    if not headings or headings[0].start > 0:
        first = headings[0].start if headings else len(text)
        sections.insert(0, Section("front", "", 0, 0, first))
    return _without_contents(sections, text)


def classify(title: str) -> str | None:
    """Return the place a title names, or None."""
    plain = _YEAR_UNIT.sub("", _YEAR_UNIT.sub("", title))
    for place in places():
        for pattern in place.titles:
            if pattern.search(plain):
                return place.id
    return None


def _headings(text: str) -> list[_Heading]:
    lines = [line for line in lines_of(text) if not line[1].isspace()]
    found: list[_Heading] = []
    levels: dict[str, int | None] = {}  # forms name the same subjects again and again
    for index, (start, line) in enumerate(lines):
        if line.isascii():  # a figure of a table that stands one cell a line
            continue
        if line not in levels and not _HAN.search(line):
            continue
        if wrapped := _wrapped_form(lines, index):
            while found and found[-1].start >= wrapped.start:
                found.pop()
            found.append(wrapped)
            continue
        level = levels[line] if line in levels else levels.setdefault(line, _level(line))
        if level is None:
            continue
        end, title = _join_wrapped(lines, index)
        flat = flat_text(title).strip("\n")
        if level == 0 or _is_title(_MARK.sub("", flat)):
            found.append(_Heading(level, flat, start, end, ""))
    return found


def _wrapped_form(lines: list[tuple[int, str]], index: int) -> _Heading | None:
    """Return the heading of a form whose title ends on this line and began one or two lines above: …“三公” / 经费支出决算表."""
    if "表" not in lines[index][1]:
        return None
    last = _bare(lines[index][1])
    if not last.endswith("表") or not _FRAGMENT.match(last):
        return None
    for back in (2, 1):
        if index < back:
            continue
        parts = [_bare(line) for _, line in lines[index - back : index]]
        title = "".join([*parts, last])
        beside = {"\t" in line for _, line in lines[index - back : index + 1]}  # a table's row is no title's part
        opens = len(beside) == 1 and all(_is_form_fragment(part) for part in parts)
        marked = bool(_FORM_MARK.match(flat_text(lines[index - back][1])))  # 表七 opens a form, whichever it is
        if opens and _FORM.match(title) and (marked or (classify(title) or "").startswith("T")):
            return _Heading(0, title, lines[index - back][0], lines[index][0] + len(lines[index][1]), "")
    return None


def _is_form_fragment(text: str) -> bool:
    """Whether a line may be the first part of a form's title: it speaks of money, and is no title of its own."""
    whole = text.endswith("表") or _PART.search(text) or _CLOSED.search(text)
    return bool(_FRAGMENT.match(text)) and not whole and bool(_FORM_WORDS.search(text))


@lru_cache(maxsize=64)  # each line is looked at on its own and as what stands above the next ones
def _bare(line: str) -> str:
    """Return a line without white space, markup, ordinal and 公开01表."""
    flat = _FEES.sub("", flat_text(line).strip("*#-|\n"))
    return _FORM_MARK.sub("", _FORM_MARK.sub("", _OPEN.sub("", _MARK.sub("", flat))))


def _is_title(title: str) -> bool:
    """A title is short, states no figure and is no sentence."""
    plain = _YEAR_UNIT.sub("", title)
    return len(title) <= 60 and not re.search(r"[\d，；\t]|。.|：.", plain.replace("（", "").split("）")[0])


def _level(line: str) -> int | None:
    """0: a part or form; 1: 一、; 2: （一）; 3: 1. or a bare line that reads as a title; None: no heading."""
    flat = flat_text(line).strip("*#-|\n")
    if _PART.match(flat) or ("表" in flat and _FORM.match(_bare(line))) or _ANNEX.search(flat):
        return 0
    if _TOP.match(flat):
        return 1
    if _SUB.match(flat):
        return 2
    if 6 <= len(flat) <= 40 and _CLOSED.search(flat) and (_NUMBERED.match(line) or flat.endswith("情况说明")):
        return 3
    return None


def _join_wrapped(lines: list[tuple[int, str]], index: int) -> tuple[int, str]:
    """Return where a title ends, following a hard wrap when its last words stand on the next line."""
    start, line = lines[index]
    run_on = _RUN_ON.match(line)
    if run_on and _level(run_on["title"]) in (1, 2, 3):
        return start + run_on.end(), run_on["title"]
    end, title = start + len(line), line
    if _CLOSED.search(flat_text(line)):
        return end, title
    if index + 1 < len(lines):
        following = lines[index + 1]
        if _BRACKET.search(flat_text(line)) and _BRACKETED.match(flat_text(following[1])):
            return following[0] + len(following[1]), line.rstrip() + following[1].strip()
        if _level(following[1]) in (None, 3) and not _NUMBERED.match(following[1]) and _is_tail(following[1]):
            return following[0] + len(following[1]), line.rstrip() + following[1].strip()
    return end, title


def _is_tail(line: str) -> bool:
    flat = flat_text(line)
    return bool(_TITLE_TAIL.match(flat)) and len(flat) <= 16


def _place_headings(headings: list[_Heading]) -> list[_Heading]:
    """Keep the headings that open a section; sub-headings only where they name one of its own."""
    kept: list[_Heading] = []
    current, level = "front", 0
    for heading in headings:
        place = _opened(heading, classify(heading.title), current, beside=0 < heading.level <= level)
        if place is None:
            continue
        kept.append(_Heading(heading.level, heading.title, heading.start, heading.end, place))
        current, level = place, heading.level
    return kept


def _opened(heading: _Heading, place: str | None, current: str, *, beside: bool) -> str | None:
    """Return the place a heading opens, or None. `beside`: it stands on the level of the current one, not below."""
    if heading.level == 0:
        return _part_place(heading.title, place)
    closed = bool(_CLOSED.search(heading.title))
    if (current == "S14" or current[0] == "T") and not (closed and place):
        return None
    if heading.level == 1:
        if current == "annex" or (place is None and current in {"S0", "front"}):
            return None
        return place or "other"
    if place is None or place == current or place == "S14" or current == "annex":
        return None
    if heading.level == 3 and not (
        place in DETAIL or (closed and place != "S0" and current in {"front", "part", "other", "S1", "S2", "S3", "S4"})
    ):
        return None
    if place == "S6" and current in {"S1", "S2", "S3"} and "财政拨款" not in heading.title:
        return None
    if beside and closed:
        return place
    if current in {"S5", "S6", "S7", "S13"} and not (closed and place in DETAIL - {"S5", "S6"}):
        return None
    return place if closed or place in DETAIL else None


def _part_place(title: str, place: str | None) -> str:
    if _ANNEX.search(title.strip("*#-")):
        return "annex"
    if place and (place.startswith("T") or place in {"S0", "S14"}):
        return place
    return "part" if _PART.match(title) else "front"


def _without_contents(sections: list[Section], text: str) -> list[Section]:
    """Of a place printed several times, drop the entries of a table of contents: titles without a body."""

    bodied = [_has_body(text, section) for section in sections]
    real = {s.place for s, has_body in zip(sections, bodied, strict=True) if has_body and s.place[0] in "TS"}
    return [
        s
        for s, has_body in zip(sections, bodied, strict=True)
        if s.place not in real or has_body or (not _LIST_ENTRY.search(s.title) and s.place[0] == "T")
    ]


def _has_body(text: str, section: Section) -> bool:
    """Whether more than a word or two stands under a title. Its first lines tell, where they are not blank."""
    line_end = text.find("\n", section.start + 20) + 1
    stops = (line_end, section.end) if 0 < line_end < section.end else (section.end,)
    return any(len(flatten(text, section.start, stop).text) >= 8 for stop in stops)

"""Where a flat text names a row of the dictionary: known labels, 类/款/项 paths, and the phrases nobody listed."""

import re
from dataclasses import dataclass
from difflib import get_close_matches

from schemas.vocabulary import economic_names, functional_subjects, labels

_NAME = r"(?:[^，。；：、（）\s“”\d.%①-⑳]|（[^（）类款项，。；：\d一二三四五六七八九十]{1,8}）){1,80}?"
"""A name has an end: in a text without any mark, what may be one would be looked for up to the end, at every place."""
_PATH = re.compile(
    rf"(?:“?(?P<class>{_NAME})\d{{0,9}}”?（\d{{0,9}}类）(?:支出)?[、，]?)?(?:“?(?P<group>{_NAME})\d{{0,9}}”?（\d{{0,9}}款）[、，]?)?"
    rf"(?:“?(?P<item>{_NAME})\d{{0,9}}”?（\d{{0,9}}项）)?"
)
_LEAD = re.compile(r"^.*(?:主要用于|用于|其中|包括|具体为)")
_PHRASE = re.compile(r"(?P<name>[\u4e00-\u9fff（）《》、]{2,30}?)(?:决算)?(?:为|共计|共|：)?$")
_PHRASE_LEAD = re.compile(
    r"^(?:\d{1,2}[.．]|（[\d一二三四五六七八九十]{1,2}）|[①-⑳]|其中|主要包括|包括|主要用于|用于|主要是|分别为|分别是|一是|二是|三是|另外|以及|和|及|与)+：?"
)
_NOT_A_NAME = re.compile(
    r"^[）（]|执行|实际|调[增减]|追加|预算|决算|增加|减少|增长|下降|完成|占|年(?!金)|总额|合计|主要|原因|本部门|本单位|安排|较|比|涉及|资金"
)

_ITEM_NAME = re.compile(
    rf"(?:^|\n)(?:\d{{1,2}}[.．、]|（\d{{1,2}}）|[①-⑳])(?:\d{{3,7}})?(?P<name>{_NAME})(?:（\d{{3,7}}）)?[。：，]?"
    r"(?=(?:年初|全年|调整)?预算(?:数|为|安排|\d)|支出决算|决算(?:数|为|\d))"
)
_BARE = frozenset({"支出", "收入", "决算", "金额", "经费", "资金", "项目"})

LISTED_PATHS = frozenset({"S4", "S5", "S8", "S9"})
OPEN_NAMES = frozenset({"S5", "S6", "S10"})
"""Sections that list subjects by name: a phrase right before an amount may be a row nobody listed."""


@dataclass(frozen=True)
class Mention:
    """A row named in a flat text. `listed` is False for a phrase that no reference list knows."""

    start: int
    end: int
    row: str
    is_path: bool = False
    listed: bool = True


def find_mentions(text: str, place: str) -> list[Mention]:
    """Return the rows a section's flat text names, in reading order; the longest label at a place wins."""
    found = [
        Mention(match.start(), match.end(), label.row)
        for label in labels(place)
        for match in label.pattern.finditer(text)
        if match.end() > match.start()
    ]
    if place in LISTED_PATHS:
        found += _paths(text)
    if place == "S5":
        found += [
            Mention(m.start("name"), m.end("name"), m["name"], listed=_is_function_name(m["name"]))
            for m in _ITEM_NAME.finditer(text)
            if m["name"] not in _BARE
        ]
    return _longest(found)


def _longest(found: list[Mention]) -> list[Mention]:
    """Drop mentions that overlap an earlier-starting or longer one; paths come first of all."""
    chosen: list[Mention] = []
    taken = -1
    paths = [mention for mention in found if mention.is_path]
    free = [m for m in found if m.is_path or not any(p.start < m.end and m.start < p.end for p in paths)]
    for mention in sorted(free, key=lambda m: (m.start, -m.end)):
        if mention.start >= taken:
            chosen.append(mention)
            taken = mention.end
    return chosen


def _paths(text: str) -> list[Mention]:
    """Rows printed with the marks （类）（款）（项）: the names as printed, joined by a slash."""
    found = []
    for match in _PATH.finditer(text):
        names = [(name, match.start(key)) for key in ("class", "group", "item") if (name := match[key])]
        if not names or (len(names) == 1 and match["class"]):
            continue
        first, start = names[0]
        lead = _LEAD.match(first)
        cut = lead.end() if lead else 0
        row = "/".join([first[cut:], *(name for name, _ in names[1:])])
        found.append(Mention(start + cut, match.end(), row, is_path=True))
    return found


def phrase_before(text: str, start: int, end: int, place: str) -> Mention | None:
    """Return the name printed right before a figure in `text[start:end]`, where the section lists names openly.

    In S6 and S10 a name close to one of the economic classification takes the standard name (维修费, OCR damage).
    """
    if place not in OPEN_NAMES:
        return None
    clause = re.split(r"[，。；：、\n]", text[start:end])[-1] or ""
    lead = _PHRASE_LEAD.match(clause)
    body = clause[lead.end() :] if lead else clause
    match = _PHRASE.search(body)
    if not match or match.start() != 0 or match["name"] in _BARE or _NOT_A_NAME.search(match["name"]):
        return None
    name = match["name"]
    begin = end - len(body)
    span = (begin, begin + len(name))
    if place == "S5":
        return Mention(*span, name, listed=_is_function_name(name))
    standard = get_close_matches(name, economic_names(), n=1, cutoff=0.6)
    return Mention(*span, standard[0] if standard else name, listed=bool(standard))


def _is_function_name(name: str) -> bool:
    known = {subject.name for subject in functional_subjects()}
    return name in known or name.removesuffix("支出") in known or f"{name}支出" in known

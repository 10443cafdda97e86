"""S13 by its sentences: who is evaluated is what the sentence is about, and every clause is one measure of it."""

import re
from dataclasses import dataclass, field

from extractor.numbers import Number, numbers_in
from extractor.sentences.claim import Claim
from extractor.sentences.cutting import Clause, clauses_of
from extractor.sentences.subjects import subject_of

SELF, DEPARTMENT, WHOLE, TOTAL, PROVINCE = "绩效自评项目", "部门评价项目", "部门整体支出", "项目合计", "省级项目"
_QUOTED = re.compile(r"“(?P<name>[^”\n]{2,60})”(?:项目|\d个项目|(?=\d个项目))")
_LISTED = re.compile(
    r"^\n?(?:\d{1,2}[.．、]|（\d{1,2}）|[①-⑳])(?P<name>[^，。：；“”\n]{2,45}?)项目(?:支出)?(?:(?:绩效)?自评(?:综述|情况|结果)?)?(?:[：，]|$)"
)
_SEVERAL = re.compile(r"等\d+个")
_FUNDS = {
    "一般公共预算": ("一般公共预算项目", "涉及一般公共预算支出"),
    "政府性基金预算": ("政府性基金项目", "涉及政府性基金预算支出"),
    "国有资本经营预算": ("国有资本经营项目", "涉及国有资本经营预算支出"),
    "国有资本预算": ("国有资本经营项目", "涉及国有资本经营预算支出"),
}
_FUND = "(?P<fund>一般公共预算|政府性基金预算|国有资本经营预算|国有资本预算)"
_OWNER = r"(?:“[^”\n]{2,60}”)?(?:部门|单位)?(?:整体)?(?:支出)?(?:项目)?(?:（专项）)?(?:支出)?(?:绩效)?(?:自评|评价)?"
_MEASURES = (
    ("%", "完成率", re.compile(r"(?:完成(?:全年|年初|年度)?预算的|预算执行率|执行率|预算完成率)(?:为|达到?)?")),
    ("分", "得分", re.compile(rf"{_OWNER}(?:得分|分|(?<=自评)|(?<=评价))(?:为|：)?|得")),
    ("money", "全年预算数", re.compile(rf"{_OWNER}(?:全年|年初)?预算(?:数|安排)?(?:合计)?(?:为|共)?")),
    ("money", "执行数", re.compile(rf"{_OWNER}(?:全年|实际)?执行(?:数)?(?:合计)?(?:为|共)?")),
)
_MEAN = re.compile(r"(?:自评)?平均(?:得分|分|自评得分)(?:为)?")
_MONEY = re.compile(r"(?:共|合计|共计)?(?:涉及|覆盖)?(?:预算|项目)?资金(?:共计|共|合计|总量|总额|规模)?(?:为)?")
_FUND_MONEY = re.compile(rf"(?:其中：?)?(?:涉及)?{_FUND}(?:财政拨款)?(?:资金|支出|项目支出)?")
_FUND_COUNT = re.compile(rf"(?:其中：?)?(?:涉及)?{_FUND}(?:项目)(?:共)?")
_SHARE = re.compile(r"占[^占，。；\d]{0,40}|为[^占，。；\d]{0,30}项目(?:预算)?支出(?:总额)?的")
_COVER = re.compile(r"(?:自评|评价)?覆盖率(?:达到?|为)?")
_LEVEL = re.compile(r"(?:其中|：|，|纳入20\d\d年度?(?:部门)?预算范围的|[\u4e00-\u9fff\d]{0,30}的|一般公共预算)*(?P<level>[一二]级项目)(?:共)?")
_PROJECTS = re.compile(r"(?:共)?(?:涉及|涵盖|包括)(?:[\u4e00-\u9fff]{0,10})?项目(?:（专项）)?(?:共)?|(?:完成)?绩效自评的?项目")
_LEAD = re.compile(r"[\u4e00-\u9fff\d“”]{0,24}?(?:组织|开展)?(?:了)?对(?:20\d\d年度?)?|等|”|[\u4e00-\u9fff]{0,6}开展(?:了)?")


@dataclass
class _Talk:
    """What the item at hand is about, and what the sentence has counted."""

    project: str | None = None
    kinds: list[str] = field(default_factory=list)
    sentence: str = ""
    topic: str = SELF


def read_performance_of(text: str) -> list[Claim]:
    """Return what the sentences of S13's flat text claim, in reading order."""
    talk, claims = _Talk(), []
    for clause in clauses_of(text, numbers_in(text)):
        if clause.item and not clause.inside:
            talk.project = None
        if clause.first:
            _begin(talk, text, clause)
        if clause.opens == "；":
            talk.kinds = []
        if clause.number:
            claim = _read(talk, clause, clause.number, text)
            claims += [claim] if claim else []
    return sorted(claims, key=lambda claim: claim.number.start)


def _begin(talk: _Talk, text: str, clause: Clause) -> None:
    """Say what a sentence is about: a named project, the whole unit, all projects together, or a group of them."""
    talk.sentence, talk.kinds = _sentence(text, clause.start), []
    sentence = talk.sentence
    names = [match["name"] for match in _QUOTED.finditer(sentence)]
    listed = _LISTED.match(sentence)
    talk.topic = _topic(sentence)
    if len(names) == 1 and not _SEVERAL.search(sentence):
        talk.project = names[0]
    elif listed and not re.search(r"根据|组织|部门|单位|绩效", listed["name"]):
        talk.project = listed["name"]
    elif names or talk.topic != SELF or re.search(r"绩效自评", sentence):
        talk.project = None


def _sentence(text: str, position: int) -> str:
    start = max(text.rfind("。", 0, position), text.rfind("\n", 0, position)) + 1
    ends = [end for mark in "。\n" if (end := text.find(mark, max(position, start + 1))) >= 0]
    return text[start : min(ends, default=len(text))]


def _topic(sentence: str) -> str:
    if re.search(r"省级项目", sentence):
        return PROVINCE
    if re.search(r"(?:部门|单位)(?:重点)?(?:绩效)?评价|重点(?:绩效)?评价", sentence):
        return DEPARTMENT
    if re.search(r"整体(?:支出)?(?:绩效)?(?:自评|评价)|整体绩效", sentence):
        return WHOLE
    return TOTAL if re.search(r"(?:预算|执行)(?:数)?合计", sentence) else SELF


def _read(talk: _Talk, clause: Clause, number: Number, text: str) -> Claim | None:
    words = clause.words.strip("\n、")
    if number.unit in {"个", "项"}:
        return _count(talk, words, number, text)
    found = None
    if number.unit == "%":
        found = _percent(talk, words)
    elif number.unit == "分" and _MEAN.fullmatch(words):
        found = (talk.topic if talk.topic in {TOTAL, DEPARTMENT} else SELF), "平均得分"
    elif number.is_money:
        found = _money(talk, words, inside=clause.inside)
    found = found or _measure(talk, words, number)
    return Claim(number, *found, False, "performance") if found else None


def _measure(talk: _Talk, words: str, number: Number) -> tuple[str, str] | None:
    """A measure of a project, of the whole unit, or of all projects together."""
    kind = "money" if number.is_money else number.unit
    body = re.sub(r"^(?:\d{1,2}[.．、]|（\d{1,2}）|[①-⑳])(?=“)", "", words)
    column = next((name for unit, name, pattern in _MEASURES if unit == kind and pattern.fullmatch(body)), None)
    if column is None:
        return None
    if talk.topic in {WHOLE, TOTAL}:
        return talk.topic, column
    return (f"项目:{talk.project}", column) if talk.project else None


def _percent(talk: _Talk, words: str) -> tuple[str, str] | None:
    if _SHARE.fullmatch(words):
        group = _group(talk)
        return (group, "占比") if group else None
    return (SELF, "覆盖率") if _COVER.fullmatch(words) and talk.topic in {SELF, WHOLE} else None


def _money(talk: _Talk, words: str, *, inside: bool) -> tuple[str, str] | None:
    fund = _FUND_MONEY.fullmatch(words)
    if fund:
        row, column = _FUNDS[fund["fund"]]
        if talk.topic == DEPARTMENT:
            return DEPARTMENT, column
        return (row, "涉及资金") if inside else None
    if _MONEY.fullmatch(words):
        group = _group(talk)
        return (group, "涉及资金") if group else None
    return None


def _group(talk: _Talk) -> str | None:
    """Whose the money of a sentence is: the one kind it counted, else all self-evaluated projects."""
    if talk.topic in {PROVINCE, DEPARTMENT, WHOLE}:
        return talk.topic
    kinds = list(dict.fromkeys(talk.kinds))
    if not kinds or talk.topic != SELF:
        return None
    return kinds[0] if len(kinds) == 1 else SELF


def _count(talk: _Talk, words: str, number: Number, text: str) -> Claim | None:
    behind = text[number.after : number.after + 24]
    found: tuple[str, str] | None = None
    level, fund = _LEVEL.fullmatch(words), _FUND_COUNT.fullmatch(words)
    follower = re.match(rf"{_FUND}项目", behind)
    if level and talk.topic == PROVINCE:
        found = PROVINCE, f"{level['level']}个数"
    elif level:
        found = level["level"], "个数"
    elif fund:
        found = _FUNDS[fund["fund"]][0], "个数"
    elif follower and _LEAD.fullmatch(words):
        found = _FUNDS[follower["fund"]][0], "个数"
    elif _PROJECTS.fullmatch(words) or (re.match(r"项目", behind) and _before_projects(words)):
        found = (talk.topic if talk.topic in {PROVINCE, DEPARTMENT} else SELF), "个数"
    else:
        subject = subject_of(words, "S13")
        found = (subject.row, "个数") if subject else None
    if found is None:
        return None
    talk.kinds.append(found[0])
    return Claim(number, *found, False, "projects")


def _before_projects(words: str) -> bool:
    """对“甲”“乙”等3个项目, 对3个项目."""
    return bool(_LEAD.fullmatch(words) or re.fullmatch(r"[\u4e00-\u9fff\d]{0,24}?对(?:“[^”]{2,60}”|[\u4e00-\u9fff])+(?:等)?", words))

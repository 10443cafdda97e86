"""S13: performance. Who is evaluated (projects of a level or a fund, the whole unit, one named project) and its scores."""

import re
from dataclasses import dataclass, field

from extractor.clauses import Reading
from extractor.labels import Mention, find_mentions
from extractor.numbers import Number, numbers_in

_QUOTED_PROJECT = re.compile(r"[“\"](?P<name>[^”\"\n]{2,60})[”\"](?:等)?(?:项目)?")
_ITEM_PROJECT = re.compile(
    r"(?:^|\n)(?:（?\d{1,2}[.、．）])?+(?P<name>[^，。：；\n“”]{2,45}?)(?:项目)?(?:支出)?(?:绩效)?自评(?:综述|情况|结果)"
)
_GRADES = frozenset({"优", "良", "中", "差", "优秀", "良好", "合格", "不合格", "基本合格"})
_DEPARTMENT = re.compile(
    r"(?:部门|单位)(?:重点)?(?:绩效)?评价(?!指标|体系|办法)|重点(?:绩效)?评价|开展了?(?:部门|重点)评价"
)
_WHOLE = re.compile(r"整体(?:支出)?(?:绩效)?(?:自评|评价)?|绩效评价得分")
_FUNDS = ("一般公共预算", "政府性基金预算", "国有资本经营预算", "国有资本预算")
_KIND_ROWS = frozenset({"一级项目", "二级项目", "政府性基金项目", "国有资本经营项目", "一般公共预算项目", "省级项目"})
_REASON = re.compile(r"(?:主要)?原因(?:是|：|为)")
SELF, DEPARTMENT, WHOLE, TOTAL = "绩效自评项目", "部门评价项目", "部门整体支出", "项目合计"


@dataclass
class _Sentence:
    """What the sentence at hand is about, and the kinds of project it has named so far."""

    text: str
    topic: str
    kinds: list[str] = field(default_factory=list)
    subject: str | None = None
    label: tuple[int, int] | None = None
    stack: list[str | None] = field(default_factory=list)


def read_performance(text: str) -> list[Reading]:
    """Return what the clauses of S13 say of their numbers, in reading order."""
    mentions = find_mentions(text, "S13")
    projects = _projects(text)
    numbers = numbers_in(text)
    readings: list[Reading] = []
    project: Mention | None = None
    for start, end in _sentences(text):
        named = [p for p in projects if start <= p.start < end]
        sentence = _Sentence(text[start:end], _topic(text[start:end]))
        if re.match(r"\n", text[start:end]) and not named and sentence.topic in {DEPARTMENT, WHOLE, TOTAL}:
            project = None
        if named and sentence.topic != DEPARTMENT:
            project = named[0]
        elif named:
            project = named[0] if len(named) == 1 and not re.search(r"等\s*\d", sentence.text) else None
        inside = [n for n in numbers if start <= n.start < end]
        named_rows = [m for m in mentions if start <= m.start < end + 30]
        readings += _read_sentence(text, (start, end), sentence, named_rows, inside, project)
    return readings


def _projects(text: str) -> list[Mention]:
    quoted = [
        Mention(m.start(), m.end(), "项目:" + m["name"])
        for m in _QUOTED_PROJECT.finditer(text)
        if m["name"] not in _GRADES
        and (m[0].endswith("项目") or re.match(r"项目|[^。]{0,30}项目", text[m.end() : m.end() + 32]))
    ]
    listed = [
        Mention(m.start("name"), m.end("name"), "项目:" + m["name"].removesuffix("项目"))
        for m in _ITEM_PROJECT.finditer(text)
        if not re.search(r"根据|组织|开展|部门|单位|绩效|本次", m["name"])
    ]
    return sorted(quoted + listed, key=lambda p: p.start)


def _sentences(text: str) -> list[tuple[int, int]]:
    ends = [m.end() for m in re.finditer(r"[。；]|(?=\n)", text)] + [len(text)]
    return [(a, b) for a, b in zip([0, *ends], ends, strict=False) if b > a]


def _topic(sentence: str) -> str:
    if re.search(r"绩效(?:运行)?(?:监控|跟踪)", sentence) and re.search(r"个", sentence):
        return "绩效跟踪评价项目"
    if re.search(r"编[制报](?:了)?绩效目标", sentence):
        return "编报绩效目标项目"
    if _DEPARTMENT.search(sentence) and not re.search(r"绩效自评(?!指标)", sentence):
        return DEPARTMENT
    if _WHOLE.search(sentence) and not re.search(r"项目\d|\d个", sentence):
        return WHOLE
    if re.search(r"(?:预算数|执行数)合计", sentence):
        return TOTAL
    return SELF


def _read_sentence(
    text: str,
    span: tuple[int, int],
    sentence: _Sentence,
    mentions: list[Mention],
    numbers: list[Number],
    project: Mention | None,
) -> list[Reading]:
    start, end = span
    readings, previous = [], start
    level = next((m for m in mentions if start <= m.start < end and m.row == "省级项目"), None)
    if level:
        sentence.kinds, sentence.subject, sentence.label = [level.row], level.row, (level.start, level.end)
    reason = _REASON.search(sentence.text)
    stop = start + reason.start() if reason else end
    for number in (n for n in numbers if n.start < stop):
        before = [m for m in mentions if previous <= m.start and m.end <= number.start]
        _brackets(sentence, text[previous : number.start])
        if before and not re.search(r"占[^，。；]*$", text[previous : before[-1].end]):
            sentence.subject, sentence.label = before[-1].row, (before[-1].start, before[-1].end)
        reading = _read(text, number, previous, sentence, project, mentions)
        if reading:
            readings.append(reading)
        previous = number.after
    return readings


def _brackets(sentence: _Sentence, between: str) -> None:
    for mark in re.findall(r"[（）]", re.sub(r"（[^（）]*）", "", between)):
        if mark == "（":
            sentence.stack.append(sentence.subject)
        elif sentence.stack:
            sentence.subject = sentence.stack.pop()


def _read(
    text: str, number: Number, previous: int, sentence: _Sentence, project: Mention | None, mentions: list[Mention]
) -> Reading | None:
    clause = re.split(r"[，。；：\n]", text[previous : number.start])[-1]
    if number.unit in {"个", "项"}:
        return _count(text, number, clause, sentence, mentions)
    if number.unit == "分":
        return _score(number, clause, sentence, project)
    if number.unit == "%":
        return _percent(number, clause, sentence, project)
    if number.is_money:
        return _money(number, clause, sentence, project)
    return None


def _count(text: str, number: Number, clause: str, sentence: _Sentence, mentions: list[Mention]) -> Reading | None:
    behind = text[number.after : number.after + 22]
    follower = next((m for m in mentions if 0 <= m.start - number.after <= 8), None)
    if follower and re.search(r"[，。；、：]", text[number.after : follower.start]):
        follower = None
    label = sentence.label
    if re.match(r"一、二级项目", behind):
        row, label = SELF, None
    elif follower and not re.search(r"项目(?:（[^）]*）)?(?:共)?$", clause):
        row, label = follower.row, (follower.start, follower.end)
    elif sentence.subject and (
        re.search(r"项目(?:（[^）]*）)?(?:共)?$", clause) or clause.endswith(sentence.subject[-4:])
    ):
        row = sentence.subject
    elif "省级项目" in sentence.kinds and "项目" in clause:
        row = "省级项目"
    elif "项目" in clause[-8:] or re.match(r"(?:一、二级)?(?:预算)?项目", behind):
        row, label = sentence.topic if sentence.topic not in {WHOLE, TOTAL} else SELF, None
    elif sentence.subject and sentence.subject.startswith(("绩效评级", "发现", "已经", "正在", "编报", "绩效跟踪")):
        row = sentence.subject
    else:
        return None
    if row in {"一级项目", "二级项目"} and "省级项目" in sentence.kinds:
        return Reading(number, "省级项目", f"{row}个数", False, label)
    sentence.kinds.append(row)
    sentence.subject = row
    return Reading(number, row, "个数", False, label)


def _score(number: Number, clause: str, sentence: _Sentence, project: Mention | None) -> Reading | None:
    if re.search(r"平均", clause):
        row = sentence.topic if sentence.topic in {TOTAL, DEPARTMENT} else SELF
        return Reading(number, row, "平均得分", False, None)
    if not re.search(r"分|结果", clause):
        return None
    return _owned(number, "得分", sentence, project)


def _owned(number: Number, column: str, sentence: _Sentence, project: Mention | None) -> Reading:
    if sentence.topic in {WHOLE, TOTAL}:
        return Reading(number, sentence.topic, column, False, None)
    if project:
        return Reading(number, project.row, column, False, (project.start, project.end))
    return Reading(number, WHOLE if column == "得分" else sentence.topic, column, False, None, strict=False)


def _percent(number: Number, clause: str, sentence: _Sentence, project: Mention | None) -> Reading | None:
    if "占" in clause:
        return Reading(number, _group(sentence), "占比", False, sentence.label)
    if "覆盖率" in sentence.text and re.search(r"覆盖率|达到$", clause):
        return Reading(number, sentence.topic, "覆盖率", False, None)
    if re.search(r"完成(?:全年)?(?:年初)?预算|执行率|预算完成率|完成.{0,6}预算.{0,4}的$", clause):
        return _owned(number, "完成率", sentence, project)
    return None


def _group(sentence: _Sentence) -> str:
    """“共涉及资金” after several kinds of project speaks of the self-evaluated projects together."""
    kinds = [kind for kind in dict.fromkeys(sentence.kinds) if kind in _KIND_ROWS]
    if sentence.topic in {DEPARTMENT, "绩效跟踪评价项目", "编报绩效目标项目"}:
        return sentence.topic
    if "省级项目" in kinds:
        return "省级项目"
    if len(kinds) == 1:
        return kinds[0]
    if sentence.subject in {"政府性基金项目", "国有资本经营项目"} and sentence.subject == (kinds or [""])[-1]:
        return str(sentence.subject)
    return WHOLE if sentence.topic == WHOLE else SELF


def _money(number: Number, clause: str, sentence: _Sentence, project: Mention | None) -> Reading | None:
    if sentence.topic == DEPARTMENT and not (project and re.search(r"预算数|执行数", clause)):
        return _department_money(number, clause)
    clause = re.sub("(?:一般公共|政府性基金|国有资本(?:经营)?)预算", lambda m: m[0][:-2], clause)
    if re.search(r"预算(?:数|安排|资金)?(?:合计)?(?:为|共|共计)?$|预算数", clause) and "涉及" not in clause:
        return _owned(number, "全年预算数", sentence, project)
    if re.search(r"(?:执行|支出|决算)(?:数)?(?:合计)?(?:为)?$", clause) and (
        project or sentence.topic in {WHOLE, TOTAL}
    ):
        return _owned(number, "执行数", sentence, project)
    if re.search(r"资金", clause):
        own = sentence.subject if sentence.stack and sentence.subject else _group(sentence)
        return Reading(number, own, "涉及资金", False, sentence.label)
    return None


def _department_money(number: Number, clause: str) -> Reading | None:
    for fund in _FUNDS:
        if fund in clause:
            name = "国有资本经营预算" if fund == "国有资本预算" else fund
            return Reading(number, DEPARTMENT, f"涉及{name}支出", False, None)
    if re.search(r"资金|涉及", clause):
        return Reading(number, DEPARTMENT, "涉及资金", False, None)
    return None

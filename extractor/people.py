"""S0: units, offices and people. Its labels name a row and a column at once (行政编制: 人员编制, 行政)."""

import re
from dataclasses import dataclass

from extractor.clauses import Reading
from extractor.numbers import Number, numbers_in

_KINDS = (
    ("养老保险基金发放的离退休", r"由?养老保险基金发放(?:养老金)?的?离退休(?:人员|干部)?"),
    ("离退休", r"(?:单位管理的)?离退休(?:人员|干部)?"),
    ("离休", r"离休(?:人员|干部)?"),
    ("退休", r"退休(?:人员|干部)?"),
    ("事业", r"非参公(?:管理)?(?:的)?(?:事业)?(?:人员|编制)?"),
    (
        "参公",
        r"(?<!非)参公(?:管理)?(?:事业)?(?:人员|编制)?|参照公务员(?:法)?管理(?:的)?(?:事业)?(?:单位)?(?:人员|编制)?",
    ),
    ("行政", r"行政(?:人员|编制|在职|执法编制)?(?!单位|区|机构|职能|机关|管理)"),
    ("事业", r"(?:全额|差额)?(?:拨款)?事业(?:人员|编制)?(?!单位|机构|中心)"),
    ("在职", r"在职(?:人员|职工|在编)?"),
    ("学生", r"(?:年末)?学生(?:人数)?"),
    ("其他", r"(?:年末)?其他人员"),
)
_STAFFING = re.compile(r"(?:人员)?(?:核定)?编制(?:总?数|人数|数)?(?!范围|说明|决算|预算|部门|人员)")
_ACTUAL = re.compile(
    r"(?:年末)?实有(?:在职)?(?:人员|人数|人|职工)?(?:总?数)?|在职人数|(?<=[，；：])实际(?:在[职编])?(?:人员|人数)?"
)
_UNLISTED = re.compile(r"工勤|聘用|遗属|编外|临聘|劳务派遣|雇员|借调|见习")
_IN_POST = frozenset({"在职", "离休", "退休", "离退休", "学生", "其他", "养老保险基金发放的离退休"})
_KIND = re.compile("|".join(f"(?P<k{i}>{pattern})" for i, (_, pattern) in enumerate(_KINDS)))
_MORE = re.compile(r"(?P<word>增加|减少|增|减)(?:了)?$")
_UNITS = (
    ("行政单位个数", re.compile(r"行政单+位(?:共)?(?:有)?$")),
    ("事业单位个数", re.compile(r"事业单位(?:共)?(?:有)?$")),
    ("二级预算单位个数", re.compile(r"(?:(?<!及)(?:下属|所属)|二级)(?:预算)?单位(?:共)?(?:有)?$")),
)


@dataclass
class _State:
    row: str | None = None
    kind: str | None = None
    at: tuple[int, int] | None = None


def read_people(text: str) -> list[Reading]:
    """Return what the clauses of S0 say of their numbers: 决算单位, 内设机构, 人员编制, 实有人员."""
    readings, state, previous = [], _State(), 0
    for number in numbers_in(text):
        start = max(previous, text.rfind("。", 0, number.start) + 1, text.rfind("\n", 0, number.start) + 1)
        if text.rfind("\n", previous, number.start) >= 0:
            state = _State()
        context = text[start : number.start]
        if re.search(r"[。；]", text[previous : number.start]):
            state.kind = None
        reading = (
            _person(number, context, start, state) if number.unit in {"人", "名"} else _unit(number, context, text)
        )
        if reading:
            readings.append(reading)
        previous = number.after
    return readings


def _person(number: Number, context: str, start: int, state: _State) -> Reading | None:
    clause = re.split(r"[，。；：、（）\n]", context)[-1]
    change = _MORE.search(context)
    if _UNLISTED.search(clause):
        return None
    if change and state.row and not _KIND.search(context) and not _ACTUAL.search(context):
        return Reading(number, state.row, (state.kind or "") + "比上年增减", change["word"][0] == "减", state.at)
    state.kind = None
    staffing, actual = _last(_STAFFING, context), _last(_ACTUAL, context)
    for row, match in (("人员编制", staffing), ("实有人员", actual)):
        if match:
            state.row, state.at = row, (start + match.start(), start + match.end())
    kinds = list(_KIND.finditer(context))
    total = max((m.end() for m in (staffing, actual) if m), default=-1)
    if kinds and kinds[-1].end() >= total - 2:
        last = kinds[-1]
        state.kind = next(name for i, (name, _) in enumerate(_KINDS) if last[f"k{i}"])
        state.at = (start + last.start(), start + last.end())
    if state.kind in _IN_POST and not (staffing and staffing.end() > kinds[-1].start()):
        state.row = "实有人员"
    if state.row is None:
        if state.kind is None:
            return None
        state.row = "实有人员"
    column = (state.kind or "") + "比上年增减" if change else state.kind or "合计"
    return Reading(number, state.row, column, bool(change and change["word"][0] == "减"), state.at)


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return found[-1] if found else None


def _unit(number: Number, context: str, text: str) -> Reading | None:
    if number.unit not in {"个", "家"}:
        return None
    clause = re.split(r"[，。；：\n]", context)[-1]
    behind = text[number.after : number.after + 10]
    if re.search(r"参公|参照公务员", clause) and "事业单位" in clause:
        return None
    for column, pattern in _UNITS:
        if column[:4] in ("行政单位", "事业单位") and behind.startswith(column[:4]):
            return Reading(number, "决算单位", column, False, None)
        if pattern.search(clause) or (re.match(r"(?:下属|所属)?二级预算单位", behind) and column == "二级预算单位个数"):
            return Reading(number, "决算单位", column, False, None)
    if "内设" in context + behind[:4] and re.search(r"机构|科室|处室|股室", context + behind):
        return Reading(number, "内设机构", "个数", False, None)
    if re.search(r"单位", clause) and re.search(r"决算|预算单位|单位(?:共|有|共有|共计)+$", context):
        return Reading(number, "决算单位", "个数", False, None)
    return None

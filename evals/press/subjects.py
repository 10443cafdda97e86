"""Functional and economic subjects for fictional accounts: the shipped lists, and plausible ones beyond them."""

from functools import cache
from random import Random

from schemas.vocabulary import economic_subjects, functional_subjects

_CLASSES = "201 202 203 204 205 206 207 208 210 211 212 213 214 215 216 217 219 220 221 222 223 224 229 231 232 234"
CLASSES = tuple(_CLASSES.split())
"""The 26 类 of 收入支出决算总表, in the form's order; shorter forms leave some out."""

FUND_SUBJECTS = ("2120803", "2120899", "2296002", "2296003", "2296099")
"""项 that a government fund pays for."""
CAPITAL_SUBJECTS = ("2230105", "2239999")
"""项 that the state capital budget pays for."""

_EXTRA = {
    "21208": "国有土地使用权出让收入安排的支出",
    "2120803": "城市建设支出",
    "2120899": "其他国有土地使用权出让收入安排的支出",
    "22960": "彩票公益金安排的支出",
    "2296002": "用于社会福利的彩票公益金支出",
    "2296003": "用于体育事业的彩票公益金支出",
    "2296099": "用于其他社会公益事业的彩票公益金支出",
    "22301": "解决历史遗留问题及改革成本支出",
    "2230105": "国有企业退休人员社会化管理补助支出",
    "22399": "其他国有资本经营预算支出",
    "2239999": "其他国有资本经营预算支出",
}
_FIELDS = ("基层", "区域", "综合", "行业", "农村", "城市", "社区", "重点", "数字化", "跨区域", "边远地区", "园区")
_TASKS = ("服务事务", "管理事务", "设施建设", "能力提升", "资源保护", "安全保障", "发展促进", "监测预警")
_WORKS = (
    "规划编制",
    "标准制定",
    "监督检查",
    "宣传推广",
    "信息系统运行",
    "人才培训",
    "设施维护",
    "技术推广",
    "调查评估",
    "奖励补助",
)
_PLAIN_CLASSES = tuple(code for code in CLASSES if code not in {"202", "203", "223", "231", "232", "234"})
_STAFF_SUBJECTS = ("2080501", "2080505", "2080506", "2101101", "2101103", "2210201", "2210203")
RUNNING = ("行政运行", "事业运行", "社会保险经办机构", "城管执法")
"""项 that basic spending is booked under."""


@cache
def _shipped() -> dict[str, str]:
    return {subject.code: subject.name for subject in functional_subjects()}


@cache
def economic_names() -> dict[str, str]:
    """Return code -> name of the economic classification."""
    return {subject.code: subject.name for subject in economic_subjects()}


@cache
def subject_name(code: str) -> str:
    """Return the name of a functional subject: the shipped one, or one made up that is always the same for `code`."""
    known = _shipped().get(code) or _EXTRA.get(code)
    if known is not None:
        return known
    if len(code) == 5:
        field, task = divmod(int(code) - 20000, len(_TASKS))
        return _FIELDS[field % len(_FIELDS)] + _TASKS[task]
    last = int(code[5:])
    if last == 99:
        return f"其他{subject_name(code[:5])}支出"
    kind = {6: "专项", 7: "综合", 8: "日常"}.get(last // 10, "")
    return {1: "行政运行", 2: "一般行政管理事务", 3: "机关服务"}.get(last) or kind + _WORKS[(last - 4) % len(_WORKS)]


def basic_subject(code: str) -> bool:
    """Return whether a 项 is paid from basic spending: staff, pensions, housing and the running of the office."""
    return code in _STAFF_SUBJECTS or code.startswith(("20805", "21011", "22102")) or subject_name(code) in RUNNING


def rows_of(codes: set[str]) -> int:
    """Return how many rows the full tree of these 项 prints: 类, 款 and 项."""
    return len({code[:size] for code in codes for size in (3, 5, 7)})


def choose_subjects(rng: Random, main: str, rows: int, extra: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return 项 whose full tree has exactly `rows` rows, `extra` and the office's own 款 `main` among them.

    Raises ValueError where `rows` is too small for `extra`.
    """
    chosen = {_own(main)[0], *extra}
    if rows_of(chosen) > rows:
        raise ValueError(f"{rows} rows cannot hold {sorted(chosen)}")
    for code in _candidates(rng, main, rows):
        if rows_of(chosen) == rows:
            break
        if rows_of(chosen | {code}) <= rows:
            chosen.add(code)
    return tuple(sorted(chosen))


def _own(main: str) -> list[str]:
    """The 项 of the office's own 款, the one that runs the office first."""
    shipped = [code for code in _shipped() if len(code) == 7 and code.startswith(main)]
    return sorted(shipped, key=lambda code: (subject_name(code) not in RUNNING, code))


def _candidates(rng: Random, main: str, rows: int) -> list[str]:
    """项 in the order they are tried; the last ones are made up in the office's own 款, so that every count is met."""
    own = _own(main)
    staff = [code for code in _STAFF_SUBJECTS if rng.random() < 0.9]
    others: list[str] = []
    if rows > 20:
        heads = sorted({code[:5] for code in _shipped() if len(code) == 7 and code[:3] in _PLAIN_CLASSES})
        if rows > 90:
            heads += [f"{head}{number}" for head in _PLAIN_CLASSES for number in range(61, 73)]
        rng.shuffle(heads)
        for head in heads:
            leaves = [code for code in _shipped() if len(code) == 7 and code.startswith(head)]
            leaves = leaves or [f"{head}{last:02d}" for last in (1, 2, 4, 5, 6, 7, 8, 99)]
            others += [code for code in leaves if rng.random() < 0.7] or leaves[:1]
    spare = [f"{main}{last:02d}" for last in range(60, 90)]
    return [*own[:2], *staff, *own[2:], *others, *spare]

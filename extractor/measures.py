"""The measure of a figure: from its unit and the words right before it."""

import re

from extractor.numbers import Number

PRIOR, BUDGET = "上年", "预算"

_CHANGE = re.compile(
    r"(?P<word>增加|增长|增多|上升|上涨|提高|增幅|涨幅|升幅|减少|下降|降低|缩减|压减|节约|降幅|减幅|变动|多支|少支"
    r"|(?<![至不最])[多少高低]|增|减|升|降)(?P<template>〔[^〕]+〕"
    r"|/(?:增加|增长|上升|减少|下降|降低))?(?:幅度)?(?:了|额|金额|数|率|为|约|达|共|：)*$"
)
_DOWN = frozenset({"减少", "下降", "降低", "缩减", "压减", "节约", "降幅", "减幅", "少支", "少", "低", "减", "降"})
_EXCESS = re.compile(
    r"(?P<word>大于|超过|超出|高于|多于|超|小于|低于|少于)(?P<base>[^，]{0,8}?(?:预算|上年|去年|决算)[^，]{0,4})$"
)
_BELOW = frozenset({"小于", "低于", "少于"})
_FUNDS = re.compile(r"(?:一般公共|政府性基金|国有资本经营|部门|财政拨款)预算|预算单位|预算内|部门预算")
_LAST_YEAR = re.compile(r"(?:上年度?|去年)(?:的)?(?:支出|收入)?(?:决算)?(?:数|支出|收入)?(?:为|是)?$")
_YEAR_FINAL = re.compile(r"(?P<year>20\d\d)年度?(?:的)?(?:支出|收入)?(?:决算)?(?:数|支出|收入)?(?:为|是)?$")
_ADJUSTED = re.compile(r"(?:调整(?:后)?(?:的)?|全年)预算")
_CUE = re.compile(r"预算|决算|执行|支出|收入")
_COMPLETED = re.compile(r"完成|执行率|执行进度|执行比例|预算(?:数|安排|批复)?的(?:比例)?(?:为|达到?)?$")
_TEMPLATE = re.compile(r"（((?:增加|增长|上升|减少|下降|降低)(?:（[^）]+）)?)）")
STOP = re.compile(r"[，。；：\n（）]")


def clause_of(context: str) -> str:
    """Return the last clause of what stands before a figure; the brackets of 增加（减少） do not end it."""
    return STOP.split(_TEMPLATE.sub(r"〔\1〕", context))[-1]


def change_before(context: str) -> str | None:
    """Return `up` or `down` where a word of change stands right before a figure, else None."""
    change = _CHANGE.search(clause_of(context))
    return None if not change else "down" if change["word"] in _DOWN else "up"


def measure(
    clause: str, number: Number, place: str, base: str, year: int | None
) -> tuple[str, bool, tuple[str, ...]] | None:
    """Return (column, negative, flags) of a figure, or None where its clause names no measure.

    `base` is what a change is measured against (PRIOR or BUDGET), `year` the fiscal year.
    """
    excess = _EXCESS.search(clause)
    if excess and (number.unit == "%" or number.is_money):
        base = BUDGET if "预算" in excess["base"] else PRIOR
        return f"比{base}增减{'率' if number.unit == '%' else '额'}", excess["word"] in _BELOW, ()
    change = _CHANGE.search(clause)
    negative = bool(change and change["word"] in _DOWN)
    flags = ("template_direction",) if change and change["template"] else ()
    if number.unit == "%":
        if change:
            return f"比{base}增减率", negative, flags
        share = _share_column(clause)
        return (share, False, ()) if share else None
    if number.is_money or (not number.unit and _ends_clause(clause)):
        if place == "S12":
            return "价值", False, ()
        if change:
            return f"比{base}增减额", negative, flags
        return _amount_column(clause, place, year), False, () if number.unit else ("unit_from_heading",)
    column = None if change else _count_column(clause, number.unit, place)
    return (column, False, ()) if column else None


def _ends_clause(clause: str) -> bool:
    """A bare number is an amount only where the words before it say so: 支出总额为 0."""
    return bool(re.search(r"(?:为|是|共|计|支出|收入|预算|决算)$", clause))


def _share_column(clause: str) -> str | None:
    if _COMPLETED.search(clause) and "占" not in clause:
        return "完成率"
    if "覆盖率" in clause:
        return "覆盖率"
    return "占比" if not clause or re.search(r"占|比重|比例", clause) else None


def _amount_column(clause: str, place: str, year: int | None) -> str:
    plain = _FUNDS.sub("", clause)
    if _LAST_YEAR.search(plain):
        return "上年决算数"
    final = _YEAR_FINAL.search(plain)
    if final and year and int(final["year"]) == year - 1:
        return "上年决算数"
    cues = _CUE.findall(plain)
    if not cues or cues[-1] != "预算":
        return "决算数"
    if place in {"S7", "S11"}:
        return "预算数"
    return "调整预算" if _ADJUSTED.search(plain) else "年初预算"


def _count_column(clause: str, unit: str, place: str) -> str | None:
    if place == "S12":
        return {"平方米": "面积", "㎡": "面积"}.get(unit, "数量") if unit not in {"", "项", "次", "年"} else None
    if place != "S7":
        return None
    if unit == "辆" or (unit == "台" and "车" in clause):
        return "购置数" if re.search(r"购置|更新|购入|新增", clause) else "保有量" if "保有" in clause else None
    if unit in {"人次", "人", "名"}:
        return "人次"
    if unit in {"批次", "批"} or "批次" in clause:
        return "批次"
    return "团组数" if "团" in clause or unit == "个" else None

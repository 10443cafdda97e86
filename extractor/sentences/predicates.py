"""The measure of a clause, found from its predicate: what stands right before the figure says what it measures.

A predicate takes its words off the end of the clause; what is left has to be the subject, whole.
"""

import re
from dataclasses import dataclass
from typing import Literal

Base = Literal["上年", "预算"]

UP = "增加|增长|增多|上升|上涨|提高|增幅|涨幅|多支|增支"
DOWN = "减少|下降|降低|缩减|压减|节约|降幅|减幅|少支|减支"
_TO = r"(?:了|额|率|幅度|幅|数额|数|金额)?(?:为|约|达到|达|共|：)?"
_YEAR = r"(?:20\d\d年?度?)"
_PRIOR = (
    r"(?:上年度?|上一年度?|去年|(?P<year>20\d\d)年?度?)(?:同期)?(?:的)?(?:决算|实际|支出|收入|执行)*(?:数|支出|收入|金额)?"
)
_BUDGET = (
    rf"{_YEAR}?(?:本年度?|当年)?(?:的)?(?:年初|全年|年度|调整后?|支出|收入|部门|财政拨款)*(?:的)?预算(?:数|安排数?|批复数?|金额)?"
)
_VERSUS = re.compile(
    rf"(?:比|较|与|同|和)(?:(?P<budget>{_BUDGET})|{_PRIOR})(?:相比较?|相较|对比|比较|比)?[，：]?$"
)
_CHANGE = re.compile(
    rf"(?:总体|共|均|有所|略有|略|各|分别|净)?(?P<word>{UP}|{DOWN})(?P<template>（(?:{UP}|{DOWN})）|/(?:{UP}|{DOWN}))?{_TO}$"
)
_EXCESS = re.compile(
    rf"(?P<word>大于|超过|超出|高于|多于|小于|低于|少于)(?:(?P<budget>{_BUDGET})|{_PRIOR})$"
)
_COMPLETED = re.compile(
    rf"(?:，)?(?:完成|为|是)(?:了)?{_YEAR}?(?:本年|当年|年初|全年|年度|调整后?|支出|收入|部门)*(?:的)?预算(?:数|安排数?|批复数?|任务)?(?:的)?(?:比例)?(?:为|达到|达)?$"
    r"|(?:预算)?(?:完成率|执行率|执行进度)(?:为|达到|达|：)?$|^完成(?:了)?$"
)
_SHARE = re.compile(r"(?:在[^占，。；\d]{1,20}中)?(?:约|共|各|所)?(?:占|比重(?:为)?$)(?:[^占，。；\d]|20\d\d年){0,40}$")
_BUDGETED = re.compile(
    r"(?P<kind>年初|全年|调整后?|(?<!\d)年度|当年)?(?:的)?(?P<of>支出|收入|财政拨款|部门|财政)?(?<!公共)(?<!基金)(?<!经营)预算(?:数|安排数?|批复数?|金额)?"
    r"(?:安排)?(?:为|是|共计|共|：|合计)?$"
)
_PRIOR_FINAL = re.compile(
    r"(?:上年度?|上一年度?|去年|(?P<year>20\d\d)年度?)(?:的)?(?:支出|收入)?(?:决算|实际支出|支出|收入)(?:数|支出|收入)?(?:为|是|：)?$"
)
_FINAL = re.compile(
    r"(?:支出|收入)?(?:决算|实际|执行)+(?:支出|收入)?(?:数|总额|金额)?(?:为|是|共计|共|：)?$|(?:支出|收入)(?:数|总额)?(?:为|是|共计|共|：)?$"
    r"|实际(?:发生|使用|支付|执行)(?:数|额)?(?:为|共)?$"
)


@dataclass(frozen=True)
class Predicate:
    """What a clause says of its figure."""

    kind: str
    """bare (a name alone), final, prior, budget, completed, share, change, excess."""
    rest: str
    """What stands before the predicate: the subject's phrase, or nothing."""
    down: bool = False
    base: Base | None = None
    """What a change is measured against, where the clause says so itself."""
    year: int | None = None
    """The year a comparison or an earlier final account names."""
    adjusted: bool = False
    """Of a budget: adjusted during the year, or for the whole of it."""


def comparison(clause: str) -> tuple[Base, int | None, str] | None:
    """Return (base, year, what stands before) where a clause ends in a comparison (与上年相比), else None."""
    match = _VERSUS.search(clause)
    if not match:
        return None
    year = match["year"]
    return ("预算" if match["budget"] else "上年"), int(year) if year else None, clause[: match.start()]


def percent_predicates(clause: str) -> list[Predicate]:
    """Return the predicates a percentage may have, by its clause."""
    found = _changes(clause)
    for kind, pattern in (("completed", _COMPLETED), ("share", _SHARE)):
        match = pattern.search(clause)
        if match and not found:
            found.append(Predicate(kind, clause[: match.start()]))
    return found[:1]


def money_predicates(clause: str) -> list[Predicate]:
    """Return the predicates an amount may have, the surest first; its plain final account comes last."""
    found = _changes(clause)
    if found:
        return found
    prior = _PRIOR_FINAL.search(clause)
    if prior and (prior["year"] or not clause[prior.start()].isdigit()):
        year = int(prior["year"]) if prior["year"] else None
        found.append(Predicate("prior", clause[: prior.start()], year=year))
    budget = _BUDGETED.search(clause)
    if budget:
        adjusted = (budget["kind"] or "").startswith(("调整", "全年"))
        if budget["of"] and not budget["kind"]:  # 财政拨款支出预算: 支出 is the subject's before it is the budget's
            found.append(Predicate("budget", clause[: budget.end("of")], adjusted=adjusted))
        found.append(Predicate("budget", clause[: budget.start()], adjusted=adjusted))
        return found
    found.append(Predicate("bare", clause))
    final = _FINAL.search(clause)
    if final:
        found.append(Predicate("final", clause[: final.start()]))
    return found


def _changes(clause: str) -> list[Predicate]:
    excess = _EXCESS.search(clause)
    if excess:
        base: Base = "预算" if excess["budget"] else "上年"
        year = int(excess["year"]) if excess["year"] else None
        down = excess["word"] in {"小于", "低于", "少于"}
        return [Predicate("excess", clause[: excess.start()], down, base, year)]
    change = _CHANGE.search(clause)
    if not change:
        return []
    rest, down = clause[: change.start()], change["word"] in DOWN.split("|")
    versus = comparison(rest)
    if versus:
        return [Predicate("change", versus[2], down, versus[0], versus[1])]
    plain = re.sub(r"(?:同比|环比)$", "", rest)
    return [Predicate("change", plain, down, "上年" if plain != rest else None)]

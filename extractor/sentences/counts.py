"""Figures that are no money: vehicles, delegations and guests of S7, what S12 counts and measures."""

import re

from extractor.sentences.subjects import Subject, subject_of

_ABROAD, _HOME = "因公出国（境）费", "国内公务接待"
_BOUGHT, _KEPT, _CARS = "公务用车购置费", "公务用车运行维护费", "公务用车购置及运行维护费"
_LEAD = r"(?:参加|安排|组织|开展|使用|共|累计|合计|全年|当年|本年|其中)*"
_BUYS = re.compile(r"(?:购置|更新|购入|新购|新增)(?:（更新）)?(?:公务)?(?:用车|车辆)?(?:数量|数)?(?:为|共)?$|公务用车购置(?:数量|数)?(?:为|共)?$")
_KEEPS = re.compile(r"(?:公务用车|车辆)?保有(?:量|数量|数)?(?:为|共)?$")
_GROUPS = re.compile(r"(?:团组|团)(?:总数|数|个数)?(?:为|共|：)?$")
_BATCHES = re.compile(r"(?:接待)?(?:批次|批数)?(?:总数|数)?(?:为|共|：)?$")
_HEADS = re.compile(r"(?:接待|来宾|来访|出访|参加|人次|人数|人员|外宾)*(?:总数|数)?(?:为|共|：)?$")
_WORDS = {"出国（境）": _ABROAD, "因公出国（境）": _ABROAD, "出国": _ABROAD, "因公出国": _ABROAD, "国内来访": _HOME}
_COUNTED = frozenset({_ABROAD, _HOME, "外事接待", "国（境）外公务接待"})
_UNITS_OF = {"批次": ("批次", _BATCHES), "批": ("批次", _BATCHES), "人次": ("人次", _HEADS), "人": ("人次", _HEADS)}
_AREA = re.compile(r"(?:建筑)?面积(?:共|为|：)?$")


def official_count(words: str, unit: str, sentence: str, inherited: str | None) -> tuple[str, str] | None:
    """Return (row, column) of a figure of S7 that is no money and no percentage, or None."""
    if unit in {"辆", "台"}:
        return _vehicle(words, sentence)
    if unit in {"个", "次"} and _GROUPS.search(words):
        column, pattern = "团组数", _GROUPS
    elif unit in {"个", "次"} and re.search("批次", words):
        column, pattern = "批次", _BATCHES
    elif unit in _UNITS_OF:
        column, pattern = _UNITS_OF[unit]
    else:
        return None
    named = next((row for rest in _rests(words, pattern) if (row := _whose(rest, inherited))), None)
    return (named, column) if named in _COUNTED else None


def _rests(words: str, pattern: re.Pattern[str]) -> list[str]:
    """What may stand before the counted thing, the longest first."""
    body = re.sub(rf"^、?(?:20\d\d年度?)?{_LEAD}", "", words)
    cuts = [at for at in range(len(body), -1, -1) if pattern.fullmatch(body, at)]
    rests = [re.sub(r"(?:累计|共|累|合计)+$", "", body[:at]) for at in cuts]
    return [re.sub(r"^接待(?=国内|外)", "", rest) for rest in rests]


def _whose(rest: str, inherited: str | None) -> str | None:
    if not rest:
        return inherited
    subject = subject_of(rest, "S7")
    return _WORDS.get(rest) or (subject.row if subject else None)


def _vehicle(words: str, sentence: str) -> tuple[str, str] | None:
    """Cars bought and cars kept; one sentence that states both, and no cost, speaks of the cars as a whole."""
    bought, kept = _BUYS.search(words), _KEEPS.search(words)
    if not bought and not kept:
        return None
    both = re.search(r"购置[^。；]*?\d[辆台]", sentence) and re.search(r"保有[^。；]*?\d[辆台]", sentence)
    whole = both and not re.search(r"(?:购置|运行(?:维护)?)(?:费|经费)", sentence)
    column = "保有量" if kept else "购置数"
    return _CARS if whole else _KEPT if kept else _BOUGHT, column


def asset_count(words: str, unit: str, inherited: str | None) -> tuple[Subject, str] | None:
    """Return (subject, column) of a figure of S12: a number of things, an area, a worth; None where it is neither."""
    if unit in {"平方米", "㎡"}:
        rest, column = _AREA.sub("", words), "面积"
    elif unit in {"辆", "台（套）", "套（台）", "台/套", "台套", "台", "套"}:
        rest, column = words, "数量"
    else:
        return None
    subject = subject_of(rest, "S12") or subject_of(words, "S12")
    return (subject, column) if subject else None

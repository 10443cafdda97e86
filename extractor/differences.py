"""Where two records first differ, in words a person can act on: which fact, chunk or field."""

from collections.abc import Mapping, Sequence
from typing import Any

from schemas.record import Record

_NAMES = {
    "facts": "数",
    "chunks": "段",
    "indicators": "指标",
    "forms": "表与节",
    "findings": "发现",
    "documents": "文件",
    "unit": "单位",
    "status": "记录状态",
    "provenance": "来历",
}
_KEYS = {"facts": "id", "chunks": "id", "indicators": "id", "findings": "id", "forms": "place", "documents": "name"}
_ORDER = ("documents", "unit", "chunks", "facts", "forms", "indicators", "findings", "status", "provenance")
"""Causes before what follows from them."""
_LONGEST = 60


def first_difference(written: Record, replayed: Record) -> str | None:
    """Return the first difference in Chinese, the written record's side first; None where they are equal."""
    one, other = written.model_dump(mode="json"), replayed.model_dump(mode="json")
    for field in _ORDER:
        if one[field] != other[field]:
            if field in _KEYS:
                return _in_list(field, one[field], other[field])
            return f"{_NAMES[field]}{_inside(one[field], other[field])}"
    return None


def _in_list(field: str, one: Sequence[Mapping[str, Any]], other: Sequence[Mapping[str, Any]]) -> str:
    name, key = _NAMES[field], _KEYS[field]
    mine, theirs = ([item[key] for item in items] for items in (one, other))
    for item in one:
        if item[key] not in theirs:
            return f"{name} {item[key]}：记录里有，重放没有"
        match = other[theirs.index(item[key])]
        if item != match:
            return f"{name} {item[key]}{_inside(item, match)}"
    for item in other:
        if item[key] not in mine:
            return f"{name} {item[key]}：重放有，记录里没有"
    return f"{name}的次序或个数"


def _inside(one: Any, other: Any) -> str:
    """Follow two values down to the first field that differs."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        for key in (*one, *(key for key in other if key not in one)):
            if key not in one or key not in other or one[key] != other[key]:
                return f" 的 {key}{_inside(one.get(key), other.get(key))}"
    if isinstance(one, Sequence) and isinstance(other, Sequence) and not isinstance(one, str):
        for at, (a, b) in enumerate(zip(one, other, strict=False), start=1):
            if a != b:
                return f" 第 {at} 项{_inside(a, b)}"
    return f"：记录 {_shown(one)}，重放 {_shown(other)}"


def _shown(value: Any) -> str:
    text = "没有" if value is None else str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"

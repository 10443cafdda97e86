"""Bind a predicate to its subject: the whole rest of the clause, or the one the sentence carries on."""

import re

from extractor.sentences.claim import Claim
from extractor.sentences.cutting import Clause
from extractor.sentences.predicates import Base, Predicate
from extractor.sentences.state import State
from extractor.sentences.subjects import frame_year, subject_of

_MEASURED = re.compile(r"(?:支出|收入)?(?:决算|实际支出)?(?:数|支出)?$")
_TOTALS = re.compile(r"总计|收支|^本年|^财政拨款[收支]|结转和结余|^一般公共预算财政拨款[收支]|经费$|公务|因公")
"""Rows whose figures may follow a reason after a comma; those of others may belong to the reason."""
_BUDGETS = {"S7": "预算数", "S11": "预算数"}
_SECTION_ROW = {"S8": "政府性基金收支", "S9": "国有资本经营收支"}
_COLUMNS = {"completed": "完成率", "share": "占比", "final": "决算数", "bare": "决算数"}


def bound(state: State, predicate: Predicate, clause: Clause) -> tuple[str, str] | None:
    """Return (row, column) of a clause's figure under one of its predicates, or None where that says nothing."""
    rest = predicate.rest.rstrip("，：")
    subject = subject_of(rest, state.place, "占" if predicate.kind == "share" else "1")
    if subject:
        row, said = subject.row, subject.year
        if state.reason and not (_TOTALS.search(row) or state.part):
            return None
    else:
        carried = _carried(state, predicate, rest)
        if carried is None:
            return None
        row, said = carried
    column = _column(state, predicate, said, clause)
    if column and subject:
        state.name(row, clause if predicate.kind != "share" else None)
    return (row, column) if column else None


def _carried(state: State, predicate: Predicate, rest: str) -> tuple[str, int | None] | None:
    """Return (row, year named) a clause without a subject of its own speaks of."""
    change = predicate.kind in {"change", "excess"}
    measured = _MEASURED.search(rest) if change else None
    framed, said = frame_year(rest[: measured.start()] if measured else rest, state.place)
    goes_on = predicate.base is not None or (state.purpose and predicate.kind == "completed")
    if not framed or predicate.kind == "bare" or (state.reason and not goes_on):
        return None
    row = state.subject
    if predicate.kind == "change" and state.last and "增减额" in state.last.column:
        row = state.last.row
    elif change and state.part:
        row = None  # the whole's or the part's
    elif predicate.kind == "change" and row is None and not state.lost:
        row = _SECTION_ROW.get(state.place)
    return (row, said) if row else None


def _column(state: State, predicate: Predicate, said: int | None, clause: Clause) -> str | None:
    """Return the measure, or None where its year or what it is compared with is not clear."""
    assert clause.number is not None
    if predicate.kind in {"change", "excess"}:
        if not state.is_before(predicate.year) and predicate.base != "预算":
            return None
        base = predicate.base or (state.last and _base_of(state.last)) or state.base
        if base is None:
            return None
        state.base = base
        return f"比{base}增减{'率' if clause.number.unit == '%' else '额'}"
    if predicate.kind == "prior":
        return "上年决算数" if state.is_before(predicate.year) else None
    if said is not None and state.year is not None and said != state.year:
        return "上年决算数" if predicate.kind in {"bare", "final"} and said == state.year - 1 else None
    if predicate.kind == "budget":
        return _BUDGETS.get(state.place) or ("调整预算" if predicate.adjusted else "年初预算")
    return _COLUMNS[predicate.kind]


def _base_of(claim: Claim) -> Base | None:
    return "预算" if "比预算" in claim.column else "上年" if "比上年" in claim.column else None

"""Read the sentences of a section: each clause by its predicate, its subject whole or carried on by the sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from extractor.numbers import Number, numbers_in
from extractor.sentences.claim import Claim
from extractor.sentences.counts import asset_count, official_count
from extractor.sentences.cutting import Clause, clauses_of
from extractor.sentences.dealt import dealt_to, run_of
from extractor.sentences.predicates import Base, Predicate, comparison, money_predicates, percent_predicates
from extractor.sentences.subjects import frame_year, names_a_row, subject_of

_REASON = re.compile(r"原因|主要是|主要系|主要由于|由于|系因|是因|主要因|主要为")
_PURPOSE = re.compile(r"^主要(?:是|用于)(?!因)")
_MEASURED = re.compile(r"(?:支出|收入)?(?:决算|实际支出)?(?:数|支出)?$")
_FURTHER = re.compile(r"(?:二|三|四|五|六)是")
_TOTALS = re.compile(r"总计|收支|^本年|^财政拨款[收支]|结转和结余|^一般公共预算财政拨款[收支]|经费$|公务|因公")
_BUDGETS = {"S7": "预算数", "S11": "预算数", "S13": "全年预算数"}
_RESERVED = frozenset({"预留中小企业", "预留小微企业"})
_LISTING = re.compile(r"^主要(?:是|为)：?")
_THAT_IS = re.compile(r"(?:合)?计|即|金额为?|数额为?")
_ORDINAL = re.compile(r"\n?(?:\d{1,2}[.．、]|（[^）]{1,3}）|[一二三四五六七八九十]{1,3}、|[①-⑳])")
_SECTION_ROW = {"S8": "政府性基金收支", "S9": "国有资本经营收支"}


@dataclass
class _State:
    """What a sentence carries on from clause to clause. `subject` None: nothing, or nothing understood."""

    subject: str | None = None
    base: Base | None = None
    item_subject: str | None = None
    item_base: Base | None = None
    reason: bool = False
    purpose: bool = False
    """What is told as a reason is what the money was for: the subject's further measures may follow."""
    part: bool = False
    """Since 其中 the subject is a part: a change without a subject may be the whole's or the part's."""
    lost: bool = False
    """Words of this sentence that name another subject were not understood."""
    named: list[str] = field(default_factory=list)
    """Rows named in this sentence, in order."""
    last: Claim | None = None
    """The claim of the clause right before."""


def read_sentences_of(text: str, place: str, year: int | None) -> list[Claim]:
    """Return what the sentences of a section's flat text (not S0, not S13) claim, in reading order."""
    clauses = list(clauses_of(text, numbers_in(text)))
    state, claims = _State(), []
    dealt = 0
    for at, clause in enumerate(clauses):
        following = clauses[at + 1] if at + 1 < len(clauses) else None
        if clause.first:
            _begin(state, clause, place)
        if dealt:
            dealt -= 1
            continue
        run = run_of(clauses, at)
        if len(run) > 1 and not state.reason and (rows := dealt_to(clause.words, len(run), place)):
            claims += [claim for one, row in zip(run, rows, strict=True) if (claim := _dealt(one, row, place))]
            state.named += rows
            state.subject, state.last, dealt = None, None, len(run) - 1
            continue
        claims += _step(state, clause, following, text, place, year)
    return sorted(claims, key=lambda claim: claim.number.start)


def _dealt(clause: Clause, row: str, place: str) -> Claim | None:
    """A figure of a list dealt out in order: an amount is a final account, in S12 a thing is counted."""
    number = clause.number
    if number is None or not (number.is_money or (place == "S12" and number.unit != "%")):
        return None
    column = "决算数" if number.is_money else "面积" if number.unit in {"平方米", "㎡"} else "数量"
    return Claim(number, row, "价值" if place == "S12" and number.is_money else column, False, "dealt")


def _begin(state: _State, clause: Clause, place: str) -> None:
    """A new sentence: its subject is the item's, or the only one the sentence before named."""
    if clause.item:
        state.item_subject = state.item_base = None
        state.named = []
    only = state.named[0] if len(set(state.named)) == 1 else None
    state.subject = state.item_subject or only
    if clause.inside:
        state.subject = state.item_subject = None
    state.base, state.reason, state.part, state.last = state.item_base, False, False, None
    state.purpose = state.lost = False
    state.named = [] if state.named and state.subject not in state.named else state.named[:1]


def _step(
    state: _State, clause: Clause, following: Clause | None, text: str, place: str, year: int | None
) -> Iterator[Claim]:
    if state.reason and clause.opens == "；" and not _FURTHER.match(clause.words):
        state.reason = False
    if clause.opens == "；":
        state.part = False
    if "其中" in clause.words:
        state.part = True
    if clause.number is None:
        _say(state, clause, following, place, year)
        state.last = None
        return
    claim = None
    if place in {"S6", "S10"} and _LISTING.match(clause.words) and subject_of(_LISTING.sub("", clause.words), place):
        clause = replace(clause, words=_LISTING.sub("", clause.words))
    if _REASON.search(clause.words):
        state.reason = True
    else:
        claim = _claim(state, clause, text, place, year)
    if claim and state.reason:
        state.reason = False
    state.last = claim
    if claim:
        yield claim


def _say(state: _State, clause: Clause, following: Clause | None, place: str, year: int | None) -> None:
    """A clause without a figure may open a reason, a comparison, or name whose the next figures are."""
    words = clause.words.strip("\n")
    if _REASON.search(words):
        state.reason = True
        state.purpose = bool(_PURPOSE.match(words) and state.last)
        return
    if state.reason and not words.startswith("其中"):
        return
    versus = comparison(words)
    if versus and _is_before(versus[1], year):
        base, _, rest = versus
        subject = subject_of(rest, place)
        if subject or frame_year(rest, place)[0]:
            state.base = base
            if subject:
                _name(state, subject.row)
            alone = following is None or following.first
            if alone and clause.first:
                state.item_base = base
            return
    subject = subject_of(words, place)
    if subject:
        _name(state, subject.row)
        if clause.item:
            state.item_subject = subject.row
    elif names_a_row(words, place):
        state.subject, state.lost = None, True


def _name(state: _State, row: str) -> None:
    state.subject = row
    state.named.append(row)


def _claim(state: _State, clause: Clause, text: str, place: str, year: int | None) -> Claim | None:
    number, words = clause.number, clause.words.strip("\n、")
    assert number is not None
    if number.unit == "%":
        predicates = percent_predicates(words)
    elif number.is_money or (not number.unit and re.search(r"[为是共计算出]$", words)):
        predicates = money_predicates(words)
    else:
        return _count(state, clause, text, place)
    if place == "S12":
        return _worth(state, number, words)
    for predicate in predicates:
        found = _bound(state, predicate, clause, place, year)
        if found:
            row, column = found
            if row in _RESERVED and column == "决算数" and "预算" in text[text.rfind("。", 0, number.start) + 1 : number.start]:
                column = "预算数"
            return Claim(number, row, column, predicate.down, predicate.kind)
    if number.is_money and _THAT_IS.fullmatch(words) and state.last and state.last.column == "占比":
        return Claim(number, state.last.row, "决算数", False, "that_is")
    if not words and place == "S7" and number.is_money and state.last and state.last.column in {"批次", "人次"}:
        return Claim(number, state.last.row, "决算数", False, "list")
    if words and not state.reason:
        state.subject, state.lost = None, True
    return None


def _bound(
    state: _State, predicate: Predicate, clause: Clause, place: str, year: int | None
) -> tuple[str, str] | None:
    """Bind a predicate to its subject: the whole rest of the clause, or the one the sentence carries on."""
    rest = predicate.rest.rstrip("，：")
    subject = subject_of(rest, place, "占" if predicate.kind == "share" else "1")
    said = subject.year if subject else None
    if subject:
        row: str | None = subject.row
        if state.reason and not (_TOTALS.search(subject.row) or state.part):
            return None
    else:
        if predicate.kind in {"change", "excess"}:
            rest = rest[: _MEASURED.search(rest).start()]  # type: ignore[union-attr]  # it matches nothing, too
        framed, said = frame_year(rest, place)
        if not framed or (state.reason and predicate.base is None and not (state.purpose and predicate.kind == "completed")):
            return None
        row = _carried(state, predicate, place)
    column = _column(state, predicate, place, year, said, clause)
    if row is None or column is None:
        return None
    if subject:
        _name(state, row)
        if clause.item and _ORDINAL.match(clause.words) and predicate.kind != "share":
            state.item_subject = row
    return row, column


def _carried(state: _State, predicate: Predicate, place: str) -> str | None:
    """The subject a clause without one speaks of."""
    follows = state.last is not None and "增减额" in state.last.column
    if predicate.kind == "change" and follows and state.last:
        return state.last.row
    if predicate.kind in {"change", "excess"} and state.part:
        return None
    if predicate.kind == "change" and place in _SECTION_ROW and state.subject is None and not state.lost:
        return _SECTION_ROW[place]
    return None if predicate.kind == "bare" else state.subject


def _column(
    state: _State, predicate: Predicate, place: str, year: int | None, said: int | None, clause: Clause
) -> str | None:
    number = clause.number
    assert number is not None
    if predicate.kind in {"change", "excess"}:
        if not _is_before(predicate.year, year) and predicate.base != "预算":
            return None
        base = predicate.base or (state.last and _base_of(state.last)) or state.base
        if base is None:
            return None
        state.base = base
        return f"比{base}增减{'率' if number.unit == '%' else '额'}"
    if predicate.kind == "prior":
        return "上年决算数" if _is_before(predicate.year, year) else None
    if said is not None and year is not None and said != year:
        return "上年决算数" if predicate.kind in {"bare", "final"} and said == year - 1 else None
    if predicate.kind == "budget":
        return _BUDGETS.get(place) or ("调整预算" if predicate.adjusted else "年初预算")
    return {"completed": "完成率", "share": "占比", "final": "决算数", "bare": "决算数"}[predicate.kind]


def _base_of(claim: Claim) -> Base | None:
    return "预算" if "比预算" in claim.column else "上年" if "比上年" in claim.column else None


def _is_before(named: int | None, year: int | None) -> bool:
    return named is None or (year is not None and named == year - 1)


def _worth(state: _State, number: Number, words: str) -> Claim | None:
    """S12: what the things before it are worth."""
    if re.fullmatch(r"(?:账面)?(?:价值|原值)(?:共|为|：)?", words) and state.subject:
        return Claim(number, state.subject, "价值", False, "worth")
    return None


def _count(state: _State, clause: Clause, text: str, place: str) -> Claim | None:
    number, words = clause.number, clause.words.strip("\n、")
    assert number is not None
    if place == "S7":
        start = max(text.rfind(mark, 0, number.start) for mark in "。\n") + 1
        ends = [end for mark in "。\n" if (end := text.find(mark, number.after)) >= 0]
        found = official_count(words, number.unit, text[start : min(ends, default=len(text))], state.subject)
        if found:
            if found[1] not in {"购置数", "保有量"}:
                _name(state, found[0])
            return Claim(number, found[0], found[1], False, "count")
    if place == "S12":
        counted = asset_count(words, number.unit, state.subject)
        if counted:
            _name(state, counted[0].row)
            return Claim(number, counted[0].row, counted[1], False, "count")
        state.subject = None
    return None

"""Read the sentences of a section: each clause by its predicate, its subject whole or carried on by the sentence."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.numbers import Number, numbers_in
from extractor.sentences.binding import bound
from extractor.sentences.claim import Claim
from extractor.sentences.counts import asset_count, official_count
from extractor.sentences.cutting import LONGEST, Clause, clauses_of
from extractor.sentences.dealt import dealt_to, run_of
from extractor.sentences.predicates import comparison, money_predicates, percent_predicates
from extractor.sentences.state import State
from extractor.sentences.subjects import frame_year, names_a_row, subject_of

_REASON = re.compile(r"原因|主要是|主要系|主要由于|由于|系因|是因|主要因|主要为")
_PURPOSE = re.compile(r"^主要(?:是|用于)(?!因)")
_LISTING = re.compile(r"^主要(?:是|为)：?")
_STATES_AMOUNT = re.compile(r"[为是共计算出]$")
"""Words a bare number is an amount behind: 支出总额为0."""
_DEALS = re.compile(r"分别|各")
_THAT_IS = re.compile(r"(?:合)?计|即|金额为?|数额为?")
_RESERVED = frozenset({"预留中小企业", "预留小微企业"})
_BESIDE = 200


def read_sentences_of(text: str, place: str, year: int | None) -> list[Claim]:
    """Return what the sentences of a section's flat text (not S0, not S13) claim, in reading order.

    `year` is the fiscal year; where it is unknown, figures of a named year before claim nothing.
    """
    clauses = list(clauses_of(text, numbers_in(text)))
    state, claims, position = State(place, year), [], 0
    while position < len(clauses):
        clause = clauses[position]
        if clause.first:
            state.begin(clause)
        dealt = _dealt(state, clauses, position)
        if dealt:
            claims += dealt
            position += len(dealt)
            continue
        claim = _step(state, clauses, position, text)
        claims += [claim] if claim else []
        position += 1
    return sorted(claims, key=lambda claim: claim.number.start)


def _dealt(state: State, clauses: Sequence[Clause], at: int) -> list[Claim]:
    """Return the claims of a list of figures dealt out in order, all of them or none."""
    number = clauses[at].number
    words = clauses[at].words
    if number is None or state.reason or len(words) > LONGEST or not _DEALS.search(words):
        return []
    if not number.is_money and (state.place != "S12" or number.unit == "%"):
        return []
    run = run_of(clauses, at)
    rows = dealt_to(words, len(run), state.place)
    if rows is None:
        return []
    column = "面积" if number.unit in {"平方米", "㎡"} else "数量"
    column = column if state.place == "S12" and not number.is_money else "决算数"
    column = "价值" if state.place == "S12" and number.is_money else column
    state.named += rows
    state.subject = state.last = None
    return [Claim(one.number, row, column, False, "dealt") for one, row in zip(run, rows, strict=True) if one.number]


def _step(state: State, clauses: Sequence[Clause], at: int, text: str) -> Claim | None:
    clause = clauses[at]
    state.enter(clause)
    claim = None
    number = clause.number
    if len(clause.words) > LONGEST:
        state.lose()
    elif number is None:
        alone = at + 1 == len(clauses) or clauses[at + 1].first
        _say(state, clause, alone=alone)
    else:
        clause = _without_listing(clause, state.place)
        if _REASON.search(clause.words):
            state.reason = True
        else:
            claim = _claim(state, clause, number, text)
    state.reason = state.reason and claim is None
    state.last = claim
    return claim


def _without_listing(clause: Clause, place: str) -> Clause:
    """主要是 before a name of S6 or S10 opens the list of its parts, no reason."""
    rest = _LISTING.sub("", clause.words)
    is_list = place in {"S6", "S10"} and rest != clause.words and subject_of(rest, place) is not None
    return replace(clause, words=rest) if is_list else clause


def _say(state: State, clause: Clause, *, alone: bool) -> None:
    """A clause without a figure may open a reason, a comparison, or name whose the next figures are.

    `alone`: it is the whole sentence, or ends it.
    """
    words = clause.words.strip("\n")
    if _REASON.search(words):
        state.reason = True
        state.purpose = bool(_PURPOSE.match(words) and state.last)
        return
    if state.reason and not words.startswith("其中"):
        return
    versus = comparison(words)
    if versus and state.is_before(versus[1]):
        base, _, rest = versus
        compared = subject_of(rest, state.place)
        if compared or frame_year(rest, state.place)[0]:
            state.base = base
            if compared:
                state.name(compared.row)
            if alone and clause.first:
                state.item_base = base
            return
    subject = subject_of(words, state.place)
    if subject:
        state.name(subject.row, clause)
    elif names_a_row(words, state.place):
        state.lose()


def _claim(state: State, clause: Clause, number: Number, text: str) -> Claim | None:
    words = clause.words.strip("\n、")
    if number.unit == "%":
        predicates = percent_predicates(words)
    elif state.place == "S12" and number.is_money:
        return _worth(state, number, words)
    elif number.is_money or (not number.unit and _STATES_AMOUNT.search(words)):
        predicates = money_predicates(words)
    else:
        return _count(state, number, words, text)
    for predicate in predicates:
        found = bound(state, predicate, clause)
        if found:
            row, column = found
            if row in _RESERVED and column == "决算数" and "预算" in _sentence(text, number)[0]:
                column = "预算数"  # what is set aside is a budget where the sentence says so
            return Claim(number, row, column, predicate.down, predicate.kind)
    if number.is_money and state.last and _goes_on(state, words):
        return Claim(number, state.last.row, "决算数", False, "goes_on")
    if words and not state.reason:
        state.lose()
    return None


def _goes_on(state: State, words: str) -> bool:
    """人员经费占80%，计8万元; 国内公务接待3批次、20人、1万元."""
    last = state.last.column if state.last else ""
    share = last == "占比" and _THAT_IS.fullmatch(words)
    return bool(share) or (not words and state.place == "S7" and last in {"批次", "人次"})


def _worth(state: State, number: Number, words: str) -> Claim | None:
    """S12: what the things before it are worth."""
    if re.fullmatch(r"(?:账面)?(?:价值|原值)(?:共|为|：)?", words) and state.subject:
        return Claim(number, state.subject, "价值", False, "worth")
    return None


def _count(state: State, number: Number, words: str, text: str) -> Claim | None:
    if state.place == "S7":
        found = official_count(words, number.unit, "".join(_sentence(text, number)), state.subject)
        if found and found[1] not in {"购置数", "保有量"}:
            state.name(found[0])
        return Claim(number, *found, False, "count") if found else None
    if state.place == "S12":
        counted = asset_count(words, number.unit)
        if counted:
            state.name(counted[0])
            return Claim(number, *counted, False, "count")
        state.subject = None
    return None


def _sentence(text: str, number: Number) -> tuple[str, str]:
    """Return what the number's sentence says before its digits, and from them on; of a long one what is near."""
    before = re.split(r"[。\n]", text[max(0, number.start - _BESIDE) : number.start])[-1]
    return before, re.split(r"[。\n]", text[number.start : number.start + _BESIDE])[0]

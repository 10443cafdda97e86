"""The grammar of an account's sentence: which row and which measure a printed figure belongs to.

A figure's row is the label that stands last before it (denominators, comparisons and stated reasons name labels
that own nothing); a bracket's labels end with the bracket. Its measure follows from its unit and the words between
the figure before and itself. This grammar never gives a value: it says what a clause names, so that an answer can
be held against it (ground), and what is worth asking (chunks).
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace

from extractor.labels import Mention, find_mentions, phrase_before
from extractor.masks import Masks, compared, inside, masks_of
from extractor.measures import BUDGET, PRIOR, change_before, clause_of, measure
from extractor.numbers import Number, numbers_in
from schemas.vocabulary import default_row

_OWN_NAME = re.compile(
    r"^、?(?:其中|主要是|主要系|主要用于|包括|含)?：?(?P<name>[\u4e00-\u9fff（）“”]{2,24})(?:为|共|计)?$"
)
_MEASURE_WORDS = re.compile(
    r"20\d\d年度?|本年度?|当年|全年|年度|实际|累计|合计|总计|总额|财政拨款|一般公共预算|安排|支出|收入|决算|执行|预算|金额|经费|资金"
    r"|年初|调整后?|追加|数|为|共|计|的|约|其中|各|均|分别|达到?|是|本部门|本单位|我局|发生|价值|面积|由|因|折合|仅|用于|有"
)
_PRIOR_IN_BRACKET = re.compile(r"(?:上年度?|去年)(?:决算数?|支出)?（$")
_RESERVED = frozenset({"预留中小企业", "预留小微企业"})
_PER_HEAD = re.compile(r"[车人批日户生次]均|平均每|均价")
_OPENS_ITEM = re.compile(r"\n(?:\d{1,2}[.．、]|（[^）]{1,3}）|[一二三四五六七八九十]{1,3}、|[①-⑳])$")


@dataclass(frozen=True)
class Reading:
    """What the clause that holds a number names: a row, a measure, a direction."""

    number: Number
    row: str
    column: str
    negative: bool
    label: tuple[int, int] | None
    """Flat range of the label the row was read from; None: the section's own subject."""
    flags: tuple[str, ...] = ()
    strict: bool = True
    """The row's label stands in the number's own item, and is a known one."""


@dataclass
class _State:
    subject: Mention | None = None
    base: str = PRIOR
    item: int = 0
    subject_item: int = 0
    item_head: Mention | None = None
    """The label a list item opens with: what its sentences without a label of their own speak of."""
    sentence_head: Mention | None = None
    last_head: Mention | None = None
    """What the last sentence that is no 其中 list began with."""
    stack: list[tuple[Mention | None, str]] = field(default_factory=list)


def read_clauses(text: str, place: str, year: int | None) -> list[Reading]:
    """Return what the clauses of a section's flat text say of its numbers, in reading order.

    `year` is the fiscal year (None: unknown); numbers without a row or measure have no reading.
    """
    mentions = find_mentions(text, place)
    masked = masks_of(text, mentions)
    numbers = numbers_in(text)
    events: list[tuple[int, int, object]] = [(m.start, 0, m) for m in mentions if not masked.hide(m.start)]
    events += [(n.start, 2, n) for n in numbers]
    events += [(m.end(), 1, BUDGET if "预算" in m["with"] else PRIOR) for m in compared(text)]
    events += [(m.end(), 1, PRIOR) for m in re.finditer("同比|环比", text)]
    owned = [(m.start, m.end) for m in mentions]
    marks = re.finditer(r"[（）\n]|相[比较]。|。", text)
    events += [(m.end() - 1, 1, m[0]) for m in marks if not inside(m.start(), owned)]
    state, readings, previous = _State(), [], 0
    for _, _, event in sorted(events, key=lambda e: (e[0], e[1])):
        if isinstance(event, Mention):
            _name(state, event, text)
        elif isinstance(event, str):
            _move(state, event)
        elif isinstance(event, Number):
            if not inside(event.start, masked["reason"]) and not _is_why(text, event, masked):
                reading = _read(text, event, previous, state, place, year)
                if reading:
                    readings.append(reading)
            previous = event.after
    return _no_growth_to_zero(readings, text)


def _is_why(text: str, number: Number, masked: Masks) -> bool:
    """“…，主要是其他收入减少4万元”: a change told as a reason is no figure of the account."""
    start = next((a for a, b in masked["why"] if a <= number.start < b), None)
    return start is not None and change_before(text[start : number.start]) is not None


def _no_growth_to_zero(readings: list[Reading], text: str) -> list[Reading]:
    """A row that stands at 0 cannot have grown: such a change belongs to the sentence's first row."""
    mended: list[Reading] = []
    for index, reading in enumerate(readings):
        grown = "增减" in reading.column and not reading.negative and reading.number.value > 0
        start = max(text.rfind(mark, 0, reading.number.start) for mark in "。\n") if grown else 0
        sentence = (
            readings[bisect_right(readings, start, hi=index, key=lambda r: r.number.start) : index] if grown else []
        )
        zero = any(r.row == reading.row and r.column == "决算数" and r.number.value == 0 for r in sentence)
        if zero and sentence[0].row != reading.row:
            reading = replace(reading, row=sentence[0].row, strict=False)
        mended.append(reading)
    return mended


def _name(state: _State, mention: Mention, text: str) -> None:
    state.subject, state.subject_item = mention, state.item
    if state.sentence_head is None:
        state.sentence_head = mention
        opening = text[max(text.rfind(mark, 0, mention.start) for mark in "。\n") + 1 : mention.start]
        if not opening.startswith("其中"):
            state.last_head = mention
    if _OPENS_ITEM.search(text[max(0, mention.start - 6) : mention.start]):
        state.item_head = mention


def _move(state: _State, event: str) -> None:
    if event == "\n":
        state.item, state.base, state.stack = state.item + 1, PRIOR, []
        state.item_head = state.sentence_head = state.last_head = None
    elif event.endswith("。"):
        state.subject = state.item_head or state.last_head or state.subject
        state.sentence_head, state.stack = None, []
        if event == "。":  # “与年初预算相比。” goes on to what follows
            state.base = PRIOR
    elif event == "（":
        state.stack.append((state.subject, state.base))
    elif event == "）":
        if state.stack:
            state.subject, state.base = state.stack.pop()
    else:
        state.base = event


def _read(text: str, number: Number, previous: int, state: _State, place: str, year: int | None) -> Reading | None:
    start = max(previous, *(text.rfind(mark, 0, number.start) + 1 for mark in "。；\n"))
    context = text[start : number.start]
    subject = state.subject
    if number.is_money and not (subject and subject.start >= start):
        phrase = phrase_before(text, start, number.start, place)
        if phrase:
            subject = state.subject = phrase
            state.subject_item = state.item
    row = subject.row if subject else default_row(place)
    if row is None:
        return None
    clause = clause_of(context)
    if _PER_HEAD.search(clause) or _is_listed_rate(text, number, previous, clause):
        return None
    if not (subject and subject.start >= start) and _names_another(clause, number, place):
        return None
    measured = measure(clause, number, place, state.base, year)
    if measured is None:
        return None
    column, negative, flags = measured
    if number.is_money and _PRIOR_IN_BRACKET.search(context):
        column = "上年决算数"
    if row in _RESERVED and column == "决算数" and "预算" in text[text.rfind("。", 0, number.start) + 1 : number.start]:
        column = "预算数"  # what is set aside is a budget where the sentence says so
    if place in {"S8", "S9"} and "增减" in column and subject and subject.start < text.rfind("。", 0, number.start):
        subject, row = None, default_row(place) or row
    strict = state.item == 0 if subject is None else subject.listed and state.subject_item == state.item
    if column == "占比" and not clause:
        strict = False
    label = (subject.start, subject.end) if subject else None
    reading = Reading(number, row, column, negative, label, flags, strict)
    return _official(reading, text, context) if place == "S7" else reading


def _names_another(clause: str, number: Number, place: str) -> bool:
    """An unlisted label right before a figure owns it: the row before it must not inherit (其中：馆藏数字化18万元)."""
    if place == "S12":
        return not number.is_money and number.unit not in {"平方米", "㎡"}
    if not (number.is_money or number.unit == "辆"):
        return False
    own = _OWN_NAME.match(clause)
    if not own or change_before(clause) or re.search(r"预算|决算|执行|购置|保有|接待|比|较", clause):
        return False
    return len(_MEASURE_WORDS.sub("", own["name"])) >= 2


def _is_listed_rate(text: str, number: Number, previous: int, clause: str) -> bool:
    """“分别占100%、0%”: figures of one unit in a bare list are dealt out to several rows; that is not read."""
    behind = re.match(rf"[、和及][+\-]?[\d.,]+{re.escape(number.unit)}", text[number.after :]) if number.unit else None
    if behind and re.search(r"分别|各", clause):
        return True
    between = text[previous : number.start]
    return bool(re.fullmatch(r"[、和及]", between)) and text[:previous].endswith(number.unit or "\0")


def _official(reading: Reading, text: str, context: str) -> Reading:
    """三公: cars bought belong to 购置费 and cars kept to 运行维护费, unless one sentence states both as a whole."""
    row = reading.row
    if reading.column in {"购置数", "保有量"}:
        sentence = _sentence(text, reading.number.start)
        both = re.search(r"购置[^。；]*?\d[辆台]", sentence) and re.search(r"保有[^。；]*?\d[辆台]", sentence)
        costs = re.search(r"(?:购置|运行(?:维护)?)(?:费用?|经费)", sentence)
        if both and not costs:
            row = "公务用车购置及运行维护费"
        else:
            row = "公务用车购置费" if reading.column == "购置数" else "公务用车运行维护费"
    elif reading.column in {"批次", "人次", "团组数"} and row == "公务接待费" and "国内" in context:
        row = "国内公务接待"
    return replace(reading, row=row)


def _sentence(text: str, position: int) -> str:
    start = max(text.rfind(mark, 0, position) for mark in "。\n") + 1
    ends = [end for mark in "。\n" if (end := text.find(mark, position)) >= 0]
    return text[start : min(ends, default=len(text))]

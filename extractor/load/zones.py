"""Where a table without lines stands on a page: below the title or the head of a form, until prose begins again.

Narrative must never be taken for a table, so all of it must hold: a head that speaks of a form (or the form goes on
from the page before), at least three lines with amounts of their own, amounts that end at the same place.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.load.segments import Line

MIN_ROWS = 3
WIDE_ROW = 5
"""Figures of a line that is a table by itself."""

MAX_HEAD = 24
"""Lines between a form's title and its first amounts."""

MAX_TITLE = 3
"""Lines of a wrapped title."""

BLANK_ROW = 2.5
"""Rows' heights within which the row after a blank one stands."""
MAX_TOP = 4
"""Lines of a head among which one names several columns."""

SURE_WORDS = 4
"""Words of heads between a title and a line with amounts, from which it need not be one of several."""

_TITLE = re.compile(r"[^。；]{2,45}表([（(][^）)]{1,12}[）)])?")
_META = re.compile(
    r".*(公开\d+表|财决\S*表|金额单位).*|[^:：\d]{0,6}(单位|部门|编制)[^:：\d]{0,8}[:：].*|附?表\d+|[A-Z]{1,2}\d{1,2}(_\d)?表?"
)
"""A piece of a line over a form that names its number, its unit or its department."""
_HEAD_WORD = re.compile(
    r"项目|科目|决算数|预算数|金额|合计|行次|栏次|[类款项]|支出|收入|小计|数量|单位|面积|价值|用车|接待|出国"
)
_BESIDE_NUMBERS = re.compile(r"栏次|行次|类|款|项|项目|—+|-+")
_NOTE = re.compile(r"(注|备注|说明|附注)[:：\d]")
_FOLIO = re.compile(r"[-—–－·第页\s]*\d{1,4}[-—–－·第页\s]*")
_LEADER = re.compile(r"[.…·．]{4}|…{2}")
_SENTENCE = re.compile(r"[。；]|\d(万元|元)?[，,][^\d]|\d(万?元(?!以[上下])|%|％)")


class Zone(NamedTuple):
    """Lines `head:body` are a table's head, `body:end` its rows."""

    head: int
    body: int
    end: int


def zones(lines: Sequence[Line], goes_on: bool, repeated: Sequence[str] = ()) -> list[Zone]:
    """Return the tables without lines; `goes_on` where one ran to the end of the page before.

    `repeated`: the lines of that table's head, which may stand again.
    """
    found = []
    at = 0
    if goes_on and (zone := _resumed(lines, repeated)):
        found.append(zone)
        at = zone.end
    while at < len(lines):
        tall = _title_lines(lines, at)
        follows = bool(found) and at == found[-1].end and any(map(is_head, lines[at : at + MAX_TOP]))
        zone = _below(lines, at, tall, follows=follows) if tall or follows or is_head(lines[at]) else None
        if zone:
            found.append(zone)
            at = zone.end
        else:
            at += 1
    return found


def is_meta(line: Line) -> bool:
    """Whether a line names the form's number, its unit or its department."""
    return not line.numbers and any(_META.fullmatch(segment.text.replace(" ", "")) for segment in line.segments)


def runs_on(lines: Sequence[Line], end: int) -> bool:
    """Whether nothing but a page number follows."""
    return all(_FOLIO.fullmatch(line.text) for line in lines[end:])


def _is_title(line: Line) -> bool:
    return len(line.segments) <= 2 and bool(_TITLE.fullmatch(line.text))


def _title_lines(lines: Sequence[Line], at: int) -> int:
    """Return over how many lines a form's title stands here: one, more where it is wrapped, or none."""
    if _is_title(lines[at]):
        return 1
    text, first = "", lines[at].segments[0]
    for tall, line in enumerate(lines[at : at + MAX_TITLE], start=1):
        part = line.segments[0]
        far = tall > 1 and line.top - lines[at + tall - 2].base > first.size
        if len(line.segments) > 1 or far or abs(part.centre - first.centre) >= first.size:
            return 0
        text += part.text
        if tall > 1 and _TITLE.fullmatch(text):
            return tall
    return 0


def is_head(line: Line) -> bool:
    """Whether a line speaks of several columns of a form."""
    words = sum(bool(_HEAD_WORD.search(segment.text)) for segment in line.segments)
    short = all(len(segment.text) <= 20 for segment in line.segments)
    return words >= 2 and short and not line.numbers and not _SENTENCE.search(line.text)


def _is_row(line: Line) -> bool:
    """Whether a line has an amount that stands apart from its label."""
    return any(segment.is_amount for segment in line.segments)


def is_numbering(line: Line) -> bool:
    """Whether a line numbers the columns below its words: 栏次 1 2 3."""
    numbers = [s.text for s in line.segments if s.is_number]
    words = [s.text for s in line.segments if not s.is_number]
    if len(numbers) < 2 or not all(n.isdigit() and len(n) < 3 for n in numbers):
        return False
    rising = [int(n) for n in numbers]
    return (
        rising == list(range(rising[0], rising[0] + len(rising)))
        and all(_BESIDE_NUMBERS.fullmatch(word) for word in words)
        and ("栏次" in words or len(numbers) > 2)
    )


def _first_row(lines: Sequence[Line], head: int) -> int | None:
    """Return the first line of a table's body: below the columns' numbers, or the first with an amount or a number."""
    counted = None
    for i in range(head, min(head + MAX_HEAD, len(lines))):
        if is_numbering(lines[i]):
            return i + 1 if i + 1 < len(lines) else None
        if _is_row(lines[i]):
            return i
        if _ends(lines[i]):
            break
        if counted is None and lines[i].numbers:
            counted = i
    return counted


def _ends(line: Line) -> bool:
    """Whether a table does not go on here: prose, a note, the title of the next form."""
    if _NOTE.match(line.text) or _LEADER.search(line.text):
        return True
    longest = max(len(segment.text) for segment in line.segments)
    if longest > 40 or _SENTENCE.search(line.text):
        return True
    return _is_title(line) and not line.numbers


def _below(lines: Sequence[Line], title: int, tall: int, *, follows: bool = False) -> Zone | None:
    """Return the table below a title of `tall` lines, or at a head without one; `follows`: right below another."""
    head = title + tall
    while head < len(lines) and (is_meta(lines[head]) or _is_title(lines[head])):
        head += 1
    body = _first_row(lines, head)
    if body is None:
        return None
    head = _behind_meta(lines, head, body)
    if any(_ends(line) for line in lines[head:body]):
        return None
    words = [s.text for line in lines[head:body] for s in line.segments]
    count = len(_HEAD_WORD.findall(" ".join(words)))
    if count < 2:
        return None
    sure = follows or is_numbering(lines[body - 1]) or (tall and count >= SURE_WORDS)
    return _checked(lines, Zone(head, body, _end(lines, body, head)), least=1 if sure else MIN_ROWS)


def _behind_meta(lines: Sequence[Line], head: int, body: int) -> int:
    """Return where a head begins: behind the last line that names the form's unit, number or department."""
    return max((i + 1 for i in range(head, body) if is_meta(lines[i])), default=head)


def _resumed(lines: Sequence[Line], repeated: Sequence[str] = ()) -> Zone | None:
    """Return the table that goes on from the page before, at its first line or below its repeated title."""
    if repeated and [line.text for line in lines[: len(repeated)]] == list(repeated):
        return _checked(lines, Zone(0, len(repeated), _end(lines, len(repeated), 0)), least=1)
    tall = _title_lines(lines, 0) if lines else 0
    if tall and (zone := _below(lines, 0, tall)):  # a form of its own, or the same one with all its heads again
        return zone
    head = 0
    while head < len(lines) and (is_meta(lines[head]) or _is_title(lines[head])):
        head += 1
    body = next((i for i in range(head, min(head + MAX_HEAD, len(lines))) if _is_row(lines[i])), None)
    if body is None or any(_ends(line) for line in lines[head:body]):
        return None
    # A label may sound like a head; where the head before is known, a head here says it again.
    heads = [is_head(line) and (not repeated or line.text in repeated) for line in lines[:body]]
    labels = next((i for i in range(head, body) if not heads[i]), body)
    first = head if labels == head else _head_end(lines, head, body)
    return _checked(lines, Zone(head, first, _end(lines, body, head)), least=1)


def _head_end(lines: Sequence[Line], head: int, body: int) -> int:
    """Return where a repeated head ends: behind its last line that speaks of columns."""
    return max((i + 1 for i in range(head, body) if is_head(lines[i])), default=body)


def _end(lines: Sequence[Line], body: int, head: int) -> int:
    """Return the line behind the last row: of the last amounts, and of labels that follow close.

    Another table below begins with a head of its own: words of the head at `head` again, or two halves alike.
    """
    heads = {(segment.text, round(segment.centre / 4)) for line in lines[head:body] for segment in line.segments}
    end = body
    for i in range(body, len(lines)):
        far = i > body and lines[i].top - lines[i - 1].base > 4 * lines[i].size and not _skips_one(lines, body, i)
        if _ends(lines[i]) or far or (i == len(lines) - 1 and _FOLIO.fullmatch(lines[i].text)):
            break
        if i > body and is_head(lines[i]) and _is_head_again(lines[i], heads):
            return _top_of_head(lines, i, body)
        end = i + 1
    return end


def _skips_one(lines: Sequence[Line], body: int, at: int) -> bool:
    """Whether a line of amounts stands where the next row but one would: tall rows leave a blank one a wide gap."""
    bases = [line.base for line in lines[body:at] if _is_row(line)]
    steps = sorted(low - high for high, low in pairwise(bases))
    return bool(steps) and _is_row(lines[at]) and lines[at].base - bases[-1] <= BLANK_ROW * steps[len(steps) // 2]


def _is_head_again(line: Line, heads: Collection[tuple[str, int]]) -> bool:
    """Whether a line says again what a head says, at the same places, or names two halves alike."""
    words = [segment.text for segment in line.segments]
    half = len(words) // 2
    places = [(segment.text, round(segment.centre / 4)) for segment in line.segments]
    again = all(any((word, place + off) in heads for off in (-1, 0, 1)) for word, place in places)
    return again or (half >= 2 and words[:half] == words[half:])


def _top_of_head(lines: Sequence[Line], at: int, body: int) -> int:
    """Return the first line of a head inside a zone: a word alone over it belongs to it."""
    while at - 1 > body and len(lines[at - 1].segments) == 1 and not lines[at - 1].numbers:
        at -= 1
    return at


def _checked(lines: Sequence[Line], zone: Zone, least: int = MIN_ROWS) -> Zone | None:
    """Return `zone` if enough of its lines are rows and enough amounts end at the same place."""
    body = lines[zone.body : zone.end]
    rows = [line for line in body if line.numbers]
    if rows and all(len(line.segments) == line.numbers >= WIDE_ROW for line in rows):
        return zone  # 三公经费: one row of twelve figures
    if len(rows) < least:
        return None
    ends = Counter(round(s.x1 / 4) for line in rows for s in line.segments if s.is_number)
    best = max(ends[place] + ends[place + 1] for place in ends)
    texts = sum(len(s.text) > 30 for line in body for s in line.segments)
    return zone if best >= least and texts * 4 <= len(body) else None

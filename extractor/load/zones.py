"""Where a table without lines stands on a page: below the title or the head of a form, until prose begins again.

Narrative must never be taken for a table, so all of it must hold: a head that speaks of a form (or the form goes on
from the page before), at least three lines with amounts of their own, amounts that end at the same place.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from extractor.load.segments import Line

MIN_ROWS = 3
WIDE_ROW = 5
"""Figures of a line that is a table by itself."""

MAX_HEAD = 24
"""Lines between a form's title and its first amounts."""

_TITLE = re.compile(r"[^。；]{2,45}表([（(][^）)]{1,12}[）)])?")
_META = re.compile(r"(附?表\d+)|.*(公开\d+表|财决\S*表|单位[:：]|部门[:：]|编制[:：]|金额单位).*")
_HEAD_WORD = re.compile(r"项目|科目|决算数|预算数|金额|合计|行次|栏次|[类款项]|支出|收入|小计")
_NOTE = re.compile(r"(注|备注|说明|附注)[:：\d]")
_FOLIO = re.compile(r"[-—–－·第页\s]*\d{1,4}[-—–－·第页\s]*")
_LEADER = re.compile(r"[.…·．]{4}|…{2}")
_SENTENCE = re.compile(r"[。；]|\d(万元|元)?[，,][^\d]|\d(万?元|%|％)")


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
        zone = _below(lines, at) if _is_title(lines[at]) or _is_head(lines[at]) else None
        if zone:
            found.append(zone)
            at = zone.end
        else:
            at += 1
    return found


def is_meta(line: Line) -> bool:
    """Whether a line names the form's number, its unit or its department."""
    return bool(_META.fullmatch(line.text)) and not line.numbers


def runs_on(lines: Sequence[Line], end: int) -> bool:
    """Whether nothing but a page number follows."""
    return all(_FOLIO.fullmatch(line.text) for line in lines[end:])


def _is_title(line: Line) -> bool:
    return len(line.segments) <= 2 and bool(_TITLE.fullmatch(line.text))


def _is_head(line: Line) -> bool:
    words = sum(bool(_HEAD_WORD.search(segment.text)) for segment in line.segments)
    short = all(len(segment.text) <= 20 for segment in line.segments)
    return words >= 2 and short and not line.numbers and not _SENTENCE.search(line.text)


def _is_row(line: Line) -> bool:
    """Whether a line has an amount that stands apart from its label."""
    return any(segment.is_amount for segment in line.segments)


def _ends(line: Line) -> bool:
    """Whether a table does not go on here: prose, a note, the title of the next form."""
    if _NOTE.match(line.text) or _LEADER.search(line.text):
        return True
    longest = max(len(segment.text) for segment in line.segments)
    if longest > 40 or _SENTENCE.search(line.text):
        return True
    return _is_title(line) and not line.numbers


def _below(lines: Sequence[Line], title: int) -> Zone | None:
    """Return the table below (or at) line `title`."""
    head = title if _is_head(lines[title]) else title + 1
    while head < len(lines) and (is_meta(lines[head]) or _is_title(lines[head])):
        head += 1
    body = next((i for i in range(head, min(head + MAX_HEAD, len(lines))) if _is_row(lines[i])), None)
    if body is None or any(_ends(line) for line in lines[head:body]):
        return None
    words = " ".join(segment.text for line in lines[head:body] for segment in line.segments)
    if len(_HEAD_WORD.findall(words)) < 2:
        return None
    return _checked(lines, Zone(head, body, _end(lines, body)))


def _resumed(lines: Sequence[Line], repeated: Sequence[str] = ()) -> Zone | None:
    """Return the table that goes on from the page before, at its first line or below its repeated title."""
    if repeated and [line.text for line in lines[: len(repeated)]] == list(repeated):
        return _checked(lines, Zone(0, len(repeated), _end(lines, len(repeated))), least=1)
    head = 0
    while head < len(lines) and (is_meta(lines[head]) or _is_title(lines[head])):
        head += 1
    body = next((i for i in range(head, min(head + MAX_HEAD, len(lines))) if _is_row(lines[i])), None)
    if body is None or any(_ends(line) for line in lines[head:body]):
        return None
    labels = next((i for i in range(head, body) if not _is_head(lines[i])), body) if body > head else body
    first = head if labels == head else _head_end(lines, head, body)
    return _checked(lines, Zone(head, first, _end(lines, body)), least=1)


def _head_end(lines: Sequence[Line], head: int, body: int) -> int:
    """Return where a repeated head ends: behind its last line that speaks of columns."""
    return max((i + 1 for i in range(head, body) if _is_head(lines[i])), default=body)


def _end(lines: Sequence[Line], body: int) -> int:
    """Return the line behind the last row: of the last amounts, and of labels that follow close."""
    end = body
    for i in range(body, len(lines)):
        far = i > body and lines[i].top - lines[i - 1].base > 4 * lines[i].size
        if _ends(lines[i]) or far or (i == len(lines) - 1 and _FOLIO.fullmatch(lines[i].text)):
            break
        end = i + 1
    return end


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

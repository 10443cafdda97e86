"""Figures dealt out in order: 年初、年末结转和结余分别为1万元、2万元 — as many subjects as figures, or nothing."""

import re
from collections.abc import Sequence

from extractor.sentences.cutting import Clause
from extractor.sentences.subjects import subject_of

_DEALT = re.compile(r"(?P<whom>.+?)(?:分别|各)(?:决算|支出)?(?:为|是|有|达到?)?$")
_BETWEEN = frozenset({"、", "和", "及", "与"})


def run_of(clauses: Sequence[Clause], at: int) -> list[Clause]:
    """Return the clauses of one list of figures of one unit that begins at `at`: 1万元、2万元和3万元."""
    first = clauses[at].number
    run = [clauses[at]]
    for clause in clauses[at + 1 :]:
        number = clause.number
        if first is None or number is None or clause.words not in _BETWEEN or number.unit != first.unit:
            break
        run.append(clause)
    return run


def dealt_to(words: str, count: int, place: str) -> list[str] | None:
    """Return the rows that `count` figures are dealt out to, in order; None where the words do not name just as many."""
    match = _DEALT.fullmatch(words.strip("\n"))
    if not match or count < 2:
        return None
    return next((rows for names in _splits(match["whom"], count) if (rows := _rows(names, place))), None)


def _splits(whom: str, count: int) -> list[list[str]]:
    """Every way to cut the words into `count` names at 、 or 和."""
    if count == 1:
        return [[whom]]
    cuts = [mark.start() for mark in re.finditer("[、和与及]", whom)]
    return [[whom[:at], *rest] for at in cuts for rest in _splits(whom[at + 1 :], count - 1) if whom[:at]]


def _rows(names: list[str], place: str) -> list[str] | None:
    """The rows of names, of which earlier ones may leave the last one's end unsaid (年初、年末结转和结余)."""
    last = names[-1]
    rows = []
    for name in names:
        subject = subject_of(name, place)
        ends = (last[at:] for at in range(1, len(last)))
        subject = subject or next((found for end in ends if (found := subject_of(name + end, place))), None)
        if subject is None or subject.year is not None and len(names) == 1:
            return None
        rows.append(subject.row)
    return rows if len(set(rows)) == len(rows) else None

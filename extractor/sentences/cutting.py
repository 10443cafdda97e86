"""Cut a section into what is read at once: items, sentences, and the clauses that end in a figure or say nothing of one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.numbers import Number

_KEPT = re.compile(r"（(?:\d{0,9}[类款项]|\d{1,3}|[^（）\d，。；：\n]{1,40})）")
"""A bracket that may belong to a name, a direction or an ordinal: no figure and no stop in it."""
_MEASURE = re.compile(r"（[^\d（），。；：\n]{1,20}[+\-]?[\d.,]+(?:%|[亿万]?元)）")
_STOP = re.compile(r"[，。；：\n]")


@dataclass(frozen=True)
class Clause:
    """Words up to a figure, or up to a stop where no figure ends them."""

    start: int
    words: str
    """What brackets hold is left out, unless it belongs to a name or a direction."""
    number: Number | None
    opens: str
    """The mark it opens behind: "，", "；", "。", "\\n", "：", "（", or "" right behind another figure."""
    first: bool
    """It opens a sentence."""
    item: bool
    """It opens a list item."""
    inside: bool
    """It stands in a bracket that is no part of a name."""


def clauses_of(text: str, numbers: list[Number]) -> Iterator[Clause]:
    """Yield the clauses of a flat text: the outer ones in order, each bracket's behind the whole text."""
    plain, brackets = _without_brackets(text, numbers)
    held = [number for number in numbers if not any(a <= number.start < b for a, b in brackets)]
    yield from _cut(plain, (0, len(text)), held, inside=False)
    for a, b in brackets:
        within = [number for number in numbers if a <= number.start < b]
        if within:
            yield from _cut(text, (a + 1, b - 1), within, inside=True)


def _without_brackets(text: str, numbers: list[Number]) -> tuple[str, list[tuple[int, int]]]:
    """Blank out brackets that are no part of a name or direction; nested ones go with the outer one.

    A bracket behind a figure that holds one amount or percentage and its measure, （占5%）, is a clause like others: it gets commas.
    """
    spans: list[tuple[int, int]] = []
    depth, start = 0, 0
    kept = {match.start() for match in _KEPT.finditer(text)}
    keeping = False
    for at, mark in enumerate(text):
        if mark == "（" and depth == 0 and at in kept:
            keeping = True
        elif mark == "（":
            start = at if depth == 0 else start
            depth += 1
        elif mark == "）" and keeping:
            keeping = False
        elif mark == "）" and depth:
            depth -= 1
            if depth == 0:
                spans.append((start, at + 1))
        elif mark == "\n":
            depth, keeping = 0, False
    plain = list(text)
    ends = {number.after for number in numbers}
    aside = [span for span in spans if not (span[0] in ends and _MEASURE.fullmatch(text, *span))]
    for a, b in spans:
        if (a, b) in aside:
            plain[a:b] = "\0" * (b - a)
        else:
            plain[a], plain[b - 1] = "，", "，"
    return "".join(plain), aside


def _cut(text: str, span: tuple[int, int], numbers: list[Number], *, inside: bool) -> Iterator[Clause]:
    """Cut text at its marks and behind its figures."""
    position, end = span
    opens, first, item = "。", True, True
    stops = [(m.start(), m.end(), m[0], None) for m in _STOP.finditer(text, position, end)]
    ends = [(n.start, n.after, "", n) for n in numbers]
    taken = [(n.start, n.after) for n in numbers]
    for a, b, mark, number in sorted([*stops, *ends], key=lambda e: e[0]):
        if number is None and any(x <= a < y for x, y in taken):
            continue
        words = text[position:a].replace("\0", "")
        if words or number:
            yield Clause(position, words, number, opens, first, item, inside)
            first = item = False
        opens = mark if number is None else ""
        if number is None and mark in "。\n":
            first = True
            item = item or mark == "\n"
        position = b
    rest = text[position:end].replace("\0", "")
    if rest:
        yield Clause(position, rest, None, opens, first, item, inside)

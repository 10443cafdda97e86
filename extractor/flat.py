"""Report text without its hard wraps, and the way back to the source.

PDF and OCR text breaks lines in the middle of words and numbers. `flatten` drops white space and unifies widths one
character for one, so that every character of the flat text knows the offset it came from. NFKC is never applied:
it changes lengths and would rewrite what was printed.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

WIDTH = str.maketrans("０１２３４５６７８９．％（）：；，－＋", "0123456789.%（）：；，-+")
WIDTH.update(str.maketrans("():;﹪−–[]［］", "（）：；%--（）（）"))

_ORDINAL_LINE = re.compile(
    r"^(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|[（(]\d{1,2}[）)]|[①-⑳]"
    r"|\d{1,2}\s*[.．](?!\s*\d)|\d{1,2}\s*、|\d{1,2}\s*[.．]\s*(?=\d{2,4}\s*年))"
)
_PAGE_NUMBER = re.compile(r"^\s*[-—–－]\s*\d{1,4}\s*[-—–－]\s*$|^\s*第\s*\d{1,4}\s*页(?:\s*共\s*\d{1,4}\s*页)?\s*$")
"""A line that is a page's number cuts sentences in two: — 6 —."""
_ODD = re.escape("".join(map(chr, WIDTH)) + ",，\ufeff\u200b")
_PLAIN = re.compile(rf"(?![-—–－第])[^\s{_ODD}]+")
"""A word that stands in flat text as it is: no character of it is another one there, and it is no page's number."""
_WORD = re.compile(r"[^\s\ufeff\u200b]+")
_DIGIT_END = re.compile(r"[\d%]")
_DIGIT_START = re.compile(r"[+\-]?\d")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))|(?<=\d)，(?=\d{3}\.\d)")
"""A full-width comma is a thousands mark only where decimals follow: 1，234.50."""
_LONG = 200_000
"""Characters of a section that is remembered; no section of a report is longer."""
_SHORT = 200
"""Characters of a text that is remembered; a table's cells and heads are shorter."""


@dataclass(frozen=True)
class Flat:
    """Flat text with, for each of its characters, the offset in the source text."""

    text: str
    offsets: tuple[int, ...]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open source range of the flat range [start, end). Needs start < end."""
        return self.offsets[start], self.offsets[end - 1] + 1

    def part(self, start: int, end: int) -> "Flat":
        """Return the flat text of the flat range [start, end)."""
        return Flat(self.text[start:end], self.offsets[start:end])


def starts_item(line: str) -> bool:
    """Return whether a line opens a list item or numbered heading: 一、 （一） 1. 1、 （1） ①."""
    return bool(_ORDINAL_LINE.match(line.lstrip()))


def flatten(text: str, start: int = 0, end: int | None = None) -> Flat:
    """Flatten `text[start:end]`; a line break survives only before a list item.

    Two numbers that only white space keeps apart on one line stay apart (a line break stands between them).
    """
    stop = len(text) if end is None else end
    work = _flattened if stop - start <= _LONG else _flattened.__wrapped__
    return work(text, start, stop)


@lru_cache(maxsize=128)
def _flattened(text: str, start: int, stop: int) -> Flat:
    """Sections are looked at by the reading and by the checks: the last ones are remembered."""
    parts: list[str] = []
    offsets: list[int] = []
    position = start
    for line in text[start:stop].splitlines(keepends=True):
        if _PAGE_NUMBER.match(line):
            position += len(line)
            continue
        if parts and starts_item(line):
            parts.append("\n")
            offsets.append(position - 1 if position > start else position)
        _append_line(line, position, parts, offsets)
        position += len(line)
    return Flat(_unify_commas("".join(parts)), tuple(offsets))


def flat_text(text: str) -> str:
    """Return the flat text alone. Words of a table are asked for again and again: short ones are remembered."""
    if text.isascii() and text.replace(".", "").isdigit():
        return text
    return _remembered(text) if len(text) <= _SHORT else flatten(text).text


@lru_cache(maxsize=20_000)
def _remembered(text: str) -> str:
    word = text.strip()
    return word if _PLAIN.fullmatch(word) else flatten(text).text


def _append_line(line: str, position: int, parts: list[str], offsets: list[int]) -> None:
    wide = line.translate(WIDTH)
    gap = 0
    for word in _WORD.finditer(wide):
        start, end = word.span()
        if gap and _DIGIT_END.match(wide, gap - 1) and _DIGIT_START.match(wide, start):
            parts.append("\n")
            offsets.append(position + gap)
        parts.append(word[0])
        offsets.extend(range(position + start, position + end))
        gap = end


def _unify_commas(text: str) -> str:
    """Commas inside numbers become ASCII; every other ASCII comma is the punctuation ，."""
    if "," not in text and "，" not in text:
        return text
    marked = _THOUSANDS.sub("\x00", text)
    return marked.replace(",", "，").replace("\x00", ",")

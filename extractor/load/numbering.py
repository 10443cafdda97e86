"""Automatic list numbers of a Word file: printed in front of a paragraph, but not in its text.

Only what reports use is counted: Arabic, Chinese and circled numbers, letters. An unknown format gives no number.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

_DIGITS = "零一二三四五六七八九"
_MAX_DEPTH = 20


def chinese(number: int) -> str:
    """Write 1 to 9999 as Chinese counts: 一, 十, 十二, 二十, 一百零五."""
    if not 0 < number < 10_000:
        return str(number)
    out, zero = "", False
    for value, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, value)
        if digit:
            out += ("零" if zero and out else "") + _DIGITS[digit] + word
        zero = not digit
    return out.removeprefix("一") if out.startswith("一十") else out


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
}


class _Level(NamedTuple):
    format: str
    text: str
    start: int
    gap: str


class Numbering:
    """Counts the numbered paragraphs of one document, in order."""

    def __init__(self, document: WordDocument) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}  # numId -> abstractNumId: lists that share it go on counting together
        self._overrides: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._styles = {style.get(qn("w:styleId")): style for style in document.styles.element.findall(qn("w:style"))}
        for relation in document.part.rels.values():
            if relation.reltype.endswith("/numbering"):
                self._read(relation.target_part.element)

    def label(self, paragraph: Any) -> str:
        """Return the number printed in front of a `w:p`, with a space where one is printed; "" for none."""
        found = self._place(paragraph)
        if found is None:
            return ""
        num_id, depth = found
        abstract = self._abstract.get(num_id, "")
        levels = self._levels.get(abstract, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(abstract, {})
        start = self._overrides.pop((num_id, depth), None)
        counts[depth] = start if start is not None else counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        return self._render(level, levels, counts)

    def _render(self, level: _Level, levels: dict[int, _Level], counts: dict[int, int]) -> str:
        text = level.text
        for depth, shown in levels.items():
            if f"%{depth + 1}" in text:
                spell = _FORMATS.get(shown.format)
                if spell is None:
                    return ""
                text = text.replace(f"%{depth + 1}", spell(counts.get(depth, shown.start)))
        if level.format not in _FORMATS:
            return ""
        # A bare number or one with a point must never grow together with a figure that begins the paragraph.
        gap = level.gap or (" " if text[-1:].isdigit() or text.endswith(".") else "")
        return text + gap if text else ""

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        """Return the list and the depth of a paragraph: its own, else its style's."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return self._style_place(None)
        num_id, depth = _num_pr(properties)
        if num_id is None:
            style = properties.find(qn("w:pStyle"))
            inherited = self._style_place(style.get(qn("w:val")) if style is not None else None)
            if inherited is None:
                return None
            num_id, depth = inherited[0], inherited[1] if depth is None else depth
        return None if num_id == "0" else (num_id, depth or 0)

    def _style_place(self, style_id: str | None) -> tuple[str, int] | None:
        for _ in range(_MAX_DEPTH):
            style = self._styles.get(style_id)
            if style is None:
                return None
            properties = style.find(qn("w:pPr"))
            if properties is not None:
                num_id, depth = _num_pr(properties)
                if num_id is not None:
                    return num_id, depth or 0
            based = style.find(qn("w:basedOn"))
            style_id = based.get(qn("w:val")) if based is not None else None
        return None

    def _read(self, root: Any) -> None:
        for abstract in root.findall(qn("w:abstractNum")):
            levels = {_depth(level): _level(level) for level in abstract.findall(qn("w:lvl"))}
            self._levels[abstract.get(qn("w:abstractNumId"))] = levels
        for num in root.findall(qn("w:num")):
            num_id, link = num.get(qn("w:numId")), num.find(qn("w:abstractNumId"))
            if link is None:
                continue
            self._abstract[num_id] = link.get(qn("w:val"))
            for override in num.findall(qn("w:lvlOverride")):
                start = override.find(qn("w:startOverride"))
                if start is not None:
                    self._overrides[num_id, _depth(override)] = int(start.get(qn("w:val")))


def _depth(element: Any) -> int:
    return int(element.get(qn("w:ilvl")) or 0)


def _num_pr(properties: Any) -> tuple[str | None, int | None]:
    num_pr = properties.find(qn("w:numPr"))
    if num_pr is None:
        return None, None
    num_id, depth = num_pr.find(qn("w:numId")), num_pr.find(qn("w:ilvl"))
    return (
        num_id.get(qn("w:val")) if num_id is not None else None,
        int(depth.get(qn("w:val"))) if depth is not None else None,
    )


def _level(element: Any) -> _Level:
    def value(name: str, default: str) -> str:
        child = element.find(qn(name))
        return default if child is None else child.get(qn("w:val")) or ""

    gap = "" if value("w:suff", "tab") == "nothing" else " "
    return _Level(value("w:numFmt", "decimal"), value("w:lvlText", ""), int(value("w:start", "1")), gap)

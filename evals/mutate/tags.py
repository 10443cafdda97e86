"""Damage to HTML and to the XML inside packages: spans beyond measure, nesting without end, tags torn, entities."""

import re
from random import Random

from evals.mutate.binary import Change, span
from evals.mutate.wording import FIGURES, NUMBER, Rewrite, on_text

_TAG = re.compile(r"<[^<>]+>")
_NAME = re.compile(r"<([A-Za-z][\w:.-]*)[^<>/]*>")
_ATTRIBUTE = re.compile(r'(=")([^"<>]*)(")')
_TEXT = re.compile(r"(?<=>)[^<>]+(?=<)")
_ROW = re.compile(r"<(tr|w:tr|row|w:p|ofd:TextObject)\b[^<>]*>.*?</\1>", re.S)
_CELL = re.compile(r"<(td|th|w:tc|c)\b[^<>]*>.*?</\1>", re.S)
_HUGE = (
    "1000000000",
    "99999",
    "1048576",
    "16384",
    "65535",
    "-1",
    "0",
    "",
    "1e308",
    "NaN",
    "9" * 400,
    "２",
    "0x10",
    "1.5",
)
_WIDE = (
    (re.compile(r"<(td|th)\b"), r'<\1 colspan="1000000000" rowspan="1000000000"'),
    (re.compile(r"<(td|th)\b"), r'<\1 colspan="99" rowspan="65534"'),
    (re.compile(r"(<w:tcPr>)"), r'\1<w:gridSpan w:val="1000000000"/><w:vMerge w:val="restart"/>'),
    (re.compile(r"(<w:tcPr>)"), r'\1<w:gridSpan w:val="99999"/>'),
    (re.compile(r"(<w:tr\b[^<>]*>)"), r'\1<w:trPr><w:gridBefore w:val="99999"/></w:trPr>'),
    (re.compile(r"(</sheetData>)"), r'\1<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    (re.compile(r"(<sheetData>)"), r'\1<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    (re.compile(r"(<sheetData>)"), r'<cols><col max="16384" hidden="1"/></cols>\1<row r="1048576" hidden="1"/>'),
    (re.compile(r"<c r=\"[A-Z]+\d+\""), r'<c r="XFD1048576"'),
    (re.compile(r"(Boundary=\")[^\"]*"), r"\g<1>0 0 1000000000 1000000000"),
    (re.compile(r"(DeltaX=\")[^\"]*"), r"\1g 1000000000 5"),
    (re.compile(r"(Size=\")[^\"]*"), r"\g<1>1000000000"),
)  # fmt: skip
_ENTITIES = """<!DOCTYPE x [<!ENTITY a0 "{word}">{chain}<!ENTITY far SYSTEM "file:///dev/zero">]>"""


def huge_spans(text: str, dice: Random) -> str:
    """Let cells span a thousand million columns and rows, in one place or everywhere."""
    fit = [(pattern, told) for pattern, told in _WIDE if pattern.search(text)]
    if not fit:
        return huge_attributes(text, dice)
    pattern, told = dice.choice(fit)
    share = dice.choice((0.01, 0.1, 1.0))
    done = pattern.sub(lambda m: m.expand(told) if dice.random() < share else m[0], text)
    return done if done != text else pattern.sub(told, text, count=1)


def huge_attributes(text: str, dice: Random) -> str:
    """Write into attributes what no program writes."""
    share = dice.choice((0.001, 0.02, 0.2))
    value = dice.choice(_HUGE)
    return _ATTRIBUTE.sub(lambda m: m[1] + value + m[3] if dice.random() < share else m[0], text)


def nest(text: str, dice: Random) -> str:
    """Put an element into itself thousands of times."""
    names = _NAME.findall(text) or ["div"]
    name, depth = dice.choice(sorted(set(names))), dice.choice((50, 500, 5_000, 50_000))
    places = [m.end() for m in _TAG.finditer(text)] or [0]
    place = dice.choice(places)
    closing = f"</{name}>" * depth if dice.random() < 0.7 else ""
    return text[:place] + f"<{name}>" * depth + dice.choice(("", "1.00", "合计")) + closing + text[place:]


def tear_tags(text: str, dice: Random) -> str:
    """Take tags out, or half of them."""
    share = dice.choice((0.001, 0.02, 0.3))
    return _TAG.sub(lambda m: dice.choice(("", m[0][:-1], m[0][1:], m[0] * 2)) if dice.random() < share else m[0], text)


def rename_tags(text: str, dice: Random) -> str:
    """Call an element otherwise everywhere."""
    names = sorted(set(_NAME.findall(text)))
    if not names:
        return text
    old, new = dice.choice(names), dice.choice([*names, "x", "table", "w:tbl", "svg", "template", "plaintext"])
    return re.sub(rf"(</?){re.escape(old)}\b", lambda m: m[1] + new, text)


def swap_elements(text: str, dice: Random) -> str:
    """Let cells or rows change places, get lost, or be said again."""
    found = list(dice.choice((_ROW, _CELL)).finditer(text))
    if len(found) < 2:
        return text
    parts = [m[0] for m in found]
    for _ in range(dice.choice((1, 10, len(parts)))):
        a, b = dice.randrange(len(parts)), dice.randrange(len(parts))
        parts[a], parts[b] = dice.choice(((parts[b], parts[a]), ("", parts[b]), (parts[a] * 3, parts[b])))
        if sum(map(len, parts[a : a + 1])) > 100_000:
            break
    out, position = [], 0
    for match, part in zip(found, parts, strict=True):
        out += [text[position : match.start()], part]
        position = match.end()
    return "".join(out) + text[position:]


def cut_tags(text: str, dice: Random) -> str:
    """Take a piece out, from tag to tag."""
    places = [m.start() for m in _TAG.finditer(text)] or [0]
    start, end = span(len(places), dice)
    return text[: places[start]] + text[places[min(end, len(places) - 1)] :]


def double_tags(text: str, dice: Random) -> str:
    """Say a piece again and again, from tag to tag."""
    places = [m.start() for m in _TAG.finditer(text)] or [0]
    start, end = span(len(places), dice, most=0.02)
    stop = places[min(end, len(places) - 1)]
    return text[:stop] + text[places[start] : stop] * dice.choice((1, 20, 300)) + text[stop:]


def odd_texts(text: str, dice: Random) -> str:
    """Print extreme figures and references to characters that are none."""
    share = dice.choice((0.01, 0.2))
    odd = (
        *FIGURES,
        "&#0;",
        "&#xD800;",
        "&#x10FFFF;",
        "&nbsp;",
        "&undefined;",
        "\x00",
        "<![CDATA[1.00]]>",
        "<!-- 1 -->",
        "&",
    )

    def change(match: re.Match[str]) -> str:
        if dice.random() >= share:
            return match[0]
        fresh = dice.choice(odd)
        return NUMBER.sub(lambda _: fresh, match[0]) if NUMBER.search(match[0]) else fresh

    return _TEXT.sub(change, text)


def entities(text: str, dice: Random) -> str:
    """Declare entities that grow without end, or stand in another file, and use them."""
    depth = dice.choice((3, 10, 40))
    chain = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, depth))
    head = _ENTITIES.format(word="合计" * 10, chain=chain)
    used = dice.choice((f"&a{depth - 1};", "&far;", "&a1;"))
    start = text.find("?>") + 2 if text.startswith("<?xml") else 0
    body = _TEXT.sub(lambda m: used if dice.random() < 0.02 else m[0], text[start:])
    return text[:start] + head + body


MARKUP_REWRITES: dict[str, Rewrite] = {
    "huge_spans": huge_spans,
    "huge_attributes": huge_attributes,
    "nest": nest,
    "tear_tags": tear_tags,
    "rename_tags": rename_tags,
    "swap_elements": swap_elements,
    "cut_tags": cut_tags,
    "double_tags": double_tags,
    "odd_texts": odd_texts,
    "entities": entities,
}

MARKUP: dict[str, Change] = {name: on_text(rewrite) for name, rewrite in MARKUP_REWRITES.items()}

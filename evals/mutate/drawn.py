"""Damage to PDF: what is drawn on its pages, and the objects it is made of."""

import base64
import re
import zlib
from collections.abc import Callable
from random import Random

from evals.mutate.binary import Change, span

_STREAM = re.compile(rb"<<([^<>]*(?:<<[^<>]*>>[^<>]*)*)>>\s*stream\r?\n(.*?)\r?\n?endstream", re.S)
_FILTER = re.compile(rb"/Filter\s*(?:\[[^\]]*\]|/\w+)")
_LENGTH = re.compile(rb"/Length\s+\d+(?:\s+\d+\s+R)?")
_NUMBER = re.compile(rb"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
_OPERATOR = re.compile(rb"[^\n]*\n")
_HUGE = (b"1000000000", b"-1000000000", b"0", b"1e308", b"99999999999999999999", b"0.0000001", b"65535", b"-1")

MOST_BYTES = 8_000_000
"""Size of all damaged drawings of a file: a larger one only proves that large files take long."""

Draw = Callable[[bytes, Random], bytes]


def _drawings(data: bytes) -> list[tuple[re.Match[bytes], bytes]]:
    """Return the streams that draw a page, with their plain content."""
    found = []
    for match in _STREAM.finditer(data):
        plain = _plain(match[1], match[2])
        if plain and (b" Tf" in plain or b" re" in plain or b" l\n" in plain):
            found.append((match, plain))
    return found


def _plain(head: bytes, body: bytes) -> bytes | None:
    try:
        if b"ASCII85" in head:
            body = base64.a85decode(body.strip().removesuffix(b"~>"))
        return zlib.decompress(body) if b"Flate" in head else body
    except (ValueError, zlib.error):
        return None


def _on_drawing(draw: Draw) -> Change:
    """Damage what is drawn on a page, or on all; the table of objects is wrong then, and the reader mends it."""

    def change(data: bytes, dice: Random) -> bytes:
        found = _drawings(data)
        if not found:
            return data
        chosen = found if dice.random() < 0.3 else [dice.choice(found)]
        out, position = [], 0
        room = MOST_BYTES
        for match, plain in chosen:
            fresh = draw(plain, dice)
            room -= len(fresh)
            if room < 0:
                break
            head = _LENGTH.sub(b"", _FILTER.sub(b"", match[1])) + b" /Length %d " % len(fresh)
            out += [data[position : match.start()], b"<<" + head + b">>\nstream\n" + fresh + b"\nendstream"]
            position = match.end()
        return b"".join(out) + data[position:]

    return change


def figures(plain: bytes, dice: Random) -> bytes:
    """Draw at places and in sizes that no page has."""
    share, value = dice.choice((0.001, 0.02, 0.3)), dice.choice(_HUGE)
    return _NUMBER.sub(lambda m: value if dice.random() < share else m[0], plain)


def nudge(plain: bytes, dice: Random) -> bytes:
    """Move everything a little, each on its own."""
    width = dice.choice((1.0, 5.0, 50.0))
    return _NUMBER.sub(lambda m: b"%.2f" % (float(m[0]) + dice.uniform(-width, width)), plain)


def lines_lost(plain: bytes, dice: Random) -> bytes:
    """Leave out operators."""
    kept = dice.uniform(0.3, 1)
    return b"".join(line for line in _OPERATOR.findall(plain) if dice.random() < kept)


def lines_again(plain: bytes, dice: Random) -> bytes:
    """Draw again and again, in the same place."""
    lines = _OPERATOR.findall(plain)
    start, end = span(len(lines), dice, most=0.2)
    return b"".join(lines[:end] + lines[start:end] * dice.choice((1, 10, 200)) + lines[end:])


def lines_shuffled(plain: bytes, dice: Random) -> bytes:
    """Draw in another order."""
    lines = _OPERATOR.findall(plain)
    start, end = span(len(lines), dice, most=1.0)
    part = lines[start:end]
    dice.shuffle(part)
    return b"".join(lines[:start] + part + lines[end:])


def hatch(plain: bytes, dice: Random) -> bytes:
    """Rule the page with thousands of lines."""
    count = dice.choice((100, 2_000, 20_000))
    kind = dice.choice(("%.2f 0 m %.2f 2000 l S\n", "0 %.2f m 2000 %.2f l S\n", "%.2f %.2f 3 3 re S\n"))
    marks = "".join(kind % (at := dice.uniform(0, 900), at) for _ in range(count))
    return b"q\n" + marks.encode() + b"Q\n" + plain


def objects(data: bytes, dice: Random) -> bytes:
    """Write into the objects numbers that lead nowhere, in circles, or are beyond measure."""
    share, value = dice.choice((0.001, 0.01, 0.1)), dice.choice((*_HUGE, b"1", b"2", b"3"))
    out, position = [], 0
    for match in _STREAM.finditer(data):
        plain = data[position : match.start(2)]
        out += [_NUMBER.sub(lambda m: value if dice.random() < share else m[0], plain), match[2]]
        position = match.end(2)
    return b"".join(out) + data[position:]


def names(data: bytes, dice: Random) -> bytes:
    """Take another name for what objects say of themselves."""
    found = sorted(set(re.findall(rb"/[A-Z]\w{2,12}\b", data)))
    if not found:
        return data
    old, new = dice.choice(found), dice.choice(found)
    return re.sub(re.escape(old) + rb"\b", lambda _: new, data)


DRAWN: dict[str, Change] = {
    "objects": objects,
    "names": names,
    "draw_figures": _on_drawing(figures),
    "draw_nudged": _on_drawing(nudge),
    "draw_less": _on_drawing(lines_lost),
    "draw_again": _on_drawing(lines_again),
    "draw_shuffled": _on_drawing(lines_shuffled),
    "draw_hatched": _on_drawing(hatch),
}

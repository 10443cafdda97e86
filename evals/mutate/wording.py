"""Damage to a text: lines and cells torn, doubled and shuffled, figures beyond all measure, marks without end."""

import re
from collections.abc import Callable
from random import Random

from evals.mutate.binary import Change, span

Rewrite = Callable[[str, Random], str]
"""A way to damage a text: (the text, dice) -> another text."""

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SEPARATOR = re.compile(r"(\t|\||\n| {2,})")
_TITLE = re.compile(r"^.{2,40}(?:表|说明|情况)$", re.M)
MOST_TEXT = 4_000_000
"""Characters above which a damaged text is cut off: a longer one only proves that long texts take long."""

FIGURES = (
    "9" * 31, "1" + "0" * 400, "9" * 5_000, "0." + "0" * 400 + "1", "9" * 100_000, "-" + "9" * 31 + ".99", "1e999",
    "1E+99", "NaN", "Infinity", "１２３４．５６", "٣٤٥", "²", "①", "½", "1,2,3,4", "1.2.3", "(5", "5)", "（5.00）", "-",
    "--5", ".5", "5.", "0" * 300, "00.00", "－", "%", "1%%", "2080501", "208.05.01", "२०८", "𝟗𝟗", "-0", "(0)",
)  # fmt: skip
_CONTROLS = (
    "\x00", "\f", "\v", "\x1c", "\x1e", "\x85", "\u2028", "\u2029", "\ufeff", "\u200b", "\u202e", "\x1b[0m", "\r",
    "\x7f", "\ufffd", "\U0001f9fe", "\u3000", "\xa0", "\uffff",
)  # fmt: skip
_MARKS = (
    "\t", "|", "  ", "（", "）", "一、", "（一）", "，", "。", "1", "1 ", "\n", "\n\n", "\n\t", "0.00  ", "208", "表\n",
    "-", "其中：", "元", "万元", "0.00\t", "合计\t", "\f", "#", "“", "1.", "收入支出决算总表\n",
)  # fmt: skip


def cut_lines(text: str, dice: Random) -> str:
    """Take lines out, in one piece or here and there."""
    lines = text.splitlines(keepends=True)
    if dice.random() < 0.5:
        start, end = span(len(lines), dice)
        return "".join(lines[:start] + lines[end:])
    kept = dice.uniform(0.5, 1)
    return "".join(line for line in lines if dice.random() < kept)


def double_lines(text: str, dice: Random) -> str:
    """Say lines again, up to five hundred times."""
    lines = text.splitlines(keepends=True)
    start, end = span(len(lines), dice, most=0.1)
    return "".join(lines[:end] + lines[start:end] * dice.choice((1, 3, 50, 500)) + lines[end:])


def shuffle_lines(text: str, dice: Random) -> str:
    """Put lines in another order, all or some."""
    lines = text.splitlines(keepends=True)
    start, end = (0, len(lines)) if dice.random() < 0.3 else span(len(lines), dice)
    part = lines[start:end]
    dice.shuffle(part)
    return "".join(lines[:start] + part + lines[end:])


def swap_cells(text: str, dice: Random) -> str:
    """Let cells change places."""
    parts = _SEPARATOR.split(text)
    cells = range(0, len(parts), 2)
    for _ in range(dice.choice((1, 5, 50, len(cells)))):
        a, b = dice.choice(cells), dice.choice(cells)
        parts[a], parts[b] = parts[b], parts[a]
    return "".join(parts)


def shift_cells(text: str, dice: Random) -> str:
    """Take marks between cells out, double them, or turn them into others."""
    parts = _SEPARATOR.split(text)
    share = dice.choice((0.01, 0.1, 0.5))
    for index in range(1, len(parts), 2):
        if dice.random() < share:
            parts[index] = dice.choice(("", " ", parts[index] * 2, "\t", "\n", "|", "  "))
    return "".join(parts)


def extreme_figures(text: str, dice: Random) -> str:
    """Print figures no account has."""
    share, figure = dice.choice((0.01, 0.1, 0.5)), dice.choice(FIGURES)
    always = dice.random() < 0.5
    return NUMBER.sub(
        lambda m: (figure if always else dice.choice(FIGURES[:4] + FIGURES[5:])) if dice.random() < share else m[0],
        text,
    )


def controls(text: str, dice: Random) -> str:
    """Put control and other odd characters in between."""
    chars = list(text)
    for _ in range(dice.choice((1, 10, 200))):
        chars.insert(dice.randrange(len(chars) + 1), dice.choice(_CONTROLS))
    return "".join(chars)


def one_line(text: str, dice: Random) -> str:
    """Join all lines, or cut every line after a few characters."""
    joint = dice.choice(("", " ", "\t", "|", "  "))
    if dice.random() < 0.5:
        return joint.join(text.splitlines())
    size = dice.choice((1, 2, 5))
    return "\n".join(text[at : at + size] for at in range(0, len(text), size))


def endless_marks(text: str, dice: Random) -> str:
    """Say one mark thousands of times."""
    place = dice.randrange(len(text) + 1)
    return text[:place] + dice.choice(_MARKS) * dice.choice((100, 3_000, 30_000)) + text[place:]


def titles_again(text: str, dice: Random) -> str:
    """Print the titles of forms and sections again and again, in any order."""
    titles = _TITLE.findall(text) or ["收入支出决算总表"]
    lines = text.splitlines(keepends=True)
    for _ in range(dice.choice((5, 100, 2_000))):
        lines.insert(dice.randrange(len(lines) + 1), dice.choice(titles) + "\n")
    return "".join(lines)


def many_times(text: str, dice: Random) -> str:
    """Print the whole report again and again."""
    return text * dice.choice((2, 5, 10))


def spaced_out(text: str, dice: Random) -> str:
    """Set cells apart by spaces of any number instead of marks."""
    return re.sub(r"[\t|]", lambda _: " " * dice.choice((0, 1, 2, 2, 7, 40)), text)


REWRITES: dict[str, Rewrite] = {
    "cut_lines": cut_lines,
    "double_lines": double_lines,
    "shuffle_lines": shuffle_lines,
    "swap_cells": swap_cells,
    "shift_cells": shift_cells,
    "extreme_figures": extreme_figures,
    "controls": controls,
    "one_line": one_line,
    "endless_marks": endless_marks,
    "titles_again": titles_again,
    "many_times": many_times,
    "spaced_out": spaced_out,
}


def decoded(data: bytes) -> str:
    """Return the text of a file whose encoding the press chose."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def recode(data: bytes, dice: Random) -> bytes:
    """Write the text in another encoding, not always to its end."""
    encoding = dice.choice(
        ("gb18030", "gbk", "utf-16", "utf-16-be", "utf-32", "utf-8-sig", "big5", "shift_jis", "ascii")
    )
    out = decoded(data).encode(encoding, errors=dice.choice(("replace", "ignore")))
    return out[: -dice.choice((1, 3))] if dice.random() < 0.5 else out


def on_text(rewrite: Rewrite) -> Change:
    """Let a rewriting of text work on a file's bytes."""

    def change(data: bytes, dice: Random) -> bytes:
        return rewrite(decoded(data), dice)[:MOST_TEXT].encode("utf-8", errors="replace")

    return change


TEXT: dict[str, Change] = {name: on_text(rewrite) for name, rewrite in REWRITES.items()} | {"recode": recode}

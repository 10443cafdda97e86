"""Paragraphs as the text layer of a page hands them over: broken into short lines, with blanks about numbers."""

import re
from collections.abc import Iterator
from random import Random

from evals.press.carriers.aligned import width

COLUMNS = 56
"""Of a fixed-width screen: the 28 Chinese characters of an official document's line."""
WORD = re.compile(r"[0-9A-Za-z.,+-]+|.")
NOT_FIRST = "，。、；：？！）”》%"


def page_lines(text: str, dice: Random) -> list[str]:
    """Break a paragraph into lines, words and names where it falls but no number; only blanks are added."""
    return list(_broken(_aired(text, dice)))


def _aired(text: str, dice: Random) -> str:
    """Set some numbers off from the Chinese around them, as word processors do on paper."""

    def aired(match: re.Match[str]) -> str:
        before, after = dice.random() < 0.7, dice.random() < 0.7
        return " " * before + match[0] + " " * after

    return re.sub(r"(?<=[\u4e00-\u9fff])[0-9][0-9.,]*(?=[%\u4e00-\u9fff])", aired, text)


def _broken(text: str) -> Iterator[str]:
    line = ""
    for word in WORD.findall(text):
        if line and width(line + word) > COLUMNS and word not in NOT_FIRST:
            yield line.rstrip()
            line = word.lstrip()
        else:
            line += word
    yield line

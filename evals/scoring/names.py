"""When two wordings of a row or a column are the same address: one code, or one normalised path."""

import re
import unicodedata
from functools import lru_cache
from typing import Literal, NamedTuple

CODED = frozenset({"T2", "T3", "T5", "T6", "T8", "T9"})
"""Forms whose rows are codes of the function or economic classification."""

EMPTY = "空表"
"""The row of a form that is declared empty, and how it stands in the gold and given columns of a verdict."""

_BRACKETS = str.maketrans("[]{}【】〔〕〖〗﹝﹞", "()()()()()()")
_LEVEL = re.compile(r"\((?:类|款|项)\)")
_CODE = re.compile(r"(\d{3})(?:\.?(\d{2})(?:\.?(\d{2}))?)?(?!\d)")
_REPEAT = re.compile(r"(.+)#(\d+)")


class RowName(NamedTuple):
    """What a row is called, wording apart."""

    how: Literal["code", "path"]
    name: str
    ordinal: int
    """1 for the first row of the name, 2 for `#2` …"""


@lru_cache(maxsize=1 << 16)
def plain(words: str) -> str:
    """Return words after NFKC, without white space, with one kind of brackets."""
    return "".join(unicodedata.normalize("NFKC", words).split()).translate(_BRACKETS)


def base_of(row: str) -> tuple[str, int]:
    """Return a row without its `#2` mark, and the ordinal that the mark gives: 1 where there is none."""
    mark = _REPEAT.fullmatch(row) if "#" in row else None
    return (mark[1], int(mark[2])) if mark else (row, 1)


@lru_cache(maxsize=1 << 16)
def row_name(place: str, row: str) -> RowName:
    """Return what a row of a place is called.

    In a form of codes a leading code of 3, 5 or 7 digits is the name (`208.05 …`: 20805); elsewhere the path
    `类/款/项` is, without the level marks （类）（款）（项）.
    """
    base, ordinal = base_of(plain(row))
    code = _CODE.match(base) if place in CODED else None
    if code:
        return RowName("code", "".join(filter(None, code.groups())), ordinal)
    return RowName("path", _LEVEL.sub("", base).strip("/"), ordinal)

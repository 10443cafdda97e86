"""What a spreadsheet cell shows of the number stored in it, and when the two differ."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import TypeGuard

from xlfmt import format_value  # type: ignore[import-untyped]

GENERAL = "General"
MAX_CODE = 255
"""Characters of the longest format code that Excel allows."""

Value = str | int | float | bool | datetime | date | time | timedelta

_YUAN = ('"￥"#,##0', '"￥"#,##0.00')
_CHINESE = {
    **{5 + i: f"{_YUAN[i // 2]};{'[Red]' * (i % 2)}-{_YUAN[i // 2]}" for i in range(4)},
    **{37 + i: f"{c}_ ;{'[Red]' * (i % 2)}-{c} " for i in range(4) for c in [("#,##0", "#,##0.00")[i // 2]]},
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "￥"* #,##0_ ;_ "￥"* -#,##0_ ;_ "￥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "￥"* #,##0.00_ ;_ "￥"* -#,##0.00_ ;_ "￥"* "-"??_ ;_ @_ ',
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    14: "yyyy/m/d",
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
}
"""Numbers of built-in formats whose code depends on the language of the program, as Chinese ones show them."""

_OF_TEXTS = frozenset("@;")
"""Marks of a code that may have a section for texts."""

_ESCAPED = re.compile(r'"[^"]*"|\\.|!(.)')
_DIGITS = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_EXPONENT = re.compile(r"E[+-]", re.I)


def built_in(number: int, code: str) -> str:
    """Return the format code that a Chinese program uses for the built-in format `number`; `code` where it is fixed."""
    return _CHINESE.get(number, code)


def printed(value: Value, code: str = GENERAL, *, date1904: bool = False) -> str:
    """Return what a cell wide enough shows. Padding that only aligns a column is left out.

    A number too long for `General` is shown in full, not with an exponent; so is one whose code cannot be carried out.
    `date1904`: whether the workbook counts days from 1904.
    """
    if isinstance(value, float) and not isfinite(value):
        return str(value)
    code = code if 0 < len(code) <= MAX_CODE else GENERAL
    if isinstance(value, str) and not set(code) & _OF_TEXTS:
        return value.strip(" \u00a0")
    try:
        text = str(format_value(value, _known(code), date1904))
    except Exception:  # a code that no program accepts, or a number beyond its digits
        return plain(value) if _is_number(value) else str(value)
    if _is_number(value) and _EXPONENT.search(text) and not _EXPONENT.search(code):
        return plain(value)
    return text.strip(" \u00a0")


def stored(value: Value, shown: str) -> str | None:
    """Return the stored number in plain decimals, or None where `shown` says just that number, or it is none."""
    if not _is_number(value) or not isfinite(value):
        return None
    exact = plain(value)
    return None if _number_in(shown) == Decimal(exact) else exact


def plain(value: int | float) -> str:
    """Return a number in decimals without an exponent: the shortest that give it back."""
    text = format(Decimal(repr(value)), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _is_number(value: Value) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


@lru_cache(maxsize=256)
def _known(code: str) -> str:
    """Write `!x`, which Chinese programs use to say x as it is, as `\\x`."""
    return _ESCAPED.sub(lambda found: f"\\{found[1]}" if found[1] else found[0], code)


def _number_in(shown: str) -> Decimal | None:
    """Return the one number of a shown text, or None where it has none or several. Bracketed figures are negative."""
    text = "".join(shown.split()).replace(",", "")
    found = _DIGITS.findall(text)
    if len(found) != 1:
        return None
    before, after = text.split(found[0], 1)
    value = Decimal(found[0]) / (100 if after.startswith("%") else 1)
    negative = "-" in before or (before.endswith("(") and ")" in after)
    return -value if negative else value

"""Numbers of a flat text: which digits are figures of the account, and which are years, ordinals and thresholds."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal

UNITS = (
    "亿元|万元|元|‰|%|个百分点|平方米|㎡|台（套）|套（台）|台/套|台套|台|套|辆|批次|批|人次|人|名|个|项|次|分|户|家|倍"
)
_NUMBER = re.compile(rf"(?P<digits>(?<![\d.])[+\-]?(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?)(?P<unit>{UNITS})?")
_YEARISH = re.compile(r"年代|年|月|日|号|时|期|届|岁|〕|]|条")
_THRESHOLD = re.compile(r"(?:（含）)?(?:及)?(?:以上|以下|以内)")
_ORDINAL_AFTER = re.compile(r"[.、．](?!\d)")
_QUOTED = re.compile(r"“[^”\n]{1,60}”|《[^》\n]{1,80}》|〔\d+〕\d*号?")

MONEY = frozenset({"元", "万元", "亿元"})
SCALE = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}


@dataclass(frozen=True)
class Number:
    """A figure in a flat text. `start:end` are its digits (with a printed sign), `unit` the unit printed behind."""

    start: int
    end: int
    digits: str
    value: Decimal
    unit: str
    after: int
    """Offset behind the unit."""

    @property
    def is_money(self) -> bool:
        """Whether a money unit is printed behind the digits."""
        return self.unit in MONEY


def parse(digits: str) -> Decimal:
    """Return the number that digits print: thousands commas and white space dropped, sign kept."""
    return Decimal(re.sub(r"[\s,]", "", digits))


def numbers_in(text: str) -> list[Number]:
    """Return the figures of a flat text in reading order.

    Left out: years and dates, list ordinals, `第N`, thresholds (50万元以上), document numbers, and whatever stands
    inside quotation marks (names of projects).
    """
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    opened = [start for start, _ in quoted]
    found = []
    for match in _NUMBER.finditer(text):
        start, end = match.span("digits")
        before = bisect_left(opened, start)
        if (before and start < quoted[before - 1][1]) or _is_no_figure(text, match):
            continue
        digits = match["digits"]
        found.append(Number(start, end, digits, parse(digits), match["unit"] or "", match.end()))
    return found


def _is_no_figure(text: str, match: re.Match[str]) -> bool:
    start = match.start("digits")
    before, after = text[max(0, start - 2) : start], text[match.end() : match.end() + 6]
    if before[-1:] in {"第", "*", "×", "〔"} or (before[-1:].isascii() and before[-1:].isalpha()):
        return True
    if match["unit"] in MONEY and _THRESHOLD.match(after):
        return True
    if re.match(r"（?(?:类|款|项)）", text[match.end("digits") : match.end("digits") + 3]):
        return True
    if match["unit"] is None:
        if re.fullmatch(r"(?:19|20)\d\d", match["digits"]) and not after.startswith("."):
            return True
        if _YEARISH.match(after):
            return True
        is_list_start = not before or before[-1] in "\n：；。，、（"
        if len(match["digits"]) <= 2 and is_list_start and (_ORDINAL_AFTER.match(after) or after[:1] == "）"):
            return True
    return before.endswith("\n") and len(match["digits"].split(".")[0]) <= 2 and _is_item_before_year(text, start)


def _is_item_before_year(text: str, start: int) -> bool:
    """`4.60年代…` at the start of an item: 4 is an ordinal, 60 a year."""
    return bool(re.match(r"\d{1,2}\.\d{2,4}年", text[start : start + 9]))

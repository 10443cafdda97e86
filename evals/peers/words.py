"""From what another system calls a number to a leaf of the dictionary: generous with names, exact with values.

Generous: a row is taken by its canonical words, by any wording juesuan's own vocabulary knows for it, by its code or
by the last part of a 类/款/项 path; a measure by the words of `measures.toml`. The money unit of the report is given.
A name that still fits nothing makes no leaf: it is counted, and is no invention. Exact: the value is the number as
given, times the unit; a decrease must be told, by a negative number or in the name of the measure.
"""

import re
import tomllib
from collections.abc import Collection
from decimal import Decimal
from functools import cache
from importlib.resources import files

from evals.scoring.leaf import Key, PredictedLeaf
from schemas.vocabulary import labels

_MONEY = frozenset({"预算数", "决算数", "执行数", "年初预算", "全年预算数", "价值", "比上年增减额", "比预算增减额"})
_COUNTING = ("S0", "S12", "T10")
"""Places whose measures are counts and areas; only a 价值 is money there."""

_FALLING = re.compile(r"减少|下降|降低")
_MARKS = re.compile(r"[（(][类款项][)）]|[\s“”\"'‘’、，。：:]|^[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．]")
_YEAR = re.compile(r"20\d\d年度?")
_NUMBER = re.compile(r"[-+]?\d[\d,，]*(?:\.\d+)?")
_CODE = re.compile(r"\d{3,7}")


def number(said: str) -> Decimal | None:
    """Return the one number in what a system gave (`1,234.50万元` → 1234.50), or None where there is not just one."""
    found = _NUMBER.findall(said)
    return Decimal(re.sub("[,，]", "", found[0])) if len(found) == 1 else None


def printed_numbers(text: str) -> frozenset[Decimal]:
    """Return the magnitudes of everything in a text that looks like a number, years and ordinals too."""
    return frozenset(abs(Decimal(re.sub("[,，]", "", found))) for found in _NUMBER.findall(text))


def is_money(key: Key) -> bool:
    """Say whether a key holds money: every column of a form does, of a section those that are no rate or count."""
    place, _, column = key
    if place in _COUNTING:
        return column == "价值"
    return place.startswith("T") or column in _MONEY


def leaf(
    key: Key, said: Decimal, money_unit: str, *, printed: str = "", at: tuple[int, int] | None = None
) -> PredictedLeaf:
    """Make a leaf of a number as printed; money becomes 元."""
    money = is_money(key)
    value = said * 10_000 if money and money_unit == "万元" else said
    start, end = at or (None, None)
    return PredictedLeaf(key, value, printed, money_unit if money else "", start, end)


@cache
def _measures() -> tuple[tuple[tuple[str, ...], frozenset[str]], ...]:
    table = tomllib.loads(files("evals.peers").joinpath("measures.toml").read_text("utf-8"))
    return tuple((tuple(entry["means"]), frozenset(entry["words"].split())) for entry in table["measure"])


def measure(said: str, known: Collection[str]) -> tuple[str, bool] | None:
    """Name a measure among `known`, and say whether its words are of a decrease."""
    plain = _YEAR.sub("", _MARKS.sub("", said)).replace("较", "比").replace("去年", "上年")
    if plain in known:
        return plain, False
    for means, words in _measures():
        if plain in words:
            chosen = next((name for name in means if name in known), None)
            if chosen:
                return chosen, "增减" in chosen and bool(_FALLING.search(plain))
    return None


def row(place: str, said: str, known: Collection[str], section: str) -> str | None:
    """Name a row among `known`; `section` is the text it was read from, where a code may stand beside the name."""
    plain = _MARKS.sub("", said).replace("/", "")
    for name in known:
        if plain == _MARKS.sub("", name).replace("/", ""):
            return name
    if code := _CODE.match(said.strip()):
        return code[0] if code[0] in known else None
    ends = [name for name in known if re.split("[/:]", name)[-1] == plain]
    if len(ends) == 1:
        return ends[0]
    beside = re.search(rf"(\d{{3,7}})[\t| ]+{re.escape(plain)}(?=[\t| ])", section)
    if beside and beside[1] in known:
        return beside[1]
    return next((e.row for e in labels(place) if e.row in known and e.pattern.fullmatch(plain)), None)

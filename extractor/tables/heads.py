"""What the heads of the statutory forms mean, and the labels of their rows: data of the vocabulary, compiled."""

import re
import tomllib
from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from extractor.flat import flat_text
from extractor.tables.matrix import Column
from schemas.vocabulary import functional_subjects

_ORDINAL = re.compile(
    r"^(?:其中：?|减：|加：)?(?:[一二三四五六七八九十]{1,3}[、.．,，]|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[、.．]"
    r"|[①-⑳][、.．]?|[Ⅰ-Ⅻⅰ-ⅻ]+[、.．]?)?(?:其中：)?"
)
_UNIT = re.compile(r"（?(?:单位：)?(?:万元|亿元|元|％|%)）?$|（[^）]*元）$")
_OTHER = re.compile(r"(?:上年|去年|上一年)(?!.{0,6}(?:结转|结余))|增减|增长|完成|[率%％]|占比|比重|占预算")
"""Heads of a column that is another year's, a change or a rate: never a column of the form."""
_FUZZY = 0.8
_REMEMBERED = 60
"""Characters of a label whose row is remembered: reports print the same ones, and each is asked for again and again."""
_LONGEST_CLASS = 40
"""Characters of a label that may mean a 类; of a longer one too much is something else."""


@cache
def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(files("schemas").joinpath("data", name).read_text(encoding="utf-8"))


@cache
def _columns(place: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((entry["name"], re.compile(entry["title"])) for entry in _data("columns.toml")[place]["columns"])


def column_names(place: str) -> tuple[str, ...]:
    """Return the canonical columns of a form."""
    return tuple(name for name, _ in _columns(place))


@cache
def total_and_parts(place: str) -> tuple[str, tuple[str, ...]]:
    """Return the column of a form that is the sum of others, and those others; ("", ()) where none is."""
    entry = _data("columns.toml")[place]
    return entry.get("total", ""), tuple(entry.get("parts", ()))


def column_of(place: str, title: str) -> str | None:
    """Return the canonical column that heads joined by `>` name, or None."""
    parts = [_UNIT.sub("", part) for part in title.split(">")]
    if any(_OTHER.search(part) for part in parts):
        return None
    # A head wrapped over several lines comes in pieces: 上级>补助>收入.
    return next((n for plain in (">".join(parts), "".join(parts)) for n, p in _columns(place) if p.search(plain)), None)


def is_other(head: str) -> bool:
    """Whether a head or label speaks of another year, a change or a rate: 比上年增减, 决算数占预算数（%）."""
    return bool(_OTHER.search(bare(head)))


def columns_of(place: str, columns: Sequence[Column]) -> dict[int, str]:
    """Return column index -> canonical column. A head that two columns share is given to the first of them."""
    found: dict[int, str] = {}
    for column in columns:
        name = column_of(place, column.title) if column.path else None
        if name and name not in found.values():
            found[column.index] = name
    return found


@cache
def _rows(place: str, side: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row, re.compile(pattern)) for row, pattern in _data("form_rows.toml")[place][side].items())


def bare(label: str) -> str:
    """Return a label without white space, ordinal and 其中."""
    return (_bared if len(label) <= _REMEMBERED else _bared.__wrapped__)(label)


@lru_cache(maxsize=10_000)
def _bared(label: str) -> str:
    plain = flat_text(label).replace("\n", "")
    ordinal = _ORDINAL.match(plain)
    return plain[ordinal.end() :] if ordinal else plain


def row_of(place: str, side: str, label: str) -> str | None:
    """Return the canonical row of a form's half that a label names, or None."""
    plain = bare(label)
    named = _row_named if len(plain) <= _REMEMBERED else _row_named.__wrapped__
    return named(place, side, plain)


@lru_cache(maxsize=10_000)
def _row_named(place: str, side: str, plain: str) -> str | None:
    return next((row for row, pattern in _rows(place, side) if pattern.search(plain)), None)


@cache
def class_names() -> frozenset[str]:
    """Return the names, old ones included, of the function classification's 类."""
    subjects = [subject for subject in functional_subjects() if subject.level == "类"]
    return frozenset(name for subject in subjects for name in (subject.name, *subject.old_names))


def class_of(label: str) -> str | None:
    """Return the 类 a label of T1 or T4 names: as printed where it is a known name, else the one it clearly means."""
    plain = bare(label)
    if plain in class_names():
        return plain
    return _near(plain) if plain.endswith("支出") and len(plain) <= _LONGEST_CLASS else None


@lru_cache(maxsize=2_000)
def _near(label: str) -> str | None:
    close = get_close_matches(label, sorted(class_names()), n=1, cutoff=_FUZZY)
    return close[0] if close else None

"""The identities a figure takes part in, worked out: every term with its value, and by how much it is off."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from extractor.checks.book import Book, Key
from extractor.checks.of_record import book_of_record
from extractor.checks.outcome import Outcome, gap
from extractor.checks.registry import identities, try_all
from extractor.merge import plain
from extractor.show.words import amount
from schemas.fact import Fact
from schemas.record import Record

_MOST = 12
"""Identities shown for one figure, those that fail first."""
_ORDER = {"fail": 0, "rounding": 1, "pass": 2}


@dataclass(frozen=True)
class Term:
    """A figure of a sum."""

    sign: str
    """`=` before the first part, `+` or `−` before the others; empty for the whole, and where it is no sum."""
    name: str
    value: str
    fact: str
    """Id of the fact; empty where the cell is blank."""
    own: bool
    """Whether it is the figure the item asks about."""


@dataclass(frozen=True)
class Sum:
    """One identity at one place."""

    id: str
    check: str
    formula: str
    verdict: str
    terms: tuple[Term, ...]
    off: str
    """By how much it is off, for a person; empty where it is not a sum."""
    note: str


def sums_of(record: Record, key: str) -> tuple[Sum, ...]:
    """Return the identities a fact takes part in, worked out on a record's values; those that fail first."""
    book = book_of_record(record)
    own = next((one for one in book.figures if str(one) == key), None) or _key(key)
    facts = {fact.id: fact for fact in reversed(record.facts)}
    touching = [one for one in try_all(book) if one.verdict in _ORDER and own in one.keys]
    ranked = sorted(touching, key=lambda one: _ORDER[one.verdict])
    money = record.unit.money_unit
    return tuple(_sum(one, book, own, facts, money) for one in ranked[:_MOST])


def failing(sums: tuple[Sum, ...]) -> tuple[Sum, ...]:
    """Return those that do not hold."""
    return tuple(one for one in sums if one.verdict == "fail")


def as_json(sums: tuple[Sum, ...]) -> list[dict[str, object]]:
    """Return sums as a script takes them."""
    return [
        {
            "id": one.id,
            "check": one.check,
            "formula": one.formula,
            "verdict": one.verdict,
            "off": one.off,
            "note": one.note,
            "terms": [{"sign": t.sign, "name": t.name, "value": t.value, "own": t.own} for t in one.terms],
        }
        for one in sums
    ]


def _key(text: str) -> Key:
    place, _, rest = text.partition("/")
    row, _, column = rest.rpartition("/")
    return Key(place, row, column)


def _sum(one: Outcome, book: Book, own: Key, facts: Mapping[str, Fact], money: str | None) -> Sum:
    keys = one.keys
    signs = _signs(one)
    terms = tuple(
        Term(sign, _name(key, keys), _value(book, key, money), str(key) if str(key) in facts else "", key == own)
        for sign, key in zip(signs, keys, strict=True)
    )
    off = _shown(gap(book, one.terms), _unit(book, keys[0]), money) if one.factors else ""
    return Sum(
        id=f"{one.check}:{'|'.join(map(str, keys))}",
        check=one.check,
        formula=identities()[one.check].formula,
        verdict=one.verdict,
        terms=terms,
        off=off,
        note=_note(one, book, money),
    )


def _signs(one: Outcome) -> list[str]:
    parts = ["+" if factor < 0 else "−" for factor in one.factors[1:]]
    return (
        ["", *(f"= {sign}".removesuffix(" +") if not i else sign for i, sign in enumerate(parts))]
        if parts
        else ["" for _ in one.keys]
    )


def _note(one: Outcome, book: Book, money: str | None) -> str:
    if one.verdict != "fail" or one.factors or one.expected is None or one.blame is None:
        return one.note if one.verdict == "fail" else ""
    should = f"应为 {_shown(one.expected, _unit(book, one.blame), money)}"
    return f"{one.note}；{should}" if one.note and "应" not in one.note else should


def _name(key: Key, keys: tuple[Key, ...]) -> str:
    """What tells the figures of one sum apart, and no more."""
    parts = [
        part
        for at, part in enumerate(key)
        if len({other[at] for other in keys}) > 1 or (at == 1 and len({other[2] for other in keys}) == 1)
    ]
    return " ".join(parts) or key.row


def _unit(book: Book, key: Key) -> str:
    figure = book.figures.get(key)
    return figure.unit if figure else book.unit_of(key.place, key.column)


def _value(book: Book, key: Key, money: str | None) -> str:
    return _shown(book.value(key), _unit(book, key), money) if key in book else "（空）"


def _shown(value: Decimal, unit: str, money: str | None) -> str:
    return amount(plain(value), unit, money, None)[0]

"""The 63 identities in one table: what each says, how grave its failure is, where it comes from, how it is tried."""

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extractor.checks import (
    across,
    basic,
    contradictions,
    forms,
    implied,
    lists,
    names,
    projects,
    rates,
    shares,
    told,
    totals,
    words,
)
from extractor.checks.book import Book
from extractor.checks.outcome import Outcome, Severity

Try = Callable[[Book], Iterable[Outcome]]


@dataclass(frozen=True)
class Identity:
    """One identity of final accounts."""

    id: str
    """A1 … E8."""
    formula: str
    """In Chinese words."""
    severity: Severity
    """Of a failure, where the outcome does not say otherwise."""
    source: str
    """The form, rule or habit it comes from."""
    example: str
    """A made-up case in which it fails."""
    tried_by: tuple[Try, ...]
    """Pure functions of the book."""


_TRIED: dict[str, tuple[Try, ...]] = {
    **{f"A{n}": (getattr(forms, f"a{n}"),) for n in range(1, 18)},
    "A18": (projects.a18,),
    **{f"B{n}": (getattr(across, f"b{n}"),) for n in range(1, 11)},
    "B11": (names.b11,),
    **{f"C{n}": (getattr(told, f"c{n}"),) for n in (1, 2, 6, 7)},
    "C3": (names.c3,),
    "C4": (words.c4,),
    "C5": (words.c5,),
    "D2": (shares.d2,),
    "D3": (rates.d3,),
    "D3z": (rates.d3z,),
    "D4": (rates.d4,),
    "D5": (rates.d5,),
    "D8": (implied.d8,),
    "D9": (lists.d9,),
    "D10": (basic.d10,),
    "D12": (totals.d12, contradictions.d12_bases),
    "D16": (totals.d16, contradictions.d16_evaluation),
    "D17": (projects.d17,),
    "D18": (rates.d18,),
    **{f"D{n}": (getattr(totals, f"d{n}"),) for n in (1, 6, 7, 11, 13, 14, 15)},
    **{f"E{n}": (getattr(words, f"e{n}"),) for n in (1, 2, 3, 4, 5, 6, 8)},
    "E7": (names.e7,),
}


@cache
def identities() -> dict[str, Identity]:
    """Return all identities by id, in the order of the table."""
    text = files("schemas").joinpath("data", "identities.toml").read_text(encoding="utf-8")
    return {id_: Identity(id_, tried_by=_TRIED[id_], **row) for id_, row in tomllib.loads(text).items()}


_BY_WORDS = frozenset({"B11", "C3", "C4", "C5", "E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8"})
"""Identities of names and sentences: what they find does not depend on any amount."""


def by_amounts(ids: Iterable[str] | None = None) -> list[str]:
    """Return the identities (of all, or of those named) that another amount may close or break."""
    return [id_ for id_ in (identities() if ids is None else ids) if id_ not in _BY_WORDS]


def try_briefly(book: Book, ids: Iterable[str] | None = None) -> list[Outcome]:
    """Try identities on a book as `try_all` does; of what holds in whole forms only the number is told."""
    book.brief = True
    try:
        return try_all(book, ids)
    finally:
        book.brief = False


def try_all(book: Book, ids: Iterable[str] | None = None) -> list[Outcome]:
    """Try identities (all, or those named) on a book."""
    table = identities()
    chosen = table.values() if ids is None else [table[id_] for id_ in ids]
    return [outcome for identity in chosen for tried in identity.tried_by for outcome in tried(book)]

"""What trying one identity at one place comes to."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

from extractor.checks.book import ZERO, Book, Key

Verdict = Literal["pass", "fail", "rounding", "not_checked"]
Severity = Literal["error", "warning", "info"]


class Quote(NamedTuple):
    """Characters of a document: what a finding without a figure stands on."""

    document: int
    start: int
    end: int


class Term(NamedTuple):
    """A figure and its factor in a sum that should be 0."""

    key: Key
    factor: int


@dataclass(slots=True)
class Outcome:
    """One identity tried at one place. Never changed; a report has thousands, and frozen ones take four times as long.

    `factors` of a sum: Σ factor·value = 0 within rounding; the first is the whole, looked at first where it fails.
    """

    check: str
    verdict: Verdict
    keys: tuple[Key, ...] = ()
    factors: tuple[int, ...] = ()
    """Of a sum, one for each of the keys."""
    blame: Key | None = None
    expected: Decimal | None = None
    """What the blamed figure should be, in its value's measure (元, %, a count)."""
    cause: str | None = None
    severity: Severity | None = None
    """Where this one is graver or lighter than its identity."""
    note: str = ""
    """What is wrong, in Chinese; of `not_checked`: what is missing."""
    quotes: tuple[Quote, ...] = ()
    place: str = ""
    """Of a finding without a figure."""
    kind: Literal["source", "template", "notice", "misread"] = "source"
    rate: bool = False
    """The operands are money and a percentage: what a corrected amount would do to it is tried again."""
    printed: str | None = None
    """What a finding without a figure prints."""
    times: int = 1
    """Places it stands for: of what holds in a whole form only the number is told where a book is tried in brief."""

    @property
    def terms(self) -> tuple[Term, ...]:
        """The figures of a sum with their factors; none where it is not a sum."""
        return tuple(map(Term, self.keys, self.factors)) if self.factors else ()


def balance(
    book: Book, check: str, whole: Key, plus: Sequence[Key], minus: Sequence[Key] = (), note: str = ""
) -> Outcome:
    """Try whole = Σplus − Σminus: within (n+1)/2 last places of the n figures that are not zero."""
    value = book.value(whole)
    off = value - sum(book.values(plus), ZERO)
    if minus:
        off += sum(book.values(minus), ZERO)
    keys = (whole, *plus, *minus)
    verdict: Verdict = "pass" if not off else "rounding" if abs(off) <= book.slack(keys) else "fail"
    return Outcome(check, verdict, keys, _factors(len(plus), len(minus)), blame=whole, expected=value - off, note=note)


def held(check: str, times: int = 1) -> Outcome:
    """Return one outcome for everything that holds in a form: of what holds a brief trial tells the number alone."""
    return Outcome(check, "pass", times=times)


@cache
def _factors(plus: int, minus: int) -> tuple[int, ...]:
    """Return the factors of whole − Σplus + Σminus."""
    return (1, *(-1,) * plus, *(1,) * minus)


def first_fit(tries: Sequence[Outcome]) -> Outcome:
    """Return the first of several tries that does not fail; where all do, the first."""
    return next((one for one in tries if one.verdict != "fail"), tries[0])


def gap(book: Book, terms: Sequence[Term]) -> Decimal:
    """Return Σ factor·value."""
    values = [book.value(key) if factor > 0 else -book.value(key) for key, factor in terms]
    return sum(values, ZERO)


def allowed(book: Book, terms: Sequence[Term]) -> Decimal:
    """Return how far a sum may be off by rounding alone: (n+1)/2 last places."""
    return book.slack(term.key for term in terms)


def missing(check: str, *keys: Key | str) -> Outcome:
    """Return an identity that could not be tried, and for want of what."""
    told = "、".join(dict.fromkeys(map(str, keys)))
    return Outcome(check, "not_checked", note=f"缺 {told}")


def at_most(book: Book, check: str, small: Key, large: Key, note: str = "") -> Outcome:
    """Try small ≤ large; an excess that rounding explains is `rounding`."""
    keys = (small, large)
    value, limit = book.values(keys)
    if value <= limit:
        return Outcome(check, "pass", keys, blame=small, expected=limit)
    verdict: Verdict = "rounding" if value - limit <= book.slack(keys) else "fail"
    return Outcome(check, verdict, keys, blame=small, expected=limit, note=note or f"应不超过 {large}")

"""Which figure is to blame: the smallest change of printed figures after which the failed identities hold.

One figure after another: of all figures in failed sums the one whose change closes most of them and breaks none. A
figure that other identities bear out is not to blame; where nothing tells the parts of a sum apart, the whole is named
and the others are listed. The printed figures stay as they are: values are only assumed while the search goes on.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from extractor.checks.book import CENT, Book, Key
from extractor.checks.outcome import Outcome, allowed, gap
from extractor.checks.slips import slip_between, snapped

Run = Callable[[Book, Sequence[Outcome], Sequence[Key]], list[Outcome]]
"""(book, outcomes so far, figures that were assumed to be others) -> outcomes now."""
MOST_CAUSES = 60
"""Causes looked for in one report; one with more is not read but guessed at."""
_PARTS = 4
"""Terms of a sum of which leaving out one is a story of its own; of fewer, one figure is simply the other's."""
_TRIED = 40
"""Candidates of equal standing that are tried on all identities, not on sums alone."""


@dataclass(frozen=True)
class Change:
    """Figures and the values that would close what failed; several where one figure is printed several times."""

    values: tuple[tuple[Key, Decimal], ...]
    kind: Literal["one", "move", "pair", "swap"] = "one"
    """one: a figure; move: a figure to a blank cell; pair: two figures by the same amount, whose sum held all along;
    swap: two rows of a form."""

    @property
    def key(self) -> Key:
        """The figure first printed."""
        return self.values[0][0]

    @property
    def keys(self) -> tuple[Key, ...]:
        """All figures it changes."""
        return tuple(key for key, _ in self.values)


@dataclass
class Cause:
    """One fault: the change that explains it, the failures it closes, others that might as well be to blame."""

    change: Change
    outcomes: list[Outcome]
    suspects: tuple[Key, ...] = ()
    certain: bool = True
    """False where the sum does not tell which of its figures is wrong; the whole is named."""
    closed: list[Outcome] = field(default_factory=list)
    """Failures of any kind that are gone once the change is made."""


def causes_of(book: Book, run: Run, outcomes: Sequence[Outcome]) -> tuple[list[Cause], list[Outcome]]:
    """Return the causes of the failed sums, and what else still fails when all certain ones are mended."""
    causes: list[Cause] = []
    told: set[tuple[Key, ...]] = set()
    now = list(outcomes)
    while len(causes) < MOST_CAUSES:
        failed = [one for one in now if one.verdict == "fail" and one.terms and one.keys not in told]
        if not failed:
            break
        cause = _best(book, run, now, failed)
        causes.append(cause)
        told |= {one.keys for one in cause.outcomes}
        if not cause.certain:
            cause.closed = cause.outcomes
            continue
        book.assumed.update(cause.change.values)
        after = run(book, now, cause.change.keys)
        still = {(one.check, one.keys) for one in after if one.verdict == "fail"}
        cause.closed = [one for one in now if one.verdict == "fail" and (one.check, one.keys) not in still]
        now = after
    rest = [one for one in now if one.verdict == "fail" and not (one.terms and one.keys in told)]
    book.assumed.clear()
    return causes, rest


def _best(book: Book, run: Run, now: Sequence[Outcome], failed: Sequence[Outcome]) -> Cause:
    """Return the cause that is plainest: of one failure alone, of most failures, a known slip."""
    by_key: dict[Key, list[Outcome]] = defaultdict(list)
    for one in now:
        if one.terms:
            for key in one.keys:
                by_key[key].append(one)
    groups = _groups(book, failed)
    pool = [change for group in groups for change in _changes(book, group)]
    tied = [_likeliest(book, by_key, group, failed, pool) for group in groups]
    plain = [(score, first) for score, first in tied if len(first) == 1]
    if plain:
        _, first = max(plain, key=lambda one: (*one[0], _is_slip(book, one[1][0])))
        return _cause(book, failed, first)
    _, first = max(tied, key=lambda one: one[0])
    return _cause(book, failed, _narrowed(book, run, now, first))


def _cause(book: Book, failed: Sequence[Outcome], tied: list[Change]) -> Cause:
    """Return the cause; of several figures that might be wrong the one a slip explains best, else the sum's whole."""
    certain = len(tied) == 1
    alike = [one for one in failed if _closes(book, one, tied[0]) and any(k in one.keys for k, _ in tied[0].values)]
    chosen = tied[0]
    if not certain:
        ranked = sorted(tied, key=lambda change: _rarity(book, change))
        chosen = ranked[0] if _is_slip(book, ranked[0]) else _whole(book, alike) or ranked[0]
    chosen = _agreed(book, failed, chosen)
    return Cause(chosen, alike, tuple(change.key for change in tied if change.key != chosen.key), certain)


def _agreed(book: Book, failed: Sequence[Outcome], change: Change) -> Change:
    """Return the change with the value on which two sums of different figures agree exactly, where there is one."""
    if change.kind != "one":
        return change
    told = {
        _signature(book, one): book.value(term.key) - gap(book, one.terms) * term.factor
        for one in failed
        for term in one.terms
        if term.key == change.key
    }
    value, times = Counter(told.values()).most_common(1)[0] if told else (Decimal(0), 0)
    return Change(tuple((key, value) for key, _ in change.values)) if times > 1 else change


def _rarity(book: Book, change: Change) -> tuple[int, int]:
    """How often a slip like this one happens by chance: hardly ever a lost digit, often one digit for another.

    Of two figures with one digit wrong the shorter is likelier: in a longer one the slip could have struck elsewhere.
    """
    key, value = change.values[0]
    slip = slip_between(book.value(key), value, book.step(key)) if change.kind == "one" else None
    common = slip is None or slip in {"digit_confused", "sign"}
    return (1 if common and slip else 0 if slip else 2), len(str(abs(book.value(key))))


def _groups(book: Book, failed: Sequence[Outcome]) -> list[list[Outcome]]:
    """Sums of equal figures, printed in several places, are one failure."""
    groups: dict[tuple[object, ...], list[Outcome]] = defaultdict(list)
    for one in failed:
        groups[_signature(book, one)].append(one)
    return list(groups.values())


def _likeliest(
    book: Book,
    by_key: dict[Key, list[Outcome]],
    alike: Sequence[Outcome],
    failed: Sequence[Outcome],
    pool: Sequence[Change],
) -> tuple[tuple[int, int], list[Change]]:
    """Return the changes that close one failure and stand best with all other sums, and their score."""
    swaps = dict.fromkeys(_swaps(book, alike[0], failed))
    changes = [*_changes(book, alike), *_moves(book, alike[0], failed), *swaps]
    scored = [(_score(book, by_key, change), change) for change in changes]
    best = max(score for score, _ in scored)
    if best[0] <= 0 or not any(_is_printed(book, change) for score, change in scored if score == best):
        scored += [(_less(_score(book, by_key, pair)), pair) for pair in _pairs(book, by_key, changes, pool)]
    best = max(score for score, _ in scored)
    first = [change for score, change in scored if score == best]
    return best, [change for change in first if _is_printed(book, change)] or first


def _less(score: tuple[int, int]) -> tuple[int, int]:
    """Two figures wrong at once is the less likely story."""
    return score[0] - 1, score[1]


def _pairs(
    book: Book, by_key: dict[Key, list[Outcome]], changes: Sequence[Change], pool: Sequence[Change]
) -> Iterable[Change]:
    """Yield pairs of changes of which the second restores a sum that the first breaks."""
    for change in changes:
        if change.key not in book:
            continue
        broken = [one for one in by_key[change.key] if one.verdict != "fail" and not _closes(book, one, change)]
        held = {key for one in broken for key in one.keys}
        for other in pool:
            if other.key in held and other.key in book and other.key != change.key:
                pair = Change((*change.values, *other.values), "pair")
                if all(_closes(book, one, pair) for one in broken):
                    yield pair


def _is_printed(book: Book, change: Change) -> bool:
    """Whether every figure changed is printed: that a cell lost its figure is the less likely story."""
    return change.kind in {"move", "swap"} or all(key in book for key, _ in change.values)


def _whole(book: Book, alike: Sequence[Outcome]) -> Change | None:
    """The whole of a sum with the value that its parts make."""
    if not alike:
        return None
    off = gap(book, alike[0].terms)
    first = alike[0].terms[0]
    keys = dict.fromkeys(one.terms[0].key for one in alike if _signature(book, one) == _signature(book, alike[0]))
    return Change(tuple((key, book.value(first.key) - off * first.factor) for key in keys))


def _changes(book: Book, alike: Sequence[Outcome]) -> Iterable[Change]:
    """Yield every change of one figure, wherever it is printed, that closes a failed sum."""
    off, slack = gap(book, alike[0].terms), allowed(book, alike[0].terms)
    for at, term in enumerate(alike[0].terms):
        keys = dict.fromkeys(one.terms[at].key for one in alike)
        printed = book.value(term.key)
        value = printed - off * term.factor
        if term.key.place[0] == "T":  # a figure of the text has its like in a form, which tells it exactly
            value = snapped(printed, value, slack, book.step(term.key))
        yield Change(tuple((key, value) for key in keys))


def _signature(book: Book, one: Outcome) -> tuple[object, ...]:
    return (one.check, *((term.factor, book.value(term.key)) for term in one.terms))


def _moves(book: Book, one: Outcome, failed: Sequence[Outcome]) -> Iterable[Change]:
    """Yield moves of a form's figure to a blank cell of its row that close a failed sum; a failed sum holds the cell."""
    blank = dict.fromkeys(k for other in failed for k in other.keys if k.place[0] == "T" and not book.value(k))
    off = abs(gap(book, one.terms))
    slack = allowed(book, one.terms)
    for cell in blank:
        for key in _beside(book, cell):
            value = book.value(key)
            if value and abs(abs(value) - off) <= slack:
                change = Change(((key, Decimal(0)), (cell, value)), "move")
                if _closes(book, one, change):
                    yield change


def _beside(book: Book, cell: Key) -> Iterable[Key]:
    """Yield the other cells of a row; of T7, which stands upright or lies, all others."""
    if cell.place == "T7":
        yield from (key for key in book.figures if key.place == "T7" and key != cell)
    else:
        yield from (cell.at(column) for column in book.columns(cell.place) if column != cell.column)


def _swaps(book: Book, one: Outcome, failed: Sequence[Outcome]) -> Iterable[Change]:
    """Yield exchanges of two coded rows of one form that close this sum and another."""
    mine = [term.key for term in one.terms if term.key.place[0] == "T" and term.key.row.isdigit()]
    for other in failed:
        if other is one:
            continue
        for theirs in (term.key for term in other.terms if term.key.row.isdigit()):
            for key in mine:
                alike = (key.place, key.column) == (theirs.place, theirs.column) and key.row != theirs.row
                if alike and book.value(key) != book.value(theirs):
                    pair = Change(((key, book.value(theirs)), (theirs, book.value(key))), "swap")
                    if _closes(book, one, pair) and _closes(book, other, pair):
                        yield exchange(book, key, theirs)


def exchange(book: Book, one: Key, other: Key) -> Change:
    """Return the change that puts the figures of two rows of a form into each other's row."""
    first, second = sorted((one, other))
    pairs = [(first.at(column), second.at(column)) for column in book.columns(one.place)]
    apart = [(a, b) for a, b in pairs if book.value(a) != book.value(b)]
    return Change(tuple(item for a, b in apart for item in ((a, book.value(b)), (b, book.value(a)))), "swap")


def _closes(book: Book, one: Outcome, change: Change) -> bool:
    return abs(_gap_after(book, one, change)) <= allowed(book, one.terms)


def _gap_after(book: Book, one: Outcome, change: Change) -> Decimal:
    values = dict(change.values)
    moved = ((term.factor, values[term.key] - book.value(term.key)) for term in one.terms if term.key in values)
    return gap(book, one.terms) + sum((factor * by for factor, by in moved), Decimal(0))


def _score(book: Book, by_key: dict[Key, list[Outcome]], change: Change) -> tuple[int, int]:
    """Return (failures closed less sums broken, −sums broken); alike failures count once."""
    touched = {id(one): one for key, _ in change.values for one in by_key[key]}.values()
    closed = {_signature(book, one) for one in touched if one.verdict == "fail" and _closes(book, one, change)}
    broken = {_signature(book, one) for one in touched if one.verdict != "fail" and not _closes(book, one, change)}
    return len(closed) - len(broken), -len(broken)


def _narrowed(book: Book, run: Run, now: Sequence[Outcome], tied: list[Change]) -> list[Change]:
    """Of changes that sums do not tell apart: those all identities like best, that one slip explains, that fit exactly."""
    short = [change for change in tied if any(_leaves_out(book, one, change.key) for one in now)]
    if len(short) == 1:
        return short
    if len(tied) <= _TRIED:
        counts = [(_failures(book, run, now, change), change) for change in tied]
        least = min(failures for (failures, _), _ in counts)
        counts = [(count, change) for count, change in counts if count[0] == least]
        slipped = [(count, change) for count, change in counts if _is_slip(book, change)] or counts
        if all(
            book.step(change.key) == CENT for _, change in slipped
        ):  # to the cent nothing is rounded: sums are exact
            exact = min(rounded for (_, rounded), _ in slipped)
            slipped = [(count, change) for count, change in slipped if count[1] == exact]
        return [change for _, change in slipped]
    return [change for change in tied if _is_slip(book, change)] or tied


def _leaves_out(book: Book, one: Outcome, whole: Key) -> bool:
    """Whether a sum fails by exactly one of its parts: the whole was made without it."""
    if one.verdict != "fail" or not one.terms or one.terms[0].key != whole or len(one.terms) < _PARTS:
        return False
    off, step = gap(book, one.terms) * -one.terms[0].factor, book.step(whole)
    parts = [-term.factor * book.value(term.key) for term in one.terms[1:]]
    return any(part and abs(part - off) < step for part in parts)


def _failures(book: Book, run: Run, now: Sequence[Outcome], change: Change) -> tuple[int, int]:
    """Return (failures, sums that hold by rounding alone) once a change is made."""
    kept = dict(book.assumed)
    book.assumed.update(change.values)
    verdicts = [one.verdict for one in run(book, now, change.keys)]
    book.assumed.clear()
    book.assumed.update(kept)
    return verdicts.count("fail"), verdicts.count("rounding")


def _is_slip(book: Book, change: Change) -> bool:
    if change.kind in {"move", "swap"}:
        return True
    if any(value < 0 <= book.value(key) and "增减" not in key.column for key, value in change.values):
        return False
    slips = [slip_between(book.value(key), value, book.step(key)) for key, value in change.values if book.value(key)]
    signed = "增减" in change.key.column
    return bool(slips) and all(slip is not None and (signed or slip != "sign") for slip in slips)

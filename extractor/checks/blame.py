"""Which figure is to blame: the smallest change of printed figures after which the failed identities hold.

One figure after another: of all figures in failed sums the one whose change closes most of them and breaks none. A
figure that other identities bear out is not to blame; where nothing tells the parts of a sum apart, the whole is named
and the others are listed. The printed figures stay as they are: values are only assumed while the search goes on.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extractor.checks.book import CENT, Book, Key
from extractor.checks.changes import Change, changes_of, closes, moves, pairs, signature, swaps
from extractor.checks.outcome import Outcome, gap
from extractor.checks.slips import is_lone_digit, slip_between

Run = Callable[[Book, Sequence[Outcome], Sequence[Key]], list[Outcome]]
"""(book, outcomes so far, figures that were assumed to be others) -> outcomes now."""
MOST_FAILED = 80
"""Failed sums beyond which a report is too damaged to tell one figure from another: only wholes are named."""
MOST_CAUSES = 60
"""Causes looked for in one report; one with more is not read but guessed at."""
_PARTS = 4
"""Terms of a sum of which leaving out one is a story of its own; of fewer, one figure is simply the other's."""
_TRIED = 40
"""Candidates of equal standing that are tried on all identities, not on sums alone."""


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
    broken = [one for one in now if one.verdict == "fail" and one.terms]
    if len(_groups(book, broken)) > MOST_FAILED:
        named = [Cause(change, [one], (), False, [one]) for one in broken if (change := _whole(book, [one]))]
        return named[:MOST_CAUSES], [one for one in now if one.verdict == "fail" and not one.terms]
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
    pool = [change for group in groups for change in changes_of(book, group)]
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
    alike = [one for one in failed if closes(book, one, tied[0]) and any(k in one.keys for k, _ in tied[0].values)]
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
        signature(book, one): book.value(term.key) - gap(book, one.terms) * term.factor
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
        groups[signature(book, one)].append(one)
    return list(groups.values())


def _likeliest(
    book: Book,
    by_key: dict[Key, list[Outcome]],
    alike: Sequence[Outcome],
    failed: Sequence[Outcome],
    pool: Sequence[Change],
) -> tuple[tuple[int, int], list[Change]]:
    """Return the changes that close one failure and stand best with all other sums, and their score."""
    changes = [*changes_of(book, alike), *moves(book, alike[0], failed), *dict.fromkeys(swaps(book, alike[0], failed))]
    scored = [(_score(book, by_key, change), change) for change in changes]
    best = max(score for score, _ in scored)
    if best[0] <= 0 or not any(_is_printed(book, change) for score, change in scored if score == best):
        scored += [(_less(_score(book, by_key, pair)), pair) for pair in pairs(book, by_key, changes, pool)]
    best = max(score for score, _ in scored)
    first = [change for score, change in scored if score == best]
    return best, [change for change in first if _is_printed(book, change)] or first


def _less(score: tuple[int, int]) -> tuple[int, int]:
    """Two figures wrong at once is the less likely story."""
    return score[0] - 1, score[1]


def _is_printed(book: Book, change: Change) -> bool:
    """Whether every figure changed is printed: that a cell lost its figure is the less likely story."""
    return change.kind in {"move", "swap"} or all(key in book for key, _ in change.values)


def _whole(book: Book, alike: Sequence[Outcome]) -> Change | None:
    """The whole of a sum with the value that its parts make."""
    if not alike:
        return None
    off = gap(book, alike[0].terms)
    first = alike[0].terms[0]
    keys = dict.fromkeys(one.terms[0].key for one in alike if signature(book, one) == signature(book, alike[0]))
    return Change(tuple((key, book.value(first.key) - off * first.factor) for key in keys))


def _score(book: Book, by_key: dict[Key, list[Outcome]], change: Change) -> tuple[int, int]:
    """Return (failures closed less sums broken, −sums broken); alike failures count once."""
    touched = {id(one): one for key, _ in change.values for one in by_key[key]}.values()
    closed = {signature(book, one) for one in touched if one.verdict == "fail" and closes(book, one, change)}
    broken = {signature(book, one) for one in touched if one.verdict != "fail" and not closes(book, one, change)}
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
        slipped = [(count, change) for count, change in counts if _is_slip(book, change)]
        slipped = [*slipped, *_as_likely(book, counts)] if slipped else _lone_digit(book, counts) or counts
        if all(
            book.step(change.key) == CENT for _, change in slipped
        ):  # to the cent nothing is rounded: sums are exact
            exact = min(rounded for (_, rounded), _ in slipped)
            slipped = [(count, change) for count, change in slipped if count[1] == exact]
        return [change for _, change in slipped]
    return [change for change in tied if _is_slip(book, change)] or tied


def _as_likely(book: Book, counts: list[tuple[tuple[int, int], Change]]) -> list[tuple[tuple[int, int], Change]]:
    """Figures of one digit of which another would do: as likely to be wrong as the one a longer slip explains."""
    return [
        (count, change)
        for count, change in counts
        if change.kind == "one"
        and not _is_slip(book, change)
        and all(
            book.value(key) * value > 0 and is_lone_digit(book.value(key), value, book.step(key))
            for key, value in change.values
        )
    ]


def _lone_digit(book: Book, counts: list[tuple[tuple[int, int], Change]]) -> list[tuple[tuple[int, int], Change]]:
    """The one count of which another digit would do; none where there are several.

    A count of one digit may be any other, which explains nothing unless no other figure of the sum can.
    """
    found = [
        (count, change)
        for count, change in counts
        if change.kind == "one" and all(_is_digit(book.value(key)) and _is_digit(value) for key, value in change.values)
    ]
    return found if len(found) == 1 else []


def _is_digit(value: Decimal) -> bool:
    return 0 <= value < 10 and value == value.to_integral_value()


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

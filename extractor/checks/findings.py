"""From causes and failures to findings: one a fault, with the figure to blame, what it should be, and why."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from extractor.checks.blame import Cause
from extractor.checks.book import Book, Key
from extractor.checks.outcome import Outcome, Quote, Severity, gap
from extractor.checks.registry import identities
from extractor.checks.slips import slip_between
from extractor.merge import plain
from extractor.numbers import SCALE
from schemas.fact import Evidence
from schemas.record import Finding, Verdict

_GRAVITY: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2}
_ENOUGH = 2
"""Failed identities from which a misreading is suspected although no one slip explains it."""
_ALWAYS_READ_OVER = frozenset({"ocr", "position_unclear"})
_TINY = Decimal(100)


def of_cause(book: Book, cause: Cause, failed: Sequence[Outcome]) -> list[Finding]:
    """Return the finding of one cause; two where two figures are wrong by the same amount.

    `failed`: every failure before anything was mended.
    """
    parts = [(key, value) for key, value in cause.change.values]
    if cause.change.kind == "pair":
        return [_figure(book, cause, [part], failed) for part in parts]
    return [_figure(book, cause, parts, failed)]


def _figure(book: Book, cause: Cause, parts: Sequence[tuple[Key, Decimal]], failed: Sequence[Outcome]) -> Finding:
    (key, value), *more = parts
    touching = [one for one in failed if any(part in one.keys for part, _ in parts)] or cause.outcomes
    closed = [one for one in cause.closed if one in touching] or cause.outcomes
    checks = _ids([*cause.outcomes, *closed])
    cell = cause.change.kind in {"move", "swap"} or key not in book
    misread = cell or _is_misread(book, key, value, touching)
    named = _named(book, cause, key, value, misread=misread, cell=cell)
    severity = min((_severity(one) for one in (closed or cause.outcomes)), key=lambda s: _GRAVITY[s])
    moved = cause.change.kind in {"move", "swap"}
    blamed = more[0][0] if moved and key not in book else key
    keys = list(dict.fromkeys([key, *(part for part, _ in more), *(k for one in closed for k in one.keys)]))
    return Finding(
        id=f"{checks[0]}:{blamed}",
        checks=checks,
        verdict="misread_suspected" if misread else "source_inconsistent",
        severity="warning" if cell and severity == "error" else severity,
        place=blamed.place,
        row=blamed.row,
        column=blamed.column,
        printed=book.figures[blamed].printed if blamed in book else None,
        expected=None if moved else amount(book, key, value),
        cause=named,
        message=_message(book, cause, key, value),
        facts=tuple(book.figures[k].id for k in keys if k in book),
        repeats=tuple(str(part) for part, _ in parts if moved or part in book),
        suspects=tuple(str(one) for one in cause.suspects if not cause.certain),
        evidence=tuple(_evidence(book, keys)),
    )


def _is_misread(book: Book, key: Key, value: Decimal, touching: Sequence[Outcome]) -> bool:
    """A form's figure in a report that shows damage, where one slip of the eye explains it or several identities tell."""
    figure = book.figures[key]
    if figure.is_text or not book.damaged:
        return False
    if any(flag in _ALWAYS_READ_OVER for flag in figure.flags):
        return True
    return (
        slip_between(figure.value, value, book.step(key)) is not None or len({one.check for one in touching}) >= _ENOUGH
    )


def _named(book: Book, cause: Cause, key: Key, value: Decimal, *, misread: bool, cell: bool) -> str:
    if cell:
        return "ocr_shift"
    if misread:
        return "ocr_digit"
    if not cause.certain:
        return "part_left_out" if _is_part(book, cause, key) else "not_summing"
    slip = slip_between(book.value(key), value, book.step(key))
    if slip == "sign":
        return "direction_word"
    if slip in {"unit", "digits_swapped"}:
        return "unit" if slip == "unit" else "digits_swapped"
    if _other_figure(book, key):
        return "other_table_figure"
    if _is_part(book, cause, key) or not book.value(key):
        return "part_left_out"
    if key.column in {"比预算增减额", "比上年增减额"}:
        return "wrong_base"
    return "other"


def _is_part(book: Book, cause: Cause, key: Key) -> bool:
    """Whether the sum is short by exactly one of its parts."""
    for one in cause.outcomes:
        if one.terms and one.terms[0].key == key:
            off = abs(gap(book, one.terms))
            slack = book.slack((key, key))
            return any(book.value(t.key) and abs(abs(book.value(t.key)) - off) <= slack for t in one.terms[1:])
    return False


def _other_figure(book: Book, key: Key) -> bool:
    """Whether the printed amount is that of another form or section."""
    value = book.value(key)
    if abs(value) < _TINY:
        return False
    return any(f.value == value and f.key.place != key.place and f.unit in SCALE for f in book.figures.values())


def of_lost(book: Book, causes: Sequence[Cause]) -> Finding:
    """Return the one finding of a form's cells that have no figure although other places say what stands there."""
    keys = [cause.change.key for cause in causes]
    place = keys[0].place
    told = "、".join(
        f"{key.row} {key.column} 应为 {amount(book, key, cause.change.values[0][1])}"
        for key, cause in zip(keys, causes, strict=True)
    )
    operands = list(dict.fromkeys(k for cause in causes for one in cause.closed for k in one.keys if k in book))
    beside = [
        f.key for f in book.figures.values() if f.key.place == place and f.key.column in {key.column for key in keys}
    ]
    return Finding(
        id=f"{_ids(cause.outcomes[0] for cause in causes)[0]}:{place}",
        checks=_ids(one for cause in causes for one in cause.closed),
        verdict="misread_suspected",
        severity="warning",
        place=place,
        row="",
        column="",
        cause="ocr_shift",
        message=f"有 {len(keys)} 格没有数，而其他处印有：{told}",
        facts=tuple(map(str, operands)),
        evidence=tuple(_evidence(book, [*beside[:3], *operands], _names_of(book, keys))),
    )


def _names_of(book: Book, keys: Sequence[Key]) -> list[Quote]:
    wanted = {(key.place, key.row) for key in keys}
    names = book.source.names(*{key.place for key in keys}) if book.source else ()
    return [name.quote for name in names if (name.place, name.code) in wanted]


def of_failure(book: Book, alike: Sequence[Outcome]) -> Finding:
    """Return the finding of failures that are one: the same wrong figure printed in several places."""
    first = alike[0]
    key = first.blame
    keys = list(dict.fromkeys([*(one.blame for one in alike if one.blame), *(k for one in alike for k in one.keys)]))
    figure = book.figures.get(key) if key else None
    place, row, column = key if key else (first.place, "", "")
    printed = first.printed or (figure.printed if figure else None)
    quotes = [quote for one in alike for quote in one.quotes]
    checks = _ids(alike)
    where = key or f"{place}@{quotes[0].start}" if key or quotes else place
    return Finding(
        id=f"{checks[0]}:{where}",
        checks=checks,
        verdict=_verdict(first),
        severity=_severity(first) if first.verdict == "fail" else "info",
        place=place,
        row=row,
        column=column,
        printed=printed,
        expected=None if key is None or first.expected is None else amount(book, key, first.expected),
        cause=first.cause or ("rounding" if first.verdict == "rounding" else None),
        message=_say(book, first, len(alike)),
        facts=tuple(book.figures[k].id for k in keys if k in book),
        repeats=tuple(dict.fromkeys(str(key) for one in alike for key in _blamed(one) if key in book)),
        evidence=tuple(_evidence(book, keys, quotes)),
    )


def _blamed(one: Outcome) -> tuple[Key, ...]:
    """Return the figures that are wrong: all of a row that stands in the wrong cells."""
    return one.keys if one.cause == "ocr_shift" else () if one.blame is None else (one.blame,)


def _verdict(one: Outcome) -> Verdict:
    if one.kind == "notice":
        return "notice"
    if one.kind == "template" or (one.cause == "budget_zero" and one.verdict == "rounding"):
        return "template"
    if one.verdict == "rounding":
        return "rounding"
    return "misread_suspected" if one.kind == "misread" else "source_inconsistent"


def _severity(one: Outcome) -> Severity:
    return one.severity or identities()[one.check].severity


def _ids(outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    ids = {one.check for one in outcomes}
    return tuple(id_ for id_ in identities() if id_ in ids) if len(ids) > 1 else tuple(ids)


def amount(book: Book, key: Key, value: Decimal) -> str:
    """Write a value as it would be printed: in the figure's unit, a percent with its decimals; the sign is kept.

    A cell without a figure takes the unit of the others of its column.
    """
    figure = book.figures.get(key)
    unit = figure.unit if figure else book.unit_of(key.place, key.column)
    if unit not in SCALE:
        return format(value, "f")
    scaled = value / SCALE[unit]
    return f"{scaled:.2f}" if scaled == round(scaled, 2) else plain(scaled)


def _message(book: Book, cause: Cause, key: Key, value: Decimal) -> str:
    should = amount(book, key, value)
    if cause.change.kind == "swap":
        return f"“{key.row}”与“{cause.change.values[1][0].row}”两行的数互换了位置"
    if cause.change.kind == "move":
        (_, _), (target, moved) = cause.change.values
        return f"{amount(book, target, moved)} 应在“{target.row} {target.column}”一格"
    if key not in book:
        return f"“{key.row} {key.column}”一格没有数，按其他处应为 {should}"
    formula = identities()[cause.outcomes[0].check].formula
    if not cause.certain:
        names = dict.fromkeys(one.column if one.row == key.row else one.row for one in cause.suspects)
        others = "、".join(list(names)[:4])
        return f"{formula}：按各组成项应为 {should}，错在此数或{others}等之一"
    return f"{formula}：应为 {should}"


def _say(book: Book, one: Outcome, times: int) -> str:
    formula = identities()[one.check].formula
    parts = [one.note or formula]
    if one.expected is not None and one.blame:
        parts.append(f"应为 {amount(book, one.blame, one.expected)}")
    if times > 1:
        parts.append(f"同样的错印了 {times} 次")
    return "；".join(parts)


def _evidence(book: Book, keys: Sequence[Key], quotes: Sequence[Quote] = ()) -> Iterable[Evidence]:
    for quote in quotes:
        if book.source:
            document = book.source.documents[quote.document]
            text = document.text[quote.start : quote.end]
            yield Evidence(
                document=document.name,
                start=quote.start,
                end=quote.end,
                page=document.page_at(quote.start),
                text=text,
                match="exact",
                source="text",
            )
    for key in keys:
        if key in book and book.figures[key].evidence:
            yield book.figures[key].evidence[0]

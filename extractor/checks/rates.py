"""D3, D3z, D4, D5, D18: completion rates, changes against last year and against the budget, and their direction."""

from collections.abc import Iterator, Sequence

from extractor.checks.book import Book, Key
from extractor.checks.causes import change_cause, completion_cause
from extractor.checks.measures import BUDGETS, Line, budgets, finals, lines, of_the_year
from extractor.checks.outcome import Outcome, Severity, balance, first_fit, missing
from extractor.checks.ratio import HUNDRED, fits, percent, rounded_like, span
from extractor.checks.shares import VERDICTS
from extractor.checks.wording import are_apart, budget_named

Tries = Iterator[Outcome]
_FEW = 10
"""Last places below which an amount less itself may be anything that was rounded away."""


def _untried(check: str, found: list[Outcome], what: str) -> Tries:
    yield from found or [missing(check, what)]


def d3(book: Book) -> Tries:
    """完成率 = 决算 / 预算."""
    found = []
    for line in lines(book, "完成率"):
        if line.place != "S13":
            found += completion(book, "D3", line)
    yield from _untried("D3", found, "完成率及其预算、决算")


def completion(book: Book, check: str, line: Line) -> list[Outcome]:
    """Try a completion rate; of several budgets the one that fits counts. A budget of 0 is D3z's.

    Where none fits, only a budget that the rate does not set itself apart from (完成调整预算的) says that it is wrong.
    """
    rate = line.key("完成率")
    tops, bottoms = finals(book, line), [key for key in budgets(book, line) if book.value(key)]
    if rate not in book or not tops or not bottoms:
        return []
    figure = book.figures[rate]
    tries = [
        (VERDICTS[fit], fit, bottom)
        for bottom in bottoms
        for fit in [fits(figure, percent(span(book, tops[0]), span(book, bottom)), book.value(rate))]
    ]
    verdict, fit, bottom = min(tries, key=lambda one: list(VERDICTS).index(one[1]))
    if verdict == "fail":
        same = [one for one in bottoms if not are_apart(book, rate, one)]
        if not same:
            return [missing(check, f"{rate} 所说的{budget_named(book, rate)}")]
        bottom = same[0]
    top, base = span(book, tops[0]), span(book, bottom)
    true = percent(top, base)
    return [
        Outcome(
            check,
            verdict,
            (rate, tops[0], bottom),
            blame=rate,
            expected=None if true is None else rounded_like(true.middle, figure),
            cause=completion_cause(figure, top, base, book.value(rate)) if verdict == "fail" else _habit(fit),
            rate=True,
        )
    ]


def _habit(fit: str) -> str | None:
    return fit if fit in {"truncated", "plugged"} else None


def d3z(book: Book) -> Tries:
    """Where the budget or last year's figure is 0 there is no rate."""
    found: list[Outcome] = []
    for line in lines(book, "完成率", *BUDGETS):
        found += _of_zero_budget(book, line)
    for change, rate in (("比上年增减额", "比上年增减率"), ("比预算增减额", "比预算增减率")):
        for line in lines(book, rate):
            found += _of_zero_base(book, line, line.key(change), line.key(rate))
    yield from _untried("D3z", found, "预算数或上年数为 0 的行")


def _of_zero_budget(book: Book, line: Line) -> list[Outcome]:
    rate, known = line.key("完成率"), budgets(book, line)
    if not known or any(book.value(key) for key in known):
        return []
    if rate not in book:
        return [Outcome("D3z", "pass", (known[0],))]
    tops = finals(book, line)
    spent = bool(tops) and book.value(tops[0]) != 0
    return [_undefined(rate, (rate, known[0], *tops[:1]), "warning" if spent else "info", "预算数为 0，没有完成率可言")]


def _of_zero_base(book: Book, line: Line, change: Key, rate: Key) -> list[Outcome]:
    tops = finals(book, line)
    if not book.has(change, rate) or not tops or not book.value(change):
        return []  # no change, or one that cannot be told from none
    if book.value(tops[0]) != book.value(change) or abs(book.value(change)) < _FEW * book.step(change):
        return []
    step = book.step(change)
    if step and abs(book.value(rate)) >= HUNDRED * abs(book.value(change)) / step:
        return []  # the base is not nought, only less than what is printed
    severity: Severity = "warning" if book.value(rate) else "info"
    return [_undefined(rate, (rate, change, tops[0]), severity, "基数为 0，没有增减率可言")]


def _undefined(rate: Key, keys: tuple[Key, ...], severity: Severity, note: str) -> Outcome:
    verdict = "fail" if severity == "warning" else "rounding"
    return Outcome("D3z", verdict, keys, blame=rate, cause="budget_zero", severity=severity, note=note, rate=True)  # type: ignore[arg-type]


def d4(book: Book) -> Tries:
    """比上年增减率 = 增减额 / (决算 − 增减额); 增减额 = 决算 − 上年决算; no fall is above 100%."""
    found = []
    for line in lines(book, "比上年增减额"):
        prior, change = line.key("上年决算数"), line.key("比上年增减额")
        own = line.key("决算数")
        if book.has(prior, change, own):
            tops = [own, *of_the_year(book, line)]
            found.append(first_fit([balance(book, "D4", change, [top], [prior]) for top in tops]))
        carried = "结转" in line.row or "结余" in line.row  # a balance may be below zero
        if (
            change in book
            and own in book
            and not carried
            and (span(book, own) - span(book, change)).high < 0 < book.value(change)
        ):
            found.append(_wrong_way(book, "D4", change, (change, own)))
        else:
            found += _rate_of_year(book, line, change, line.key("比上年增减率"))
    yield from _untried("D4", found, "增减额与增减率")


def d5(book: Book) -> Tries:
    """比预算增减额 = 决算 − 预算; 比预算增减率 = 增减额 / 预算."""
    found = []
    for line in lines(book, "比预算增减额"):
        change, known, tops = line.key("比预算增减额"), budgets(book, line), finals(book, line)
        if change in book and known and tops and not _turned(book, line):
            found.append(_change(book, change, tops[0], known))
        found += _rate_of_change(book, "D5", line, change, line.key("比预算增减率"), known)
    yield from _untried("D5", found, "与预算的增减额或增减率")


def _change(book: Book, change: Key, final: Key, known: Sequence[Key]) -> Outcome:
    found = first_fit([balance(book, "D5", change, [final], [budget]) for budget in known])
    if found.verdict != "fail":
        return found
    same = [budget for budget in known if not are_apart(book, change, budget)]
    if not same:
        return missing("D5", f"{change} 所说的{budget_named(book, change)}")
    return balance(book, "D5", change, [final], [same[0]])


def _turned(book: Book, line: Line) -> bool:
    """Whether only the direction of a change against the budget is wrong."""
    change, known, tops = line.key("比预算增减额"), budgets(book, line), finals(book, line)
    if change not in book or not known or not tops or not book.value(change):
        return False
    slack = book.slack((change, tops[0], known[0]))
    off = book.value(tops[0]) - book.value(known[0])
    return abs(off + book.value(change)) <= slack < abs(off - book.value(change))


def _rate_of_change(book: Book, check: str, line: Line, change: Key, rate: Key, known: Sequence[Key]) -> list[Outcome]:
    """Try a rate of change; every figure that a total's change may belong to is tried, the row's own first."""
    tops = finals(book, line)
    if not book.has(change, rate) or not tops:
        return []
    own = len(tops)
    tops = list(dict.fromkeys([*tops, *(of_the_year(book, line) if check == "D4" else ())]))
    figure, delta = book.figures[rate], span(book, change)
    value = book.value(rate)
    tries = []
    for top in tops:
        final = span(book, top)
        base = final - delta
        true = percent(delta, base)
        tries.append((fits(figure, true, value), true, top))
    order = list(VERDICTS)
    fit, true, top = min(tries, key=lambda one: order.index(one[0]))
    if fit == "undefined":
        return []
    cause = _habit(fit)
    if fit == "off":
        causes = [(change_cause(figure, delta, span(book, one), value), one, base) for _, base, one in tries[:own]]
        cause, top, true = next((one for one in causes if one[0] != "other"), causes[0])
    keys = (rate, change, top, *[key for key in known if book.value(key)][:1])
    if cause == "direction_word":
        return [_wrong_way(book, check, change, keys)]
    expected = None if true is None else rounded_like(true.magnitude().middle, figure)
    return [Outcome(check, VERDICTS[fit], keys, blame=rate, expected=expected, cause=cause, rate=True)]


def _rate_of_year(book: Book, line: Line, change: Key, rate: Key) -> list[Outcome]:
    """Try a rate of change as D4; D4 and D18 both ask, of what is printed the answer is remembered."""
    if book.assumed:
        return _rate_of_change(book, "D4", line, change, rate, [])
    if rate not in book.rates:
        book.rates[rate] = _rate_of_change(book, "D4", line, change, rate, [])
    return book.rates[rate]


def _is_told(book: Book, line: Line, change: Key, rate: Key) -> bool:
    """Whether the rate shows the amount to be told the wrong way: then it is no second fault that they differ."""
    return any(one.check == "D18" for one in _rate_of_year(book, line, change, rate))


def _wrong_way(book: Book, check: str, change: Key, keys: tuple[Key, ...]) -> Outcome:
    note = f"方向词与{'预算' if check == 'D5' else '上年'}数不符"
    return Outcome(
        "D18", "fail", keys, blame=change, expected=-book.value(change), cause="direction_word", note=note, rate=True
    )


def d18(book: Book) -> Tries:
    """增加/减少 agree with the sign of the change, and amount and rate go the same way."""
    found = []
    for line in lines(book, "比上年增减额", "比预算增减额"):
        change, tops, known = line.key("比预算增减额"), finals(book, line), budgets(book, line)
        if change in book and tops and known:
            keys = (change, tops[0], known[0])
            found.append(_wrong_way(book, "D5", change, keys) if _turned(book, line) else Outcome("D18", "pass", keys))
        for amount, rate in (("比上年增减额", "比上年增减率"), ("比预算增减额", "比预算增减率")):
            pair = line.key(amount), line.key(rate)
            if book.has(*pair) and not _is_told(book, line, *pair):
                apart = book.value(pair[0]) * book.value(pair[1]) < 0
                verdict = "fail" if apart else "pass"
                note = "增减额与增减率方向相反"
                found.append(
                    Outcome("D18", verdict, pair[::-1], blame=pair[1], cause="direction_word", note=note)  # type: ignore[arg-type]
                )
    yield from _untried("D18", found, "增减额与预算、决算")

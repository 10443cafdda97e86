"""Two figures under one name that do not contradict each other: the year alone, a part, a class told on its own."""

from extractor.checks.book import Book, Key
from extractor.checks.official import apart_by_fees
from extractor.checks.outcome import Outcome, balance, missing
from extractor.checks.rows import ALL, NATURES, SOURCES, WHOLE
from extractor.checks.slips import slip_between

_FINAL = "决算数"
_PARTS = {"收入": (SOURCES, "S2", "T2"), "支出": (NATURES, "S3", "T3")}
CARRIED = {"收入": ("年初结转和结余", "使用非财政拨款结余"), "支出": ("年末结转和结余", "结余分配")}
"""What a 总计 holds beside the year's income or spending."""


def side_of(key: Key) -> str | None:
    """Return 收入 or 支出 where a figure is called the 总计 of one."""
    return next((side for side in _PARTS if key.row == f"{side}总计"), None)


def calls_the_year_total(book: Book, told: Key) -> bool:
    """Whether the forms show that a text's 总计 is the year's figure alone, by another name."""
    side = side_of(told)
    if side is None or told not in book:
        return False
    whole, form = Key("T1", told.row, _FINAL), _PARTS[side][2]
    year = Key(form, ALL, WHOLE[form])
    return book.has(whole, year) and book.value(whole) != book.value(told) == book.value(year)


def of_the_year(book: Book, one: Key, other: Key) -> Outcome | None:
    """Return what two unlike 总计 come to where the smaller may be the year's figure alone, else None.

    Texts call the year's income 收入总计 where they divide it by source. Held where the report bears it out by the
    year's figure, its parts or what was carried over; left open where it prints none of them.
    """
    side = side_of(one) or side_of(other)
    small, large = sorted((one, other), key=book.value)
    parts, place, form = _PARTS.get(side or "", ((), "", ""))
    if side is None or book.value(small) <= 0 or small.place == large.place:
        return None
    years = [Key(at, f"本年{side}", _FINAL) for at in ("S1", place)] + [Key(form, ALL, WHOLE[form])]
    readings = [balance(book, "D16", small, [year]) for year in years if year in book]
    made = [key for part in parts if (key := Key(small.place, part, _FINAL)) in book]
    readings += [balance(book, "D16", small, made)] if made else []
    for at in (large.place, small.place, "T1"):
        carried = [key for row in CARRIED[side] if (key := Key(at, row, _FINAL)) in book]
        readings += [balance(book, "D16", large, [small, *carried])] if carried else []
    if not readings:
        return missing("D16", Key("S1", f"本年{side}", _FINAL))
    return next((found for found in readings if found.verdict != "fail"), None)


def told_again(book: Book, key: Key) -> list[Key]:
    """Return a row's figures of one section, the first and its repeats (`row#2`), in order."""
    base = key.row.partition("#")[0]
    return [
        found
        for row in book.rows(key.place, key.column)
        if row.partition("#")[0] == base
        for found in [Key(key.place, row, key.column)]
    ]


def _whole_of(book: Book, keys: list[Key]) -> Outcome | None:
    """Return that the greatest of a row's figures is the sum of the others, where it is."""
    whole = max(keys, key=book.value)
    parts = [key for key in keys if key != whole]
    found = balance(book, "D16", whole, parts)
    return found if len(parts) > 1 and found.verdict != "fail" else None


def part_told_again(book: Book, first: Key, other: Key) -> Outcome | None:
    """Return what a repeat with another value comes to where it may be a part (其中本级, one 类), else None.

    A smaller one is a part unless a slip of the eye explains it; figures that add up to one of them are its division.
    """
    keys = told_again(book, first)
    known = apart_by_fees(book, "D16", first, other) or _whole_of(book, keys)
    if known:
        return known
    printed, value = book.value(first), book.value(other)
    smaller = 0 < value < printed and not slip_between(value, printed, book.step(first))
    return missing("D16", f"{first.row}再次出现时所指的范围") if smaller else None


def divided(book: Book, check: str, one: Key, other: Key) -> Outcome | None:
    """Return what two unlike figures come to where one of them is told by parts (a figure for each 类), else None."""
    for whole, part in ((one, other), (other, one)):
        keys = told_again(book, part)
        if len(keys) < 2 or not all(book.value(key) > 0 for key in keys) or part.place == whole.place:
            continue
        readings = [balance(book, check, whole, keys)]
        if _whole_of(book, keys):
            readings.append(balance(book, check, whole, [max(keys, key=book.value)]))
        fits = next((found for found in readings if found.verdict != "fail"), None)
        slip = slip_between(book.value(part), book.value(whole), book.step(part))
        if fits or (sum(map(book.value, keys)) < book.value(whole) and not slip):
            return fits or missing(check, f"{part}：只说了一部分")
    return None

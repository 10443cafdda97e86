"""The total of 三公经费 (some count 会议费 and 培训费 into it, others print them beside it) and the rows that hold its items."""

from collections.abc import Iterator, Sequence

from extractor.checks.book import Book, Key
from extractor.checks.outcome import Outcome, balance, missing
from extractor.checks.rows import ALL, BUYING, ITEMS, MEETING, RUNNING, TRAINING, VEHICLE

OFFICIAL = "三公经费"
FEES = (MEETING, TRAINING)
_TOTALS = {"S7": OFFICIAL, "T7": ALL}
_LIKE = {"S7": "T7", "T7": "S7"}


def fees(book: Book, place: str, column: str) -> list[Key]:
    """Return the 会议费 and 培训费 a place prints; where it prints one alone, the other as text or form tell it."""
    own = [key for row in FEES if (key := Key(place, row, column)) in book]
    if len(own) != 1:
        return own
    other = next(Key(_LIKE[place], row, column) for row in FEES if row != own[0].row)
    return [*own, other] if other in book else own


def official_row(book: Book, row: str) -> str:
    """Return the row of T7 that holds an item: its own, or the whole of what T7 does not divide."""
    if row == ALL or not any(book.first("T7", item) for item in (*ITEMS, BUYING, RUNNING)):
        return row if row not in (*ITEMS, BUYING, RUNNING) else ALL
    divided = any(book.first("T7", item) for item in (BUYING, RUNNING))
    return row if divided or row not in (BUYING, RUNNING) else VEHICLE


def total_of(book: Book, check: str, whole: Key, items: Sequence[Key]) -> Outcome:
    """Try a total as the sum of its items, and with the fees where the place prints any."""
    alone = balance(book, check, whole, items)
    more = fees(book, whole.place, whole.column)
    if alone.verdict != "fail" or not more:
        return alone
    joined = balance(book, check, whole, [*items, *more])
    return joined if joined.verdict != "fail" else alone


def apart_by_fees(book: Book, check: str, one: Key, other: Key) -> Outcome | None:
    """Return two totals of 三公经费 held equal where one counts the fees and the other does not, else None."""
    if any(key.row.partition("#")[0] != _TOTALS.get(key.place) for key in (one, other)):
        return None
    more = fees(book, "S7", one.column) or fees(book, "T7", one.column)
    tries = (balance(book, check, *pair) for pair in ((one, [other, *more]), (one, [other], more)))
    return next((found for found in tries if more and found.verdict != "fail"), None)


def change_of_total(book: Book, whole: Key) -> Iterator[Outcome]:
    """Try Σ of the items' changes = the change of 三公经费; of a total that counts the fees theirs belong to it."""
    items, final = [Key("S7", row, whole.column) for row in ITEMS], whole.at("决算数")
    told = [key for key in items if key in book]
    if whole not in book or not told:
        return
    found = balance(book, "D6", whole, told)
    silent = [key for key in items if key not in book]
    counted = fees(book, "S7", "决算数") or fees(book, "T7", "决算数")
    if found.verdict == "fail" and counted:
        more = [Key("S7", key.row, whole.column) for key in counted]
        joined = balance(book, "D6", whole, [*told, *(key for key in more if key in book)])
        parts = [Key("S7", row, "决算数") for row in ITEMS]
        beside = book.has(final, *parts) and balance(book, "D11", final, parts).verdict != "fail"
        if not beside:
            found = joined
            silent += [key for key in more if key not in book]
    yield missing("D6", *silent) if silent and found.verdict == "fail" else found

"""C: the narrative against the forms (C1, C2, C6, C7). C3, C4 and C5 are about names and sentences: see names.py."""

from collections.abc import Iterator
from dataclasses import replace

from extractor.checks.book import Book, Key
from extractor.checks.official import FEES, apart_by_fees, official_row
from extractor.checks.outcome import Outcome, at_most, balance, missing
from extractor.checks.restated import divided, part_told_again
from extractor.checks.rows import ALL, RUNNING, VEHICLE, WHOLE, codes, under
from extractor.checks.scope import is_of_all, names_general, with_funds
from extractor.checks.slips import has_slip
from extractor.checks.twins import headline_groups, subject_pairs
from extractor.checks.vehicles import owned as owned_vehicles
from schemas.subjects import economic_by_name

Tries = Iterator[Outcome]
_TEN_THOUSAND = 10_000
_CURRENT = {
    Key("T1", "收入总计", "决算数"): Key("T2", ALL, WHOLE["T2"]),
    Key("T1", "支出总计", "决算数"): Key("T3", ALL, WHOLE["T3"]),
    Key("T4", "收入总计", "决算数"): Key("T4", "本年收入合计", "决算数"),
}
"""A total -> the figure of the year alone, which texts often call by the total's name."""
_WITH_BALANCE = {
    Key("S4", "财政拨款收入", "决算数"): Key("T4", "收入总计", "决算数"),
    Key("S4", "财政拨款支出", "决算数"): Key("T4", "支出总计", ALL),
}
"""What a text calls 财政拨款收入（支出）总计 -> the form's total, carried balances included."""

_TOTALS = frozenset({"收入总计", "支出总计", "本年收入合计", "本年支出合计", "人员经费合计", "公用经费合计"})
"""Rows that are totals of T1, T4 and T6: where one is not printed it was lost or left out, it is not nought."""


def told_pairs(book: Book) -> tuple[tuple[Key, tuple[Key, ...]], ...]:
    """Return (narrative key, form keys that make it up); worked out once a book, for it asks for no value."""
    if book.told_pairs is None:
        book.told_pairs = tuple(_told_pairs(book))
    return book.told_pairs


def _told_pairs(book: Book) -> Iterator[tuple[Key, tuple[Key, ...]]]:
    """Yield (narrative key, form keys that make it up), where the one is printed and the form can be reckoned with."""
    for group in headline_groups():
        form = next((key for key in group if key.place[0] == "T"), None)
        if form is None or not (book.tries(form.place) or form.place in book.empty):
            continue
        for key in group:
            came_or_went = key.row == "车辆" and owned_vehicles(book, key.place) != key
            if key.place[0] == "S" and key in book and _comparable(book, form) and not came_or_went:
                yield key, (form,)
    for told, form in subject_pairs(book):
        if told.place == "S10" and not book.administrative:
            continue  # T6 is of all units, 机关运行经费 of 行政 and 参公 ones alone
        if book.tries(form.place):
            below = under(codes(book, form.place), form.row)
            yield told, tuple(Key(form.place, row, form.column) for row in below or [form.row])


def _comparable(book: Book, form: Key) -> bool:
    """A whole form must print its totals; only inside one may a cell be blank. Not every T7 has a cell for each fee."""
    if form in book or form.place in book.empty:
        return True
    if form.place == "T7" and form.row in FEES:
        return book.first("T7", form.row) is not None
    if form.place == "T7" and (not book.rows("T7", form.column) or official_row(book, form.row) != form.row):
        return False
    return form.row not in _TOTALS and (form.row != ALL or form.column not in WHOLE.values())


def c1(book: Book) -> Tries:
    """A narrative amount = the form's cell."""
    pairs = list(told_pairs(book))
    if not pairs:
        yield missing("C1", "正文与表格都印有的数")
    for told, parts in pairs:
        found = balance(book, "C1", told, parts)
        if found.verdict == "fail" and told.place == "S10" and parts[0].row == _RESIDUAL:
            joined = balance(book, "C1", told, [*parts, *_unlisted(book)])
            found = joined if joined.verdict != "fail" else found
        form = parts[0]
        if found.verdict == "fail" and told.column == "预算数":
            found = _of_budgets(book, found)
        if found.verdict == "fail":
            found = _of_all_funds(book, found, told, form)
        year = _CURRENT.get(form)
        whole = _WITH_BALANCE.get(told)
        if found.verdict == "fail" and whole in book.figures and book.value(told) == book.value(whole):
            found = Outcome("C1", "pass", (told, whole))
        if year is not None and found.verdict == "fail" and year in book and book.value(told) == book.value(year):
            note = f"所印为{year.column if year.row == ALL else year.row}，不是{told.row}"
            found = Outcome(
                "C1", "fail", found.keys, (), told, book.value(form), "wrong_name", "warning", note, kind="notice"
            )
        yield (_told_in_part(book, told, form) or found) if found.verdict == "fail" else found


def _told_in_part(book: Book, told: Key, form: Key) -> Outcome | None:
    """Return what an amount unlike the form's comes to where it need not be the same: with the fees or without, a part."""
    first = told._replace(row=told.row.partition("#")[0])
    again = told != first and first in book and balance(book, "C1", first, [form]).verdict != "fail"
    part = part_told_again(book, first, told) if again else None
    return (
        apart_by_fees(book, "C1", told, form) or divided(book, "C1", told, form) or (part and replace(part, check="C1"))
    )


def _of_all_funds(book: Book, found: Outcome, told: Key, form: Key) -> Outcome:
    """S5 may speak of all fiscal money: then its figures are those of T5 and of the funds together."""
    tries = [balance(book, "C1", told, parts) for parts in with_funds(book, told, form)]
    wider = next((one for one in tries if one.verdict != "fail"), None)
    if wider is None or not (is_of_all(book, told) and names_general(book, told)):
        return wider or found
    note = f"所印为全部财政拨款支出，不是{told.row}"
    return Outcome("C1", "fail", found.keys, (), told, book.value(form), "wrong_name", "warning", note, kind="notice")


def _of_budgets(book: Book, found: Outcome) -> Outcome:
    """T7 prints 全年预算 and the text often 年初预算: only a slip or a blank cell makes their difference a fault."""
    if has_slip(book, found) or not all(book.value(key) for key in found.keys):
        return replace(found, severity="warning")
    return missing("C1", f"{found.keys[0]}：正文与表所印或非同一种预算")


_RESIDUAL = "30299"
"""其他商品和服务支出: in a list of running costs it may hold the 款 that the list does not name."""


def _unlisted(book: Book) -> list[Key]:
    """Return the 款 of 302 with money that the list of running costs does not name."""
    named = {subject.code for row in book.rows("S10", "决算数") if (subject := economic_by_name(row.partition("#")[0]))}
    rest = [code for code in codes(book, "T6") if code.startswith("302") and len(code) == 5 and code not in named]
    return [Key("T6", code, "决算数") for code in rest if book.value(Key("T6", code, "决算数"))]


def c2(book: Book) -> Tries:
    """A narrative amount is not ten thousand times the form's, or a ten-thousandth: 元 against 万元."""
    tried = False
    for told, parts in told_pairs(book):
        form = parts[0]
        if len(parts) > 1:
            continue
        one, other = abs(book.value(told)), abs(book.value(form))
        if not one or not other:
            continue
        tried = True
        large, small = max(one, other), min(one, other)
        apart = large >= 100 * small
        wrong = apart and abs(large - _TEN_THOUSAND * small) <= _TEN_THOUSAND * (book.step(told) + book.step(form))
        yield Outcome(
            "C2", "fail" if wrong else "pass", (told, form), blame=told, expected=book.value(form), cause="unit"
        )
    if not tried:
        yield missing("C2", "正文与表格都印有的非零数")


def c6(book: Book) -> Tries:
    """机关运行经费 = 公用经费 where every unit is 行政 or 参公, else ≤ (T6 or S6)."""
    running = Key("S10", "机关运行经费", "决算数")
    operating = next(
        (key for key in (Key("T6", "公用经费合计", "决算数"), Key("S6", "公用经费", "决算数")) if key in book), None
    )
    if running not in book or operating is None:
        yield missing("C6", running, "公用经费")
    elif book.administrative:
        found = balance(book, "C6", running, [operating])
        yield found if book.value(running) else replace(found, severity="info")  # 无: a unit that has none by its kind
    else:
        yield at_most(book, "C6", running, operating, "机关运行经费不应多于公用经费")


def c7(book: Book) -> Tries:
    """公务用车保有量 ≤ 车辆."""
    owned = next((key for row in (RUNNING, VEHICLE) if (key := Key("S7", row, "保有量")) in book), None)
    vehicles = owned_vehicles(book, "S12") or owned_vehicles(book, "T10")
    if owned is None or vehicles is None:
        yield missing("C7", "公务用车保有量或车辆数")
    else:
        yield at_most(book, "C7", owned, vehicles)

"""D1, D6, D7, D11–D16: sums and equalities inside the narrative."""

from collections.abc import Iterator, Sequence

from extractor.checks.book import Book, Key
from extractor.checks.measures import FINALS
from extractor.checks.official import OFFICIAL, change_of_total, total_of
from extractor.checks.outcome import Outcome, at_most, balance, missing
from extractor.checks.restated import CARRIED, calls_the_year_total, divided, of_the_year, part_told_again
from extractor.checks.rows import (
    BUYING,
    ITEMS,
    NATURES,
    RUNNING,
    SOURCES,
    VEHICLE,
)
from extractor.checks.scope import is_of_all
from extractor.checks.twins import headline_groups, repeats
from extractor.checks.vehicles import vehicles
from extractor.checks.wording import are_apart

Tries = Iterator[Outcome]
CHANGE = "比上年增减额"


def _keys(place: str, rows: Sequence[str], column: str = "决算数") -> list[Key]:
    return [Key(place, row, column) for row in rows]


def _whole(book: Book, check: str, whole: Key, parts: Sequence[Key]) -> Tries:
    """Try a sum of which the narrative prints the whole and every part."""
    lacking = [key for key in (whole, *parts) if key not in book]
    yield missing(check, *lacking) if lacking else balance(book, check, whole, parts)


def d1(book: Book) -> Tries:
    """总计 = 本年 + 年初 (or 年末), with 使用非财政拨款结余 and 结余分配 where they are printed."""
    tried = False
    for total, year, rest, extra in (
        ("收入总计", "本年收入", "年初结转和结余", "使用非财政拨款结余"),
        ("支出总计", "本年支出", "年末结转和结余", "结余分配"),
    ):
        for place in ("S1", "S2" if total == "收入总计" else "S3"):
            wholes = [key for row in (total, "收支总计") if (key := Key(place, row, "决算数")) in book]
            parts = _keys(place, (year, rest))
            if not wholes:
                continue
            tried = True
            more = [key for key in (Key(place, extra, "决算数"), Key("T1", extra, "决算数")) if key in book][:1]
            if all(key in book for key in parts):
                yield balance(book, "D1", wholes[0], [*parts, *more])
            else:
                yield missing("D1", *(key for key in parts if key not in book))
    if not tried:
        yield missing("D1", "收入总计或支出总计")


def d6(book: Book) -> Tries:
    """Σ of the parts' changes = the total's change; a part that tells no change leaves it open."""
    found = [
        *(one for place in ("S1", "S3") for one in _changes(book, place, "支出", NATURES)),
        *(one for place in ("S1", "S2") for one in _changes(book, place, "收入", SOURCES)),
        *change_of_total(book, Key("S7", OFFICIAL, CHANGE)),
        *_change(book, Key("S7", VEHICLE, CHANGE), (BUYING, RUNNING)),
    ]
    yield from found or [missing("D6", "各组成项的增减额")]


def _changes(book: Book, place: str, side: str, parts: Sequence[str]) -> Tries:
    """Try the year's income or spending, and the 总计, which texts print with what was carried over or without."""
    yield from _change(book, Key(place, f"本年{side}", CHANGE), parts)
    whole = Key(place, f"{side}总计", CHANGE)
    for found in _change(book, whole, parts):
        if found.verdict != "fail" or calls_the_year_total(book, whole.at("决算数")):
            yield found
            continue
        carried = [key for key in _keys(place, CARRIED[side], CHANGE) if key in book]
        told = carried and carried[0].row == CARRIED[side][0]
        joined = balance(book, "D6", whole, [*found.keys[1:], *carried])
        yield joined if told else missing("D6", Key(place, CARRIED[side][0], CHANGE))


def _change(book: Book, whole: Key, parts: Sequence[str]) -> Tries:
    told = [key for key in _keys(whole.place, parts, CHANGE) if key in book]
    if whole not in book or not told:
        return
    found = balance(book, "D6", whole, told)
    silent = [key for key in _keys(whole.place, parts, CHANGE) if key not in book]
    yield missing("D6", *silent) if silent and found.verdict == "fail" else found


def d7(book: Book) -> Tries:
    """Last year's figure implied by a change is the same wherever the figure is printed."""
    tried = False
    groups = [_told(book, group) for group in headline_groups()]
    if book.administrative:  # else 机关运行经费 is of some units alone, and equal by chance
        groups.append(_told(book, _OPERATING))
    for first, *others in (group for group in groups if len(group) > 1):
        for other in others:
            if book.value(other) == book.value(first):
                tried = True
                yield balance(book, "D7", other.at(CHANGE), [first.at(CHANGE)])
    if not tried:
        yield missing("D7", "两处印有的同一增减额")


_OPERATING = (Key("S6", "公用经费", "决算数"), Key("S10", "机关运行经费", "决算数"))


def _told(book: Book, group: Sequence[Key]) -> list[Key]:
    return [key for key in group if key.place[0] == "S" and key in book and key.at(CHANGE) in book]


def d11(book: Book) -> Tries:
    """三公经费 = 出国 + 车 + 接待; 车 = 购置 + 运行."""
    found = []
    for column in ("预算数", "决算数"):
        for row, parts in ((OFFICIAL, ITEMS), (VEHICLE, (BUYING, RUNNING))):
            whole = next((k for r in (f"{row}#2", row) if (k := Key("S7", r, column)) in book and row == VEHICLE), None)
            whole = whole or Key("S7", row, column)
            items = _keys("S7", parts, column)
            if whole in book and all(key in book for key in items):
                one = total_of(book, "D11", whole, items) if row == OFFICIAL else balance(book, "D11", whole, items)
                apart = one.verdict == "fail" and any(are_apart(book, whole, item) for item in items)
                found.append(missing("D11", f"{row}同一种预算的数") if apart else one)
    yield from found or [missing("D11", "三公经费及其各项")]


def d12(book: Book) -> Tries:
    """政府采购支出 = 货物 + 工程 + 服务; 小微企业 ≤ 中小企业 ≤ the total."""
    bought, small, micro = _keys("S11", ("政府采购支出", "中小企业合同", "小微企业合同"))
    kinds = [key for key in _keys("S11", ("货物支出", "工程支出", "服务支出")) if key in book]
    found = []
    if bought in book and (len(kinds) == 3 or (kinds and sum(map(book.value, kinds)) > book.value(bought))):
        found.append(balance(book, "D12", bought, kinds))
    found += [at_most(book, "D12", *pair) for pair in ((small, bought), (micro, small)) if book.has(*pair)]
    yield from found or [missing("D12", bought, "货物、工程、服务")]


def d13(book: Book) -> Tries:
    """车辆 = Σ uses."""
    yield from vehicles(book, "D13", "S12")


def d14(book: Book) -> Tries:
    """编制 and 人员 = Σ of their kinds; changes likewise; 行政实有 not above 行政编制 (worth a look)."""
    found = []
    for row in ("人员编制", "实有人员"):
        whole = Key("S0", row, "合计")
        kinds = [key for c in ("行政", "参公", "事业") if (key := Key("S0", row, c)) in book]
        more = [key for c in ("离休", "退休", "离退休") if (key := Key("S0", row, c)) in book]
        if whole in book and kinds:
            rest = [key for c in ("其他", "在职") if (key := Key("S0", row, c)) in book]
            readings = [kinds, [*kinds, *more], [*kinds, *rest[:1]], [*kinds, *more, *rest[:1]], kinds[:1] + kinds[2:]]
            tries = [balance(book, "D14", whole, reading) for reading in readings if reading]
            fits = next((one for one in tries if one.verdict != "fail"), None)
            less = sum(map(book.value, kinds)) < book.value(whole) and (len(kinds) < 3 or bool(more or rest))
            found += [fits] if fits else [] if less else tries[:1]
        change = Key("S0", row, "比上年增减")
        parts = [key for c in ("行政", "参公", "事业") if (key := Key("S0", row, f"{c}比上年增减")) in book]
        if change in book and len(parts) > 1:
            found.append(balance(book, "D14", change, parts))
    found += _over_establishment(book)
    yield from found or [missing("D14", "人员编制、实有人员及其各类")]


def _over_establishment(book: Book) -> list[Outcome]:
    found = []
    for kind in ("行政", "参公", "事业"):
        staff, posts = Key("S0", "实有人员", kind), Key("S0", "人员编制", kind)
        if book.has(staff, posts):
            over = book.value(staff) > book.value(posts)
            note = "实有人数多于编制数"
            found.append(
                Outcome("D14", "fail", (staff, posts), blame=staff, severity="warning", note=note, kind="notice")
                if over
                else Outcome("D14", "pass", (staff, posts))
            )
    return found


def d15(book: Book) -> Tries:
    """本年年初 = 上年年末, as 年末 and its change imply it (worth a look: 财政 may have taken money back)."""
    found = []
    for closing_at, row, opening_row, opening_at in (
        (("S1", "S3"), "年末结转和结余", "年初结转和结余", ("S1", "S2")),
        (("S4",), "年末财政拨款结转和结余", "年初财政拨款结转和结余", ("S4",)),
    ):
        closing = next((k for p in closing_at if (k := Key(p, row, "决算数")) in book and k.at(CHANGE) in book), None)
        opening = next((k for p in opening_at if (k := Key(p, opening_row, "决算数")) in book), None)
        if closing and opening:
            one = balance(book, "D15", opening, [closing], [closing.at(CHANGE)])
            if one.verdict == "fail":
                note = "年初数不是上年年末数（财政收回结余时可以不等）"
                one = Outcome(
                    "D15", "fail", one.keys, (), opening, one.expected, "other", "warning", note, kind="notice"
                )
            found.append(one)
    yield from found or [missing("D15", "年末结转和结余的增减额，或年初结转和结余")]


def d16(book: Book) -> Tries:
    """The same indicator repeated is equal: in two sections, or twice in one."""
    tried = False
    for group in headline_groups():
        printed = [key for key in group if key.place[0] == "S" and key in book]
        for other in printed[1:]:
            if _same_meaning(book, printed[0], other):
                tried = True
                yield _alike(book, printed[0], other)
    for first, other in repeats(book):
        if first.column in FINALS or (first.column in {"预算数", "年初预算"} and not are_apart(book, first, other)):
            if is_of_all(book, first) != is_of_all(book, other):
                continue
            tried = True
            found = balance(book, "D16", first, [other])
            yield (part_told_again(book, first, other) or found) if found.verdict == "fail" else found
    if not tried:
        yield missing("D16", "两处印有的同一指标")


def _alike(book: Book, first: Key, other: Key) -> Outcome:
    found = balance(book, "D16", other, [first])
    if found.verdict != "fail":
        return found
    return of_the_year(book, first, other) or divided(book, "D16", first, other) or found


def _same_meaning(book: Book, one: Key, other: Key) -> bool:
    """收支总计 stands in two groups and is compared in each form alone; S5 may speak of all fiscal money."""
    if is_of_all(book, one) != is_of_all(book, other):
        return False
    return "收支总计" not in {one.row, other.row} or one.place != other.place

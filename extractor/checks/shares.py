"""D2: shares of a whole, and the shares of a family together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from extractor.checks.book import Book, Figure, Key
from extractor.checks.outcome import Outcome, Verdict, missing
from extractor.checks.ratio import Fit, fits, percent, rounded_like, span
from extractor.checks.rows import ALL, GENERAL_SPENDING, ITEMS, NATURES, SOURCES, WHOLE, class_names
from extractor.checks.scope import whole_of_s5

Tries = Iterator[Outcome]
HUNDRED = Decimal(100)
VERDICTS: dict[Fit, Verdict] = {
    "exact": "pass",
    "rounded": "pass",
    "truncated": "rounding",
    "plugged": "rounding",
    "undefined": "not_checked",
    "off": "fail",
}


@dataclass(frozen=True)
class Family:
    """Rows of one section whose shares are of one whole; of several possible wholes the first that is printed leads."""

    place: str
    rows: tuple[str, ...]
    wholes: tuple[Key, ...]


@cache
def _general() -> tuple[Family, ...]:
    """Families of S1, S2 and S3."""
    found = []
    for place in ("S1", "S2", "S3"):
        income = [Key(at, row, "决算数") for row in ("本年收入", "收入总计", "收支总计") for at in (place, "S1", "S2")]
        spent = [Key(at, row, "决算数") for row in ("本年支出", "支出总计", "收支总计") for at in (place, "S1", "S3")]
        found.append(Family(place, SOURCES, (*income, Key("T2", ALL, WHOLE["T2"]))))
        found.append(Family(place, NATURES, (*spent, Key("T3", ALL, WHOLE["T3"]))))
    return tuple(found)


def families(book: Book) -> Iterator[Family]:
    """Yield the families of shares a report may print."""
    yield from _general()
    classes = tuple(row for row in book.rows("S5", "占比") if row.partition("#")[0] in class_names())
    wider = [key] if (key := whole_of_s5(book)) else []
    yield Family("S5", classes, (Key("S5", GENERAL_SPENDING, "决算数"), Key("T5", ALL, WHOLE["T5"]), *wider))
    spent = [Key("T3", ALL, WHOLE["T3"]), Key("S3", "本年支出", "决算数"), Key("S1", "本年支出", "决算数")]
    yield Family("S5", (GENERAL_SPENDING,), (*spent, Key("S1", "支出总计", "决算数")))
    yield Family("S7", (*ITEMS, *(f"{row}#2" for row in ITEMS)), (Key("S7", "三公经费", "决算数"),))
    bought = Key("S11", "政府采购支出", "决算数")
    yield Family("S11", ("中小企业合同", "小微企业合同"), (bought, Key("S11", "中小企业合同", "决算数")))
    for kind in ("货物", "工程", "服务"):
        yield Family("S11", (f"{kind}中小企业合同",), (Key("S11", f"{kind}支出", "决算数"),))


def d2(book: Book) -> Tries:
    """占比 = part / whole; the shares of a family that may be seen whole make about 100."""
    tried = False
    for family in families(book):
        shares = book.cells(family.place, "占比")
        printed = [row for row in family.rows if row in shares]
        for row in printed:
            for found in _share(book, family, row, printed):
                tried = True
                yield found
    if not tried:
        yield missing("D2", "占比及其整体")


def _share(book: Book, family: Family, row: str, printed: Sequence[str]) -> Tries:
    part, share = Key(family.place, row, "决算数"), Key(family.place, row, "占比")
    wholes = [key for key in dict.fromkeys(family.wholes) if key in book and key != part]
    if part not in book or not wholes:
        return
    figure = book.figures[share]
    tries = [(whole, _fit(book, figure, part, whole)) for whole in wholes]
    best = min(tries, key=lambda one: list(VERDICTS).index(one[1]))
    whole, fit = best if best[1] != "off" else tries[0]
    true = percent(span(book, part), span(book, whole))
    if fit == "off" and true is not None and _plugs(book, family, share, true.middle, printed):
        fit = "plugged"
    expected = None if true is None else rounded_like(true.middle, figure)
    yield Outcome(
        "D2",
        VERDICTS[fit],
        (share, part, whole),
        blame=share,
        expected=expected,
        cause=fit if fit in {"truncated", "plugged"} else None,
        note="整体为 0" if fit == "undefined" else f"占 {whole.row}",
        rate=True,
    )


def _fit(book: Book, figure: Figure, part: Key, whole: Key) -> Fit:
    return fits(figure, percent(span(book, part), span(book, whole)), book.value(figure.key))


def _plugs(book: Book, family: Family, share: Key, true: Decimal, printed: Sequence[str]) -> bool:
    """Whether a share is what the others leave of 100: then it is as far off as their rounding together."""
    shares = [Key(family.place, row, "占比") for row in printed if "#" not in row]
    if sum((book.value(key) for key in shares), Decimal(0)) != HUNDRED:
        return False
    ulp = max(Decimal(1).scaleb(-book.figures[key].decimals) for key in shares)
    return abs(true - book.value(share)) <= ulp * len(shares)

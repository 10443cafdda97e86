"""Figures that the form's own sums do not bear out: a person looks at them before anybody uses them.

Whether the report is wrong or the reading, the checks decide later; here a figure only loses its band.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from extractor.tables.entry import FormReading
from extractor.tables.functional import PLACES as FUNCTIONAL
from extractor.tables.heads import class_names, total_and_parts
from extractor.tables.sums import TOTAL, UNIT, Values, holds, open_columns, row_adds_up, tops

ROW = "本行各列加总不平"
COLUMN = "本列各行加总不平"
PART = "与各组成项加总不平"
NO_TOTAL = "没有读到可核对的合计数"
NO_PARTS = "没有读到可核对的组成项"
TWICE = "同一行印了两个不同的数"
UNLIKE = "与另一张表的同一数不符"
OTHER_FORM = "大于支出决算表的同一数"
Key = tuple[str, str]
Sums = Mapping[str, Iterable[str]]
"""A row -> the rows it is the sum of."""

_INCOME = ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
_FUNDS = total_and_parts("T4")[1]
_SUMS: Mapping[str, Sums] = {
    "T1": {
        "本年收入合计": (*(f"{fund}收入" for fund in _FUNDS), *_INCOME),
        "收入总计": ("本年收入合计", "使用非财政拨款结余", "年初结转和结余"),
        "支出总计": ("本年支出合计", "结余分配", "年末结转和结余"),
        "本年支出合计": tuple(sorted(class_names())),
    },
    "T4": {
        "本年收入合计": _FUNDS,
        "年初财政拨款结转和结余": tuple(f"年初:{fund}" for fund in _FUNDS),
        "收入总计": ("本年收入合计", "年初财政拨款结转和结余"),
        "支出总计": ("本年支出合计", "年末财政拨款结转和结余"),
        "本年支出合计": tuple(sorted(class_names())),
    },
    "T6": {
        "人员经费合计": ("301", "303"),
        "公用经费合计": ("302", "307", "309", "310", "311", "312", "313", "399"),
    },
    "T7": {
        "合计": ("因公出国（境）费", "公务用车购置及运行维护费", "公务接待费"),
        "公务用车购置及运行维护费": ("公务用车购置费", "公务用车运行维护费"),
    },
}


_FORM_OF_FUND = dict(zip(_FUNDS, ("T5", "T8", "T9"), strict=True))
_SAME: tuple[tuple[str, Key, str, tuple[Key, ...]], ...] = (
    *(("T2", (TOTAL, one), "T1", ((f"{one}", "决算数"),)) for one in _INCOME),
    ("T2", (TOTAL, "财政拨款收入"), "T1", tuple((f"{fund}收入", "决算数") for fund in _FUNDS)),
    ("T3", (TOTAL, "本年支出合计"), "T1", (("本年支出合计", "决算数"),)),
    *(
        ("T4", ("本年支出合计", fund), place, ((TOTAL, total_and_parts(place)[0]),))
        for fund, place in _FORM_OF_FUND.items()
    ),
    ("T5", (TOTAL, "基本支出"), "T6", (("人员经费合计", "决算数"), ("公用经费合计", "决算数"))),
)
"""A form's total that another form says too, alone or in parts: the heads of its column may have slipped."""

_PROOF: Mapping[str, Sums] = {
    "T1": {total: _SUMS["T1"][total] for total in ("本年收入合计", "本年支出合计")},
    "T4": {total: _SUMS["T4"][total] for total in ("本年收入合计", "本年支出合计")},
    "T6": _SUMS["T6"],
    "T7": {"合计": _SUMS["T7"]["合计"]},
}
"""Totals and parts of which neither is sure without the other: these forms have no other sum."""

_SCALES = (Decimal(1), Decimal(10_000), Decimal("0.0001"))
"""Between forms that print 元 and 万元."""

_BESIDE = ("会议费", "培训费")
"""Items that some provinces count into the total of T7 and others print beside it."""


def doubt(forms: Mapping[str, FormReading]) -> None:
    """Give every figure whose sums do not hold its reason."""
    for form in forms.values():
        values = form.values()
        _mark(form, _rows(form, values) | _columns(form, values) | _sums(form, values))
        _mark(form, _unproven(form) | _twice(form))
    for place, total, other, parts in _SAME:
        if place in forms and other in forms:
            _mark(forms[place], _unlike(forms[place], total, forms[other], parts))
    if "T3" in forms and "T5" in forms:
        _mark(forms["T5"], _over(forms["T5"], forms["T3"]))


def _mark(form: FormReading, doubts: Mapping[Key, str]) -> None:
    if not doubts:
        return
    form.replace_all(
        replace(e, reasons=tuple(dict.fromkeys([*e.reasons, doubts[e.row, e.column]])))
        if (e.row, e.column) in doubts
        else e
        for e in form.entries
    )


def _rows(form: FormReading, printed: Values) -> dict[Key, str]:
    """Return the figures of rows whose total is not the sum of its parts."""
    found: dict[Key, str] = {}
    for row, values in printed.items():
        if row_adds_up(form.place, values) is False:
            found |= {(row, column): ROW for column in values}
    return found


def _columns(form: FormReading, values: Values) -> dict[Key, str]:
    """Return the figures of columns whose total row is not the sum of the others."""
    if form.place not in FUNCTIONAL:
        return {}
    open_ = open_columns(values, {entry.column for entry in form.entries})
    return {(row, column): COLUMN for row, columns in values.items() for column in columns if column in open_}


def _sums(form: FormReading, values: Values) -> dict[Key, str]:
    """Return totals that are not the sum of their parts, and the parts. A total without printed parts passes."""
    sums = dict(_SUMS.get(form.place, {}))
    if form.place == "T6":
        codes = [row for row in values if row.isdigit()]
        sums |= {top: [c for c in codes if c != top and c.startswith(top)] for top in tops(codes)}
    found: dict[Key, str] = {}
    for total, parts in sums.items():
        for column, whole in values.get(total, {}).items():
            printed = [part for part in parts if column in values.get(part, {})]
            beside = [row for row in _BESIDE if form.place == "T7" and column in values.get(row, {})]
            ways = (printed, [*printed, *beside])
            if printed and not any(holds(whole, (values[row][column] for row in way)) for way in ways):
                found |= {(row, column): PART for row in (total, *printed)}
    return found


def _unproven(form: FormReading) -> dict[Key, str]:
    """Return the figures that no sum could prove wrong: parts whose total was not read, totals without a part.

    A figure in the wrong column or row still adds up where nothing is there to add it up with.
    """
    values = form.values()
    total, parts = total_and_parts(form.place) if form.place in FUNCTIONAL else ("", ())
    found: dict[Key, str] = {}
    for row, columns in values.items() if total else ():
        if total not in columns and any(part in columns for part in parts):
            found |= {(row, column): NO_TOTAL for column in columns}
    for whole, rows in _PROOF.get(form.place, {}).items():
        for column in {column for columns in values.values() for column in columns}:
            printed = [row for row in rows if column in values.get(row, {})]
            if column not in values.get(whole, {}):
                found |= {(row, column): NO_TOTAL for row in printed}
            elif not printed and values[whole][column]:
                found[whole, column] = NO_PARTS
    return found


def _twice(form: FormReading) -> dict[Key, str]:
    """Return the figures of rows that print two different numbers in one column; of T7, which has few, all of them."""
    values = form.values()
    rows = {e.row for e in form.entries if e.number != values[e.row][e.column]}
    if rows and form.place == "T7":
        rows = set(values)
    return {(row, column): TWICE for row in rows for column in values[row]} | {
        (e.row, e.column): TWICE for e in form.entries if e.row in rows
    }


def _unlike(form: FormReading, total: Key, other: FormReading, parts: Sequence[Key]) -> dict[Key, str]:
    """Return the figures of a column whose total is not what another form prints of the same."""
    here, there = form.values(), other.values()
    row, column = total
    said = [there[r][c] for r, c in parts if c in there.get(r, {})]
    printed = here.get(row, {}).get(column, Decimal(0))
    if not said or any(holds(printed * scale, said) for scale in _SCALES):
        return {}
    return {(one, column): UNLIKE for one in here}


def _over(form: FormReading, whole: FormReading) -> dict[Key, str]:
    """Return the figures of T5 that are more than T3's, which holds everything T5 holds."""
    most = whole.values()
    return {
        (row, column): OTHER_FORM
        for row, columns in form.values().items()
        for column, number in columns.items()
        if row in most and number > most[row].get(column, Decimal(0)) + UNIT
    }

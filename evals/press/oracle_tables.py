"""The identities inside the forms and between them: A1 to A17 and B1 to B10 of the domain page."""

from collections.abc import Iterator

from evals.press.oracle_facts import Facts, Instance, Key, children
from evals.press.subjects import CLASSES, subject_name

_INCOME = (
    "一般公共预算财政拨款收入",
    "政府性基金预算财政拨款收入",
    "国有资本经营预算财政拨款收入",
    "上级补助收入",
    "事业收入",
    "经营收入",
    "附属单位上缴收入",
    "其他收入",
)
_FUNDS = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
_NAMES = tuple(subject_name(code) for code in CLASSES)
_COLUMNS = {
    "T2": ("本年收入合计", ("财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")),
    "T3": ("本年支出合计", ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")),
    "T5": ("本年支出合计", ("基本支出", "项目支出")),
    "T8": ("本年支出", ("基本支出", "项目支出")),
    "T9": ("本年支出", ("基本支出", "项目支出")),
}
_ROW_CHECK = {"T2": "A6", "T3": "A8", "T5": "A12", "T8": "A15", "T9": "A16"}
_CARRIED = ("年初结转和结余", "本年收入", "年末结转和结余")


def table_instances(facts: Facts) -> Iterator[Instance]:
    """Yield every identity that the printed forms are subject to."""
    if "T1" in facts.forms:
        yield from _balance(facts)
    for place in _COLUMNS:
        if place in facts.forms:
            yield from _functional(facts, place)
    if "T4" in facts.forms:
        yield from _fiscal(facts)
    if "T6" in facts.forms:
        yield from _economic(facts)
    if "T7" in facts.forms:
        yield from _official(facts)
    if "T10" in facts.forms:
        uses = [row for row in facts.rows("T10", "数量") if row.endswith("用车")]
        total = sum(facts.value(("T10", row, "数量")) for row in uses)
        keys = tuple(("T10", row, "数量") for row in ("车辆", *uses))
        yield Instance("A17", keys, facts.value(keys[0]) == total)
    yield from _across(facts)


def _one(*rows: str) -> list[Key]:
    return [("T1", row, "决算数") for row in rows]


def _balance(facts: Facts) -> Iterator[Instance]:
    yield facts.adds("A1", _one("收入总计"), _one("本年收入合计", "使用非财政拨款结余", "年初结转和结余"))
    yield facts.adds("A2", _one("支出总计"), _one("本年支出合计", "结余分配", "年末结转和结余"))
    yield facts.equal("A3", *_one("收入总计", "支出总计"))
    yield facts.adds("A4", _one("本年收入合计"), _one(*_INCOME))
    yield facts.adds("A5", _one("本年支出合计"), _one(*_NAMES))


def _functional(facts: Facts, place: str) -> Iterator[Instance]:
    total, parts = _COLUMNS[place]
    carried = _carried(facts, place)
    rows = facts.rows(place)
    for row in rows:
        yield facts.adds(_ROW_CHECK[place], [(place, row, total)], [(place, row, part) for part in parts])
        if carried:
            sources = [(place, row, "年初结转和结余"), (place, row, "本年收入")]
            yield facts.adds(_ROW_CHECK[place], [(place, row, "年末结转和结余")], sources, [(place, row, total)])
    codes = [row for row in rows if row.isdigit()]
    for parent, below in children(codes) if codes else ():
        for column in (total, *parts, *(_CARRIED if carried else ())):
            yield facts.adds("A7", [(place, parent, column)], [(place, code, column) for code in below])


def _carried(facts: Facts, place: str) -> bool:
    """Whether the form has opening and closing balances: T8 always, T9 where one is printed."""
    return place == "T8" or (place == "T9" and any(facts.rows("T9", column) for column in _CARRIED))


def _fiscal(facts: Facts) -> Iterator[Instance]:
    def four(row: str, column: str = "决算数") -> Key:
        return "T4", row, column

    opening = "年初财政拨款结转和结余"
    yield facts.adds("A9", [four("收入总计")], [four("本年收入合计"), four(opening)])
    yield facts.adds("A9", [four(opening)], [four(f"年初:{fund}") for fund in _FUNDS])
    for column in ("合计", *_FUNDS):
        spent = [four("本年支出合计", column), four("年末财政拨款结转和结余", column)]
        yield facts.adds("A10", [four("支出总计", column)], spent)
        yield facts.adds("A11", [four("本年支出合计", column)], [four(name, column) for name in _NAMES])
    yield facts.equal("A10", four("支出总计", "合计"), four("收入总计"))
    for row in (*_NAMES, "本年支出合计", "年末财政拨款结转和结余", "支出总计"):
        yield facts.adds("A11", [four(row, "合计")], [four(row, fund) for fund in _FUNDS])


def _economic(facts: Facts) -> Iterator[Instance]:
    def six(row: str) -> Key:
        return "T6", row, "决算数"

    rows = facts.rows("T6")
    for kind in ("301", "302", "303", "307", "310", "312", "399"):
        below = [row for row in rows if len(row) == 5 and row.startswith(kind) and row.isdigit()]
        if kind in rows or below:
            yield facts.adds("A13", [six(kind)], [six(row) for row in below])
    yield facts.adds("A13", [six("人员经费合计")], [six("301"), six("303")])
    yield facts.adds("A13", [six("公用经费合计")], [six(kind) for kind in ("302", "307", "310", "312", "399")])


def _official(facts: Facts) -> Iterator[Instance]:
    for column in ("预算数", "决算数"):
        whole = ("T7", "公务用车购置及运行维护费", column)
        parts: list[Key] = [("T7", "因公出国（境）费", column), whole, ("T7", "公务接待费", column)]
        yield facts.adds("A14", [("T7", "合计", column)], parts)
        yield facts.adds("A14", [whole], [("T7", row, column) for row in ("公务用车购置费", "公务用车运行维护费")])


def _across(facts: Facts) -> Iterator[Instance]:
    pairs: list[tuple[str, Key, Key]] = [
        ("B1", ("T1", "本年收入合计", "决算数"), ("T2", "合计", "本年收入合计")),
        ("B2", ("T1", "本年支出合计", "决算数"), ("T3", "合计", "本年支出合计")),
        *(("B4", ("T1", f"{fund}收入", "决算数"), ("T4", fund, "决算数")) for fund in _FUNDS),
        ("B4", ("T2", "合计", "财政拨款收入"), ("T4", "本年收入合计", "决算数")),
        ("B5", ("T4", "本年支出合计", _FUNDS[0]), ("T5", "合计", "本年支出合计")),
        ("B6", ("T4", "本年支出合计", _FUNDS[1]), ("T8", "合计", "本年支出")),
        ("B6", ("T4", "本年支出合计", _FUNDS[2]), ("T9", "合计", "本年支出")),
    ]
    for code in CLASSES:  # only where the form prints 类 at all
        name = subject_name(code)
        if any(len(row) == 3 for row in facts.rows("T3")):
            pairs.append(("B3", ("T1", name, "决算数"), ("T3", code, "本年支出合计")))
        if any(len(row) == 3 for row in facts.rows("T5")):
            pairs.append(("B5", ("T4", name, _FUNDS[0]), ("T5", code, "本年支出合计")))
    for check, one, other in pairs:
        if {one[0], other[0]} <= facts.forms:
            yield facts.equal(check, one, other)
    yield from _several(facts)


def _several(facts: Facts) -> Iterator[Instance]:
    if {"T5", "T6"} <= facts.forms:
        parts: list[Key] = [("T6", "人员经费合计", "决算数"), ("T6", "公用经费合计", "决算数")]
        yield facts.adds("B7", [("T5", "合计", "基本支出")], parts)
    if {"T3", "T5"} <= facts.forms:
        for row in dict.fromkeys([*facts.rows("T5"), *facts.rows("T3")]):
            for column in ("本年支出合计", "基本支出", "项目支出"):
                yield facts.at_most("B8", ("T5", row, column), ("T3", row, column))
    if {"T6", "T7"} <= facts.forms:
        limits = {
            "30212": "因公出国（境）费",
            "31013": "公务用车购置费",
            "30231": "公务用车运行维护费",
            "30217": "公务接待费",
        }
        for code, item in limits.items():
            yield facts.at_most("B9", ("T6", code, "决算数"), ("T7", item, "决算数"))
    if {"T1", "T4"} <= facts.forms:
        opened = "年初财政拨款结转和结余"
        closed = "年末财政拨款结转和结余"
        plus = [
            *_one("年初结转和结余", "使用非财政拨款结余", "本年收入合计"),
            ("T4", "本年支出合计", "合计"),
            ("T4", closed, "合计"),
        ]
        minus = [*_one("本年支出合计", "结余分配"), ("T4", opened, "决算数"), ("T4", "本年收入合计", "决算数")]
        yield facts.adds("B10", _one("年末结转和结余"), plus, minus)

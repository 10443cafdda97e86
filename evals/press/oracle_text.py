"""The identities of the explanation, alone and against the forms: C1, C2, C6, C7 and D1 to D18 of the domain page."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from evals.press.oracle_facts import Facts, Instance, Key
from evals.press.subjects import economic_names, subject_name

_SOURCES = ("财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
_NATURES = ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
_GENERAL = "一般公共预算财政拨款支出"
_VEHICLE = "公务用车购置及运行维护费"
_ITEMS = ("因公出国（境）费", _VEHICLE, "公务接待费")
_PARTS = ("公务用车购置费", "公务用车运行维护费")


def text_instances(facts: Facts) -> Iterator[Instance]:
    """Yield every identity that the printed explanation is subject to."""
    yield from _against_forms(facts)
    yield from _shares(facts)
    yield from _rates(facts)
    yield from _sums(facts)
    yield from _counts(facts)


def _pairs(facts: Facts) -> Iterator[tuple[Key, Key]]:
    """(explanation, form): the same figure printed twice."""
    ends = {"收支总计": "收入总计", "本年收入": "本年收入合计", "本年支出": "本年支出合计"}
    for row in (
        "收支总计",
        "收入总计",
        "支出总计",
        "本年收入",
        "本年支出",
        "年初结转和结余",
        "年末结转和结余",
        "使用非财政拨款结余",
        "结余分配",
    ):
        yield ("S1", row, "决算数"), ("T1", ends.get(row, row), "决算数")
    for place in ("S1", "S2", "S3"):
        for row in _SOURCES:
            yield (place, row, "决算数"), ("T2", "合计", row)
        for row in _NATURES:
            yield (place, row, "决算数"), ("T3", "合计", row)
    yield ("S2", "本年收入", "决算数"), ("T2", "合计", "本年收入合计")
    yield ("S3", "本年支出", "决算数"), ("T3", "合计", "本年支出合计")
    yield ("S4", "财政拨款收入", "决算数"), ("T4", "本年收入合计", "决算数")
    yield ("S4", "财政拨款支出", "决算数"), ("T4", "本年支出合计", "合计")
    yield ("S4", "年初财政拨款结转和结余", "决算数"), ("T4", "年初财政拨款结转和结余", "决算数")
    yield ("S4", "年末财政拨款结转和结余", "决算数"), ("T4", "年末财政拨款结转和结余", "合计")
    yield ("S5", _GENERAL, "决算数"), ("T5", "合计", "本年支出合计")
    for row, code in _functional_names(facts).items():
        yield ("S5", row, "决算数"), ("T5", code, "本年支出合计")
    yield ("S6", "基本支出", "决算数"), ("T5", "合计", "基本支出")
    yield ("S6", "人员经费", "决算数"), ("T6", "人员经费合计", "决算数")
    yield ("S6", "公用经费", "决算数"), ("T6", "公用经费合计", "决算数")
    for code, name in economic_names().items():
        if len(code) == 5:
            yield ("S6", name, "决算数"), ("T6", code, "决算数")
    for row in ("三公经费", *_ITEMS, *_PARTS, *(row for row in ("会议费", "培训费") if row in facts.rows("T7"))):
        for column in ("预算数", "决算数"):
            yield ("S7", row, column), ("T7", "合计" if row == "三公经费" else row, column)
    yield ("S8", "政府性基金支出", "决算数"), ("T8", "合计", "本年支出")
    for row, column in (("政府性基金收入", "本年收入"), ("年初结转和结余",) * 2, ("年末结转和结余",) * 2):
        yield ("S8", row, "决算数"), ("T8", "合计", column)
    yield ("S9", "国有资本经营支出", "决算数"), ("T9", "合计", "本年支出")


def _functional_names(facts: Facts) -> Mapping[str, str]:
    """类 name, path or 项 name -> printed T5 code, names of several codes left out."""
    codes = [row for row in facts.rows("T5") if row.isdigit()]
    found = {"/".join(subject_name(code[:size]) for size in (3, 5, 7)): code for code in codes if len(code) == 7}
    names = [(subject_name(code), code) for code in codes if len(code) in (3, 7)]
    counts = [name for name, _ in names]
    return found | {name: code for name, code in names if counts.count(name) == 1}


def _against_forms(facts: Facts) -> Iterator[Instance]:
    for told, printed in _pairs(facts):
        if facts.has(told) and printed[0] in facts.forms:
            yield facts.equal("C1", told, printed)
            one, other = facts.value(told), facts.value(printed)
            yield Instance("C2", (told, printed), not (one and other and _magnitude(one, other, facts.unit)))
    running: Key = ("S10", "机关运行经费", "决算数")
    public: Key = ("T6", "公用经费合计", "决算数")
    if facts.has(running) and "T6" in facts.forms:
        institution: Key = ("S0", "人员编制", "事业")
        if facts.has(institution) and not facts.value(institution):
            yield facts.equal("C6", running, public)
        else:
            yield facts.at_most("C6", running, public)
    kept: Key = ("S7", "公务用车运行维护费", "保有量")
    if facts.has(kept, ("S12", "车辆", "数量")):
        yield facts.at_most("C7", kept, ("S12", "车辆", "数量"), Decimal(0))


def _magnitude(one: Decimal, other: Decimal, unit: Decimal) -> bool:
    """Whether one figure is ten thousand times the other, as near as print can tell."""
    large, small = max(one, other), min(one, other)
    return small > 0 and large >= 100 * small and abs(large - 10000 * small) <= 10000 * unit


def _shares(facts: Facts) -> Iterator[Instance]:
    classes = [row for row in facts.rows("S5", "占比") if row != _GENERAL]
    families: list[tuple[str, tuple[str, ...] | list[str], Key]] = [
        ("S5", classes, ("S5", _GENERAL, "决算数")),
        ("S7", _ITEMS, ("S7", "三公经费", "决算数")),
        ("S11", ("中小企业合同", "小微企业合同"), ("S11", "政府采购支出", "决算数")),
    ]
    for place in ("S1", "S2", "S3"):
        families += [(place, _SOURCES, (place, "本年收入", "决算数")), (place, _NATURES, (place, "本年支出", "决算数"))]
    for place, rows, whole in families:
        shares: list[Key] = [(place, row, "占比") for row in rows if facts.has((place, row, "占比"), whole)]
        sums = facts.total(shares)
        for share in shares:
            found = facts.ratio("D2", share, [(place, share[1], "决算数")], [whole])
            if not found.holds and sums == 100:  # made to reach 100: as far off as the others' rounding together
                slack = Decimal("0.01") * len(shares)
                exact = facts.value((place, share[1], "决算数")) * 100 / facts.value(whole)
                found = Instance("D2", found.keys, abs(exact - facts.value(share)) <= slack)
            yield found
        if shares and place not in ("S7", "S11"):
            yield Instance("D2", tuple(shares), abs(sums - 100) <= Decimal("0.01") * len(shares))
    share = ("S5", _GENERAL, "占比")
    whole = ("T3", "合计", "本年支出合计")
    if facts.has(share, whole):
        yield facts.ratio("D2", share, [("S5", _GENERAL, "决算数")], [whole])


def _rates(facts: Facts) -> Iterator[Instance]:
    for place, row, column in list(facts.labels):
        final: Key = (place, row, "执行数" if place == "S13" else "决算数")
        change: Key = (place, row, "比上年增减额")
        budget = next(
            (key for name in ("年初预算", "预算数", "全年预算数") if facts.has(key := (place, row, name))), None
        )
        if column == "完成率" and budget and facts.has(final):
            yield facts.ratio("D17" if place == "S13" else "D3", (place, row, column), [final], [budget])
        elif column == "比上年增减率" and facts.has(final, change):
            rate: Key = (place, row, column)
            yield facts.ratio("D4", rate, [change], [final], change)
            yield Instance("D18", (rate, change), facts.value(rate) * facts.value(change) >= 0)
        elif column == "比预算增减额" and budget and facts.has(final):
            yield facts.adds("D5", [(place, row, column)], [final], [budget])
            off = facts.value(final) - facts.value(budget)
            wrong = off * facts.value((place, row, column)) < 0 and abs(off) > facts.unit
            yield Instance("D18", ((place, row, column), final, budget), not wrong)
        elif column == "比预算增减率" and budget and facts.has((place, row, "比预算增减额")):
            yield facts.ratio("D5", (place, row, column), [(place, row, "比预算增减额")], [budget])


def _sums(facts: Facts) -> Iterator[Instance]:
    for total, year, balance, extra in (
        ("收入总计", "本年收入", "年初结转和结余", "使用非财政拨款结余"),
        ("支出总计", "本年支出", "年末结转和结余", "结余分配"),
    ):
        whole: Key = ("S1", total if facts.has(("S1", total, "决算数")) else "收支总计", "决算数")
        if facts.has(whole, ("S1", year, "决算数"), ("S1", balance, "决算数")):
            yield facts.adds("D1", [whole], [("S1", row, "决算数") for row in (year, balance, extra)])
    items = [row for row in facts.rows("S5", "决算数") if row.count("/") == 2]
    for column in ("年初预算", "决算数"):
        if items and facts.has(("S5", _GENERAL, column)):
            yield facts.adds("D9", [("S5", _GENERAL, column)], [("S5", row, column) for row in items])
    yield from _basic(facts)
    yield from _official(facts)
    kinds: list[Key] = [("S11", row, "决算数") for row in ("货物支出", "工程支出", "服务支出")]
    bought: Key = ("S11", "政府采购支出", "决算数")
    if facts.has(bought, *kinds):
        yield facts.adds("D12", [bought], kinds)
    small: Key = ("S11", "中小企业合同", "决算数")
    micro: Key = ("S11", "小微企业合同", "决算数")
    if facts.has(small, micro):
        yield facts.at_most("D12", small, bought)
        yield facts.at_most("D12", micro, small)
    for one, other, row in (("S1", "S2", "本年收入"), ("S1", "S3", "本年支出"), ("S2", "S4", "财政拨款收入")):
        if facts.has((one, row, "决算数"), (other, row, "决算数")):
            yield facts.equal("D16", (one, row, "决算数"), (other, row, "决算数"))


def _basic(facts: Facts) -> Iterator[Instance]:
    def six(row: str) -> Key:
        return "S6", row, "决算数"

    if facts.has(six("基本支出"), six("人员经费"), six("公用经费")):
        yield facts.adds("D10", [six("基本支出")], [six("人员经费"), six("公用经费")])
    for total, prefixes in (("人员经费", ("301", "303")), ("公用经费", ("302", "307", "310", "312", "399"))):
        names = [name for code, name in economic_names().items() if len(code) == 5 and code.startswith(prefixes)]
        told = [six(name) for name in names if facts.has(six(name))]
        if told and facts.has(six(total)):
            yield facts.adds("D10", [six(total)], told)


def _official(facts: Facts) -> Iterator[Instance]:
    for column, check in (("预算数", "D11"), ("决算数", "D11"), ("比上年增减额", "D6")):
        whole: Key = ("S7", "三公经费", column)
        items: list[Key] = [("S7", row, column) for row in _ITEMS]
        if facts.has(whole, *items):
            yield facts.adds(check, [whole], items)
        parts: list[Key] = [("S7", row, column) for row in _PARTS]
        if facts.has(("S7", _VEHICLE, column), *parts):
            yield facts.adds(check, [("S7", _VEHICLE, column)], parts)


def _counts(facts: Facts) -> Iterator[Instance]:
    uses = [row for row in facts.rows("S12", "数量") if row.endswith("用车")]
    yield from _total("D13", facts, ("S12", "车辆", "数量"), [("S12", row, "数量") for row in uses])
    for row in ("人员编制", "实有人员"):
        yield from _total(
            "D14", facts, ("S0", row, "合计"), [("S0", row, column) for column in ("行政", "参公", "事业")]
        )
    projects = [row for row in facts.rows("S13", "执行数") if row.startswith("项目:")]
    money: Key = ("S13", "绩效自评项目", "涉及资金")
    if projects and facts.has(money):
        yield facts.adds("D17", [money], [("S13", row, "执行数") for row in projects])
    share: Key = ("S13", "绩效自评项目", "占比")
    if facts.has(share, money, ("T5", "合计", "项目支出")):
        yield facts.ratio("D17", share, [money], [("T5", "合计", "项目支出")])


def _total(check: str, facts: Facts, whole: Key, parts: list[Key]) -> Iterator[Instance]:
    if facts.has(whole, *parts) and parts:
        yield Instance(check, (whole, *parts), facts.value(whole) == facts.total(parts))

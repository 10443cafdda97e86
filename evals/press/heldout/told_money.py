"""S1 to S6 and S10 in held-out structures: totals with their parts, spending by 类 with its 项, economic kinds."""

from decimal import Decimal
from random import Random

from evals.press.accounts import Accounts
from evals.press.heldout.economic import PERSONNEL, PUBLIC
from evals.press.heldout.phrases import wordings
from evals.press.phrases import Phrases
from evals.press.subjects import economic_names, subject_name
from evals.press.telling import Figure, Row, Style, Teller, money_row, plugged
from evals.press.told_totals import before, sign, whole_rows, words

_GENERAL = "一般公共预算财政拨款支出"
LONGEST = 40
"""More 项 than this are told by 类 only, as long reports do."""


def _changed(books: Accounts, style: Style) -> int:
    return sign(books.grand_total - before(books).grand_total, style)


def totals(books: Accounts, style: Style, phrases: Phrases) -> Teller:
    """S1: both totals with their parts, then both changes in one sentence."""
    teller = Teller("S1", whole_rows(books), style, words(books))
    teller.write(phrases("S1.head"))
    if books.surplus_used:
        teller.write(phrases("S1.surplus"))
    if books.distribution:
        teller.write(phrases("S1.distribution"))
    teller.end()
    teller.say(phrases("S1.change"), 原因=phrases.reason(_changed(books, style), "S1"))
    return teller


def whole_of(place: str, books: Accounts, style: Style, phrases: Phrases) -> Teller:
    """S2's or S3's own total, where a report has no S1."""
    teller = Teller(place, whole_rows(books), style, words(books))
    teller.write(phrases(f"{place}.whole"), 原因=phrases.reason(_changed(books, style), place))
    if place == "S2" and books.surplus_used:
        teller.write(phrases("S1.surplus"))
    if place == "S3" and books.distribution:
        teller.write(phrases("S1.distribution"))
    teller.end()
    return teller


def fiscal(books: Accounts, style: Style, phrases: Phrases) -> Teller:
    """S4 in one paragraph."""
    old, line = before(books).line(), books.line()
    rows = {
        "财政拨款收入": money_row(line.fiscal_income, old.fiscal_income),
        "财政拨款支出": money_row(line.fiscal, old.fiscal),
        "年初财政拨款结转和结余": money_row(books.fiscal_opening),
        "年末财政拨款结转和结余": money_row(books.fiscal_closing),
    }
    teller = Teller("S4", rows, style, words(books))
    teller.say(phrases("S4.told"), 原因=phrases.reason(sign(line.fiscal - old.fiscal, style), "S4"))
    return teller


def general(books: Accounts, style: Style, phrases: Phrases, rng: Random) -> Teller:
    """S5: the total, its structure, and either each 类 with its 项 by name or each 项 by path beside 全年预算."""
    line = books.line()
    leaves = [code for code, leaf in books.lines.items() if leaf.general]
    classes = [code for code, spent in books.tree() if len(code) == 3 and spent.general]
    shares = {subject_name(code): money_row(books.line(code).general, whole=line.general) for code in classes}
    shares = plugged(shares, list(shares), style)
    for code in classes:
        budgeted = money_row(books.line(code).general, budget=books.line(code).budget)
        shares[subject_name(code)] |= {key: budgeted[key] for key in budgeted if key != "决算数"}
    total = money_row(line.general, before(books).line().general, budget=line.budget, whole=line.spending)
    by_path = rng.random() < 0.5 and len(leaves) <= LONGEST
    rows = {_GENERAL: total, **shares, **_leaf_rows(books, leaves, classes, by_path)}
    teller = Teller("S5", rows, style, words(books))
    change = sign(line.general - before(books).line().general, style)
    teller.say(phrases("S5.total"), _GENERAL, 原因=phrases.reason(change, "S5"))
    teller.write(phrases("S5.structure"))
    for at, code in enumerate(classes):
        name = subject_name(code)
        teller.write(("；" if at else "") + phrases("S5.share"), name, 短=name.removesuffix("支出"))
    teller.write("。")
    teller.end()
    if by_path:
        _by_path(teller, phrases, leaves)
    else:
        if style.money.rounded(line.budget):
            teller.say(phrases("S5.budget"), _GENERAL)
        _by_class(teller, phrases, books, classes, leaves)
    return teller


def _by_path(teller: Teller, phrases: Phrases, leaves: list[str]) -> None:
    for number, code in enumerate(leaves, 1):
        parts = {"类": subject_name(code[:3]), "款": subject_name(code[:5]), "项": subject_name(code)}
        row = "/".join(parts.values())
        key = "S5.path" if "完成率" in teller.rows[row] else "S5.path_plain"
        teller.say(phrases(key), row, 号=str(number), **parts)


def _by_class(teller: Teller, phrases: Phrases, books: Accounts, classes: list[str], leaves: list[str]) -> None:
    names = _leaf_names(leaves, classes)
    for number, code in enumerate(classes, 1):
        name = subject_name(code)
        told = _told_with_rate(teller.style, teller.rows[name])
        teller.write(phrases("S5.class" if told else "S5.class_plain"), name, 号=str(number), 项=name)
        below = [leaf for leaf in leaves if leaf.startswith(code)] if len(leaves) <= LONGEST else []
        for at, leaf in enumerate(below):
            told = _told_with_rate(teller.style, teller.rows[names[leaf]])
            wording = phrases("S5.leaf" if told else "S5.leaf_plain")
            teller.write(("；" if at else "") + wording, names[leaf], 项=subject_name(leaf))
        teller.write("。" if below else "")
        change = sign(books.line(code).general - books.line(code).budget, teller.style)
        teller.write(phrases("S5.reason"), 原因=phrases.reason(change, name))
        teller.end()


def _told_with_rate(style: Style, row: Row) -> bool:
    return "完成率" in row and bool(style.money.rounded(row["年初预算"].exact))


def _leaf_rows(books: Accounts, leaves: list[str], classes: list[str], by_path: bool) -> dict[str, Row]:
    if not by_path:
        names = _leaf_names(leaves, classes)
        return {names[code]: money_row(books.lines[code].general, budget=books.lines[code].budget) for code in leaves}
    found: dict[str, Row] = {}
    for code in leaves:
        leaf = books.lines[code]
        row = money_row(leaf.general, adjusted=leaf.adjusted)
        if leaf.adjusted >= 100:
            row["完成率"] = Figure(leaf.general * 100 / leaf.adjusted, "%")
        found["/".join(subject_name(code[:size]) for size in (3, 5, 7))] = row
    return found


def _leaf_names(leaves: list[str], classes: list[str]) -> dict[str, str]:
    """Names in the gold of 项 that are told by name alone, a repeated one with #2, #3 ... in text order."""
    counts = {subject_name(code): 1 for code in classes}
    found = {}
    for code in leaves:
        name = subject_name(code)
        counts[name] = counts.get(name, 0) + 1
        found[code] = name if counts[name] == 1 else f"{name}#{counts[name]}"
    return found


def basic(books: Accounts, style: Style, phrases: Phrases) -> Teller:
    """S6: people and running costs with their shares, then every economic 类 with its 款."""
    names, whole = economic_names(), books.line().general_basic
    kinds = [code for code in (*PERSONNEL, *PUBLIC) if books.economic_sum(code)]
    rows = {names[code]: money_row(amount) for code, amount in books.economic.items()}
    rows |= {names[code]: money_row(books.economic_sum(code), whole=whole) for code in kinds}
    for name, amount in (("人员经费", books.personnel), ("公用经费", books.public)):
        rows[name] = money_row(amount, whole=whole)
    rows["基本支出"] = money_row(whole)
    teller = Teller("S6", rows, style, words(books))
    shared = all("占比" in rows[name] for name in ("人员经费", "公用经费"))
    teller.say(phrases("S6.total") if shared else wordings()["S6.total"][0])
    for number, kind in enumerate(kinds, 1):
        teller.write(phrases("S6.kind"), names[kind], 号=str(number), 项=names[kind])
        below = [code for code in books.economic if code.startswith(kind) and names[code] != names[kind]]
        teller.write(phrases("S6.list") if below else "")
        for at, code in enumerate(below):
            name = names[code]
            teller.write(("、" if at else "") + phrases("S6.item"), name, 项=name, 短=name.removesuffix("支出"))
        teller.write("。")
        teller.end()
    return teller


def operating(books: Accounts, style: Style, phrases: Phrases) -> Teller:
    """S10, with the items it went to where it is all of 公用经费."""
    was, names = before(books).operating, economic_names()
    items: dict[str, Decimal] = {}
    if books.operating and books.operating == books.public:
        items = {names[code]: amount for code, amount in books.economic.items() if code.startswith("302")}
    rows = {name: money_row(amount) for name, amount in items.items()}
    teller = Teller("S10", {**rows, "机关运行经费": money_row(books.operating, was)}, style, words(books))
    change = sign(books.operating - was, style)
    key = "S10.told" if books.operating else "S10.nothing"
    teller.say(phrases(key), "机关运行经费", 原因=phrases.reason(change, "S10"))
    if items:
        teller.write(phrases("S10.items"))
        for at, name in enumerate(items):
            teller.write(("、" if at else "") + phrases("S10.item"), name, 项=name)
        teller.write("。")
        teller.end()
    return teller

"""S5 and S6: the general budget by function, item by item, and its basic spending by economic subject."""

from decimal import Decimal
from typing import Literal

from evals.press.accounts import Accounts
from evals.press.line import Line
from evals.press.phrases import Phrases
from evals.press.subjects import economic_names, subject_name
from evals.press.telling import Row, Style, Teller, money_row, plugged
from evals.press.told_totals import before, sign, words

_TOTAL = "一般公共预算财政拨款支出"
LONGEST = 40
"""More items than this are told by 类 only, as long reports do."""
_WORDS = {1: "大于", -1: "小于", 0: "等于"}


def general(books: Accounts, style: Style, phrases: Phrases, items: Literal["budget", "plain", "none"]) -> Teller:
    """S5; `items` tells every 项 with its budget, by name and amount alone, or not at all."""
    line = books.line()
    leaves = [(code, leaf) for code, leaf in books.lines.items() if leaf.general or leaf.budget]
    if len(leaves) > LONGEST:
        items = "none"
    if items == "plain":
        leaves = [(code, leaf) for code, leaf in leaves if leaf.general]
    names = _unique([_path(code) if items == "budget" else subject_name(code) for code, _ in leaves])
    rows = {} if items == "none" else {name: _item_row(leaf) for name, (_, leaf) in zip(names, leaves, strict=True)}
    classes = {subject_name(code): spent.general for code, spent in books.tree() if len(code) == 3 and spent.general}
    shares = plugged({n: money_row(spent, whole=line.general) for n, spent in classes.items()}, list(classes), style)
    total = money_row(line.general, before(books).line().general, budget=line.budget, whole=line.spending)
    teller = Teller("S5", {**rows, **shares, _TOTAL: total}, style, words(books))
    change = sign(line.general - before(books).line().general, style)
    teller.say(phrases("S5.total"), _TOTAL, 原因=phrases.reason(change, "S5"))
    teller.write(phrases("S5.class_head"))
    for at, name in enumerate(classes):
        teller.write("；" if at else "")
        teller.write(phrases("S5.class_item"), name, 项=name)
    teller.write("。")
    teller.end()
    if items == "budget" and line.budget:
        teller.say(phrases("S5.budget"), _TOTAL)
        for number, (name, (code, leaf)) in enumerate(zip(names, leaves, strict=True), 1):
            _item(teller, phrases, number, name, code, leaf)
    elif items == "plain":
        teller.write(phrases("S5.plain_head"))
        for at, (name, (code, _)) in enumerate(zip(names, leaves, strict=True)):
            teller.write("，" if at else "")
            teller.write(phrases("S5.plain_item"), name, 项=subject_name(code))
        teller.write("。")
        teller.end()
    return teller


def _path(code: str) -> str:
    return "/".join(subject_name(code[:size]) for size in (3, 5, 7))


def _unique(names: list[str]) -> list[str]:
    """A name printed again takes #2, #3 ..."""
    counts: dict[str, int] = {}
    found = []
    for name in names:
        counts[name] = counts.get(name, 0) + 1
        found.append(name if counts[name] == 1 else f"{name}#{counts[name]}")
    return found


def _item_row(leaf: Line) -> Row:
    return money_row(leaf.general, budget=leaf.budget, adjusted=leaf.adjusted)


def _item(teller: Teller, phrases: Phrases, number: int, name: str, code: str, leaf: Line) -> None:
    parts = {"类": subject_name(code[:3]), "款": subject_name(code[:5]), "项": subject_name(code)}
    teller.write(phrases("S5.item_name"), 号=str(number), **parts)
    change = sign(leaf.general - leaf.budget, teller.style)
    if not teller.style.money.rounded(leaf.budget):
        adjusted = leaf.adjusted == leaf.general and number % 2 == 0
        teller.write(phrases("S5.item_adjusted" if adjusted else "S5.item_nothing"), name)
    else:
        teller.write(phrases("S5.item"), name)
        teller.write(phrases("S5.compare"), 比较=_WORDS[change], 原因=phrases.reason(change, name))
    teller.end()


def basic(books: Accounts, style: Style, phrases: Phrases, amounts: bool) -> Teller:
    """S6; `amounts` tells the economic subjects with their amounts, else by name alone."""
    names = economic_names()
    rows = {names[code]: money_row(amount) for code, amount in books.economic.items()}
    totals: dict[str, Decimal] = {
        "基本支出": books.line().general_basic,
        "人员经费": books.personnel,
        "公用经费": books.public,
    }
    rows |= {name: money_row(amount) for name, amount in totals.items()}
    teller = Teller("S6", rows, style, words(books))
    teller.say(phrases("S6.total"))
    for key, prefixes in (("S6.personnel", ("301", "303")), ("S6.public", ("302", "307", "310", "312", "399"))):
        teller.write(phrases(key))
        spent = [code for code in books.economic if code.startswith(prefixes)]
        for at, code in enumerate(spent):
            teller.write("、" if at else "")
            teller.write(phrases("S6.item") if amounts else "{=项}", names[code], 项=names[code])
        teller.write("。")
        teller.end()
    return teller

"""S7 to S9: 三公 with meetings and training, the government fund, the state capital budget."""

from decimal import Decimal

from evals.press.accounts import Accounts
from evals.press.holdings import Official, Spent
from evals.press.phrases import Phrases
from evals.press.telling import Figure, Row, Style, Teller, money_row
from evals.press.told_totals import before, sign, words

_COMPARED = {1: "大于", -1: "小于", 0: "等于"}


def official(books: Accounts, style: Style, phrases: Phrases, order: str, meetings: bool) -> Teller:
    """S7; `order` names the vehicles or the receptions second."""
    teller = Teller("S7", _rows(books.official, before(books).official), style, words(books))
    total = books.official.total
    if style.money.rounded(total.budget):
        change = sign(total.final - total.budget, style)
        teller.write(phrases("S7.total"), 比较=_COMPARED[change], 原因=phrases.reason(change, "S7"))
    else:
        teller.write(phrases("S7.total_unbudgeted"))
    change = sign(total.final - before(books).official.total.final, style)
    teller.write(phrases("S7.change"), 原因=phrases.reason(change, "S7 year"))
    teller.end()
    spent = books.official
    names = ["因公出国（境）费", "公务用车购置及运行维护费", "公务接待费"]
    items = dict(zip(names, (spent.abroad, spent.vehicle, spent.reception), strict=True))
    if order == "reception":
        names[1:] = reversed(names[1:])
    for number, name in enumerate(names, 1):
        _item(teller, phrases, number, name, items[name])
    for name, item in (("培训费", spent.training), ("会议费", spent.meeting)) if meetings else ():
        change = sign(item.final - item.budget, style)
        key = "S7.other" if style.money.rounded(item.budget) else "S7.other_unbudgeted"
        teller.say(phrases(key), name, 项=name, 原因=phrases.reason(change, name))
    return teller


def _rows(now: Official, was: Official) -> dict[str, Row]:
    def row(item: Spent, old: Spent) -> Row:
        return money_row(item.final, old.final, budget=item.budget, whole=now.total.final or None, budget_name="预算数")

    rows = {
        "三公经费": row(now.total, was.total),
        "因公出国（境）费": row(now.abroad, was.abroad),
        "公务用车购置及运行维护费": row(now.vehicle, was.vehicle),
        "公务用车购置费": row(now.purchase, was.purchase),
        "公务用车运行维护费": row(now.running, was.running),
        "公务接待费": row(now.reception, was.reception),
        "国内公务接待": row(now.reception, was.reception),
        "会议费": row(now.meeting, was.meeting),
        "培训费": row(now.training, was.training),
    }
    rows["因公出国（境）费"] |= {"团组数": _count(now.groups, "个"), "人次": _count(now.travellers, "人次")}
    rows["公务用车购置费"] |= {"购置数": _count(now.bought, "辆")}
    rows["公务用车运行维护费"] |= {"保有量": _count(now.kept, "辆")}
    rows["国内公务接待"] |= {"批次": _count(now.receptions, "批次"), "人次": _count(now.guests, "人次")}
    return rows


def _count(number: int, unit: str) -> Figure:
    return Figure(Decimal(number), unit)


def _item(teller: Teller, phrases: Phrases, number: int, name: str, spent: Spent) -> None:
    row, style = teller.rows[name], teller.style
    if not style.money.rounded(spent.budget) or "占比" not in row:
        key = "S7.item_unbudgeted"
    elif not spent.final:
        key = "S7.item_nothing_spent"
    else:
        key = "S7.item"
    teller.write(phrases(key), name, 号=str(number), 项=name)
    if spent.final:
        change = sign(row["比上年增减额"].exact, style)
        teller.write(phrases("S7.item_change"), name, 原因=phrases.reason(change, name))
    detail = {"因公出国（境）费": "S7.abroad", "公务用车购置及运行维护费": "S7.vehicle", "公务接待费": "S7.reception"}
    teller.write(phrases(detail[name]))
    teller.end()


def fund(books: Accounts, style: Style, phrases: Phrases, zeros: bool) -> Teller:
    """S8: what the government fund took in and spent; nothing is declared, or told as zeros."""
    line = books.line()
    rows = {
        "政府性基金收入": money_row(line.fund_income),
        "政府性基金支出": money_row(line.fund),
        "年初结转和结余": money_row(line.fund_opening),
        "年末结转和结余": money_row(line.fund_closing),
    }
    empty = not (line.fund_income or line.fund or line.fund_opening)
    return _maybe_empty(Teller("S8", rows, style, words(books)), phrases, empty, zeros)


def capital(books: Accounts, style: Style, phrases: Phrases, zeros: bool) -> Teller:
    """S9: the same of the state capital budget."""
    line = books.line()
    rows = {"国有资本经营收入": money_row(line.capital_income), "国有资本经营支出": money_row(line.capital)}
    empty = not (line.capital_income or line.capital or line.capital_opening)
    return _maybe_empty(Teller("S9", rows, style, words(books)), phrases, empty, zeros)


def _maybe_empty(teller: Teller, phrases: Phrases, empty: bool, zeros: bool) -> Teller:
    kind = "filled" if not empty else ("zeros" if zeros else "nothing")
    teller.say(phrases(f"{teller.place}.{kind}"))
    if kind == "nothing":
        teller.declare_empty()
    return teller

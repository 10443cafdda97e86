"""S1 to S4: income and spending as a whole, by source and by nature, and of the appropriations."""

from decimal import Decimal

from evals.press.accounts import Accounts
from evals.press.phrases import Phrases
from evals.press.telling import Row, Style, Teller, money_row, plugged


def sign(amount: Decimal, style: Style) -> int:
    """Return 1, -1 or 0 for a change, as it will be printed."""
    rounded = style.money.rounded(amount)
    return (rounded > 0) - (rounded < 0)


def before(books: Accounts) -> Accounts:
    """Return the year before. Raises ValueError where the books know none."""
    if books.previous is None:
        raise ValueError(f"{books.unit_name} {books.year}: the explanation compares with a year that is not there")
    return books.previous


def words(books: Accounts) -> dict[str, str]:
    """Return the words that every template may use."""
    return {"年": str(books.year), "上年": str(books.year - 1), "单位": books.unit_name}


def whole_rows(books: Accounts) -> dict[str, Row]:
    """Return the rows of the accounts as a whole: both totals and what they are made of."""
    line = books.line()
    both = money_row(books.grand_total, before(books).grand_total)
    return {
        "收支总计": both,
        "收入总计": both,
        "支出总计": both,
        "本年收入": money_row(line.income),
        "本年支出": money_row(line.spending),
        "年初结转和结余": money_row(books.opening),
        "年末结转和结余": money_row(books.closing),
        "使用非财政拨款结余": money_row(books.surplus_used),
        "结余分配": money_row(books.distribution),
    }


def totals(books: Accounts, style: Style, phrases: Phrases, one_figure: bool) -> Teller:
    """S1; `one_figure` tells 收支总计 as one."""
    rows = whole_rows(books)
    teller = Teller("S1", rows, style, words(books))
    change = sign(books.grand_total - before(books).grand_total, style)
    if one_figure:
        teller.say(phrases("S1.one"), 原因=phrases.reason(change, "S1"))
    else:
        teller.write(phrases("S1.head"))
        teller.write(phrases("S1.income_change"), 原因=phrases.reason(change, "S1 income"))
        teller.write(phrases("S1.spending_change"), 原因=phrases.reason(change, "S1 spending"))
        teller.end()
    teller.write(phrases("S1.year"))
    if books.surplus_used:
        teller.write(phrases("S1.surplus"))
    if books.distribution:
        teller.write(phrases("S1.distribution"))
    teller.end()
    return teller


def income(books: Accounts, style: Style, phrases: Phrases, place: str, every: bool) -> Teller:
    """S2 (or S1's part of it): income by source; `every` names sources without an amount too."""
    line = books.line()
    sources = {
        "财政拨款收入": line.fiscal_income,
        "上级补助收入": line.superior,
        "事业收入": line.service,
        "经营收入": line.trading,
        "附属单位上缴收入": line.affiliated,
        "其他收入": line.other,
    }
    return _shares(books, style, phrases, place, ("本年收入", line.income), sources, every, "S2")


def spending(books: Accounts, style: Style, phrases: Phrases, place: str, every: bool) -> Teller:
    """S3 (or S1's part of it): spending by nature."""
    line = books.line()
    natures = {
        "基本支出": line.basic,
        "项目支出": line.project,
        "上缴上级支出": line.upward,
        "经营支出": line.trading_spending,
        "对附属单位补助支出": line.subsidy,
    }
    return _shares(books, style, phrases, place, ("本年支出", line.spending), natures, every, "S3")


def _shares(
    books: Accounts,
    style: Style,
    phrases: Phrases,
    place: str,
    total: tuple[str, Decimal],
    parts: dict[str, Decimal],
    every: bool,
    key: str,
) -> Teller:
    whole = total[1]
    names = [name for name, amount in parts.items() if amount or every]
    rows: dict[str, Row] = {name: money_row(parts[name], whole=whole) for name in names}
    filled = [name for name in names if parts[name]]
    rows = plugged(rows, filled, style)
    rows[total[0]] = money_row(whole)
    teller = Teller(place, rows, style, words(books))
    teller.write(phrases(f"{key}.head"))
    for at, name in enumerate(names):
        teller.write("；" if at else "")
        teller.write(phrases(f"{key}.item"), name, 项=name)
    teller.write("。")
    teller.end()
    return teller


def fiscal(books: Accounts, style: Style, phrases: Phrases, parts: bool) -> Teller:
    """S4: the appropriations; `parts` adds 基本 and 项目."""
    old, line = before(books), books.line()
    was = old.line()
    rows = {
        "财政拨款收入": money_row(line.fiscal_income, was.fiscal_income),
        "财政拨款支出": money_row(line.fiscal, was.fiscal),
        "年初财政拨款结转和结余": money_row(books.fiscal_opening),
        "年末财政拨款结转和结余": money_row(books.fiscal_closing),
        "基本支出": money_row(line.general_basic + line.fund_basic + line.capital_basic),
        "项目支出": money_row(line.general_project + line.fund_project + line.capital_project),
    }
    teller = Teller("S4", rows, style, words(books))
    rose = sign(line.fiscal_income - was.fiscal_income, style)
    spent = sign(line.fiscal - was.fiscal, style)
    teller.write(phrases("S4.head"))
    teller.write(phrases("S4.income_change"), 原因=phrases.reason(rose, "S4 income"))
    teller.write(phrases("S4.spending_change"), 原因=phrases.reason(spent, "S4 spending"))
    teller.end()
    teller.say(phrases("S4.balance"))
    if parts:
        teller.say(phrases("S4.parts"))
    return teller

"""收入支出决算总表 (T1): beside budgets, in three blocks, or with spending under income."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from evals.press.accounts import Accounts
from evals.press.forms_balance import ordinal
from evals.press.heldout.entries import Amount, Entry, Head, Wide, beside, fill, heads
from evals.press.heldout.page import Page
from evals.press.line import ZERO, Line
from evals.press.model import Sheet
from evals.press.subjects import CLASSES, subject_name

INCOME: tuple[tuple[str, Callable[[Line], Decimal]], ...] = (
    ("一般公共预算财政拨款收入", lambda line: line.general_income),
    ("政府性基金预算财政拨款收入", lambda line: line.fund_income),
    ("国有资本经营预算财政拨款收入", lambda line: line.capital_income),
    ("上级补助收入", lambda line: line.superior),
    ("事业收入", lambda line: line.service),
    ("经营收入", lambda line: line.trading),
    ("附属单位上缴收入", lambda line: line.affiliated),
    ("其他收入", lambda line: line.other),
)
"""Rows of the income side: their names in the gold, and the amounts."""
Named = list[tuple[str, str, Decimal]]
"""Rows as (printed text, gold name, exact amount)."""


def roman(number: int) -> str:
    """Return Ⅰ to Ⅻ as one character, as input methods give them."""
    return chr(0x2160 + number - 1)


def income_rows(books: Accounts, number: Callable[[int], str]) -> Named:
    """Return income by source, each with its number before it."""
    total = books.line()
    return [(number(at) + name, name, of(total)) for at, (name, of) in enumerate(INCOME, 1)]


def printed_classes(without: tuple[str, ...]) -> list[str]:
    """Return the 类 a form prints: all but `without`, under which nothing is ever booked."""
    return [code for code in CLASSES if code not in without]


def spending_rows(books: Accounts, number: Callable[[int], str], without: tuple[str, ...] = ()) -> Named:
    """Return spending by 类."""
    return [
        (number(at) + subject_name(code), subject_name(code), books.line(code).spending)
        for at, code in enumerate(printed_classes(without), 1)
    ]


def income_end(books: Accounts, total: str, grand: str) -> Named:
    """Return the last rows of the income side under the words a form has for them."""
    return [
        (total, "本年收入合计", books.line().income),
        ("使用非财政拨款结余", "使用非财政拨款结余", books.surplus_used),
        ("年初结转和结余", "年初结转和结余", books.opening),
        (grand, "收入总计", books.grand_total),
    ]


def spending_end(books: Accounts, total: str, grand: str) -> Named:
    """Return the last rows of the spending side."""
    spent = books.line().spending
    return [
        (total, "本年支出合计", spent),
        ("结余分配", "结余分配", books.distribution),
        ("年末结转和结余", "年末结转和结余", books.closing),
        (grand, "支出总计", spent + books.distribution + books.closing),
    ]


def _lines(rows: Named) -> list[list[Entry]]:
    return [[text, Amount(exact, name, "决算数")] for text, name, exact in rows]


def numbered(lines: Sequence[Sequence[Entry]], first: int) -> list[list[Entry]]:
    """Put 行次 after the first entry of each line."""
    return [[line[0], str(first + at), *line[1:]] for at, line in enumerate(lines)]


def three_blocks(page: Page) -> Sheet:
    """Income, spending by function, and spending by nature, which the dictionary has no rows for in this form."""
    books = page.books
    blocks = [
        (income_rows(books, _chinese), income_end(books, "本年收入合计", "收入总计")),
        (spending_rows(books, _chinese), spending_end(books, "本年支出合计", "支出总计")),
    ]
    sides = [(_lines(rows), _lines(last)) for rows, last in blocks]
    nature = _nature(books)
    whole = beside(*sides, (nature, [["", None]] * 4))
    first = [1, 1 + len(whole), 1 + 2 * len(whole)]
    lines = [
        [entry for at in range(3) for entry in numbered([line[2 * at : 2 * at + 2]], first[at] + row)[0]]
        for row, line in enumerate(whole)
    ]
    grid = page.grid(9)
    columns = (Head("项  目"), Head("行次"), Head("决算数"))
    tops = ("收入", "支出（按功能分类）", "支出（按支出性质和经济分类）")
    heads(grid, [Head(top, columns) for top in tops], ["栏  次", "", "1", "栏  次", "", "2", "栏  次", "", "3"])
    fill(grid, lines)
    return page.finish(grid)


def _chinese(number: int) -> str:
    return ordinal(number) + "、"


def _nature(books: Accounts) -> list[list[Entry]]:
    """Spending by nature; unscored."""
    total = books.line()
    rows = [
        ("一、基本支出", "基本支出", total.basic),
        ("二、项目支出", "项目支出", total.project),
        ("    其中：基本建设类项目", "基本建设类项目", ZERO),
        ("三、上缴上级支出", "上缴上级支出", total.upward),
        ("四、经营支出", "经营支出", total.trading_spending),
        ("五、对附属单位补助支出", "对附属单位补助支出", total.subsidy),
    ]
    return [[text, Amount(exact, name, "决算数", scored=False)] for text, name, exact in rows]


def with_budgets(page: Page) -> Sheet:
    """年初预算数 and 全年预算数 before 决算数 on both sides; only the last is in the dictionary."""
    books = page.books
    left = _budgeted(_income_plans(books), [*income_rows(books, lambda at: roman(at) + "、")])
    left_end = _budgeted(_income_plans(books), income_end(books, "本年收入小计", "收入总计"))
    right = _budgeted(_spending_plans(books), spending_rows(books, lambda at: f"（{ordinal(at)}）", ("231", "232")))
    right_end = _budgeted(_spending_plans(books), spending_end(books, "本年支出小计", "支出总计"))
    grid = page.grid(8)
    columns = (Head("项目"), Head("年初预算数"), Head("全年预算数"), Head("决算数"))
    heads(grid, [Head("收      入", columns), Head("支      出", columns)])
    fill(grid, beside((left, left_end), (right, right_end)))
    return page.finish(grid)


Plans = dict[str, tuple[Decimal, Decimal]]
"""Gold name -> (年初预算, 全年预算) in 元."""


def _budgeted(plans: Plans, rows: Named) -> list[list[Entry]]:
    words = (("年初预算数", ("年初预算", "预算数")), ("全年预算数", ("全年预算", "调整预算", "调整预算数")))
    lines: list[list[Entry]] = []
    for text, name, exact in rows:
        planned: list[Entry] = [
            Amount(amount, name, measure, scored=False, aliases=tuple((name, alias) for alias in others))
            for amount, (measure, others) in zip(plans.get(name, (ZERO, ZERO)), words, strict=True)
        ]
        lines.append([text, *planned, Amount(exact, name, "决算数")])
    return lines


def _spending_plans(books: Accounts) -> Plans:
    """Budgets by 类: the general budget's own, and elsewhere what was spent."""
    plans = {}
    for code in CLASSES:
        line = books.line(code)
        rest = line.spending - line.general
        plans[subject_name(code)] = (line.budget + rest, line.adjusted + rest)
    total = books.line()
    rest = total.spending - total.general
    plans["本年支出合计"] = plans["支出总计"] = (total.budget + rest, total.adjusted + rest)
    return plans


def _income_plans(books: Accounts) -> Plans:
    """Budgets by source: the general budget appropriates what its spending and nothing else is planned to cost."""
    total = books.line()
    other = total.spending - total.general
    plans = {name: (of(total), of(total)) for name, of in INCOME[1:]}
    rest = other - sum((plan[0] for plan in plans.values()), ZERO)
    # What the other sources do not bring is planned to be used of earlier years, or left to the general budget.
    plans["年初结转和结余"] = (max(rest, ZERO), max(rest, ZERO))
    spare = min(rest, ZERO)
    plans["一般公共预算财政拨款收入"] = (total.budget + spare, total.adjusted + spare)
    whole = _spending_plans(books)["支出总计"]
    plans["收入总计"] = whole
    plans["本年收入合计"] = (whole[0] - max(rest, ZERO), whole[1] - max(rest, ZERO))
    return plans


def one_above_the_other(page: Page) -> Sheet:
    """Spending under income in the same three columns, with heads of its own in the body."""
    books = page.books

    def arabic(number: int) -> str:
        return f"  {number}．"

    income: list[list[Entry]] = _lines(income_rows(books, arabic) + income_end(books, "收入合计", "收入总计"))
    spent: list[list[Entry]] = _lines(spending_rows(books, arabic) + spending_end(books, "支出合计", "支出总计"))
    grid = page.grid(3)
    heads(grid, [Head("收入项目"), Head("行次"), Head("金额")])
    middle: list[list[Entry]] = [[Wide("支出项目", 1, True), Wide("行次", 1, True), Wide("金额", 1, True)]]
    fill(grid, [*numbered(income, 1), *middle, *numbered(spent, 1 + len(income))])
    return page.finish(grid)


def wrapped(page: Page) -> Sheet:
    """Two sides whose names are broken over two lines, the unit in the heads, no 行次."""
    books = page.books

    def bracketed(number: int) -> str:
        return f"({ordinal(number)})"

    sides = [
        (income_rows(books, bracketed), income_end(books, "收入合计", "收入总计")),
        (spending_rows(books, bracketed, ("234",)), spending_end(books, "支出合计", "支出总计")),
    ]
    broken = [([_wrapped(line) for line in _lines(rows)], _lines(last)) for rows, last in sides]
    grid = page.grid(4)
    amount = Head(f"决算数\n{page.unit}")
    heads(grid, [Head("本年收入", (Head("收入项目"), amount)), Head("本年支出", (Head("支出项目"), amount))])
    fill(grid, beside(*broken))
    return page.finish(grid)


def _wrapped(line: list[Entry]) -> list[Entry]:
    """Break a long name before its last words."""
    text = str(line[0])
    return [f"{text[:-6]}\n{text[-6:]}" if len(text) > 12 else text, *line[1:]]

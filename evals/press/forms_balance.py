"""The forms that set income against spending: T1 and T4."""

from dataclasses import dataclass
from decimal import Decimal

from evals.press.accounts import Accounts
from evals.press.frame import Form
from evals.press.grid import Grid
from evals.press.line import ZERO, Line
from evals.press.model import Sheet
from evals.press.subjects import CLASSES, subject_name

_LEFT_OUT = {24: ("231", "232"), 25: ("234",), 26: ()}
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Row:
    """One side of a row: what it prints, its name in the gold, and its amounts; no name: a blank."""

    text: str
    name: str = ""
    amounts: tuple[Decimal, ...] = ()


def ordinal(number: int) -> str:
    """Return 一, 二 ... 二十六."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("十" if tens == 1 else _DIGITS[tens] + "十")
    return head + (_DIGITS[ones] if ones else "")


def balance(form: Form) -> Sheet:
    """收入支出决算总表 (T1)."""
    books, total = form.books, form.books.line()
    left = _numbered(
        [
            ("一般公共预算财政拨款收入", total.general_income),
            ("政府性基金预算财政拨款收入", total.fund_income),
            ("国有资本经营预算财政拨款收入", total.capital_income),
            ("上级补助收入", total.superior),
            ("事业收入", total.service),
            ("经营收入", total.trading),
            ("附属单位上缴收入", total.affiliated),
            ("其他收入", total.other),
        ]
    )
    gap = [Row("")] if form.layout.balance_gap else []
    bottom_left = [
        Row("本年收入合计", "本年收入合计", (total.income,)),
        Row("使用非财政拨款结余", "使用非财政拨款结余", (books.surplus_used,)),
        Row("年初结转和结余", "年初结转和结余", (books.opening,)),
        *gap,
        Row("总计", "收入总计", (books.grand_total,)),
    ]
    bottom_right = [
        Row("本年支出合计", "本年支出合计", (total.spending,)),
        Row("结余分配", "结余分配", (books.distribution,)),
        Row("年末结转和结余", "年末结转和结余", (books.closing,)),
        *gap,
        Row("总计", "支出总计", (total.spending + books.distribution + books.closing,)),
    ]
    right = [
        Row(f"{ordinal(at)}、{subject_name(code)}", subject_name(code), (line.spending,))
        for at, (code, line) in enumerate(_classes(form), 1)
    ]
    return _two_sides(form, _padded(left, right), bottom_left, bottom_right, ("决算数",))


def fiscal(form: Form) -> Sheet:
    """财政拨款收入支出决算总表 (T4)."""
    books, total = form.books, form.books.line()
    left = _numbered(
        [
            ("一般公共预算财政拨款", total.general_income),
            ("政府性基金预算财政拨款", total.fund_income),
            ("国有资本经营预算财政拨款", total.capital_income),
        ]
    )
    right = [
        Row(f"{ordinal(at)}、{subject_name(code)}", subject_name(code), _by_fund(line))
        for at, (code, line) in enumerate(_classes(form), 1)
    ]
    opening = [
        ("一般公共预算财政拨款", books.general_opening),
        ("政府性基金预算财政拨款", total.fund_opening),
        ("国有资本经营预算财政拨款", total.capital_opening),
    ]
    bottom_left = [
        Row("本年收入合计", "本年收入合计", (total.fiscal_income,)),
        Row("年初财政拨款结转和结余", "年初财政拨款结转和结余", (books.fiscal_opening,)),
        *(Row(f"  {name}", f"年初:{name}", (amount,)) for name, amount in opening),
        Row("总计", "收入总计", (total.fiscal_income + books.fiscal_opening,)),
    ]
    closing = _closing(books)
    whole = tuple(spent + left_over for spent, left_over in zip(_by_fund(total), closing, strict=True))
    bottom_right = [
        Row("本年支出合计", "本年支出合计", _by_fund(total)),
        Row("年末财政拨款结转和结余", "年末财政拨款结转和结余", closing),
        Row(""),
        Row(""),
        Row(""),
        Row("总计", "支出总计", whole),
    ]
    measures = ("合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
    return _two_sides(form, _padded(left, right), bottom_left, bottom_right, measures)


def _numbered(items: list[tuple[str, Decimal]]) -> list[Row]:
    return [Row(f"{ordinal(at)}、{name}", name, (amount,)) for at, (name, amount) in enumerate(items, 1)]


def _classes(form: Form) -> list[tuple[str, Line]]:
    return [(code, form.books.line(code)) for code in CLASSES if code not in _LEFT_OUT[form.layout.classes]]


def _by_fund(line: Line) -> tuple[Decimal, ...]:
    return line.fiscal, line.general, line.fund, line.capital


def _closing(books: Accounts) -> tuple[Decimal, ...]:
    total = books.line()
    return books.fiscal_closing, books.general_closing, total.fund_closing, total.capital_closing


def _padded(left: list[Row], right: list[Row]) -> list[tuple[Row, Row]]:
    return list(zip(left + [Row("")] * (len(right) - len(left)), right, strict=True))


def _two_sides(
    form: Form, middle: list[tuple[Row, Row]], left: list[Row], right: list[Row], measures: tuple[str, ...]
) -> Sheet:
    number = int(form.layout.line_numbers)
    side = 2 + number  # columns of the left side: 项目, 行次, 决算数
    grid = form.grid(side + 1 + number + len(measures))
    _heads(form, grid, measures, side)
    start = grid.at
    rows = [*middle, *zip(left, right, strict=True)]
    for at, (one, other) in enumerate(rows, 1):
        _half(grid, 0, one, str(at) if number else None, ("决算数",))
        _half(grid, side, other, str(len(rows) + at) if number else None, measures)
        grid.at += 1
    grid.body_rows = (start, grid.at)
    return form.finish(grid)


def _heads(form: Form, grid: Grid, measures: tuple[str, ...], side: int) -> None:
    start, number = grid.at, form.layout.line_numbers
    grid.put(0, "收入", "header", side)
    grid.put(side, "支出", "header", grid.columns - side)
    grid.at += 1
    line_number = ["行次"] if number else []
    amounts = [form.layout.amount] if len(measures) == 1 else list(measures)
    grid.row(["项目", *line_number, form.layout.amount, "项目", *line_number, *amounts], "header")
    if form.layout.column_numbers:
        blank = [""] if number else []
        numbers = [str(at + 2) for at in range(len(measures))]
        grid.row(["栏次", *blank, "1", "栏次", *blank, *numbers], "header")
    grid.header_rows = (start, grid.at)


def _half(grid: Grid, column: int, row: Row, number: str | None, measures: tuple[str, ...]) -> None:
    grid.put(column, row.text, "label")
    if number is not None:
        grid.put(column + 1, number, "label")
        column += 1
    for at, measure in enumerate(measures):
        if row.name:
            amount = row.amounts[at] if at < len(row.amounts) else ZERO
            grid.amount(column + 1 + at, amount, row.name, measure)
        else:
            grid.put(column + 1 + at, "", "number")

"""The forms whose rows are functional subjects: T2, T3, T5, T8, T9."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from evals.press.frame import Form
from evals.press.grid import Grid
from evals.press.line import Line
from evals.press.model import Sheet
from evals.press.subjects import subject_name


@dataclass(frozen=True)
class Column:
    """A measure: its printed head, its name in the gold, and the amount of a line."""

    head: str
    measure: str
    of: Callable[[Line], Decimal]


@dataclass(frozen=True)
class Group:
    """Columns under a common head."""

    head: str
    columns: tuple[Column, ...]


Heads = tuple[Column | Group, ...]


def income(form: Form) -> Sheet:
    """收入决算表 (T2)."""
    service: Column | Group = Column("事业收入", "事业收入", lambda line: line.service)
    if form.layout.education:
        whole = Column("小计", "事业收入", lambda line: line.service)
        part = Column("其中：教育收费", "事业收入其中教育收费", lambda line: line.education)
        service = Group("事业收入", (whole, part))
    return _functional(
        form,
        (
            Column(form.layout.income_total, "本年收入合计", lambda line: line.income),
            Column("财政拨款收入", "财政拨款收入", lambda line: line.fiscal_income),
            Column("上级补助收入", "上级补助收入", lambda line: line.superior),
            service,
            Column("经营收入", "经营收入", lambda line: line.trading),
            Column("附属单位上缴收入", "附属单位上缴收入", lambda line: line.affiliated),
            Column("其他收入", "其他收入", lambda line: line.other),
        ),
    )


def spending(form: Form) -> Sheet:
    """支出决算表 (T3)."""
    return _functional(
        form,
        (
            Column(form.layout.spending_total, "本年支出合计", lambda line: line.spending),
            Column("基本支出", "基本支出", lambda line: line.basic),
            Column("项目支出", "项目支出", lambda line: line.project),
            Column("上缴上级支出", "上缴上级支出", lambda line: line.upward),
            Column("经营支出", "经营支出", lambda line: line.trading_spending),
            Column("对附属单位补助支出", "对附属单位补助支出", lambda line: line.subsidy),
        ),
    )


def general(form: Form) -> Sheet:
    """一般公共预算财政拨款支出决算表 (T5)."""
    parts = (
        Column("基本支出", "基本支出", lambda line: line.general_basic),
        Column("项目支出", "项目支出", lambda line: line.general_project),
    )
    return _functional(form, _spent(form, "小计", Column("", "本年支出合计", lambda line: line.general), parts))


def fund(form: Form) -> Sheet:
    """政府性基金预算财政拨款收入支出决算表 (T8)."""
    return _functional(
        form,
        (
            Column("年初结转和结余", "年初结转和结余", lambda line: line.fund_opening),
            Column("本年收入", "本年收入", lambda line: line.fund_income),
            Group(
                "本年支出",
                (
                    Column("小计", "本年支出", lambda line: line.fund),
                    Column("基本支出", "基本支出", lambda line: line.fund_basic),
                    Column("项目支出", "项目支出", lambda line: line.fund_project),
                ),
            ),
            Column("年末结转和结余", "年末结转和结余", lambda line: line.fund_closing),
        ),
    )


def capital(form: Form) -> Sheet:
    """国有资本经营预算财政拨款支出决算表 (T9), spending alone or laid out like T8."""
    parts = (
        Column("基本支出", "基本支出", lambda line: line.capital_basic),
        Column("项目支出", "项目支出", lambda line: line.capital_project),
    )
    whole = Column("小计", "本年支出", lambda line: line.capital)
    if not form.layout.capital_full:
        return _functional(form, _spent(form, "合计", whole, parts))
    return _functional(
        form,
        (
            Column("年初结转和结余", "年初结转和结余", lambda line: line.capital_opening),
            Column("本年收入", "本年收入", lambda line: line.capital_income),
            Group("本年支出", (whole, *parts)),
            Column("年末结转和结余", "年末结转和结余", lambda line: line.capital_closing),
        ),
    )


def _spent(form: Form, word: str, whole: Column, parts: tuple[Column, ...]) -> Heads:
    """本年支出 over its parts, or 本年支出合计 beside them."""
    if form.layout.grouped:
        return (Group("本年支出", (Column(word, whole.measure, whole.of), *parts)),)
    return (Column(form.layout.spending_total, whole.measure, whole.of), *parts)


def _functional(form: Form, heads: Heads) -> Sheet:
    columns = [column for head in heads for column in (head.columns if isinstance(head, Group) else (head,))]
    names = 1 if form.layout.codes == "joined" else 3  # columns of codes; the subject's name stands in column `names`
    grid = form.grid(names + 1 + len(columns))
    _heads(form, grid, heads, names, len(columns))
    start = grid.at
    if not form.layout.total_last:
        _total(form, grid, columns, names)
    for code, line in form.books.tree():
        if any(column.of(line) for column in columns) and not (form.layout.leaves_only and len(code) < 7):
            _code(form, grid, code)
            _amounts(grid, columns, names + 1, line, code)
    if form.empty:
        grid.row([""] * (names + 1), "label")
        grid.at -= 1
        for column in range(names + 1, grid.columns):
            grid.put(column, "", "number")
        grid.at += 1
    if form.layout.total_last:
        _total(form, grid, columns, names)
    grid.body_rows = (start, grid.at)
    return form.finish(grid)


def _heads(form: Form, grid: Grid, heads: Heads, names: int, count: int) -> None:
    start = grid.at
    split, numbered = names == 3, form.layout.column_numbers
    below = 2 if split and not numbered else 1  # rows under 项目 that the heads of single columns span
    grid.put(0, "项目", "header", names + 1)
    at = names + 1
    for head in heads:
        if isinstance(head, Group):
            grid.put(at, head.head, "header", len(head.columns))
            at += len(head.columns)
        else:
            grid.put(at, head.head, "header", 1, 1 + below)
            at += 1
    grid.at += 1
    grid.put(0, "功能分类科目编码", "header", names)
    grid.put(names, "科目名称", "header", 1, below)
    at = names + 1
    for head in heads:
        for column in head.columns if isinstance(head, Group) else ():
            grid.put(at, column.head, "header", 1, below)
            at += 1
        at += not isinstance(head, Group)
    grid.at += 1
    if split:
        for column_number, word in enumerate("类款项"):
            grid.put(column_number, word, "header")
    if numbered:
        grid.put(3 if split else 0, "栏次", "header", 1 if split else names + 1)
        for number in range(1, count + 1):
            grid.put(names + number, str(number), "header")
    grid.at += int(split or numbered)
    grid.header_rows = (start, grid.at)


def _total(form: Form, grid: Grid, columns: list[Column], names: int) -> None:
    if form.layout.codes == "split":
        for column in range(names):
            grid.put(column, "", "label")
        grid.put(names, "合计", "label")
    elif form.layout.codes == "under_first":
        grid.put(0, "", "label", names)
        grid.put(names, "合计", "label")
    else:
        grid.put(0, "合计", "label", 2)
    _amounts(grid, columns, names + 1, form.books.line(), "合计")


def _code(form: Form, grid: Grid, code: str) -> None:
    if form.layout.codes == "split":
        for column, part in enumerate((code[:3], code[3:5], code[5:])):
            grid.put(column, part, "label")
    else:
        grid.put(0, code, "label", 3 if form.layout.codes == "under_first" else 1)
    depth = 0 if form.layout.leaves_only else (len(code) - 3) // 2
    grid.put(1 if form.layout.codes == "joined" else 3, form.layout.indent * depth + subject_name(code), "label")


def _amounts(grid: Grid, columns: list[Column], at: int, line: Line, row: str) -> None:
    for number, column in enumerate(columns):
        grid.amount(at + number, column.of(line), row, column.measure)
    grid.at += 1

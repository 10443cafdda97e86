"""The forms whose rows are functional subjects: codes beside names, in stairs, or joined to names."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

from evals.press.accounts import Accounts
from evals.press.heldout.entries import Amount, Count, Entry, Head, Wide, fill, heads
from evals.press.heldout.functional import Column, column, personnel
from evals.press.heldout2.page import Leaf
from evals.press.line import ZERO
from evals.press.model import Sheet
from evals.press.printing import CENT
from evals.press.subjects import subject_name

Subjects = Literal["beside", "stairs", "hyphen"]

_LABELS: dict[Subjects, tuple[Head, ...]] = {
    "beside": (Head("功能分类\n科目编码"), Head("功能分类科目名称")),
    "stairs": (Head("支出功能分类科目编码", (Head("类"), Head("款"), Head("项"))), Head("科目名称")),
    "hyphen": (Head("功能分类科目"),),
}
_TOTAL: dict[Subjects, Entry] = {"beside": Wide("合计", 2), "stairs": Wide("合    计", 4), "hyphen": "总  计"}


def functional(leaf: Leaf, subjects: Subjects, columns: Sequence[Column], numbers: Sequence[str] = ()) -> Sheet:
    """Return a form; `numbers` are its 栏次. 合计 stands last where codes are joined to names, else first."""
    labels = _LABELS[subjects]
    width = sum(head.width for head in labels)
    grid = leaf.grid(width + len(columns))
    heads(grid, [*labels, *_tops(columns)], ["栏次", *[""] * (width - 1), *numbers] if numbers else ())
    total: list[Entry] = [_TOTAL[subjects], *_amounts(leaf.books, "", "合计", columns)]
    rows: list[list[Entry]] = [
        [*_subject(subjects, code), *_amounts(leaf.books, code, code, columns)]
        for code, _ in leaf.books.tree()
        if any(one.of(leaf.books, code) for one in columns)
    ]
    if leaf.empty:
        rows = [[*[""] * width, *[None] * len(columns)]]
    fill(grid, [*rows, total] if subjects == "hyphen" else [total, *rows])
    return leaf.finish(grid)


def _tops(columns: Sequence[Column]) -> Iterator[Head]:
    """Heads; neighbours of one group stand under its head."""
    at = 0
    while at < len(columns):
        group = columns[at].group
        below = [columns[at]]
        while group and at + len(below) < len(columns) and columns[at + len(below)].group == group:
            below.append(columns[at + len(below)])
        yield Head(group, tuple(Head(one.head) for one in below)) if group else Head(columns[at].head)
        at += len(below)


def _subject(subjects: Subjects, code: str) -> list[Entry]:
    name, depth = subject_name(code), (len(code) - 3) // 2
    if subjects == "beside":
        return [code, name]
    if subjects == "hyphen":
        return [f"{'  ' * depth}{code}-{name}"]
    stairs: list[Entry] = ["", "", ""]
    stairs[depth] = code[-2:] if depth else code
    return [*stairs, name]


def _amounts(books: Accounts, code: str, row: str, columns: Sequence[Column]) -> list[Entry]:
    found: list[Entry] = []
    for one in columns:
        exact = one.of(books, code)
        if one.rate:
            rate = exact.quantize(CENT)
            found.append(Count(rate, row, one.measure, "%", scored=False, places=2) if rate else None)
        else:
            found.append(Amount(exact, row, one.measure, one.scored))
    return found


def income(leaf: Leaf, subjects: Subjects, *, funds: bool = False, education: bool = False) -> Sheet:
    """收入决算表 (T2); `funds`: appropriations by fund, which the dictionary has no columns for."""
    fiscal = [column("财政拨款收入", "财政拨款收入", lambda line: line.fiscal_income)]
    service = [column("事业收入", "事业收入", lambda line: line.service)]
    if funds:
        group = "财政拨款收入"
        parts = (
            column("一般公共预算\n财政拨款", "一般公共预算财政拨款收入", lambda line: line.general_income, group),
            column("政府性基金\n预算财政拨款", "政府性基金预算财政拨款收入", lambda line: line.fund_income, group),
            column(
                "国有资本经营\n预算财政拨款", "国有资本经营预算财政拨款收入", lambda line: line.capital_income, group
            ),
        )
        fiscal = [column("小计", "财政拨款收入", lambda line: line.fiscal_income, group), *map(_unscored, parts)]
    if education:
        service = [
            column("小计", "事业收入", lambda line: line.service, "事业收入"),
            column("其中：\n教育收费", "事业收入其中教育收费", lambda line: line.education, "事业收入"),
        ]
    columns = [
        column("总计" if subjects == "hyphen" else "本年收入合计", "本年收入合计", lambda line: line.income),
        *fiscal,
        column("上级补助收入", "上级补助收入", lambda line: line.superior),
        *service,
        column("经营收入", "经营收入", lambda line: line.trading),
        column("附属单位\n上缴收入", "附属单位上缴收入", lambda line: line.affiliated),
        column("其他收入", "其他收入", lambda line: line.other),
    ]
    numbers = ("1=2+…+7", *map(str, range(2, 8))) if subjects == "hyphen" else ()
    return functional(leaf, subjects, columns, numbers)


def _unscored(one: Column) -> Column:
    return Column(one.head, one.measure, one.of, one.group, scored=False)


def spending(leaf: Leaf, subjects: Subjects) -> Sheet:
    """支出决算表 (T3)."""
    return functional(
        leaf,
        subjects,
        [
            column("本年支出合计", "本年支出合计", lambda line: line.spending),
            column("基本支出", "基本支出", lambda line: line.basic),
            column("项目支出", "项目支出", lambda line: line.project),
            *_OTHER_SPENDING,
        ],
    )


_OTHER_SPENDING = (
    column("上缴上级\n支出", "上缴上级支出", lambda line: line.upward),
    column("经营支出", "经营支出", lambda line: line.trading_spending),
    column("对附属单位\n补助支出", "对附属单位补助支出", lambda line: line.subsidy),
)


def spending_by_use(leaf: Leaf, subjects: Subjects) -> Sheet:
    """T3 whose basic spending is split into people and running costs, for which T3 has no columns in the gold."""

    def public(books: Accounts, code: str) -> Decimal:
        return books.line(code).basic - personnel(books, code)

    group = "基本支出"
    columns = [
        column("总计", "本年支出合计", lambda line: line.spending),
        column("小计", "基本支出", lambda line: line.basic, group),
        Column("人员经费", "人员经费", personnel, group, scored=False),
        Column("公用经费", "公用经费", public, group, scored=False),
        column("项目支出", "项目支出", lambda line: line.project),
        *_OTHER_SPENDING,
    ]
    return functional(leaf, subjects, columns, ("1=2+5+6+7+8", "2=3+4", "3", "4", "5", "6", "7", "8"))


def general(leaf: Leaf, subjects: Subjects) -> Sheet:
    """一般公共预算财政拨款支出决算表 (T5): the whole and its two parts."""
    whole = column("总计" if subjects == "hyphen" else "本年支出合计", "本年支出合计", lambda line: line.general)
    numbers = ("1=2+3", "2", "3") if subjects == "hyphen" else ()
    return functional(leaf, subjects, [whole, *_parts("")], numbers)


def _parts(group: str) -> tuple[Column, Column]:
    basic = column("基本支出", "基本支出", lambda line: line.general_basic, group)
    return basic, column("项目支出", "项目支出", lambda line: line.general_project, group)


def general_of_two_years(leaf: Leaf, subjects: Subjects) -> Sheet:
    """T5 between last year's account and the rate of change, both unscored."""

    def was(books: Accounts, code: str) -> Decimal:
        return books.previous.line(code).general if books.previous else ZERO

    def rate(books: Accounts, code: str) -> Decimal:
        old = was(books, code)
        return (books.line(code).general - old) * 100 / old if old else ZERO

    group = f"{leaf.books.year}年度决算数"
    columns = [
        Column(f"{leaf.books.year - 1}年度决算数", "上年决算数", was, scored=False),
        column("小计", "本年支出合计", lambda line: line.general, group),
        *_parts(group),
        Column("比上年增减（%）", "比上年增减率", rate, scored=False, rate=True),
    ]
    return functional(leaf, subjects, columns)


def fund(leaf: Leaf, subjects: Subjects, *, parts: bool = True) -> Sheet:
    """政府性基金预算财政拨款收入支出决算表 (T8); without `parts` the year's spending is one column."""
    group = "本年支出"
    spent = [column("本年支出", "本年支出", lambda line: line.fund)]
    if parts:
        spent = [
            column("小计", "本年支出", lambda line: line.fund, group),
            column("基本支出", "基本支出", lambda line: line.fund_basic, group),
            column("项目支出", "项目支出", lambda line: line.fund_project, group),
        ]
    columns = [
        column("年初结转\n和结余", "年初结转和结余", lambda line: line.fund_opening),
        column("本年收入", "本年收入", lambda line: line.fund_income),
        *spent,
        column("年末结转\n和结余", "年末结转和结余", lambda line: line.fund_closing),
    ]
    numbers = ("1", "2", "3=4+5", "4", "5", "6=1+2-3") if subjects == "hyphen" else ()
    return functional(leaf, subjects, columns, numbers)


def capital(leaf: Leaf, subjects: Subjects) -> Sheet:
    """国有资本经营预算财政拨款支出决算表 (T9)."""
    columns = [
        column("总计" if subjects == "hyphen" else "本年支出合计", "本年支出", lambda line: line.capital),
        column("基本支出", "基本支出", lambda line: line.capital_basic),
        column("项目支出", "项目支出", lambda line: line.capital_project),
    ]
    return functional(leaf, subjects, columns, ("1=2+3", "2", "3") if subjects == "hyphen" else ())

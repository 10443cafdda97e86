"""The columns of the functional forms, and the forms of each held-out province made of them."""

from decimal import Decimal

from evals.press.accounts import Accounts
from evals.press.heldout.functional import Column, Subjects, column, functional, personnel
from evals.press.heldout.page import Page
from evals.press.line import ZERO
from evals.press.model import Sheet


def income(page: Page, subjects: Subjects, total: str, *, last: bool = False, education: bool = False) -> Sheet:
    """收入决算表 (T2)."""
    service = [column("事业收入", "事业收入", lambda line: line.service)]
    if education:
        service = [
            column("金额", "事业收入", lambda line: line.service, "事业收入"),
            column("其中:教育收费", "事业收入其中教育收费", lambda line: line.education, "事业收入"),
        ]
    return functional(
        page,
        subjects,
        [
            column(total, "本年收入合计", lambda line: line.income),
            column("财政拨款收入", "财政拨款收入", lambda line: line.fiscal_income),
            column("上级补助收入", "上级补助收入", lambda line: line.superior),
            *service,
            column("经营收入", "经营收入", lambda line: line.trading),
            column("附属单位\n上缴收入", "附属单位上缴收入", lambda line: line.affiliated),
            column("其他收入", "其他收入", lambda line: line.other),
        ],
        last=last,
    )


def spending(page: Page, subjects: Subjects, total: str, *, last: bool = False) -> Sheet:
    """支出决算表 (T3)."""
    return functional(
        page,
        subjects,
        [
            column(total, "本年支出合计", lambda line: line.spending),
            column("基本支出", "基本支出", lambda line: line.basic),
            column("项目支出", "项目支出", lambda line: line.project),
            column("上缴上级\n支出", "上缴上级支出", lambda line: line.upward),
            column("经营支出", "经营支出", lambda line: line.trading_spending),
            column("对附属单位\n补助支出", "对附属单位补助支出", lambda line: line.subsidy),
        ],
        last=last,
    )


_WHOLE = column("合计", "本年支出合计", lambda line: line.general)
_BASIC = column("基本支出", "基本支出", lambda line: line.general_basic)
_PROJECT = column("项目支出", "项目支出", lambda line: line.general_project)


def general(page: Page, subjects: Subjects) -> Sheet:
    """一般公共预算财政拨款支出决算表 (T5): the whole and its two parts."""
    return functional(page, subjects, [_WHOLE, _BASIC, _PROJECT])


def general_by_use(page: Page, subjects: Subjects) -> Sheet:
    """T5 whose basic spending is split into people and running costs, for which T5 has no columns in the gold."""

    def public(books: Accounts, code: str) -> Decimal:
        return books.line(code).general_basic - personnel(books, code)

    group = "基本支出"
    return functional(
        page,
        subjects,
        [
            column("支出合计", "本年支出合计", lambda line: line.general),
            column("小计", "基本支出", lambda line: line.general_basic, group),
            Column("人员经费", "人员经费", personnel, group, scored=False),
            Column("日常公用经费", "公用经费", public, group, scored=False),
            _PROJECT,
        ],
    )


def general_beside_budget(page: Page, subjects: Subjects) -> Sheet:
    """T5 with the budget before the final account and the rate of completion after it, both unscored."""

    def rate(books: Accounts, code: str) -> Decimal:
        line = books.line(code)
        return line.general * 100 / line.budget if line.budget else ZERO

    group = "决算数"
    return functional(
        page,
        subjects,
        [
            Column("年初预算数", "年初预算", lambda books, code: books.line(code).budget, scored=False),
            column("合计", "本年支出合计", lambda line: line.general, group),
            column("基本支出", "基本支出", lambda line: line.general_basic, group),
            column("项目支出", "项目支出", lambda line: line.general_project, group),
            Column("完成年初预算(%)", "完成率", rate, scored=False, rate=True),
        ],
        last=True,
    )


def fund(page: Page, subjects: Subjects) -> Sheet:
    """政府性基金预算财政拨款收入支出决算表 (T8), with 上年结转 and 结转下年 for 年初 and 年末结转和结余."""
    group = "本年支出"
    return functional(
        page,
        subjects,
        [
            column("上年结转", "年初结转和结余", lambda line: line.fund_opening),
            column("本年收入", "本年收入", lambda line: line.fund_income),
            column("合计", "本年支出", lambda line: line.fund, group),
            column("基本支出", "基本支出", lambda line: line.fund_basic, group),
            column("项目支出", "项目支出", lambda line: line.fund_project, group),
            column("结转下年", "年末结转和结余", lambda line: line.fund_closing),
        ],
    )


def capital(page: Page, subjects: Subjects) -> Sheet:
    """国有资本经营预算财政拨款支出决算表 (T9)."""
    return functional(
        page,
        subjects,
        [
            column("支出合计", "本年支出", lambda line: line.capital),
            column("基本支出", "基本支出", lambda line: line.capital_basic),
            column("项目支出", "项目支出", lambda line: line.capital_project),
        ],
    )
